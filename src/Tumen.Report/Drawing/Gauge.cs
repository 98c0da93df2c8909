namespace Tumen.Report.Drawing;

/// <summary>One reading of a gauge.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">The number; NaN draws no mark.</param>
/// <param name="Low">Lower end of its interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Note">A word beside the number, such as the chance that it is large enough to matter; empty for none.</param>
public sealed record GaugeRow(string Label, double Value, double Low, double High, string Note = "");

/// <summary>Readings on one scale with a shaded zone of what is too small to matter: leverage with its interval.</summary>
public static class Gauge
{
    private const double Plot = 420;
    private const double RowHeight = 44;

    /// <summary>Draws the gauge.</summary>
    /// <param name="title">What it shows, for readers who cannot see it.</param>
    /// <param name="rows">Readings, top first.</param>
    /// <param name="matters">Size from which a reading matters; the zone between its negative and itself is shaded.</param>
    /// <param name="unit">Unit written under the scale.</param>
    /// <param name="format">How to write a number.</param>
    /// <returns>An SVG element.</returns>
    public static string Draw(string title, IReadOnlyList<GaugeRow> rows, double matters, string unit, string format = "0.000")
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(format);
        const double Left = 16, Right = Left + Plot;
        var canvas = new SvgCanvas();
        double bottom = 8 + (rows.Count * RowHeight);
        var scale = LinearScale.Fit([.. rows.SelectMany(r => new[] { r.Value, r.Low, r.High }), -1.5 * matters, 2 * matters], Left, Right, 6);
        canvas.Rect("tc-plane", Left, 4, Plot, bottom - 4);
        canvas.Rect("tc-t-gray", scale.At(-matters), 4, scale.At(matters) - scale.At(-matters), bottom - 4, $"between −{TextMeasure.Number(matters, "0.###")} and {TextMeasure.Number(matters, "0.###")}: too small to matter", 0.25);
        foreach (double tick in scale.Ticks())
        {
            canvas.Line(tick == 0 ? "tc-zero" : "tc-grid", scale.At(tick), 4, scale.At(tick), bottom);
            canvas.Text("tc-tick", scale.At(tick), bottom + 13, TextMeasure.Number(tick, scale.TickFormat), "middle");
        }

        for (int i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            double y = 8 + (i * RowHeight);
            string number = $"{TextMeasure.Number(row.Value, format)}  [{TextMeasure.Number(row.Low, format)}, {TextMeasure.Number(row.High, format)}]{(row.Note.Length > 0 ? "  " + row.Note : "")}";
            canvas.Text("tc-value tc-head", Left + 6, y + 13, row.Label);
            canvas.Text("tc-value", Right - 6, y + 13, number, "end");
            if (double.IsFinite(row.Low) && double.IsFinite(row.High))
            {
                canvas.Line("tc-whisker", scale.At(row.Low), y + 28, scale.At(row.High), y + 28);
                canvas.Line("tc-whisker", scale.At(row.Low), y + 23, scale.At(row.Low), y + 33);
                canvas.Line("tc-whisker", scale.At(row.High), y + 23, scale.At(row.High), y + 33);
            }

            if (double.IsFinite(row.Value))
            {
                canvas.Circle("tc-dot", scale.At(row.Value), y + 28, 6);
            }

            canvas.Rect("tc-hit", Left, y + 16, Plot, RowHeight - 18, $"{row.Label}: {number}");
        }

        canvas.Text("tc-note", Right, bottom + 28, unit, "end");
        canvas.Rect("tc-t-gray", Left, bottom + 20, 14, 9, null, 0.25);
        canvas.Text("tc-note", Left + 20, bottom + 28, "too small to matter");
        return canvas.Finish(title, Right + 16, bottom + 36);
    }
}
