using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads <c>records ["name"] "events.csv" [and "more.csv" …] [coded by "x.codebook"] [, 1990-01 to 2025-12] [as "unit" and "more.csv" … as "unit"]</c>,
/// and the same after <c>placebo</c>, where the name is a must.</summary>
internal sealed class RecordReader(StudyDraft draft, TokenReader reader)
{
    /// <summary>Reads one clause after <c>records</c> or <c>placebo</c>.</summary>
    public bool Read(Token head)
    {
        Token? name = null;
        if (reader.Peek.Kind == TokenKind.Text && reader.PeekAt(1).Kind == TokenKind.Text)
        {
            name = reader.Next();
        }

        bool placebo = head.Is("placebo");
        if (placebo && name is null)
        {
            reader.Expected("the name of the placebo, then a file", "write `placebo \"Moscow in Beijing's place\" \"events.csv\" coded by \"moscow.codebook\", 1990-01 to 2025-12`");
            return false;
        }

        var units = new List<RecordSource>();
        do
        {
            if (Unit(name?.Text, head) is not { } unit)
            {
                return false;
            }

            units.Add(unit);
        }
        while (reader.Take("and"));
        if (!reader.ExpectEnd("the records", "write `records \"events.csv\" coded by \"x.codebook\", 1990-01 to 2025-12`"))
        {
            return false;
        }

        var list = placebo ? draft.Placebos : draft.Records;
        if (draft.Records.Concat(draft.Placebos).FirstOrDefault(r => r.Name == name?.Text) is { } earlier)
        {
            draft.Bag.Error("S402", head.Place, name is null ? "the study has a second main record" : $"there are two records called \"{name?.Text}\"",
                others: [new DiagnosticLabel(earlier.Place, "the first one")], helps: ["an alternative coding carries a name:   records \"strict\" \"events.csv\" coded by \"strict.codebook\""]);
        }

        if (units.Count > 1 && (units.Any(u => u.Unit is null) || units.Select(u => u.Unit).Distinct().Count() < units.Count))
        {
            draft.Bag.Error("S415", head.Place, "records that are joined need a name each, all different",
                helps: ["records \"a.csv\" coded by \"a.codebook\", 1990-01 to 2025-12 as \"North Korea\" and \"b.csv\" coded by \"b.codebook\", 1979-04 to 2011-11 as \"Israel\""]);
        }

        list.Add(units[0] with { Joined = [.. units.Skip(1)] });
        return true;
    }

    private RecordSource? Unit(string? name, Token head)
    {
        if (reader.ExpectText("a file") is not { } file)
        {
            return null;
        }

        var more = ImmutableArray.CreateBuilder<string>();
        while (MoreEvents() && reader.Take("and") && reader.ExpectText("a file of events") is { } next)
        {
            more.Add(next.Text);
        }

        string? codebook = null, from = null, to = null, unit = null;
        if (reader.Take("coded"))
        {
            if (!reader.Expect("by") || reader.ExpectText("a codebook") is not { } by)
            {
                return null;
            }

            codebook = by.Text;
        }

        if (reader.Take(','))
        {
            if (reader.ExpectDate("the first month") is not { } first || !reader.Expect("to") || reader.ExpectDate("the last month") is not { } last)
            {
                return null;
            }

            (from, to) = (first.Text, last.Text);
            if (string.CompareOrdinal(from, to) > 0)
            {
                draft.Bag.Error("S401", last.Place, $"the record ends in {to}, before it starts ({from})", helps: [$"write `{to} to {from}`"]);
            }
        }

        if (reader.Take("as"))
        {
            if (reader.ExpectText("the name of the unit") is not { } called)
            {
                return null;
            }

            unit = called.Text;
        }

        return new RecordSource(file.Text, codebook, from, to, name, head.Place) { Unit = unit, MoreEvents = more.ToImmutable() };
    }

    /// <summary>Whether files joined by <c>and</c> lead up to one <c>coded by</c>: then they are events of one record, not records of several units.</summary>
    private bool MoreEvents()
    {
        int k = 0;
        while (reader.PeekAt(k).Is("and") && reader.PeekAt(k + 1).Kind == TokenKind.Text)
        {
            k += 2;
        }

        return k > 0 && reader.PeekAt(k).Is("coded");
    }
}
