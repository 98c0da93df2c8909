using System.Globalization;
using CsCheck;

namespace Tumen.Episodes.Tests;

/// <summary>What is certified does not depend on anybody's units, on constants, or on payoffs of moves that nobody plays.</summary>
public class PlayerUnitsTests
{
    private const string Forbidden = "NFG 1 R \"s\" { \"A\" \"B\" } { 2 2 }\n\n0 0 -1000000000 0 0 1 -1000000000 1\n";

    private const string Ties = "NFG 1 R \"ties10\" { \"A\" \"B\" } { 4 4 }\n\n2 1 1 0 0 0 1 3 2 1 0 1 0 2 1 2 0 2 3 3 3 3 0 3 2 0 0 0 1 3 1 1\n";

    private const string Tiny = "EFG 2 R \"t\" { \"A\" \"B\" }\np \"\" 1 1 \"\" { \"a\" \"b\" } 0\nt \"\" 1 \"\" { 1e-10, 0 }\nt \"\" 2 \"\" { 0, 1 }\n";

    private static StrategicGame Table(string text) => GameFiles.Read(text, "game.nfg").Strategic!;

    private static ExtensiveGame Tree(string text) => GameFiles.Read(text, "game.efg").Extensive!;

    // A loses a thousand million by its second strategy whatever B does, and B prefers its second: one equilibrium. A tolerance from A's losses would let B mix.
    [Fact]
    public void A_forbidden_move_hides_nobody_elses_payoffs()
    {
        var table = Table(Forbidden);
        var only = Assert.Single(EpisodeSolver.Solve(table).Equilibria);
        Assert.Equal(1, only.Profile.Probability("A", table.Strategies[0][0]));
        Assert.Equal(1, only.Profile.Probability("B", table.Strategies[1][1]));
        foreach (var method in new[] { EpisodeMethod.Simplicial, EpisodeMethod.QuantalLimit, EpisodeMethod.GlobalNewton, EpisodeMethod.Polymatrix, EpisodeMethod.Supports })
        {
            foreach (var solved in EpisodeMethods.Solve(table, method).Profiles)
            {
                Assert.Equal(SolveStatus.Exact, solved.Status);
                Assert.Equal(1, solved.Profile.Probability("B", table.Strategies[1][1]));
            }
        }
    }

    [Fact]
    public void Payoffs_whose_sums_are_no_numbers_are_refused()
    {
        foreach (string text in new[] { Tiny.Replace("1e-10", "1e400", StringComparison.Ordinal), Tiny.Replace("1e-10", "-1e101", StringComparison.Ordinal) })
        {
            Assert.Equal("E117", Assert.Single(GameFiles.Read(text, "game.efg").Diagnostics).Code);
        }

        Assert.Equal("E117", Assert.Single(GameFiles.Read(Forbidden.Replace("-1000000000", "1e200", StringComparison.Ordinal), "game.nfg").Diagnostics).Code);
        Assert.True(GameFiles.Read(Tiny.Replace("1e-10", "1e100", StringComparison.Ordinal), "game.efg").Succeeded);
    }

    [Fact]
    public void A_payoff_of_a_ten_thousand_millionth_counts()
    {
        var solution = EpisodeSolver.Solve(Tree(Tiny));
        var only = Assert.Single(solution.Equilibria);
        Assert.True(solution.Complete);
        Assert.Equal(SolveStatus.Exact, only.Status);
        Assert.Equal(1, only.Profile.Values[0]);
    }

    // Three extreme equilibria by an independent enumeration of the polytopes' vertices; quantal response ends inside a segment between two of them.
    [Fact]
    public void The_quantal_limit_inside_a_set_is_no_further_extreme_equilibrium()
    {
        var solution = EpisodeSolver.Solve(Table(Ties));
        Assert.Equal(3, solution.Equilibria.Count);
        Assert.True(solution.Complete);
        Assert.All(solution.Equilibria, e => Assert.Equal(SolveStatus.Exact, e.Status));
        Assert.Contains(solution.Notes, note => note.StartsWith("the quantal limit lies inside connected set ", StringComparison.Ordinal));
    }

