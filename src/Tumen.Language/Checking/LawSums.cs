using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>
/// The chances that take a situation away from its level must not add up to more than 1, whatever the situation and the moves.
/// Numbers decide errors; chances to estimate count as 0 there, and as 1 for the reviewer's remark.
/// </summary>
internal static class LawSums
{
    private const double Tolerance = 1e-9;

    /// <summary>Most cells looked at for one law; conditions that together read more are refused, not skipped.</summary>
    public const long MostCells = 2_000_000;

    /// <summary>Most cells times lines looked at for all laws together.</summary>
    public const long MostWork = 30_000_000;

    /// <summary>Most lines of one law.</summary>
    public const int MostLines = 128;

    public static void Check(GameModel game, DiagnosticBag bag)
    {
        var held = game.Chances.Where(c => c.Fixed is not null).ToDictionary(c => c.Name, c => c.Fixed!.Value, StringComparer.Ordinal);
        double budget = MostWork;
        foreach (var law in game.Laws.Where(l => l.Lines.Length > 1))
        {
            CheckLaw(game, law, held, ref budget, bag);
        }
    }

    private static void CheckLaw(GameModel game, SituationLaw law, Dictionary<string, double> held, ref double budget, DiagnosticBag bag)
    {
        var reads = new ConditionReads();
        reads.Situations.Add(law.Situation);
        foreach (var part in law.Lines.SelectMany(l => l.Parts))
        {
            reads.Add(part.If);
        }

        if (law.Lines.Length > MostLines)
        {
            bag.Error("G244", law.Place, $"the law of `{game.Situations[law.Situation].Name}` has {law.Lines.Length} alternatives; the most that is read is {MostLines}", helps: ["join alternatives with the same effect by `or` or by `any of`"]);
            return;
        }

        var cells = reads.Situations.Aggregate(1.0, (n, s) => n * game.Situations[s].Levels.Length) * reads.Players.Aggregate(1.0, (n, p) => n * game.Players[p].Moves.Length);
        budget -= cells * law.Lines.Length;
        if (cells > MostCells || budget < 0)
        {
            bag.Error("G244", law.Place, $"the law of `{game.Situations[law.Situation].Name}` reads so much at once that its chances cannot be checked: {Wording.Count(cells)} cases",
                notes: [$"it reads {Wording.List(reads.Situations.Select(s => game.Situations[s].Name).Concat(reads.Players.Select(p => game.Players[p].Name)))}"],
                helps: ["declare a situation that sums up a part of what it reads"]);
            return;
        }

        var found = new Dictionary<UInt128, Witness>();
        var review = new Dictionary<UInt128, Witness>();
        var levels = new int[game.Situations.Length];
        var moves = new int[game.Players.Length];
        do
        {
            Look(law, game, levels, moves, held, found, review);
        }
        while (Step(reads, game, levels, moves));
        LawSumReport.Errors(game, law, [.. found.Values], reads, bag);
        if (found.Count == 0)
        {
            LawSumReport.Reviews(game, law, [.. review.Values], bag);
        }
    }

    private static void Look(SituationLaw law, GameModel game, int[] levels, int[] moves, Dictionary<string, double> held, Dictionary<UInt128, Witness> found, Dictionary<UInt128, Witness> review)
    {
        var top = game.Situations[law.Situation].Levels.Length - 1;
        var at = levels[law.Situation];
        var (sum, most) = (0.0, 0.0);
        var applies = UInt128.Zero;
        for (var i = 0; i < law.Lines.Length; i++)
        {
            var line = law.Lines[i];
            var target = line.Target(at, top + 1);
            if (target == at || target < 0)
            {
                continue;
            }

            var (low, high) = Line(line, levels, moves, held);
            if (high > 0)
            {
                applies |= UInt128.One << i;
                (sum, most) = (sum + low, most + high);
            }
        }

        if (most <= 1 + Tolerance)
        {
            return;
        }

        var into = sum > 1 + Tolerance ? found : review;
        if (!into.TryGetValue(applies, out var known))
        {
            known = into[applies] = new Witness([.. Enumerable.Range(0, law.Lines.Length).Where(i => (applies >> i & 1) == 1)], sum, most, [.. levels], [.. moves]);
        }

        if (ReferenceEquals(into, found))
        {
            known.Situations.Add(Index(game, levels));
        }
    }

    /// <summary>A situation as one number, in mixed radix; games that wrap around are far above the size limit.</summary>
    private static long Index(GameModel game, int[] levels)
    {
        var index = 0L;
        for (var s = 0; s < levels.Length; s++)
        {
            index = unchecked((index * game.Situations[s].Levels.Length) + levels[s]);
        }

        return index;
    }

    /// <summary>The chance of one line here: with every chance to estimate at 0, and at 1.</summary>
    private static (double Low, double High) Line(LawLine line, int[] levels, int[] moves, Dictionary<string, double> held)
    {
        var (low, high) = (1.0, 1.0);
        foreach (var part in line.Parts)
        {
            if (!part.If.Holds(levels, moves))
            {
                continue;
            }

            var fixedAt = part.Chance.Name is { } name ? held.TryGetValue(name, out var v) ? v : (double?)null : part.Chance.Number;
            low *= 1 - (fixedAt ?? 0);
            high *= 1 - (fixedAt ?? 1);
        }

        return (1 - low, 1 - high);
    }

    /// <summary>The next case of what conditions read; false after the last.</summary>
    internal static bool Step(ConditionReads reads, GameModel game, int[] levels, int[] moves)
    {
        foreach (var p in reads.Players)
        {
            if (++moves[p] < game.Players[p].Moves.Length)
            {
                return true;
            }

            moves[p] = 0;
        }

        foreach (var s in reads.Situations)
        {
            if (++levels[s] < game.Situations[s].Levels.Length)
            {
                return true;
            }

            levels[s] = 0;
        }

        return false;
    }
}

/// <summary>A set of lines that apply together with a sum above 1, the first case, and all cases.</summary>
internal sealed record Witness(ImmutableArray<int> Lines, double Sum, double Most, ImmutableArray<int> Levels, ImmutableArray<int> Moves)
{
    /// <summary>The situations in which it happens.</summary>
    public HashSet<long> Situations { get; } = [];
}
