using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Collects what is found in one pass: at most one error for a place, and none that only repeats an earlier cause.</summary>
internal sealed class DiagnosticBag(string fileName, string text)
{
    private const int Most = 200;

    private readonly List<Diagnostic> _found = [];
    private readonly HashSet<(int Line, int Column)> _places = [];
    private readonly HashSet<int> _broken = [];
    private string[]? _lines;
    private readonly HashSet<string> _doubtful = new(StringComparer.Ordinal);

    /// <summary>Places of words that readers took as words of the grammar, not as names.</summary>
    public HashSet<(int Line, int Column)> Words { get; } = [];

    /// <summary>File name as the user gave it.</summary>
    public string FileName => fileName;

    /// <summary>What is written at a place, shortened.</summary>
    public string Source(Place place)
    {
        _lines ??= text.Split('\n');
        if (place.Line < 1 || place.Line > _lines.Length)
        {
            return string.Empty;
        }

        var line = _lines[place.Line - 1].TrimEnd('\r');
        var from = Math.Clamp(place.Column - 1, 0, line.Length);
        return line.Substring(from, Math.Clamp(place.Length, 0, line.Length - from));
    }

    /// <summary>Whether an error was found.</summary>
    public bool HasErrors => _found.Any(d => d.Severity == Severity.Error);

    /// <summary>Number of findings so far.</summary>
    public int Count => _found.Count;

    /// <summary>Everything found, in the order of the text.</summary>
    public ImmutableArray<Diagnostic> All => [.. _found.OrderBy(d => d.Place.Line).ThenBy(d => d.Place.Column)];

    /// <summary>Adds an error.</summary>
    public void Error(string code, Place place, string message, string? caret = null, IEnumerable<string>? notes = null, IEnumerable<string>? helps = null, IEnumerable<DiagnosticLabel>? others = null)
    {
        if (_found.Count >= Most || !_places.Add((place.Line, place.Column)))
        {
            return;
        }

        var error = Diagnostic.Error(code, message, fileName, place, caret, notes, helps);
        _found.Add(others is null ? error : error with { Others = [.. others] });
    }

    /// <summary>Adds an error of grammar: the first of its line, since the rest of a line that was not understood proves nothing.</summary>
    public void Grammar(string code, Place place, string message, string? caret = null, IEnumerable<string>? notes = null, IEnumerable<string>? helps = null)
    {
        if (_broken.Add(place.Line))
        {
            Error(code, place, message, caret, notes, helps);
        }
    }

    /// <summary>Marks a line whose tokens are not what was written: what its grammar lacks then is no second mistake.</summary>
    public void Break(int line) => _broken.Add(line);

    /// <summary>Adds a finding made elsewhere.</summary>
    public void Add(Diagnostic diagnostic) => _found.Add(diagnostic);

    /// <summary>Remembers a name from a clause that was not understood: not knowing it later is no second mistake.</summary>
    public void Doubt(string name) => _doubtful.Add(name);

    /// <summary>Whether a name stands in a clause that was not understood.</summary>
    public bool IsDoubtful(string name) => _doubtful.Contains(name);
}