    // The third row earns 1 against either column and half and half of the others 3/2: nobody plays it, so what the column player would get there does not matter.
    [Fact]
    public void What_a_mixture_dominates_is_set_aside()
    {
        int large = 1_000_000_000;
        var table = Games.Table(3, 2, (i, j) => i == 2 ? (1, j == 0 ? large : -large) : (i == j ? 3 : 0, i == j ? 0 : 1));
        foreach (var method in new[] { EpisodeMethod.Simplicial, EpisodeMethod.QuantalLimit })
        {
            var solved = Assert.Single(EpisodeMethods.Solve(table, method).Profiles);
            Assert.Equal(SolveStatus.Exact, solved.Status);
            Assert.Equal([0.5, 0.5, 0, 0.5, 0.5], solved.Profile.Values);
        }
    }

    private static readonly Gen<(uint Seed, int Players, int[] Powers, int[] Shifts)> Case = Gen.Select(
        Gen.UInt, Gen.Int[2, 3], Gen.Int[-12, 12].Array[3], Gen.Int[-13, 12].Array[3]);

    private static Rational Power(int tens) => tens >= 0 ? new Rational(System.Numerics.BigInteger.Pow(10, tens), 1) : new Rational(1, System.Numerics.BigInteger.Pow(10, -tens));

    private static StrategicGame Rescaled(StrategicGame game, int[] powers, int[] shifts)
    {
        int n = game.Players.Count;
        return new StrategicGame(game.Title, game.Players, game.Strategies,
            [.. game.Payoffs.Select((u, k) => (u * Power(powers[k % n])) + (shifts[k % n] < -12 ? Rational.Zero : Power(shifts[k % n])))]);
    }

    [Fact]
    public void Units_and_constants_of_a_table_change_nothing() => Case.Each(x =>
    {
        var game = Games.Random(x.Players, x.Players == 2 ? 3 : 2, x.Seed, 10);
        var other = Rescaled(game, x.Powers, x.Shifts);
        AssertSame(EpisodeSolver.Solve(game), EpisodeSolver.Solve(GameFiles.Read(GameFiles.Write(other), "game.nfg").Strategic!), x.Powers);
    }, count: 60);

    [Fact]
    public void Units_and_constants_of_a_tree_change_nothing() => Case.Each(x =>
    {
        var game = Games.Random(2, 2, x.Seed, 10);
        AssertSame(EpisodeSolver.Solve(InTurn(game)), EpisodeSolver.Solve(GameFiles.Read(GameFiles.Write(InTurn(Rescaled(game, x.Powers, x.Shifts))), "game.efg").Extensive!), x.Powers);
    }, count: 40);

    [Fact]
    public void Units_change_no_methods_answer() => Case.Each(x =>
    {
        var game = Games.Random(x.Players, 2, x.Seed, 10);
        var other = Rescaled(game, x.Powers, x.Shifts);
        foreach (string name in EpisodeMethods.Names)
        {
            var method = EpisodeMethods.Find(name)!.Value;
            MethodAnswer before = EpisodeMethods.Solve(game, method), after = EpisodeMethods.Solve(other, method);
            Assert.Equal(before.Refused is null, after.Refused is null);
            Assert.Equal(before.Complete, after.Complete);
            Assert.Equal(before.Profiles.Count, after.Profiles.Count);
            for (int k = 0; k < before.Profiles.Count; k++)
            {
                Assert.Equal(before.Profiles[k].Status, after.Profiles[k].Status);
                double distance = before.Profiles[k].Profile.Values.Zip(after.Profiles[k].Profile.Values, (a, b) => Math.Abs(a - b)).Max();
                Assert.True(distance < 1e-5, $"{name}: {distance:g3} in {GameFiles.Write(game)}");
            }
        }
    }, count: 25);

