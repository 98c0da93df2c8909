using Tumen.Model;

namespace Tumen.Language;

/// <summary>Names that the checks of a claim take from the study and its game.</summary>
internal sealed class StudyNames(GameDraft draft, StudyModel study, GameModel game, TokenReader reader)
{
    /// <summary>Reports a weight that a theory does not have.</summary>
    public void Has(Token weight, Token theory)
    {
        var terms = game.Terms.ToList();
        void Add(string name)
        {
            if (game.FindTheory(name) is { } t)
            {
                terms.AddRange(t.Terms);
                foreach (string part in t.BuildsOn)
                {
                    Add(part);
                }
            }
        }

        Add(theory.Text);
        if (terms.All(t => t.Weight != weight.Text))
        {
            draft.Bag.Error("S414", weight.Place, $"{Name(theory)} has no weight {weight.Text}", notes: [$"its weights: {Wording.List([.. terms.Where(t => t.Weight is not null).Select(t => t.Weight!).Distinct()])}"],
                helps: [game.Theories.FirstOrDefault(t => study.Compare.Contains(t.Name) && t.Terms.Any(x => x.Weight == weight.Text)) is { } has ? $"write   weight {weight.Text} of \"{has.Name}\" …" : "name one of its weights"]);
        }
    }

    /// <summary>Reads <c>under "theory"</c>, if it is next; false when its grammar failed (reported).</summary>
    public bool Under(out string? theory)
    {
        theory = null;
        if (!reader.Take("under"))
        {
            return true;
        }

        theory = Theory()?.Text;
        return theory is not null;
    }

    /// <summary>A theory that the study compares, by name; null when none is named (reported).</summary>
    public Token? Theory()
    {
        reader.Ask("the name of a theory in quotes");
        var name = reader.Peek;
        if (name.Kind != TokenKind.Text && !name.Is("base"))
        {
            reader.Expected("`base` or the name of a theory in quotes", name.Kind == TokenKind.Word ? $"write   \"{name.Text}\"" : "name a theory that the study compares");
            return null;
        }

        reader.Next();
        Known(name, "theory compared", study.Compare);
        return name;
    }

    /// <summary>A theory as it is written.</summary>
    public static string Name(Token theory) => theory.Kind == TokenKind.Text ? $"\"{theory.Text}\"" : theory.Text;

    /// <summary>Reports a name that the study does not have.</summary>
    public void Known(Token name, string what, IEnumerable<string> known)
    {
        string[] all = [.. known];
        if (!all.Contains(name.Text))
        {
            draft.Bag.Error("S413", name.Place, $"the study has no {what} called {Name(name)}", Wording.Nearest(name.Text, all) is { } near ? $"did you mean \"{near}\"?" : null,
                notes: [all.Length == 0 ? $"it has no {what} at all" : $"known: {Wording.List(all)}"], helps: ["name it as the study does"]);
        }
    }
}
