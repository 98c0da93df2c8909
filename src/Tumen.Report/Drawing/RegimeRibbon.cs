using System.Text;

namespace Tumen.Report.Drawing;

/// <summary>Chances of regimes over periods as bands that fill the height, the first at the bottom.</summary>
public static class RegimeRibbon
{
    private const double Plot = 864, Left = 64, Top = 12, Bottom = 112;
    private static readonly string[] Bands = [ChartStyle.Class(Tone.Sky), ChartStyle.Class(Tone.Orange), ChartStyle.Class(Tone.Gray)];

    /// <summary>Draws the ribbon.</summary>
    /// <param name="title">What the chart shows, for readers who cannot see it.</param>
    /// <param name="periods">Names of the periods, in order.</param>
    /// <param name="chances">Per regime, at most three, one chance a period; a period's chances add up to 1.</param>
    /// <param name="names">Names of the regimes.</param>
    /// <returns>An SVG element.</returns>
    /// <exception cref="ArgumentException">Not one chance a period, or too many regimes.</exception>
    public static string Draw(string title, IReadOnlyList<string> periods, IReadOnlyList<IReadOnlyList<double>> chances, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(periods);
        ArgumentNullException.ThrowIfNull(chances);
        ArgumentNullException.ThrowIfNull(names);
        if (chances.Count > Bands.Length || chances.Count > names.Count || chances.Any(c => c.Count != periods.Count))
        {
            throw new ArgumentException($"Expected at most {Bands.Length} regimes with names and {periods.Count} chances each.", nameof(chances));
        }

        var canvas = new SvgCanvas();
        double unit = Plot / Math.Max(1, periods.Count);
        var floor = new double[periods.Count];
        for (int r = 0; r < chances.Count; r++)
        {
            double[] ceiling = [.. floor.Select((f, t) => f + chances[r][t])];
            canvas.Path(Bands[r], Outline(floor, ceiling, unit), $"regime {names[r]}");
            int widest = Enumerable.Range(0, periods.Count).MaxBy(t => chances[r][t]);
            int from = widest, to = widest;
            while (from > 0 && chances[r][from - 1] > 0.5)
            {
                from--;
            }

            while (to + 1 < periods.Count && chances[r][to + 1] > 0.5)
            {
                to++;
            }

            canvas.Label("tc-value", Left + ((from + to + 1) * unit / 2), Y((floor[widest] + ceiling[widest]) / 2) + 4, $"regime {names[r]}", Math.Max(60, (to - from + 1) * unit), "middle");
            floor = ceiling;
        }

        PeriodAxis.Draw(canvas, periods, Left, unit, Top, Bottom);
        foreach (double tick in new[] { 0, 0.5, 1 })
        {
            canvas.Text("tc-tick", Left - 6, Y(tick) + 3.5, TextMeasure.Number(tick, "0.0"), "end");
        }

        return canvas.Finish(title, Left + Plot + 24, Bottom + 28);
    }

    private static double Y(double chance) => Bottom - (chance * (Bottom - Top));

    private static string Outline(double[] floor, double[] ceiling, double unit)
    {
        var path = new StringBuilder();
        void Add(int t, double chance, bool right) => path.Append(path.Length == 0 ? 'M' : 'L').Append(SvgCanvas.N(Left + ((right ? t + 1 : t) * unit))).Append(' ').Append(SvgCanvas.N(Y(chance)));
        for (int t = 0; t < floor.Length; t++)
        {
            Add(t, ceiling[t], false);
            Add(t, ceiling[t], true);
        }

        for (int t = floor.Length - 1; t >= 0; t--)
        {
            Add(t, floor[t], true);
            Add(t, floor[t], false);
        }

        return path.Length == 0 ? "" : path.Append('Z').ToString();
    }
}
