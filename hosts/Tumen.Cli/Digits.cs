using System.Globalization;
using Tumen.Numerics;

namespace Tumen.Cli;

/// <summary>Numbers in tables by their significant digits, so that a weight of something measured in millions is not printed as zero.</summary>
internal static class Digits
{
    /// <summary>A number with so many decimals where it has at least three significant digits that way, with an exponent where it is smaller or very large.</summary>
    /// <param name="x">The number.</param>
    /// <param name="decimals">Decimals of ordinary numbers.</param>
    public static string Of(double x, int decimals)
    {
        double size = Math.Abs(x);
        if (x == 0 || !double.IsFinite(x))
        {
            return x.ToString(x == 0 ? "0." + new string('0', decimals) : "R", CultureInfo.InvariantCulture);
        }

        double least = 100 * Elementary.Pow(10, -decimals);
        return size >= 1e7 || size < 1e-4 ? x.ToString("0.000e+0", CultureInfo.InvariantCulture)
            : x.ToString("0." + new string('0', size >= least ? decimals : decimals + (int)Math.Ceiling(Elementary.Log10(least / size))), CultureInfo.InvariantCulture);
    }
}
