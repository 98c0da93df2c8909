using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads <c>facts "facts.csv" agreement in 2011-01 to 2018-12 below agreement in 1991-01 to 2004-12</c>: dated facts of a table beside the study.</summary>
internal sealed class FactReader(GameDraft draft, TokenReader reader)
{
    /// <summary>Reads after <c>facts</c>; null when its grammar failed (reported).</summary>
    public ClaimCheck.FactAt? Read(Token start)
    {
        if (reader.ExpectText("the file of the facts") is not { } file || Span() is not { } left)
        {
            return null;
        }

        bool above = reader.Take("above");
        if (!above && !reader.Expect("below", "write `above 0.5`, `below 0.5`, or compare with another fact: `above NAME in 1991-01 to 2004-12`"))
        {
            return null;
        }

        if (reader.Peek.Kind == TokenKind.Number)
        {
            return reader.ExpectNumber("a number") is { } value ? new ClaimCheck.FactAt(file.Text, left, above, null, value.Value, start.Place) : null;
        }

        return Span() is { } right ? new ClaimCheck.FactAt(file.Text, left, above, right, double.NaN, start.Place) : null;
    }

    /// <summary>NAME [in 1991-01 to 2004-12].</summary>
    private FactSpan? Span()
    {
        if (reader.ExpectName("the name of a fact, or a number") is not { } name)
        {
            return null;
        }

        if (!reader.Take("in"))
        {
            return new FactSpan(name.Text, null, null);
        }

        if (reader.ExpectDate("the first month") is not { } first || !reader.Expect("to") || reader.ExpectDate("the last month") is not { } last)
        {
            return null;
        }

        if (string.CompareOrdinal(first.Text, last.Text) > 0)
        {
            draft.Bag.Error("S401", last.Place, $"the stretch ends in {last.Text}, before it starts ({first.Text})", helps: [$"write `{last.Text} to {first.Text}`"]);
        }

        return new FactSpan(name.Text, first.Text, last.Text);
    }
}
