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

    // ∫₀^∞ sin θ(u) / (u ρ(u)) du by Simpson's rule up to where the rest cannot matter. sin θ / ρ is the imaginary part of e^{−iux/2} Π (1 − iλu)^{−½}; every factor
    // lies in the right half plane, so principal roots do, and the exponential is turned from half step to half step.
    private static double Integral(double[] weights, double x)
    {
        double half = weights.Length / 2.0, product = weights.Sum(w => 0.5 * Elementary.Log(w));
        double end = Elementary.Exp((-Elementary.Log(Precision * half) - product) / half);
        double step = 2 * Math.Min(0.02, 0.05 / Math.Max(x, 1));
        int panels = (int)Math.Clamp(Math.Ceiling(end / step), 200, MostPanels);
        double width = Math.Min(end, panels * step) / panels, sum = 0.5 * (weights.Sum() - x);
        var turn = Turn(-0.25 * x * width);
        (double Re, double Im) at = (1, 0);
        for (int i = 1; i <= 2 * panels; i++)
        {
            at = Times(at, turn);
            double u = 0.5 * i * width;
            var value = at;
            foreach (double w in weights)
            {
                value = Times(value, InverseRoot(w * u));
            }

            sum += (i == 2 * panels ? 1 : i % 2 == 1 ? 4 : 2) * value.Im / u;
        }

        return sum * width / 6;
    }

    private static (double Re, double Im) Times((double Re, double Im) a, (double Re, double Im) b) => ((a.Re * b.Re) - (a.Im * b.Im), (a.Re * b.Im) + (a.Im * b.Re));

    /// <summary>(1 − iv)^{−½}: the root of (1 + iv)/(1 + v²) in the right half plane.</summary>
    private static (double Re, double Im) InverseRoot(double v)
    {
        double size = 1 + (v * v), re = 1 / size, im = v / size, modulus = 1 / Math.Sqrt(size), root = Math.Sqrt(0.5 * (modulus + re));
        return (root, 0.5 * im / root);
    }

    /// <summary>cos and sin of a small angle, by their series.</summary>
    private static (double Re, double Im) Turn(double angle)
    {
        (double cos, double sin, double term) = (0, 0, 1);
        for (int n = 0; n < 24; n++)
        {
            double signed = n / 2 % 2 == 0 ? term : -term;
            (cos, sin) = n % 2 == 0 ? (cos + signed, sin) : (cos, sin + signed);
            term *= angle / (n + 1);
        }

        return (cos, sin);
    }
}
