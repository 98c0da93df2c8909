using System.Globalization;
using Tumen.Record;

namespace Tumen.Report.Drawing;

/// <summary>Coverage of a coded record by year: what share of each column's months rests on events, and how many events were kept.</summary>
public static class CoverageChart
{
    /// <summary>Draws the chart; years down, columns of the record across.</summary>
    /// <param name="coverage">Coverage by month.</param>
    /// <param name="name">Name of the record.</param>
    /// <returns>An SVG element. Columns without a known month in a year are hatched.</returns>
    public static string Draw(CoverageByMonth coverage, string name)
    {
        ArgumentNullException.ThrowIfNull(coverage);
        ArgumentNullException.ThrowIfNull(name);
        (string Year, int From, int To)[] years = [.. coverage.Months.Select((m, t) => (Year: m[..4], t)).GroupBy(x => x.Year).Select(g => (g.Key, g.Min(x => x.t), g.Max(x => x.t) + 1))];
        string[] rows = [.. years.Select(y => string.Create(CultureInfo.InvariantCulture, $"{y.Year}: {Enumerable.Range(y.From, y.To - y.From).Sum(t => coverage.Events[t])} events"))];
        double[][] shares = [.. years.Select(y => coverage.Rows.Select(r => r.Known(y.From, y.To) == 0 ? double.NaN : r.OnEvents(y.From, y.To)).ToArray())];
        return HeatMap.Draw($"Coverage of {name}: share of a year's months whose cells rest on events; hatched where nothing is known", rows, [.. coverage.Rows.Select(r => r.Name)], shares, "0.00", "year");
    }
}
