namespace Tumen.Numerics;

/// <summary>exp, log, powers and circular functions whose bits are the same on every machine: they use additions, products, quotients, square roots and exact fused products only, in a fixed order, and never the C library.</summary>
/// <remarks>
/// The C library's own functions take different ways with and without fused products, and from one version to the next, and so differ in the last bit. Method: Cody and Waite's (1980) reduction with the reduction's rounding error kept,
/// Taylor polynomials on the small interval, one last rounding. Largest errors found against integer arithmetic (ElementaryTests): log below 0.53 units in the last place, exp below 0.62, powers below 1 where |y log x| ≤ 40, the others below 2.
/// </remarks>
public static partial class Elementary
{
    private const double LogTwoHigh = 0.6931471805601177, LogTwoLow = -1.7239444525614835e-13, LogTwoInverse = 1.4426950408889634;
    private const double HalfPiHigh = 1.5707963267341256, HalfPiMiddle = 6.077100506303966e-11, HalfPiLow = 2.0222662487959506e-21;
    private const double LogTenHigh = 0.4342944819032518, LogTenLow = 1.098319650216765e-17;
    private const double Shift = 6755399441055744; // 1.5·2⁵²: adding it rounds to a whole number and leaves that number in the low bits
    private const long ShiftBits = 0x4338000000000000;
    private const long RootHalfBits = 0x3FE6A09E667F3BCD, OneBits = 0x3FF0000000000000, MantissaBits = 0x000FFFFFFFFFFFFF;

    /// <summary>exp(<paramref name="x"/>).</summary>
    public static double Exp(double x) => Exp(x, 0);

    /// <summary>The natural logarithm; minus infinity at 0, not a number below.</summary>
    public static double Log(double x)
    {
        var (high, low) = LogParts(x);
        return high + low;
    }

    /// <summary>The logarithm to base ten; exact at every power of ten that a double holds.</summary>
    public static double Log10(double x)
    {
        var (high, low) = LogParts(x);
        double product = high * LogTenHigh;
        return double.IsFinite(product) ? product + (Math.FusedMultiplyAdd(high, LogTenHigh, -product) + Math.FusedMultiplyAdd(high, LogTenLow, low * LogTenHigh)) : product;
    }

    /// <summary><paramref name="x"/> to the power <paramref name="y"/>, with the special values of IEEE 754's pow.</summary>
    public static double Pow(double x, double y)
    {
        if (y == 0 || x == 1)
        {
            return 1;
        }

        if (double.IsNaN(x) || double.IsNaN(y))
        {
            return double.NaN;
        }

        double size = Math.Abs(x);
        bool odd = Math.Abs(y) < 9007199254740992 && y == Math.Floor(y) && Math.Abs(y % 2) == 1, whole = y == Math.Floor(y);
        if (x < 0 && !whole && double.IsFinite(x))
        {
            return double.NaN;
        }

        double sign = odd && double.IsNegative(x) ? -1 : 1;
        if (size == 1)
        {
            return sign;
        }

        if (size == 0 || double.IsInfinity(size) || double.IsInfinity(y))
        {
            return sign * ((size > 1) == (y > 0) ? double.PositiveInfinity : 0);
        }

        var (high, low) = LogParts(size);
        double product = y * high;
        return Math.Abs(product) > 800 ? sign * Exp(product) : sign * Exp(product, Math.FusedMultiplyAdd(y, high, -product) + (y * low));
    }

    /// <summary>The cube root.</summary>
    public static double Cbrt(double x)
    {
        double size = Math.Abs(x);
        if (size == 0 || !double.IsFinite(size))
        {
            return x;
        }

        double y = Exp(Log(size) / 3);
        return Math.CopySign(y - (((y * y * y) - size) / (3 * y * y)), x);
    }

