namespace Tumen.Numerics.Special;

/// <summary>The regularised incomplete beta function, and the Student t and binomial distributions it gives.</summary>
public static class Beta
{
    /// <summary>I_x(a, b), x in [0, 1]; a, b above 0.</summary>
    /// <remarks>Continued fraction of Abramowitz and Stegun (1964), 26.5.8, evaluated by Lentz's method.</remarks>
    public static double Regularised(double x, double a, double b)
    {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        double front = Elementary.Exp(Gamma.Log(a + b) - Gamma.Log(a) - Gamma.Log(b) + a * Elementary.Log(x) + b * Normal.LogOnePlus(-x));
        return x < (a + 1) / (a + b + 2) ? front * Fraction(x, a, b) / a : 1 - front * Fraction(1 - x, b, a) / b;
    }

    /// <summary>P(T ≤ t) for Student's t.</summary>
    /// <param name="t">The statistic.</param>
    /// <param name="degrees">Degrees of freedom, above 0.</param>
    public static double StudentCdf(double t, double degrees)
    {
        double tail = 0.5 * Regularised(degrees / (degrees + t * t), degrees / 2, 0.5);
        return t > 0 ? 1 - tail : tail;
    }

    /// <summary>P(X ≤ k) for X ~ Binomial(n, p).</summary>
    public static double BinomialCdf(int k, int n, double p) => k < 0 ? 0 : k >= n ? 1 : Regularised(1 - p, n - k, k + 1);

    private static double Fraction(double x, double a, double b)
    {
        const double tiny = 1e-300;
        double c = 1, d = 1 - (a + b) * x / (a + 1);
        if (Math.Abs(d) < tiny) d = tiny;
        d = 1 / d;
        double h = d;
        for (int m = 1; m < 100000; m++)
        {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            (c, d) = Step(c, d, even, tiny);
            h *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            (c, d) = Step(c, d, odd, tiny);
            h *= d * c;
            if (Math.Abs(d * c - 1) < 1e-16) break;
        }
        return h;
    }

    private static (double C, double D) Step(double c, double d, double term, double tiny)
    {
        d = 1 + term * d;
        if (Math.Abs(d) < tiny) d = tiny;
        c = 1 + term / c;
        if (Math.Abs(c) < tiny) c = tiny;
        return (c, 1 / d);
    }
}
