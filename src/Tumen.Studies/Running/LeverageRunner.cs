using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Numerics;
using Tumen.Scenarios;
using Tumen.Solve;

namespace Tumen.Studies;

/// <summary>Leverage with intervals: the index at the posterior mode and at Laplace draws around it.</summary>
public static class LeverageRunner
{
    /// <summary>Least posterior chance that Λ (and X) is large enough to matter, for a verdict.</summary>
    public const double VerdictChance = 0.9;

    /// <summary>Smallest leverage that a verdict counts: 0.01 net rewards a month, about one in eight years. Below it lies what re-shared choice noise can do.</summary>
    public const double SmallestThatMatters = 0.01;

    /// <summary>Measures leverage under a fitted theory, averaged over the states of the record.</summary>
    public static LeverageWork Measure(Likelihood likelihood, FitResult mode, TheoryOptions options, CancellationToken cancel)
    {
        var model = likelihood.Solved.Model;
        int era = likelihood.Parameters.Eras.Length - 1;
        var weights = StateShares(likelihood);
        var at = mode.Equilibria[era];
        var point = Leverage.Measure(model, at, weights, split: true);
        var rows = new List<LeverageIndex>();
        int failed = 0;
        var draws = new PosteriorDraws(likelihood.Parameters, mode, options.Seed + 1000);
        for (int d = 0; d < options.Draws; d++)
        {
            cancel.ThrowIfCancellationRequested();
            var x = draws.Draw(d);
            var game = likelihood.Solved.At(likelihood.Parameters.Weights(era, x), likelihood.Parameters.Chances(x));
            var e = LogitMarkovSolver.Solve(
                game, new SolveOptions { Precision = at.Precision, Convention = at.Convention, Start = at.ActionValues, Certify = false }, cancel);
            var index = e.Status == SolveStatus.Certified ? Leverage.Measure(model, e, weights, split: false) : null;
            if (index is { Solved: true })
            {
                rows.Add(index);
            }
            else
            {
                failed++;
            }
        }

        var capacity = Interval(point.Capacity, rows, r => r.Capacity);
        var exertion = Interval(point.Exertion, rows, r => r.Exertion);
        return new LeverageWork(
            rows.Count, failed, Interval(point.Concessions, rows, r => r.Concessions), capacity,
            point.ByMove.ToDictionary(m => m.Move, m => m.Share), exertion,
            point.Influence is null ? null : Interval(point.Influence.Value, rows, r => r.Influence!.Value),
            Interval(point.Price, rows, r => r.Price), ByPeriod(likelihood, point.CapacityByState),
            [.. rows.Select(r => r.Capacity)], [.. rows.Select(r => r.Exertion)], [.. rows.Where(r => r.Influence is not null).Select(r => r.Influence!.Value)],
            Verdict(capacity.ChanceMatters, exertion.ChanceMatters, rows.Count));
    }

    /// <summary>The verdict rule on the title's two questions.</summary>
    public static string Verdict(double capacity, double exertion, int draws) =>
        draws == 0 ? "the record does not say"
        : capacity >= VerdictChance && exertion >= VerdictChance ? "exerting"
        : capacity >= VerdictChance ? "leverageable, not exerting"
        : "the record does not say";

    /// <summary>Share of the record's periods in each state of the solved game (known states only).</summary>
    public static double[] StateShares(Likelihood likelihood)
    {
        var space = likelihood.Game.States;
        var map = likelihood.Reduction.StateMap;
        var shares = new double[likelihood.Solved.States.Count];
        double total = 0;
        foreach (var d in likelihood.Data)
        {
            foreach (var levels in d.Levels.Where(l => !l.Contains(-1)))
            {
                shares[map[space.Index(levels.AsSpan())]]++;
                total++;
            }
        }

        for (int s = 0; s < shares.Length; s++)
        {
            shares[s] = total > 0 ? shares[s] / total : 1.0 / shares.Length;
        }

        return shares;
    }

    private static double[] ByPeriod(Likelihood likelihood, double[] byState) =>
        [.. likelihood.Data.SelectMany(d => d.Levels.Select(l => l.Contains(-1) ? double.NaN : byState[likelihood.Reduction.StateMap[likelihood.Game.States.Index(l.AsSpan())]]))];

    private static IntervalWork Interval(double value, List<LeverageIndex> rows, Func<LeverageIndex, double> of)
    {
        return rows.Count == 0 ? new IntervalWork(value, double.NaN, double.NaN, double.NaN, double.NaN) : Mixture.Interval([(1, value, [.. rows.Select(of)])]);
    }
}
