using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>Collects the mistakes of one pass over one file: the first fifty in full, the rest counted, none forgotten.</summary>
internal sealed class Findings(string? file)
{
    /// <summary>How many mistakes are spelled out before the rest are only counted.</summary>
    public const int Shown = 50;

    private readonly List<Diagnostic> _errors = [];
    private readonly List<Diagnostic> _remarks = [];
    private int _more;
    private int _moreRemarks;

    public bool Any => _errors.Count > 0;

    /// <summary>The remarks: the first fifty in full, the rest counted.</summary>
    public ImmutableArray<Diagnostic> Remarks =>
        _moreRemarks == 0 ? [.. _remarks] : [.. _remarks, Diagnostic.Review("R299", $"and {_moreRemarks} more remarks", file, Place.None)];

    /// <summary>Notes a mistake; the place is worked out only for those that are shown.</summary>
    public void Error(string code, Func<Place> place, Func<string> message, string? note = null, string? help = null)
    {
        if (_errors.Count >= Shown)
        {
            _more++;
            return;
        }

        _errors.Add(Diagnostic.Error(code, message(), file, place(), null, note is null ? null : [note], help is null ? null : [help]));
    }

    public void Error(string code, Place place, string message, string? note = null, string? help = null) => Error(code, () => place, () => message, note, help);

    /// <summary>Notes a reviewer's remark.</summary>
    public void Review(string code, Place place, string message, string? note = null, string? help = null)
    {
        if (_remarks.Count >= Shown)
        {
            _moreRemarks++;
            return;
        }

        _remarks.Add(Diagnostic.Review(code, message, file, place, note is null ? null : [note], help is null ? null : [help]));
    }

    /// <summary>Throws everything found, if anything was.</summary>
    public void ThrowIfAny()
    {
        if (_errors.Count == 0)
        {
            return;
        }

        if (_more > 0)
        {
            _errors.Add(Diagnostic.Error("R199", $"and {_more} more mistakes of these kinds", file, Place.None));
        }

        throw new BadInputException(_errors);
    }
}
