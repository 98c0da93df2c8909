using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>One dated event.</summary>
/// <param name="Id">Unique id.</param>
/// <param name="Month">Months since year 0: 12·year + month − 1.</param>
/// <param name="Row">The whole row; columns as in <see cref="EventTable.Columns"/>.</param>
/// <param name="Line">Line in the file.</param>
public sealed record Event(string Id, int Month, ImmutableArray<string> Row, int Line);

/// <summary>Dated events as read, in file order.</summary>
public sealed class EventTable
{
    private EventTable(string file, ImmutableArray<string> columns, ImmutableArray<Event> events)
    {
        File = file;
        Columns = columns;
        Events = events;
    }

    /// <summary>Name of the file.</summary>
    public string File { get; }

    /// <summary>Column names.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>The events.</summary>
    public ImmutableArray<Event> Events { get; }

    /// <summary>A cell of an event by column name; empty when there is no such column.</summary>
    public string Value(Event e, string column)
    {
        int c = Columns.IndexOf(column);
        return c < 0 ? "" : e.Row[c];
    }

    /// <summary>Reads events: columns event_id and date (yyyy-MM-dd or yyyy-MM) are needed, all others are free.</summary>
    /// <exception cref="BadInputException">With every bad row: line, column, value and what was expected.</exception>
    public static EventTable Read(ReadOnlySpan<byte> bytes, string file)
    {
        var table = CsvTable.Read(bytes, file);
        int id = table.Column("event_id"), date = table.Column("date"), intensity = table.Column("intensity");
        var problems = new List<Diagnostic>();
        foreach (var (column, index) in new[] { ("event_id", id), ("date", date) })
        {
            if (index < 0)
            {
                problems.Add(Diagnostic.Error("R110", $"the file has no column `{column}`", file, new Place(1, 1, 1), null, [$"its columns are {string.Join(", ", table.Columns)}"]));
            }
        }

        if (problems.Count > 0)
        {
            throw new BadInputException(problems);
        }

        if (table.Rows.IsEmpty)
        {
            throw new BadInputException([Diagnostic.Error("R111", "the file has a header and no events", file, new Place(1, 1, 1))]);
        }

        var events = ImmutableArray.CreateBuilder<Event>(table.Rows.Length);
        var seen = new Dictionary<string, int>();
        void Bad(string code, CsvRow row, int column, string expected) => problems.Add(Diagnostic.Error(
            code, $"column `{table.Columns[column]}` is `{row.Cells[column]}`; expected {expected}", file, new Place(row.Line, 1 + row.Cells.Take(column).Sum(c => c.Length + 1), Math.Max(1, row.Cells[column].Length))));
        foreach (var row in table.Rows)
        {
            if (row.Cells[id].Length == 0 || !seen.TryAdd(row.Cells[id], row.Line))
            {
                Bad("R112", row, id, row.Cells[id].Length == 0 ? "an id" : $"a unique id; line {seen[row.Cells[id]]} has the same");
            }

            if (!TryMonth(row.Cells[date], out int month))
            {
                Bad("R113", row, date, "a date like 2018-06-19 or 2018-06");
            }

            if (intensity >= 0 && row.Cells[intensity].Length > 0
                && !(double.TryParse(row.Cells[intensity], NumberStyles.Float, CultureInfo.InvariantCulture, out double x) && double.IsFinite(x)))
            {
                Bad("R114", row, intensity, "a finite number");
            }

            events.Add(new Event(row.Cells[id], month, row.Cells, row.Line));
            if (problems.Count >= 50)
            {
                problems.Add(Diagnostic.Error("R115", "too many bad rows; the rest of the file was not read", file, new Place(row.Line, 1, 1)));
                break;
            }
        }

        return problems.Count > 0 ? throw new BadInputException(problems) : new EventTable(file, table.Columns, events.ToImmutable());
    }

    /// <summary>Reads yyyy-MM or yyyy-MM-dd as a month count.</summary>
    public static bool TryMonth(string text, out int month)
    {
        month = 0;
        if (text.Length == 7)
        {
            text += "-01";
        }

        if (text.Length != 10 || !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var d))
        {
            return false;
        }

        month = (d.Year * 12) + d.Month - 1;
        return true;
    }

    /// <summary>A month count as yyyy-MM.</summary>
    public static string MonthName(int month) => $"{month / 12:0000}-{(month % 12) + 1:00}";
}
