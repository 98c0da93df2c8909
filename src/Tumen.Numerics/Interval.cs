namespace Tumen.Numerics;

/// <summary>
/// Interval arithmetic: every operation returns bounds that surely contain the exact result for all numbers within the operands' bounds.
/// </summary>
/// <remarks>
/// Sums, products and quotients of doubles are rounded to nearest (IEEE 754), so one step outward covers them; exp and log, whose rounding the
/// standard leaves open, are widened by four steps. Source: Moore (1966), Interval Analysis.
/// </remarks>
/// <param name="Low">Lower bound.</param>
/// <param name="High">Upper bound, at or above <paramref name="Low"/>.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>The interval that holds one number.</summary>
    public static implicit operator Interval(double x) => new(x, x);

    /// <summary>High − Low, rounded up.</summary>
    public double Width => Math.BitIncrement(High - Low);

    /// <summary>Sum.</summary>
    public static Interval operator +(Interval x, Interval y) => new(Math.BitDecrement(x.Low + y.Low), Math.BitIncrement(x.High + y.High));

    /// <summary>Difference.</summary>
    public static Interval operator -(Interval x, Interval y) => new(Math.BitDecrement(x.Low - y.High), Math.BitIncrement(x.High - y.Low));

    /// <summary>Product.</summary>
    public static Interval operator *(Interval x, Interval y)
    {
        double a = x.Low * y.Low, b = x.Low * y.High, c = x.High * y.Low, d = x.High * y.High;
        return new(Math.BitDecrement(Math.Min(Math.Min(a, b), Math.Min(c, d))), Math.BitIncrement(Math.Max(Math.Max(a, b), Math.Max(c, d))));
    }

    /// <summary>Quotient by an interval that does not contain 0.</summary>
    public static Interval operator /(Interval x, Interval y)
    {
        if (y.Low <= 0 && y.High >= 0)
        {
            return new(double.NegativeInfinity, double.PositiveInfinity);
        }

        double a = x.Low / y.Low, b = x.Low / y.High, c = x.High / y.Low, d = x.High / y.High;
        return new(Math.BitDecrement(Math.Min(Math.Min(a, b), Math.Min(c, d))), Math.BitIncrement(Math.Max(Math.Max(a, b), Math.Max(c, d))));
    }

    /// <summary>The larger of two, point by point.</summary>
    public static Interval Max(Interval x, Interval y) => new(Math.Max(x.Low, y.Low), Math.Max(x.High, y.High));

    /// <summary>e to the power x.</summary>
    public static Interval Exp(Interval x) => new(Math.Max(0, Steps(Elementary.Exp(x.Low), -4)), Steps(Elementary.Exp(x.High), 4));

    /// <summary>Natural logarithm of a positive interval.</summary>
    public static Interval Log(Interval x) => new(Steps(Elementary.Log(x.Low), -4), Steps(Elementary.Log(x.High), 4));

    private static double Steps(double x, int steps)
    {
        for (int k = 0; k < Math.Abs(steps); k++)
        {
            x = steps < 0 ? Math.BitDecrement(x) : Math.BitIncrement(x);
        }

        return x;
    }
}
