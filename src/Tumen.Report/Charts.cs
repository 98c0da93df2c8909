using System.Collections.Immutable;
using System.Globalization;

namespace Tumen.Report;

/// <summary>A value with an interval.</summary>
/// <param name="Label">What.</param>
/// <param name="Value">Point.</param>
/// <param name="Low">Lower end, or NaN.</param>
/// <param name="High">Upper end, or NaN.</param>
/// <param name="Note">What to say on hover.</param>
public sealed record IntervalRow(string Label, double Value, double Low, double High, string Note);

/// <summary>Small charts as SVG text; pure functions.</summary>
public static class Charts
{
    /// <summary>Points with intervals on one scale, zero marked.</summary>
    public static string Intervals(IReadOnlyList<IntervalRow> rows, string label)
    {
        const double Left = 330, Width = 620, Row = 20, Top = 6;
        var finite = rows.SelectMany(r => new[] { r.Value, r.Low, r.High }).Where(double.IsFinite).Append(0).ToArray();
        double low = finite.Min(), high = finite.Max(), pad = Math.Max(1e-9, (high - low) * 0.04);
        (low, high) = (low - pad, high + pad);
        double X(double v) => Left + (Math.Clamp((v - low) / (high - low), 0, 1) * Width);
        var svg = new Svg(Left + Width + 70, Top + (rows.Count * Row) + 26, label);
        foreach (double tick in Ticks(low, high))
        {
            svg.Line(X(tick), Top, X(tick), Top + (rows.Count * Row), tick == 0 ? "zero" : "grid");
            svg.Text(X(tick), Top + (rows.Count * Row) + 16, tick.ToString("0.###", CultureInfo.InvariantCulture), "s", "middle");
        }

        for (int i = 0; i < rows.Count; i++)
        {
            double y = Top + (i * Row) + (Row / 2);
            svg.Text(Left - 8, y + 4, rows[i].Label, "t", "end");
            if (double.IsFinite(rows[i].Low) && double.IsFinite(rows[i].High))
            {
                svg.Line(X(rows[i].Low), y, X(rows[i].High), y, "whisker");
            }

            if (double.IsFinite(rows[i].Value))
            {
                svg.Circle(X(rows[i].Value), y, 4, "dot", rows[i].Note);
                svg.Text(Left + Width + 6, y + 4, rows[i].Value.ToString("0.000", CultureInfo.InvariantCulture), "s");
            }
        }

        return svg.ToString();
    }

    /// <summary>Horizontal bars from zero.</summary>
    public static string Bars(IReadOnlyList<(string Label, double Value, string Note)> rows, string label, string format)
    {
        const double Left = 230, Width = 560, Row = 20, Top = 6;
        double most = Math.Max(1e-12, rows.Select(r => r.Value).Where(double.IsFinite).DefaultIfEmpty(1).Max());
        var svg = new Svg(Left + Width + 80, Top + (rows.Count * Row) + 6, label);
        for (int i = 0; i < rows.Count; i++)
        {
            double y = Top + (i * Row), w = double.IsFinite(rows[i].Value) ? Math.Max(0, rows[i].Value) / most * Width : 0;
            svg.Text(Left - 8, y + 14, rows[i].Label, "t", "end");
            svg.Rect(Left, y + 3, w, Row - 6, "bar", rows[i].Note);
            svg.Text(Left + w + 6, y + 14, double.IsFinite(rows[i].Value) ? rows[i].Value.ToString(format, CultureInfo.InvariantCulture) : "–", "s");
        }

        return svg.ToString();
    }