    // One payoff of a strictly dominated strategy, its owner's down or anybody else's either way. (Which equilibrium quantal response leads to is another matter: at small λ everybody plays everything.)
    [Fact]
    public void A_payoff_where_nobody_goes_changes_nothing_else() => Gen.Select(Gen.UInt, Gen.Int[2, 3], Gen.Int[0, 1_000], Gen.Bool).Each((seed, players, pick, up) =>
    {
        var inner = Games.Random(players, 2, seed, 10);
        var game = WithDominated(inner);
        int n = players;
        int[] cells = [.. Enumerable.Range(0, game.CellCount).Where(cell => game.StrategyIn(cell, 0) == 2)];
        int cell = cells[pick % cells.Length], whose = pick / cells.Length % n;
        Rational[] payoffs = [.. game.Payoffs];
        payoffs[(cell * n) + whose] += (up && whose != 0 ? 1 : -1) * Power(12);
        var before = EpisodeSolver.Solve(game);
        var after = EpisodeSolver.Solve(new StrategicGame(game.Title, game.Players, game.Strategies, payoffs));
        AssertSame(before, after, [0, 0, 0], sameLimit: false);
    }, count: 60);

    // Player 1 gets a third strategy that earns less than its first, whatever happens.
    private static StrategicGame WithDominated(StrategicGame inner)
    {
        int n = inner.Players.Count;
        IReadOnlyList<IReadOnlyList<string>> names = [["1", "2", "3"], .. inner.Strategies.Skip(1)];
        var payoffs = new List<Rational>();
        for (int cell = 0; cell < inner.CellCount / 2 * 3; cell++)
        {
            int own = cell % 3, from = (cell / 3 * 2) + (own == 2 ? 0 : own);
            payoffs.AddRange(Enumerable.Range(0, n).Select(i => inner.Payoff(from, i) - (own == 2 && i == 0 ? 5 : 0)));
        }

        return new StrategicGame("dominated", inner.Players, names, payoffs);
    }

    private static ExtensiveGame InTurn(StrategicGame game)
    {
        var builder = new ExtensiveGameBuilder("in turn", game.Players);
        int first = builder.AddInformationSet(0, "first", game.Strategies[0]);
        int root = builder.AddDecision(ExtensiveGame.None, 0, first);
        for (int a = 0; a < game.Strategies[0].Count; a++)
        {
            int set = builder.AddInformationSet(1, $"after {a.ToString(CultureInfo.InvariantCulture)}", game.Strategies[1]);
            int node = builder.AddDecision(root, a, set);
            for (int b = 0; b < game.Strategies[1].Count; b++)
            {
                int cell = a + (b * game.Stride(1));
                builder.AddEnd(node, b, $"{a}{b}", game.Payoff(cell, 0), game.Payoff(cell, 1));
            }
        }

        return builder.Build();
    }

    private static void AssertSame(EpisodeSolution before, EpisodeSolution after, int[] powers, bool sameLimit = true)
    {
        Assert.Equal(before.Complete, after.Complete);
        Assert.Equal(before.Components, after.Components);
        var kept = sameLimit ? before.Equilibria : [.. before.Equilibria.Where(e => e.Methods.Any(m => !m.Contains("quantal", StringComparison.Ordinal)))];
        Assert.True(after.Equilibria.Count >= kept.Count, $"{before.Equilibria.Count} became {after.Equilibria.Count}");
        Assert.False(sameLimit && after.Equilibria.Count != before.Equilibria.Count, $"{before.Equilibria.Count} became {after.Equilibria.Count}");
        foreach (var e in kept)
        {
            Assert.True(double.IsFinite(e.Regret));
            var same = after.Equilibria.MinBy(other => Distance(e, other))!;
            // Where equilibria form a continuum the traced limit is only near the point of it that it stands for.
            Assert.Equal(0, Distance(e, same), e.Methods.All(m => m.Contains("quantal", StringComparison.Ordinal)) ? 1e-3 : 1e-6);
            Assert.Equal(e.Status, same.Status);
        }

        Assert.All(after.Equilibria, e => Assert.True(double.IsFinite(e.Regret) && e.Payoffs.All(double.IsFinite)));
        Assert.All(after.Equilibria, e => Assert.True(e.Status == SolveStatus.Exact ? e.Regret == 0 : e.Regret <= 1e-7 * Math.Pow(10, powers.Max() + 1)));
    }

    private static double Distance(EpisodeEquilibrium a, EpisodeEquilibrium b) => a.Profile.Values.Zip(b.Profile.Values, (x, y) => Math.Abs(x - y)).Max();
}
