using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads <c>situation trade from series "trade-CHN-PRK" in "series.csv", 12 months earlier, cuts 1, 2</c>, or <c>cuts at its 0.5, 0.9 quantile in 1990-01 to 1999-12</c>.</summary>
internal sealed class SeriesReader(CodebookDraft draft, TokenReader reader)
{
    private ImmutableArray<double> _cuts = [], _quantiles = [];
    private string? _from, _to;
    private int _lag;

    /// <summary>Reads the rule after <c>from series</c>.</summary>
    public bool Read(RuleDraft rule)
    {
        if (reader.ExpectText("the name of a series") is not { } name || !reader.Expect("in", "write   from series \"trade\" in \"series.csv\"") || reader.ExpectText("a file of series") is not { } file)
        {
            return false;
        }

        while (reader.Take(','))
        {
            if (!(reader.Take("cuts") ? reader.Take("at") ? Quantiles() : Cuts() : Earlier()))
            {
                return false;
            }
        }

        if (rule.Series is not null)
        {
            draft.Bag.Error("C303", rule.Name.Place, $"`{rule.Name.Text}` is read from two series", helps: ["code it one way: keep one of them"]);
        }

        rule.Series ??= new SeriesRule(name.Text, file.Text, _cuts, _quantiles, _from, _to, _lag);
        return reader.ExpectEnd("a series", "its parts are separated by commas");
    }

    private bool Earlier()
    {
        reader.Offer(["cuts"]);
        if (reader.ExpectCount($"`cuts`, or how many {draft.Periods} earlier", 1) is not { } lag || !draft.ExpectPeriod(reader) || !reader.Expect("earlier"))
        {
            return false;
        }

        _lag = lag;
        return true;
    }

    private bool Cuts()
    {
        if (Numbers("a cut") is not { } cuts)
        {
            return false;
        }

        _cuts = cuts;
        return true;
    }

    private bool Quantiles()
    {
        var at = reader.Peek;
        if (!reader.Expect("its") || Numbers("a quantile between 0 and 1") is not { } levels || !reader.Expect("quantile") || !reader.Expect("in") || reader.ExpectDate("the first month") is not { } first
            || !reader.Expect("to") || reader.ExpectDate("the last month") is not { } last)
        {
            return false;
        }

        if (levels.Any(p => !(p > 0 && p < 1)) || string.CompareOrdinal(first.Text, last.Text) > 0)
        {
            draft.Bag.Error("C307", at.Place, "a quantile lies between 0 and 1, over months of which the first comes first", helps: ["write   cuts at its 0.33, 0.67 quantile in 1990-01 to 1999-12"]);
        }

        (_quantiles, _from, _to) = (levels, first.Text, last.Text);
        return true;
    }

    private ImmutableArray<double>? Numbers(string what)
    {
        var numbers = ImmutableArray.CreateBuilder<double>();
        do
        {
            if (reader.ExpectNumber(what) is not { } number)
            {
                return null;
            }

            if (numbers.Count > 0 && number.Value <= numbers[^1])
            {
                draft.Bag.Error("C305", number.Place, $"cuts rise from left to right; {Wording.Number(number.Value)} does not follow {Wording.Number(numbers[^1])}", helps: ["write them in rising order"]);
            }

            numbers.Add(number.Value);
        }
        while (reader.Peek.Is(',') && (reader.PeekAt(1).Kind == TokenKind.Number || reader.PeekAt(1).Is('-')) && !IsEarlier() && reader.Take(','));
        return numbers.ToImmutable();
    }

    // In `cuts 1, 2, 12 months earlier` the last number counts months.
    private bool IsEarlier() => reader.PeekAt(1).Kind == TokenKind.Number && reader.PeekAt(2).Kind == TokenKind.Word && reader.PeekAt(3).Is("earlier");
}
