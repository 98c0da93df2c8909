using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Estimation.Tests;
using Tumen.Model;

namespace Tumen.Bayes.Tests;

/// <summary>Leave-one-out scores of theories against quadrature, refits month by month, and draws of the tempered sampler.</summary>
public class LeaveOneOutTests
{
    private const int Risk = 0, Aid = 2, Warming = 6;

    // One of the eight parameters is free, the others are what made the record.
    private static Likelihood OneFree(int parameter, int months, ulong seed, double? truth = null)
    {
        var model = SmallTriad.Model();
        var made = (double[])SmallTriad.Truth.Clone();
        made[parameter] = truth ?? made[parameter];
        var record = SmallTriad.Simulate(model, made[..6], made[6..], months, seed);
        return new Likelihood(ParametricGame.Compile(model with
        {
            Weights = [.. model.Weights.Select((w, k) => k == parameter ? w : w with { Fixed = SmallTriad.Truth[k] })],
            Chances = [.. model.Chances.Select((c, k) => 6 + k == parameter ? truth == 1 ? c with { Prior = new Prior.Flat() } : c : c with { Fixed = SmallTriad.Truth[6 + k] })],
        }, "base"), [record]);
    }

    private static Likelihood Whole(int months, ulong seed)
    {
        var model = SmallTriad.Model();
        return new Likelihood(ParametricGame.Compile(model, "base"), [SmallTriad.Simulate(model, SmallTriad.Truth[..6], SmallTriad.Truth[6..], months, seed)]);
    }

    private static FitResult Mode(Likelihood l) => Estimator.Fit(l, new FitOptions { Starts = 2, UsePrior = true, ObservedInformation = false });

    private static TheoryLeaveOneOut Scores(Likelihood l, LeaveOneOutOptions options)
    {
        var mode = Mode(l);
        return TheoryLeaveOneOut.Of(l, mode.Point, mode.Covariance, mode.Edges, options)!;
    }

    // p(moves of t | all other months) = ∫ p(moves of t) Π_{s≠t} p(s) π / ∫ Π_{s≠t} p(s) π, by the trapezoid rule on 801 points.
    private static double[] Quadrature(Likelihood l, double from, double to)
    {
        const int Points = 801;
        double[] slope = new double[1], bend = new double[1];
        var rows = Enumerable.Range(0, Points).Select(i =>
        {
            double[] x = [from + ((to - from) * i / (Points - 1))];
            var e = l.Evaluate(x, false);
            Assert.True(e.Solved);
            return (E: e, Log: e.LogLikelihood + l.Parameters.LogPrior(x, slope, bend) + (i is 0 or Points - 1 ? Math.Log(0.5) : 0));
        }).ToArray();
        return [.. Enumerable.Range(0, l.PeriodCount).Select(t => LogSum(rows.Select(r => r.Log - r.E.ByPeriod[t] + r.E.MovesByPeriod[t])) - LogSum(rows.Select(r => r.Log - r.E.ByPeriod[t])))];
    }

    private static double LogSum(IEnumerable<double> logs)
    {
        var all = logs.ToArray();
        double top = all.Max();
        return top + Math.Log(all.Sum(v => Math.Exp(v - top)));
    }

    // A weight without bounds, a weight at its bound (the record was made without it), a chance of change: every month's score is the integral's. With one parameter the ratios hardly vary but for
    // a few draws, so that k, which has no scale, may be large for a month where it does not matter; that month is then refitted, and is the integral's too.
    [Theory]
    [InlineData(Risk, 0.8, -3, 4, false)]
    [InlineData(Aid, 0.0, 0, 4, true)]
    [InlineData(Warming, 0.4, 0.0001, 0.9999, false)]
    [InlineData(Warming, 1.0, 0.0001, 0.79999, true)] // with a fall of .2 beside it, .8 is all that the law leaves
    public void Scores_of_a_game_with_one_free_parameter_agree_with_quadrature(int parameter, double truth, double from, double to, bool atBound)
    {
        var l = OneFree(parameter, 60, 41, truth);
        var mode = Mode(l);
        Assert.Equal(atBound, mode.Edges.Length == 1);
        var exact = Quadrature(l, from, to);
        var scores = TheoryLeaveOneOut.Of(l, mode.Point, mode.Covariance, mode.Edges, new LeaveOneOutOptions { Draws = 2000, RefitDraws = 1500 })!;
        Assert.Equal(0, scores.Unsolved);
        Assert.True(scores.ApproximationShape < 0.4, $"k {scores.ApproximationShape}");
        for (int t = 0; t < exact.Length; t++)
        {
            Assert.Equal(exact[t], scores.Scores.Pointwise[t], 0.01);
        }

        Assert.InRange(scores.Scores.MonteCarloError, 1e-4, 0.05);
        Assert.Equal(exact.Sum(), scores.Scores.Score, 5 * scores.Scores.MonteCarloError);
        double whole = l.Evaluate(mode.Point, false).Moves;
        Assert.InRange(scores.Scores.EffectiveParameters, 0, 3);
        Assert.True(scores.Scores.Score < whole + 0.5);
    }

