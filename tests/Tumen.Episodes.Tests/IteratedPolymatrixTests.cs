namespace Tumen.Episodes.Tests;

public class IteratedPolymatrixTests
{
    [Theory]
    [InlineData(3, 3)]
    [InlineData(3, 6)]
    [InlineData(4, 3)]
    [InlineData(5, 2)]
    public void Random_tables_are_mostly_solved_and_no_answer_is_false(int players, int strategies)
    {
        int solved = 0;
        for (uint seed = 1; seed <= 10; seed++)
        {
            var game = Games.Random(players, strategies, seed, range: 100_003);
            var answer = IteratedPolymatrix.Solve(game);
            double regret = GameValues.Floating(answer.Profile).Regret;
            if (answer.Status == SolveStatus.NotConverged) continue;
            Assert.True(regret < 1e-8 * 100_003);
            solved++;
        }
        Assert.True(solved >= 6, $"{solved} of 10");
    }

    // With two players the pairwise game is the game: one step of Lemke's method is the answer.
    [Fact]
    public void Two_players_need_no_iteration() =>
        Assert.Equal(SolveStatus.Exact, IteratedPolymatrix.Solve(Games.Random(2, 6, 2)).Status);
}
