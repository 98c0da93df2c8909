using Tumen.Model;

namespace Tumen.Solve.Tests;

public class StationarySolverTests
{
    [Theory]
    [InlineData(SolveMethod.Newton)]
    [InlineData(SolveMethod.Branch)]
    [InlineData(SolveMethod.Anderson)]
    [InlineData(SolveMethod.Damped)]
    public void Every_method_agrees_and_says_its_name(SolveMethod method)
    {
        var game = Games.Random(5, 3, 2, 0.9, 6, [[0], [1, 2]]);
        var expected = LogitMarkovSolver.Solve(game, new SolveOptions { Precision = 1.5 });
        var report = StationarySolver.Solve(game, new SolveOptions { Precision = 1.5, Method = method });
        Assert.Equal(SolveStatus.Certified, report.Equilibrium.Status);
        Assert.Contains(method switch { SolveMethod.Newton => "Newton", SolveMethod.Branch => "logit path", SolveMethod.Anderson => "Anderson", _ => "damped" }, report.Equilibrium.Method);
        Assert.Single(report.Tried);
        Assert.InRange(Games.Distance(expected.Strategies, report.Equilibrium.Strategies), 0, 1e-9);
        for (int s = 0; s < 5; s++)
        {
            Assert.Equal(expected.Values[1][s], report.Equilibrium.Values[1][s], 1e-8);
        }
    }

    [Fact]
    public void Anderson_needs_fewer_sweeps_than_damping()
    {
        var game = Games.Random(10, 2, 3, 0.95, 2);
        var plain = FixedPointSolver.Solve(game, new SolveOptions());
        var fast = FixedPointSolver.Solve(game, new SolveOptions { Method = SolveMethod.Anderson });
        Assert.Equal(SolveStatus.Certified, fast.Status);
        Assert.True(5 * fast.Iterations < plain.Iterations, $"{fast.Iterations} against {plain.Iterations}");
    }

    [Theory]
    [InlineData(SolveMethod.Branch)]
    [InlineData(SolveMethod.Tracing)]
    [InlineData(SolveMethod.Automatic)]
    public void In_the_limit_too(SolveMethod method)
    {
        var report = StationarySolver.Solve(Games.LeverageCycle(2), new SolveOptions { Precision = double.PositiveInfinity, Method = method });
        Assert.Equal(SolveStatus.Certified, report.Equilibrium.Status);
        Assert.Equal(22.0 / 45, report.Equilibrium.Probability(0, 0, 1), 1e-12);
        Assert.NotNull(report.Path);
    }

    [Theory]
    [InlineData(SolveMethod.Newton, double.PositiveInfinity)]
    [InlineData(SolveMethod.Anderson, double.PositiveInfinity)]
    [InlineData(SolveMethod.Tracing, 1)]
    public void A_method_that_cannot_is_refused_with_a_way_out(SolveMethod method, double precision) =>
        Assert.Contains("precision", Assert.Throws<ArgumentException>(() => StationarySolver.Solve(Games.Donation(3, 1, 0.9), new SolveOptions { Precision = precision, Method = method })).Message);

    // Never an uncertified answer called an equilibrium: too few steps is a status, whatever the method.
    [Fact]
    public void A_path_cut_short_is_not_certified()
    {
        var report = StationarySolver.Solve(Games.Random(6, 3, 3, 0.95, 2), new SolveOptions { Precision = double.PositiveInfinity }, new PathOptions { MaximumSteps = 3 });
        Assert.Equal(SolveStatus.NotConverged, report.Equilibrium.Status);
        Assert.Equal(PathStatus.StepLimit, report.Path!.Status);
        Assert.Contains("stopped at λ", Assert.Single(report.Tried));
    }

