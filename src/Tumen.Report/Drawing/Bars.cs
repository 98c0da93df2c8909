namespace Tumen.Report.Drawing;

/// <summary>A line across a bar chart to compare with.</summary>
/// <param name="Value">Where it stands, in the bars' unit; not drawn unless finite.</param>
/// <param name="Label">What it means.</param>
public sealed record ReferenceLine(double Value, string Label);

/// <summary>Horizontal bars from zero, numbers at their ends: posterior probabilities, log scores as differences to the best.</summary>
public static class Bars
{
    private const double Plot = 460;
    private const double RowHeight = 20;
    private const double LabelLimit = 280;

    /// <summary>Draws one bar a label.</summary>
    /// <param name="title">What the chart shows, for readers who cannot see it.</param>
    /// <param name="labels">Names of the bars, top first.</param>
    /// <param name="values">One number a label; NaN draws no bar and is written "–".</param>
    /// <param name="references">Dashed lines to compare with; labels that would collide go to further rows.</param>
    /// <param name="format">How to write a number.</param>
    /// <returns>An SVG element.</returns>
    /// <exception cref="ArgumentException">Not one value a label.</exception>
    public static string Draw(
        string title, IReadOnlyList<string> labels, IReadOnlyList<double> values, IReadOnlyList<ReferenceLine> references, string format = "0.00")
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(references);
        ArgumentNullException.ThrowIfNull(format);
        if (labels.Count != values.Count)
        {
            throw new ArgumentException($"Expected {labels.Count} values, one a label; found {values.Count}.", nameof(values));
        }

        var canvas = new SvgCanvas();
        var numbers = values.Select(v => TextMeasure.Number(v, format)).ToList();
        double number = TextMeasure.Widest(numbers) + 12;
        double edge = 16 + Math.Clamp(TextMeasure.Widest(labels), 40, LabelLimit);
        double left = edge + (values.Any(v => v < 0) ? number : 0), right = left + Plot;
        var lines = references.Where(r => double.IsFinite(r.Value)).OrderBy(r => r.Value).ToList();
        var scale = LinearScale.Fit([.. values, .. lines.Select(r => r.Value)], left, right, 6);
        double width = right + number + 8;
        double top = ReferenceLabels(canvas, lines, scale, edge, width), bottom = top + labels.Count * RowHeight;
        foreach (double tick in scale.Ticks())
        {
            canvas.Line(tick == 0 ? "tc-zero" : "tc-grid", scale.At(tick), top, scale.At(tick), bottom);
            canvas.Text("tc-tick", scale.At(tick), bottom + 13, TextMeasure.Number(tick, scale.TickFormat), "middle");
        }

        for (int i = 0; i < labels.Count; i++)
        {
            double y = top + i * RowHeight, x = scale.At(values[i]), zero = scale.At(0);
            canvas.Label("tc-label", edge - 8, y + 14, labels[i], LabelLimit, "end");
            if (!double.IsNaN(values[i]))
            {
                canvas.Rect(values[i] < 0 ? "tc-down" : "tc-up", Math.Min(x, zero), y + 3, Math.Max(Math.Abs(x - zero), 1), RowHeight - 6);
            }
        }

        foreach (var line in lines)
        {
            canvas.Line("tc-reference", scale.At(line.Value), top - 3, scale.At(line.Value), bottom);
        }

        for (int i = 0; i < labels.Count; i++)
        {
            double y = top + i * RowHeight;
            bool below = values[i] < 0;
            canvas.Text("tc-value", scale.At(values[i]) + (below ? -5 : 5), y + 13.5, numbers[i], below ? "end" : "start");
            canvas.Rect("tc-hit", left, y, Plot, RowHeight, $"{labels[i]}: {numbers[i]}");
        }

        return canvas.Finish(title, width, bottom + 22);
    }

    /// <summary>Writes the labels in as few rows as keep them apart; returns where the bars begin.</summary>
    private static double ReferenceLabels(SvgCanvas canvas, List<ReferenceLine> lines, LinearScale scale, double left, double width)
    {
        var ends = new List<double>(); // right end of the last label, per row
        foreach (var line in lines)
        {
            double half = Math.Min(TextMeasure.Width(line.Label), width - left - 8) / 2;
            double x = Math.Clamp(scale.At(line.Value), left + half, width - 4 - half);
            int row = ends.FindIndex(e => e + 8 < x - half);
            if (row < 0)
            {
                row = ends.Count;
                ends.Add(0);
            }

            ends[row] = x + half;
            canvas.Label("tc-note", x, 12 + row * 13, line.Label, width - left - 8, "middle");
        }

        return 6 + ends.Count * 13;
    }
}
