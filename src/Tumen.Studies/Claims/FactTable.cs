using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;
using Tumen.Record;

namespace Tumen.Studies;

/// <summary>A dated fact with its source.</summary>
/// <param name="Name">What it is of.</param>
/// <param name="Date">Period "yyyy-MM".</param>
/// <param name="Value">The number.</param>
/// <param name="Source">Where it is from.</param>
public sealed record Fact(string Name, string Date, double Value, string Source);

/// <summary>A small table of dated facts beside a study: columns name, date, value and source.</summary>
public static class FactTable
{
    private static readonly string[] Columns = ["name", "date", "value", "source"];

    /// <summary>Reads the table that checks of claims name, and judges that it has what they ask for.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="file">Its name as written.</param>
    /// <param name="asked">Checks that read it.</param>
    /// <param name="claims">File of the claims, for messages.</param>
    /// <exception cref="BadInputException">A column that is missing, a line without number, month or source, a fact that a check asks for and the table lacks.</exception>
    public static ImmutableArray<Fact> Read(byte[] bytes, string file, IReadOnlyList<ClaimCheck.FactAt> asked, string claims)
    {
        var table = CsvTable.Read(bytes, file);
        int[] at = [.. Columns.Select(table.Column)];
        if (at.Contains(-1))
        {
            throw Wrong(file, new Place(1, 1, 1), $"a table of facts has the columns name, date, value and source; {Columns[Array.IndexOf(at, -1)]} is missing", "start the file with   name,date,value,source");
        }

        var facts = ImmutableArray.CreateBuilder<Fact>();
        foreach (var row in table.Rows)
        {
            string Cell(int c) => row.Cells[at[c]].Trim();
            if (!double.TryParse(Cell(2), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
            {
                throw Wrong(file, table.Place(row, at[2]), $"`{Cell(2)}` is no number", "write a number such as 0.83");
            }

            string date = Cell(1).Length >= 7 ? Cell(1)[..7] : Cell(1);
            if (date.Length != 7 || !EventTable.TryMonth(date, out _))
            {
                throw Wrong(file, table.Place(row, at[1]), $"`{Cell(1)}` is no month", "write a month such as 1991-12; a yearly number stands in its last month");
            }

            if (Cell(3).Length == 0)
            {
                throw Wrong(file, table.Place(row, at[3]), $"the fact {Cell(0)} of {date} has no source", "say where the number is from");
            }

            facts.Add(new Fact(Cell(0), date, value, Cell(3)));
        }

        foreach (var check in asked)
        {
            foreach (var span in new[] { check.Left, check.Right }.OfType<FactSpan>().Where(s => In(facts, s).IsEmpty))
            {
                throw Wrong(claims, check.Place, $"{file} has no fact {span.Name}{(span.From is null ? "" : $" in {span.From} to {span.To}")}",
                    $"it has {string.Join("; ", facts.GroupBy(f => f.Name).Select(g => $"{g.Key} ({g.Min(f => f.Date)} to {g.Max(f => f.Date)})"))}");
            }
        }

        return facts.ToImmutable();
    }

    /// <summary>Facts of a name within a stretch.</summary>
    internal static ImmutableArray<Fact> In(IEnumerable<Fact> facts, FactSpan span) => [.. facts.Where(f => f.Name == span.Name
        && (span.From is null || string.CompareOrdinal(f.Date, span.From) >= 0) && (span.To is null || string.CompareOrdinal(f.Date, span.To) <= 0)).OrderBy(f => f.Date, StringComparer.Ordinal)];

    private static BadInputException Wrong(string file, Place place, string message, string help) => new([Diagnostic.Error("S423", message, file, place, null, null, [help])]);
}
