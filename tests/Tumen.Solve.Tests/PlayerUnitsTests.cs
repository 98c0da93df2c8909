using CsCheck;
using Tumen.Model;

namespace Tumen.Solve.Tests;

/// <summary>What is certified depends on nobody's units, on no constant, and on no payoff of a move that nobody plays.</summary>
public class PlayerUnitsTests
{
    private static readonly Gen<(ulong Seed, int States, int Players, double Discount, double[] Powers, double[] Shifts)> Case = Gen.Select(
        Gen.ULong[1, 100_000], Gen.Int[1, 3], Gen.Int[2, 3], Gen.Int[0, 2].Select(k => new[] { 0, 0.5, 0.9 }[k]), Gen.Double[-12, 12].Array[3], Gen.Double[-12, 12].Array[3]);

    private static StochasticGame Rescaled(StochasticGame game, double[] scale, double[] shift) =>
        SGameFile.Read(SGameFile.Write(game with { Payoffs = [.. game.Payoffs.Select((u, i) => u.Select(x => (x * scale[i]) + shift[i]).ToArray())] }));

    // A constant costs the digits that the file's own doubles lose beside it: the shift stays within 10⁴ ranges where both are drawn.
    private static (double[] Scale, double[] Shift) Units(double[] powers, double[] shifts) =>
        ([.. powers.Select(p => Math.Pow(10, p))], [.. powers.Zip(shifts, (p, s) => Math.Pow(10, Math.Min(s, p + 4)))]);

    [Fact]
    public void In_the_limit_units_and_constants_of_each_player_change_nothing() => Case.Each(x =>
    {
        var game = Games.Random(x.States, x.Players, 2, x.Discount, x.Seed);
        var (scale, shift) = Units(x.Powers, x.Shifts);
        var options = new SolveOptions { Precision = double.PositiveInfinity };
        LogitMarkovEquilibrium before = StationarySolver.Solve(game, options).Equilibrium, after = StationarySolver.Solve(Rescaled(game, scale, shift), options).Equilibrium;
        Assert.Equal(before.Status, after.Status);
        if (before.Status == SolveStatus.Certified)
        {
            Assert.Equal(0, Games.Distance(before.Strategies, after.Strategies), 1e-6);
        }
    }, count: 60);

    [Fact]
    public void At_a_precision_units_and_constants_common_to_all_change_nothing() => Case.Each(x =>
    {
        var game = Games.Random(x.States, x.Players, 2, x.Discount, x.Seed);
        var (scale, shift) = Units([.. x.Powers.Select(_ => x.Powers[0])], x.Shifts);
        foreach (var convention in new[] { ValueConvention.TasteShocks, ValueConvention.ChoiceErrors })
        {
            var options = new SolveOptions { Precision = 3, Convention = convention };
            LogitMarkovEquilibrium before = StationarySolver.Solve(game, options).Equilibrium;
            var after = StationarySolver.Solve(Rescaled(game, scale, shift), options with { Precision = 3 / scale[0] }).Equilibrium;
            Assert.Equal(before.Status, after.Status);
            Assert.Equal(0, Games.Distance(before.Strategies, after.Strategies), 1e-8);
        }
    }, count: 60);

    [Fact]
    public void The_list_of_equilibria_stays_the_same() => Case.Each(x =>
    {
        var game = Games.Random(1, x.Players, 2, 0, x.Seed);
        var (scale, shift) = Units(x.Powers, x.Shifts);
        EquilibriumSet before = EquilibriumSearch.Run(game, new SearchOptions { Starts = 8 }), after = EquilibriumSearch.Run(Rescaled(game, scale, shift), new SearchOptions { Starts = 8 });
        Assert.Equal(before.Found.Length, after.Found.Length);
        foreach (var found in before.Found)
        {
            Assert.Contains(after.Found, other => Games.Distance(found.Equilibrium.Strategies, other.Equilibrium.Strategies) < 1e-6);
        }
    }, count: 25);

    // Player 1's third move earns 2 less than its first whatever happens and leads where the first does; nobody plays it.
    [Fact]
    public void A_payoff_where_nobody_goes_changes_nothing_else() => Gen.Select(Gen.ULong[1, 100_000], Gen.Int[1, 3], Gen.Int[0, 1], Gen.Bool).Each((seed, states, whose, up) =>
    {
        var inner = Games.Random(states, 2, 2, 0.6, seed);
        StochasticGame With(double extra) => Games.Build(states, [["a", "b", "c"], ["l", "r"]], [0.6, 0.6],
            (s, m) => [.. Enumerable.Range(0, 2).Select(i => inner.Payoffs[i][(s * 4) + ((m[0] % 2) * 2) + m[1]] - (m[0] == 2 && i == 0 ? 2 : 0) + (m[0] == 2 && s == 0 && m[1] == 0 && i == whose ? extra : 0))],
            (s, m) => [.. Enumerable.Range(0, states).Select(t => (t, inner.Kernel.Probability(s, ((m[0] % 2) * 2) + m[1], t)))]);
        double large = up && whose == 1 ? 1e12 : -1e12;
        foreach (double precision in new[] { 2, double.PositiveInfinity })
        {
            var options = new SolveOptions { Precision = precision };
            var without = StationarySolver.Solve(With(-1e6 * (whose == 0 ? 1 : 0)), options).Equilibrium;
            var with = StationarySolver.Solve(With(large), options).Equilibrium;
            if (double.IsInfinity(precision) && EquilibriumSearch.Run(inner, new SearchOptions { Starts = 8 }).Found.Length == 1)
            {
                Assert.True(with.Status == SolveStatus.Certified, $"at precision {precision}: {with.Status}, without {without.Status}, {with.Certificate}");
                Assert.True(Games.Distance(without.Strategies, with.Strategies) < 1e-6, string.Join(' ', without.Strategies) + " | " + string.Join(' ', with.Strategies) + " | " + string.Join(' ', inner.Payoffs[0]) + " | " + string.Join(' ', inner.Payoffs[1]));
            }

            // At a finite precision the move is not dominated by enough to be set aside; the other's payoff there would matter, one's own does not.
            if (!double.IsInfinity(precision) && whose == 0)
            {
                Assert.True(with.Status == SolveStatus.Certified, $"at precision {precision}: {with.Status}, {with.Certificate}, {with.Method}");
                Assert.Equal(0, Games.Distance(without.Strategies, with.Strategies), 1e-8);
            }
        }
    }, count: 40);

