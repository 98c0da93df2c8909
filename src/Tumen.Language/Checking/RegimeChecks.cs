using Tumen.Model;

namespace Tumen.Language;

/// <summary>That what differs by regime exists, is estimated and differs by nothing else.</summary>
internal static class RegimeChecks
{
    /// <summary>G272, G273.</summary>
    public static void Run(GameDraft draft)
    {
        if (draft.Regimes is not { } regimes)
        {
            return;
        }

        var p = draft.Parameters;
        var weights = p.Weights.Select(w => w.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in regimes.Differ.Where(n => draft.PlayerIndex(n.Text) < 0 && !weights.Contains(n.Text)))
        {
            draft.Unknown("G209", name, "player or weight", draft.Players.Select(q => q.Name).Concat(weights), draft.KindOf(name.Text) is { } kind and not ("weight" or "player") ? [$"`{name.Text}` is a {kind}"] : [],
                $"name a player, all of whose weights differ, or a weight of a payoff");
        }

        var differ = Differ(draft, regimes);
        if (differ.Count == 0 && !draft.Bag.HasErrors)
        {
            draft.Bag.Error("G272", regimes.Head.Place, "nothing differs between these regimes: no weight that is estimated is among them", helps: ["name a player whose payoffs have weights that are estimated, or such a weight"]);
        }

        foreach (string name in differ.Order(StringComparer.Ordinal))
        {
            string? other = p.Differs.ContainsKey(name) || p.Varies.ContainsKey(name) ? $"by {draft.UnitWord} or group" : p.Eras.ContainsKey(name) ? "by era" : null;
            if (other is not null)
            {
                draft.Bag.Error("G272", regimes.Head.Place, $"`{name}` differs by regime and {other}", notes: ["it could not be said which of the two a difference belongs to"], helps: ["keep one", "or list the weights that differ by regime one by one"]);
            }
        }

        if (regimes.OrderedBy is { } by && !differ.Contains(by.Text))
        {
            draft.Bag.Error("G273", by.Place, $"regimes are ordered by `{Wording.Shorten(by.Text)}`, which does not differ between them", Wording.Nearest(by.Text, differ) is { } near ? $"did you mean `{near}`?" : null,
                notes: [$"these differ: {Wording.List(differ.Order(StringComparer.Ordinal))}"], helps: ["name one of them, or leave the words out: regimes are then named by date"]);
        }
    }

    private static HashSet<string> Differ(GameDraft draft, RegimeDraft regimes)
    {
        var named = regimes.Differ.Select(n => n.Text).ToHashSet(StringComparer.Ordinal);
        var players = named.Select(draft.PlayerIndex).Where(i => i >= 0).ToHashSet();
        return [.. draft.Terms.Concat(draft.Theories.SelectMany(t => t.Terms)).Where(t => t.Weight is not null && (players.Contains(t.Player) || named.Contains(t.Weight)) && !draft.Parameters.Fixed.ContainsKey(t.Weight)).Select(t => t.Weight!)];
    }
}