    // Each player its own discount factor: a myopic player (δ = 0) answers its stage payoffs, the patient one its programme against it.
    [Fact]
    public void Players_discount_differently()
    {
        var game = Games.Random(4, 2, 2, 0.9, 21) with { Discounts = [0.0, 0.9] };
        var e = StationarySolver.Solve(game, new SolveOptions { Precision = 2 }).Equilibrium;
        Assert.Equal(SolveStatus.Certified, e.Status);
        for (int s = 0; s < 4; s++)
        {
            double gap = 0;
            for (int b = 0; b < 2; b++)
            {
                gap += e.Probability(s, 1, b) * (game.Payoffs[0][(s * 4) + b] - game.Payoffs[0][(s * 4) + 2 + b]);
            }

            Assert.Equal(1 / (1 + Math.Exp(-2 * gap)), e.Probability(s, 0, 0), 1e-9);
        }
    }

    // An absorbing situation is worth its payoff for ever: (u + log 2 / λ) / (1 − δ) with two equal moves under shocks, u / (1 − δ) under errors.
    [Theory]
    [InlineData(ValueConvention.ChoiceErrors)]
    [InlineData(ValueConvention.TasteShocks)]
    public void An_absorbing_situation_is_worth_its_payoff_for_ever(ValueConvention convention)
    {
        var game = Games.Build(2, [["stay", "end"]], [0.9], (s, m) => [s == 1 ? 3 : m[0]], (s, m) => [(s == 1 ? 1 : m[0], 1)]);
        var e = StationarySolver.Solve(game, new SolveOptions { Precision = 2, Convention = convention }).Equilibrium;
        Assert.Equal((3 + (convention == ValueConvention.TasteShocks ? Math.Log(2) / 2 : 0)) / 0.1, e.Values[0][1], 1e-9);
        Assert.Equal(30, StationarySolver.Solve(game, new SolveOptions { Precision = double.PositiveInfinity }).Equilibrium.Values[0][1], 1e-10);
    }

    // A path that cannot go on says where it stands, how short the last step was, and what to try; its point is not called an equilibrium.
    [Fact]
    public void A_path_that_stalls_says_where_and_what_to_try()
    {
        var game = Games.Random(4, 2, 2, 0.9, 1);
        var nowhere = new PathCheckpoint(0.5, [.. Enumerable.Repeat(double.NaN, 16)], 0.1, true, 7);
        var r = LogitPath.Follow(game, new PathOptions { Resume = nowhere });
        Assert.Equal(PathStatus.Stalled, r.Status);
        Assert.Equal(SolveStatus.NotConverged, r.Equilibrium.Status);
        Assert.Contains("not finite", r.Explanation);
        var t = TracingPath.Follow(game, new TracingOptions { Resume = nowhere });
        Assert.Equal(PathStatus.Stalled, t.Status);
        Assert.Contains("try a prior", t.Explanation);
        var report = StationarySolver.Solve(game, new SolveOptions { Precision = double.PositiveInfinity, Method = SolveMethod.Branch }, new PathOptions { Resume = nowhere });
        Assert.Equal(SolveStatus.NotConverged, report.Equilibrium.Status);
        Assert.Contains("singular or not finite", Assert.Single(report.Tried));
    }

    // Payoffs that are no numbers never end certified, whatever the way.
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Payoffs_that_are_no_numbers_are_never_certified(double bad)
    {
        var game = Games.Random(3, 2, 2, 0.9, 1);
        game.Payoffs[0][5] = bad;
        foreach (double precision in (double[])[1, 50, double.PositiveInfinity])
        {
            Assert.NotEqual(SolveStatus.Certified, StationarySolver.Solve(game, new SolveOptions { Precision = precision }).Equilibrium.Status);
        }
    }

    // The same answer to the last bit on one thread and while another solves: nothing is shared.
    [Fact]
    public async Task Solving_twice_at_once_gives_the_same_bits()
    {
        var game = Games.Random(20, 3, 3, 0.95, 4);
        Task<double[]> Solve() => Task.Run(() => StationarySolver.Solve(game, new SolveOptions { Precision = double.PositiveInfinity }).Equilibrium.Strategies, TestContext.Current.CancellationToken);
        double[] alone = await Solve();
        double[][] together = await Task.WhenAll(Solve(), Solve());
        Assert.All(together, x => Assert.Equal(alone, x));
    }
}
