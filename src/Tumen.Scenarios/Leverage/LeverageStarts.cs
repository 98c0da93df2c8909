namespace Tumen.Scenarios;

/// <summary>Action values of the worlds that leverage compares, at one point: what the worlds differ by there is about what they differ by nearby.</summary>
/// <param name="Solved">Of the game as solved, S × m.</param>
/// <param name="Steadied">Against the steadied client.</param>
/// <param name="Muted">Against the muted one.</param>
public sealed record LeverageStarts(double[] Solved, double[] Steadied, double[] Muted)
{
    /// <summary>Where the steadied world is expected, given the game as solved nearby; null where it has another shape.</summary>
    internal double[]? ToSteadied(double[] solved) => Moved(solved, Solved, Steadied);

    /// <summary>Where the muted world is expected, given the steadied one nearby; null where it has another shape.</summary>
    internal double[]? ToMuted(double[] steadied) => Moved(steadied, Steadied, Muted);

    private static double[]? Moved(double[] from, double[] a, double[] b) => from.Length != a.Length || a.Length != b.Length ? null : [.. from.Select((x, k) => x + (b[k] - a[k]))];
}
