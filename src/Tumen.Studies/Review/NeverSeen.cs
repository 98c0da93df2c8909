using Tumen.Model;
using Tumen.Record;

namespace Tumen.Studies;

/// <summary>Remarks on what a record never shows: moves, levels, and months in which a weight could tell.</summary>
internal static class NeverSeen
{
    /// <summary>Levels of a situation above which it is a number, whose every value no record visits.</summary>
    private const int MostLevels = 12;

    /// <summary>R206: moves and levels that no month has, one remark a column.</summary>
    public static IEnumerable<Diagnostic> Of(GameModel game, RecordTable record, string file)
    {
        var moves = game.Players.Select((p, i) => (p.Name, Values: p.Moves, p.Place, Seen: record.Units.SelectMany(u => u.Moves.Select(m => m[i])).ToHashSet(), Is: "move"));
        var levels = game.Situations.Select((s, v) => (Situation: s, At: v)).Where(x => !game.IsHidden(x.Situation)).Select(x =>
            (x.Situation.Name, Values: x.Situation.Levels, x.Situation.Place, Seen: record.Units.SelectMany(u => u.Levels.Select(l => l[x.At])).ToHashSet(), Is: "level"));
        foreach (var (name, values, place, seen, what) in moves.Concat(levels.Where(s => s.Values.Length <= MostLevels)))
        {
            string[] never = [.. values.Where((_, k) => !seen.Contains(k))];
            if (never.Length > 0 && never.Length < values.Length)
            {
                yield return Diagnostic.Review("R206", $"no month has `{name}` at {string.Join(" or ", never.Select(v => $"`{v}`"))}", file, place,
                    [$"what depends on this {what} alone keeps its prior"], [$"take the {what} out, join it with another, or find months that show it"]);
            }
            else if (never.Length == values.Length)
            {
                yield return Diagnostic.Review("R206", $"no month says what `{name}` was", file, place, ["every cell of its column is empty: the likelihood sums over all it may have been"], ["code it from a source, or take it out"]);
            }
        }
    }

    /// <summary>R214: a weight whose terms ask for the player's own move, and which no situation of the record lets differ between its moves.</summary>
    public static IEnumerable<Diagnostic> Idle(GameModel game, RecordTable record, string file)
    {
        var seen = record.Units.SelectMany(u => u.Levels).Where(l => !l.Contains(-1)).DistinctBy(l => string.Join(',', l)).Select(l => l.ToArray()).ToList();
        if (seen.Count == 0)
        {
            yield break;
        }

        var all = game.Terms.Concat(game.Theories.SelectMany(t => t.Terms)).Where(t => t.Weight is not null).ToLookup(t => t.Weight!);
        foreach (var weight in game.Weights.Where(w => w.Fixed is null))
        {
            PayoffTerm[] terms = [.. all[weight.Name]];
            if (terms.Length > 0 && terms.All(t => AsksFor(t, t.Player) && t.Factors.All(f => f is not Factor.Covariate) && seen.All(l => !Differs(game, t, l))))
            {
                yield return Diagnostic.Review("R214", $"in no month of this record does `{weight.Name}` make a difference between moves of {game.Players[terms[0].Player].Name}", file, weight.Place,
                    [$"in each of its {seen.Count} situations the condition fails, or what the weight multiplies is 0"], [$"hold it fixed:   fix {weight.Name} = 0", "or find months that bring it to bear"]);
            }
        }
    }

    /// <summary>Whether a term asks what a player plays.</summary>
    private static bool AsksFor(PayoffTerm term, int player)
    {
        bool In(Condition c) => c switch
        {
            Condition.Plays p => p.Player == player,
            Condition.And a => In(a.Left) || In(a.Right),
            Condition.Or o => In(o.Left) || In(o.Right),
            Condition.Not n => In(n.Inner),
            _ => false,
        };
        return In(term.If) || term.Factors.Any(f => f is Factor.CountOf count && count.Players.Contains(player));
    }

    private static bool Differs(GameModel game, PayoffTerm term, int[] levels)
    {
        var moves = new int[game.Players.Length];
        do
        {
            int own = moves[term.Player];
            double here = TermSizes.Of(game, term, levels, moves);
            for (int m = 0; m < game.Players[term.Player].Moves.Length; m++)
            {
                moves[term.Player] = m;
                if (TermSizes.Of(game, term, levels, moves) != here)
                {
                    return true;
                }
            }

            moves[term.Player] = own;
        }
        while (Step(game, moves));
        return false;
    }

    /// <summary>The next joint move; false after the last.</summary>
    internal static bool Step(GameModel game, int[] moves)
    {
        for (int p = 0; p < moves.Length; p++)
        {
            if (++moves[p] < game.Players[p].Moves.Length)
            {
                return true;
            }

            moves[p] = 0;
        }

        return false;
    }
}
