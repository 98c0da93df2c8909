using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads tests on one period: its events, trailing windows of them, dates, and what was coded earlier.</summary>
internal sealed class PeriodTestReader(CodebookDraft draft, TokenReader reader)
{
    private int _tests;

    /// <summary>A test, or null when its grammar failed.</summary>
    public PeriodTest? Read() => ReadOr(0);

    private PeriodTest? ReadOr(int depth)
    {
        var left = ReadAnd(depth);
        while (left is not null && reader.Take("or"))
        {
            left = ReadAnd(depth) is { } right ? new PeriodTest.Or(left, right) : null;
        }

        return left;
    }

    private PeriodTest? ReadAnd(int depth)
    {
        var left = ReadNot(depth);
        while (left is not null && reader.Take("and"))
        {
            left = ReadNot(depth) is { } right ? new PeriodTest.And(left, right) : null;
        }

        return left;
    }

    private PeriodTest? ReadNot(int depth)
    {
        if (depth > ConditionReader.Deepest || _tests++ > ConditionReader.MostTests)
        {
            reader.Bag.Grammar("T113", reader.Peek.Place, "this test is too large to be read", notes: [$"a test holds at most {ConditionReader.MostTests} parts, nested at most {ConditionReader.Deepest} deep"], helps: ["declare sets of events, or split the line in two"]);
            return null;
        }

        if (reader.Take("not"))
        {
            return ReadNot(depth + 1) is { } inner ? new PeriodTest.Not(inner) : null;
        }

        if (reader.Take('('))
        {
            return ReadOr(depth + 1) is { } inside && reader.Expect(')') ? inside : null;
        }

        return ReadTest();
    }

    private PeriodTest? ReadTest()
    {
        reader.Ask("a player or a situation");
        if (reader.Take("any"))
        {
            return SetName() is { } set ? Windowed((window, lag) => new PeriodTest.Any(set, 1, window, lag)) : null;
        }

        if (reader.Take("at", "least"))
        {
            return reader.ExpectCount("the number of events", 1) is { } count && SetName() is { } set ? Windowed((window, lag) => new PeriodTest.Any(set, count, window, lag)) : null;
        }

        if (reader.Take("sum"))
        {
            return Sum();
        }

        if (reader.Take("count", "of"))
        {
            return SetName() is { } counted ? Compared((relation, number, cut, window, lag) => new PeriodTest.Count(counted, relation, number, window, lag) { Cut = cut }) : null;
        }

        if (reader.Take("nothing", "reported"))
        {
            return Windowed((window, lag) => new PeriodTest.Silent(window, lag));
        }

        if (reader.Peek.Is("from") || reader.Peek.Is("until") || reader.Peek.Is("between"))
        {
            return Dates();
        }

        if (reader.Peek.Kind == TokenKind.Word && reader.PeekAt(1).Is("played"))
        {
            return Played();
        }

        if (reader.Peek.Kind == TokenKind.Word && reader.PeekAt(1).Is("was"))
        {
            return Was();
        }

        reader.Expected("a test of the period: `any`, `at least`, `count of`, `sum of`, `nothing reported`, `from`, `until`, `between`, `NAME played` or `NAME was`",
            reader.Peek.Kind == TokenKind.Word && draft.Sets.ContainsKey(reader.Peek.Text) ? $"write `any {reader.Peek.Text}`" : $"events of a set: `any SET`, `at least 2 SET`");
        return null;
    }

    private string? SetName()
    {
        if (reader.ExpectName("a set of events") is not { } name)
        {
            return null;
        }

        draft.UseSet(name);
        return name.Text;
    }

    private PeriodTest? Sum()
    {
        if (!reader.Expect("of", "write `sum of intensity of SET below -8`") || EventTestReader.Column(reader, "a column such as intensity") is not { } column || !reader.Expect("of") || SetName() is not { } set)
        {
            return null;
        }

        return Compared((relation, number, cut, window, lag) => new PeriodTest.Sum(set, column.Text, relation, number, window, lag) { Cut = cut });
    }

    /// <summary>A relation with a number, or with <c>its 0.7 quantile in 1990-01 to 1999-12</c>, then the window.</summary>
    private PeriodTest? Compared(Func<string, double, QuantileCut?, int, int, PeriodTest> make)
    {
        if (EventTestReader.Relation(reader) is not { } relation)
        {
            reader.Expected("`at least`, `at most`, `above` or `below`");
            return null;
        }

        if (reader.Take("its"))
        {
            return Quantile() is { } cut ? Windowed((window, lag) => make(relation, 0, cut, window, lag)) : null;
        }

        return reader.ExpectNumber("a number, or `its 0.7 quantile in 1990-01 to 1999-12`") is { } number ? Windowed((window, lag) => make(relation, number.Value, null, window, lag)) : null;
    }

