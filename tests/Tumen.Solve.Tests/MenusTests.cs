using System.Collections.Immutable;
using System.Text;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve.Tests;

/// <summary>Games whose moves may not be chosen everywhere, against the same games written in other ways.</summary>
public class MenusTests
{
    public static TheoryData<ValueConvention, bool> Ways => new() { { ValueConvention.TasteShocks, false }, { ValueConvention.TasteShocks, true }, { ValueConvention.ChoiceErrors, false }, { ValueConvention.ChoiceErrors, true } };

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_forbidden_move_is_the_limit_of_one_that_costs_more_and_more(ValueConvention convention, bool turns)
    {
        var game = Restricted(Random(turns, 5), Some);
        var e = LogitMarkovSolver.Solve(game, new SolveOptions { Convention = convention });
        Assert.Equal(SolveStatus.Certified, e.Status);
        var dear = LogitMarkovSolver.Solve(Penalised(game, 2e3), new SolveOptions { Convention = convention });
        Assert.Equal(SolveStatus.Certified, dear.Status);
        Assert.InRange(Games.Distance(e.Strategies, dear.Strategies), 0, 1e-9);
        for (int i = 0; i < game.PlayerCount; i++)
        {
            Assert.InRange(Games.Distance(e.Values[i], dear.Values[i]), 0, 1e-8);
        }

        for (int k = 0; k < e.Strategies.Length; k++)
        {
            Assert.True(game.Menus!.Allows(k) ? e.Strategies[k] > 0 : e.Strategies[k] == 0);
            Assert.Equal(!game.Menus.Allows(k), e.ActionValues[k] == Menus.Never);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_move_that_is_allowed_nowhere_might_as_well_be_left_out(ValueConvention convention, bool turns)
    {
        var whole = Random(turns, 9);
        var game = Restricted(whole, (_, i, a) => !(i == 1 && a == 2));
        var e = LogitMarkovSolver.Solve(game, new SolveOptions { Convention = convention });
        var without = LogitMarkovSolver.Solve(LeftOut(whole, 1, 2), new SolveOptions { Convention = convention });
        Assert.Equal(SolveStatus.Certified, e.Status);
        for (int s = 0; s < game.StateCount; s++)
        {
            for (int i = 0; i < game.PlayerCount; i++)
            {
                Assert.Equal(without.Values[i][s], e.Values[i][s], 9);
                for (int a = 0; a < without.Game.Profiles.Moves(i); a++)
                {
                    Assert.Equal(without.MarginalProbability(s, i, a), e.MarginalProbability(s, i, a), 9);
                }
            }
        }
    }

    [Fact]
    public void Alone_a_player_with_a_menu_has_the_values_of_soft_value_iteration_over_it()
    {
        var game = Restricted(Games.Random(4, 1, 4, 0.9, 21), (s, _, a) => (s + a) % 3 != 0 || a == 3);
        var e = LogitMarkovSolver.Solve(game, new SolveOptions());
        double[] v = new double[4];
        for (int round = 0; round < 2000; round++)
        {
            v = [.. Enumerable.Range(0, 4).Select(s => Math.Log(Enumerable.Range(0, 4).Where(a => (s + a) % 3 != 0 || a == 3).Sum(a => Math.Exp(game.Payoffs[0][(s * 4) + a] + (0.9 * Enumerable.Range(0, 4).Sum(n => game.Kernel.Probability(s, a, n) * v[n]))))))];
        }

        Assert.InRange(Games.Distance(v, e.Values[0]), 0, 1e-9);
    }

    [Fact]
    public void In_the_limit_alone_it_has_the_values_of_value_iteration()
    {
        var game = Restricted(Games.Random(4, 1, 4, 0.9, 22), (s, _, a) => (s + a) % 3 != 0 || a == 3);
        var report = StationarySolver.Solve(game, new SolveOptions { Precision = double.PositiveInfinity });
        Assert.Equal(SolveStatus.Certified, report.Equilibrium.Status);
        double[] v = new double[4];
        for (int round = 0; round < 2000; round++)
        {
            v = [.. Enumerable.Range(0, 4).Select(s => Enumerable.Range(0, 4).Where(a => (s + a) % 3 != 0 || a == 3).Max(a => game.Payoffs[0][(s * 4) + a] + (0.9 * Enumerable.Range(0, 4).Sum(n => game.Kernel.Probability(s, a, n) * v[n]))))];
        }

        Assert.InRange(Games.Distance(v, report.Equilibrium.Values[0]), 0, 1e-9);
    }

    [Theory]
    [InlineData(SolveMethod.Branch)]
    [InlineData(SolveMethod.Anderson)]
    [InlineData(SolveMethod.Damped)]
    public void Every_method_ends_at_the_same_equilibrium(SolveMethod method)
    {
        foreach (var convention in new[] { ValueConvention.TasteShocks, ValueConvention.ChoiceErrors })
        {
            var game = Restricted(Random(false, 5), Some);
            var e = LogitMarkovSolver.Solve(game, new SolveOptions { Convention = convention });
            var other = StationarySolver.Solve(game, new SolveOptions { Convention = convention, Method = method }).Equilibrium;
            Assert.Equal(SolveStatus.Certified, other.Status);
            Assert.InRange(Games.Distance(e.Strategies, other.Strategies), 0, 1e-8);
            Assert.InRange(Games.Distance(e.Values[0], other.Values[0]), 0, 1e-8);
        }
    }

    [Theory]
    [InlineData(SolveMethod.Branch, false)]
    [InlineData(SolveMethod.Branch, true)]
    [InlineData(SolveMethod.Tracing, false)]
    [InlineData(SolveMethod.Tracing, true)]
    public void The_limit_is_an_equilibrium_of_the_game_in_which_the_forbidden_costs_everything(SolveMethod method, bool turns)
    {
        var game = Restricted(Random(turns, 5), Some);
        var e = StationarySolver.Solve(game, new SolveOptions { Precision = double.PositiveInfinity, Method = method }).Equilibrium;
        Assert.Equal(SolveStatus.Certified, e.Status);
        Assert.True(Enumerable.Range(0, e.Strategies.Length).All(k => game.Menus!.Allows(k) || e.Strategies[k] == 0));
        var check = Certifier.Check(Penalised(game, 1e3), double.PositiveInfinity, ValueConvention.ChoiceErrors, e.Strategies, [.. e.Values.SelectMany(v => v)], true);
        Assert.InRange(check.Regret, 0, 1e-9);
        var proof = Verifier.Prove(e);
        Assert.InRange(proof.Share, 0, 1e-8);
    }

    [Fact]
    public void What_may_not_be_played_is_no_equilibrium_whatever_it_gains()
    {
        var whole = Random(false, 5);
        var free = LogitMarkovSolver.Solve(whole, new SolveOptions());
        var check = Certifier.Check(Restricted(whole, Some), 1, ValueConvention.TasteShocks, free.Strategies, [], true);
        Assert.True(double.IsPositiveInfinity(check.OneShotGain));
        Assert.True(check.Residual > 0.1);
    }

    [Fact]
    public void The_residual_of_a_game_with_menus_is_proved()
    {
        var e = LogitMarkovSolver.Solve(Restricted(Random(true, 5), Some), new SolveOptions());
        var proof = Verifier.Prove(e);
        Assert.InRange(proof.Residual, 0, 1e-8);
        Assert.InRange(proof.Regret, 0, 1e-7);
    }

    [Fact]
    public void All_pure_equilibria_are_those_of_the_game_with_the_forbidden_at_a_great_cost()
    {
        var game = Restricted(Games.Random(2, 2, 3, 0.8, 3), Some);
        var found = PureEquilibria.Find(game)!;
        var dear = PureEquilibria.Find(Penalised(game, 1e3))!;
        Assert.Equal(dear.Count, found.Count);
        Assert.All(dear.Zip(found), pair => Assert.Equal(pair.First, pair.Second));
        Assert.NotEmpty(found);
        var set = EquilibriumSearch.Run(game, new SearchOptions { Precision = double.PositiveInfinity, Starts = 6, Seed = 1 });
        Assert.True(set.Found.Length >= found.Count);
        Assert.All(set.Found, f => Assert.True(Enumerable.Range(0, f.Equilibrium.Strategies.Length).All(k => game.Menus!.Allows(k) || f.Equilibrium.Strategies[k] == 0)));
        var finite = EquilibriumSearch.Run(game, new SearchOptions { Precision = 2, Starts = 6, Seed = 1 });
        Assert.All(finite.Found, f => Assert.Equal(SolveStatus.Certified, f.Equilibrium.Status));
        Assert.NotEmpty(finite.Found);
    }

    [Fact]
    public void Periods_played_backwards_keep_the_menus()
    {
        var game = Restricted(Random(true, 5), Some);
        var result = FiniteHorizon.Solve(game, 3, new SolveOptions());
        Assert.Equal(SolveStatus.Certified, result.Status);
        var dear = FiniteHorizon.Solve(Penalised(game, 2e3), 3, new SolveOptions());
        Assert.InRange(Games.Distance(result.Periods[0].Strategies, dear.Periods[0].Strategies), 0, 1e-9);
    }

    [Fact]
    public void Arrays_carry_menus()
    {
        var game = Restricted(Random(false, 5), Some);
        var again = SGameFile.Read(SGameFile.Write(game));
        for (int s = 0; s < game.StateCount; s++)
        {
            Assert.True(game.Menus!.At(s).SequenceEqual(again.Menus!.At(s)));
        }

        Assert.Null(SGameFile.Read(SGameFile.Write(Random(false, 5))).Menus);
    }

    [Theory]
    [InlineData("[[[true, true, true], [true, true, true], [true, true, true]]]", "the end of the array where an array of 3, one entry a state, should be")]
    [InlineData("[[[false, false, false], [true, true, true], [true, true, true]], [[true, true, true], [true, true, true], [true, true, true]]]", "may do nothing in")]
    [InlineData("[[[1, true, true], [true, true, true], [true, true, true]], []]", "a number where true or false should be")]
    [InlineData("[[[true, true, true, true], [true, true, true], [true, true, true]], []]", "more than 3 entries")]
    [InlineData("true", "an array of 2, one entry a player, should be")]
    public void Menus_that_do_not_fit_are_placed(string menus, string says)
    {
        string text = Encoding.UTF8.GetString(SGameFile.Write(Random(false, 5)));
        string wrong = $"{text[..^1]},\"menus\":{menus}}}";
        var problem = Assert.Throws<BadInputException>(() => SGameFile.Read(wrong));
        Assert.Contains(problem.Diagnostics, d => d.Code == "S311" && d.Message.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public void A_player_without_a_move_is_refused() =>
        Assert.Throws<ArgumentException>(() => Restricted(Random(false, 5), (s, i, _) => s != 1 || i != 0));

    private static bool Some(int s, int i, int a) => a == 0 || (s + i + a) % 3 != 0;

    private static StochasticGame Random(bool turns, ulong seed) => Games.Random(3, 2, 3, 0.9, seed, turns ? [[0], [1]] : null);

    private static StochasticGame Restricted(StochasticGame game, Func<int, int, int, bool> allows) => game with { Menus = new Menus(game.StateCount, game.Profiles, allows) };

    private static StochasticGame Penalised(StochasticGame game, double loss) => game with
    {
        Menus = null,
        Payoffs = [.. game.Payoffs.Select((u, i) => u.Select((x, c) => x - (game.Menus!.Allows(c / game.Profiles.Count, i, game.Profiles.Move(c % game.Profiles.Count, i)) ? 0 : loss)).ToArray())],
    };

    private static StochasticGame LeftOut(StochasticGame game, int player, int move)
    {
        ImmutableArray<Player> players = [.. game.Profiles.Players.Select((p, i) => i == player ? p with { Moves = p.Moves.RemoveAt(move) } : p)];
        var space = new ProfileSpace(players, game.Profiles.Turns);
        int[] old = [.. Enumerable.Range(0, space.Count).Select(p => game.Profiles.Index([.. Enumerable.Range(0, players.Length).Select(i => space.Move(p, i) + (i == player && space.Move(p, i) >= move ? 1 : 0))]))];
        ImmutableArray<double[]> payoffs = [.. game.Payoffs.Select(u => Enumerable.Range(0, game.StateCount * space.Count).Select(c => u[(c / space.Count * game.Profiles.Count) + old[c % space.Count]]).ToArray())];
        var kernel = TransitionKernel.FromRows(game.StateCount, space.Count, (s, p) => [.. Enumerable.Range(0, game.StateCount).Select(n => (n, game.Kernel.Probability(s, old[p], n)))]);
        return new StochasticGame(game.States, space, payoffs, kernel, game.Discounts);
    }
}