    /// <summary>Signed bars by month with a running total.</summary>
    public static string Evidence(IReadOnlyList<string> periods, IReadOnlyList<double> values, string first, string second)
    {
        const double Left = 60, Width = 1080, Height = 220, Top = 10;
        var running = new double[values.Count];
        double sum = 0;
        for (int t = 0; t < values.Count; t++)
        {
            sum += double.IsFinite(values[t]) ? values[t] : 0;
            running[t] = sum;
        }

        var all = values.Concat(running).Where(double.IsFinite).Append(0).ToArray();
        double low = all.Min(), high = all.Max(), pad = Math.Max(1e-9, (high - low) * 0.05);
        (low, high) = (low - pad, high + pad);
        double Y(double v) => Top + ((high - v) / (high - low) * Height);
        double step = Width / Math.Max(1, values.Count);
        var svg = new Svg(Left + Width + 20, Top + Height + 26, $"evidence by month, {first} against {second}");
        foreach (double tick in Ticks(low, high))
        {
            svg.Line(Left, Y(tick), Left + Width, Y(tick), tick == 0 ? "zero" : "grid");
            svg.Text(Left - 6, Y(tick) + 4, tick.ToString("0.##", CultureInfo.InvariantCulture), "s", "end");
        }

        for (int t = 0; t < values.Count; t++)
        {
            if (double.IsFinite(values[t]) && Math.Abs(values[t]) > 1e-4)
            {
                double y0 = Y(Math.Max(0, values[t])), y1 = Y(Math.Min(0, values[t]));
                svg.Rect(Left + (t * step), y0, Math.Max(1.4, step), Math.Max(0.6, y1 - y0), values[t] > 0 ? "for" : "against",
                    string.Create(CultureInfo.InvariantCulture, $"{periods[t]}: {values[t]:+0.000;-0.000} nats"));
            }

            if (periods[t].EndsWith("-01", StringComparison.Ordinal) && int.TryParse(periods[t].AsSpan(0, 4), out int year) && year % 5 == 0)
            {
                svg.Text(Left + (t * step), Top + Height + 18, periods[t][..4], "s", "middle");
            }
        }

        svg.Path(running.Select((v, t) => (Left + ((t + 0.5) * step), Y(v))), "run");
        return svg.ToString();
    }

    /// <summary>A grid of shaded cells with numbers; two numbers a cell when a second table is given (drawn below the first).</summary>
    /// <param name="rows">Row labels.</param>
    /// <param name="columns">Column labels.</param>
    /// <param name="values">Values; NaN is left blank.</param>
    /// <param name="second">A second table for comparison, or null.</param>
    /// <param name="label">Accessible name.</param>
    /// <param name="format">Number format.</param>
    /// <param name="full">Value that is shaded fully.</param>
    public static string Grid(
        IReadOnlyList<string> rows, IReadOnlyList<string> columns, Func<int, int, double> values, Func<int, int, double>? second, string label, string format, double full)
    {
        const double Left = 230, CellWidth = 64, Row = 30, Top = 96;
        var svg = new Svg(Left + (columns.Count * CellWidth) + 60, Top + (rows.Count * Row) + 10, label);
        for (int c = 0; c < columns.Count; c++)
        {
            svg.Text(Left + (c * CellWidth) + 6, Top - 8, columns[c], "r");
        }

        for (int r = 0; r < rows.Count; r++)
        {
            svg.Text(Left - 8, Top + (r * Row) + 19, rows[r], "t", "end");
            for (int c = 0; c < columns.Count; c++)
            {
                double v = values(r, c);
                if (!double.IsFinite(v))
                {
                    continue;
                }

                double x = Left + (c * CellWidth), y = Top + (r * Row);
                double other = second?.Invoke(r, c) ?? double.NaN;
                string text = v.ToString(format, CultureInfo.InvariantCulture);
                svg.Rect(x, y, CellWidth - 2, Row - 2, "cell", $"{rows[r]}, {columns[c]}: {text}{(double.IsFinite(other) ? $" (record {other.ToString(format, CultureInfo.InvariantCulture)})" : "")}",
                    Math.Clamp(v / full, 0.02, 0.85));
                svg.Text(x + (CellWidth / 2) - 1, y + (double.IsFinite(other) ? 13 : 18), text, "s", "middle");
                if (double.IsFinite(other))
                {
                    svg.Text(x + (CellWidth / 2) - 1, y + 25, other.ToString(format, CultureInfo.InvariantCulture), "q", "middle");
                }
            }
        }

        return svg.ToString();
    }

    /// <summary>Round tick values within a range, 4 to 9 of them, zero among them when inside.</summary>
    public static IEnumerable<double> Ticks(double low, double high)
    {
        double raw = (high - low) / 6;
        if (!(raw > 0) || !double.IsFinite(raw))
        {
            yield break;
        }

        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double step = raw / power < 1.5 ? power : raw / power < 3.5 ? 2 * power : raw / power < 7.5 ? 5 * power : 10 * power;
        for (double k = Math.Ceiling(low / step); k * step <= high; k++)
        {
            yield return k == 0 ? 0 : Math.Round(k * step, 12);
        }
    }
}
