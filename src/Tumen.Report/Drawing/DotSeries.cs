namespace Tumen.Report.Drawing;

/// <summary>One number a period, drawn as dots.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Tone">Its colour.</param>
/// <param name="Values">One number a period; what is not finite has no dot.</param>
public sealed record DotValues(string Name, Tone Tone, IReadOnlyList<double> Values);

/// <summary>Numbers over periods as dots with dashed lines to compare with, those above the highest line numbered with a key.</summary>
public static class DotSeries
{
    private const double Plot = 864;
    private const double Left = 64;
    private const int Labelled = 12;

    /// <summary>Draws the dots.</summary>
    /// <param name="title">What the chart shows, for readers who cannot see it.</param>
    /// <param name="periods">Names of the periods, in order; months as yyyy-MM put years on the axis.</param>
    /// <param name="series">The dots; later ones lie over earlier ones.</param>
    /// <param name="lines">Lines to compare with. Periods with a value above the highest are numbered, the largest twelve of them.</param>
    /// <param name="annotations">Words for periods, shown in tooltips and in the key.</param>
    /// <param name="format">How to write a number.</param>
    /// <returns>An SVG element.</returns>
    /// <exception cref="ArgumentException">Not one value a period, or a note for no period.</exception>
    public static string Draw(
        string title, IReadOnlyList<string> periods, IReadOnlyList<DotValues> series, IReadOnlyList<ReferenceLine> lines, IReadOnlyList<PeriodNote> annotations, string format = "0.00")
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(periods);
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(lines);
        if (series.FirstOrDefault(s => s.Values.Count != periods.Count) is { } wrong)
        {
            throw new ArgumentException($"Expected {periods.Count} values of {wrong.Name}, one a period; found {wrong.Values.Count}.", nameof(series));
        }

        double[] largest = [.. Enumerable.Range(0, periods.Count).Select(t => series.Select(s => s.Values[t]).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max())];
        var notes = SeriesNotes.Index(periods, largest, annotations);
        const double Top = 12, Bottom = 192;
        double unit = Plot / Math.Max(1, periods.Count);
        var canvas = new SvgCanvas();
        var scale = LinearScale.Fit([.. largest, .. series.SelectMany(s => s.Values), .. lines.Select(l => l.Value)], Bottom, Top);
        PeriodAxis.Draw(canvas, periods, Left, unit, Top, Bottom);
        foreach (double tick in scale.Ticks())
        {
            canvas.Line(tick == 0 ? "tc-zero" : "tc-grid", Left, scale.At(tick), Left + Plot, scale.At(tick));
            canvas.Text("tc-tick", Left - 6, scale.At(tick) + 3.5, TextMeasure.Number(tick, scale.TickFormat), "end");
        }

        double right = 0;
        foreach (var line in lines.Where(l => double.IsFinite(l.Value)))
        {
            canvas.Line("tc-reference", Left, scale.At(line.Value), Left + Plot, scale.At(line.Value));
            canvas.Text("tc-note", Left + Plot + 6, scale.At(line.Value) + 3.5, line.Label);
            right = Math.Max(right, TextMeasure.Width(line.Label));
        }

        double X(int t) => Left + ((t + 0.5) * unit);
        foreach (var s in series)
        {
            for (int t = 0; t < periods.Count; t++)
            {
                if (double.IsFinite(s.Values[t]))
                {
                    canvas.Circle(ChartStyle.Class(s.Tone), X(t), scale.At(s.Values[t]), 2);
                }
            }
        }

        for (int t = 0; t < periods.Count; t++)
        {
            string words = string.Join('\n', [periods[t], .. series.Where(s => double.IsFinite(s.Values[t])).Select(s => $"{s.Name}: {TextMeasure.Number(s.Values[t], format)}"), .. notes.TryGetValue(t, out string? note) ? [note] : Array.Empty<string>()]);
            canvas.Rect("tc-hit", Left + (t * unit), Top, unit, Bottom - Top, words);
        }

        double limit = lines.Select(l => l.Value).Where(double.IsFinite).DefaultIfEmpty(double.PositiveInfinity).Max();
        var above = Enumerable.Range(0, periods.Count).Where(t => largest[t] > limit).OrderByDescending(t => largest[t]).Take(Labelled).ToList();
        SeriesNotes.Numbers(canvas, above, X, t => (scale.At(largest[t]) - 2, false));
        double legend = Bottom + 34, x = Left;
        foreach (var s in series)
        {
            canvas.Circle(ChartStyle.Class(s.Tone), x + 4, legend - 3.5, 3.5);
            canvas.Text("tc-note", x + 13, legend, s.Name);
            x += 13 + TextMeasure.Width(s.Name) + 24;
        }

        SeriesNotes.Key(canvas, [.. above.Select(t => (periods[t], TextMeasure.Number(largest[t], format), notes.GetValueOrDefault(t, "")))], Left, legend + 20, Plot);
        return canvas.Finish(title, Left + Plot + Math.Max(16, right + 14), legend + 10 + (above.Count * SeriesNotes.KeyRow));
    }
}
