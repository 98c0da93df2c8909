namespace Tumen.Report.Drawing;

/// <summary>The question asked in every way: two sides on one scale of probability, one line a way, with the value before the record and the threshold that would settle it.</summary>
/// <remarks>Two drawings, not one shrunk: text keeps its size. The narrow one leaves out the most probable single theory.</remarks>
public static class WaysChart
{
    private const double Row = 18;
    private const double Head = 20;
    private const double Mark = 4.6;

    /// <summary>Draws the ways.</summary>
    /// <param name="ways">What was found.</param>
    /// <param name="narrow">For a column of 360 units; otherwise of 760.</param>
    /// <returns>An SVG element whose label is the finding with its numbers.</returns>
    public static string Draw(WaysOfAsking ways, bool narrow = false)
    {
        ArgumentNullException.ThrowIfNull(ways);
        double width = narrow ? 360 : 760, left = narrow ? 152 : 250, right = narrow ? 344 : 540, top = 62;
        var canvas = new SvgCanvas();
        double At(double p) => left + Math.Clamp(double.IsNaN(p) ? 0 : p, 0, 1) * (right - left);
        double height = Row * ways.All.Length + ways.Groups.Sum(_ => Head) + 8, bottom = top + height;
        Key(canvas, ways, narrow ? 0 : left);
        canvas.Rect("tc-plane", 0, top, narrow ? width : width - 4, Row);
        if (ways.Threshold is { } settles)
        {
            canvas.Rect("tc-band", At(settles), top, right - At(settles), height);
            canvas.Text("tc-secondary", right, top - 6, $"settled ≥ {Share(settles)}", "end");
        }

        foreach (double tick in new[] { 0, 0.25, 0.5, 0.75, 1 })
        {
            canvas.Line("tc-grid", At(tick), top, At(tick), bottom);
            canvas.Text("tc-secondary", At(tick), bottom + 14, tick is 0 or 1 ? tick.ToString("0", System.Globalization.CultureInfo.InvariantCulture) : Share(tick), "middle");
        }

        Before(canvas, ways, At, top, bottom, right);
        canvas.Text("tc-secondary", (left + right) / 2, bottom + 30, "probability, given the record", "middle");
        if (!narrow)
        {
            canvas.Text("tc-secondary", right + 16, top - 6, "most probable single theory");
        }

        double y = top;
        Line(canvas, ways.AsWritten, y, left, At, narrow ? double.NaN : right + 16, width, "tc-primary tc-head");
        y += Row;
        foreach (var group in ways.Groups)
        {
            canvas.Text("tc-primary tc-head", 0, y + Head - 5, group.Name);
            y += Head;
            foreach (var way in group.Ways)
            {
                Line(canvas, way, y, left, At, narrow ? double.NaN : right + 16, width, "tc-primary");
                y += Row;
            }
        }

        return canvas.Finish(ways.Alternative, width, bottom + 38);
    }

    private static void Key(SvgCanvas canvas, WaysOfAsking ways, double x)
    {
        string Of(AskedSide s) => $"{s.Name}{(s.Theories > 1 ? $" ({s.Theories} theories)" : "")}";
        canvas.Circle("tc-dot", x + 6, 8, Mark);
        canvas.Text("tc-primary tc-head", x + 18, 12.5, Of(ways.First));
        Square(canvas, x + 6, 26);
        canvas.Text("tc-primary tc-head", x + 18, 30.5, Of(ways.Second));
    }

    // One dashed line where both sides were equally probable before the record; otherwise one for each, named.
    private static void Before(SvgCanvas canvas, WaysOfAsking ways, Func<double, double> at, double top, double bottom, double right)
    {
        bool same = Math.Abs(ways.First.Prior - ways.Second.Prior) < 0.005;
        foreach (double prior in same ? [ways.First.Prior] : new[] { ways.First.Prior, ways.Second.Prior })
        {
            canvas.Line("tc-reference", at(prior), top - 2, at(prior), bottom);
        }

        string says = same ? $"before: {Share(ways.First.Prior)}" : $"before: ● {Share(ways.First.Prior)}, □ {Share(ways.Second.Prior)}";
        double x = Math.Min(at(Math.Max(ways.First.Prior, ways.Second.Prior)), right - 150);
        canvas.Text("tc-secondary", x, top - 6, says, "middle");
    }

    private static void Line(SvgCanvas canvas, WayOfAsking way, double y, double left, Func<double, double> at, double theory, double width, string css)
    {
        double middle = y + Row / 2, a = at(way.First), b = at(way.Second);
        canvas.Text(css, left - 12, middle + 4.5, TextMeasure.Cut(way.Name, (left - 18) * 11 / 13.4), "end", 0, way.Name);
        canvas.Line("tc-link", Math.Min(a, b), middle, Math.Max(a, b), middle);
        string says = $"{way.Name}: {Share(way.First)} against {Share(way.Second)}; most probable single theory {way.Leader} ({Share(way.LeaderProbability)})";
        Square(canvas, b, middle, says);
        canvas.Circle("tc-dot", a, middle, Mark + 0.6, says);
        if (!double.IsNaN(theory))
        {
            canvas.Text("tc-secondary", theory, middle + 4.5, TextMeasure.Cut(way.Leader, (width - 40 - theory) * 11 / 12.4), "start", 0, way.Leader);
            canvas.Text("tc-secondary", width - 8, middle + 4.5, Share(way.LeaderProbability), "end");
        }
    }

    private static void Square(SvgCanvas canvas, double x, double y, string? title = null) => canvas.Rect("tc-open-square", x - Mark, y - Mark, 2 * Mark, 2 * Mark, title);

    private static string Share(double p) => TextMeasure.Share(p);
}
