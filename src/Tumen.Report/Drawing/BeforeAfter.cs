using System.Text;

namespace Tumen.Report.Drawing;

/// <summary>One small plot: a curve with a change and without it, each with its band.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="At">Where the numbers stand, rising.</param>
/// <param name="Before">Without the change.</param>
/// <param name="BeforeLow">Lower edge of its band; empty for none.</param>
/// <param name="BeforeHigh">Upper edge.</param>
/// <param name="After">With the change.</param>
/// <param name="AfterLow">Lower edge of its band; empty for none.</param>
/// <param name="AfterHigh">Upper edge.</param>
public sealed record BeforeAfterPanel(
    string Title, IReadOnlyList<double> At, IReadOnlyList<double> Before, IReadOnlyList<double> BeforeLow, IReadOnlyList<double> BeforeHigh, IReadOnlyList<double> After, IReadOnlyList<double> AfterLow, IReadOnlyList<double> AfterHigh);

/// <summary>Small multiples of curves before and after a change, on axes of their own, three in a row.</summary>
public static class BeforeAfter
{
    private const int Columns = 3;
    private const double Width = 290, Height = 112, Left = 46, Top = 34, Across = 24, Down = 56;

    /// <summary>Draws the panels.</summary>
    /// <param name="title">What the chart shows, for readers who cannot see it.</param>
    /// <param name="panels">The plots, left to right and top to bottom.</param>
    /// <param name="axis">What the horizontal axes count.</param>
    /// <param name="logarithmic">Whether they are logarithmic.</param>
    /// <returns>An SVG element.</returns>
    /// <exception cref="ArgumentException">A curve without one number for each place.</exception>
    public static string Draw(string title, IReadOnlyList<BeforeAfterPanel> panels, string axis, bool logarithmic = false)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(panels);
        if (panels.FirstOrDefault(p => new[] { p.Before, p.After }.Any(c => c.Count != p.At.Count) || new[] { p.BeforeLow, p.BeforeHigh, p.AfterLow, p.AfterHigh }.Any(c => c.Count != 0 && c.Count != p.At.Count)) is { } wrong)
        {
            throw new ArgumentException($"{wrong.Title}: every curve needs one number for each of {wrong.At.Count} places.", nameof(panels));
        }

        var canvas = new SvgCanvas();
        for (int i = 0; i < panels.Count; i++)
        {
            One(canvas, panels[i], Left + ((i % Columns) * (Width + Left + Across)), Top + ((i / Columns) * (Height + Down)), axis, logarithmic);
        }

        int columns = Math.Min(Columns, Math.Max(1, panels.Count)), rows = Math.Max(1, (panels.Count + Columns - 1) / Columns);
        canvas.Path("tc-before " + ChartStyle.Stroke(Tone.Gray), $"M{SvgCanvas.N(Left)} 8H{SvgCanvas.N(Left + 26)}");
        canvas.Text("tc-note", Left + 32, 11.5, "as it is");
        canvas.Path("tc-line", $"M{SvgCanvas.N(Left + 92)} 8H{SvgCanvas.N(Left + 118)}");
        canvas.Text("tc-note", Left + 124, 11.5, "with the change");
        return canvas.Finish(title, (columns * (Width + Left + Across)) + 8, Top + (rows * (Height + Down)) - 14);
    }

    private static void One(SvgCanvas canvas, BeforeAfterPanel p, double left, double top, string axis, bool logarithmic)
    {
        double bottom = top + Height;
        double Place(double at) => logarithmic ? Math.Log(Math.Max(at, 1e-12)) : at;
        var (first, last) = p.At.Count == 0 ? (0.0, 1.0) : (Place(p.At[0]), Place(p.At[^1]));
        double X(double at) => left + (last > first ? (Place(at) - first) / (last - first) : 0) * Width;
        var scale = LinearScale.Fit(p.Before.Concat(p.After).Concat(p.BeforeLow).Concat(p.BeforeHigh).Concat(p.AfterLow).Concat(p.AfterHigh).Where(double.IsFinite), bottom, top, 3);
        canvas.Text("tc-head", left, top - 7, TextMeasure.Cut(p.Title, Width));
        foreach (double tick in scale.Ticks())
        {
            canvas.Line(tick == 0 ? "tc-zero" : "tc-grid", left, scale.At(tick), left + Width, scale.At(tick));
            canvas.Text("tc-tick", left - 5, scale.At(tick) + 3.5, TextMeasure.Number(tick, scale.TickFormat), "end");
        }

        int marks = Math.Min(4, p.At.Count - 1);
        for (int k = 0; k <= marks; k++)
        {
            double at = p.At[(int)Math.Round(k * (p.At.Count - 1) / (double)Math.Max(1, marks))];
            canvas.Text("tc-tick", X(at), bottom + 13, TextMeasure.Number(at, "0.#"), k == 0 ? "start" : k == marks ? "end" : "middle");
        }

        canvas.Text("tc-note", left + Width, bottom + 25, axis, "end");
        Band(canvas, p.At, p.BeforeLow, p.BeforeHigh, X, scale, ChartStyle.Class(Tone.Gray));
        Band(canvas, p.At, p.AfterLow, p.AfterHigh, X, scale, "");
        canvas.Path("tc-before " + ChartStyle.Stroke(Tone.Gray), Line(p.At, p.Before, X, scale));
        canvas.Path("tc-line", Line(p.At, p.After, X, scale));
    }

    private static string Line(IReadOnlyList<double> at, IReadOnlyList<double> values, Func<double, double> x, LinearScale scale)
    {
        var path = new StringBuilder();
        bool pen = false;
        for (int t = 0; t < at.Count; t++)
        {
            if (!double.IsFinite(values[t]))
            {
                pen = false;
                continue;
            }

            path.Append(pen ? 'L' : 'M').Append(SvgCanvas.N(x(at[t]))).Append(' ').Append(SvgCanvas.N(scale.At(values[t])));
            pen = true;
        }

        return path.ToString();
    }

    private static void Band(SvgCanvas canvas, IReadOnlyList<double> at, IReadOnlyList<double> low, IReadOnlyList<double> high, Func<double, double> x, LinearScale scale, string tone)
    {
        int[] known = [.. Enumerable.Range(0, Math.Min(low.Count, high.Count)).Where(t => double.IsFinite(low[t]) && double.IsFinite(high[t]))];
        if (known.Length < 2)
        {
            return;
        }

        var path = new StringBuilder();
        foreach (int t in known)
        {
            path.Append(path.Length == 0 ? 'M' : 'L').Append(SvgCanvas.N(x(at[t]))).Append(' ').Append(SvgCanvas.N(scale.At(high[t])));
        }

        foreach (int t in known.Reverse())
        {
            path.Append('L').Append(SvgCanvas.N(x(at[t]))).Append(' ').Append(SvgCanvas.N(scale.At(low[t])));
        }

        canvas.Path($"tc-band {tone}".TrimEnd(), path.Append('Z').ToString());
    }
}
