using Tumen.Model;

namespace Tumen.Language;

/// <summary>Names that a game declares, for editors.</summary>
internal static class GameNames
{
    /// <summary>Names of a game, with places and what they are in a line.</summary>
    public static IEnumerable<NamedThing> Of(GameDraft draft, string file, List<Token> tokens)
    {
        string Source(Place place, string name) => tokens.FirstOrDefault(t => t.Place == place) is { Text: { Length: > 0 } written } ? written : name;
        var found = new List<NamedThing>();
        if (draft.Once is { } once)
        {
            Once(draft, once, file, tokens, found);
        }
        else
        {
            foreach (var p in draft.Players)
            {
                found.Add(new NamedThing(Source(p.Place, p.Name), NameKind.Player, null, file, p.Place, p.Label, $"player {p.Name} may {string.Join(", ", p.Moves)}"));
                found.AddRange(p.Moves.Select(m => new NamedThing(m, NameKind.Move, p.Name, file, Below(tokens, p.Place, m), null, $"move {m} of {p.Name}")));
            }
        }

        // The clause that declares the regime does not write its name.
        foreach (var s in draft.Situations.Where(s => draft.Regimes is null || s.Name != RegimeSpec.Situation))
        {
            string levels = s.Levels.Length <= 12 ? string.Join(" | ", s.Levels) : $"{s.Levels[0]} to {s.Levels[^1]}, {s.Levels.Length} levels";
            found.Add(new NamedThing(Source(s.Place, s.Name), NameKind.Situation, null, file, s.Place, s.Label, $"situation {s.Name}: {levels}"));
            found.AddRange(s.Levels.Take(DeclarationReader.MostNames).Where(l => char.IsLetter(l[0]) || l[0] == '_').Select(l => new NamedThing(l, NameKind.Level, s.Name, file, Below(tokens, s.Place, l), null, $"level {l} of {s.Name}")));
        }

        string unit = draft.UnitWord;
        found.AddRange(draft.Covariates.Select(c => new NamedThing(Source(c.Place, c.Name), NameKind.Covariate, null, file, c.Place, null, $"covariate {c.Name}, constant within a {unit}")));
        found.AddRange(draft.Groups.Select(g => new NamedThing(g.Name, NameKind.Group, null, file, g.Place, null, $"group {g.Name}{(g.OfEachPlayer ? ": one column a player" : $": one entry a {unit}")}")));
        if (draft.Unit is { } word)
        {
            found.Add(new NamedThing(word.Text, NameKind.Unit, null, file, word.Place, null, $"a unit of the record is a {word.Text}"));
        }

        found.AddRange(draft.Parameters.Weights.Select(w => new NamedThing(Source(w.Place, w.Name), NameKind.Weight, null, file, w.Place, Label(draft, w.Name), $"weight {w.Name}{Prior(draft, w.Name, false)}{Differs(draft, w.Name)}")));
        found.AddRange(draft.Parameters.Chances.Select(c => new NamedThing(Source(c.Place, c.Name), NameKind.Chance, null, file, c.Place, null, $"chance {c.Name}{Prior(draft, c.Name, true)}")));
        found.AddRange(draft.Theories.Select(t => new NamedThing(t.Name, NameKind.Theory, null, file, t.Place, t.Predicts, $"theory \"{t.Name}\"{(t.Source is null ? "" : $" [{t.Source}]")}{(t.BuildsOn.IsEmpty ? "" : $", builds on {Wording.List(t.BuildsOn)}")}")));
        return found.DistinctBy(t => (t.Name, t.Kind, t.Owner));
    }

    /// <summary>In a game played once the players of the draft are moves.</summary>
    private static void Once(GameDraft draft, OnceDraft once, string file, List<Token> tokens, List<NamedThing> found)
    {
        foreach (var who in once.Deciders)
        {
            var moves = draft.Players.Where((_, i) => once.Owners[i].Text == who.Text).Select(m => m.Name);
            found.Add(new NamedThing(who.Text, NameKind.Player, null, file, who.Place, After(tokens, who.Place), $"player {who.Text} moves {Wording.List(moves)}"));
        }

        for (int i = 0; i < draft.Players.Count; i++)
        {
            var (move, owner) = (draft.Players[i], once.Owners[i].Text);
            found.Add(new NamedThing(move.Name, NameKind.Decision, null, file, move.Place, null, i == once.Offer ? $"move {move.Name} of {owner}: an offer from 0 to {Wording.Number(once.LargestOffer)}" : $"move {move.Name} of {owner} may {string.Join(", ", move.Moves)}"));
            found.AddRange(move.Moves.Where(_ => i != once.Offer).Select(m => new NamedThing(m, NameKind.Move, move.Name, file, Below(tokens, move.Place, m), null, $"choice {m} in {move.Name} of {owner}")));
        }

        found.AddRange(once.Outcomes.Select(o => new NamedThing(o.Name, NameKind.Outcome, null, file, o.Place, null, $"outcome {o.Name}")));
    }

    private static string? After(List<Token> tokens, Place name) =>
        tokens.FindIndex(t => t.Place == name) is >= 0 and var at && at + 1 < tokens.Count && tokens[at + 1].Kind == TokenKind.Text && !tokens[at + 1].FirstOnLine ? tokens[at + 1].Text : null;

    private static string Differs(GameDraft draft, string weight) =>
        (draft.Parameters.Differs.TryGetValue(weight, out var differs) ? $", differs by {differs.By.Text}" : "") + (draft.Parameters.Eras.TryGetValue(weight, out var eras) ? $", differs by era {string.Join(" | ", eras.Eras.Select(e => e.Name))}" : "");

    private static string? Label(GameDraft draft, string weight) => draft.Parameters.Labels.TryGetValue(weight, out var own) ? own.Label
        : draft.Terms.Concat(draft.Theories.SelectMany(t => t.Terms)).FirstOrDefault(t => t.Weight == weight && t.Label is not null)?.Label;

    private static string Prior(GameDraft draft, string name, bool chance)
    {
        var p = draft.Parameters;
        if (p.Fixed.TryGetValue(name, out var held))
        {
            return $" = {Wording.Number(held.Value)}";
        }

        var prior = p.Priors.TryGetValue(name, out var own) ? own.Prior : (chance ? p.EveryChance : p.EveryWeight)?.Prior ?? (chance ? ParameterChecks.DefaultChancePrior : ParameterChecks.DefaultWeightPrior);
        string bound = (p.Lower.TryGetValue(name, out var low) ? $", at least {Wording.Number(low.Value)}" : "") + (p.Upper.TryGetValue(name, out var high) ? $", at most {Wording.Number(high.Value)}" : "");
        return prior switch
        {
            Model.Prior.Normal n => $", prior normal({Wording.Number(n.Mean)}, {Wording.Number(n.StandardDeviation)}){bound}",
            Model.Prior.Beta b => $", prior beta({Wording.Number(b.A)}, {Wording.Number(b.B)})",
            _ => $", prior flat{bound}",
        };
    }

    /// <summary>Where a move or level stands in the clause that declares it.</summary>
    private static Place Below(List<Token> tokens, Place owner, string name)
    {
        int at = tokens.FindIndex(t => t.Place == owner);
        for (int i = at + 1; at >= 0 && i < tokens.Count && tokens[i].Place.Column > 1; i++)
        {
            if (tokens[i].Is(name))
            {
                return tokens[i].Place;
            }
        }

        return owner;
    }
}
