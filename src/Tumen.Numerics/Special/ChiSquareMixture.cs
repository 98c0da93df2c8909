namespace Tumen.Numerics.Special;

/// <summary>Tail chances of Σ λᵢ Zᵢ², independent standard normals Zᵢ squared and weighted.</summary>
/// <remarks>Imhof (1961), Biometrika 48(3/4), 419–426: an integral of the characteristic function; good to about 1e-5.</remarks>
public static class ChiSquareMixture
{
    private const double Precision = 1e-6;
    private const int MostPanels = 400_000;

    /// <summary>P(Σ λᵢ Zᵢ² &gt; x).</summary>
    /// <param name="weights">λᵢ ≥ 0; those below 1e-9 of the largest count as 0.</param>
    /// <param name="x">Any number.</param>
    /// <returns>A chance in [0, 1]; without a positive weight 1 below 0 and 0 from 0 on.</returns>
    /// <exception cref="ArgumentException">A weight is negative or not finite.</exception>
    public static double Upper(IReadOnlyList<double> weights, double x)
    {
        if (weights.Any(w => !(w >= 0 && double.IsFinite(w))))
        {
            throw new ArgumentException("Weights are finite and not negative.", nameof(weights));
        }

        double largest = weights.DefaultIfEmpty(0).Max();
        double[] own = [.. weights.Where(w => w > 1e-9 * largest).Select(w => w / largest)];
        if (own.Length == 0 || x <= 0)
        {
            return x < 0 || (own.Length > 0 && x <= 0) ? 1 : 0;
        }

        double at = x / largest;
        return own.All(w => w > 1 - 1e-12) ? Gamma.ChiSquareUpper(at, own.Length) : Math.Clamp(0.5 + (Integral(own, at) / Math.PI), 0, 1);
    }

    // ∫₀^∞ sin θ(u) / (u ρ(u)) du by Simpson's rule up to where the rest cannot matter.
    private static double Integral(double[] weights, double x)
    {
        double half = weights.Length / 2.0, product = weights.Sum(w => 0.5 * Math.Log(w));
        double end = Math.Exp((-Math.Log(Precision * half) - product) / half);
        double step = Math.Min(0.02, 0.05 / Math.Max(x, 1)) * 2;
        int panels = (int)Math.Clamp(Math.Ceiling(end / step), 200, MostPanels);
        double width = Math.Min(end, panels * step) / panels, sum = 0;
        for (int i = 0; i < panels; i++)
        {
            double a = i * width;
            sum += Integrand(weights, x, a) + (4 * Integrand(weights, x, a + (0.5 * width))) + Integrand(weights, x, a + width);
        }

        return sum * width / 6;
    }

    private static double Integrand(double[] weights, double x, double u)
    {
        if (u == 0)
        {
            return 0.5 * (weights.Sum() - x);
        }

        double angle = -0.5 * x * u, size = 0;
        foreach (double w in weights)
        {
            angle += 0.5 * Math.Atan(w * u);
            size += 0.25 * Math.Log(1 + (w * w * u * u));
        }

        return Math.Sin(angle) / u * Math.Exp(-size);
    }
}
