namespace Tumen.Numerics.Special;

/// <summary>The standard normal distribution, accurate in both tails and available in logs.</summary>
/// <remarks>
/// The tail ratio R(x) = Φ(−x)·exp(x²/2) is computed by the rational Chebyshev approximations of Cody (1969),
/// Mathematics of Computation 23, 631–637 (coefficients as in Cody 1993, ACM TOMS 19, algorithm 715). Log-cdf and
/// Mills ratio are formed from R without ever forming Φ, so neither underflows: relative error about 1e-15 down to −1e150.
/// </remarks>
public static class Normal
{
    /// <summary>ln √(2π).</summary>
    public const double LogSqrtTwoPi = 0.91893853320467274178;

    private const double InverseSqrtTwoPi = 0.39894228040143267794;

    private static readonly double[] CentreTop = [2.2352520354606839287, 161.02823106855587881, 1067.6894854603709582, 18154.981253343561249, 0.065682337918207449113];
    private static readonly double[] CentreBottom = [47.20258190468824187, 976.09855173777669322, 10260.932208618978205, 45507.789335026729956];
    private static readonly double[] MiddleTop =
    [
        0.39894151208813466764, 8.8831497943883759412, 93.506656132177855979, 597.27027639480026226, 2494.5375852903726711,
        6848.1904505362823326, 11602.651437647350124, 9842.7148383839780218, 1.0765576773720192317e-8,
    ];
    private static readonly double[] MiddleBottom =
    [
        22.266688044328115691, 235.38790178262499861, 1519.377599407554805, 6485.558298266760755, 18615.571640885098091,
        34900.952721145977266, 38912.003286093271411, 19685.429676859990727,
    ];
    private static readonly double[] FarTop =
    [
        0.21589853405795699, 0.1274011611602473639, 0.022235277870649807, 0.001421619193227893466, 2.9112874951168792e-5, 0.02307344176494017303,
    ];
    private static readonly double[] FarBottom = [1.28426009614491121, 0.468238212480865118, 0.0659881378689285515, 0.00378239633202758244, 7.29751555083966205e-5];

    /// <summary>ln φ(z).</summary>
    public static double LogPdf(double z) => -0.5 * z * z - LogSqrtTwoPi;

    /// <summary>φ(z).</summary>
    public static double Pdf(double z) => Elementary.Exp(-0.5 * z * z) * InverseSqrtTwoPi;

    /// <summary>Φ(z); zero only where the true value is below the smallest double.</summary>
    public static double Cdf(double z)
    {
        if (double.IsNaN(z)) return double.NaN;
        double x = Math.Abs(z);
        if (x <= 0.67448975) return 0.5 + Centre(z);
        double tail = TailRatio(x) * ExpHalfSquare(x);
        return z < 0 ? tail : 1 - tail;
    }

    /// <summary>ln Φ(z), finite for every finite z above −1e154.</summary>
    public static double LogCdf(double z)
    {
        if (z < -0.67448975) return -0.5 * z * z + Elementary.Log(TailRatio(-z));
        if (z <= 0.67448975) return Elementary.Log(0.5 + Centre(z));
        return LogOnePlus(-TailRatio(z) * ExpHalfSquare(z));
    }

    /// <summary>φ(z)/Φ(z), the derivative of <see cref="LogCdf"/>; grows like −z in the left tail.</summary>
    public static double MillsRatio(double z)
    {
        if (z < -0.67448975) return InverseSqrtTwoPi / TailRatio(-z);
        return Pdf(z) / Cdf(z);
    }

    /// <summary>The scaled tail Φ(−x)·exp(x²/2).</summary>
    /// <param name="x">At least 0; smaller values are computed directly and overflow below about −38.</param>
    public static double TailRatio(double x)
    {
        if (x <= 0.67448975) return (0.5 - Centre(x)) * Elementary.Exp(0.5 * x * x);
        if (x <= 5.656854249492380195)
        {
            double top = MiddleTop[8] * x, bottom = x;
            for (int i = 0; i < 7; i++)
            {
                top = (top + MiddleTop[i]) * x;
                bottom = (bottom + MiddleBottom[i]) * x;
            }
            return (top + MiddleTop[7]) / (bottom + MiddleBottom[7]);
        }
        double w = 1 / (x * x);
        double num = FarTop[5] * w, den = w;
        for (int i = 0; i < 4; i++)
        {
            num = (num + FarTop[i]) * w;
            den = (den + FarBottom[i]) * w;
        }
        double r = w * (num + FarTop[4]) / (den + FarBottom[4]);
        return (InverseSqrtTwoPi - r) / x;
    }

    /// <summary>The z with Φ(z) = <paramref name="p"/>; ±∞ at 0 and 1, NaN outside [0, 1].</summary>
    /// <remarks>A start from the tail expansion, then Newton steps on ln Φ, which is concave, so they cannot overshoot for good.</remarks>
    public static double Quantile(double p)
    {
        if (double.IsNaN(p) || p < 0 || p > 1) return double.NaN;
        if (p == 0) return double.NegativeInfinity;
        if (p == 1) return double.PositiveInfinity;
        if (p > 0.5) return -LowerQuantile(1 - p);
        return LowerQuantile(p);
    }

    private static double LowerQuantile(double p)
    {
        double target = Elementary.Log(p);
        double t = Math.Sqrt(-2 * target);
        double z = p > 0.02 ? (p - 0.5) * 2.506628274631 : -(t - Elementary.Log(t * 2.506628274631) / t);
        for (int i = 0; i < 60; i++)
        {
            double slope = MillsRatio(z);
            double gap = LogCdf(z) - target;
            // Halley's correction: d² ln Φ = −slope·(z + slope).
            double step = gap / (slope * (1 + 0.5 * gap * (z + slope) / slope));
            if (!double.IsFinite(step)) step = gap / slope;
            z -= step;
            if (Math.Abs(step) <= 1e-15 * (1 + Math.Abs(z))) break;
        }
        return z;
    }

    /// <summary>ln(1 + x) without loss for small x, x above −1.</summary>
    public static double LogOnePlus(double x)
    {
        double u = 1 + x;
        if (u == 1) return x;
        return Math.Abs(x) > 0.5 ? Elementary.Log(u) : Elementary.Log(u) * (x / (u - 1));
    }

    private static double Centre(double z)
    {
        double y = z * z;
        double top = CentreTop[4] * y, bottom = y;
        for (int i = 0; i < 3; i++)
        {
            top = (top + CentreTop[i]) * y;
            bottom = (bottom + CentreBottom[i]) * y;
        }
        return z * (top + CentreTop[3]) / (bottom + CentreBottom[3]);
    }

    private static double ExpHalfSquare(double x)
    {
        // Split x so that the square of the head is exact: exp(−x²/2) keeps full relative accuracy for large x.
        double head = Math.Truncate(x * 16) / 16;
        return Elementary.Exp(-0.5 * head * head) * Elementary.Exp(-0.5 * (x - head) * (x + head));
    }
}
