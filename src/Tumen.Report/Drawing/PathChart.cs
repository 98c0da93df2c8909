using System.Globalization;
using System.Text;
using Tumen.Numerics;

namespace Tumen.Report.Drawing;

/// <summary>One line of a path chart: a chance along the path.</summary>
/// <param name="Label">What it is the chance of.</param>
/// <param name="Values">One chance per path point.</param>
public sealed record PathLine(string Label, IReadOnlyList<double> Values);

/// <summary>One panel of a path chart.</summary>
/// <param name="Heading">Over the panel.</param>
/// <param name="Lines">At most six are drawn with words at their ends.</param>
public sealed record PathPanel(string Heading, IReadOnlyList<PathLine> Lines);

/// <summary>How strategies move along a homotopy: chances against λ (logarithmic) or t, one panel per player. A path may turn back; lines then do too.</summary>
public static class PathChart
{
    private const double Left = 44, PlotWidth = 460, PlotHeight = 150, LabelWidth = 380, Gap = 48;

    /// <summary>Draws the panels one under another.</summary>
    /// <param name="title">Title.</param>
    /// <param name="axis">What the parameter is called.</param>
    /// <param name="parameter">The parameter at each path point, in order.</param>
    /// <param name="logarithmic">Whether the axis is log(1 + parameter).</param>
    /// <param name="panels">Panels.</param>
    /// <exception cref="ArgumentException">A line has not one value per point, or there are no points.</exception>
    public static string Draw(string title, string axis, IReadOnlyList<double> parameter, bool logarithmic, IReadOnlyList<PathPanel> panels)
    {
        if (parameter.Count == 0 || panels.Any(p => p.Lines.Any(l => l.Values.Count != parameter.Count)))
        {
            throw new ArgumentException("every line needs one value per path point, and there must be one point");
        }

        double Place(double x) => logarithmic ? Elementary.Log10(1 + Math.Max(0, x)) : x;
        double low = parameter.Min(Place), high = Math.Max(parameter.Max(Place), low + 1e-9);
        double X(double x) => Left + (Math.Clamp((Place(x) - low) / (high - low), 0, 1) * PlotWidth);
        var canvas = new SvgCanvas();
        canvas.Text("tc-head", 0, 14, title);
        double top = 44;
        foreach (var panel in panels)
        {
            canvas.Text("tc-head", Left, top - 8, panel.Heading);
            canvas.Rect("tc-plane", Left, top, PlotWidth, PlotHeight);
            foreach (double chance in (double[])[0, 0.25, 0.5, 0.75, 1])
            {
                double y = top + ((1 - chance) * PlotHeight);
                canvas.Line("tc-grid", Left, y, Left + PlotWidth, y);
                canvas.Text("tc-tick", Left - 6, y + 3, chance.ToString("0.##", CultureInfo.InvariantCulture), "end");
            }

            double written = double.NegativeInfinity;
            foreach (double tick in Ticks(parameter.Min(), parameter.Max(), logarithmic).Where(t => X(t) >= written + 24))
            {
                written = X(tick);
                canvas.Line("tc-grid", X(tick), top, X(tick), top + PlotHeight);
                canvas.Text("tc-tick", X(tick), top + PlotHeight + 13, tick.ToString("0.##", CultureInfo.InvariantCulture), "middle");
            }

            canvas.Text("tc-note", Left + PlotWidth, top + PlotHeight + 27, axis, "end");
            double free = double.NegativeInfinity;
            foreach (var line in panel.Lines.OrderByDescending(l => l.Values[^1]))
            {
                var data = new StringBuilder();
                for (int k = 0; k < parameter.Count; k++)
                {
                    data.Append(k == 0 ? 'M' : 'L').Append(SvgCanvas.N(X(parameter[k]))).Append(' ').Append(SvgCanvas.N(top + ((1 - Math.Clamp(line.Values[k], 0, 1)) * PlotHeight)));
                }

                canvas.Path("tc-line", data.ToString(), line.Label);
                double at = Math.Max(free, top + ((1 - Math.Clamp(line.Values[^1], 0, 1)) * PlotHeight) + 3);
                canvas.Line("tc-grid", Left + PlotWidth, top + ((1 - Math.Clamp(line.Values[^1], 0, 1)) * PlotHeight), Left + PlotWidth + 18, at - 3);
                canvas.Label("tc-small", Left + PlotWidth + 21, at, $"{line.Values[^1].ToString("0.000", CultureInfo.InvariantCulture)}  {line.Label}", LabelWidth);
                free = at + 12;
            }

            top = Math.Max(top + PlotHeight, free) + Gap;
        }

        return canvas.Finish(title, Left + PlotWidth + LabelWidth + 21, top);
    }

    private static IEnumerable<double> Ticks(double low, double high, bool logarithmic)
    {
        if (!logarithmic)
        {
            return [0, 0.2, 0.4, 0.6, 0.8, 1];
        }

        return new[] { 0.0 }.Concat(Enumerable.Range(-1, 12).Select(k => Elementary.Pow(10, k))).Where(x => x >= low && x <= high);
    }
}
