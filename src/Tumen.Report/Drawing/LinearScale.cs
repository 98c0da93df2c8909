using Tumen.Numerics;

namespace Tumen.Report.Drawing;

/// <summary>Maps numbers onto a stretch of the drawing, with round tick values.</summary>
internal sealed class LinearScale
{
    private const double Largest = 1e100;
    private readonly double _from, _to;

    private LinearScale(double low, double high, double step, double from, double to) =>
        (Low, High, Step, _from, _to) = (low, high, step, from, to);

    /// <summary>The smallest number shown.</summary>
    public double Low { get; }

    /// <summary>The largest number shown.</summary>
    public double High { get; }

    /// <summary>The distance between ticks.</summary>
    public double Step { get; }

    /// <summary>How to write a tick: as many decimals as the step needs, at most six.</summary>
    public string TickFormat => Step >= 1 ? "0" : Step < 1e-6 ? "0.##e+0" : "0." + new string('0', (int)Math.Ceiling(-Elementary.Log10(Step) - 1e-9));

    /// <summary>A scale that holds every finite number given and zero, widened to whole ticks.</summary>
    /// <param name="values">Numbers to hold; what is not finite is passed over, beyond 1e100 is cut.</param>
    /// <param name="from">Where the smallest lies.</param>
    /// <param name="to">Where the largest lies.</param>
    /// <param name="ticks">About how many tick intervals.</param>
    public static LinearScale Fit(IEnumerable<double> values, double from, double to, int ticks = 5)
    {
        double low = 0, high = 0;
        foreach (double value in values.Where(double.IsFinite))
        {
            low = Math.Min(low, Math.Max(value, -Largest));
            high = Math.Max(high, Math.Min(value, Largest));
        }

        if (high - low < 1e-100)
        {
            high = 1;
        }

        double raw = (high - low) / ticks, power = Elementary.Pow(10, Math.Floor(Elementary.Log10(raw)));
        double step = power * ((raw / power) switch { <= 1.0000001 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
        return new LinearScale(Math.Floor(low / step + 1e-9) * step, Math.Ceiling(high / step - 1e-9) * step, step, from, to);
    }

    /// <summary>Where a number lies; numbers outside the scale lie on its edge, NaN at zero.</summary>
    public double At(double value) =>
        _from + (Math.Clamp(double.IsNaN(value) ? 0 : value, Low, High) - Low) / (High - Low) * (_to - _from);

    /// <summary>The tick values, smallest first.</summary>
    public IEnumerable<double> Ticks()
    {
        int count = (int)Math.Round((High - Low) / Step);
        for (int i = 0; i <= count; i++)
        {
            double tick = Low + i * Step;
            yield return Math.Abs(tick) < Step / 1e6 ? 0 : tick;
        }
    }
}
