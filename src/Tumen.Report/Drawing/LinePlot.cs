namespace Tumen.Report.Drawing;

/// <summary>One line.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Tone">Its colour.</param>
/// <param name="Now">One number a period.</param>
/// <param name="Before">The same before a change, drawn dashed; empty for none.</param>
public sealed record LineSeries(string Name, Tone Tone, IReadOnlyList<double> Now, IReadOnlyList<double> Before);

/// <summary>Several lines over periods ahead, before and after a change, named at their right ends.</summary>
public static class LinePlot
{
    private const double Plot = 620;
    private const double Left = 52;

    /// <summary>Draws the lines.</summary>
    /// <param name="title">What it shows, for readers who cannot see it.</param>
    /// <param name="periods">Names of the periods.</param>
    /// <param name="series">The lines.</param>
    /// <param name="low">Least value of the axis; NaN fits it to the numbers.</param>
    /// <param name="high">Largest value of the axis; NaN fits it.</param>
    /// <param name="height">Height of the plot.</param>
    /// <param name="format">How to write a number.</param>
    /// <returns>An SVG element of the same size whatever the numbers, so that a page does not move while they change.</returns>
    public static string Draw(
        string title, IReadOnlyList<string> periods, IReadOnlyList<LineSeries> series, double low = double.NaN, double high = double.NaN, double height = 130, string format = "0.000")
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(periods);
        ArgumentNullException.ThrowIfNull(series);
        if (series.Any(s => s.Now.Count != periods.Count || (s.Before.Count > 0 && s.Before.Count != periods.Count)))
        {
            throw new ArgumentException($"Every line needs one number for each of {periods.Count} periods.", nameof(series));
        }

        double top = 8, bottom = top + height, unit = Plot / Math.Max(1, periods.Count - 1);
        var values = double.IsNaN(low) || double.IsNaN(high) ? series.SelectMany(s => s.Now.Concat(s.Before)) : [low, high];
        var scale = LinearScale.Fit(values, bottom, top, 4);
        var canvas = new SvgCanvas();
        foreach (double tick in scale.Ticks())
        {
            canvas.Line(tick == 0 ? "tc-zero" : "tc-grid", Left, scale.At(tick), Left + Plot, scale.At(tick));
            canvas.Text("tc-tick", Left - 6, scale.At(tick) + 3.5, TextMeasure.Number(tick, scale.TickFormat), "end");
        }

        foreach (var (index, text) in PeriodAxis.Ticks(periods, unit).Where(t => t.Index * unit < Plot - 10))
        {
            canvas.Line("tc-grid", Left + (index * unit), top, Left + (index * unit), bottom + 3);
            canvas.Text("tc-tick", Left + (index * unit), bottom + 14, text, "middle");
        }

        foreach (var s in series)
        {
            canvas.Path("tc-before " + ChartStyle.Stroke(s.Tone), Line(s.Before, scale, unit));
            canvas.Path("tc-series " + ChartStyle.Stroke(s.Tone), Line(s.Now, scale, unit));
        }

        Names(canvas, series, scale, top, bottom, format);
        for (int t = 0; t < periods.Count; t++)
        {
            double from = Math.Max(Left, Left + ((t - 0.5) * unit)), to = Math.Min(Left + Plot, Left + ((t + 0.5) * unit));
            string words = string.Join('\n', [periods[t], .. series.Select(s => $"{s.Name}: {TextMeasure.Number(s.Now[t], format)}{(s.Before.Count > 0 ? $" (before {TextMeasure.Number(s.Before[t], format)})" : "")}")]);
            canvas.Rect("tc-hit", from, top, to - from, height, words);
        }

        return canvas.Finish(title, Left + Plot + 190, bottom + 22);
    }

    // Names beside the last values, pushed apart so that they do not cover each other.
    private static void Names(SvgCanvas canvas, IReadOnlyList<LineSeries> series, LinearScale scale, double top, double bottom, string format)
    {
        var order = series.Where(s => s.Now.Count > 0).OrderBy(s => scale.At(s.Now[^1])).ToList();
        var at = order.Select(s => scale.At(s.Now[^1]) + 3.5).ToArray();
        for (int i = 1; i < at.Length; i++)
        {
            at[i] = Math.Max(at[i], at[i - 1] + 13);
        }

        double over = at.Length > 0 ? Math.Max(0, at[^1] - bottom) : 0;
        for (int i = at.Length - 1; i >= 0 && over > 0; i--)
        {
            at[i] = Math.Max(top + 4 + (i * 13), Math.Min(at[i], bottom - ((at.Length - 1 - i) * 13)));
        }

        for (int i = 0; i < order.Count; i++)
        {
            double y = at[i];
            string number = TextMeasure.Number(order[i].Now[^1], format);
            canvas.Rect(ChartStyle.Class(order[i].Tone), Left + Plot + 8, y - 8, 9, 9);
            canvas.Label("tc-small", Left + Plot + 22, y, $"{order[i].Name} {number}", 160);
        }
    }

    private static string Line(IReadOnlyList<double> values, LinearScale scale, double unit)
    {
        var path = new System.Text.StringBuilder();
        bool broken = true;
        for (int t = 0; t < values.Count; t++)
        {
            if (!double.IsFinite(values[t]))
            {
                broken = true;
                continue;
            }

            path.Append(broken ? 'M' : 'L').Append(SvgCanvas.N(Left + (t * unit))).Append(' ').Append(SvgCanvas.N(scale.At(values[t])));
            broken = false;
        }

        return path.ToString();
    }
}
