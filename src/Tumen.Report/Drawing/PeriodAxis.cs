using System.Globalization;

namespace Tumen.Report.Drawing;

/// <summary>Chooses which periods to name under a chart: Januaries as years when the periods are months (yyyy-MM), else every so many.</summary>
internal static class PeriodAxis
{
    /// <summary>Ticks as index of the period and what to write.</summary>
    /// <param name="periods">Names of the periods, in order.</param>
    /// <param name="unit">Width of a period in units.</param>
    public static IEnumerable<(int Index, string Text)> Ticks(IReadOnlyList<string> periods, double unit)
    {
        bool months = periods.Count > 24 && periods.All(p => TryYear(p, out _)) && periods.Any(p => p.EndsWith("-01", StringComparison.Ordinal));
        if (!months)
        {
            double room = TextMeasure.Widest(periods.Take(1000)) + 8;
            int every = Math.Max(1, (int)Math.Ceiling(room / unit));
            for (int i = 0; i < periods.Count; i += every)
            {
                yield return (i, periods[i]);
            }

            yield break;
        }

        int years = new[] { 1, 2, 5, 10, 20, 50 }.FirstOrDefault(y => y * 12 * unit >= 32, 100);
        for (int i = 0; i < periods.Count; i++)
        {
            if (TryYear(periods[i], out int year) && periods[i].EndsWith("-01", StringComparison.Ordinal) && year % years == 0)
            {
                yield return (i, year.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>Draws grid lines and names.</summary>
    public static void Draw(SvgCanvas canvas, IReadOnlyList<string> periods, double left, double unit, double top, double bottom)
    {
        foreach (var (index, text) in Ticks(periods, unit))
        {
            double x = left + index * unit;
            canvas.Line("tc-grid", x, top, x, bottom + 4);
            canvas.Text("tc-tick", x + (unit > 20 ? unit / 2 : 0), bottom + 16, text, "middle");
        }
    }

    private static bool TryYear(string period, out int year)
    {
        year = 0;
        return period.Length == 7 && period[4] == '-' && char.IsAsciiDigit(period[5]) && char.IsAsciiDigit(period[6])
            && int.TryParse(period.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out year);
    }
}
