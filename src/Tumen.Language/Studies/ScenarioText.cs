using Tumen.Model;

namespace Tumen.Language;

/// <summary>Writes what-ifs in the words of the language, and reads one that stands alone.</summary>
public static class ScenarioText
{
    /// <summary>Reads one <c>what if "name" …</c>.</summary>
    /// <param name="clause">The text.</param>
    /// <param name="game">The study's game.</param>
    public static Parsed<ScenarioSpec> Parse(string clause, GameModel game)
    {
        const string File = "what-if";
        if (SourceText.Problem(clause, File) is { } problem)
        {
            return Parsed<ScenarioSpec>.Bad(problem);
        }

        var bag = new DiagnosticBag(File, clause);
        var draft = new StudyDraft(bag, game);
        foreach (var one in Clause.Split(Lexer.Read(clause, bag).Tokens, bag).Take(1))
        {
            var reader = new TokenReader(one, bag);
            if (reader.Expect("what") && reader.Expect("if"))
            {
                new ScenarioReader(draft, reader).Read();
            }
        }

        return new Parsed<ScenarioSpec>(bag.HasErrors ? null : draft.Scenarios.FirstOrDefault(), bag.All);
    }

    /// <summary>A what-if as a clause of a .study file.</summary>
    /// <param name="scenario">The what-if; a quotation mark in its name becomes an apostrophe.</param>
    /// <param name="game">Its game.</param>
    public static string Write(ScenarioSpec scenario, GameModel game)
    {
        var parts = scenario.Edits.Select(e => Write(e, game)).ToList();
        if (scenario.From is { } from)
        {
            parts.Add($"from {from}");
        }

        if (scenario.Periods is { } periods)
        {
            parts.Add($"for {periods} {game.Period}s");
        }

        if (scenario.Gradual is { } gradual)
        {
            parts.Add($"gradually over {gradual} {game.Period}s");
        }

        return $"what if  \"{scenario.Name.Replace('"', '\'').ReplaceLineEndings(" ")}\"   {string.Join("; ", parts)}";
    }

    /// <summary>One change as the language writes it.</summary>
    public static string Write(ScenarioEdit edit, GameModel game) => edit switch
    {
        ScenarioEdit.SetParameter p => $"{(game.Chances.Any(c => c.Name == p.Name) ? "chance" : "weight")} {p.Name} {(p.Multiply ? "times" : "=")} {Wording.Number(p.Value)}",
        ScenarioEdit.SetDiscount d => $"discount of {d.Player} {Wording.Number(d.Value)}",
        ScenarioEdit.Forbid f => $"{f.Player} {(f.Always ? "always" : "never")} plays {string.Join(" or ", f.Moves)}",
        ScenarioEdit.Defang d => $"defang {string.Join(", ", d.Moves)} of {d.Player}",
        ScenarioEdit.Coalition c => $"{string.Join(" and ", c.Players)} act as one{(c.AtLatestTurn ? ", moving last" : "")}, weights {string.Join(", ", c.Weights.Select(Wording.Number))}",
        ScenarioEdit.HoldSituation h => $"{h.Situation} {(h.Forever ? "stays" : "starts")} {h.Level}",
        ScenarioEdit.ScaleSituation s => s.Factor == 0.5 ? $"{s.Situation} halves" : s.Factor == 2 ? $"{s.Situation} doubles" : $"{s.Situation} times {Wording.Number(s.Factor)}",
        ScenarioEdit.NeverReaches n => $"{n.Situation} never reaches {n.Level}",
        ScenarioEdit.CountsWhen { If: Condition.AlwaysTrue } c => $"weight {c.Weight} counts always",
        ScenarioEdit.CountsWhen c => $"weight {c.Weight} counts if {ConditionText.Write(game, c.If)}",
        ScenarioEdit.Freeze f => $"freeze {f.Player}",
        _ => throw new InvalidOperationException($"unknown change {edit.GetType().Name}"),
    };
}
