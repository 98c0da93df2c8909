using Tumen.Numerics;

namespace Tumen.Report.Drawing;

/// <summary>Pairs of numbers that are known together only: for each pair of estimates the rings that hold half and nineteen twentieths of a normal law.</summary>
public static class PairPlot
{
    private const double Left = 90, Top = 26, Gap = 6, Most = 620;
    private const int Corners = 48;

    // Of a normal law in two dimensions, radius r holds 1 − exp(−r²/2).
    private static readonly double[] Radii = [Math.Sqrt(2 * Elementary.Log(2)), Math.Sqrt(2 * Elementary.Log(20))];

    /// <summary>Draws the lower triangle of pairs.</summary>
    /// <param name="title">What the chart shows, for readers who cannot see it.</param>
    /// <param name="labels">Names of the estimates.</param>
    /// <param name="values">Their values.</param>
    /// <param name="errors">Their standard deviations; a pair with one that is not positive and finite has no ring.</param>
    /// <param name="correlations">Shape [labels, labels]; the diagonal is not read.</param>
    /// <returns>An SVG element.</returns>
    /// <exception cref="ArgumentException">A shape does not fit the labels.</exception>
    public static string Draw(string title, IReadOnlyList<string> labels, IReadOnlyList<double> values, IReadOnlyList<double> errors, IReadOnlyList<IReadOnlyList<double>> correlations)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(errors);
        CellGrid.Check(correlations, labels.Count, labels.Count, nameof(correlations));
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Count, labels.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(errors.Count, labels.Count);
        int n = labels.Count;
        double side = Math.Min(110, Math.Max(40, Most / Math.Max(1, n - 1))), step = side + Gap, bottom = Top + (Math.Max(0, n - 1) * step);
        var canvas = new SvgCanvas();
        for (int i = 1; i < n; i++)
        {
            double y = Top + ((i - 1) * step);
            canvas.Label("tc-small", Left - 6, y + (side / 2) + 4, labels[i], Left - 10, "end");
            for (int j = 0; j < i; j++)
            {
                double x = Left + (j * step), r = correlations[i][j];
                string said = $"{labels[j]} {TextMeasure.Number(values[j], "0.00")} and {labels[i]} {TextMeasure.Number(values[i], "0.00")}, correlation {TextMeasure.Number(r, "0.00")}";
                canvas.Rect("tc-plane", x, y, side, side, said);
                if (!Known(errors[j]) || !Known(errors[i]) || !double.IsFinite(r))
                {
                    continue;
                }

                double zeroX = x + (side / 2) - (values[j] / errors[j] * side / 7), zeroY = y + (side / 2) + (values[i] / errors[i] * side / 7);
                if (zeroX > x && zeroX < x + side)
                {
                    canvas.Line("tc-zero", zeroX, y, zeroX, y + side);
                }

                if (zeroY > y && zeroY < y + side)
                {
                    canvas.Line("tc-zero", x, zeroY, x + side, zeroY);
                }

                foreach (double radius in Radii)
                {
                    canvas.Path("tc-line", Ring(x + (side / 2), y + (side / 2), radius * side / 7, Math.Clamp(r, -1, 1)), said);
                }

                canvas.Circle("tc-dot", x + (side / 2), y + (side / 2), 2.5, said);
            }
        }

        for (int j = 0; j < n - 1; j++)
        {
            canvas.Label("tc-small", Left + (j * step) + (side / 2), bottom + 10, labels[j], side, "middle");
        }

        canvas.Text("tc-note", Left, 14, "each box reaches 3.5 standard deviations either way; lines through a box are at zero");
        return canvas.Finish(title, Math.Max(420, Left + (Math.Max(0, n - 1) * step) + 6), bottom + 20);
    }

    private static bool Known(double error) => error > 0 && double.IsFinite(error);

    // Across: one standard deviation of the first; up: of the second, tied to it by the correlation.
    private static string Ring(double x, double y, double radius, double correlation)
    {
        double own = Math.Sqrt(1 - (correlation * correlation));
        var points = Enumerable.Range(0, Corners).Select(k =>
        {
            double a = 2 * Math.PI * k / Corners, u = Elementary.Cos(a), v = (correlation * u) + (own * Elementary.Sin(a));
            return $"{SvgCanvas.N(x + (radius * u))} {SvgCanvas.N(y - (radius * v))}";
        });
        return $"M{string.Join("L", points)}Z";
    }
}
