using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>Measures by year or month, as <c>tumen import series</c> writes them: columns series, date and value. A year's value holds in each of its months, a later row of one date in the place of an earlier.</summary>
public sealed class SeriesFile
{
    private readonly Dictionary<string, Dictionary<int, double>> _values; // series -> month -> value
    private readonly Dictionary<string, Dictionary<int, double>> _years;

    private SeriesFile(string file, Dictionary<string, Dictionary<int, double>> months, Dictionary<string, Dictionary<int, double>> years) => (File, _values, _years) = (file, months, years);

    /// <summary>The file's name.</summary>
    public string File { get; }

    /// <summary>Names of its series, in order.</summary>
    public IEnumerable<string> Names => _values.Keys.Union(_years.Keys).Order(StringComparer.Ordinal);

    /// <summary>Reads a series file.</summary>
    /// <param name="bytes">Content, UTF-8.</param>
    /// <param name="file">Name, for diagnostics.</param>
    /// <exception cref="BadInputException">A column that is missing (R139), a date that is neither a year nor a month nor a day, or a value that is no number.</exception>
    public static SeriesFile Read(ReadOnlySpan<byte> bytes, string file)
    {
        var csv = CsvTable.Read(bytes, file);
        var found = new Findings(file);
        int series = csv.Column("series"), date = csv.Column("date"), value = csv.Column("value");
        if (series < 0 || date < 0 || value < 0)
        {
            found.Error("R139", csv.Place(csv.Header, 0), "a file of series has the columns `series`, `date` and `value`", $"its columns are {string.Join(", ", csv.Columns)}", "make one with   tumen import series FILE --columns year=…,value=…");
            found.ThrowIfAny();
        }

        Dictionary<string, Dictionary<int, double>> months = new(StringComparer.Ordinal), years = new(StringComparer.Ordinal);
        foreach (var row in csv.Rows)
        {
            string when = row.Cells[date];
            bool year = when.Length == 4 && int.TryParse(when, NumberStyles.None, CultureInfo.InvariantCulture, out _);
            int month = 0;
            if (!year && !(when.Length >= 7 && EventTable.TryMonth(when[..7], out month)))
            {
                found.Error("R139", csv.Place(row, date), $"`{when}` is no date of a series", "a date is a year, a month such as 2001-04, or a day", "write it so");
                continue;
            }

            if (!double.TryParse(row.Cells[value], NumberStyles.Float, CultureInfo.InvariantCulture, out double x) || !double.IsFinite(x))
            {
                found.Error("R139", csv.Place(row, value), $"`{row.Cells[value]}` is no number", null, "leave the row out where nothing is known");
                continue;
            }

            var into = year ? years : months;
            (into.TryGetValue(row.Cells[series], out var own) ? own : into[row.Cells[series]] = [])[year ? int.Parse(when, CultureInfo.InvariantCulture) : month] = x;
        }

        found.ThrowIfAny();
        return new SeriesFile(file, months, years);
    }

    /// <summary>The value of a series in a month; null where there is none.</summary>
    /// <param name="series">Its name.</param>
    /// <param name="month">Months since year 0, as <see cref="EventTable"/> counts them.</param>
    public double? At(string series, int month) => _values.TryGetValue(series, out var months) && months.TryGetValue(month, out double x) ? x
        : _years.TryGetValue(series, out var years) && years.TryGetValue(month / 12, out double y) ? y : null;
}
