using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>How much a diagnostic weighs.</summary>
public enum Severity
{
    /// <summary>The input cannot be used.</summary>
    Error,

    /// <summary>A reviewer's remark; it never blocks.</summary>
    Review,
}

/// <summary>A second place that a diagnostic points at.</summary>
/// <param name="Place">Where.</param>
/// <param name="Text">What to say there.</param>
public sealed record DiagnosticLabel(Place Place, string Text);

/// <summary>
/// A mistake in the user's input, in the user's nouns: what is wrong with the number found, where, a witness, the rule, and the ways out.
/// </summary>
/// <param name="Code">Stable code such as "G214"; <c>explain G214</c> tells the long story.</param>
/// <param name="Severity">Error or review.</param>
/// <param name="Message">One sentence.</param>
/// <param name="File">File name as the user gave it; null when there is none.</param>
/// <param name="Place">Where, in the file.</param>
/// <param name="Caret">What to print beside the caret, or null.</param>
/// <param name="Others">Further places.</param>
/// <param name="Notes">Witness and rule lines (printed after "=").</param>
/// <param name="Helps">Ways out (printed after "help:").</param>
public sealed record Diagnostic(
    string Code, Severity Severity, string Message, string? File, Place Place, string? Caret,
    ImmutableArray<DiagnosticLabel> Others, ImmutableArray<string> Notes, ImmutableArray<string> Helps)
{
    /// <summary>An error with notes and ways out.</summary>
    public static Diagnostic Error(string code, string message, string? file, Place place, string? caret = null, IEnumerable<string>? notes = null, IEnumerable<string>? helps = null) =>
        new(code, Severity.Error, message, file, place, caret, [], [.. notes ?? []], [.. helps ?? []]);

    /// <summary>A reviewer's remark.</summary>
    public static Diagnostic Review(string code, string message, string? file, Place place, IEnumerable<string>? notes = null, IEnumerable<string>? helps = null) =>
        new(code, Severity.Review, message, file, place, null, [], [.. notes ?? []], [.. helps ?? []]);
}

/// <summary>Input that cannot be used; carries every diagnostic found in one pass. Hosts print them and exit with 2.</summary>
public sealed class BadInputException : Exception
{
    /// <summary>Creates the exception from at least one diagnostic.</summary>
    public BadInputException(IEnumerable<Diagnostic> diagnostics)
        : this([.. diagnostics])
    {
    }

    private BadInputException(ImmutableArray<Diagnostic> diagnostics)
        : base(string.Join("; ", diagnostics.Select(d => $"{d.Code}: {d.Message}"))) => Diagnostics = diagnostics;

    /// <summary>Everything found.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }
}
