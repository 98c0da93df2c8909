using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Remarks on how situations move.</summary>
internal static class LawReview
{
    private const double MostCells = 200_000;

    /// <summary>
    /// R1: a situation that one player's moves move also moves because of what another player did earlier, without a move of the first. Then the
    /// transition plays that player's answer for it, and no theory of its motives can be told from it.
    /// </summary>
    public static IEnumerable<Diagnostic> Reactions(GameModel game, string? file)
    {
        var memories = Memories(game);
        foreach (var law in game.Laws)
        {
            var movers = law.Lines.SelectMany(l => l.Parts).SelectMany(p => ConditionReads.Of(p.If).Players).ToHashSet();
            foreach (var line in law.Lines)
            {
                foreach (var reads in line.Parts.Select(p => ConditionReads.Of(p.If)))
                {
                    var memory = reads.Situations.FirstOrDefault(s => s != law.Situation && memories.TryGetValue(s, out var who) && reads.Players.Count == 0 && movers.Any(m => m != who), -1);
                    if (memory < 0)
                    {
                        continue;
                    }

                    var (name, cause) = (game.Situations[law.Situation].Name, game.Situations[memory].Name);
                    var actor = game.Players[memories[memory]].Name;
                    var reactor = game.Players[movers.First(m => m != memories[memory])].Name;
                    yield return Diagnostic.Review("R1", $"this transition plays {reactor}'s answer to {actor}: `{name}` moves because of `{cause}`, whatever {reactor} does", file, line.Place,
                        notes: [$"`{cause}` remembers a move of {actor}; elsewhere `{name}` is moved by {reactor}", "a reaction written into a transition rules theories out by a line of coding, before any record is seen"],
                        helps: [$"let `{name}` move only by the moves of players, and let a payoff give {reactor} the motive:   {reactor} gains answer if … and {cause} is {game.Situations[memory].Levels[^1]}"]);
                }
            }
        }
    }

    /// <summary>R10: an alternative that can never happen.</summary>
    public static IEnumerable<Diagnostic> IdleLines(GameModel game, string? file)
    {
        foreach (var law in game.Laws)
        {
            foreach (var line in law.Lines)
            {
                var parts = line.Parts.Where(p => p.Chance.IsNamed || p.Chance.Number > 0).ToList();
                if (parts.Count > 0 && parts.All(p => NeverHolds(game, law.Situation, line, p.If)))
                {
                    yield return Diagnostic.Review("R10", $"this line never changes `{game.Situations[law.Situation].Name}`", file, line.Place,
                        notes: ["no situation and no moves make its condition true where there is something to change"], helps: ["check the levels in its condition, or take the line out"]);
                }
            }
        }
    }

    /// <summary>R11: a level that nothing leads to.</summary>
    public static IEnumerable<Diagnostic> UnreachedLevels(GameModel game, string? file)
    {
        foreach (var law in game.Laws.Where(l => l.Lines.Length > 0))
        {
            var situation = game.Situations[law.Situation];
            var reached = new bool[situation.Levels.Length];
            reached[situation.StartsAt ?? 0] = true;
            for (var round = 0; round < reached.Length; round++)
            {
                foreach (var line in law.Lines.Where(l => l.Parts.Any(p => p.Chance.IsNamed || p.Chance.Number > 0)))
                {
                    for (var from = 0; from < reached.Length; from++)
                    {
                        if (reached[from])
                        {
                            reached[Target(line, from, reached.Length - 1)] = true;
                        }
                    }
                }
            }

            var never = situation.Levels.Where((_, i) => !reached[i]).ToList();
            if (never.Count > 0)
            {
                yield return Diagnostic.Review("R11", $"`{situation.Name}` never becomes {Wording.Coded(never, "or")} once it starts at `{situation.Levels[situation.StartsAt ?? 0]}`", file, law.Place,
                    notes: ["simulated futures never see it; a record may still start there"], helps: ["add a line that leads there, or say another start:   starts LEVEL"]);
            }
        }
    }

    /// <summary>Situations that only remember what one player did last period: every line certain, by that player's moves alone.</summary>
    private static Dictionary<int, int> Memories(GameModel game)
    {
        var result = new Dictionary<int, int>();
        foreach (var law in game.Laws.Where(l => l.Lines.Length > 0))
        {
            var reads = new ConditionReads();
            foreach (var part in law.Lines.SelectMany(l => l.Parts))
            {
                reads.Add(part.If);
            }

            if (reads.Players.Count == 1 && reads.Situations.Count == 0 && law.Lines.All(l => l.Effect == LawEffect.Becomes && l.Parts.All(p => !p.Chance.IsNamed && p.Chance.Number >= 0.9)))
            {
                result[law.Situation] = reads.Players.Min;
            }
        }

        return result;
    }

    private static int Target(LawLine line, int from, int top) => line.Target(from, top + 1);

    private static bool NeverHolds(GameModel game, int situation, LawLine line, Condition condition)
    {
        var reads = ConditionReads.Of(condition);
        reads.Situations.Add(situation);
        var cells = reads.Situations.Aggregate(1.0, (n, s) => n * game.Situations[s].Levels.Length) * reads.Players.Aggregate(1.0, (n, p) => n * game.Players[p].Moves.Length);
        if (cells > MostCells)
        {
            return false;
        }

        var levels = new int[game.Situations.Length];
        var moves = new int[game.Players.Length];
        do
        {
            if (condition.Holds(levels, moves) && Target(line, levels[situation], game.Situations[situation].Levels.Length - 1) != levels[situation])
            {
                return false;
            }
        }
        while (LawSums.Step(reads, game, levels, moves));
        return true;
    }
}
