using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Estimation.Tests;

public class DependenceTests
{
    // Differences 1, 2, 3, 6: mean 3, deviations −2 −1 0 3; Σd² = 14, lag-1 Σ = 2 + 0 + 0 = 2; with weight ½: 14 + 2 = 16.
    [Fact]
    public void Newey_West_by_hand()
    {
        var t = DependentVuong.NeweyWest([1, 2, 3, 6], [4], 1);
        Assert.Equal(4, t.StandardError, 1e-12);
        Assert.Equal(3, t.Z, 1e-12);
        Assert.Equal(16.0 / 14, t.Inflation, 1e-12);

        // Two units: the product across the boundary (−1 × 0) is zero anyway, (−2)(−1) stays and 0 × 3 is zero.
        Assert.Equal(4, DependentVuong.NeweyWest([1, 2, 3, 6], [2, 2], 1).StandardError, 1e-12);

        // Clusters {1,2} and {3,6}: sums of deviations −3 and 3, variance (9 + 9)·2/1 = 36.
        var c = DependentVuong.Clustered([1, 2, 3, 6], [0, 0, 1, 1]);
        Assert.Equal(6, c.StandardError, 1e-12);
        Assert.Equal(2, c.Clusters);
    }

    // Under dependence (AR(1), ρ = 0.6, mean zero) the plain test rejects far too often at 5 %, the corrected one much less.
    [Fact]
    public void Dependent_months_do_not_make_the_test_too_sure()
    {
        int plain = 0, corrected = 0;
        const int Records = 400, Months = 432;
        for (int r = 0; r < Records; r++)
        {
            var random = new Philox(61, (ulong)r);
            var d = new double[Months];
            double x = random.NextNormal();
            for (int t = 0; t < Months; t++)
            {
                d[t] = x;
                x = (0.6 * x) + (0.8 * random.NextNormal());
            }

            plain += DependentVuong.NeweyWest(d, [Months], 0).Chance < 0.05 ? 1 : 0;
            corrected += DependentVuong.NeweyWest(d, [Months]).Chance < 0.05 ? 1 : 0;
        }

        Assert.True(plain > 0.25 * Records, $"{plain}");
        Assert.True(corrected < 0.14 * Records, $"{corrected}");
    }

    [Fact]
    public void Future_scores_are_those_of_a_fit_that_saw_only_the_past()
    {
        var data = SmallTriad.Simulate(SmallTriad.Model(), SmallTriad.Truth[..6], SmallTriad.Truth[6..], 120, 71);
        var game = ParametricGame.Compile(SmallTriad.Model(), "base");
        var l = new Likelihood(game, [data]);
        var mode = Refit.From(l, [l.Parameters.PlainStart()], true, 1e-4);
        var score = LeaveFutureOut.Run(l, mode.Point, [60, 90], 12);
        var past = Estimator.Fit(new Likelihood(game, [data.Slice(0, 60)]), new FitOptions { Starts = 2, UsePrior = true });
        double expected = l.Evaluate(past.Point, false).MovesByPeriod[60..72].Sum();
        Assert.Equal([60, 90], score.Cuts.Select(c => c.Cut));
        Assert.Equal(24, score.Cuts[0].Moves);
        Assert.Equal(expected, score.Cuts[0].Score, 0.02);
        Assert.Equal([60, 84, 108], LeaveFutureOut.Cuts(120, 3, 12));
        Assert.Throws<ArgumentOutOfRangeException>(() => LeaveFutureOut.Run(l, mode.Point, [120], 12));
    }
}
