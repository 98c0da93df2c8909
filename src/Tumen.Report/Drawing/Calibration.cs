using System.Globalization;

namespace Tumen.Report.Drawing;

/// <summary>Forecasts of about the same chance, together.</summary>
/// <param name="Foretold">Their average chance, in [0,1].</param>
/// <param name="Happened">Share that came true, in [0,1].</param>
/// <param name="Count">How many there were.</param>
public sealed record CalibrationBin(double Foretold, double Happened, int Count);

/// <summary>Whether what was foretold with chance p happened in about p of the cases: points near the diagonal are honest.</summary>
public static class Calibration
{
    private const double Side = 330;

    /// <summary>Draws the bins, larger where there are more cases, with the band in which nine of ten honest points lie.</summary>
    /// <param name="title">What it shows, for readers who cannot see it.</param>
    /// <param name="bins">The bins; empty ones are passed over.</param>
    /// <returns>An SVG element.</returns>
    public static string Draw(string title, IReadOnlyList<CalibrationBin> bins)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(bins);
        const double Left = 60, Top = 10, Bottom = Top + Side;
        var canvas = new SvgCanvas();
        double X(double p) => Left + (Math.Clamp(p, 0, 1) * Side);
        double Y(double p) => Bottom - (Math.Clamp(p, 0, 1) * Side);
        for (int k = 0; k <= 5; k++)
        {
            double p = k / 5.0;
            canvas.Line("tc-grid", X(p), Top, X(p), Bottom);
            canvas.Line("tc-grid", Left, Y(p), Left + Side, Y(p));
            canvas.Text("tc-tick", X(p), Bottom + 14, TextMeasure.Number(p, "0.0"), "middle");
            canvas.Text("tc-tick", Left - 6, Y(p) + 3.5, TextMeasure.Number(p, "0.0"), "end");
        }

        canvas.Line("tc-reference", X(0), Y(0), X(1), Y(1));
        canvas.Text("tc-note", Left + (Side / 2), Bottom + 30, "chance foretold", "middle");
        canvas.Text("tc-note", 16, Top + (Side / 2), "share that happened", "middle", -90);
        int most = Math.Max(1, bins.Select(b => b.Count).DefaultIfEmpty(1).Max());
        foreach (var b in bins.Where(b => b.Count > 0))
        {
            double spread = 1.645 * Math.Sqrt(Math.Max(b.Foretold * (1 - b.Foretold), 0) / b.Count);
            canvas.Line("tc-whisker", X(b.Foretold), Y(b.Foretold - spread), X(b.Foretold), Y(b.Foretold + spread));
            canvas.Circle("tc-dot", X(b.Foretold), Y(b.Happened), 3 + (6 * Math.Sqrt((double)b.Count / most)),
                string.Create(CultureInfo.InvariantCulture, $"foretold {b.Foretold:0.00}, happened {b.Happened:0.00} of {b.Count} times; honest points lie within {Math.Max(0, b.Foretold - spread):0.00} to {Math.Min(1, b.Foretold + spread):0.00}"));
        }

        return canvas.Finish(title, Left + Side + 16, Bottom + 38);
    }
}
