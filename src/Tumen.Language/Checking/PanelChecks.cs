using Tumen.Model;

namespace Tumen.Language;

/// <summary>That what a game says of a panel fits together.</summary>
internal static class PanelChecks
{
    /// <summary>G255 to G260.</summary>
    public static void Run(GameDraft draft)
    {
        var p = draft.Parameters;
        foreach (var (name, (law, by, at)) in p.Varies)
        {
            ByUnit(draft, by, name);
            Once(draft, name, at, p.Fixed.TryGetValue(name, out var held) ? held.At : null, $"is fixed at {Wording.Number(held.Value)}");
            Once(draft, name, at, p.Differs.TryGetValue(name, out var differs) ? differs.At : null, $"differs by `{differs.By.Text}`");
            Once(draft, name, at, p.Eras.TryGetValue(name, out var eras) ? eras.At : null, "differs by era");
            bool low = p.Lower.TryGetValue(name, out var lower) && lower.Value > 0, high = p.Upper.TryGetValue(name, out var upper) && upper.Value < 0;
            if (law.Presence is not null && (low || high))
            {
                draft.Bag.Error("G257", at.Place, $"`{name}` may be absent, which is 0, but is {(low ? $"at least {Wording.Number(lower.Value)}" : $"at most {Wording.Number(upper.Value)}")}",
                    others: [new DiagnosticLabel((low ? lower.At : upper.At).Place, "the bound")], helps: [$"let the bound be 0", "or take away   present with chance …"]);
            }
            else if ((p.Lower.TryGetValue(name, out lower) && lower.Value != 0) || (p.Upper.TryGetValue(name, out upper) && upper.Value != 0) || (p.Lower.ContainsKey(name) && p.Upper.ContainsKey(name)))
            {
                draft.Bag.Error("G257", at.Place, $"`{name}` varies by {draft.UnitWord}, so its only bound can be 0", notes: ["a size of known sign varies by its logarithm; one of unknown sign as it is"],
                    helps: [$"write   at least 0: {name}   or   at most 0: {name}", "or take the bounds away"]);
            }
        }

        foreach (var (player, _, at) in p.Foresight)
        {
            double discount = p.DiscountOf.TryGetValue(player, out var own) ? own.Value : p.Discount?.Value ?? 1;
            if (discount == 0)
            {
                draft.Bag.Error("G259", at.Place, $"`{at.Text}` is to look ahead in some units, but its discount factor is 0", helps: [$"give it one above 0:   discount of {at.Text} 0.95", "or take it off the clause"]);
            }
        }

        if (p.Clusters is { } group && !draft.Groups.SelectMany(g => g.Columns(draft.Players)).Contains(group.Text) && !draft.Bag.IsDoubtful(group.Text))
        {
            var columns = draft.Groups.SelectMany(g => g.Columns(draft.Players)).ToList();
            draft.Bag.Error("G260", group.Place, $"there is no group called `{Wording.Shorten(group.Text)}`", Wording.Nearest(group.Text, columns) is { } near ? $"did you mean `{near}`?" : null,
                helps: [$"declare it:   group {Wording.Shorten(group.Text)}"]);
        }
    }

    /// <summary>G255: what varies does so by the unit.</summary>
    public static void ByUnit(GameDraft draft, Token by, string what)
    {
        if (by.Text != draft.UnitWord && !draft.Bag.IsDoubtful(by.Text))
        {
            draft.Bag.Error("G255", by.Place, $"`{Wording.Shorten(what)}` varies by {draft.UnitWord}, not by `{Wording.Shorten(by.Text)}`",
                helps: [$"write   varies by {draft.UnitWord}", $"or say what a unit is:   for each {Wording.Shorten(by.Text)}", $"or, for kinds of units:   weight {Wording.Shorten(what)} differs by GROUP"]);
        }
    }

    private static void Once(GameDraft draft, string name, Token at, Token? other, string says)
    {
        if (other is { } there)
        {
            draft.Bag.Error("G256", at.Place, $"`{name}` varies by {draft.UnitWord}, but {says}", others: [new DiagnosticLabel(there.Place, "said here")], helps: ["keep one of the two"]);
        }
    }
}
