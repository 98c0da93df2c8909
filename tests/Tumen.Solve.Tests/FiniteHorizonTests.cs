using Tumen.Model;

namespace Tumen.Solve.Tests;

public class FiniteHorizonTests
{
    private static SolveOptions Limit => new() { Precision = double.PositiveInfinity, Convention = ValueConvention.ChoiceErrors };

    // The prisoners' dilemma played T times: defection throughout, so the value is the sum of δᵗ.
    [Fact]
    public void Finitely_repeated_dilemma_unravels()
    {
        var game = Games.Build(1, [["c", "d"], ["c", "d"]], [0.9, 0.9], (_, m) => m[0] == 0 ? m[1] == 0 ? [3, 3] : [0, 5] : m[1] == 0 ? [5, 0] : [1, 1], (_, _) => [(0, 1)]);
        var r = FiniteHorizon.Solve(game, 5, Limit);
        Assert.Equal(SolveStatus.Certified, r.Status);
        Assert.All(r.Periods, e => Assert.Equal(1, e.Probability(0, 0, 1), 1e-12));
        Assert.Equal((1 - Math.Pow(0.9, 5)) / 0.1, r.Periods[0].Values[0][0], 1e-12);
        Assert.InRange(r.Regret, 0, 1e-11);
    }

    // One player: T periods are T sweeps of value iteration.
    [Fact]
    public void One_player_equals_value_iteration()
    {
        var game = Games.Random(5, 1, 3, 0.9, 8);
        var v = new double[5];
        for (int t = 0; t < 7; t++)
        {
            var w = new double[5];
            for (int s = 0; s < 5; s++)
            {
                var next = new double[3];
                game.Kernel.Expect(s, v, next);
                w[s] = Enumerable.Range(0, 3).Max(p => game.Payoffs[0][(s * 3) + p] + (0.9 * next[p]));
            }

            v = w;
        }

        var r = FiniteHorizon.Solve(game, 7, Limit);
        for (int s = 0; s < 5; s++)
        {
            Assert.Equal(v[s], r.Periods[0].Values[0][s], 1e-12);
        }
    }

    // Far from the end the first period's play is the stationary play: the map is a contraction with one player.
    [Theory]
    [InlineData(ValueConvention.ChoiceErrors)]
    [InlineData(ValueConvention.TasteShocks)]
    public void A_long_horizon_is_the_stationary_game(ValueConvention convention)
    {
        var game = Games.Random(4, 1, 2, 0.6, 3);
        var options = new SolveOptions { Precision = 1.5, Convention = convention };
        var r = FiniteHorizon.Solve(game, 80, options);
        var e = LogitMarkovSolver.Solve(game, options);
        Assert.Equal(SolveStatus.Certified, r.Status);
        Assert.InRange(Games.Distance(r.Periods[0].Strategies, e.Strategies), 0, 1e-12);
    }

    [Fact]
    public void Final_values_count_and_wrong_sizes_are_named()
    {
        var game = Games.Random(2, 1, 2, 0.5, 1);
        var plain = FiniteHorizon.Solve(game, 1, Limit);
        var raised = FiniteHorizon.Solve(game, 1, Limit, [[10, 10]]);
        Assert.Equal(plain.Periods[0].Values[0][0] + 5, raised.Periods[0].Values[0][0], 1e-12);
        Assert.Contains("1 players × 2 situations", Assert.Throws<ArgumentException>(() => FiniteHorizon.Solve(game, 1, Limit, [[1]])).Message);
    }
}
