using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Weights and chances: that every one spoken of exists, and that what is said of it fits together.</summary>
internal static class ParameterChecks
{
    /// <summary>Prior of weights when no <c>estimate</c> clause says another.</summary>
    public static readonly Prior DefaultWeightPrior = new Prior.Normal(0, 1);

    /// <summary>Prior of chances when no clause says another.</summary>
    public static readonly Prior DefaultChancePrior = new Prior.Beta(1, 1);

    /// <summary>Reports everything that does not fit.</summary>
    public static void Run(GameDraft draft)
    {
        var p = draft.Parameters;
        var weights = p.Weights.Select(w => w.Name).ToHashSet(StringComparer.Ordinal);
        var chances = p.Chances.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var both = weights.Union(chances).ToHashSet(StringComparer.Ordinal);
        foreach (var at in p.Lower.Values.Concat(p.Upper.Values).Select(v => v.At).Concat(p.Eras.Values.Select(e => e.At)).Concat(p.Differs.Values.Select(e => e.At)).Concat(p.Labels.Values.Select(l => l.At)).Concat(p.Varies.Values.Select(v => v.At)))
        {
            Known(draft, at, "weight", weights, chances.Contains(at.Text) ? [$"`{at.Text}` is a chance; it lies between 0 and 1 by itself"] : []);
        }

        foreach (var at in p.Priors.Values.Select(v => v.At).Concat(p.Fixed.Values.Select(v => v.At)))
        {
            Known(draft, at, "weight or chance", both, []);
        }

        foreach (var (at, isChance, value, _) in p.Held)
        {
            Known(draft, at, isChance ? "chance" : "weight", isChance ? chances : weights, []);
            Within(draft, at, isChance, value, "this theory assumes");
        }

        foreach (var (name, (prior, at)) in p.Priors)
        {
            Family(draft, name, prior, at, chances.Contains(name));
            if (p.Fixed.TryGetValue(name, out var held))
            {
                draft.Bag.Error("G238", at.Place, $"`{name}` has a prior and is fixed at {Wording.Number(held.Value)}", others: [new DiagnosticLabel(held.At.Place, "fixed here")],
                    notes: ["what is fixed is not estimated, so its prior says nothing"], helps: ["keep one"]);
            }
        }

        foreach (var (name, (value, at)) in p.Fixed)
        {
            Within(draft, at, chances.Contains(name), value, "it is fixed at");
        }

        foreach (var (name, (value, at)) in p.Upper)
        {
            if (p.Lower.TryGetValue(name, out var low) && low.Value >= value)
            {
                draft.Bag.Error("G235", at.Place, $"`{name}` must be at least {Wording.Number(low.Value)} and at most {Wording.Number(value)}", others: [new DiagnosticLabel(low.At.Place, "the lower bound")],
                    helps: ["keep one bound, or leave room between them", $"to hold it at one value write   fix {name} = {Wording.Number(value)}"]);
            }
        }

        foreach (var (name, place) in p.Weights)
        {
            Mass(draft, name, place);
        }

        Differences(draft);
        PanelChecks.Run(draft);
    }

    /// <summary>Every weight with what was said of it, in order of appearance.</summary>
    public static ImmutableArray<WeightSpec> Weights(GameDraft draft)
    {
        var p = draft.Parameters;
        return [.. p.Weights.Select(w => new WeightSpec(w.Name, PriorOf(p, w.Name),
            p.Lower.TryGetValue(w.Name, out var low) ? low.Value : double.NegativeInfinity,
            p.Upper.TryGetValue(w.Name, out var high) ? high.Value : double.PositiveInfinity,
            p.Fixed.TryGetValue(w.Name, out var held) ? held.Value : null,
            p.Eras.TryGetValue(w.Name, out var eras) ? eras.Eras : [],
            p.Labels.TryGetValue(w.Name, out var label) ? label.Label : null, w.Place)
        {
            By = p.Differs.TryGetValue(w.Name, out var differs) ? differs.By.Text : null,
            Varies = p.Varies.TryGetValue(w.Name, out var varies) ? varies.Law : null,
            Shared = p.Differs.ContainsKey(w.Name) ? Shared(draft, w.Name, differs.By.Text) : null,
        })];
    }

