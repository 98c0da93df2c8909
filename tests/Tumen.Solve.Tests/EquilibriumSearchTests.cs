using Tumen.Model;

namespace Tumen.Solve.Tests;

public class EquilibriumSearchTests
{
    // Battle of the sexes repeated: stationary equilibria are those of the stage game, two pure and one mixed with chances 2/3 and 1/3.
    private static StochasticGame Sexes => Games.Build(
        1, [["opera", "fight"], ["opera", "fight"]], [0.9, 0.9], (_, m) => m[0] != m[1] ? [0, 0] : m[0] == 0 ? [2, 1] : [1, 2], (_, _) => [(0, 1)]);

    [Fact]
    public void Battle_of_the_sexes_has_three()
    {
        var set = EquilibriumSearch.Run(Sexes, new SearchOptions { Starts = 12 });
        Assert.Equal(3, set.Found.Length);
        Assert.True(set.PureIsComplete);
        Assert.Equal(1, set.IndexSum);
        Assert.Equal(12, set.Found.Sum(f => f.Basin) + set.Failures);
        Assert.All(set.Found, f => Assert.Equal(SolveStatus.Certified, f.Equilibrium.Status));
        Assert.Contains(set.Found, f => f.Index == -1 && Math.Abs(f.Equilibrium.Probability(0, 0, 0) - (2.0 / 3)) < 1e-12);
        Assert.Contains("may be incomplete", set.Caveat);
    }

    // Coordination on three moves: 2³ − 1 = 7 equilibria, one per set of moves mixed evenly.
    [Fact]
    public void Three_by_three_coordination_has_seven()
    {
        var game = Games.Build(1, [["a", "b", "c"], ["a", "b", "c"]], [0.5, 0.5], (_, m) => m[0] == m[1] ? [1, 1] : [0, 0], (_, _) => [(0, 1)]);
        var set = EquilibriumSearch.Run(game, new SearchOptions { Starts = 40 });
        Assert.Equal(7, set.Found.Length);
        Assert.Equal(1, set.IndexSum);
    }

    // Two coordination games in two situations that follow each other evenly: 3 × 3 combinations, since what is played does not move the situation.
    [Fact]
    public void Combinations_over_situations_are_found()
    {
        var game = Games.Build(
            2, [["a", "b"], ["a", "b"]], [0.8, 0.8], (s, m) => m[0] == m[1] ? [1 + m[0] + s, 1 + m[0]] : [0, 0], (_, _) => [(0, 0.5), (1, 0.5)]);
        var set = EquilibriumSearch.Run(game, new SearchOptions { Starts = 40 });
        Assert.Equal(9, set.Found.Length);
        Assert.Equal(1, set.IndexSum);
    }

    [Theory]
    [InlineData(ValueConvention.ChoiceErrors)]
    [InlineData(ValueConvention.TasteShocks)]
    public void At_finite_precision_too(ValueConvention convention)
    {
        var sharp = EquilibriumSearch.Run(Sexes, new SearchOptions { Precision = 8, Convention = convention, Starts = 16 });
        Assert.Equal(3, sharp.Found.Length);
        Assert.Equal(1, sharp.IndexSum);
        var soft = EquilibriumSearch.Run(Sexes, new SearchOptions { Precision = 0.5, Convention = convention, Starts = 16 });
        Assert.Single(soft.Found);
        Assert.Equal(16, soft.Found[0].Basin + soft.Failures);
    }

    [Fact]
    public void Threads_do_not_change_the_answer()
    {
        var game = Games.Random(3, 2, 2, 0.9, 11);
        EquilibriumSet a = EquilibriumSearch.Run(game, new SearchOptions { Starts = 10 }), b = EquilibriumSearch.Run(game, new SearchOptions { Starts = 10, Threads = 2 });
        Assert.Equal(a.Found.Length, b.Found.Length);
        for (int k = 0; k < a.Found.Length; k++)
        {
            Assert.Equal(a.Found[k].Equilibrium.Strategies, b.Found[k].Equilibrium.Strategies); // to the last bit
            Assert.Equal(a.Found[k].Basin, b.Found[k].Basin);
        }
    }

    // A game where everything is indifferent has a continuum; nothing may be claimed about indices, and the search ends.
    [Fact]
    public void A_continuum_is_not_called_complete()
    {
        var game = Games.Build(1, [["a", "b"], ["a", "b"]], [0.5, 0.5], (_, _) => [1, 1], (_, _) => [(0, 1)]);
        var set = EquilibriumSearch.Run(game, new SearchOptions { Starts = 6, MaximumFound = 8 });
        Assert.InRange(set.Found.Length, 4, 8);
    }

    [Fact]
    public void Pure_equilibria_by_exhaustion_pass_the_independent_check()
    {
        var game = Games.Random(3, 2, 2, 0.9, 5);
        var pure = PureEquilibria.Find(game)!;
        Assert.Equal(64, PureEquilibria.Count(game));
        int byCertifier = 0;
        for (int k = 0; k < 64; k++)
        {
            var sigma = new double[12];
            for (int d = 0; d < 6; d++)
            {
                sigma[(2 * d) + ((k >> d) & 1)] = 1;
            }

            byCertifier += Certifier.Check(game, double.PositiveInfinity, ValueConvention.ChoiceErrors, sigma, [], true).Regret <= 1e-10 ? 1 : 0;
        }

        Assert.Equal(byCertifier, pure.Count);
        Assert.Null(PureEquilibria.Find(Games.Random(20, 3, 3, 0.9, 1)));
    }
}