    private QuantileCut? Quantile()
    {
        if (reader.ExpectNumber("a number between 0 and 1") is not { } level || !reader.Expect("quantile") || !reader.Expect("in", "say over which months:   its 0.7 quantile in 1990-01 to 1999-12")
            || reader.ExpectDate("the first month") is not { } first || !reader.Expect("to") || reader.ExpectDate("the last month") is not { } last)
        {
            return null;
        }

        if (!(level.Value > 0 && level.Value < 1))
        {
            draft.Bag.Error("C307", level.Place, $"a quantile lies between 0 and 1; found {Wording.Number(level.Value)}", helps: ["the value that 70 % of the months do not exceed is   its 0.7 quantile"]);
        }

        if (string.CompareOrdinal(first.Text, last.Text) >= 0)
        {
            draft.Bag.Error("C310", last.Place, $"{last.Text} does not come after {first.Text}, so there are no months to take a quantile of", helps: ["write the earlier month first, several years before the later one"]);
        }

        return new QuantileCut(level.Value, first.Text, last.Text);
    }

    /// <summary>Which months count: this one; <c>N months ago</c>; <c>in the last K months</c>, this one left out unless <c>counting this month</c>.</summary>
    private PeriodTest? Windowed(Func<int, int, PeriodTest> make)
    {
        if (reader.Peek.Is("since") && reader.PeekAt(1).Kind == TokenKind.Number)
        {
            reader.Expected("`in the last`", $"write `in the last {reader.PeekAt(1).Text} {draft.Periods}`");
            return null;
        }

        if (reader.Take("in", "the"))
        {
            if (!reader.Expect("last") || reader.ExpectCount($"the number of {draft.Periods}", 1) is not { } length || !draft.ExpectPeriod(reader))
            {
                return null;
            }

            if (reader.Peek.Is("including") || reader.Peek.Kind == TokenKind.Number)
            {
                reader.Expected("the end of the window", "a window ends with the month before this one", $"to count this {draft.Period} too write `in the last {length} {draft.Periods} counting this {draft.Period}`");
                return null;
            }

            if (!reader.Take("counting"))
            {
                return make(length, 1);
            }

            return reader.Expect("this") && draft.ExpectPeriod(reader) ? make(length, 0) : null;
        }

        if (reader.Peek.Kind == TokenKind.Number)
        {
            return Ago() is { } ago ? make(1, ago) : null;
        }

        return make(1, 0);
    }

    /// <summary>this month, or N months ago.</summary>
    private int? When()
    {
        if (!reader.Take("this"))
        {
            return Ago();
        }

        return draft.ExpectPeriod(reader) ? 0 : null;
    }

    private int? Ago()
    {
        if (reader.Peek.Kind is not (TokenKind.Number or TokenKind.Cursor))
        {
            reader.Expected($"which {draft.Period}", $"write `1 {draft.Period} ago`", $"or, for the {draft.Period} itself, `this {draft.Period}`");
            return null;
        }

        return reader.ExpectCount($"a number of {draft.Periods}", 1) is { } ago && draft.ExpectPeriod(reader) && reader.Expect("ago", $"write `{ago} {draft.Periods} ago`") ? ago : null;
    }

    private PeriodTest? Dates()
    {
        var word = reader.Word();
        if (reader.ExpectDate("a month") is not { } first)
        {
            return null;
        }

        if (word.Is("from"))
        {
            return new PeriodTest.Between(first.Text, null);
        }

        if (word.Is("until"))
        {
            return new PeriodTest.Between(null, first.Text);
        }

        if (!reader.Expect("and") || reader.ExpectDate("the last month") is not { } last)
        {
            return null;
        }

        if (string.CompareOrdinal(first.Text, last.Text) > 0)
        {
            draft.Bag.Error("C310", last.Place, $"{last.Text} comes before {first.Text}, so no {draft.Period} lies between them", helps: [$"write `between {last.Text} and {first.Text}`"]);
        }

        return new PeriodTest.Between(first.Text, last.Text);
    }

    private PeriodTest? Played()
    {
        var who = reader.Next();
        reader.Word();
        if (Names("a move") is not { } moves)
        {
            return null;
        }

        var player = draft.Player(who);
        foreach (var move in moves.Where(_ => player is not null))
        {
            draft.Move(player!, move);
        }

        return When() is { } ago ? new PeriodTest.Played(who.Text, [.. moves.Select(m => m.Text)], ago) : null;
    }

    private PeriodTest? Was()
    {
        var what = reader.Next();
        reader.Word();
        if (Names("a level") is not { } levels)
        {
            return null;
        }

        var situation = draft.Situation(what);
        foreach (var level in levels.Where(_ => situation is not null))
        {
            draft.Level(situation!, level);
        }

        return When() is { } ago ? new PeriodTest.Was(what.Text, [.. levels.Select(l => l.Text)], ago) : null;
    }

    private List<Token>? Names(string what)
    {
        var names = new List<Token>();
        do
        {
            if (reader.ExpectName(what) is not { } name)
            {
                return null;
            }

            names.Add(name);
        }
        while (MoreNames(what) && reader.Take("or"));
        return names;
    }

    private bool MoreNames(string what)
    {
        var (next, after) = (reader.PeekAt(1), reader.PeekAt(2));
        if (reader.Peek.Is("or"))
        {
            next.Typed?.Ask(what);
        }

        return reader.Peek.Is("or") && next.Kind == TokenKind.Word && !Keywords.IsReserved(next.Text) && !next.Is("from") && !next.Is("between") && !next.Is("sum") && !(next.Is("count") && after.Is("of")) && !(next.Is("nothing") && after.Is("reported")) && !after.Is("played") && !after.Is("was");
    }
}
