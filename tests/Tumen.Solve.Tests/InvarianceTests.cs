using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Solve.Tests;

public class InvarianceTests
{
    private static LogitMarkovEquilibrium Solve(StochasticGame g, double precision = 1.5) => LogitMarkovSolver.Solve(g, new SolveOptions { Precision = precision });

    [Fact]
    public void A_constant_added_to_every_payoff_moves_values_by_k_over_one_minus_delta()
    {
        var game = Games.Random(5, 2, 3, 0.9, 11);
        var shifted = game with { Payoffs = [game.Payoffs[0].Select(u => u + 2).ToArray(), game.Payoffs[1]] };
        LogitMarkovEquilibrium a = Solve(game), b = Solve(shifted);
        for (int k = 0; k < a.Strategies.Length; k++)
        {
            Assert.Equal(a.Strategies[k], b.Strategies[k], 1e-11);
        }

        Assert.Equal(a.Values[0][2] + (2 / 0.1), b.Values[0][2], 1e-9);
    }

    [Fact]
    public void Scaling_payoffs_is_scaling_precision()
    {
        var game = Games.Random(5, 2, 3, 0.9, 12);
        var scaled = game with { Payoffs = [.. game.Payoffs.Select(p => p.Select(u => u * 4).ToArray())] };
        LogitMarkovEquilibrium a = Solve(game, 2), b = Solve(scaled, 0.5);
        for (int k = 0; k < a.Strategies.Length; k++)
        {
            Assert.Equal(a.Strategies[k], b.Strategies[k], 1e-11);
        }
    }

    [Fact]
    public void Precision_zero_is_uniform() => Assert.All(Solve(Games.Random(4, 2, 3, 0.9, 13), 0).Strategies, s => Assert.Equal(1.0 / 3, s, 1e-12));

    // δ = 0: each state is its own static game, so it solves alone.
    [Fact]
    public void Without_a_future_every_state_is_a_static_game()
    {
        var game = Games.Random(3, 2, 2, 0, 14);
        var whole = Solve(game);
        for (int s = 0; s < 3; s++)
        {
            int state = s;
            var alone = Games.Build(1, [["a0", "a1"], ["a0", "a1"]], [0, 0],
                (_, m) => [.. game.Payoffs.Select(u => u[(state * 4) + (m[0] * 2) + m[1]])], (_, _) => [(0, 1)]);
            Assert.Equal(Solve(alone).Probability(0, 1, 0), whole.Probability(s, 1, 0), 1e-11);
        }
    }

    [Fact]
    public void Relabelling_players_permutes_the_answer()
    {
        var game = Games.Random(4, 2, 2, 0.9, 15);
        var swapped = Games.Build(4, [["a0", "a1"], ["a0", "a1"]], [0.9, 0.9],
            (s, m) => [game.Payoffs[1][(s * 4) + (m[1] * 2) + m[0]], game.Payoffs[0][(s * 4) + (m[1] * 2) + m[0]]],
            (s, m) => [.. Enumerable.Range(0, 4).Select(n => (n, game.Kernel.Probability(s, (m[1] * 2) + m[0], n)))]);
        LogitMarkovEquilibrium a = Solve(game), b = Solve(swapped);
        for (int s = 0; s < 4; s++)
        {
            Assert.Equal(a.Probability(s, 0, 0), b.Probability(s, 1, 0), 1e-11);
            Assert.Equal(a.Probability(s, 1, 1), b.Probability(s, 0, 1), 1e-11);
        }
    }

    // Matching pennies, one state: the unique equilibrium mixes evenly at every precision (McKelvey and Palfrey 1995, section 3).
    [Theory]
    [InlineData(0.5)]
    [InlineData(5)]
    public void Matching_pennies_is_even_at_every_precision(double precision)
    {
        var game = Games.Build(1, [["h", "t"], ["h", "t"]], [0, 0], (_, m) => m[0] == m[1] ? [1, -1] : [-1, 1], (_, _) => [(0, 1)]);
        Assert.Equal(0.5, Solve(game, precision).Probability(0, 0, 0), 1e-12);
    }

