using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>Dated events as read, in file order. Immutable; the order of the rows never matters to the coding.</summary>
public sealed class EventTable
{
    private readonly Dictionary<string, int> _byId;
    private readonly Func<Event, int, Place> _place;

    internal EventTable(string file, ImmutableArray<string> columns, ImmutableArray<Event> events, Dictionary<string, int> byId, ImmutableArray<Diagnostic> remarks, Func<Event, int, Place> place)
    {
        (File, Columns, Events, Remarks) = (file, columns, events, remarks);
        (_byId, _place) = (byId, place);
    }

    /// <summary>Name of the file, or of the files.</summary>
    public string File { get; }

    /// <summary>Column names, in file order.</summary>
    public ImmutableArray<string> Columns { get; }

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
        return _place(e, column);
    }

    /// <summary>Reads events from bytes; see <see cref="EventFile"/> for the columns.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="file">Its name, for diagnostics.</param>
    /// <exception cref="BadInputException">Every bad row of one pass.</exception>
    public static EventTable Read(ReadOnlySpan<byte> bytes, string file) =>
        bytes.Length <= CsvTable.SizeLimit ? EventFile.Build(CsvTable.Read(bytes, file)) : LargeEventFile.Read(bytes, file);

    /// <summary>Reads several files of events as one: columns are joined by name, a column that a file lacks is empty in its rows.</summary>
    /// <param name="tables">One table at least.</param>
    /// <exception cref="BadInputException">R159: an id that two files use.</exception>
    public static EventTable Join(IReadOnlyList<EventTable> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        if (tables.Count == 1)
        {
            return tables[0];
        }

        ImmutableArray<string> columns = [.. tables.SelectMany(t => t.Columns).Distinct(StringComparer.Ordinal)];
        var byId = new Dictionary<string, int>(StringComparer.Ordinal);
        var events = ImmutableArray.CreateBuilder<Event>(tables.Sum(t => t.Events.Length));
        var found = new Findings(null);
        foreach (var table in tables)
        {
            int[] at = [.. columns.Select(c => table.Columns.IndexOf(c))];
            foreach (var e in table.Events)
            {
                if (!byId.TryAdd(e.Id, events.Count))
                {
                    found.Error("R159", Model.Place.None, $"the event `{e.Id}` of {table.File} (line {e.Line}) has the id of an event of another file of the record", null, "give the events of one of the files other ids");
                }

                events.Add(e with { Row = [.. at.Select(c => c < 0 ? "" : e.Row[c])] });
            }
        }

        found.ThrowIfAny();
        return new EventTable(string.Join(" and ", tables.Select(t => t.File)), columns, events.MoveToImmutable(), byId, [.. tables.SelectMany(t => t.Remarks)], (e, _) => new Place(e.Line, 1, 1));
    }

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
