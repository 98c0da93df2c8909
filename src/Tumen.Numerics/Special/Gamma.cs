namespace Tumen.Numerics.Special;

/// <summary>ln Γ and the regularised incomplete gamma functions, with the chi-square distribution they give.</summary>
public static class Gamma
{
    /// <summary>ln Γ(x), x above 0.</summary>
    /// <remarks>Upward recurrence to x ≥ 12, then Stirling's series (Abramowitz and Stegun 1964, 6.1.41).</remarks>
    public static double Log(double x)
    {
        if (!(x > 0)) return double.NaN;
        double shift = 1, y = x;
        while (y < 12) shift *= y++;
        double w = 1 / (y * y);
        double series = (1.0 / 12 - w * (1.0 / 360 - w * (1.0 / 1260 - w * (1.0 / 1680 - w * (1.0 / 1188 - w * (691.0 / 360360)))))) / y;
        return (y - 0.5) * Elementary.Log(y) - y + Normal.LogSqrtTwoPi + series - Elementary.Log(shift);
    }

    /// <summary>P(a, x) = γ(a, x)/Γ(a), the lower regularised incomplete gamma function.</summary>
    public static double Lower(double a, double x) => x <= 0 ? 0 : x < a + 1 ? Series(a, x) : 1 - Fraction(a, x);

    /// <summary>Q(a, x) = 1 − P(a, x), computed without cancellation in the right tail.</summary>
    public static double Upper(double a, double x) => x <= 0 ? 1 : x < a + 1 ? 1 - Series(a, x) : Fraction(a, x);

    /// <summary>P(X &gt; x) for a chi-square variable.</summary>
    /// <param name="x">The statistic.</param>
    /// <param name="degrees">Degrees of freedom, above 0.</param>
    public static double ChiSquareUpper(double x, double degrees) => Upper(degrees / 2, x / 2);

    private static double Series(double a, double x)
    {
        double term = 1 / a, sum = term;
        for (int n = 1; n < 100000; n++)
        {
            term *= x / (a + n);
            sum += term;
            if (Math.Abs(term) < Math.Abs(sum) * 1e-17) break;
        }
        return sum * Elementary.Exp(-x + a * Elementary.Log(x) - Log(a));
    }

    private static double Fraction(double a, double x)
    {
        const double tiny = 1e-300;
        double b = x + 1 - a, c = 1 / tiny, d = 1 / b, h = d;
        for (int i = 1; i < 100000; i++)
        {
            double an = -i * (i - a);
            b += 2;
            d = an * d + b;
            if (Math.Abs(d) < tiny) d = tiny;
            c = b + an / c;
            if (Math.Abs(c) < tiny) c = tiny;
            d = 1 / d;
            double factor = d * c;
            h *= factor;
            if (Math.Abs(factor - 1) < 1e-16) break;
        }
        return Elementary.Exp(-x + a * Elementary.Log(x) - Log(a)) * h;
    }
}
