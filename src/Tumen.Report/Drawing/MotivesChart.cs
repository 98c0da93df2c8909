using Tumen.Studies;

namespace Tumen.Report.Drawing;

/// <summary>Motives before and after the record: is it at work, what did the record add, how strong is it if it is.</summary>
public static class MotivesChart
{
    private const double Row = 26;
    private const double Top = 58;
    private const double Left = 300;
    private const double Reach = 4.60517018598809; // a hundred to one, as a logarithm: the ends of the middle panel

    /// <summary>Draws the motives, those that the record speaks for first.</summary>
    /// <param name="motives">What was found.</param>
    /// <returns>An SVG element.</returns>
    public static string Draw(MotiveResults motives)
    {
        ArgumentNullException.ThrowIfNull(motives);
        var rows = motives.Motives.OrderByDescending(m => m.BayesFactor).ThenBy(m => m.Name, StringComparer.Ordinal).ToArray();
        double bottom = Top + Row * rows.Length;
        var canvas = new SvgCanvas();
        double P(double p) => Left + Math.Clamp(p, 0, 1) * 200;
        double Bf(double log) => 650 + Math.Clamp(log, -Reach, Reach) / Reach * 85;
        var sizes = LinearScale.Fit(rows.SelectMany(m => m.Sizes).SelectMany(s => new[] { s.Low, s.High }), 790, 950, 4);
        Heads(canvas);
        Grid(canvas, P, Bf, sizes, bottom);
        for (int k = 0; k < rows.Length; k++)
        {
            double y = Top + Row * (k + 0.5);
            canvas.Line("tc-grid", 0, Top + Row * (k + 1), 960, Top + Row * (k + 1));
            string whose = $"{rows[k].Player}: {rows[k].Label ?? rows[k].Name}";
            canvas.Text("tc-primary", 0, y + 4.5, TextMeasure.Cut(whose, (Left - 20) * 11 / 13.4), "start", 0, whose);
            Work(canvas, rows[k], y, P);
            Added(canvas, rows[k], y, Bf);
            Strength(canvas, rows[k], y, sizes);
        }

        var top = motives.Motives.MaxBy(m => m.Inclusion)!;
        return canvas.Finish($"{MotiveWords.Finding(motives)} {top.Name}: {TextMeasure.Share(top.Prior)} before, {TextMeasure.Share(top.Inclusion)} after.", 960, bottom + 24);
    }

    private static void Heads(SvgCanvas canvas)
    {
        (double X, string Title, string Says)[] heads = [(Left, "Is it at work?", "probability, before (hollow) and after"), (565, "What the record added", "to one against, or for"), (790, "How strong, if it is", "median and 90 % interval")];
        foreach (var (x, title, says) in heads)
        {
            canvas.Text("tc-primary tc-head", x, 14, title);
            canvas.Text("tc-secondary", x, 31, says);
        }
    }

    private static void Grid(SvgCanvas canvas, Func<double, double> p, Func<double, double> bf, LinearScale sizes, double bottom)
    {
        foreach (double tick in new[] { 0, 0.5, 1 })
        {
            canvas.Line("tc-grid", p(tick), Top - 6, p(tick), bottom);
            canvas.Text("tc-secondary", p(tick), bottom + 16, TextMeasure.Share(tick), "middle");
        }

        const double Ten = Reach / 2;
        canvas.Rect("tc-against", bf(-Reach), Top - 6, bf(-Ten) - bf(-Reach), bottom - Top + 6);
        canvas.Rect("tc-band", bf(Ten), Top - 6, bf(Reach) - bf(Ten), bottom - Top + 6);
        foreach (var (log, name) in new[] { (-Ten, "1 : 10"), (0, "1"), (Ten, "10 : 1") })
        {
            canvas.Line(log == 0 ? "tc-zero" : "tc-grid", bf(log), Top - 6, bf(log), bottom);
            canvas.Text("tc-secondary", bf(log), bottom + 16, name, "middle");
        }

        foreach (double tick in sizes.Ticks())
        {
            canvas.Line(tick == 0 ? "tc-zero" : "tc-grid", sizes.At(tick), Top - 6, sizes.At(tick), bottom);
            canvas.Text("tc-secondary", sizes.At(tick), bottom + 16, TextMeasure.Number(tick, sizes.TickFormat), "middle");
        }
    }

    private static void Work(SvgCanvas canvas, MotiveVerdict m, double y, Func<double, double> p)
    {
        bool up = m.Inclusion >= m.Prior;
        canvas.Line(up ? "tc-gain" : "tc-loss", p(m.Prior), y, p(m.Inclusion), y);
        canvas.Circle("tc-open-circle", p(m.Prior), y, 4.2);
        canvas.Circle(up ? "tc-up" : "tc-down", p(m.Inclusion), y, 4.8, $"{m.Name}: {TextMeasure.Share(m.Prior)} before, {TextMeasure.Share(m.Inclusion)} after");
        bool outside = p(m.Inclusion) > p(0.9);
        canvas.Text("tc-primary tc-head", p(m.Inclusion) + (up && !outside ? 9 : -9), y + 4.5, TextMeasure.Share(m.Inclusion), up && !outside ? "start" : "end");
    }

    private static void Added(SvgCanvas canvas, MotiveVerdict m, double y, Func<double, double> bf)
    {
        double log = Math.Clamp(Numerics.Elementary.Log(Math.Max(m.BayesFactor, 1e-12)), -Reach, Reach);
        canvas.Line(log >= 0 ? "tc-gain" : "tc-loss", bf(0), y, bf(log), y);
        canvas.Circle(log >= 0 ? "tc-up" : "tc-down", bf(log), y, 4.2);
        string odds = Spoken.Odds(m.BayesFactor).Replace(" to ", " : ", StringComparison.Ordinal);
        bool inside = Math.Abs(log) > Reach * 0.55;
        canvas.Text("tc-secondary", bf(log) + (log >= 0 ? 1 : -1) * (inside ? -8 : 8), y + (inside ? -6 : 4.5), odds, log >= 0 == inside ? "end" : "start");
    }

    private static void Strength(SvgCanvas canvas, MotiveVerdict m, double y, LinearScale sizes)
    {
        if (m.Sizes.IsEmpty)
        {
            canvas.Text("tc-secondary", sizes.At(0) + 8, y + 4.5, "size unknown");
            return;
        }

        double step = Math.Min(8, 16.0 / m.Sizes.Length);
        for (int k = 0; k < m.Sizes.Length; k++)
        {
            var s = m.Sizes[k];
            double at = y + (k - (m.Sizes.Length - 1) / 2.0) * step;
            canvas.Line("tc-span", sizes.At(s.Low), at, sizes.At(s.High), at);
            canvas.Circle(m.Settled ? "tc-point" : "tc-open-circle", sizes.At(s.Median), at, m.Sizes.Length > 1 ? 3 : 4, $"{s.Parameter}: {TextMeasure.Number(s.Median, "0.00")} [{TextMeasure.Number(s.Low, "0.00")}, {TextMeasure.Number(s.High, "0.00")}]");
        }
    }
}
