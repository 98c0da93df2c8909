using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Estimation.Tests;

public class ScoreTestsTests
{
    [Theory]
    [InlineData(0.34730, 0.10)]
    [InlineData(0.46136, 0.05)]
    [InlineData(0.74346, 0.01)]
    [InlineData(0.11888, 0.50)]
    public void One_bridge_follows_the_law_of_Cramer_and_von_Mises(double x, double chance) =>
        Assert.Equal(chance, BridgeDistribution.UpperTail(x, 1), 1e-4); // Anderson and Darling (1952), table 1

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(20)]
    public void Many_bridges_follow_their_own_simulation(int k)
    {
        // The same integral from its series with chi-square draws, an independent road to the same law.
        var rng = new Philox(7, (ulong)k);
        const int Draws = 5_000;
        double[] values = new double[Draws];
        for (int d = 0; d < Draws; d++)
        {
            double sum = k / (Math.PI * Math.PI * 30.5);
            for (int j = 1; j <= 30; j++)
            {
                for (int i = 0; i < k; i++)
                {
                    double z = rng.NextNormal();
                    sum += z * z / (j * Math.PI * (j * Math.PI));
                }
            }

            values[d] = sum;
        }

        Array.Sort(values);
        foreach (double q in new[] { 0.5, 0.9, 0.95 })
        {
            Assert.Equal(1 - q, BridgeDistribution.UpperTail(values[(int)(q * Draws)], k), 0.02);
        }
    }

    [Fact]
    public void A_constant_parameter_is_called_drifting_as_often_as_the_level_says_and_a_break_is_found()
    {
        int rejected = 0, found = 0;
        for (int run = 0; run < 100; run++)
        {
            var rng = new Philox(11, (ulong)run);
            rejected += Constancy.Of(Centred(rng, 0), [true, true])!.Chances[0] < 0.05 ? 1 : 0;
            found += Constancy.Of(Centred(rng, 0.8), [true, true])!.Chances[0] < 0.05 ? 1 : 0;
        }

        Assert.InRange(Constancy.Of(Centred(new Philox(11, 0), 2), [true, true])!.Peaks[0], 144, 156);
        Assert.InRange(rejected, 1, 13);
        Assert.True(found > 94, $"a break was found in {found} of 100 runs");
    }

    [Fact]
    public void Lasting_surprises_are_found_and_fresh_ones_are_not()
    {
        int rejected = 0, found = 0;
        for (int run = 0; run < 100; run++)
        {
            var rng = new Philox(12, (ulong)run);
            rejected += SerialDependence.Of(Centred(rng, 0), [true, true])[0].Chance < 0.05 ? 1 : 0;
            double last = 0;
            double[][] lasting = [.. Enumerable.Range(0, 300).Select(_ => new[] { last = (0.4 * last) + rng.NextNormal(), rng.NextNormal() })];
            found += SerialDependence.Of(lasting, [true, true])[0].Chance < 0.05 ? 1 : 0;
        }

        Assert.InRange(rejected, 1, 13);
        Assert.True(found > 94, $"dependence was found in {found} of 100 runs");
    }

    [Fact]
    public void A_bound_that_presses_is_pulled_to_where_the_fit_without_it_goes()
    {
        var bounded = SmallTriad.Model();
        var free = bounded with { Weights = [.. bounded.Weights.Select(w => w with { Lower = double.NegativeInfinity })] };
        double[] truth = [.. SmallTriad.Truth];
        truth[2] = -0.6;
        ImmutableArray<Sequence> data = [SmallTriad.Simulate(free, truth[..6], truth[6..], 400, 3)];
        FitResult Fit(GameModel m) => Estimator.Fit(new Likelihood(ParametricGame.Compile(m, "base"), data), new FitOptions { Starts = 2 });
        var (held, let) = (Fit(bounded), Fit(free));
        int aid = held.Estimates.ToList().FindIndex(e => e.Parameter.Name == "aid");
        Assert.Equal("lower", held.Estimates[aid].Bound);
        var pull = BoundPull.Of(held, aid)!;
        Assert.Equal(let.Estimates[aid].Value, pull.Value, 2.5 * pull.Error);
        Assert.True(pull.Value < 0 && pull.Chance < 0.05, $"{pull}");
    }

    [Fact]
    public void Errors_that_allow_dependence_are_the_plain_sandwich_without_lags_and_wider_when_every_month_comes_twice()
    {
        var model = SmallTriad.Model();
        ImmutableArray<Sequence> data = [SmallTriad.Simulate(model, SmallTriad.Truth[..6], SmallTriad.Truth[6..], 300, 5)];
        var fit = Estimator.Fit(new Likelihood(ParametricGame.Compile(model, "base"), data), new FitOptions { Starts = 1 });
        int k = fit.Estimates.Length;
        double[] plain = DependentErrors.Of(fit, [300], 0);
        for (int j = 0; j < k; j++)
        {
            double direct = Math.Sqrt(fit.Scores.Sum(s => Math.Pow(Enumerable.Range(0, k).Sum(i => fit.Covariance[(j * k) + i] * s[i]), 2)));
            Assert.Equal(fit.Estimates[j].Bound is null ? direct : double.NaN, plain[j], 1e-12);
        }

        // Scores that come in runs of six carry a sixth of the information that independence would claim.
        var runs = fit with { Scores = [.. Enumerable.Range(0, 300).Select(t => fit.Scores[t / 6])] };
        double[] naive = DependentErrors.Of(runs, [300], 0), honest = DependentErrors.Of(runs, [300], 24);
        Assert.All(Enumerable.Range(0, k).Where(j => fit.Estimates[j].Bound is null), j => Assert.InRange(honest[j] / naive[j], 1.5, 3.2));
        Assert.Throws<ArgumentException>(() => DependentErrors.Of(fit, [200], 12));
    }

    // Scores of two means estimated from normal data, the first of which may jump half way.
    private static double[][] Centred(Philox rng, double jump)
    {
        double[][] x = [.. Enumerable.Range(0, 300).Select(t => new[] { rng.NextNormal() + (t >= 150 ? jump : 0), rng.NextNormal() })];
        double[] mean = [x.Average(r => r[0]), x.Average(r => r[1])];
        return [.. x.Select(r => new[] { r[0] - mean[0], r[1] - mean[1] })];
    }
}
