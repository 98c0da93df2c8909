using System.Collections.Immutable;

namespace Tumen.Estimation.Tests;

/// <summary>Stacking weights, differences of leave-one-out scores and exact leave-one-out scores of baselines.</summary>
public class LeaveOneOutComparisonTests
{
    // 30 periods with densities 0.8 and 0.2, 10 with 0.2 and 0.8: 30/(0.2 + 0.6 w) = 10/(0.8 − 0.6 w), so w = 11/12. A third theory that is nowhere better gets nothing.
    [Fact]
    public void Stacking_weights_of_two_theories_solve_their_equation()
    {
        double[] a = [.. Enumerable.Range(0, 40).Select(t => Math.Log(t < 30 ? 0.8 : 0.2))], b = [.. Enumerable.Range(0, 40).Select(t => Math.Log(t < 30 ? 0.2 : 0.8))], c = [.. a.Zip(b, (x, y) => Math.Min(x, y) - 0.1)];
        var stacked = Stacking.Of([a, b, c]);
        Assert.Equal(11 / 12.0, stacked.Weights[0], 2e-3);
        Assert.Equal(1 / 12.0, stacked.Weights[1], 2e-3);
        Assert.Equal(0, stacked.Weights[2], 1e-3);
        Assert.Equal(1, stacked.Weights.Sum(), 1e-12);
        double best = (30 * Math.Log((0.8 * 11 / 12) + (0.2 / 12))) + (10 * Math.Log((0.2 * 11 / 12) + (0.8 / 12)));
        Assert.InRange(best - stacked.Score, -1e-9, stacked.Gap);
        Assert.InRange(stacked.Gap, 0, 1e-3);
    }

    [Fact]
    public void A_theory_alone_gets_all_the_weight_and_different_periods_are_refused()
    {
        Assert.Equal([1.0], Stacking.Of([[-1.0, -2.0]]).Weights);
        Assert.Throws<ArgumentException>(() => Stacking.Of([[-1.0, -2.0], [-1.0]]));
        Assert.Throws<ArgumentException>(() => Stacking.Of([]));
    }

    [Theory]
    [InlineData(40, -0.05, 0.01, "not separable: under 4 nats")] // −2 nats, hundreds of standard errors
    [InlineData(40, -0.2, 2.0, "not separable: under 2 s.e.")] // −8 nats, standard error 12.8
    [InlineData(40, -0.5, 0.3, "foretells worse")]             // −20 nats, standard error 1.9
    public void Differences_are_read_by_the_stated_rule(int periods, double mean, double swing, string says)
    {
        double[] best = new double[periods], other = [.. Enumerable.Range(0, periods).Select(t => mean + (t % 2 == 0 ? swing : -swing))];
        var d = ScoreDifference.Of(other, best, [periods]);
        Assert.Equal(periods * mean, d.Difference, 1e-9);
        Assert.Equal(Math.Sqrt(periods * periods * swing * swing / (periods - 1)), d.StandardError, 1e-9);
        Assert.Equal(says, d.Says);
        Assert.Equal(says == "foretells worse", d.Separates);
    }

    // Ten months better, ten months worse: neighbours are alike, and the error that allows for it is larger.
    [Fact]
    public void Alike_neighbours_widen_the_error()
    {
        double[] best = new double[60], other = [.. Enumerable.Range(0, 60).Select(t => (t / 10 % 2 == 0 ? 1 : -1) - 0.2)];
        var d = ScoreDifference.Of(other, best, [60]);
        Assert.True(d.DependentError > 1.5 * d.StandardError);
    }

    // Counted again without each month.
    [Fact]
    public void Baselines_without_a_month_are_counted_without_it()
    {
        int[] played = [0, 1, 1, 0, 2, 1, 0, 0, 2, 1];
        var s = new Sequence("", [.. played.Select((_, t) => $"2000-{t + 1:00}")], [.. played.Select(a => ImmutableArray.Create(a))], [.. played.Select(_ => ImmutableArray<int>.Empty)]);
        var scores = Baselines.LeaveOneOut([s], [3]);
        Assert.Equal(["base rates", "Markov chain of habits"], scores.Select(x => x.Name));
        for (int t = 0; t < played.Length; t++)
        {
            var others = played.Where((_, u) => u != t).ToArray();
            Assert.Equal(Math.Log((others.Count(a => a == played[t]) + 0.5) / (others.Length + 1.5)), scores[0].ByPeriod[t], 1e-12);
            int before = t == 0 ? -1 : played[t - 1];
            var alike = Enumerable.Range(0, played.Length).Where(u => u != t && (u == 0 ? -1 : played[u - 1]) == before).Select(u => played[u]).ToArray();
            Assert.Equal(Math.Log((alike.Count(a => a == played[t]) + 0.5) / (alike.Length + 1.5)), scores[1].ByPeriod[t], 1e-12);
        }
    }
}
