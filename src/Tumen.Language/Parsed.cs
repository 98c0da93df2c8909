using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>What reading a file gave: a value when there is no error, and everything found on the way.</summary>
/// <param name="Value">The value, or null when there is an error.</param>
/// <param name="Diagnostics">Errors and remarks, in the order of the text.</param>
public sealed record Parsed<T>(T? Value, ImmutableArray<Diagnostic> Diagnostics)
    where T : class
{
    /// <summary>Whether the file can be used.</summary>
    public bool Succeeded => Value is not null && Diagnostics.All(d => d.Severity != Severity.Error);
}
