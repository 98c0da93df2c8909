using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads what the whole game assumes: discount factors, choice precision, value convention.</summary>
internal sealed class AssumptionReader(GameDraft draft, TokenReader reader)
{
    private readonly ParameterDraft _p = draft.Parameters;

    /// <summary>assume discount 0.95, discount of client 0.9, choice precision 1, values errors. A quoted remark may follow.</summary>
    public bool Assume()
    {
        reader.Next();
        do
        {
            if (!AssumePart())
            {
                return false;
            }
        }
        while (reader.Take(',') || reader.Take(';'));
        reader.TakeText();
        return reader.ExpectEnd("an assumption", "assumptions are separated by commas");
    }

    private bool AssumePart()
    {
        var token = reader.Peek;
        if (reader.Take("discount"))
        {
            Token? who = null;
            if (reader.Take("of") && (who = reader.ExpectName("a player")) is null)
            {
                return false;
            }

            if (reader.ExpectNumber("the discount factor") is not { } number)
            {
                return false;
            }

            CheckDiscount(draft, number.Value, number.Place);
            var player = who is { } w ? draft.Player(w) : -1;
            var twice = who is null ? _p.Discount is not null : player >= 0 && !_p.DiscountOf.TryAdd(player, (number.Value, token));
            Twice(twice, token, "discount");
            _p.Discount ??= who is null ? (number.Value, token) : null;
            return true;
        }

        if (reader.Take("choice", "precision"))
        {
            if (reader.ExpectNumber("the choice precision") is not { } number)
            {
                return false;
            }

            if (!(number.Value > 0))
            {
                draft.Bag.Error("G231", number.Place, $"the choice precision must be above 0; found {Wording.Number(number.Value)}",
                    notes: ["at 0 every move is equally likely whatever it pays, so no weight matters"], helps: ["write   choice precision 1   (weights are then in units of choice noise)"]);
            }

            Twice(_p.Precision is not null, token, "choice precision");
            _p.Precision ??= (number.Value, token);
            return true;
        }

        if (reader.Take("values"))
        {
            var word = reader.Peek;
            if (!word.Is("shocks") && !word.Is("errors"))
            {
                reader.Expected("`shocks` or `errors`", "shocks: private tastes count in values;  errors: mistakes do not");
                return false;
            }

            reader.Word();
            Twice(_p.Values is not null, token, "value convention");
            _p.Values ??= (word.Is("errors") ? ValueConvention.ChoiceErrors : ValueConvention.TasteShocks, token);
            return true;
        }

        reader.Expected("`discount`, `discount of`, `choice precision` or `values`", "to hold a weight at a value write   fix NAME = VALUE");
        return false;
    }

    /// <summary>Reports a discount factor outside [0, 1).</summary>
    public static void CheckDiscount(GameDraft draft, double value, Place place)
    {
        if (!(value >= 0 && (value < 1 || (value == 1 && draft.Horizon is not null))))
        {
            draft.Bag.Error("G230", place, $"a discount factor lies in [0, 1); found {Wording.Number(value)}",
                notes: ["at 1 the future is never worth less, and sums over it have no end"],
                helps: value is > 1 and < 100 ? [$"an interest rate of {Wording.Number(value)} % a period is a discount of {Wording.Number(Math.Round(1 / (1 + value / 100), 4))}"] : ["for a very patient player write 0.99"]);
        }
    }

    private void Twice(bool twice, Token at, string what)
    {
        if (twice)
        {
            draft.Bag.Error("T124", at.Place, $"this {what} is assumed twice", helps: ["keep one"]);
        }
    }
}
