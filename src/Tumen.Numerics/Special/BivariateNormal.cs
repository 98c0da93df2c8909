namespace Tumen.Numerics.Special;

/// <summary>The standard bivariate normal distribution function with correlation.</summary>
/// <remarks>
/// Plackett (1954), Biometrika 41, 351–360: Φ₂(h,k;r) = Φ(h)Φ(k) + (1/2π)∫₀^asin r exp(−(h²−2hk sinθ+k²)/(2cos²θ)) dθ,
/// integrated by composite Gauss–Legendre panels sized to the exponent's range. For r ≥ 0 both terms are positive, so the
/// relative accuracy survives in the tails.
/// </remarks>
public static class BivariateNormal
{
    private static readonly double[] Nodes;
    private static readonly double[] Weights;

    static BivariateNormal() => (Nodes, Weights) = GaussLegendre.Rule(20);

    /// <summary>P(X ≤ h, Y ≤ k) with correlation r.</summary>
    /// <param name="h">First bound; may be infinite.</param>
    /// <param name="k">Second bound; may be infinite.</param>
    /// <param name="r">Correlation in [−1, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">r outside [−1, 1].</exception>
    public static double Cdf(double h, double k, double r)
    {
        if (!(r >= -1 && r <= 1)) throw new ArgumentOutOfRangeException(nameof(r), r, "A correlation lies in [-1, 1].");
        if (double.IsNegativeInfinity(h) || double.IsNegativeInfinity(k)) return 0;
        if (double.IsPositiveInfinity(h)) return Normal.Cdf(k);
        if (double.IsPositiveInfinity(k)) return Normal.Cdf(h);
        if (r == 1) return Normal.Cdf(Math.Min(h, k));
        if (r == -1) return Math.Max(0, Normal.Cdf(h) - Normal.Cdf(-k));
        double end = Elementary.Asin(r);
        int panels = Panels(h, k, r);
        double width = end / panels, sum = 0;
        for (int panel = 0; panel < panels; panel++)
        {
            double mid = (panel + 0.5) * width;
            for (int i = 0; i < Nodes.Length; i++) sum += Weights[i] * Integrand(h, k, mid + 0.5 * width * Nodes[i]);
        }
        double value = Normal.Cdf(h) * Normal.Cdf(k) + sum * width * 0.5 / (2 * Math.PI);
        return Math.Clamp(value, 0, 1);
    }

    /// <summary>∂Φ₂/∂h = φ(h)Φ((k − r h)/√(1 − r²)), |r| below 1.</summary>
    public static double SlopeInFirst(double h, double k, double r) => Normal.Pdf(h) * Normal.Cdf((k - r * h) / Math.Sqrt(1 - r * r));

    private static double Integrand(double h, double k, double theta)
    {
        (double s, double c) = Math.SinCos(theta);
        return Elementary.Exp(-(h * h - 2 * h * k * s + k * k) / (2 * c * c));
    }

    private static int Panels(double h, double k, double r)
    {
        double start = (h * h + k * k) / 2;
        double stop = (h * h - 2 * h * k * r + k * k) / (2 * (1 - r * r));
        double range = Math.Abs(stop - start) + Math.Abs(h * k);
        if (!double.IsFinite(range)) return 1;
        int panels = 1 + (int)Math.Min(60, range / 14);
        return Math.Abs(r) > 0.9 ? panels + 12 : panels;
    }
}
