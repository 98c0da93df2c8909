using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Studies;

/// <summary>The verdict of a set of fitted theories: probabilities, the leader, and leverage averaged over them.</summary>
public static class Verdicts
{
    /// <summary>Sums up theories fitted to one coding under one set of assumptions.</summary>
    public static CodingVerdict Of(StudyModel study, string name, ImmutableArray<TheoryWork> works)
    {
        var p = Standing.Probabilities(works);
        int best = Standing.Leader(p);
        return new CodingVerdict(
            name, best < 0 ? "" : works[best].Name, p, [.. study.Families.Select(f => Standing.Sum(p, i => f.Theories.Contains(works[i].Name)))],
            Averaged(works, p, l => l.Capacity, l => l.CapacityDraws), Averaged(works, p, l => l.Exertion, l => l.ExertionDraws),
            works.All(w => w.Leverage?.Influence is null) ? null : Averaged(works, p, l => l.Influence!, l => l.InfluenceDraws))
        {
            LogMarginalLikelihoods = [.. works.Select(Standing.Evidence)],
            Unsound = [.. works.Select(w => (w.Name, Why: Standing.NoProbability(w))).Where(x => x.Why is not null).Select(x => (x.Name, x.Why!))],
        };
    }

    /// <summary>A quantity over the mixture of theories: mean of the point values, and quantiles of the pooled draws, each theory weighted by its probability.</summary>
    internal static IntervalWork? Averaged(
        ImmutableArray<TheoryWork> works, ImmutableArray<double> probabilities, Func<LeverageWork, IntervalWork> point, Func<LeverageWork, double[]> draws)
    {
        var used = works.Select((w, i) => (Work: w.Leverage, Weight: probabilities[i])).Where(x => x.Work is not null && x.Weight > 0 && draws(x.Work).Length > 0).ToArray();
        return used.Length == 0 ? null : Mixture.Interval([.. used.Select(x => (x.Weight, point(x.Work!).Value, draws(x.Work!)))]);
    }
}

/// <summary>Intervals of a mixture of theories.</summary>
public static class Mixture
{
    // A hair of re-shared shocks is not leverage: values as near zero as this count half.
    private const double NoLeverage = 1e-9;

    /// <summary>Mean of the point values, and median with 5 % and 95 % quantiles of the pooled draws, each part weighted.</summary>
    /// <param name="parts">Per theory: its probability (any scale), point value and draws (at least one).</param>
    public static IntervalWork Interval(IReadOnlyList<(double Weight, double Value, double[] Draws)> parts)
    {
        double total = parts.Sum(x => x.Weight);
        var sample = new WeightedSample(parts.SelectMany(x => x.Draws.Select(d => (d, x.Weight / x.Draws.Length))));
        double Share(Func<double, double> counts) => parts.Sum(x => x.Weight / total * (x.Draws.Sum(counts) / x.Draws.Length));
        return new IntervalWork(
            parts.Sum(x => x.Weight * x.Value) / total, sample.Quantile(0.05), sample.Quantile(0.95),
            Share(d => d > NoLeverage ? 1 : d < -NoLeverage ? 0 : 0.5), Share(d => d > LeverageRunner.SmallestThatMatters ? 1 : 0)) { Median = sample.Median };
    }
}
