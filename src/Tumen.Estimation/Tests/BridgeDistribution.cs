using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>The law of ∫₀¹ B(r)ᵀB(r) dr, with B a vector of k independent Brownian bridges: the limit of a statistic of parameter constancy (Nyblom 1989; Hansen 1992).</summary>
/// <remarks>
/// The integral is distributed as Σ_j χ²_k(j) / (jπ)², with characteristic function (√(2it) / sin √(2it))^{k/2}. Its upper tail is found by Imhof's (1961, Biometrika 48:419-426, eq. 3.2) inversion,
/// P(Q &gt; x) = ½ + (1/π) ∫₀^∞ sin θ(u) / (u ρ(u)) du, here over a = √(u/2), in which the sums of Imhof's θ and ρ have closed forms. With k = 1 it is the law of Cramér and von Mises.
/// </remarks>
public static class BridgeDistribution
{
    private const double Step = 0.004;

    /// <summary>The chance of a value above <paramref name="x"/>.</summary>
    /// <param name="x">Not negative.</param>
    /// <param name="k">Bridges, at least 1.</param>
    /// <returns>In [0, 1]; absolute error below 1e-6.</returns>
    public static double UpperTail(double x, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        if (!(x > 0))
        {
            return 1;
        }

        // With z = a(1 + i): sin z / z is the product of all 1 − iu/(jπ)². The rest of sin z beside its growing part is r = 1 − e^{2iz}.
        double sum = 0, furthest = 2 * ((30 / (double)k) + 4);
        for (double a = 0.5 * Step; a < furthest; a += Step)
        {
            double decay = Elementary.Exp(-2 * a), re = 1 - (decay * Elementary.Cos(2 * a)), im = -decay * Elementary.Sin(2 * a);
            double turn = a - (Math.PI / 4) - Elementary.Atan2(im, re);
            double size = a - Elementary.Log(2) + (0.5 * Elementary.Log((re * re) + (im * im))) - (0.5 * Elementary.Log(2 * a * a));
            sum += Elementary.Sin((0.5 * k * turn) - (x * a * a)) * Elementary.Exp(-0.5 * k * size) / a;
        }

        return Math.Clamp(0.5 + (2 * sum * Step / Math.PI), 0, 1);
    }
}
