using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads what a game says of a panel whose sizes are drawn from laws that are learnt.</summary>
internal sealed class PanelReader(GameDraft draft, TokenReader reader)
{
    private readonly ParameterDraft _p = draft.Parameters;

    /// <summary>weight aid, kin varies by unit, spread halfnormal(0.5), present with chance beta(1, 1).</summary>
    /// <param name="first">The first weight, read already.</param>
    public bool Varies(Token first)
    {
        var names = new List<Token> { first };
        while (reader.Take(','))
        {
            if (reader.ExpectName("a weight") is not { } name)
            {
                return false;
            }

            names.Add(name);
        }

        if (!reader.Expect("varies") || !reader.Expect("by", $"write `weight {first.Text} varies by {draft.UnitWord}, spread halfnormal(0.5)`") || reader.ExpectName("what a unit is") is not { } by
            || !reader.Expect(',') || !reader.Expect("spread") || !reader.Expect("halfnormal") || !reader.Expect('(') || reader.ExpectNumber("the spread") is not { } spread || !reader.Expect(')'))
        {
            return false;
        }

        Prior.Beta? presence = null;
        if (reader.Take(',') && (presence = Presence()) is null)
        {
            return false;
        }

        Spread(spread);
        foreach (var name in names.Where(n => !_p.Varies.TryAdd(n.Text, (new VaryingWeight(spread.Value > 0 ? spread.Value : 1, presence, n.Place), by, n))))
        {
            draft.Bag.Error("T124", name.Place, $"`{name.Text}` varies twice", others: [new DiagnosticLabel(_p.Varies[name.Text].At.Place, "the first time")], helps: ["keep one"]);
        }

        return reader.ExpectEnd("a weight that varies");
    }

    /// <summary>foresight of client, rival present with chance beta(1, 1).</summary>
    public bool Foresight()
    {
        reader.Next();
        if (!reader.Expect("of", "write `foresight of PLAYER present with chance beta(1, 1)`"))
        {
            return false;
        }

        var names = new List<Token>();
        do
        {
            if (reader.ExpectName("a player") is not { } name)
            {
                return false;
            }

            names.Add(name);
        }
        while (reader.Take(','));
        if (Presence() is not { } presence)
        {
            return false;
        }

        foreach (var name in names)
        {
            int player = draft.Player(name);
            if (player >= 0 && _p.Foresight.Any(f => f.Player == player))
            {
                draft.Bag.Error("T124", name.Place, $"the foresight of `{name.Text}` is switched twice", helps: ["keep one"]);
            }
            else if (player >= 0)
            {
                _p.Foresight.Add((player, presence, name));
            }
        }

        return reader.ExpectEnd("the foresight of players");
    }

    /// <summary>noise varies by unit, spread 0.3.</summary>
    public bool Noise()
    {
        var head = reader.Next();
        if (!reader.Expect("varies") || !reader.Expect("by") || reader.ExpectName("what a unit is") is not { } by || !reader.Expect(',') || !reader.Expect("spread") || reader.ExpectNumber("the spread") is not { } spread)
        {
            return false;
        }

        PanelChecks.ByUnit(draft, by, "noise");
        Spread(spread);
        if (_p.NoiseSpread is { } earlier)
        {
            draft.Bag.Error("T124", head.Place, "the noise varies twice", others: [new DiagnosticLabel(earlier.At.Place, "the first time")], helps: ["keep one"]);
        }

        _p.NoiseSpread ??= (spread.Value, head);
        return reader.ExpectEnd("noise that varies");
    }

    /// <summary>clusters by region.</summary>
    public bool Clusters()
    {
        var head = reader.Next();
        if (!reader.Expect("by", "write `clusters by GROUP`") || reader.ExpectName("a group") is not { } group)
        {
            return false;
        }

        if (_p.Clusters is { } earlier)
        {
            draft.Bag.Error("T124", head.Place, "the units are clustered twice", others: [new DiagnosticLabel(earlier.Place, "the first time")], helps: ["keep one"]);
        }

        _p.Clusters ??= group;
        return reader.ExpectEnd("clusters of units");
    }

    private void Spread((double Value, Place Place) spread)
    {
        if (!(spread.Value > 0))
        {
            draft.Bag.Error("G258", spread.Place, $"a spread must be above 0; found {Wording.Number(spread.Value)}", notes: ["units that do not differ need no clause"], helps: ["write   0.5   for units that may differ by half the choice noise"]);
        }
    }

    // present with chance beta(1, 1); null when its grammar failed (reported).
    private Prior.Beta? Presence()
    {
        if (!reader.Expect("present") || !reader.Expect("with") || !reader.Expect("chance") || !reader.Expect("beta") || !reader.Expect('(') || reader.ExpectNumber("a") is not { } a || !reader.Expect(',')
            || reader.ExpectNumber("b") is not { } b || !reader.Expect(')'))
        {
            return null;
        }

        if (a.Value > 0 && b.Value > 0)
        {
            return new Prior.Beta(a.Value, b.Value);
        }

        draft.Bag.Error("G234", a.Place, $"both numbers of a beta prior must be above 0; found {Wording.Number(a.Value)} and {Wording.Number(b.Value)}", helps: ["for no opinion write   beta(1, 1)"]);
        return new Prior.Beta(1, 1);
    }
}