    // exp(x + rest) for a rest that is small against the last place of x.
    private static double Exp(double x, double rest)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        double at = Math.Max(-746, Math.Min(710, x));
        double shifted = Math.FusedMultiplyAdd(at, LogTwoInverse, Shift), n = shifted - Shift;
        double near = Math.FusedMultiplyAdd(-n, LogTwoHigh, at), r = Math.FusedMultiplyAdd(-n, LogTwoLow, near);
        double lost = Math.FusedMultiplyAdd(-n, LogTwoLow, near - r) + rest;
        double r2 = r * r, r4 = r2 * r2;
        double a = Math.FusedMultiplyAdd(r2, Math.FusedMultiplyAdd(r, C5, C4), Math.FusedMultiplyAdd(r, C3, C2));
        double b = Math.FusedMultiplyAdd(r2, Math.FusedMultiplyAdd(r, C9, C8), Math.FusedMultiplyAdd(r, C7, C6));
        double c = Math.FusedMultiplyAdd(r2, Math.FusedMultiplyAdd(r, C13, C12), Math.FusedMultiplyAdd(r, C11, C10));
        double tail = Math.FusedMultiplyAdd(r4, Math.FusedMultiplyAdd(r4, Math.FusedMultiplyAdd(r4, C14, c), b), a);
        double head = 1 + r, left = (1 - head) + r;
        double bend = r2 * tail, value = head + (left + Math.FusedMultiplyAdd(lost, head + bend, bend));
        long power = BitConverter.DoubleToInt64Bits(shifted) - ShiftBits, half = power >> 1;
        return value * BitConverter.Int64BitsToDouble((half + 1023) << 52) * BitConverter.Int64BitsToDouble((power - half + 1023) << 52);
    }

    // 1/k!
    private const double C2 = 1.0 / 2, C3 = 1.0 / 6, C4 = 1.0 / 24, C5 = 1.0 / 120, C6 = 1.0 / 720, C7 = 1.0 / 5040, C8 = 1.0 / 40320, C9 = 1.0 / 362880,
        C10 = 1.0 / 3628800, C11 = 1.0 / 39916800, C12 = 1.0 / 479001600, C13 = 1.0 / 6227020800, C14 = 1.0 / 87178291200;

    // 2/(2k + 1)
    private const double L1 = 2.0 / 3, L2 = 2.0 / 5, L3 = 2.0 / 7, L4 = 2.0 / 9, L5 = 2.0 / 11, L6 = 2.0 / 13, L7 = 2.0 / 15, L8 = 2.0 / 17, L9 = 2.0 / 19, L10 = 2.0 / 21, L11 = 2.0 / 23;

    // log x as a sum of two, the second below the last place of the first.
    private static (double High, double Low) LogParts(double x)
    {
        if (!(x > 0) || double.IsInfinity(x))
        {
            return (x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN, 0);
        }

        double shift = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= 18014398509481984; // 2⁵⁴
            shift = -54;
        }

        long bits = BitConverter.DoubleToInt64Bits(x), moved = bits - RootHalfBits + OneBits;
        double k = (moved >>> 52) - 1023 + shift;
        double m = BitConverter.Int64BitsToDouble((moved & MantissaBits) + RootHalfBits);
        double f = m - 1, d = m + 1, dLost = m - (d - 1), inverse = 1 / d, s = f * inverse;
        double sLost = Math.FusedMultiplyAdd(-s, dLost, Math.FusedMultiplyAdd(-s, d, f)) * inverse;
        double z = s * s, z2 = z * z, z4 = z2 * z2;
        double a = Math.FusedMultiplyAdd(z2, Math.FusedMultiplyAdd(z, L4, L3), Math.FusedMultiplyAdd(z, L2, L1));
        double b = Math.FusedMultiplyAdd(z2, Math.FusedMultiplyAdd(z, L8, L7), Math.FusedMultiplyAdd(z, L6, L5));
        double c = Math.FusedMultiplyAdd(z2, L11, Math.FusedMultiplyAdd(z, L10, L9));
        double tail = s * z * Math.FusedMultiplyAdd(z4, Math.FusedMultiplyAdd(z4, c, b), a);
        double whole = k * LogTwoHigh, twice = 2 * s, sum = whole + twice;
        double low = ((whole - sum) + twice) + Math.FusedMultiplyAdd(k, LogTwoLow, (2 * sLost) + tail);
        double high = sum + low;
        return (high, (sum - high) + low);
    }
}
