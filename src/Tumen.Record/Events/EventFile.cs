using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>
/// Reads a CSV file of dated events. Columns <c>event_id</c> (unique) and <c>date</c> (yyyy-MM-dd or yyyy-MM) are needed; <c>precision</c>
/// (day or month), <c>intensity</c> (a finite number) and <c>dup_of</c> (an event_id) are checked when present; all others are free text.
/// </summary>
public static class EventFile
{
    /// <summary>Largest file of events read: 2,000 million bytes.</summary>
    public const int SizeLimit = 2_000_000_000;

    /// <summary>Reads events from a stream.</summary>
    /// <param name="stream">The file; it is not closed.</param>
    /// <param name="file">Its name, for diagnostics.</param>
    /// <exception cref="BadInputException">Every mistake of one pass, each with line, column, value and what was expected; fifty in full, the rest counted.</exception>
    public static EventTable Read(Stream stream, string file) => Build(CsvTable.Read(stream, file));

    /// <summary>Reads events from text; see <see cref="Read(Stream, string)"/>.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="file">Its name, for diagnostics.</param>
    /// <exception cref="BadInputException">Every mistake of one pass.</exception>
    public static EventTable Read(string text, string file) => Build(CsvTable.Parse(text, file));

    internal static EventTable Build(CsvTable csv)
    {
        var draft = new EventDraft();
        draft.Add(csv, 0);
        return draft.Table((e, column) => csv.Place(csv.Rows[draft.Index(e.Id)], column));
    }

    /// <summary>Events gathered from one table, or from a large file's pieces one after another.</summary>
    internal sealed class EventDraft
    {
        private readonly ImmutableArray<Event>.Builder _events = ImmutableArray.CreateBuilder<Event>();
        private readonly Dictionary<string, int> _byId = new(StringComparer.Ordinal);
        private readonly List<Diagnostic> _remarks = [];
        private string _file = "";
        private ImmutableArray<string> _columns = [];

        public int Index(string id) => _byId[id];

        /// <summary>Adds the rows of a table whose first line is so many lines further down in the file.</summary>
        public void Add(CsvTable csv, int lines)
        {
            (_file, _columns) = (csv.File, csv.Columns);
            var found = new Findings(csv.File);
            var at = new EventColumns(csv.Column("event_id"), csv.Column("date"), csv.Column("precision"), csv.Column("intensity"), csv.Column("dup_of"));
            CheckHeader(csv, at, found);
            foreach (var row in csv.Rows)
            {
                string id = row.Cells[at.Id];
                if (id.Length == 0)
                {
                    Bad(found, csv, "R112", row, at.Id, "an id");
                }
                else if (!_byId.TryAdd(id, _events.Count))
                {
                    Bad(found, csv, "R112", row, at.Id, $"an id that no other row has; line {_events[_byId[id]].Line} has the same");
                }

                var e = One(csv, row, at, id, found);
                _events.Add(lines == 0 ? e : e with { Line = e.Line + lines });
            }

            found.ThrowIfAny();
            Review(csv, at, lines == 0 ? _byId : null, found);
            _remarks.AddRange(found.Remarks.Select(r => lines == 0 ? r : r with { Place = r.Place with { Line = r.Place.Line + lines } }));
        }

        public EventTable Table(Func<Event, int, Place> place) => new(_file, _columns, _events.DrainToImmutable(), _byId, [.. _remarks.Take(Findings.Shown)], place);
    }

    internal static bool TryDate(string text, out DateOnly date, out DatePrecision precision)
    {
        precision = text.Length == 7 ? DatePrecision.Month : DatePrecision.Day;
        return DateOnly.TryParseExact(text, text.Length == 7 ? "yyyy-MM" : "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
    }

    internal static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number)
        && double.IsFinite(number);

    private static void CheckHeader(CsvTable csv, EventColumns at, Findings found)
    {
        foreach (var (column, index) in new[] { ("event_id", at.Id), ("date", at.Date) })
        {
            if (index < 0)
            {
                found.Error("R110", new Place(1, 1, 1), $"the file has no column `{column}`", $"its columns are {string.Join(", ", csv.Columns)}",
                    csv.Columns is [var only] && only.IndexOfAny([';', '\t']) >= 0 ? $"cells seem to be separated by {(only.Contains(';') ? "semicolons" : "tabs")}: export the table with commas" : "events need the columns event_id and date");
            }
        }

        if (csv.Rows.IsEmpty)
        {
            found.Error("R111", new Place(1, 1, 1), "the file has a header and no events");
        }

        found.ThrowIfAny();
    }