    // Every month of a small record fitted without, one after another: the smoothed scores agree with these refits, and with draws of the tempered sampler.
    [Fact]
    public void Smoothed_scores_agree_with_refits_without_each_month_and_with_draws_from_the_posterior()
    {
        var l = Whole(48, 42);
        var smoothed = Scores(l, new LeaveOneOutOptions { Draws = 1500 });
        var refitted = Scores(l, new LeaveOneOutOptions { Draws = 1500, ShapeLimit = double.NegativeInfinity, MostRefits = 48, RefitDraws = 300 });
        Assert.Empty(smoothed.Refits);
        Assert.Equal(48, refitted.Refits.Length);
        for (int t = 0; t < 48; t++)
        {
            Assert.Equal(smoothed.Scores.Pointwise[t], refitted.Refits[t].Smoothed); // the same draws
            Assert.Equal(refitted.Refits[t].Score, refitted.Scores.Pointwise[t]);
            Assert.Equal(refitted.Refits[t].Score, smoothed.Scores.Pointwise[t], 0.08);
        }

        Assert.Equal(refitted.Scores.Score, refitted.Scores.Pointwise.Sum(), 1e-9);
        Assert.Equal(refitted.Scores.Score, smoothed.Scores.Score, 0.5);
        var sample = TheorySampler.Smc(l, Mode(l).Point, new SmcOptions { Particles = 1000 });
        Assert.Equal(SampleStatus.Good, sample.Status);
        var (log, _) = ParetoSmoothing.Pointwise(l, [.. sample.All], transitions: false);
        var (terms, _) = ParetoSmoothing.Pointwise(l, [.. sample.All], transitions: true);
        var drawn = ParetoSmoothing.Score(log, terms, null);
        Assert.Equal(drawn.Score, smoothed.Scores.Score, 3 * Math.Sqrt((drawn.MonteCarloError * drawn.MonteCarloError) + (smoothed.Scores.MonteCarloError * smoothed.Scores.MonteCarloError)));
        Assert.Equal(drawn.EffectiveParameters, smoothed.Scores.EffectiveParameters, 0.8);
    }

    // Months above the limit are refitted, the worst first and no more than asked for, equal months at once; the others keep their smoothed scores.
    [Fact]
    public void Only_the_worst_months_above_the_limit_are_refitted()
    {
        var l = Whole(40, 43);
        var plain = Scores(l, new LeaveOneOutOptions { Draws = 300 });
        var worst = Enumerable.Range(0, 40).GroupBy(t => (plain.Scores.Shape[t], plain.Scores.Pointwise[t])).OrderByDescending(g => g.Key.Item1).ToArray();
        double limit = worst[5].Key.Item1;
        int[] expected = [.. worst.Take(3).SelectMany(g => g).Order()];
        var some = Scores(l, new LeaveOneOutOptions { Draws = 300, RefitDraws = 60, ShapeLimit = limit, MostRefits = 3 });
        Assert.Equal(expected, some.Refits.Select(r => r.Period));
        Assert.Equal(3, some.Refits.Select(r => r.Score).Distinct().Count());
        Assert.Equal(40 - expected.Length, Enumerable.Range(0, 40).Count(t => some.Scores.Pointwise[t] == plain.Scores.Pointwise[t]));
        Assert.Equal(plain.Scores.Shape, some.Scores.Shape);
        Assert.Equal(plain.Scores.Score + plain.Scores.EffectiveParameters, some.Scores.Score + some.Scores.EffectiveParameters, 1e-9); // what is gained by seeing all months does not change
    }

    [Fact]
    public void Scores_are_the_same_bits_whatever_was_evaluated_before()
    {
        var l = Whole(30, 44);
        var mode = Mode(l);
        var one = TheoryLeaveOneOut.Of(l, mode.Point, mode.Covariance, mode.Edges, new LeaveOneOutOptions { Draws = 100 })!;
        l.Evaluate([2, 2, 2, 2, 2, 2, 0.9, 0.9], true);
        var two = TheoryLeaveOneOut.Of(l, mode.Point, mode.Covariance, mode.Edges, new LeaveOneOutOptions { Draws = 100 })!;
        Assert.Equal(one.Scores.Pointwise, two.Scores.Pointwise);
        Assert.Equal(one.Scores.Shape, two.Scores.Shape);
    }

    [Fact]
    public void No_usable_covariance_no_scores()
    {
        var l = Whole(30, 44);
        var mode = Mode(l);
        Assert.Null(TheoryLeaveOneOut.Of(l, mode.Point, [.. mode.Covariance.Select(_ => double.NaN)], mode.Edges, new LeaveOneOutOptions()));
        Assert.Throws<ArgumentException>(() => new LaplaceProposal(l.Parameters, mode.Point, [1], mode.Edges, 1.1));
    }

    // A chance on which the record is silent and the prior says nothing: drawn evenly. A chance with a curvature: in its log odds, with the Beta law's mean.
    [Fact]
    public void Chances_are_drawn_in_their_log_odds_and_silent_ones_evenly()
    {
        var space = OneFree(Warming, 10, 45).Parameters;
        double[] Draws(double mode, double variance)
        {
            var proposal = new LaplaceProposal(space, [mode], [variance], [], 1);
            return [.. Enumerable.Range(0, 4000).Select(d => proposal.Draw(7, d)!.Value.Point[0])];
        }

        double width = space.Free[0].Upper - space.Free[0].Lower;
        var even = Draws(0.3, width * width / 12);
        Assert.Equal(0.5, even.Average(), 0.02);
        Assert.Equal(1 / 12.0, even.Average(x => (x - 0.5) * (x - 0.5)), 0.005);

        // Beta(4, 20): mode 3/22, curvature there (a + b − 2)/(m (1 − m)). In log odds its mode is log(4/20) and its curvature 24 · 4/24 · 20/24.
        double m = 3 / 22.0;
        var few = Draws(m, m * (1 - m) / 22);
        double[] odds = [.. few.Select(x => Math.Log(x / (1 - x)))];
        Assert.Equal(Math.Log(4 / 20.0), odds.Average(), 0.03);
        Assert.Equal(24 / 80.0, odds.Average(y => (y - odds.Average()) * (y - odds.Average())), 0.03);
        Assert.All(few, x => Assert.InRange(x, 0.001, 0.8));
    }
}
