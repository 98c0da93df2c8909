namespace Tumen.Episodes;

/// <summary>A closed range of reals that surely contains the true value: every operation rounds outward.</summary>
internal readonly record struct Interval(double Low, double High)
{
    public double Width => High - Low;

    public double Middle => 0.5 * (Low + High);

    public bool ContainsZero => Low <= 0 && High >= 0;

    public static Interval Point(double value) => new(value, value);

    public static Interval Around(Rational value)
    {
        double near = value.ToDouble();
        return Rational.FromDouble(near) == value ? Point(near) : new Interval(Math.BitDecrement(Math.BitDecrement(near)), Math.BitIncrement(Math.BitIncrement(near)));
    }

    public static Interval operator +(Interval a, Interval b) => new(Down(a.Low + b.Low), Up(a.High + b.High));

    public static Interval operator -(Interval a, Interval b) => new(Down(a.Low - b.High), Up(a.High - b.Low));

    public static Interval operator *(Interval a, Interval b)
    {
        if (a.Low >= 0)
            return b.Low >= 0 ? new(Down(a.Low * b.Low), Up(a.High * b.High)) : b.High <= 0 ? new(Down(a.High * b.Low), Up(a.Low * b.High)) : new(Down(a.High * b.Low), Up(a.High * b.High));
        double p = a.Low * b.Low, q = a.Low * b.High, r = a.High * b.Low, s = a.High * b.High;
        return new(Down(Math.Min(Math.Min(p, q), Math.Min(r, s))), Up(Math.Max(Math.Max(p, q), Math.Max(r, s))));
    }

    public static Interval operator *(double a, Interval b) => a >= 0 ? new(Down(a * b.Low), Up(a * b.High)) : new(Down(a * b.High), Up(a * b.Low));

    /// <summary>−a / b for a b that does not contain zero.</summary>
    public Interval DividedInto(Interval b)
    {
        double p = -Low / b.Low, q = -Low / b.High, r = -High / b.Low, s = -High / b.High;
        return new(Down(Math.Min(Math.Min(p, q), Math.Min(r, s))), Up(Math.Max(Math.Max(p, q), Math.Max(r, s))));
    }

    // One operation rounds by at most 2^-53 of its result (or 2^-1075 near zero); four times that, and the rounding of this step itself, is surely outside.
    private static double Down(double value) => value - (Math.Abs(value) * 4.440892098500626e-16 + 1e-300);

    private static double Up(double value) => value + (Math.Abs(value) * 4.440892098500626e-16 + 1e-300);

    public bool Meets(Interval other) => Low <= other.High && other.Low <= High;

    public Interval Meet(Interval other) => new(Math.Max(Low, other.Low), Math.Min(High, other.High));

    public bool IsInside(Interval other) => Low > other.Low && High < other.High;
}
