using System.Collections.Immutable;
using System.Text.Json;

namespace Tumen.Import;

/// <summary>What one file gave.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Hash">SHA-256 of the file as it is, in lower-case hexadecimal.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Forms">How its tables are written, in words.</param>
/// <param name="Read">Rows read, a header not counted.</param>
/// <param name="Kept">Rows kept.</param>
/// <param name="Dropped">Rows dropped, by reason; with <paramref name="Kept"/> they add up to <paramref name="Read"/>.</param>
public sealed record ImportedFile(
    string Name, string Hash, long Bytes, ImmutableArray<string> Forms, long Read, long Kept, ImmutableSortedDictionary<string, long> Dropped);

/// <summary>What an import read, kept and dropped, and what its columns mean.</summary>
/// <param name="Facts">The format.</param>
/// <param name="Files">One entry a file.</param>
/// <param name="Events">Events written.</param>
/// <param name="Duplicates">Of them, those marked as duplicates.</param>
/// <param name="Columns">Columns written.</param>
/// <param name="Kinds">Events by kind, most frequent first.</param>
/// <param name="First">First day of an event, or null.</param>
/// <param name="Last">Last day of an event, or null.</param>
/// <param name="Notes">What was seen while reading: a sentence and for how many rows.</param>
public sealed record ImportReport(
    FormatFacts Facts, ImmutableArray<ImportedFile> Files, long Events, long Duplicates, ImmutableArray<string> Columns,
    ImmutableArray<(string Kind, long Count)> Kinds, DateOnly? First, DateOnly? Last, ImmutableArray<(string Note, long Rows)> Notes)
{
    /// <summary>Rows read over all files.</summary>
    public long Read => Files.Sum(f => f.Read);

    /// <summary>Rows kept over all files.</summary>
    public long Kept => Files.Sum(f => f.Kept);

    /// <summary>Rows dropped over all files, by reason.</summary>
    public ImmutableSortedDictionary<string, long> Dropped =>
        Files.SelectMany(f => f.Dropped).GroupBy(d => d.Key, StringComparer.Ordinal).ToImmutableSortedDictionary(g => g.Key, g => g.Sum(d => d.Value), StringComparer.Ordinal);

    /// <summary>The report as import.json.</summary>
    /// <param name="version">Version of the program.</param>
    /// <param name="command">The words of the command line that made it.</param>
    public byte[] ToJson(string version, IEnumerable<string> command)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            w.WriteStartObject();
            w.WriteString("format", Facts.Name);
            w.WriteString("version", version);
            w.WriteString("command", string.Join(' ', command));
            w.WriteString("citation", Facts.Citation);
            w.WriteString("terms", Facts.Terms);
            w.WriteNumber("rowsRead", Read);
            w.WriteNumber("rowsKept", Kept);
            Counts(w, "rowsDropped", Dropped);
            w.WriteNumber("events", Events);
            w.WriteNumber("duplicates", Duplicates);
            w.WriteString("first", First?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            w.WriteString("last", Last?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            Strings(w, "columns", Columns);
            Strings(w, "meanings", Facts.Meanings);
            Counts(w, "kinds", Kinds.Select(k => KeyValuePair.Create(k.Kind, k.Count)));
            Counts(w, "notes", Notes.Select(n => KeyValuePair.Create(n.Note, n.Rows)));
            w.WriteStartArray("files");
            foreach (var file in Files)
            {
                w.WriteStartObject();
                w.WriteString("name", file.Name);
                w.WriteString("sha256", file.Hash);
                w.WriteNumber("bytes", file.Bytes);
                Strings(w, "written", file.Forms);
                w.WriteNumber("rowsRead", file.Read);
                w.WriteNumber("rowsKept", file.Kept);
                Counts(w, "rowsDropped", file.Dropped);
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Strings(Utf8JsonWriter w, string name, IEnumerable<string> values)
    {
        w.WriteStartArray(name);
        foreach (string value in values)
        {
            w.WriteStringValue(value);
        }

        w.WriteEndArray();
    }

    private static void Counts(Utf8JsonWriter w, string name, IEnumerable<KeyValuePair<string, long>> counts)
    {
        w.WriteStartObject(name);
        foreach (var (key, count) in counts)
        {
            w.WriteNumber(key, count);
        }

        w.WriteEndObject();
    }
}
