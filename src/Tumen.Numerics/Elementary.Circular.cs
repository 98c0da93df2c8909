namespace Tumen.Numerics;

/// <content>Sine, cosine and their inverses.</content>
public static partial class Elementary
{
    // The arcs whose tangents are 0, 1/16, …, 1.
    private static readonly double[] Arcs =
    [
        0.0, 0.06241880999595735, 0.12435499454676144, 0.18534794999569476, 0.24497866312686414, 0.3028848683749714, 0.35877067027057225, 0.4124104415973873, 0.4636476090008061,
        0.5123894603107377, 0.5585993153435624, 0.6022873461349642, 0.6435011087932844, 0.6823165548747481, 0.7188299996216245, 0.7531512809621944, 0.7853981633974483,
    ];

    /// <summary>The sine of an angle in radians. The reduction is exact to 2e-16 for |x| up to 10⁶; larger angles lose digits as x grows.</summary>
    public static double Sin(double x) => Turned(x, 0);

    /// <summary>The cosine of an angle in radians; see <see cref="Sin"/>.</summary>
    public static double Cos(double x) => Turned(x, 1);

    /// <summary>The arc, between -π/2 and π/2, whose sine is <paramref name="x"/>; not a number outside [-1, 1].</summary>
    public static double Asin(double x) => x is >= -1 and <= 1 ? Atan2(x, Math.Sqrt((1 - x) * (1 + x))) : double.NaN;

    /// <summary>The angle, between -π and π, of the point (<paramref name="x"/>, <paramref name="y"/>).</summary>
    public static double Atan2(double y, double x)
    {
        if (double.IsNaN(x) || double.IsNaN(y))
        {
            return double.NaN;
        }

        double up = Math.Abs(y), right = Math.Abs(x);
        if (double.IsInfinity(up) && double.IsInfinity(right))
        {
            up = right = 1;
        }

        double angle = up == 0 && right == 0 ? 0 : up > right ? (Math.PI / 2) - Arc(right / up) : Arc(up / right);
        return Math.CopySign(double.IsNegative(x) ? Math.PI - angle : angle, y);
    }

    // The arc of a tangent in [0, 1].
    private static double Arc(double tangent)
    {
        int near = (int)((tangent * 16) + 0.5);
        double c = near / 16.0, t = (tangent - c) / Math.FusedMultiplyAdd(tangent, c, 1), z = t * t;
        double tail = t * z * Math.FusedMultiplyAdd(z, Math.FusedMultiplyAdd(z, Math.FusedMultiplyAdd(z, Math.FusedMultiplyAdd(z, -1.0 / 11, 1.0 / 9), -1.0 / 7), 1.0 / 5), -1.0 / 3);
        return Arcs[near] + (t + tail);
    }

    private static double Turned(double x, int quarters)
    {
        if (!double.IsFinite(x))
        {
            return double.NaN;
        }

        double n = Math.Round(x * (2 / Math.PI)), near = Math.FusedMultiplyAdd(-n, HalfPiHigh, x), next = Math.FusedMultiplyAdd(-n, HalfPiMiddle, near);
        double lost = Math.FusedMultiplyAdd(-n, HalfPiMiddle, near - next), r = Math.FusedMultiplyAdd(-n, HalfPiLow, next), rest = Math.FusedMultiplyAdd(-n, HalfPiLow, next - r) + lost;
        int quarter = (int)(((n % 4) + 4 + quarters) % 4);
        double value = quarter % 2 == 0 ? Sine(r, rest) : Cosine(r, rest);
        return quarter >= 2 ? -value : value;
    }

    // Both for |r| ≤ π/4, with what the reduction left over.
    private static double Sine(double r, double rest)
    {
        double z = r * r;
        double tail = Math.FusedMultiplyAdd(z, Math.FusedMultiplyAdd(z, Math.FusedMultiplyAdd(z, Math.FusedMultiplyAdd(z, Math.FusedMultiplyAdd(z, Math.FusedMultiplyAdd(z, Math.FusedMultiplyAdd(z,
            1.0 / 355687428096000, -1.0 / 1307674368000), 1.0 / 6227020800), -1.0 / 39916800), 1.0 / 362880), -1.0 / 5040), 1.0 / 120), -1.0 / 6);
        return r + Math.FusedMultiplyAdd(r * z, tail, rest);
    }

    private static double Cosine(double r, double rest)
    {
        double z = r * r, half = 0.5 * z, head = 1 - half;
        double tail = Math.FusedMultiplyAdd(z, Math.FusedMultiplyAdd(z, Math.FusedMultiplyAdd(z, Math.FusedMultiplyAdd(z, Math.FusedMultiplyAdd(z, Math.FusedMultiplyAdd(z,
            1.0 / 20922789888000, -1.0 / 87178291200), 1.0 / 479001600), -1.0 / 3628800), 1.0 / 40320), -1.0 / 720), 1.0 / 24);
        return head + (((1 - head) - half) + Math.FusedMultiplyAdd(z * z, tail, -r * rest));
    }
}
