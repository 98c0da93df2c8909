using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Remarks on what is declared and does no work.</summary>
internal static class UseReview
{
    /// <summary>R2: a situation that nothing reads.</summary>
    public static IEnumerable<Diagnostic> UnreadSituations(GameModel game, string? file)
    {
        var read = new HashSet<int>();
        foreach (var term in Terms(game))
        {
            read.UnionWith(TheorySet.ReadBy(term).Situations);
        }

        foreach (var law in game.Laws)
        {
            read.UnionWith(ConditionReads.Of(law).Situations.Where(s => s != law.Situation));
        }

        read.UnionWith(game.Players.SelectMany(p => p.Allowed).SelectMany(c => ConditionReads.Of(c).Situations));
        foreach (var flow in new[] { game.Concession, game.Compliance })
        {
            read.UnionWith(flow?.Parts.SelectMany(p => ConditionReads.Of(p.If).Situations) ?? []);
        }

        for (var i = 0; i < game.Situations.Length; i++)
        {
            if (!read.Contains(i))
            {
                string name = game.Situations[i].Name;
                bool remembers = ConditionReads.Of(game.Laws[i]).Players.Count > 0;
                yield return Diagnostic.Review("R2", $"nothing reads `{name}`: no payoff, no other situation, no flow", file, game.Situations[i].Place,
                    notes:
                    [
                        $"it makes the game {game.Situations[i].Levels.Length} times larger and changes no payoff, so the branch from uniform play and every fit on it leave it aside",
                        .. remembers ? (string[])[$"it remembers moves: other equilibria, in which players answer to it, may exist; `solve --precision inf --all` looks for them"] : [],
                    ],
                    helps: [remembers ? "keep it as players' memory; otherwise take it out, or use it in a payoff or a condition" : "take it out, or use it in a payoff or a condition"]);
            }
        }
    }

    /// <summary>R12: a player that gains and loses nothing.</summary>
    public static IEnumerable<Diagnostic> IdlePlayers(GameModel game, string? file)
    {
        for (var i = 0; i < game.Players.Length; i++)
        {
            if (game.Players[i].Moves.Length > 1 && !Terms(game).Any(t => t.Player == i))
            {
                yield return Diagnostic.Review("R12", $"{game.Players[i].Name} gains and loses nothing, so it plays every move equally often", file, game.Players[i].Place,
                    helps: [$"give it a payoff:   {game.Players[i].Name} loses cost if {game.Players[i].Name} plays {game.Players[i].Moves[0]}"]);
            }
        }
    }

    /// <summary>R6: two moves of a player that nothing in the game tells apart.</summary>
    public static IEnumerable<Diagnostic> TwinMoves(GameModel game, string? file)
    {
        var tests = Terms(game).Select(t => t.If).Concat(game.Laws.SelectMany(l => l.Conditions)).SelectMany(c => c.Parts()).OfType<Condition.Plays>().Concat(Counted(game)).ToList();
        for (var i = 0; i < game.Players.Length; i++)
        {
            var who = game.Players[i];
            var mine = tests.Where(t => t.Player == i).ToList();
            var twins = Enumerable.Range(0, who.Moves.Length).GroupBy(m => string.Concat(mine.Select(t => t.Moves.Contains(m) ? '1' : '0'))).Where(g => g.Count() > 1).ToList();
            if (mine.Count > 0)
            {
                foreach (var group in twins)
                {
                    yield return Diagnostic.Review("R6", $"nothing tells {Wording.Coded(group.Select(m => who.Moves[m]))} of {who.Name} apart: same payoffs, same effects", file, who.Place,
                        notes: ["a record that plays one more often than the other can then only be noise"], helps: [$"give one of them a cost or taste of its own:   {who.Name} loses cost if {who.Name} plays {who.Moves[group.First()]}"]);
                }
            }
        }
    }

    private static IEnumerable<Condition.Plays> Counted(GameModel game) =>
        Terms(game).SelectMany(t => t.Factors).Concat(game.Laws.SelectMany(l => l.Normal?.Mean.SelectMany(t => t.Factors) ?? [])).OfType<Factor.CountOf>()
            .SelectMany(c => c.Players.Select((p, i) => new Condition.Plays(p, c.Moves[i])));

    /// <summary>R8: a weight that is 0 in the base and in every theory.</summary>
    public static IEnumerable<Diagnostic> WeightsAtZero(GameModel game, string? file)
    {
        var freed = game.Theories.SelectMany(t => t.Assumptions).Where(a => a.Value != 0).Select(a => a.Parameter).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var weight in game.Weights.Where(w => w.Fixed == 0 && !freed.Contains(w.Name)))
        {
            yield return Diagnostic.Review("R8", $"`{weight.Name}` is fixed at 0 and no theory says otherwise: it is never at work", file, weight.Place, helps: ["take its terms out, or let it be estimated"]);
        }
    }

    private static IEnumerable<PayoffTerm> Terms(GameModel game) => game.Terms.Concat(game.Theories.SelectMany(t => t.Terms));

}
