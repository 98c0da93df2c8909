namespace Tumen.Report.Drawing;

/// <summary>How an estimate is drawn.</summary>
public enum IntervalMark
{
    /// <summary>A filled dot: an estimate the record can tell.</summary>
    Estimate,

    /// <summary>A hollow dot: weakly identified.</summary>
    Weak,

    /// <summary>A hollow dot: at a bound of what is allowed, so without an interval.</summary>
    AtBound,

    /// <summary>A hollow dot: not told apart from what it is compared with.</summary>
    Open,

    /// <summary>A gray square: assumed, not estimated.</summary>
    Assumed,
}

/// <summary>One number with its interval.</summary>
/// <param name="Label">What the number is.</param>
/// <param name="Value">The number; NaN draws no mark.</param>
/// <param name="Low">Lower end; NaN draws no interval, −∞ an arrow.</param>
/// <param name="High">Upper end; NaN draws no interval, +∞ an arrow.</param>
/// <param name="Mark">How it is drawn.</param>
public sealed record IntervalRow(string Label, double Value, double Low, double High, IntervalMark Mark = IntervalMark.Estimate);

/// <summary>Estimates as dots with intervals on one axis, with a line at zero and the numbers at the right.</summary>
public static class DotInterval
{
    private const double Plot = 460;
    private const double RowHeight = 20;
    private const double LabelLimit = 280;

    /// <summary>Draws the rows.</summary>
    /// <param name="title">What the chart shows, for readers who cannot see it.</param>
    /// <param name="rows">The estimates, top first.</param>
    /// <param name="format">How to write a number.</param>
    /// <returns>An SVG element. The axis holds every value; an interval more than twice as far out as the furthest value is cut with an arrow.</returns>
    public static string Draw(string title, IReadOnlyList<IntervalRow> rows, string format = "0.00")
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(format);
        var canvas = new SvgCanvas();
        double left = 16 + Math.Clamp(TextMeasure.Widest(rows.Select(r => r.Label)), 40, LabelLimit), right = left + Plot;
        double bottom = 6 + rows.Count * RowHeight;
        var scale = Scale(rows, left, right);
        foreach (double tick in scale.Ticks())
        {
            canvas.Line(tick == 0 ? "tc-zero" : "tc-grid", scale.At(tick), 4, scale.At(tick), bottom);
            canvas.Text("tc-tick", scale.At(tick), bottom + 13, TextMeasure.Number(tick, scale.TickFormat), "middle");
        }

        var numbers = rows.Select(r => Numbers(r, format)).ToList();
        for (int i = 0; i < rows.Count; i++)
        {
            double y = 6 + (i + 0.5) * RowHeight;
            canvas.Label("tc-label", left - 8, y + 4, rows[i].Label, LabelLimit, "end");
            Interval(canvas, scale, rows[i], y);
            canvas.Text("tc-small", right + 14, y + 3.5, numbers[i]);
            canvas.Rect("tc-hit", left, y - RowHeight / 2, Plot, RowHeight, $"{rows[i].Label}: {numbers[i]}{Words(rows[i].Mark)}");
        }

        double height = bottom + 22 + Legend(canvas, rows, left, bottom + 32);
        return canvas.Finish(title, right + 14 + TextMeasure.Widest(numbers) + 8, height);
    }

    private static LinearScale Scale(IReadOnlyList<IntervalRow> rows, double left, double right)
    {
        double reach = rows.Select(r => Math.Abs(r.Value)).Where(double.IsFinite).DefaultIfEmpty(0).Max() * 2;
        var ends = rows.SelectMany(r => new[] { r.Low, r.High }).Where(double.IsFinite);
        return LinearScale.Fit([.. rows.Select(r => r.Value), .. reach > 0 ? ends.Select(e => Math.Clamp(e, -reach, reach)) : ends], left, right, 6);
    }

    private static void Interval(SvgCanvas canvas, LinearScale scale, IntervalRow row, double y)
    {
        if (!double.IsNaN(row.Low) && !double.IsNaN(row.High))
        {
            double from = scale.At(row.Low), to = scale.At(row.High);
            canvas.Line("tc-whisker", from, y, to, y);
            End(canvas, from, y, row.Low < scale.Low, -1);
            End(canvas, to, y, row.High > scale.High, 1);
        }

        if (double.IsFinite(row.Value))
        {
            double x = scale.At(row.Value);
            if (row.Mark == IntervalMark.Assumed)
            {
                canvas.Rect("tc-square", x - 4, y - 4, 8, 8);
            }
            else
            {
                canvas.Circle(row.Mark is IntervalMark.Weak or IntervalMark.AtBound or IntervalMark.Open ? "tc-hollow" : "tc-dot", x, y, 4.5);
            }
        }
    }

    private static void End(SvgCanvas canvas, double x, double y, bool cut, int side)
    {
        string tip = SvgCanvas.N(x), back = SvgCanvas.N(x - 5 * side), above = SvgCanvas.N(y - 4), below = SvgCanvas.N(y + 4), middle = SvgCanvas.N(y);
        canvas.Path("tc-whisker", cut ? $"M{back} {above}L{tip} {middle}L{back} {below}" : $"M{tip} {above}L{tip} {below}");
    }

    private static string Numbers(IntervalRow row, string format)
    {
        string value = TextMeasure.Number(row.Value, format);
        return double.IsNaN(row.Low) || double.IsNaN(row.High)
            ? value
            : $"{value}  [{TextMeasure.Number(row.Low, format)}, {TextMeasure.Number(row.High, format)}]";
    }

    private static string Words(IntervalMark mark) => mark switch
    {
        IntervalMark.Weak => ", weakly identified",
        IntervalMark.AtBound => ", at a bound",
        IntervalMark.Open => ", not separable",
        IntervalMark.Assumed => ", assumed",
        _ => "",
    };

    private static double Legend(SvgCanvas canvas, IReadOnlyList<IntervalRow> rows, double left, double y)
    {
        double x = left;
        string hollow = string.Join(" or ", new[] { (IntervalMark.Weak, "weakly identified"), (IntervalMark.AtBound, "at a bound"), (IntervalMark.Open, "not separable from the best") }.Where(m => rows.Any(r => r.Mark == m.Item1)).Select(m => m.Item2));
        if (hollow.Length > 0)
        {
            canvas.Circle("tc-hollow", x + 5, y - 3.5, 4.5);
            canvas.Text("tc-note", x + 15, y, hollow);
            x += hollow.Length > 20 ? 190 : 120;
        }

        if (rows.Any(r => r.Mark == IntervalMark.Assumed))
        {
            canvas.Rect("tc-square", x, y - 7.5, 8, 8);
            canvas.Text("tc-note", x + 14, y, "assumed, not estimated");
            x += 150;
        }

        return x > left ? 16 : 0;
    }
}
