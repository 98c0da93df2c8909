namespace Tumen.Numerics.Special;

/// <summary>
/// The integral of a Gaussian bump over a box, ∫ exp(gᵀu − ½ uᵀSu) du for l ≤ u ≤ h, with points that stand for the distribution it makes: what is left of a quadratic log posterior where weights have bounds.
/// </summary>
/// <remarks>
/// One coordinate after another, each from its normal given those before it, cut to its bounds (Genz 1992, Journal of Computational and Graphical Statistics 1:141-149), the tightest first (Gibson, Glasbey and Elston 1994),
/// at the points of a Richtmyer lattice, so that the same input gives the same bits. Exact for one coordinate, whatever the number of points.
/// </remarks>
public sealed class BoxIntegral
{
    private static readonly double[] Roots = [.. new[] { 2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131 }.Select(p => Math.Sqrt(p))];

    private BoxIntegral(double log, double[][] points, double[] weights) => (Log, Points, Weights) = (log, points, weights);

    /// <summary>Most coordinates.</summary>
    public const int MostCoordinates = 32;

    /// <summary>Natural logarithm of the integral.</summary>
    public double Log { get; }

    /// <summary>Points u inside the box, n numbers each.</summary>
    public double[][] Points { get; }

    /// <summary>Weight of each point; they sum to 1.</summary>
    public double[] Weights { get; }

    /// <summary>Integrates.</summary>
    /// <param name="slope">g, n numbers.</param>
    /// <param name="curvature">S, n × n, symmetric positive definite.</param>
    /// <param name="lower">l, finite.</param>
    /// <param name="upper">h, finite, above l.</param>
    /// <param name="count">Points, at least 1.</param>
    /// <returns>Null when S is not positive definite or n exceeds <see cref="MostCoordinates"/>.</returns>
    public static BoxIntegral? Of(double[] slope, double[] curvature, double[] lower, double[] upper, int count)
    {
        int n = slope.Length;
        if (n == 0)
        {
            return new BoxIntegral(0, [[]], [1]);
        }

        if (n > MostCoordinates || Cholesky.Inverse(curvature, n) is not { } covariance)
        {
            return null;
        }

        var mean = new double[n];
        for (int i = 0; i < n; i++)
        {
            mean[i] = FixedOrder.Dot(covariance.AsSpan(i * n, n), slope);
        }

        double[] low = [.. lower.Select((l, i) => l - mean[i])], high = [.. upper.Select((h, i) => h - mean[i])];
        var order = new int[n];
        if (Ordered(covariance, low, high, order) is not { } factor)
        {
            return null;
        }

        double log = (0.5 * FixedOrder.Dot(slope, mean)) + (0.5 * n * Elementary.Log(2 * Math.PI));
        for (int i = 0; i < n; i++)
        {
            log += Elementary.Log(factor[(i * n) + i]);
        }

        var points = new double[count][];
        var logs = new double[count];
        var z = new double[n];
        for (int t = 0; t < count; t++)
        {
            points[t] = new double[n];
            for (int i = 0; i < n; i++)
            {
                double shift = FixedOrder.Dot(factor.AsSpan(i * n, i), z.AsSpan(0, i)), scale = factor[(i * n) + i], at = ((t + 1) * Roots[i]) + 0.5;
                double u = Math.Abs((2 * (at - Math.Floor(at))) - 1); // the lattice, folded so that it closes
                var (mass, draw) = Cut((low[i] - shift) / scale, (high[i] - shift) / scale, u);
                logs[t] += mass;
                z[i] = draw;
                points[t][order[i]] = mean[order[i]] + Math.Clamp(shift + (scale * draw), low[i], high[i]);
            }
        }

        double top = logs.Max(), sum = logs.Sum(l => Elementary.Exp(l - top));
        return double.IsNegativeInfinity(top) ? null : new BoxIntegral(log + top + Elementary.Log(sum / count), points, [.. logs.Select(l => Elementary.Exp(l - top) / sum)]);
    }

    // Cholesky's factor with coordinates taken in the order of the chance that they lie in the box, the least first; low and high are put into that order.
    private static double[]? Ordered(double[] covariance, double[] low, double[] high, int[] order)
    {
        int n = order.Length;
        double[] c = (double[])covariance.Clone(), factor = new double[n * n], expected = new double[n];
        for (int i = 0; i < n; i++)
        {
            order[i] = i;
        }

        for (int i = 0; i < n; i++)
        {
            int best = -1;
            double least = double.PositiveInfinity, spread = 0;
            for (int j = i; j < n; j++)
            {
                double variance = c[(j * n) + j], shift = 0;
                for (int k = 0; k < i; k++)
                {
                    variance -= factor[(j * n) + k] * factor[(j * n) + k];
                    shift += factor[(j * n) + k] * expected[k];
                }

                if (!(variance > 1e-14 * c[(j * n) + j]))
                {
                    return null;
                }

                double s = Math.Sqrt(variance), chance = LogMass((low[j] - shift) / s, (high[j] - shift) / s);
                if (best < 0 || chance < least)
                {
                    (best, least, spread) = (j, chance, s);
                }
            }

            Swap(i, best);
            factor[(i * n) + i] = spread;
            for (int j = i + 1; j < n; j++)
            {
                double sum = c[(j * n) + i];
                for (int k = 0; k < i; k++)
                {
                    sum -= factor[(j * n) + k] * factor[(i * n) + k];
                }

                factor[(j * n) + i] = sum / spread;
            }

            double at = FixedOrder.Dot(factor.AsSpan(i * n, i), expected.AsSpan(0, i));
            expected[i] = Cut((low[i] - at) / spread, (high[i] - at) / spread, 0.5).Draw;
        }

        return factor;

        void Swap(int a, int b)
        {
            if (a == b)
            {
                return;
            }

            (order[a], order[b]) = (order[b], order[a]);
            (low[a], low[b]) = (low[b], low[a]);
            (high[a], high[b]) = (high[b], high[a]);
            for (int k = 0; k < n; k++)
            {
                (factor[(a * n) + k], factor[(b * n) + k]) = (factor[(b * n) + k], factor[(a * n) + k]);
                (c[(a * n) + k], c[(b * n) + k]) = (c[(b * n) + k], c[(a * n) + k]);
            }

            for (int k = 0; k < n; k++)
            {
                (c[(k * n) + a], c[(k * n) + b]) = (c[(k * n) + b], c[(k * n) + a]);
            }
        }
    }

    private static double LogMass(double a, double b) => Cut(a, b, 0.5).Mass;

    // A standard normal cut to [a, b]: the log of its mass there, and its quantile u.
    private static (double Mass, double Draw) Cut(double a, double b, double u)
    {
        if (b < 0)
        {
            var (mirrored, draw) = Cut(-b, -a, 1 - u);
            return (mirrored, -draw);
        }

        if (a <= 0)
        {
            double below = Normal.Cdf(a), mass = Normal.Cdf(b) - below;
            return (Elementary.Log(mass), Math.Clamp(Normal.Quantile(below + (u * mass)), a, b));
        }

        // Both ends in the upper tail: work with tails, whose ratio does not cancel.
        double tail = Normal.LogCdf(-a), ratio = Elementary.Exp(Normal.LogCdf(-b) - tail), rest = (1 - u) + (u * ratio);
        double z = a < 30 ? -Normal.Quantile(Elementary.Exp(tail) * rest) : a - (Elementary.Log(rest) / a);
        return (tail + Elementary.Log(1 - ratio), Math.Clamp(double.IsNaN(z) ? a : z, a, b));
    }
}
