namespace Tumen.Episodes.Tests;

public class TwoPlayerTests
{
    private static void AssertNash(StrategicGame game, IReadOnlyList<Rational> x, IReadOnlyList<Rational> y)
    {
        int m = x.Count, n = y.Count;
        for (int player = 0; player < 2; player++)
        {
            var values = new Rational[player == 0 ? m : n];
            var average = Rational.Zero;
            for (int i = 0; i < m; i++)
                for (int j = 0; j < n; j++)
                {
                    var payoff = game.Payoff(i + j * m, player);
                    values[player == 0 ? i : j] += payoff * (player == 0 ? y[j] : x[i]);
                    average += payoff * x[i] * y[j];
                }
            Assert.Equal(average, values.Max());
        }
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 7)]
    [InlineData(4, 15)]
    [InlineData(5, 31)]
    public void Coordination_has_one_equilibrium_per_set_of_strategies(int size, int expected)
    {
        var game = Games.Table(size, size, (i, j) => i == j ? (1, 1) : (0, 0));
        var all = ExtremeEquilibria.Solve(game);
        Assert.Equal(expected, all.Extreme.Count);
        Assert.Equal(expected, all.Components);
        foreach (var equilibrium in all.Extreme) AssertNash(game, equilibrium.First, equilibrium.Second);
    }

    [Fact]
    public void A_flat_game_is_one_convex_set_spanned_by_all_corners()
    {
        var all = ExtremeEquilibria.Solve(Games.Table(3, 2, (_, _) => (5, 5)));
        Assert.Equal(6, all.Extreme.Count);
        Assert.Equal(6, Assert.Single(all.ConvexSets).Count);
        Assert.Equal(1, all.Components);
    }

    // Row 2 is a duplicate of row 1 for the row player: equilibria form a segment, plus the isolated one.
    [Fact]
    public void A_degenerate_game_gives_components()
    {
        var game = Games.Table(2, 2, (i, j) => (i, j) switch { (0, 0) => (1, 1), (0, 1) => (1, 0), (1, 0) => (1, 0), _ => (0, 0) });
        var all = ExtremeEquilibria.Solve(game);
        foreach (var equilibrium in all.Extreme) AssertNash(game, equilibrium.First, equilibrium.Second);
        Assert.Equal(1, all.Components);
        Assert.Equal(2, all.Extreme.Count);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void Random_tables_have_an_odd_number_of_equilibria_and_lemke_howson_finds_some_of_them(int size)
    {
        for (uint seed = 1; seed <= 8; seed++)
        {
            var game = Games.Random(2, size, seed);
            var all = ExtremeEquilibria.Solve(game);
            // Payoffs 0 to 99 can tie; then a component is not a point and the count of corners may be even.
            if (all.Components == all.Extreme.Count) Assert.Equal(1, all.Extreme.Count % 2);
            foreach (var equilibrium in all.Extreme) AssertNash(game, equilibrium.First, equilibrium.Second);
            foreach (var (first, second) in LemkeHowson.Accessible(game))
                Assert.Contains(all.Extreme, known => known.First.SequenceEqual(first) && known.Second.SequenceEqual(second));
            for (int label = 0; label < 2 * size; label++)
            {
                var (first, second) = LemkeHowson.Solve(game, label);
                AssertNash(game, first, second);
            }
        }
    }

    [Fact]
    public void Ten_by_ten_is_solved_completely()
    {
        var game = Games.Random(2, 10, 1);
        var all = ExtremeEquilibria.Solve(game);
        Assert.True(all.Complete);
        Assert.Equal(1, all.Extreme.Count % 2);
        foreach (var equilibrium in all.Extreme) AssertNash(game, equilibrium.First, equilibrium.Second);
    }

    [Fact]
    public void Lemke_howson_in_floating_point_solves_a_hundred_by_a_hundred()
    {
        var game = Games.Random(2, 100, 3);
        var (first, second) = LemkeHowson.SolveFloating(game, 0);
        double average = 0, best = 0;
        for (int i = 0; i < 100; i++)
        {
            double value = Enumerable.Range(0, 100).Sum(j => game.Payoff(i + 100 * j, 0).ToDouble() * second[j]);
            average += first[i] * value;
            best = Math.Max(best, value);
        }
        Assert.Equal(best, average, 1e-6);
    }

    [Theory]
    [InlineData("catalog/journals/dcg/vonstengel1999/6x6_game_with_75_eq.nfg", 75)]
    [InlineData("contrib/games/coord3.nfg", 7)]
    [InlineData("contrib/games/coord4.nfg", 15)]
    [InlineData("contrib/games/8x8.nfg", 5)]
    public void Known_counts_are_matched(string file, int expected) =>
        Assert.Equal(expected, ExtremeEquilibria.Solve(Corpus.Table(Corpus.Root(), file)).Extreme.Count);

    // Kuhn (1950): the value of three-card poker is -1/18 for the first player.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Kuhn_poker_has_value_minus_one_eighteenth(bool exact)
    {
        var game = Games.KuhnPoker(3);
        foreach (var solved in new[] { SequenceFormSolver.SolveZeroSum(game, exact), SequenceFormSolver.SolveComplementarity(game, exact) })
        {
            Assert.Equal(SolveStatus.Exact, solved.Status);
            Assert.Equal(new Rational(-1, 18), GameValues.Exact(solved.Profile).Payoff(0));
        }
    }

    [Fact]
    public void Larger_poker_agrees_between_programme_and_complementarity()
    {
        var game = Games.KuhnPoker(8);
        var program = SequenceFormSolver.SolveZeroSum(game);
        var pivots = SequenceFormSolver.SolveComplementarity(game);
        Assert.NotEqual(SolveStatus.NotConverged, program.Status);
        Assert.NotEqual(SolveStatus.NotConverged, pivots.Status);
        Assert.Equal(GameValues.Floating(program.Profile).Payoff(0), GameValues.Floating(pivots.Profile).Payoff(0), 1e-9);
    }

    [Fact]
    public void Huge_payoffs_need_and_get_exact_arithmetic()
    {
        var game = Corpus.Tree(Corpus.Root(), "tests/test_games/large_payoff_game.efg");
        var solved = SequenceFormSolver.SolveZeroSum(game, alwaysExact: true);
        Assert.Equal(SolveStatus.Exact, solved.Status);
    }

    [Fact]
    public void Every_small_public_two_player_game_is_solved_and_every_answer_has_regret_zero()
    {
        string root = Corpus.Root();
        int solvedCount = 0;
        foreach (string path in Corpus.Files(root, "efg"))
        {
            var game = Corpus.Read(path).Extensive!;
            if (game.Players.Count != 2 || PerfectRecall.FindViolation(game) is not null) continue;
            var one = SequenceFormSolver.SolveComplementarity(game);
            Assert.True(one.Status is SolveStatus.Exact or SolveStatus.Certified, $"{path}: regret {one.Regret}");
            if (game.IsConstantSum)
            {
                var program = SequenceFormSolver.SolveZeroSum(game, alwaysExact: game.NodeCount < 60);
                Assert.True(program.Status is SolveStatus.Exact or SolveStatus.Certified, $"{path}: regret {program.Regret}");
            }
            if (TwoPlayerEquilibria.TrySolve(game, 400) is not { } all) continue;
            solvedCount++;
            Assert.NotEmpty(all.Profiles);
            foreach (var profile in all.Profiles) Assert.True(GameValues.Exact(profile).Regret.IsZero, path);
        }
        Assert.True(solvedCount > 80, $"{solvedCount}");
    }
}
