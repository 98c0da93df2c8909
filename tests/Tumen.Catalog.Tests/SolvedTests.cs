using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Catalog.Tests;

/// <summary>Games whose equilibria are known.</summary>
public class SolvedTests
{
    // Chances of being active, with crowding 2.5, for five firms where nobody and where everybody was active, at sizes 1, 3 and 5. The mean number of
    // active firms they imply, 1.7176, lies within Monte-Carlo error of the 1.7123 in the replication log of Dearing and Blevins (2025), experiment 2.
    [Theory]
    [InlineData("1", "no", 0.07826416508270305, 0.08870426051737115, 0.10102225180575898, 0.11574485987049314, 0.1335872915462274)]
    [InlineData("1", "yes", 0.1308311135122738, 0.14806289375830858, 0.16833072133317095, 0.19247492853921194, 0.2216395659969062)]
    [InlineData("3", "no", 0.20666340703420327, 0.23836898413858043, 0.27660026242778507, 0.3227442077257693, 0.3778466911758835)]
    [InlineData("3", "yes", 0.2983158839570661, 0.33848578545326846, 0.38488735133640134, 0.4379460612378216, 0.4971580425496712)]
    [InlineData("5", "no", 0.448245117699815, 0.4957724221274031, 0.543749618055837, 0.5905433457249404, 0.6346907177325887)]
    [InlineData("5", "yes", 0.5905676475970598, 0.633779254951, 0.674777739121137, 0.7125840523862537, 0.7465882277752244)]
    public void Five_firms(string size, string active, double f1, double f2, double f3, double f4, double f5)
    {
        var game = CatalogFiles.Game("journals/ecta/aguirregabiria-mira-2007/entry.game");
        var e = CatalogFiles.Solve(game);
        int level = active == "yes" ? 1 : 0;
        int state = e.Game.States.Index([game.Situations[0].LevelIndex(size), level, level, level, level, level]);
        double[] expected = [f1, f2, f3, f4, f5];
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(expected[i], e.At(state)[(2 * i) + 1], 1e-9);
        }
    }

    // Refusing saves 1 whatever else happens, so the odds of helping are e^(-λ) = 1/3 at λ = ln 3; the month is worth (3 - 1)/4 and δ = 0.9.
    [Fact]
    public void Helping_has_chance_one_quarter_and_is_worth_five()
    {
        var e = CatalogFiles.Solve(CatalogFiles.Game("cases/donation.game"));
        Assert.Equal(0.25, e.At(0)[0], 1e-12);
        Assert.Equal(5, e.Values[0][0], 1e-9);
    }

    // Backward by hand. Month 3: acting costs 1 and comes too late, 1/(1+e). Month 2, not ready: acting is worth 0.9·3 - 1 = 1.7 more.
    // Month 1: being ready in month 2 is worth D = 0.9·3 + ln(1+e^-1) - ln(1+e^1.7), so acting is worth 0.9·D - 1 more.
    [Fact]
    public void A_game_of_three_months_is_solved_backward()
    {
        var game = CatalogFiles.Game("cases/prize-at-the-end.game");
        var e = CatalogFiles.Solve(game);
        double Acts(string month, string ready) => e.At(e.Game.States.Index([game.Situations[0].LevelIndex(month), game.Situations[1].LevelIndex(ready)]))[1];
        double d = 2.7 + Math.Log(1 + Math.Exp(-1)) - Math.Log(1 + Math.Exp(1.7));
        Assert.Equal(1 / (1 + Math.E), Acts("3", "no"), 1e-12);
        Assert.Equal(1 / (1 + Math.E), Acts("2", "yes"), 1e-12);
        Assert.Equal(1 / (1 + Math.Exp(-1.7)), Acts("2", "no"), 1e-12);
        Assert.Equal(1 / (1 + Math.Exp(1 - (0.9 * d))), Acts("1", "no"), 1e-12);
    }

    // Written once for both players, so what one does is what the other does with the roles exchanged.
    [Theory]
    [InlineData("cases/arms-race.game")]
    [InlineData("cases/repeated-dilemma.game")]
    public void What_is_said_of_each_gives_mirrored_answers(string file)
    {
        var game = CatalogFiles.Game(file);
        var e = CatalogFiles.Solve(game);
        bool own = game.Situations.Length == 2;
        for (int s = 0; s < e.Game.StateCount; s++)
        {
            int mirror = own ? e.Game.States.Index([e.Game.States.Level(s, 1), e.Game.States.Level(s, 0)]) : s;
            Assert.Equal(e.At(s)[0], e.At(mirror)[2], 1e-10);
        }
    }

    // The patron that holds the client has more to lose by being outbid than the one that would win it has less: bids answer each other.
    [Fact]
    public void Patrons_bid_higher_for_a_client_than_for_nothing()
    {
        var game = CatalogFiles.Game("cases/patron-auction.game");
        var e = CatalogFiles.Solve(game);
        double Nothing(int state, int player) => e.At(state)[player * 3];
        Assert.True(Nothing(1, 0) < 1 / (1 + Math.Exp(-0.5) + Math.Exp(-1.2)), "with nothing to win, bids follow costs alone");
        Assert.Equal(Nothing(0, 0), Nothing(2, 1), 1e-10);
        Assert.Equal(Nothing(1, 0), Nothing(1, 1), 1e-10);
    }
}