    // Prisoner's dilemma, one state: defecting gains exactly 1 whatever the other does, so P(cooperate) = 1/(1+e^λ).
    [Fact]
    public void A_dominant_move_has_logistic_odds()
    {
        var game = Games.Build(1, [["c", "d"], ["c", "d"]], [0.9, 0.9], (_, m) => [(m[1] == 0 ? 3 : 0) + m[0], (m[0] == 0 ? 3 : 0) + m[1]], (_, _) => [(0, 1)]);
        Assert.Equal(1 / (1 + Math.Exp(1.5)), Solve(game).Probability(0, 0, 0), 1e-12);
    }

    // One player, absorbing: leave (take 1 once) or stay (get b a month). Taste shocks, λ = 1, δ: closed form V_stay solves V = log(e^(b+δV) + e^(1+δ·log2·0)).
    [Fact]
    public void Stopping_problem_satisfies_its_own_equation()
    {
        var game = Games.Build(2, [["stay", "leave"]], [0.8], (s, m) => [s == 1 ? 0 : m[0] == 0 ? 0.3 : 1], (s, m) => s == 1 || m[0] == 1 ? [(1, 1)] : [(0, 1)]);
        var e = Solve(game, 1);
        double gone = Math.Log(2) / (1 - 0.8);
        Assert.Equal(gone, e.Values[0][1], 1e-10);
        double v = e.Values[0][0];
        Assert.Equal(Math.Log(Math.Exp(0.3 + (0.8 * v)) + Math.Exp(1 + (0.8 * gone))), v, 1e-10);
    }

    [Fact]
    public void Arrays_from_json_solve_like_the_same_game_in_code()
    {
        var json = """
            {"players":["1","2"],"actions":[["help","refuse"],["help","refuse"]],"discount":[0.9,0.9],"states":["s0"],
             "payoffs":[[[[2,-1],[3,0]]],[[[2,3],[-1,0]]]],"transitions":[[[[1],[1]],[[1],[1]]]]}
            """u8;
        var e = Solve(SGameFile.Read(json, "donation.json"), Math.Log(3));
        Assert.Equal(0.25, e.Probability("1", "help"), 1e-12);
        Assert.Equal(10.118595071429148, e.Values[1][0], 1e-10);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"players":["1"],"actions":[["a"]],"discount":[1.0],"states":["s"],"payoffs":[[[1]]],"transitions":[[[1]]]}""")]
    [InlineData("""{"players":["1"],"actions":[["a"]],"discount":[0.5],"states":["s"],"payoffs":[[[1]]],"transitions":[[[0.9]]]}""")]
    [InlineData("""{"players":["1"],"actions":[["a","a"]],"discount":[0.5],"states":["s"],"payoffs":[[[1,1]]],"transitions":[[[1],[1]]]}""")]
    [InlineData("""{"players":["1"],"actions":[["a","b"]],"discount":[0.5],"states":["s"],"payoffs":[[[1]]],"transitions":[[[1],[1]]]}""")]
    [InlineData("""{"players":["1"],"actions":[["a"]],"discount":[0.5],"states":["s"],"payoffs":[[["x"]]],"transitions":[[[1]]]}""")]
    [InlineData("""{"players":["1"],"actions":[["a"]],"discount":[0.5],"states":["s","t"],"payoffs":[[[1],[1]]],"transitions":[[[1.5,-0.5]],[[0,1]]]}""")]
    public void Wrong_arrays_are_named(string json) => Assert.NotEmpty(
        Assert.Throws<BadInputException>(() => SGameFile.Read(json, "x.json")).Diagnostics.Where(d => d.Severity == Severity.Error && d.Code.StartsWith("S3", StringComparison.Ordinal)));

    // E8 at r = 3/2: the client provokes and the patron pays surely in the limit (theory of the leverage cycle, first region).
    [Fact]
    public void The_limit_of_the_leverage_cycle_is_its_pure_equilibrium()
    {
        var e = StationarySolver.Solve(Games.LeverageCycle(1.5), new SolveOptions { Precision = double.PositiveInfinity, Convention = ValueConvention.ChoiceErrors }).Equilibrium;
        Assert.Equal(SolveStatus.Certified, e.Status);
        Assert.Equal(1, e.Probability(0, 0, 1), 1e-6);
        Assert.Equal(1, e.Probability(1, 1, 1), 1e-6);
    }
}
