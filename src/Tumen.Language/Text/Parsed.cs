using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>A value read from text, or none, with everything found on the way.</summary>
/// <typeparam name="T">What was read.</typeparam>
/// <param name="Value">The value; null exactly when a diagnostic is an error.</param>
/// <param name="Diagnostics">Errors and remarks in the order of the text.</param>
public sealed record Parsed<T>(T? Value, ImmutableArray<Diagnostic> Diagnostics)
    where T : class
{
    /// <summary>Whether the text can be used.</summary>
    public bool IsGood => Value is not null;

    /// <summary>The value.</summary>
    /// <exception cref="BadInputException">There is none; the exception carries the errors.</exception>
    public T Required => Value ?? throw new BadInputException(Diagnostics.Where(d => d.Severity == Severity.Error));

    /// <summary>A value without remarks.</summary>
    internal static Parsed<T> Good(T value) => new(value, []);

    /// <summary>One error.</summary>
    internal static Parsed<T> Bad(Diagnostic error) => new(null, [error]);
}
