using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads <c>often patron plays reward within 2 months after client plays provoke more than otherwise</c>: how often something was so, in some months and in others.</summary>
internal sealed class FrequencyReader(GameDraft draft, GameModel game, TokenReader reader, IReadOnlyDictionary<string, ImmutableArray<string>> dates)
{
    /// <summary>often CONDITION MONTHS more than MONTHS.</summary>
    public ClaimCheck.Frequency? Read(Token start)
    {
        int from = reader.Position;
        if (new ConditionReader(draft, reader).Read() is not { } outcome)
        {
            return null;
        }

        string says = reader.WordsSince(from);
        if (Months() is not { } inside)
        {
            return null;
        }

        bool more = reader.Take("more");
        if ((!more && !reader.Expect("less", "write `more than` or `less than`")) || !reader.Expect("than"))
        {
            return null;
        }

        MonthSet? than = null;
        if (!reader.Take("otherwise") && (than = Months()) is null)
        {
            return null;
        }

        return new ClaimCheck.Frequency(outcome, says, inside, than, more, start.Place);
    }

    /// <summary>[when CONDITION | within 2 months after CONDITION | within 2 months after DATES] [in 2016-01 to 2018-02].</summary>
    private MonthSet? Months()
    {
        int at = reader.Position, after = 0;
        Condition? condition = Condition.Always;
        ImmutableArray<string> named = [];
        if (reader.Take("when"))
        {
            condition = new ConditionReader(draft, reader).Read();
        }
        else if (reader.Take("within"))
        {
            if (reader.ExpectCount($"a number of {game.Period}s", 0) is not { } n)
            {
                return null;
            }

            if (!reader.Take(game.Period + "s") && !reader.Take(game.Period))
            {
                reader.Expected($"`{game.Period}s`");
                return null;
            }

            after = n;
            if (!reader.Expect("after"))
            {
                return null;
            }

            reader.Offer(dates.Keys);
            if (reader.Peek.Kind == TokenKind.Word && dates.TryGetValue(reader.Peek.Text, out named))
            {
                reader.Next();
            }
            else
            {
                named = [];
                condition = new ConditionReader(draft, reader).Read();
            }
        }

        if (condition is null)
        {
            return null;
        }

        string? from = null, to = null;
        if (reader.Take("in"))
        {
            if (reader.ExpectDate("the first month") is not { } first || !reader.Expect("to") || reader.ExpectDate("the last month") is not { } last)
            {
                return null;
            }

            (from, to) = (first.Text, last.Text);
            if (string.CompareOrdinal(from, to) > 0)
            {
                draft.Bag.Error("S401", last.Place, $"the stretch ends in {to}, before it starts ({from})", helps: [$"write `{to} to {from}`"]);
            }
        }

        if (reader.Position == at)
        {
            reader.Expected("which months: `when …`, `within 2 months after …` or `in 2016-01 to 2018-02`", "write   often patron plays reward when pressure is high more than otherwise");
            return null;
        }

        return new MonthSet(from, to, condition, after, reader.WordsSince(at)) { Dates = named };
    }
}
