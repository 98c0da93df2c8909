using System.Text;

namespace Tumen.Report.Drawing;

/// <summary>What happened in a period, for a label or a tooltip.</summary>
/// <param name="Period">Index of the period.</param>
/// <param name="Text">The words.</param>
public sealed record PeriodNote(int Period, string Text);

/// <summary>Numbers over periods: bars about zero with their running sum, or a line with a band.</summary>
public static class SignedSeries
{
    private const double Plot = 864;
    private const double Left = 64;
    private const int Labelled = 10;

    /// <summary>Draws bars above and below zero, the running sum beneath, and the ten largest by size numbered, with a key.</summary>
    /// <param name="title">What the chart shows, for readers who cannot see it.</param>
    /// <param name="periods">Names of the periods, in order; months as yyyy-MM put years on the axis.</param>
    /// <param name="values">One number a period, such as the evidence in nats for one theory over another; what is not finite is hatched and adds nothing.</param>
    /// <param name="annotations">Words for periods, shown in tooltips and in the key.</param>
    /// <param name="format">How to write a number.</param>
    /// <param name="reach">How far the scale of the bars must reach either way, so that charts that will be compared have one scale; 0 for as far as the values do.</param>
    /// <returns>An SVG element.</returns>
    /// <exception cref="ArgumentException">Not one value a period, or a note for no period.</exception>
    public static string Draw(
        string title, IReadOnlyList<string> periods, IReadOnlyList<double> values, IReadOnlyList<PeriodNote> annotations, string format = "0.00", double reach = 0)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(format);
        var notes = SeriesNotes.Index(periods, values, annotations);
        const double Top = 18, Bottom = 208, SumTop = 244, SumBottom = 334;
        double unit = Plot / Math.Max(1, periods.Count);
        var canvas = new SvgCanvas();
        var scale = LinearScale.Fit(reach > 0 ? [.. values, reach, -reach] : values, Bottom, Top);
        var sums = Sums(values);
        var sumScale = LinearScale.Fit(sums, SumBottom, SumTop, 3);
        PeriodAxis.Draw(canvas, periods, Left, unit, Top, SumBottom);
        canvas.Text("tc-note", Left, Top - 7, "each period");
        canvas.Text("tc-note", Left, SumTop - 7, "running sum");
        Axis(canvas, scale);
        Axis(canvas, sumScale);
        Missing(canvas, values, unit, Top, Bottom);
        double width = Math.Max(unit > 3 ? unit - 1 : unit, 1);
        for (int t = 0; t < values.Count; t++)
        {
            if (double.IsFinite(values[t]) && values[t] != 0)
            {
                double zero = scale.At(0), y = scale.At(values[t]);
                canvas.Rect(values[t] < 0 ? "tc-down" : "tc-up", Left + t * unit, Math.Min(y, zero), width, Math.Abs(y - zero));
            }
        }

