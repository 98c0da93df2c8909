using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads the clauses of a study that say what the answer leans on: <c>also assume</c>, <c>foretell</c>, <c>leave out</c>, <c>break</c>, <c>family</c>, <c>claims</c>.</summary>
internal sealed class RobustnessReader(StudyDraft draft, TokenReader reader)
{
    /// <summary>also assume "patient" discount 0.97, values errors, all move at once, weights of patron differ after 2017-12.</summary>
    public bool Also()
    {
        if (!reader.Expect("assume", "write `also assume \"patient\" discount 0.97`") || reader.ExpectText("the name of the assumptions") is not { } name)
        {
            return false;
        }

        if (draft.Variations.FirstOrDefault(v => v.Name == name.Text) is { } twin)
        {
            draft.Bag.Error("G207", name.Place, $"there are two sets of assumptions called \"{name.Text}\"", others: [new DiagnosticLabel(twin.Place, "the first one")], helps: ["give one of them another name"]);
        }

        var changes = new List<Variation>();
        do
        {
            if (Change() is not { } change)
            {
                return false;
            }

            changes.Add(change);
        }
        while (reader.Take(','));
        draft.Variations.Add(new VariationSpec(name.Text, [.. changes], name.Place));
        return reader.ExpectEnd("the assumptions", "separate them by commas");
    }

    private Variation? Change()
    {
        var start = reader.Peek;
        if (reader.Take("discount"))
        {
            if (reader.ExpectNumber("the discount factor") is not { } value)
            {
                return null;
            }

            if (!(value.Value >= 0 && value.Value < 1))
            {
                draft.Bag.Error("G230", value.Place, $"a discount factor lies in [0, 1); found {Wording.Number(value.Value)}", helps: ["for very patient players write 0.99"]);
            }

            return new Variation.Discount(value.Value, start.Place);
        }

        if (reader.Take("values"))
        {
            if (reader.Take("errors"))
            {
                return new Variation.Values(ValueConvention.ChoiceErrors, start.Place);
            }

            if (reader.Take("shocks"))
            {
                return new Variation.Values(ValueConvention.TasteShocks, start.Place);
            }

            reader.Expected("`shocks` or `errors`", "shocks: private tastes count in values;  errors: mistakes do not");
            return null;
        }

        if (reader.Take("all"))
        {
            return reader.Expect("move") && reader.Expect("at") && reader.Expect("once") ? new Variation.Together(start.Place) : null;
        }

        if (reader.Take("weight"))
        {
            return Held(start);
        }

        if (reader.Take("weights"))
        {
            if (!reader.Expect("of") || reader.ExpectName("a player") is not { } who || !reader.Expect("differ", $"write `weights of {who.Text} differ after 2017-12`") || !reader.Expect("after", $"write `weights of {who.Text} differ after 2017-12`") || reader.ExpectDate("the last month of the first era") is not { } until)
            {
                return null;
            }

            draft.Player(who);
            return new Variation.Eras(who.Text, until.Text, start.Place);
        }

        reader.Expected("what is assumed: `discount 0.97`, `values errors`, `all move at once`, `weight NAME = 0` or `weights of NAME differ after 2017-12`", "write   also assume \"patient\" discount 0.98");
        return null;
    }

    // weight NAME = 0: held, not estimated.
    private Variation.Hold? Held(Token start)
    {
        if (reader.ExpectName("a weight") is not { } name)
        {
            return null;
        }

        if (draft.Game is { } game && game.Weights.All(w => w.Name != name.Text))
        {
            draft.Unknown("G209", name, "weight", game.Weights.Select(w => w.Name));
        }

        if (!reader.Take('='))
        {
            reader.Expected("`=`", $"write   also assume \"without it\" weight {name.Text} = 0");
            return null;
        }

        return reader.ExpectNumber("the value of the weight") is { } value ? new Variation.Hold(name.Text, value.Value, start.Place) : null;
    }

    /// <summary>foretell "after the article" 2018-11 to 2025-12.</summary>
    public bool Foretell()
    {
        if (Stretch("a stretch of months", draft.Foresights.Select(f => (f.Name, f.Place))) is not { } s)
        {
            return false;
        }

        draft.Foresights.Add(new ForesightSpec(s.Name.Text, s.From, s.To, s.Name.Place));
        return true;
    }

    /// <summary>leave out "the first crisis" 1993-03 to 1994-10.</summary>
    public bool LeaveOut()
    {
        if (!reader.Expect("out", "write `leave out \"the first crisis\" 1993-03 to 1994-10`") || Stretch("what is left out", draft.Omissions.Select(o => (o.Name, o.Place))) is not { } s)
        {
            return false;
        }

        draft.Omissions.Add(new OmissionSpec(s.Name.Text, s.From, s.To, s.Name.Place));
        return true;
    }