    // Matching pennies with the second player paid in 10¹³: mixing by the opponent's payoffs, 2/3 and 2/5.
    [Fact]
    public void A_rich_opponent_does_not_hide_a_poor_players_gains()
    {
        var game = Pennies(1e13);
        var e = StationarySolver.Solve(game, new SolveOptions { Precision = double.PositiveInfinity }).Equilibrium;
        Assert.Equal(SolveStatus.Certified, e.Status);
        Assert.Equal(2.0 / 3, e.Probability("1", "a"), 1e-9);
        Assert.Equal(0.4, e.Probability("2", "l"), 1e-9);
        var all = EquilibriumSearch.Run(game);
        Assert.Equal(2.0 / 3, Assert.Single(all.Found).Equilibrium.Probability("1", "a"), 1e-9);
    }

    [Fact]
    public void A_profile_with_a_regret_of_half_a_range_is_not_certified()
    {
        double[] pure = [1, 0, 1, 0];
        var certificate = Certifier.Check(Pennies(1e13), double.PositiveInfinity, ValueConvention.ChoiceErrors, pure, default, true);
        Assert.True(certificate.Share > 0.1);
    }

    // A constant of ten thousand at a discount of .999 is ten million in values; the errors left by it once hid the answer.
    [Fact]
    public void A_constant_costs_no_digits()
    {
        double[][] u1 = [[2, 0, 3, 0], [1, 2, 3, 1]], u2 = [[1, 3, 1, 2], [3, 0, 2, 0]];
        double[][] stay = [[0.1, 0.3, 0.6, 0.2], [0.5, 0.7, 0.9, 0.4]];
        StochasticGame Game(double more) => Games.Build(2, [["a", "b"], ["l", "r"]], [0.999, 0.999],
            (s, m) => [u1[s][(m[0] * 2) + m[1]] + more, u2[s][(m[0] * 2) + m[1]] + more], (s, m) => [(0, stay[s][(m[0] * 2) + m[1]]), (1, 1 - stay[s][(m[0] * 2) + m[1]])]);
        var options = new SolveOptions { Precision = 1, Convention = ValueConvention.ChoiceErrors };
        LogitMarkovEquilibrium plain = LogitMarkovSolver.Solve(Game(0), options), moved = LogitMarkovSolver.Solve(Game(10_000), options);
        Assert.Equal(SolveStatus.Certified, moved.Status);
        Assert.Equal(0, Games.Distance(plain.Strategies, moved.Strategies), 1e-10);
        Assert.Equal(plain.Values[0][0] + 1e7, moved.Values[0][0], 1e-4);
    }

    // In one situation everything is about thousands of millions, in the other, never left, about ones: the small gains count there.
    [Fact]
    public void Every_situation_is_judged_by_its_own_stakes()
    {
        var game = Games.Build(2, [["a", "b"], ["l", "r"]], [0.5, 0.5],
            (s, m) => s == 0 ? [m[0] == m[1] ? 1e9 : 0, m[0] == m[1] ? 1e9 : 0] : [m[0] == m[1] ? 1 : -1, m[0] == m[1] ? -1 : 1], (s, _) => [(s, 1)]);
        double[] pure = [1, 0, 1, 0, 1, 0, 1, 0], mixed = [1, 0, 1, 0, 0.5, 0.5, 0.5, 0.5];
        Assert.Equal(double.PositiveInfinity, Certifier.Check(game, double.PositiveInfinity, ValueConvention.ChoiceErrors, pure, default, true).Share);
        Assert.True(Certifier.Check(game, double.PositiveInfinity, ValueConvention.ChoiceErrors, mixed, default, true).Share < 1e-12);
    }

    private static StochasticGame Pennies(double scale) => Games.Build(1, [["a", "b"], ["l", "r"]], [0, 0],
        (_, m) => [m[0] == 0 ? (m[1] == 0 ? 2 : -1) : (m[1] == 0 ? -1 : 1), scale * (m[0] == 0 ? (m[1] == 0 ? -1 : 1) : (m[1] == 0 ? 1 : -3))], (_, _) => [(0, 1)]);
}