        canvas.Path("tc-line", Line(sums, sumScale, unit));
        Hits(canvas, periods, values, notes, unit, SumBottom, Top, format, t => $", running sum {TextMeasure.Number(sums[t], format)}");
        var top = Largest(values);
        SeriesNotes.Numbers(canvas, top, t => Left + (t + 0.5) * unit, t => (scale.At(values[t]), values[t] < 0));
        SeriesNotes.Key(
            canvas, [.. top.Select(t => (periods[t], TextMeasure.Number(values[t], format), notes.GetValueOrDefault(t, "")))],
            Left, SumBottom + 40, Plot);
        return canvas.Finish(title, Left + Plot + 20, SumBottom + 28 + (top.Count > 0 ? top.Count * SeriesNotes.KeyRow + 4 : 0));
    }

    /// <summary>Draws a line with a band about it, broken where a number is missing.</summary>
    /// <param name="title">What the chart shows, for readers who cannot see it.</param>
    /// <param name="periods">Names of the periods, in order; months as yyyy-MM put years on the axis.</param>
    /// <param name="values">One number a period, such as leverage; what is not finite breaks the line and is hatched.</param>
    /// <param name="low">Lower edge of the band, one number a period; what is not finite leaves the band out.</param>
    /// <param name="high">Upper edge of the band.</param>
    /// <param name="annotations">Words for periods; each is numbered on the line, the first ten listed in a key.</param>
    /// <param name="format">How to write a number.</param>
    /// <returns>An SVG element.</returns>
    /// <exception cref="ArgumentException">Not one number a period, or a note for no period.</exception>
    public static string DrawBand(
        string title, IReadOnlyList<string> periods, IReadOnlyList<double> values, IReadOnlyList<double> low, IReadOnlyList<double> high,
        IReadOnlyList<PeriodNote> annotations, string format = "0.00")
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(low);
        ArgumentNullException.ThrowIfNull(high);
        var notes = SeriesNotes.Index(periods, values, annotations);
        if (low.Count != periods.Count || high.Count != periods.Count)
        {
            throw new ArgumentException($"Expected {periods.Count} band edges; found {low.Count} low and {high.Count} high.", nameof(low));
        }

        const double Top = 18, Bottom = 218;
        double unit = Plot / Math.Max(1, periods.Count);
        var canvas = new SvgCanvas();
        var scale = LinearScale.Fit([.. values, .. low, .. high], Bottom, Top);
        PeriodAxis.Draw(canvas, periods, Left, unit, Top, Bottom);
        Axis(canvas, scale);
        Missing(canvas, values, unit, Top, Bottom);
        canvas.Path("tc-band", Band(low, high, scale, unit));
        canvas.Path("tc-line", Line(values, scale, unit));
        Hits(canvas, periods, values, notes, unit, Bottom, Top, format,
            t => double.IsFinite(low[t]) && double.IsFinite(high[t])
                ? $" [{TextMeasure.Number(low[t], format)}, {TextMeasure.Number(high[t], format)}]" : "");
        var shown = notes.Keys.Where(t => double.IsFinite(values[t])).Order().Take(Labelled).ToList();
        SeriesNotes.Numbers(
            canvas, shown, t => Left + (t + 0.5) * unit,
            t => (scale.At(double.IsFinite(high[t]) ? Math.Max(values[t], high[t]) : values[t]), false));
        SeriesNotes.Key(canvas, [.. shown.Select(t => (periods[t], TextMeasure.Number(values[t], format), notes[t]))], Left, Bottom + 40, Plot);
        return canvas.Finish(title, Left + Plot + 20, Bottom + 28 + (shown.Count > 0 ? shown.Count * SeriesNotes.KeyRow + 4 : 0));
    }

    private static List<int> Largest(IReadOnlyList<double> values) =>
        [.. Enumerable.Range(0, values.Count).Where(t => double.IsFinite(values[t]) && values[t] != 0)
            .OrderByDescending(t => Math.Abs(values[t])).ThenBy(t => t).Take(Labelled)];

    private static double[] Sums(IReadOnlyList<double> values)
    {
        double sum = 0;
        return [.. values.Select(v => sum += double.IsFinite(v) ? v : 0)];
    }

    private static void Axis(SvgCanvas canvas, LinearScale scale)
    {
        foreach (double tick in scale.Ticks())
        {
            canvas.Line(tick == 0 ? "tc-zero" : "tc-grid", Left, scale.At(tick), Left + Plot, scale.At(tick));
            canvas.Text("tc-tick", Left - 6, scale.At(tick) + 3.5, TextMeasure.Number(tick, scale.TickFormat), "end");
        }
    }

    private static void Missing(SvgCanvas canvas, IReadOnlyList<double> values, double unit, double top, double bottom)
    {
        for (int t = 0; t < values.Count; t++)
        {
            int first = t;
            while (t < values.Count && !double.IsFinite(values[t]))
            {
                t++;
            }

            if (t > first)
            {
                canvas.Hatch(Left + first * unit, top, (t - first) * unit, bottom - top);
            }
        }
    }

    private static string Line(IReadOnlyList<double> values, LinearScale scale, double unit)
    {
        var path = new StringBuilder();
        bool pen = false;
        for (int t = 0; t < values.Count; t++)
        {
            if (double.IsFinite(values[t]))
            {
                path.Append(pen ? 'L' : 'M').Append(SvgCanvas.N(Left + (t + 0.5) * unit)).Append(' ').Append(SvgCanvas.N(scale.At(values[t])));
                if (!pen && (t + 1 == values.Count || !double.IsFinite(values[t + 1])))
                {
                    path.Append("h2"); // a lone point, else invisible
                }
            }

            pen = double.IsFinite(values[t]);
        }

        return path.ToString();
    }

    private static string Band(IReadOnlyList<double> low, IReadOnlyList<double> high, LinearScale scale, double unit)
    {
        var path = new StringBuilder();
        for (int t = 0; t < low.Count; t++)
        {
            int first = t;
            while (t < low.Count && double.IsFinite(low[t]) && double.IsFinite(high[t]))
            {
                t++;
            }

            for (int i = first; i < t; i++)
            {
                path.Append(i == first ? 'M' : 'L').Append(SvgCanvas.N(Left + (i + 0.5) * unit)).Append(' ').Append(SvgCanvas.N(scale.At(high[i])));
            }

            for (int i = t - 1; i >= first; i--)
            {
                path.Append('L').Append(SvgCanvas.N(Left + (i + 0.5) * unit)).Append(' ').Append(SvgCanvas.N(scale.At(low[i]))).Append(i == first ? "Z" : "");
            }
        }

        return path.ToString();
    }

    private static void Hits(
        SvgCanvas canvas, IReadOnlyList<string> periods, IReadOnlyList<double> values, IReadOnlyDictionary<int, string> notes,
        double unit, double bottom, double top, string format, Func<int, string> more)
    {
        for (int t = 0; t < periods.Count; t++)
        {
            string value = double.IsFinite(values[t]) ? TextMeasure.Number(values[t], format) : "no value";
            string note = notes.TryGetValue(t, out string? words) ? "\n" + words : "";
            canvas.Rect("tc-hit", Left + t * unit, top, unit, bottom - top, $"{periods[t]}: {value}{more(t)}{note}");
        }
    }
}
