using System.Numerics;

namespace Tumen.Numerics.Tests;

/// <summary>Elementary functions in whole-number arithmetic of 320 binary places: slow, and right far beyond a double.</summary>
internal static class LongNumber
{
    private const int Places = 320;
    private static readonly BigInteger One = BigInteger.One << Places;
    private static readonly BigInteger LogTwo = 2 * ArcTanh(One / 3), LogTen = Log(10);
    private static readonly BigInteger Pi = (16 * ArcTan(5)) - (4 * ArcTan(239));

    /// <summary>A double as a number of 320 binary places; exact for doubles above 2^-260.</summary>
    public static BigInteger Of(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int power = (int)((bits >> 52) & 0x7FF);
        BigInteger digits = (bits & 0xFFFFFFFFFFFFF) | (power == 0 ? 0 : 1L << 52);
        int shift = Math.Max(power, 1) - 1075 + Places;
        var size = shift >= 0 ? digits << shift : digits >> -shift;
        return bits < 0 ? -size : size;
    }

    /// <summary>How many units in the last place <paramref name="value"/> is from exp(x), sin x and so on.</summary>
    public static double ErrorOfExp(double x, double value) => ErrorOfExp(Of(x), value);

    public static double ErrorOfPower(double x, double y, double value) => ErrorOfExp((Log(x) * Of(y)) >> Places, value);

    public static double ErrorOfLog(double x, double value) => Units(Log(x), 0, value);

    public static double ErrorOfLogTen(double x, double value) => Units((Log(x) << Places) / LogTen, 0, value);

    public static double ErrorOfSine(double x, double value, bool cosine = false)
    {
        var r = BigInteger.Remainder(Of(x) + (cosine ? Pi / 2 : 0), 2 * Pi);
        BigInteger sum = 0, term = r, square = (r * r) >> Places;
        for (int k = 1; !term.IsZero; k += 2)
        {
            sum += term;
            term = -((term * square) >> Places) / ((k + 1) * (k + 2));
        }

        return Units(sum, 0, value);
    }

    private static double ErrorOfExp(BigInteger x, double value)
    {
        var n = x / LogTwo;
        var r = x - (n * LogTwo);
        BigInteger sum = 0, term = One;
        for (int k = 1; !term.IsZero; k++)
        {
            sum += term;
            term = ((term * r) >> Places) / k;
        }

        return Units(sum, (int)n, value);
    }

    private static BigInteger Log(double x)
    {
        int k = 0;
        for (; x >= 1.5; x /= 2)
        {
            k++;
        }

        for (; x < 0.75; x *= 2)
        {
            k--;
        }

        return (k * LogTwoOnce()) + (2 * ArcTanh(((Of(x) - One) << Places) / (Of(x) + One)));
    }

    private static BigInteger LogTwoOnce() => LogTwo.IsZero ? 2 * ArcTanh(One / 3) : LogTwo;

    private static BigInteger ArcTanh(BigInteger s)
    {
        BigInteger sum = 0, term = s, square = (s * s) >> Places;
        for (int k = 1; !term.IsZero && !(term == BigInteger.MinusOne); k += 2)
        {
            sum += term / k;
            term = (term * square) >> Places;
        }

        return sum;
    }

    private static BigInteger ArcTan(int inverse)
    {
        BigInteger sum = 0, term = One / inverse;
        for (int k = 1; !term.IsZero; k += 2)
        {
            sum += (k % 4 == 1 ? term : -term) / k;
            term /= inverse * inverse;
        }

        return sum;
    }

    // |exact·2^power - value| in units of the value's last place.
    private static double Units(BigInteger exact, int power, double value)
    {
        int bits = (int)((BitConverter.DoubleToInt64Bits(value) >> 52) & 0x7FF);
        int last = Math.Max(bits, 1) - 1075;
        // Both in units of 2^(last - 60).
        var wanted = Shifted(exact, power - Places - last + 60);
        BigInteger had = (BitConverter.DoubleToInt64Bits(value) & 0xFFFFFFFFFFFFF) | (bits == 0 ? 0 : 1L << 52);
        had = (double.IsNegative(value) ? -had : had) << 60;
        return (double)BigInteger.Abs(wanted - had) / Math.ScaleB(1, 60);
    }

    private static BigInteger Shifted(BigInteger x, int by) => by >= 0 ? x << by : x >> -by;
}
