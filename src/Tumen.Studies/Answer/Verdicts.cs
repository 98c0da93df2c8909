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
    /// <summary>Mean of the point values and 5 % and 95 % quantiles of the pooled draws, each part weighted.</summary>
    /// <param name="parts">Per theory: its probability (any scale), point value and draws (at least one).</param>
    public static IntervalWork Interval(IReadOnlyList<(double Weight, double Value, double[] Draws)> parts)
    {
        double total = parts.Sum(x => x.Weight);
        var pool = parts.SelectMany(x => x.Draws.Select(d => (Value: d, Mass: x.Weight / total / x.Draws.Length))).OrderBy(x => x.Value).ToArray();
        double Quantile(double q)
        {
            double sum = 0;
            foreach (var (value, mass) in pool)
            {
                sum += mass;
                if (sum >= q - 1e-12)
                {
                    return value;
                }
            }

            return pool[^1].Value;
        }

        return new IntervalWork(
            parts.Sum(x => x.Weight * x.Value) / total, Quantile(0.05), Quantile(0.95),
            pool.Sum(x => x.Value > 1e-9 ? x.Mass : x.Value < -1e-9 ? 0 : 0.5 * x.Mass), pool.Sum(x => x.Value > LeverageRunner.SmallestThatMatters ? x.Mass : 0));
    }
}
