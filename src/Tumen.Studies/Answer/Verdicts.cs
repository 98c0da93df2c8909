using System.Collections.Immutable;
using Tumen.Model;

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
            Averaged(works, p, l => l.Capacity, l => l.CapacityDraws, l => l.PriorCapacity), Averaged(works, p, l => l.Exertion, l => l.ExertionDraws, l => l.PriorExertion),
            works.All(w => w.Leverage?.Influence is null) ? null : Averaged(works, p, l => l.Influence!, l => l.InfluenceDraws))
        {
            LogMarginalLikelihoods = [.. works.Select(Standing.Evidence)],
            Unsound = [.. works.Select(w => (w.Name, Why: Standing.NoProbability(w))).Where(x => x.Why is not null).Select(x => (x.Name, x.Why!))],
        };
    }

    /// <summary>A quantity over the mixture of theories: mean of the point values, and quantiles of the pooled draws, each theory weighted by its probability.</summary>
    internal static IntervalWork? Averaged(
        ImmutableArray<TheoryWork> works, ImmutableArray<double> probabilities, Func<LeverageWork, IntervalWork> point, Func<LeverageWork, double[]> draws, Func<LeverageWork, double[]>? prior = null)
    {
        var used = works.Select((w, i) => (Work: w.Leverage, Weight: probabilities[i])).Where(x => x.Work is not null && x.Weight > 0 && draws(x.Work).Length > 0).ToArray();
        return used.Length == 0 ? null : Mixture.Interval([.. used.Select(x => (x.Weight, point(x.Work!).Value, draws(x.Work!)))], prior is null ? [] : [.. works.Where(w => w.Leverage is not null).Select(w => prior(w.Leverage!))]);
    }
}

/// <summary>Intervals of a mixture of theories.</summary>
public static class Mixture
{
    /// <summary>Mean of the point values and quantiles of the pooled draws, each part weighted.</summary>
    /// <param name="parts">Per theory: its probability (any scale), point value and draws (at least one).</param>
    /// <param name="priors">Per theory: draws from its priors, theories counting alike; left out when one has none.</param>
    public static IntervalWork Interval(IReadOnlyList<(double Weight, double Value, double[] Draws)> parts, IReadOnlyList<double[]>? priors = null)
    {
        double total = parts.Sum(x => x.Weight);
        bool known = priors is { Count: > 0 } && priors.All(p => p.Length > 0);
        return Intervals.Of(
            parts.Sum(x => x.Weight * x.Value) / total, [.. parts.SelectMany(x => x.Draws.Select(d => (d, x.Weight / total / x.Draws.Length)))],
            known ? [.. priors!.SelectMany(p => p.Select(d => (d, 1.0 / priors!.Count / p.Length)))] : []);
    }
}
