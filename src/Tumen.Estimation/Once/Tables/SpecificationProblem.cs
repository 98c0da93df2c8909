namespace Tumen.Estimation.Once;

/// <summary>One mistake in a formula or table, in the user's words.</summary>
/// <param name="Code">Stable code, P100 and up.</param>
/// <param name="Message">What is wrong, with the value found and what was expected.</param>
/// <param name="Row">Index of the data row it shows at, or −1.</param>
/// <param name="Column">Column it shows at, or null.</param>
/// <param name="WaysOut">What the user may do.</param>
public sealed record SpecificationProblem(string Code, string Message, int Row, string? Column, IReadOnlyList<string> WaysOut);

/// <summary>A model that cannot be built from what the user gave; carries every problem found in one pass.</summary>
public sealed class SpecificationException : Exception
{
    /// <summary>Creates the exception from at least one problem.</summary>
    public SpecificationException(IReadOnlyList<SpecificationProblem> problems) : base(string.Join("; ", problems.Select(p => $"{p.Code}: {p.Message}"))) => Problems = [.. problems];

    /// <summary>Creates the exception from one problem that has no place in the table.</summary>
    public SpecificationException(string code, string message, params string[] waysOut) : this([new SpecificationProblem(code, message, -1, null, waysOut)])
    {
    }

    /// <summary>Everything found.</summary>
    public IReadOnlyList<SpecificationProblem> Problems { get; }
}