    /// <summary>break "the client changed" weights of client, 1992-12 to 2021-12 every 12 months.</summary>
    public bool Break()
    {
        if (reader.ExpectText("the name of the break") is not { } name || !reader.Expect("weights", "write `break \"the client changed\" weights of client, 1992-12 to 2021-12 every 12 months`") || !reader.Expect("of")
            || reader.ExpectName("a player") is not { } who)
        {
            return false;
        }

        draft.Player(who);
        reader.Take(',');
        if (reader.ExpectDate("the first month after which they may change") is not { } from || !reader.Expect("to") || reader.ExpectDate("the last month after which they may change") is not { } to
            || !reader.Expect("every", "write `every 12 months`") || reader.ExpectCount($"a number of {draft.Period}s", 1) is not { } every || !StudyFile.ExpectPeriods(draft, reader) || !reader.ExpectEnd("a break"))
        {
            return false;
        }

        if (string.CompareOrdinal(from.Text, to.Text) > 0)
        {
            draft.Bag.Error("S401", to.Place, $"the dates tried end in {to.Text}, before they start ({from.Text})", helps: [$"write `{to.Text} to {from.Text}`"]);
        }

        if (draft.Breaks.FirstOrDefault(b => b.Name == name.Text) is { } twin)
        {
            draft.Bag.Error("G207", name.Place, $"there are two breaks called \"{name.Text}\"", others: [new DiagnosticLabel(twin.Place, "the first one")], helps: ["give one of them another name"]);
        }

        draft.Breaks.Add(new BreakSpec(name.Text, who.Text, from.Text, to.Text, every, name.Place));
        return true;
    }

    /// <summary>power 20 records of each theory, smallest effect 0.3.</summary>
    public bool Power(Token head)
    {
        if (reader.ExpectCount("a number of records", 1) is not { } records || !reader.Expect("records", "write `power 20 records of each theory`") || !reader.Expect("of") || !reader.Expect("each", "write `power 20 records of each theory`") || !reader.Expect("theory", "write `power 20 records of each theory`"))
        {
            return false;
        }

        double? effect = null;
        if (reader.Take(',') || reader.Peek.Is("smallest"))
        {
            if (!reader.Expect("smallest", "write `power 20 records of each theory, smallest effect 0.3`") || !reader.Expect("effect") || reader.ExpectNumber("the smallest weight of interest") is not { } least)
            {
                return false;
            }

            effect = least.Value;
            if (!(least.Value > 0))
            {
                draft.Bag.Error("S420", least.Place, $"the smallest effect of interest is above 0; found {Wording.Number(least.Value)}", helps: ["a weight of 0.3 moves the odds of a move by a third where its term differs by 1"]);
            }
        }

        if (!reader.ExpectEnd("the study of power"))
        {
            return false;
        }

        if (draft.Power is { } earlier)
        {
            draft.Bag.Error("T124", head.Place, "there is a second `power` clause", others: [new DiagnosticLabel(earlier.Place, "the first one")], helps: ["keep one"]);
        }

        draft.Power = (records, effect, head.Place);
        return true;
    }

    private (Token Name, string From, string To)? Stretch(string what, IEnumerable<(string Name, Place Place)> others)
    {
        if (reader.ExpectText("the name of the stretch") is not { } name || reader.ExpectDate("the first month") is not { } from || !reader.Expect("to")
            || reader.ExpectDate("the last month") is not { } to || !reader.ExpectEnd(what))
        {
            return null;
        }

        if (string.CompareOrdinal(from.Text, to.Text) > 0)
        {
            draft.Bag.Error("S401", to.Place, $"the stretch ends in {to.Text}, before it starts ({from.Text})", helps: [$"write `{to.Text} to {from.Text}`"]);
        }

        foreach (var twin in others.Where(o => o.Name == name.Text).Take(1))
        {
            draft.Bag.Error("G207", name.Place, $"there are two stretches called \"{name.Text}\"", others: [new DiagnosticLabel(twin.Place, "the first one")], helps: ["give one of them another name"]);
        }

        return (name, from.Text, to.Text);
    }

    /// <summary>family "leverage" "a", "b".</summary>
    public bool Family()
    {
        if (reader.ExpectText("the name of the family") is not { } name)
        {
            return false;
        }

        var theories = new List<Token>();
        do
        {
            reader.Ask("the name of a theory in quotes");
            var theory = reader.Peek;
            if (theory.Kind != TokenKind.Text && !theory.Is("base"))
            {
                reader.Expected("`base` or the name of a theory in quotes", theory.Kind == TokenKind.Word ? $"write   \"{theory.Text}\"" : "name theories as the game does, separated by commas");
                return false;
            }

            theories.Add(reader.Next());
        }
        while (reader.Take(','));
        draft.Families.Add((new TheoryFamily(name.Text, [.. theories.Select(t => t.Text)], name.Place), theories));
        return reader.ExpectEnd("a family", "theories are separated by commas");
    }

    /// <summary>claims "file.claims".</summary>
    public bool Predictions(Token head)
    {
        if (draft.PredictionsToken is { } earlier)
        {
            draft.Bag.Error("T124", head.Place, "the study names a second file of predictions", others: [new DiagnosticLabel(earlier.Place, "the first one")], helps: ["keep one"]);
            return false;
        }

        draft.PredictionsToken = reader.ExpectText("a file of claims about what is to come");
        return draft.PredictionsToken is not null && reader.ExpectEnd("the file of predictions");
    }

    /// <summary>claims "article.claims".</summary>
    public bool Claims(Token head)
    {
        if (draft.ClaimsToken is { } earlier)
        {
            draft.Bag.Error("T124", head.Place, "the study names a second file of claims", others: [new DiagnosticLabel(earlier.Place, "the first one")], helps: ["keep one"]);
            return false;
        }

        draft.ClaimsToken = reader.ExpectText("a file of claims");
        return draft.ClaimsToken is not null && reader.ExpectEnd("the file of claims");
    }
}
