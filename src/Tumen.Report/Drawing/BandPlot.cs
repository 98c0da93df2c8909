using System.Text;
using Tumen.Numerics;

namespace Tumen.Report.Drawing;

/// <summary>A line with the band of its draws.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Tone">Its colour.</param>
/// <param name="Values">One number a point.</param>
/// <param name="Low">Lower end of the band; empty for none.</param>
/// <param name="High">Upper end.</param>
public sealed record BandSeries(string Name, Tone Tone, IReadOnlyList<double> Values, IReadOnlyList<double> Low, IReadOnlyList<double> High);

/// <summary>A small chart of a few lines with bands over a numeric axis, made to stand beside others of its size.</summary>
public static class BandPlot
{
    private const double Left = 44, PlotWidth = 240, Top = 22;

    /// <summary>Draws the lines.</summary>
    /// <param name="title">Over the chart, and for readers who cannot see it.</param>
    /// <param name="at">Where the points lie along the axis, rising.</param>
    /// <param name="axis">What the axis is.</param>
    /// <param name="series">The lines; bands are drawn first.</param>
    /// <param name="logarithmic">Whether the axis is logarithmic.</param>
    /// <param name="height">Height of the plot.</param>
    /// <exception cref="ArgumentException">A line has not one number per point, or there are no points.</exception>
    public static string Draw(string title, IReadOnlyList<double> at, string axis, IReadOnlyList<BandSeries> series, bool logarithmic = false, double height = 110)
    {
        ArgumentNullException.ThrowIfNull(at);
        ArgumentNullException.ThrowIfNull(series);
        if (at.Count == 0 || series.Any(s => s.Values.Count != at.Count || s.Low.Count != s.High.Count || (s.Low.Count > 0 && s.Low.Count != at.Count)))
        {
            throw new ArgumentException("Every line needs one number per point, and there must be one point.", nameof(series));
        }

        double bottom = Top + height;
        double Place(double x) => logarithmic ? Elementary.Log(x) : x;
        double first = Place(at[0]), last = Math.Max(Place(at[^1]), first + 1e-12);
        double X(double x) => Left + ((Place(x) - first) / (last - first) * PlotWidth);
        var scale = LinearScale.Fit(series.SelectMany(s => s.Values.Concat(s.Low).Concat(s.High)).Where(double.IsFinite).DefaultIfEmpty(0), bottom, Top, 4);
        var canvas = new SvgCanvas();
        canvas.Label("tc-head", 0, 12, title, Left + PlotWidth);
        foreach (double tick in scale.Ticks())
        {
            canvas.Line(tick == 0 ? "tc-zero" : "tc-grid", Left, scale.At(tick), Left + PlotWidth, scale.At(tick));
            canvas.Text("tc-tick", Left - 5, scale.At(tick) + 3.5, TextMeasure.Number(tick, scale.TickFormat), "end");
        }

        double[] marks = logarithmic ? [3, 6, 12, 24, 48, 96, 192] : [.. LinearScale.Fit([at[0], at[^1]], 0, 1, 4).Ticks()];
        foreach (double x in marks.Where(x => x >= at[0] - 1e-9 && x <= at[^1] + 1e-9))
        {
            canvas.Line("tc-grid", X(x), bottom, X(x), bottom + 3);
            canvas.Text("tc-tick", X(x), bottom + 13, TextMeasure.Number(x, "0.##"), "middle");
        }

        canvas.Text("tc-note", Left + PlotWidth, bottom + 26, axis, "end");
        foreach (var s in series.Where(s => s.Low.Count > 0))
        {
            canvas.Path("tc-spread " + ChartStyle.Class(s.Tone), Band(at, s, X, scale));
        }

        foreach (var s in series)
        {
            canvas.Path("tc-series " + ChartStyle.Stroke(s.Tone), Line(at, s.Values, X, scale), s.Name);
        }

        double x0 = 0;
        foreach (var s in series.Where(_ => series.Count > 1))
        {
            canvas.Rect(ChartStyle.Class(s.Tone), x0, bottom + 18, 9, 9);
            canvas.Label("tc-small", x0 + 12, bottom + 26, s.Name, 70);
            x0 += 84;
        }

        return canvas.Finish(title, Left + PlotWidth + 6, bottom + 32);
    }

    private static string Line(IReadOnlyList<double> at, IReadOnlyList<double> values, Func<double, double> x, LinearScale scale)
    {
        var path = new StringBuilder();
        bool broken = true;
        for (int k = 0; k < at.Count; k++)
        {
            if (!double.IsFinite(values[k]))
            {
                broken = true;
                continue;
            }

            path.Append(broken ? 'M' : 'L').Append(SvgCanvas.N(x(at[k]))).Append(' ').Append(SvgCanvas.N(scale.At(values[k])));
            broken = false;
        }

        return path.ToString();
    }

    // Along the upper end and back along the lower; points without draws are left out.
    private static string Band(IReadOnlyList<double> at, BandSeries s, Func<double, double> x, LinearScale scale)
    {
        int[] known = [.. Enumerable.Range(0, at.Count).Where(k => double.IsFinite(s.Low[k]) && double.IsFinite(s.High[k]))];
        var path = new StringBuilder();
        foreach (var (k, value) in known.Select(k => (k, s.High[k])).Concat(known.Reverse().Select(k => (k, s.Low[k]))))
        {
            path.Append(path.Length == 0 ? 'M' : 'L').Append(SvgCanvas.N(x(at[k]))).Append(' ').Append(SvgCanvas.N(scale.At(value)));
        }

        return path.Length == 0 ? "" : path.Append('Z').ToString();
    }
}
