using Tumen.Model;

namespace Tumen.Solve.Tests;

public class LogitPathTests
{
    private static double Regret(StochasticGame game, LogitMarkovEquilibrium e) =>
        Certifier.Check(game, double.PositiveInfinity, e.Convention, e.Strategies, [], withRegret: true).Regret;

    // The limit of the branch is a Markov perfect equilibrium: nobody gains from re-solving its own problem. Checked by an independent dynamic programme.
    [Theory]
    [InlineData(5, 2, 2, 1)]
    [InlineData(5, 2, 3, 2)]
    [InlineData(4, 3, 2, 3)]
    [InlineData(8, 2, 3, 4)]
    public void The_limit_of_a_random_game_has_no_regret(int states, int players, int actions, ulong seed)
    {
        var game = Games.Random(states, players, actions, 0.95, seed);
        var path = LogitPath.Follow(game, new PathOptions { Convention = ValueConvention.ChoiceErrors });
        Assert.Equal(PathStatus.Certified, path.Status);
        Assert.InRange(Regret(game, path.Equilibrium), 0, 1e-9);
    }

    // At a finite precision the path lands where Newton's method alone does.
    [Theory]
    [InlineData(ValueConvention.TasteShocks)]
    [InlineData(ValueConvention.ChoiceErrors)]
    public void On_the_way_it_agrees_with_the_direct_solver(ValueConvention convention)
    {
        var game = Games.Random(6, 2, 3, 0.9, 9);
        var path = LogitPath.Follow(game, new PathOptions { Precision = 2, Convention = convention, Tolerance = 1e-10 });
        var direct = LogitMarkovSolver.Solve(game, new SolveOptions { Precision = 2, Convention = convention });
        Assert.Equal(PathStatus.Certified, path.Status);
        for (int k = 0; k < direct.Strategies.Length; k++)
        {
            Assert.Equal(direct.Strategies[k], path.Equilibrium.Strategies[k], 1e-9);
        }
    }

    // Payoff units do not matter: same status and the same strategies for payoffs × 1e-6 and × 1e6.
    [Theory]
    [InlineData(1e-6)]
    [InlineData(1e6)]
    public void Payoff_units_do_not_matter(double unit)
    {
        var game = Games.Random(5, 2, 3, 0.95, 5);
        var scaled = game with { Payoffs = [.. game.Payoffs.Select(p => p.Select(u => u * unit).ToArray())] };
        var options = new PathOptions { Convention = ValueConvention.ChoiceErrors };
        PathResult a = LogitPath.Follow(game, options), b = LogitPath.Follow(scaled, options);
        Assert.Equal(PathStatus.Certified, b.Status);
        for (int k = 0; k < a.Equilibrium.Strategies.Length; k++)
        {
            Assert.Equal(a.Equilibrium.Strategies[k], b.Equilibrium.Strategies[k], 1e-8);
        }
    }

    // The leverage cycle at r = 2: the limit mixes, provoke 22/45 and pay 7/72 (E8's closed form).
    [Fact]
    public void The_leverage_cycle_ends_in_its_mixed_equilibrium()
    {
        var path = LogitPath.Follow(Games.LeverageCycle(2), new PathOptions { Convention = ValueConvention.ChoiceErrors });
        Assert.Equal(PathStatus.Certified, path.Status);
        Assert.Equal(22.0 / 45, path.Equilibrium.Probability(0, 0, 1), 1e-9);
        Assert.Equal(7.0 / 72, path.Equilibrium.Probability(1, 1, 1), 1e-9);
    }
}