    private static Event One(CsvTable csv, CsvRow row, EventColumns at, string id, Findings found)
    {
        string written = row.Cells[at.Date];
        if (!TryDate(written, out var date, out var precision))
        {
            Bad(found, csv, "R113", row, at.Date, "a date of the calendar such as 2018-06-19, or a month such as 2018-06");
        }

        if (at.Precision >= 0)
        {
            string says = row.Cells[at.Precision];
            if (says is not ("day" or "month" or ""))
            {
                Bad(found, csv, "R114", row, at.Precision, "day or month");
            }
            else if (says == "day" && precision == DatePrecision.Month && written.Length == 7)
            {
                Bad(found, csv, "R114", row, at.Precision, $"month, because the date `{written}` has no day");
            }

            precision = says == "month" ? DatePrecision.Month : precision;
        }

        double? intensity = null;
        if (at.Intensity >= 0 && row.Cells[at.Intensity].Length > 0)
        {
            if (TryNumber(row.Cells[at.Intensity], out double x))
            {
                intensity = x;
            }
            else
            {
                Bad(found, csv, "R115", row, at.Intensity, "a finite number, or nothing");
            }
        }

        return new Event(id, date, precision, intensity, row.Cells, row.Line);
    }

    private static void Bad(Findings found, CsvTable csv, string code, CsvRow row, int column, string expected) => found.Error(
        code, () => csv.Place(row, column), () => $"column `{csv.Columns[column]}` is `{Excerpt(row.Cells[column])}`; expected {expected}");

    private static string Excerpt(string cell)
    {
        string oneLine = cell.ReplaceLineEndings(" ");
        return oneLine.Length <= 60 ? oneLine : oneLine[..60] + "…";
    }

    // In a piece of a large file the first of two duplicates may be in another piece: then nothing is said of it.
    private static void Review(CsvTable csv, EventColumns at, Dictionary<string, int>? byId, Findings found)
    {
        var loose = at.DupOf < 0 || byId is null ? [] : csv.Rows.Where(r => r.Cells[at.DupOf].Length > 0 && !byId.ContainsKey(r.Cells[at.DupOf])).ToArray();
        if (loose.Length > 0)
        {
            found.Review("R116", csv.Place(loose[0], at.DupOf), $"{loose.Length} row(s) are marked as duplicates of events that are not in the file, the first of `{loose[0].Cells[at.DupOf]}`");
        }

        Repeats(csv, at, found);
        Names(csv, at, found);
        var (spaced, first, column) = (0, default(CsvRow), 0);
        foreach (var row in csv.Rows)
        {
            for (int c = 0; c < row.Cells.Length; c++)
            {
                string cell = row.Cells[c];
                if (cell.Length > 0 && (char.IsWhiteSpace(cell[0]) || char.IsWhiteSpace(cell[^1])))
                {
                    spaced++;
                    (first, column) = first is null ? (row, c) : (first, column);
                }
            }
        }

        if (first is not null)
        {
            found.Review("R117", csv.Place(first, column), $"{spaced} cell(s) begin or end with a space", "cells are compared as they are written, spaces included", "remove the outer spaces");
        }
    }

    // A column in which names repeat names things; one in which nearly every cell is another is free text.
    private const int MostNames = 2000;

    private static void Names(CsvTable csv, EventColumns at, Findings found)
    {
        for (int c = 0; c < csv.Columns.Length; c++)
        {
            if (c == at.Id || c == at.Date || c == at.Precision || c == at.Intensity || c == at.DupOf)
            {
                continue;
            }

            int column = c, different = csv.Rows.Select(r => r.Cells[column]).Distinct(StringComparer.Ordinal).Count();
            if (different <= MostNames && (different < 20 || 2 * different <= csv.Rows.Length))
            {
                LookAlikes.Review(csv, c, found);
            }
        }
    }

    private static void Repeats(CsvTable csv, EventColumns at, Findings found)
    {
        var seen = new Dictionary<string, CsvRow>(csv.Rows.Length, StringComparer.Ordinal);
        var (repeats, first) = (0, default(CsvRow));
        foreach (var row in csv.Rows)
        {
            string all = string.Join('\u001f', row.Cells.Where((_, c) => c != at.Id));
            if (!seen.TryAdd(all, row))
            {
                repeats++;
                first ??= row;
            }
        }

        if (first is not null)
        {
            var original = seen[string.Join('\u001f', first.Cells.Where((_, c) => c != at.Id))];
            found.Review("R119", csv.Place(first, at.Id), $"{repeats} {(repeats == 1 ? "row repeats" : "rows repeat")} another in every column but event_id, the first line {original.Line}",
                "each counts as an event of its own", "name the event that it repeats in a column `dup_of`, and let the codebook leave those out:   leave out dup_of is not empty");
        }
    }

    private readonly record struct EventColumns(int Id, int Date, int Precision, int Intensity, int DupOf);
}
