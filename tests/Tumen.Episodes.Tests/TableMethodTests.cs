namespace Tumen.Episodes.Tests;

/// <summary>Global Newton and simplicial subdivision: every answer is an equilibrium by a separate regret, and known sets are met.</summary>
public class TableMethodTests
{
    [Theory]
    [InlineData(2, 3, 5)]
    [InlineData(2, 8, 1)]
    [InlineData(3, 2, 7)]
    [InlineData(3, 4, 1)]
    [InlineData(4, 3, 2)]
    [InlineData(5, 2, 9)]
    [InlineData(1, 4, 3)]
    public void Random_tables_are_solved_by_both(int players, int strategies, uint seed)
    {
        var game = Games.Random(players, strategies, seed);
        var newton = GlobalNewton.Solve(game);
        Assert.NotEmpty(newton);
        foreach (var solved in newton) AssertEquilibrium(solved);
        AssertEquilibrium(SimplicialSubdivision.Solve(game));
    }

    private static void AssertEquilibrium(SolvedProfile solved)
    {
        Assert.True(solved.Status is SolveStatus.Exact or SolveStatus.Certified, solved.ToString());
        Assert.True(GameValues.Floating(solved.Profile).Regret < 1e-6, $"regret {GameValues.Floating(solved.Profile).Regret}");
    }

    // A ray meets an odd number of equilibria; with a generic start, those of matching pennies: one, and of the battle of the sexes: one or all three.
    [Fact]
    public void A_ray_meets_an_odd_number_of_equilibria()
    {
        for (uint seed = 1; seed <= 12; seed++)
        {
            var game = Games.Random(2, 4, seed, 1_000_000);
            foreach (ulong ray in new ulong[] { 1, 2, 3 })
                Assert.Equal(1, GlobalNewton.Solve(game, new GlobalNewtonOptions { Rays = 1, Seed = ray }).Count % 2);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_equilibria()
    {
        var game = Games.Random(3, 3, 4);
        var first = GlobalNewton.Solve(game, new GlobalNewtonOptions { Seed = 5 });
        var second = GlobalNewton.Solve(game, new GlobalNewtonOptions { Seed = 5 });
        Assert.Equal(first.SelectMany(solved => solved.Profile.Values), second.SelectMany(solved => solved.Profile.Values));
    }

    [Fact]
    public void Trees_are_solved_by_their_reduced_form()
    {
        var poker = Games.KuhnPoker(3);
        foreach (var solved in GlobalNewton.Solve(poker)!)
        {
            AssertEquilibrium(solved);
            Assert.Equal(-1.0 / 18, GameValues.Floating(solved.Profile).Payoff(0), 1e-9);
        }
        var subdivided = SimplicialSubdivision.Solve(poker)!;
        AssertEquilibrium(subdivided);
        Assert.Equal(-1.0 / 18, GameValues.Floating(subdivided.Profile).Payoff(0), 1e-9);
        Assert.Null(GlobalNewton.Solve(poker, null, maximumCells: 10));
        Assert.Null(SimplicialSubdivision.Solve(poker, 1000, maximumCells: 10));
    }

    [Fact]
    public void A_walk_that_meets_its_limit_says_so()
    {
        var cut = SimplicialSubdivision.Solve(Games.Random(3, 4, 1), maximumPivots: 3);
        Assert.Equal(SolveStatus.NotConverged, cut.Status);
        Assert.True(cut.Regret > 0);
    }

    [Fact]
    public void Methods_refuse_in_words_where_they_do_not_apply()
    {
        var three = Games.Random(3, 2, 1);
        Assert.Contains("two players", EpisodeMethods.Solve(three, EpisodeMethod.Vertices).Refused, StringComparison.Ordinal);
        Assert.Contains("same number", EpisodeMethods.Solve(three, EpisodeMethod.LinearProgramme).Refused, StringComparison.Ordinal);
        Assert.Contains("perfect information", EpisodeMethods.Solve(three, EpisodeMethod.BackwardInduction).Refused, StringComparison.Ordinal);
        Assert.Null(EpisodeMethods.Find("guess"));
        foreach (string name in EpisodeMethods.Names)
        {
            var answer = EpisodeMethods.Solve(Games.Random(2, 3, 6), EpisodeMethods.Find(name)!.Value);
            if (answer.Refused is not null) continue;
            foreach (var solved in answer.Profiles) AssertEquilibrium(solved);
        }
    }
}
