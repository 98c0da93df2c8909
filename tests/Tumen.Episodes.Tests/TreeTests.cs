namespace Tumen.Episodes.Tests;

public class TreeTests
{
    [Fact]
    public void A_long_centipede_ends_at_once_by_backward_induction()
    {
        var game = GameFiles.Read(Games.CentipedeText(200_000), "centipede").Extensive!;
        var solved = BackwardInduction.Solve(game);
        Assert.Equal([(Rational)2, (Rational)0], solved.Payoffs);
        Assert.Equal(0, solved.Ties);
        Assert.True(GameValues.Floating(solved.Profile).Regret == 0);
    }

    [Fact]
    public void Backward_induction_refuses_hidden_moves() =>
        Assert.Throws<ArgumentException>(() => BackwardInduction.Solve(Games.KuhnPoker(3)));

    [Fact]
    public void Pure_equilibria_of_matching_pennies_and_coordination()
    {
        Assert.Empty(PureEquilibria.OfTable(Games.Table(2, 2, (i, j) => i == j ? (1, -1) : (-1, 1))));
        Assert.Equal([0, 3], PureEquilibria.OfTable(Games.Table(2, 2, (i, j) => i == j ? (1, 1) : (0, 0))));
    }

    [Theory]
    [InlineData("tests/test_games/two_player_perfect_info_win_lose.efg", 5, 3)]
    [InlineData("catalog/books/myerson1991/fig4_2.efg", 2, -1)]
    public void Agent_and_nash_counts_match_the_known_ones(string file, int agent, int nash)
    {
        var game = Corpus.Tree(Corpus.Root(), file);
        Assert.Equal(agent, PureEquilibria.Agent(game)!.Count);
        if (nash >= 0) Assert.Equal(nash, PureEquilibria.Nash(game)!.Count);
    }

    [Fact]
    public void Public_perfect_information_games_have_regret_zero_by_backward_induction()
    {
        foreach (string path in Corpus.Files(Corpus.Root(), "efg"))
        {
            var game = Corpus.Read(path).Extensive!;
            if (!game.HasPerfectInformation) continue;
            Assert.True(GameValues.Exact(BackwardInduction.Solve(game).Profile).Regret.IsZero, path);
        }
    }
}
