using System.Collections.Immutable;

namespace Tumen.Estimation;

/// <summary>One place where starts ended.</summary>
/// <param name="Objective">Log-likelihood, plus log prior for a posterior mode.</param>
/// <param name="BelowBest">Nats below the best.</param>
/// <param name="Hits">Starts that ended here.</param>
/// <param name="Score">Newton decrement.</param>
/// <param name="Weights">Parameter vector.</param>
/// <param name="Signs">One character a parameter: +, − or 0 (within a hundredth of zero).</param>
/// <param name="SignsDiffer">Parameters whose sign differs from the best optimum's.</param>
public sealed record OptimumRow(double Objective, double BelowBest, int Hits, double Score, double[] Weights, string Signs, ImmutableArray<string> SignsDiffer)
{
    /// <summary>Whether it is within <see cref="OptimaTable.RivalWithin"/> nats of the best, and an optimum indeed: comparisons are made at it too.</summary>
    public bool IsNear => Converged && BelowBest < OptimaTable.RivalWithin;

    /// <summary>Whether it is near and tells another story: some sign differs.</summary>
    public bool IsRival => IsNear && !SignsDiffer.IsEmpty;

    /// <summary>The path that led here, in words; null for ordinary starts.</summary>
    public string? Origin { get; init; }

    /// <summary>Whether a climb that ended here met its tolerance.</summary>
    public bool Converged { get; init; } = true;
}

/// <summary>Every optimum found, with what a reader must know: whether a rival optimum tells another story.</summary>
public static class OptimaTable
{
    /// <summary>Nats below the best within which an optimum counts as a rival.</summary>
    public const double RivalWithin = 2;

    /// <summary>Rows, best first. Ends with equal objectives that explain every period alike are one row, however far apart their weights.</summary>
    public static ImmutableArray<OptimumRow> Of(FitResult fit) => Of(fit.Optima, [.. fit.Estimates.Select(e => e.Parameter.Name)], [.. fit.Estimates.Select(e => e.Parameter.Unit)]);

    /// <summary>The same from a list of optima.</summary>
    /// <param name="optima">Best first.</param>
    /// <param name="names">Names of the parameters.</param>
    /// <param name="units">Their units, by which zero is judged; 1 each when left out.</param>
    public static ImmutableArray<OptimumRow> Of(IReadOnlyList<Optimum> optima, IReadOnlyList<string> names, IReadOnlyList<double>? units = null)
    {
        if (optima.Count == 0)
        {
            return [];
        }

        double best = optima[0].Objective;
        string first = Signs(optima[0].Point, units);
        return [.. optima.Select(o =>
        {
            string signs = Signs(o.Point, units);
            return new OptimumRow(o.Objective, best - o.Objective, o.Hits, o.ScoreNorm, o.Point, signs, [.. Enumerable.Range(0, signs.Length).Where(j => signs[j] != first[j]).Select(j => names[j])])
            {
                Origin = o.Origin, Converged = o.Converged,
            };
        })];
    }

    /// <summary>Other optima within <see cref="RivalWithin"/> nats whose signs differ: conclusions must be drawn under each.</summary>
    public static ImmutableArray<OptimumRow> Rivals(FitResult fit) => [.. Of(fit).Skip(1).Where(r => r.IsNear && !r.SignsDiffer.IsEmpty)];

    private static string Signs(double[] x, IReadOnlyList<double>? units) => string.Concat(x.Select((v, j) => Math.Abs(v) * (units?[j] ?? 1) < 0.01 ? '0' : v > 0 ? '+' : '−'));
}
