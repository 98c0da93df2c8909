using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>
/// What a text declares and where its words stand, for editors. It is made from whatever could be read, so it also serves a file that is being written and
/// does not hold together yet.
/// </summary>
public sealed class Outline
{
    private Outline(string file, ImmutableArray<NamedThing> things, IReadOnlyList<Token> tokens) => (File, Things, Tokens) = (file, things, tokens);

    /// <summary>Name of the file.</summary>
    public string File { get; }

    /// <summary>Every name, in the order of declaration; names of the game come first in a codebook or a study.</summary>
    public ImmutableArray<NamedThing> Things { get; }

    /// <summary>The text in tokens.</summary>
    internal IReadOnlyList<Token> Tokens { get; }

    /// <summary>Whether the file is a game.</summary>
    public bool IsGame => File.EndsWith(".game", StringComparison.Ordinal);

    /// <summary>The outline of a text.</summary>
    /// <param name="text">The text, of any state.</param>
    /// <param name="file">Its name; the ending says what kind of file it is.</param>
    /// <param name="game">Outline of the game that a codebook or a study belongs to, or null.</param>
    public static Outline Of(string text, string file, Outline? game = null)
    {
        if (SourceText.Problem(text, file) is not null)
        {
            return new Outline(file, [], []);
        }

        var bag = new DiagnosticBag(file, text);
        var tokens = Lexer.Read(text, bag).Tokens;
        if (file.EndsWith(".game", StringComparison.Ordinal))
        {
            return new Outline(file, [.. Game(GameFile.Draft(tokens, bag).Draft, file, tokens)], tokens);
        }

        var sets = tokens.Where((t, i) => i > 0 && tokens[i - 1].Is("events") && tokens[i - 1].Place.Column == 1)
            .Select(t => new NamedThing(t.Text, NameKind.EventSet, null, file, t.Place, null, $"set of events {t.Text}"));
        return new Outline(file, [.. game?.Things ?? [], .. sets], tokens);
    }

    private static IEnumerable<NamedThing> Game(GameDraft draft, string file, List<Token> tokens)
    {
        string Source(Place place, string name) => tokens.FirstOrDefault(t => t.Place == place) is { Text: { Length: > 0 } written } ? written : name;
        var found = new List<NamedThing>();
        foreach (var p in draft.Players)
        {
            found.Add(new NamedThing(Source(p.Place, p.Name), NameKind.Player, null, file, p.Place, p.Label, $"player {p.Name} may {string.Join(", ", p.Moves)}"));
            found.AddRange(p.Moves.Select(m => new NamedThing(m, NameKind.Move, p.Name, file, Below(tokens, p.Place, m), null, $"move {m} of {p.Name}")));
        }

        foreach (var s in draft.Situations)
        {
            string levels = s.Levels.Length <= 12 ? string.Join(" | ", s.Levels) : $"{s.Levels[0]} to {s.Levels[^1]}, {s.Levels.Length} levels";
            found.Add(new NamedThing(Source(s.Place, s.Name), NameKind.Situation, null, file, s.Place, s.Label, $"situation {s.Name}: {levels}"));
            found.AddRange(s.Levels.Take(DeclarationReader.MostNames).Where(l => char.IsLetter(l[0]) || l[0] == '_').Select(l => new NamedThing(l, NameKind.Level, s.Name, file, Below(tokens, s.Place, l), null, $"level {l} of {s.Name}")));
        }

        found.AddRange(draft.Covariates.Select(c => new NamedThing(c.Name, NameKind.Covariate, null, file, c.Place, null, $"covariate {c.Name}, constant within a unit")));
        found.AddRange(draft.Parameters.Weights.Select(w => new NamedThing(Source(w.Place, w.Name), NameKind.Weight, null, file, w.Place, Label(draft, w.Name), $"weight {w.Name}{Prior(draft, w.Name, false)}")));
        found.AddRange(draft.Parameters.Chances.Select(c => new NamedThing(Source(c.Place, c.Name), NameKind.Chance, null, file, c.Place, null, $"chance {c.Name}{Prior(draft, c.Name, true)}")));
        found.AddRange(draft.Theories.Select(t => new NamedThing(t.Name, NameKind.Theory, null, file, t.Place, t.Predicts, $"theory \"{t.Name}\"{(t.Source is null ? "" : $" [{t.Source}]")}{(t.BuildsOn.IsEmpty ? "" : $", builds on {Wording.List(t.BuildsOn)}")}")));
        return found.DistinctBy(t => (t.Name, t.Kind, t.Owner));
    }

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
        string bound = p.Lower.TryGetValue(name, out var low) ? $", at least {Wording.Number(low.Value)}" : "";
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
