using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;

namespace Tumen.Import;

/// <summary>Reads files of event data of any size, one row at a time, and writes the acts of some pairs of countries as one file of events.</summary>
/// <remarks>Delimiter, header, encoding, width of rows and style of dates are recognised in every file by itself. No row is lost without a reason that is counted.</remarks>
public static class Importer
{
    private const int Looked = 2000;

    /// <summary>Imports.</summary>
    /// <param name="sources">Files, all of one format.</param>
    /// <param name="options">What is kept.</param>
    /// <param name="output">Receives the events as CSV; lines end in LF.</param>
    /// <param name="cancel">Stops between rows.</param>
    /// <returns>What was read, kept and dropped.</returns>
    /// <exception cref="BadInputException">R160: no such format or pair. R161: a file that is not of the format, empty or damaged.</exception>
    public static ImportReport Run(IEnumerable<ImportSource> sources, ImportOptions options, TextWriter output, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);
        var format = ImportOptions.Create(options);
        var writer = new EventWriter(output, format, options);
        writer.Header();
        var files = ImmutableArray.CreateBuilder<ImportedFile>();
        foreach (var source in sources)
        {
            var count = new Counts();
            var (hash, bytes) = source.Tables((name, text) => Table(name, text, format, options, writer, count, cancel));
            files.Add(new ImportedFile(source.Name, hash, bytes, [.. count.Forms], count.Read, count.Kept,
                count.Dropped.ToImmutableSortedDictionary(StringComparer.Ordinal)));
        }

        foreach (var act in format.Rest(options.Pairs).Where(a => Outside(a.Date, options) is null))
        {
            writer.Write(act, format.Facts.Title);
        }

        return new ImportReport(format.Facts, files.ToImmutable(), writer.Events, writer.Duplicates, writer.Columns, writer.Kinds, writer.First, writer.Last,
            [.. format.Notes.Concat(writer.Notes).Select(n => (n.Key, n.Value))]);
    }

    /// <summary>The formats that a table seems to have, by its header or width.</summary>
    /// <param name="text">The table.</param>
    public static ImmutableArray<string> Recognise(Stream text)
    {
        var sample = Sample(RowReader.Open(text));
        return sample.Count == 0 ? [] : Fitting(sample);
    }

    private static void Table(string name, Stream text, EventFormat format, ImportOptions options, EventWriter writer, Counts count, CancellationToken cancel)
    {
        var rows = RowReader.Open(text);
        var sample = Sample(rows);
        bool header = Columns(name, sample, format);
        format.Look(header ? sample[1..] : sample);
        count.Forms.Add($"{rows.Form.DelimiterName}s, {(header ? "a header" : "no header")}, rows of {Widths(header ? sample[1..] : sample)} cells, {rows.Form.Encoding}");
        byte[] first = [];
        if (header && rows.Next())
        {
            first = rows.Row.ToArray();
        }

        var act = new Act();
        while (rows.Next())
        {
            if ((count.Read++ & 0xFFF) == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            string? reason = header && rows.Row.SequenceEqual(first) ? DropReason.HeaderAgain : format.Read(rows, act, options.Pairs);
            reason ??= act.Actors.Count > 0 ? Outside(act.Date, options) : null;
            if (reason is not null)
            {
                count.Dropped[reason] = count.Dropped.GetValueOrDefault(reason) + 1;
                continue;
            }

            count.Kept++;
            if (act.Actors.Count > 0)
            {
                writer.Write(act, string.Create(CultureInfo.InvariantCulture, $"{name}:{rows.Line}"));
            }
        }
    }

    private static string? Outside(DateOnly date, ImportOptions options) =>
        options.From is { } from && date < from ? DropReason.Before : options.To is { } to && date > to ? DropReason.After : null;

    /// <summary>Finds the columns; true when the first row is a header.</summary>
    private static bool Columns(string name, List<string[]> sample, EventFormat format)
    {
        if (sample.Count == 0)
        {
            throw new BadInputException([Diagnostic.Error("R161", $"{name} has no rows", name, Place.None, null, null, ["name a file with rows"])]);
        }

        var missing = format.UseHeader(sample[0]);
        if (missing.IsEmpty)
        {
            return true;
        }

        int width = sample.Select(r => r.Length).Order().ElementAt(sample.Count / 2);
        if (format.UseWidth(width))
        {
            return false;
        }

        string[] fitting = [.. Fitting(sample).Select(f => $"it can be read as {f}:   tumen import {f} …")];
        string title = format.Facts.Name == "table" ? "does not have the columns named" : $"is not a table of {format.Facts.Title}";
        throw new BadInputException([Diagnostic.Error("R161", $"{name} {title}: its first row lacks {Few(missing.Select(m => $"`{m}`"))}", name, Place.None, null,
            [$"the first row has {sample[0].Length} cells: {Few(sample[0].Select(c => $"`{(c.Length > 40 ? c[..40] + "…" : c)}`"))}"],
            fitting.Length > 0 ? fitting : ["say which column is what:   tumen import table FILE --columns date=…,actor=…,target=…,kind=…"])]);
    }

    private static ImmutableArray<string> Fitting(List<string[]> sample)
    {
        int width = sample.Select(r => r.Length).Order().ElementAt(sample.Count / 2);
        var all = ImportOptions.Formats.Where(f => f != "table").Select(f => (Name: f, Format: ImportOptions.Create(new ImportOptions(f, PairFilter.All, null, null)))).ToArray();
        ImmutableArray<string> byName = [.. all.Where(f => f.Format.UseHeader(sample[0]).IsEmpty).Select(f => f.Name)];
        return byName.IsEmpty ? [.. all.Where(f => f.Name != "keds" && f.Format.UseWidth(width)).Select(f => f.Name)] : byName;
    }

    private static List<string[]> Sample(RowReader rows)
    {
        using var ahead = new MemoryStream(rows.Ahead.ToArray());
        var reader = RowReader.Open(ahead);
        var sample = new List<string[]>();
        while (sample.Count < Looked && reader.Next())
        {
            if (reader.Count > 0)
            {
                var row = reader;
                sample.Add([.. Enumerable.Range(0, Math.Min(reader.Count, RowReader.MostCells)).Select(row.Text)]);
            }
        }

        return sample;
    }

    private static string Widths(List<string[]> rows)
    {
        var widths = rows.GroupBy(r => r.Length).OrderByDescending(g => g.Count()).Select(g => g.Key.ToString(CultureInfo.InvariantCulture)).ToArray();
        return widths.Length switch
        {
            0 => "no",
            <= 3 => string.Join(" or ", widths),
            _ => string.Join(", ", widths.Take(3)) + " and other numbers of",
        };
    }

    private static string Few(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return string.Join(", ", all.Take(8)) + (all.Length > 8 ? $" and {all.Length - 8} more" : "");
    }

    private sealed class Counts
    {
        public List<string> Forms { get; } = [];

        public long Read { get; set; }

        public long Kept { get; set; }

        public Dictionary<string, long> Dropped { get; } = new(StringComparer.Ordinal);
    }
}
