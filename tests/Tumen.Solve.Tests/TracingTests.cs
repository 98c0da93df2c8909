using Tumen.Model;

namespace Tumen.Solve.Tests;

public class TracingTests
{
    [Fact]
    public void Random_games_end_in_certified_equilibria()
    {
        for (ulong seed = 1; seed <= 6; seed++)
        {
            var r = TracingPath.Follow(Games.Random(5, 2, 3, 0.95, seed));
            Assert.True(r.Status == PathStatus.Certified, $"seed {seed}: {r.Explanation}");
            Assert.InRange(r.Equilibrium.Certificate.Regret, 0, 2e-11);
            Assert.Equal(0, r.Points[0].Parameter);
            Assert.True(r.Points[^1].Parameter < 1);
        }
    }

    // Battle of the sexes: the prior decides which pure equilibrium is traced to.
    [Theory]
    [InlineData(0.9, 1)]
    [InlineData(0.1, 0)]
    public void The_prior_selects(double first, double expected)
    {
        var game = Games.Build(1, [["opera", "fight"], ["opera", "fight"]], [0.5, 0.5], (_, m) => m[0] != m[1] ? [0, 0] : m[0] == 0 ? [2, 1] : [1, 2], (_, _) => [(0, 1)]);
        var r = TracingPath.Follow(game, new TracingOptions { Prior = [first, 1 - first, first, 1 - first] });
        Assert.Equal(PathStatus.Certified, r.Status);
        Assert.Equal(expected, r.Equilibrium.Probability(0, 0, 0), 1e-12);
        Assert.Equal(expected, r.Equilibrium.Probability(0, 1, 0), 1e-12);
    }

    [Fact]
    public void Leverage_cycle_ends_at_the_exact_equilibrium()
    {
        var r = TracingPath.Follow(Games.LeverageCycle(2));
        Assert.Equal(PathStatus.Certified, r.Status);
        Assert.Equal(22.0 / 45, r.Equilibrium.Probability(0, 0, 1), 1e-12);
        Assert.Equal(7.0 / 72, r.Equilibrium.Probability(1, 1, 1), 1e-12);
    }

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1e6)]
    public void Payoff_units_change_neither_steps_nor_answer(double unit)
    {
        var game = Games.Random(5, 3, 2, 0.95, 2);
        var scaled = game with { Payoffs = [.. game.Payoffs.Select(u => u.Select(x => x * unit).ToArray())] };
        PathResult a = TracingPath.Follow(game), b = TracingPath.Follow(scaled);
        Assert.Equal(PathStatus.Certified, b.Status);
        Assert.Equal(a.Steps, b.Steps);
        for (int k = 0; k < a.Equilibrium.Strategies.Length; k++)
        {
            Assert.Equal(a.Equilibrium.Strategies[k], b.Equilibrium.Strategies[k], 1e-9);
        }
    }

    [Fact]
    public void Cancelling_and_resuming_reaches_the_same_end()
    {
        var game = Games.Random(5, 2, 3, 0.95, 4);
        var whole = TracingPath.Follow(game);
        var part = TracingPath.Follow(game, new TracingOptions { MaximumSteps = 5 });
        Assert.Equal(PathStatus.StepLimit, part.Status);
        Assert.Equal(SolveStatus.NotConverged, part.Equilibrium.Status);
        var rest = TracingPath.Follow(game, new TracingOptions { Resume = part.Checkpoint });
        Assert.Equal(PathStatus.Certified, rest.Status);
        for (int k = 0; k < whole.Equilibrium.Strategies.Length; k++)
        {
            Assert.Equal(whole.Equilibrium.Strategies[k], rest.Equilibrium.Strategies[k], 1e-9);
        }

        var cancelled = TracingPath.Follow(game, null, null, new CancellationToken(true));
        Assert.Equal(PathStatus.Cancelled, cancelled.Status);
    }

    [Theory]
    [InlineData(new[] { 0.5, 0.5 }, "2 numbers")]
    [InlineData(new[] { 0.5, 0.6, 0.5, 0.5 }, "1.1")]
    [InlineData(new[] { 1.5, -0.5, 0.5, 0.5 }, "no probability distribution")]
    public void A_bad_prior_is_named(double[] prior, string says)
    {
        var game = Games.Donation(3, 1, 0.9);
        var e = Assert.Throws<ArgumentException>(() => TracingPath.Follow(game, new TracingOptions { Prior = prior }));
        Assert.Contains(says, e.Message);
    }
}
