using CsCheck;

namespace Tumen.Episodes.Tests;

/// <summary>Random tables of all sizes of payoffs, with ties, through every method; each answer checked by code of its own in exact fractions.</summary>
public class SweepTests
{
    private static readonly Gen<StrategicGame> Tables = Gen.Select(Gen.Int[2, 4], Gen.UInt, Gen.Int[-9, 9].Array[4], Gen.Int[2, 40]).Select(x =>
    {
        var (players, seed, powers, range) = x;
        var game = Games.Random(players, players == 2 ? 3 : 2, seed, (uint)range);
        return new StrategicGame(game.Title, game.Players, game.Strategies,
            [.. game.Payoffs.Select((u, k) => u * Power(powers[k % players], (k * 7919) % 11 == 0 && range > 20 ? 3 : 0))]);
    });

    private static Rational Power(int tens, int more) => tens + more >= 0
        ? new Rational(System.Numerics.BigInteger.Pow(10, tens + more), 1)
        : new Rational(1, System.Numerics.BigInteger.Pow(10, -tens - more));

    [Fact]
    public void Nothing_false_is_certified_by_any_method() => Tables.Each(table =>
    {
        foreach (string name in EpisodeMethods.Names.Where(name => name != "pure-agent"))
        {
            foreach (var solved in EpisodeMethods.Solve(table, EpisodeMethods.Find(name)!.Value).Profiles)
            {
                Confirm(table, solved.Profile, solved.Status, name);
            }
        }

        foreach (var e in EpisodeSolver.Solve(table).Equilibria)
        {
            Confirm(table, e.Profile, e.Status, "all that fit");
        }
    }, count: 60);

    [Fact]
    public void A_complete_list_of_two_players_holds_all_that_brute_force_finds() => Gen.Select(Gen.UInt, Gen.Int[2, 4], Gen.Int[-9, 9].Array[2], Gen.Int[3, 60]).Each((seed, size, powers, range) =>
    {
        var game = Games.Random(2, size, seed, (uint)range);
        var table = new StrategicGame(game.Title, game.Players, game.Strategies, [.. game.Payoffs.Select((u, k) => u * Power(powers[k % 2], 0))]);
        var solution = EpisodeSolver.Solve(table);
        Assert.True(solution.Complete);
        var listed = solution.Equilibria.Select(e => Key(ExactCheck.Mixed(table, e.Profile))).ToHashSet();
        foreach (var mixed in ExactCheck.BySupports(table))
        {
            // Within a set of equilibria brute force meets inner points too; a corner of it uses no more and is listed.
            Assert.True(listed.Contains(Key(mixed)) || solution.Equilibria.Any(e => IsCorner(ExactCheck.Mixed(table, e.Profile), mixed)), $"missing {Key(mixed)}");
        }
    }, count: 150);

    [Fact]
    public void A_complete_list_of_three_players_holds_all_pure_equilibria_and_confirms() => Gen.Select(Gen.UInt, Gen.Int[-9, 9].Array[3]).Each((seed, powers) =>
    {
        var game = Games.Random(3, 2, seed, 1_000);
        var table = new StrategicGame(game.Title, game.Players, game.Strategies, [.. game.Payoffs.Select((u, k) => u * Power(powers[k % 3], 0))]);
        var solution = EpisodeSolver.Solve(table);
        foreach (int cell in PureEquilibria.OfTable(table))
        {
            Assert.Contains(solution.Equilibria, e => Enumerable.Range(0, 3).All(i => ExactCheck.Mixed(table, e.Profile)[i][table.StrategyIn(cell, i)] == Rational.One));
        }

        // Without ties the number of equilibria is odd (Wilson 1971).
        if (solution.Complete)
        {
            Assert.Equal(1, solution.Equilibria.Count % 2);
        }
    }, count: 60);

    private static void Confirm(StrategicGame table, StrategyProfile profile, SolveStatus status, string method)
    {
        if (status is not (SolveStatus.Exact or SolveStatus.Certified))
        {
            return;
        }

        var mixed = ExactCheck.Mixed(table, profile);
        for (int i = 0; i < mixed.Length; i++)
        {
            var gain = ExactCheck.Gain(table, mixed, i);
            double allowed = status == SolveStatus.Exact ? 0 : 2e-8 * ExactCheck.MatteringRange(table, i).ToDouble();
            Assert.True(gain.ToDouble() <= allowed, $"{method}: {table.Players[i]} gains {gain.ToDouble():g3} of {allowed:g3} in {GameFiles.Write(table)}");
        }
    }

    private static bool IsCorner(Rational[][] corner, Rational[][] inner) => corner.Zip(inner, (c, x) => c.Zip(x, (a, b) => a.IsZero || !b.IsZero).All(ok => ok)).All(ok => ok);

    private static string Key(Rational[][] mixed) => string.Join(" | ", mixed.Select(x => string.Join(' ', x)));
}
