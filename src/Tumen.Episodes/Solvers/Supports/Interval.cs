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

    public static Interval operator +(Interval a, Interval b) => new(Math.BitDecrement(a.Low + b.Low), Math.BitIncrement(a.High + b.High));

    public static Interval operator -(Interval a, Interval b) => new(Math.BitDecrement(a.Low - b.High), Math.BitIncrement(a.High - b.Low));

    public static Interval operator *(Interval a, Interval b)
    {
        double p = a.Low * b.Low, q = a.Low * b.High, r = a.High * b.Low, s = a.High * b.High;
        return new(Math.BitDecrement(Math.Min(Math.Min(p, q), Math.Min(r, s))), Math.BitIncrement(Math.Max(Math.Max(p, q), Math.Max(r, s))));
    }

    /// <summary>−a / b for a b that does not contain zero.</summary>
    public Interval DividedInto(Interval b)
    {
        double p = -Low / b.Low, q = -Low / b.High, r = -High / b.Low, s = -High / b.High;
        return new(Math.BitDecrement(Math.Min(Math.Min(p, q), Math.Min(r, s))), Math.BitIncrement(Math.Max(Math.Max(p, q), Math.Max(r, s))));
    }

    public bool Meets(Interval other) => Low <= other.High && other.Low <= High;

    public Interval Meet(Interval other) => new(Math.Max(Low, other.Low), Math.Min(High, other.High));

    public bool IsInside(Interval other) => Low > other.Low && High < other.High;
}
