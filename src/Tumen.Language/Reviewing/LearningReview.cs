using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>
/// R3: weights that no record can teach, by structure alone. A weight shows only where its player's own moves change what it weighs: at once, through
/// situations, or through others that answer to situations the player moves. (What a given record can teach is a matter of its information matrix, not of this.)
/// </summary>
internal static class LearningReview
{
    public static IEnumerable<Diagnostic> Unlearnable(GameModel game, string? file)
    {
        var sets = TheorySet.All(game);
        foreach (var weight in game.Weights.Where(w => w.Fixed is null))
        {
            var with = sets.Where(s => !s.Held.ContainsKey(weight.Name) && s.Terms.Any(t => t.Weight == weight.Name)).ToList();
            var taught = with.Where(s => s.Terms.Any(t => t.Weight == weight.Name && Shows(game, s, t))).ToList();
            if (with.Count == 0 || taught.Contains(with[0]))
            {
                continue;
            }

            var term = with[0].Terms.First(t => t.Weight == weight.Name);
            var player = game.Players[term.Player].Name;
            var reads = TheorySet.ReadBy(term);
            var what = reads.Situations.Count == 0 ? "its term" : Wording.List(reads.Situations.Select(s => game.Situations[s].Name));
            var where = with[0].Own is null ? "in the base game" : $"in \"{with[0].Name}\"";
            yield return Diagnostic.Review("R3", $"`{weight.Name}` cannot be learned {where}: nothing {player} plays moves {what}", file, weight.Place,
                notes: [with[0].Discounts[term.Player] == 0 && reads.Situations.Count > 0
                    ? $"{player} looks no further than this {game.Period} there, so only its own moves of the {game.Period} count"
                    : $"neither {player}'s own moves nor anybody who answers to them changes it, so it adds the same to every move",
                    taught.Count == 0 ? "no theory changes that" : $"it can be learned under {Wording.List(taught.Select(t => t.Own is null ? "the base game" : $"\"{t.Name}\""), most: 4)}"],
                helps: [$"fix it:   fix {weight.Name} = 0", $"or let a move of {player} matter for {what}"]);
        }
    }

    /// <summary>Whether a term's value depends on what its player plays.</summary>
    private static bool Shows(GameModel game, TheorySet set, PayoffTerm term)
    {
        var reads = TheorySet.ReadBy(term);
        if (reads.Players.Contains(term.Player))
        {
            return true;
        }

        var later = game.Turns.SkipWhile(t => !t.Contains(term.Player)).Skip(1).SelectMany(t => t).ToHashSet();
        if (set.Discounts[term.Player] == 0 && later.Count == 0)
        {
            return false;
        }

        var (situations, players) = Moved(game, set, term.Player, later);
        return reads.Situations.Overlaps(situations) || reads.Players.Overlaps(players);
    }

    /// <summary>Situations and other players' moves that a player's moves change, sooner or later.</summary>
    private static (HashSet<int> Situations, HashSet<int> Players) Moved(GameModel game, TheorySet set, int player, HashSet<int> later)
    {
        var situations = new HashSet<int>();
        var movers = new HashSet<int> { player };
        movers.UnionWith(later.Where(j => set.Terms.Any(t => t.Player == j)));
        var before = -1;
        while (before != situations.Count + movers.Count)
        {
            before = situations.Count + movers.Count;
            foreach (var law in game.Laws)
            {
                var reads = ConditionReads.Of(law);
                if (reads.Players.Overlaps(movers) || reads.Situations.Overlaps(situations))
                {
                    situations.Add(law.Situation);
                }
            }

            for (var j = 0; j < game.Players.Length; j++)
            {
                if (Heeds(game, set, j).Overlaps(situations))
                {
                    movers.Add(j);
                }
            }
        }

        movers.Remove(player);
        return (situations, movers);
    }

    /// <summary>Situations that matter to a player: those its payoffs read and, if it looks ahead, those that move them.</summary>
    private static HashSet<int> Heeds(GameModel game, TheorySet set, int player)
    {
        var heeds = set.Terms.Where(t => t.Player == player).SelectMany(t => TheorySet.ReadBy(t).Situations).ToHashSet();
        heeds.UnionWith(game.Players[player].Allowed.SelectMany(c => ConditionReads.Of(c).Situations));
        if (set.Discounts[player] == 0)
        {
            return heeds;
        }

        var before = -1;
        while (before != heeds.Count)
        {
            before = heeds.Count;
            foreach (var law in game.Laws.Where(l => heeds.Contains(l.Situation)).ToList())
            {
                heeds.UnionWith(ConditionReads.Of(law).Situations);
            }
        }

        return heeds;
    }
}
