namespace Tumen.Episodes.Tests;

public class SupportTests
{
    // McKelvey and McLennan (1997): two-by-two-by-two with the most regular equilibria a game of that size can have, nine.
    private static StrategicGame Nine() => new("nine", Games.Names(3), [Games.Names(2), Games.Names(2), Games.Names(2)],
        [9, 8, 12, 0, 0, 0, 0, 0, 0, 9, 8, 2, 0, 0, 0, 3, 4, 6, 3, 4, 6, 0, 0, 0]);

    [Fact]
    public void Two_by_two_by_two_has_its_nine_equilibria_exactly()
    {
        var result = SupportEnumeration.Solve(Nine().ToExtensive());
        Assert.True(result.Complete);
        Assert.Equal(9, result.Equilibria.Count);
        Assert.All(result.Equilibria, equilibrium => Assert.Equal(SolveStatus.Exact, equilibrium.Status));
        Assert.Equal(4, result.Equilibria.Count(equilibrium => equilibrium.Profile.Exact!.All(value => value.IsInteger)));
        Assert.Contains(result.Equilibria, equilibrium => equilibrium.Profile.Exact!.SequenceEqual(
            [new(1, 2), new(1, 2), new(2, 5), new(3, 5), new(1, 4), new(3, 4)]));
        Assert.Contains(result.Equilibria, equilibrium => equilibrium.Profile.Exact!.SequenceEqual(
            [new(2, 5), new(3, 5), new(1, 2), new(1, 2), new(1, 3), new(2, 3)]));
    }

    [Fact]
    public void Irrational_equilibria_are_certified_not_rounded()
    {
        var game = Corpus.Table(Corpus.Root(), "catalog/journals/ijgt/nau2004/sec4.nfg");
        var result = SupportEnumeration.Solve(game.ToExtensive());
        Assert.True(result.Complete);
        var only = Assert.Single(result.Equilibria);
        Assert.Equal(SolveStatus.Certified, only.Status);
        Assert.Equal(0.6192325794725537, only.Profile.Values[0], 1e-13);
        Assert.Equal(0.4798042226776053, only.Profile.Values[2], 1e-13);
        Assert.Equal(0.3788253360656313, only.Profile.Values[4], 1e-13);
    }

    [Theory]
    [InlineData("tests/test_games/2x2x2_nfg_from_local_max_cut_2_pure_1_mixed_eq.nfg", 3)]
    [InlineData("contrib/games/coord3.nfg", 7)]
    [InlineData("contrib/games/coord4.nfg", 15)]
    [InlineData("contrib/games/8x8.nfg", 5)]
    public void Table_counts_match_the_known_ones(string file, int expected)
    {
        var result = SupportEnumeration.Solve(Corpus.Table(Corpus.Root(), file).ToExtensive(), new SupportOptions { MaximumSupports = 1_000_000 });
        Assert.Equal(expected, result.Equilibria.Count);
        Assert.All(result.Equilibria, equilibrium => Assert.NotEqual(SolveStatus.NotConverged, equilibrium.Status));
    }

    [Theory]
    [InlineData("tests/test_games/mixed_behavior_game.efg", 9)]
    [InlineData("tests/test_games/3_player_PI_2_dev_off_eq_path_strict_dom_for_p1.efg", 1)]
    [InlineData("tests/test_games/stripped_down_poker.efg", 1)]
    public void Tree_counts_match_the_known_ones(string file, int expected)
    {
        var result = SupportEnumeration.Solve(Corpus.Tree(Corpus.Root(), file));
        Assert.Equal(expected, result.Equilibria.Count);
    }

    [Fact]
    public void Random_three_player_tables_are_decided_completely_and_oddly()
    {
        for (uint seed = 1; seed <= 6; seed++)
        {
            var result = SupportEnumeration.Solve(Games.Random(3, 3, seed, range: 100_003).ToExtensive());
            Assert.True(result.Complete, string.Join("\n", result.Undecided));
            Assert.Equal(1, result.Equilibria.Count % 2);
            Assert.All(result.Equilibria, equilibrium => Assert.NotEqual(SolveStatus.NotConverged, equilibrium.Status));
        }
    }

    [Fact]
    public void A_continuum_is_reported_as_undecided()
    {
        var flat = new StrategicGame("flat", Games.Names(3), [Games.Names(2), Games.Names(2), Games.Names(2)], new Rational[24]);
        var result = SupportEnumeration.Solve(flat.ToExtensive());
        Assert.False(result.Complete);
        Assert.NotEmpty(result.Undecided);
        Assert.True(result.Equilibria.Count >= 8);
    }

    [Fact]
    public void Work_limits_are_said() =>
        Assert.False(SupportEnumeration.Solve(Games.Random(3, 3, 1).ToExtensive(), new SupportOptions { MaximumSupports = 3 }).Complete);

    [Fact]
    public void A_very_deep_tree_is_refused_not_crashed()
    {
        var builder = new ExtensiveGameBuilder("deep", ["A", "B", "C"]);
        int chance = builder.AddChanceMove("", ["on"], [1]);
        int at = builder.AddDecision(-1, 0, chance);
        for (int k = 0; k < 50_000; k++) at = builder.AddDecision(at, 0, chance);
        at = builder.AddDecision(at, 0, builder.AddInformationSet(0, "choice", ["l", "r"]));
        builder.AddEnd(at, 0, "", 1, 0, 0);
        builder.AddEnd(at, 1, "", 0, 0, 0);
        var game = builder.Build();
        Assert.Throws<ArgumentException>(() => SupportEnumeration.Solve(game));
        Assert.Equal(1, EpisodeSolver.Solve(game).Equilibria[0].Payoffs[0]);
    }

    // Two coordination games in a row. After x, x the second has two pure equilibria and a mixed one, worth (3,1), (1,3), (3/4,3/4); y, y is worth (2,2), a mistake nothing.
    // The first stage then has x, x; y, y; and a mixture, for each of the three: 3 + 1 + 3 plays, y, y being the same play whatever would have come.
    [Fact]
    public void A_later_stage_is_solved_by_itself()
    {
        var read = EpisodeFile.Read("""
            game "Two stages", once
            player a
            player b
            move a1 of a may x, y
            move b1 of b may x, y
            move a2 of a may u, v if a1 is x and b1 is x
            move b2 of b may u, v if a1 is x and b1 is x
            a sees nothing
            b sees nothing
            a gains 3 if a2 is u and b2 is u, 1 if a2 is v and b2 is v, 2 if a1 is y and b1 is y
            b gains 1 if a2 is u and b2 is u, 3 if a2 is v and b2 is v, 2 if a1 is y and b1 is y
            """, "stages.game");
        Assert.Empty(read.Diagnostics);
        var result = SupportEnumeration.Solve(EpisodeCompiler.Compile(read.Model!).Game!);
        Assert.True(result.Complete);
        Assert.Equal(7, result.Equilibria.Count);
        double[] mixed = [.. result.Equilibria.Select(e => e.Profile).Where(e => e.Probability("a1", "x") is > 0.01 and < 0.99).Select(e => e.Probability("a1", "x")).Order()];
        Assert.Equal(3, mixed.Length);
        Assert.Equal(2.0 / 5, mixed[0], 1e-10);
        Assert.Equal(2.0 / 3, mixed[1], 1e-10);
        Assert.Equal(2 / 2.75, mixed[2], 1e-10);
        Assert.All(result.Equilibria, e => Assert.True(e.Status is SolveStatus.Exact or SolveStatus.Certified));
    }
}