    /// <summary>G245, G246: a weight differs by something that is neither a group nor the unit, or although it is fixed.</summary>
    private static void Differences(GameDraft draft)
    {
        var columns = draft.Groups.SelectMany(g => g.Columns(draft.Players)).Append(draft.UnitWord).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, (by, at)) in draft.Parameters.Differs)
        {
            if (!columns.Contains(by.Text) && !draft.Bag.IsDoubtful(by.Text))
            {
                var near = Wording.Nearest(by.Text, columns.Concat(draft.Groups.Select(g => g.Name)).Append("era").Append("player"));
                draft.Bag.Error("G245", by.Place, $"a weight differs by `era`, by `player`, by a group or by {draft.UnitWord}; `{Wording.Shorten(by.Text)}` is none of them", near is null ? null : $"did you mean `{near}`?",
                    helps: [$"declare it:   group {Wording.Shorten(by.Text)}", $"or, if every player has one of its own:   group {Wording.Shorten(by.Text)} of each"]);
            }

            if (draft.Parameters.Fixed.TryGetValue(name, out var held))
            {
                draft.Bag.Error("G246", at.Place, $"`{name}` differs by `{by.Text}`, but is fixed at {Wording.Number(held.Value)}", others: [new DiagnosticLabel(held.At.Place, "fixed here")], helps: ["keep one"]);
            }
        }
    }

    // `audience_i` by `country_i` and `audience_j` by `country_j` share the values of `audience`.
    private static string Shared(GameDraft draft, string weight, string column)
    {
        foreach (var (group, player) in from g in draft.Groups where g.OfEachPlayer from q in draft.Players select (g, q))
        {
            if (column == $"{group.Name}_{player.Name}" && weight.EndsWith($"_{player.Name}", StringComparison.Ordinal))
            {
                return weight[..^(player.Name.Length + 1)];
            }
        }

        return weight;
    }

    /// <summary>Every chance with what was said of it, in order of appearance.</summary>
    public static ImmutableArray<ChanceSpec> Chances(GameDraft draft)
    {
        var p = draft.Parameters;
        return [.. p.Chances.Select(c => new ChanceSpec(c.Name, p.Priors.TryGetValue(c.Name, out var own) ? own.Prior : p.EveryChance?.Prior ?? DefaultChancePrior,
            p.Fixed.TryGetValue(c.Name, out var held) ? held.Value : null, c.Place))];
    }

    private static Prior PriorOf(ParameterDraft p, string name) => p.Priors.TryGetValue(name, out var own) ? own.Prior : p.EveryWeight?.Prior ?? DefaultWeightPrior;

    private static void Known(GameDraft draft, Token at, string what, HashSet<string> known, string[] notes)
    {
        if (!known.Contains(at.Text))
        {
            draft.Unknown("G209", at, what, known, draft.KindOf(at.Text) is { } kind and not ("weight" or "chance") ? [.. notes, $"`{at.Text}` is a {kind}"] : notes,
                what == "weight" && notes.Length > 0 ? "take it off the list of weights" : what == "chance" ? $"name a chance of a law, or use it in one:   next … rises {Wording.Shorten(at.Text)} if …" : $"name a weight of a payoff, or use it in one:   … gains {Wording.Shorten(at.Text)} if …");
        }
    }

    private static void Family(GameDraft draft, string name, Prior prior, Token at, bool chance)
    {
        if (chance && prior is Prior.Normal)
        {
            draft.Bag.Error("G233", at.Place, $"the prior of `{name}` is normal, but a chance lies between 0 and 1", helps: ["write `beta(a, b)`: mean a/(a+b), worth a+b observed periods"]);
        }
        else if (!chance && prior is Prior.Beta)
        {
            draft.Bag.Error("G233", at.Place, $"the prior of `{name}` is beta, which is for chances; a weight may be any number", helps: ["write `normal(mean, deviation)`"]);
        }
    }

    private static void Within(GameDraft draft, Token at, bool chance, double value, string says)
    {
        var p = draft.Parameters;
        var low = chance ? 0 : p.Lower.TryGetValue(at.Text, out var l) ? l.Value : double.NegativeInfinity;
        var high = chance ? 1 : p.Upper.TryGetValue(at.Text, out var h) ? h.Value : double.PositiveInfinity;
        if (value >= low && value <= high)
        {
            return;
        }

        var bound = value < low ? $"at least {Wording.Number(low)}" : $"at most {Wording.Number(high)}";
        draft.Bag.Error(chance ? "G211" : "G236", at.Place, $"`{at.Text}` must be {bound}, but {says} {Wording.Number(value)}",
            notes: [chance ? "a chance lies between 0 and 1" : "the `estimate` clause sets the bound"], helps: ["change one of the two"]);
    }

    private static void Mass(GameDraft draft, string name, Place place)
    {
        var p = draft.Parameters;
        if (p.Fixed.ContainsKey(name) || PriorOf(p, name) is not Prior.Normal normal)
        {
            return;
        }

        var beyond = 0.0;
        if (p.Lower.TryGetValue(name, out var low))
        {
            beyond = Math.Max(beyond, (low.Value - normal.Mean) / normal.StandardDeviation);
        }

        if (p.Upper.TryGetValue(name, out var high))
        {
            beyond = Math.Max(beyond, (normal.Mean - high.Value) / normal.StandardDeviation);
        }

        if (beyond > 5)
        {
            var at = p.Priors.TryGetValue(name, out var own) ? own.At.Place : place;
            draft.Bag.Error("G237", at, $"the prior of `{name}` lies outside its bounds: its mean is {Wording.Number(Math.Round(beyond, 1))} standard deviations beyond the bound",
                notes: [$"normal({Wording.Number(normal.Mean)}, {Wording.Number(normal.StandardDeviation)}) leaves less than one in a million inside"], helps: ["move the bound, or the mean of the prior"]);
        }
    }
}
