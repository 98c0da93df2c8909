using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads regimes: stretches of unknown dates between which weights differ.</summary>
internal sealed class RegimeReader(GameDraft draft, TokenReader reader)
{
    /// <summary>regimes 2 of client, stay 96 months, spread 0.5, in order, unforeseen.</summary>
    public bool Read()
    {
        var head = reader.Next();
        if (reader.ExpectCount("the number of regimes", 1) is not { } count || !reader.Expect("of", "write   regimes 2 of client, stay 96 months, unforeseen") || Names() is not { } differ
            || !reader.Expect("stay", "write how long a regime lasts on average:   stay 96 months") || reader.ExpectNumber("the mean stay") is not { } stay
            || (!reader.Take(draft.Period) && !reader.Expect(draft.Period + "s")) || !reader.Expect(','))
        {
            return false;
        }

        double spread = 0.5;
        if (reader.Take("spread"))
        {
            if (reader.ExpectNumber("the spread") is not { } said || !reader.Expect(','))
            {
                return false;
            }

            Spread(said);
            spread = said.Value > 0 ? said.Value : spread;
        }

        bool inOrder = reader.Take("in", "order");
        Token? orderedBy = null;
        if (!inOrder && reader.Take("ordered", "by") && (orderedBy = reader.ExpectName("a weight")) is null)
        {
            return false;
        }

        if (((inOrder || orderedBy is not null) && !reader.Expect(',')) || Foreseen() is not { } foreseen || !reader.ExpectEnd("regimes"))
        {
            return false;
        }

        Declare(new RegimeDraft(head, Counted(count, head), differ, Stay(stay), spread, inOrder, orderedBy, foreseen));
        return true;
    }

    // Players and weights up to `stay`; null when the grammar failed (reported).
    private List<Token>? Names()
    {
        var names = new List<Token>();
        do
        {
            if (reader.Peek.Is("stay") && names.Count > 0)
            {
                return names;
            }

            if (reader.ExpectName("a player or a weight") is not { } name)
            {
                return null;
            }

            names.Add(name);
        }
        while (reader.Take(','));
        reader.Expected("`,`", "after the players and weights comes   , stay 96 months");
        return null;
    }

    private bool? Foreseen()
    {
        if (reader.Take("unforeseen"))
        {
            return false;
        }

        if (reader.Take("foreseen"))
        {
            return true;
        }

        reader.Expected("`unforeseen` or `foreseen`", "unforeseen: each regime is played as if it lasted;  foreseen: players reckon with changes");
        return null;
    }

    private void Declare(RegimeDraft regimes)
    {
        if (draft.Regimes is { } earlier)
        {
            draft.Bag.Error("T124", regimes.Head.Place, "regimes are declared twice", others: [new DiagnosticLabel(earlier.Head.Place, "the first time")], helps: ["name all players whose weights differ in one clause"]);
            return;
        }

        if (!draft.Claim(regimes.Head with { Text = RegimeSpec.Situation }, "situation"))
        {
            return;
        }

        draft.Regimes = regimes;
        int at = draft.Situations.Count;
        draft.Add(new Situation(RegimeSpec.Situation, RegimeSpec.Names[..regimes.Count], "which regime it is; no record shows it", Place: regimes.Head.Place));
        draft.Laws[at] = new RegimeSpec(regimes.Count, [], [], regimes.Stay, regimes.Foreseen, regimes.Head.Place) { InOrder = regimes.InOrder }.Law(at);
    }

    private int Counted(int count, Token head)
    {
        if (count is >= 2 and <= RegimeSpec.Most)
        {
            return count;
        }

        draft.Bag.Error("G270", head.Place, $"there are 2 or {RegimeSpec.Most} regimes; found {count}", notes: [count < 2 ? "one regime is the game without the clause" : "the dates of more are not told apart by one record"],
            helps: [count < 2 ? "leave the clause out, or write   regimes 2 of …" : $"write   regimes {RegimeSpec.Most} of …"]);
        return 2;
    }

    private double Stay((double Value, Place Place) stay)
    {
        if (stay.Value > 1)
        {
            return stay.Value;
        }

        draft.Bag.Error("G271", stay.Place, $"a regime lasts more than 1 {draft.Period} on average; found {Wording.Number(stay.Value)}", notes: [$"each {draft.Period} it is left with chance 1/stay"], helps: ["for changes of the mood of a month use a situation; for regimes write   stay 96 " + draft.Period + "s"]);
        return 96;
    }

    private void Spread((double Value, Place Place) spread)
    {
        if (!(spread.Value > 0))
        {
            draft.Bag.Error("G258", spread.Place, $"a spread must be above 0; found {Wording.Number(spread.Value)}", notes: ["regimes that do not differ need no clause"], helps: ["write   0.5   for weights that may depart by half the choice noise"]);
        }
    }
}
