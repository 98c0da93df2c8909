using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>
/// Reads tests on one event. A comma means that both hold, <c>or else</c> (loosest) that one of two does, <c>not</c> and parentheses as usual;
/// <c>or</c> alone joins values of one column. There is no second spelling.
/// </summary>
internal sealed class EventTestReader(TokenReader reader)
{
    private int _tests;

    /// <summary>A whole test.</summary>
    public EventTest? Read() => ReadElse(0);

    private EventTest? ReadElse(int depth)
    {
        var left = ReadAll(depth);
        while (left is not null && reader.Take("or", "else"))
        {
            left = ReadAll(depth) is { } right ? new EventTest.Or(left, right) : null;
        }

        return left;
    }

    private EventTest? ReadAll(int depth)
    {
        var left = ReadNot(depth);
        while (left is not null && reader.Take(','))
        {
            left = ReadNot(depth) is { } right ? new EventTest.And(left, right) : null;
        }

        if (left is not null && (reader.Peek.Is("and") || (reader.Peek.Is("or") && !reader.PeekAt(1).Is("else"))))
        {
            reader.Expected("`,` or `or else`", "both hold:      kind is talks, actor is USA", "one holds:      kind is talks or else actor is USA", "one column:     kind is talks or summit");
            return null;
        }

        return left;
    }

    private EventTest? ReadNot(int depth)
    {
        if (depth > ConditionReader.Deepest || _tests++ > ConditionReader.MostTests)
        {
            reader.Bag.Grammar("T113", reader.Peek.Place, "this test is too large to be read", notes: [$"a test holds at most {ConditionReader.MostTests} parts, nested at most {ConditionReader.Deepest} deep"], helps: ["split it into sets of events"]);
            return null;
        }

        if (reader.Take("not"))
        {
            return ReadNot(depth + 1) is { } inner ? new EventTest.Not(inner) : null;
        }

        if (reader.Take('('))
        {
            return ReadElse(depth + 1) is { } inside && reader.Expect(')') ? inside : null;
        }

        return ReadTest();
    }

    private EventTest? ReadTest()
    {
        if (Column(reader, "a column of the events file, such as kind, actor or intensity") is not { } column)
        {
            return null;
        }

        if (reader.Take("is"))
        {
            var no = reader.Take("not");
            if (Values() is not { } values)
            {
                return null;
            }

            EventTest test = new EventTest.ColumnIn(column.Text, values);
            return no ? new EventTest.Not(test) : test;
        }

        if (reader.Take("begins", "with"))
        {
            return Values() is { } beginnings ? new EventTest.ColumnBegins(column.Text, beginnings) : null;
        }

        if (Relation(reader) is { } relation)
        {
            return reader.ExpectNumber("a number") is { } number ? new EventTest.ColumnCompares(column.Text, relation, number.Value) : null;
        }

        if (reader.Peek.Kind == TokenKind.Word && reader.PeekAt(1) is var after && (after.Is("is") || after.Is("at") || after.Is("above") || after.Is("below")))
        {
            reader.Expected("`is`, `at least`, `at most`, `above` or `below`", $"a column whose name has blanks stands in quotes:   \"{column.Text} {reader.Peek.Text}\" {after.Text} …");
            return null;
        }

        string written = column.Kind == TokenKind.Text ? $"\"{column.Text}\"" : column.Text;
        reader.Expected("`is`, `begins with`, `at least`, `at most`, `above` or `below`", $"write `{written} is …` or `{written} at least 3`");
        return null;
    }

    /// <summary>A column's name: a word, or any text in quotes, as for <c>"Event Date"</c>.</summary>
    public static Token? Column(TokenReader reader, string what) => reader.Peek is { Kind: TokenKind.Text, Text.Length: > 0 } ? reader.Next() : reader.ExpectName(what);

    /// <summary>at least, at most, above or below, if one is next.</summary>
    public static string? Relation(TokenReader reader) =>
        reader.Take("at", "least") ? "at least" : reader.Take("at", "most") ? "at most" : reader.Take("above") ? "above" : reader.Take("below") ? "below" : null;

    private ImmutableArray<string>? Values()
    {
        var values = ImmutableArray.CreateBuilder<string>();
        do
        {
            var token = reader.Peek;
            if (token.Kind is not (TokenKind.Word or TokenKind.Text or TokenKind.Number or TokenKind.Date) || token.Is("and") || token.Is("or") || token.Is("not"))
            {
                reader.Expected("a value of the column", "write   kind is visit   or   kind is empty");
                return null;
            }

            reader.Next();
            values.Add(token.Is("empty") ? string.Empty : token.Text);
        }
        while (MoreValues() && reader.Take("or"));
        return values.ToImmutable();
    }

    /// <summary>Whether another value follows; a test of another column after a bare <c>or</c> is left to be reported.</summary>
    private bool MoreValues()
    {
        var (next, after) = (reader.PeekAt(1), reader.PeekAt(2));
        return reader.Peek.Is("or") && !next.Is("else") && !next.Is("not") && !next.Is('(') && !(after.Is("is") || after.Is("begins") || after.Is("at") || after.Is("above") || after.Is("below"));
    }
}
