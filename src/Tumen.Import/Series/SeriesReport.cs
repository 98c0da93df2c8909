using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tumen.Record;

namespace Tumen.Import;

/// <summary>Series by month or year: what is measured at times, not dated acts.</summary>
/// <param name="Csv">Columns <c>series</c>, <c>date</c> (yyyy or yyyy-MM), <c>value</c>, <c>count</c> (cells behind the value); sorted, lines end in LF.</param>
/// <param name="Names">Names of the series.</param>
/// <param name="Values">Values written.</param>
/// <param name="Read">Rows read.</param>
/// <param name="Kept">Rows kept.</param>
/// <param name="Dropped">Rows dropped by reason; with <paramref name="Kept"/> they add up to <paramref name="Read"/>.</param>
/// <param name="Files">Name and SHA-256 of each file.</param>
/// <param name="Meaning">What a value means.</param>
public sealed record SeriesReport(
    string Csv, ImmutableArray<string> Names, int Values, long Read, long Kept, ImmutableSortedDictionary<string, long> Dropped, ImmutableArray<(string Name, string Hash)> Files, string Meaning)
{
    /// <summary>The report as import.json.</summary>
    /// <param name="version">Version of the program.</param>
    /// <param name="command">The words of the command line that made it.</param>
    public byte[] ToJson(string version, IEnumerable<string> command)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            w.WriteStartObject();
            w.WriteString("format", "series");
            w.WriteString("version", version);
            w.WriteString("command", string.Join(' ', command));
            w.WriteString("meaning", Meaning);
            w.WriteNumber("rowsRead", Read);
            w.WriteNumber("rowsKept", Kept);
            w.WriteStartObject("rowsDropped");
            foreach (var (reason, count) in Dropped)
            {
                w.WriteNumber(reason, count);
            }

            w.WriteEndObject();
            w.WriteNumber("values", Values);
            w.WriteStartArray("series");
            foreach (string name in Names)
            {
                w.WriteStringValue(name);
            }

            w.WriteEndArray();
            w.WriteStartArray("files");
            foreach (var (name, hash) in Files)
            {
                w.WriteStartObject();
                w.WriteString("name", name);
                w.WriteString("sha256", hash);
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }

        return stream.ToArray();
    }
}

/// <summary>Gathers values of series: the mean of what one series has at one date.</summary>
internal sealed class SeriesDraft(string meaning)
{
    private readonly SortedDictionary<(string Series, string Date), (double Sum, int Count)> _values = new(Comparer<(string Series, string Date)>.Create((a, b) =>
        string.CompareOrdinal(a.Series, b.Series) is not 0 and var s ? s : string.CompareOrdinal(a.Date, b.Date)));

    private readonly SortedDictionary<string, long> _dropped = new(StringComparer.Ordinal);
    private readonly List<(string, string)> _files = [];

    public long Read { get; set; }

    public long Kept { get; set; }

    public void Add(string series, string date, double value)
    {
        var (sum, count) = _values.GetValueOrDefault((series, date));
        _values[(series, date)] = (sum + value, count + 1);
    }

    public void Drop(string reason) => _dropped[reason] = _dropped.GetValueOrDefault(reason) + 1;

    public void File(string name, string hash) => _files.Add((name, hash));

    public SeriesReport Report()
    {
        var text = new StringBuilder("series,date,value,count\n");
        foreach (var ((series, date), (sum, count)) in _values)
        {
            text.Append(CsvTable.Quote(series)).Append(',').Append(date).Append(',').Append((sum / count).ToString("R", CultureInfo.InvariantCulture)).Append(',').Append(count.ToString(CultureInfo.InvariantCulture)).Append('\n');
        }

        return new SeriesReport(text.ToString(), [.. _values.Keys.Select(k => k.Series).Distinct()], _values.Count, Read, Kept,
            _dropped.ToImmutableSortedDictionary(StringComparer.Ordinal), [.. _files], meaning);
    }
}
