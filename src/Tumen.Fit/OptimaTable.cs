using System.Collections.Immutable;

namespace Tumen.Fit;

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

    /// <summary>Rows, best first. Ends with equal objectives but distant weights (a ridge or a mirror image) are separate rows.</summary>
    public static ImmutableArray<OptimumRow> Of(FitResult fit)
    {
        if (fit.Optima.IsEmpty)
        {
            return [];
        }

        double best = fit.Optima[0].Objective;
        string first = Signs(fit.Optima[0].Point);
        return [.. fit.Optima.Select(o =>
        {
            string signs = Signs(o.Point);
            return new OptimumRow(o.Objective, best - o.Objective, o.Hits, o.ScoreNorm, o.Point, signs,
                [.. Enumerable.Range(0, signs.Length).Where(j => signs[j] != first[j]).Select(j => fit.Estimates[j].Parameter.Name)]) { Origin = o.Origin, Converged = o.Converged };
        })];
    }

    /// <summary>Other optima within <see cref="RivalWithin"/> nats whose signs differ: conclusions must be drawn under each.</summary>
    public static ImmutableArray<OptimumRow> Rivals(FitResult fit) => [.. Of(fit).Skip(1).Where(r => r.BelowBest < RivalWithin && !r.SignsDiffer.IsEmpty)];

    private static string Signs(double[] x) => string.Concat(x.Select(v => Math.Abs(v) < 0.01 ? '0' : v > 0 ? '+' : '−'));
}
