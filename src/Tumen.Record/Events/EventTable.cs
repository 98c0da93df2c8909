using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>Dated events as read, in file order. Immutable; the order of the rows never matters to the coding.</summary>
public sealed class EventTable
{
    private readonly CsvTable _csv;
    private readonly Dictionary<string, int> _byId;

    internal EventTable(CsvTable csv, ImmutableArray<Event> events, Dictionary<string, int> byId, ImmutableArray<Diagnostic> remarks)
    {
        _csv = csv;
        _byId = byId;
        Events = events;
        Remarks = remarks;
    }

    /// <summary>Name of the file.</summary>
    public string File => _csv.File;

    /// <summary>Column names, in file order.</summary>
    public ImmutableArray<string> Columns => _csv.Columns;

    /// <summary>The events, in file order; at least one.</summary>
    public ImmutableArray<Event> Events { get; }

    /// <summary>Reviewer's remarks on the file; they never block.</summary>
    public ImmutableArray<Diagnostic> Remarks { get; }

    /// <summary>The event of that id, or null.</summary>
    public Event? Find(string id) => _byId.TryGetValue(id, out int k) ? Events[k] : null;

    /// <summary>A cell of an event by column name; empty when there is no such column.</summary>
    public string Value(Event e, string column)
    {
        ArgumentNullException.ThrowIfNull(e);
        int c = Columns.IndexOf(column);
        return c < 0 ? "" : e.Row[c];
    }

    /// <summary>Where a cell of an event stands in the file.</summary>
    /// <param name="e">An event of this table.</param>
    /// <param name="column">Index of the column.</param>
    public Place Place(Event e, int column)
    {
        ArgumentNullException.ThrowIfNull(e);
        return _csv.Place(_csv.Rows[_byId[e.Id]], column);
    }

    /// <summary>Reads events from bytes; see <see cref="EventFile"/> for the columns.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="file">Its name, for diagnostics.</param>
    /// <exception cref="BadInputException">Every bad row of one pass.</exception>
    public static EventTable Read(ReadOnlySpan<byte> bytes, string file) => EventFile.Build(CsvTable.Read(bytes, file));

    /// <summary>Reads yyyy-MM or yyyy-MM-dd as a month counted from year 0.</summary>
    /// <param name="text">The text.</param>
    /// <param name="month">12 · year + month − 1, or 0.</param>
    /// <returns>False when it is not a date of the calendar.</returns>
    public static bool TryMonth(string text, out int month)
    {
        bool ok = EventFile.TryDate(text, out var date, out _);
        month = ok ? (date.Year * 12) + date.Month - 1 : 0;
        return ok;
    }

    /// <summary>A month counted from year 0, as yyyy-MM.</summary>
    public static string MonthName(int month) => string.Create(CultureInfo.InvariantCulture, $"{month / 12:0000}-{(month % 12) + 1:00}");
}
