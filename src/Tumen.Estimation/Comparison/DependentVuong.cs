using System.Collections.Immutable;
using Tumen.Numerics.Special;
using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>Vuong's test when periods are not independent.</summary>
/// <param name="Difference">Σ of the first's log-likelihood less the second's, nats.</param>
/// <param name="Lag">Truncation lag of the long-run variance; 0 for clusters.</param>
/// <param name="Clusters">Clusters; 0 for the long-run variance.</param>
/// <param name="StandardError">Of the difference.</param>
/// <param name="Z">Difference over its standard error; 0 when that is 0.</param>
/// <param name="Chance">Two-sided tail chance (normal; Student's with clusters − 1 degrees of freedom for clusters).</param>
/// <param name="Inflation">Variance over that of independent periods: above 1, plain tests are too sure.</param>
public sealed record DependentVuong(double Difference, int Lag, int Clusters, double StandardError, double Z, double Chance, double Inflation)
{
    /// <summary>Newey and West (1987, Econometrica 55:703-708): Bartlett weights on autocovariances, none across units.</summary>
    /// <param name="differences">Log-likelihood of the first less that of the second, by period, over all units in order.</param>
    /// <param name="unitLengths">Periods of each unit.</param>
    /// <param name="lag">Truncation lag; −1 takes ⌊4 (T/100)^{2/9}⌋ with T the mean length of a unit.</param>
    public static DependentVuong NeweyWest(IReadOnlyList<double> differences, ImmutableArray<int> unitLengths, int lag = -1)
    {
        int n = differences.Count;
        if (unitLengths.Sum() != n)
        {
            throw new ArgumentException($"units of {unitLengths.Sum()} periods for {n} differences", nameof(unitLengths));
        }

        int longest = unitLengths.IsEmpty ? 0 : unitLengths.Max();
        int l = Math.Clamp(lag >= 0 ? lag : (int)(4 * Elementary.Pow(n / (double)Math.Max(1, unitLengths.Length) / 100, 2.0 / 9)), 0, Math.Max(0, longest - 1));
        double total = differences.Sum(), mean = n == 0 ? 0 : total / n, plain = differences.Sum(d => (d - mean) * (d - mean)), sum = plain;
        for (int h = 1; h <= l; h++)
        {
            double covariance = 0;
            int first = 0;
            foreach (int length in unitLengths)
            {
                for (int t = h; t < length; t++)
                {
                    covariance += (differences[first + t] - mean) * (differences[first + t - h] - mean);
                }

                first += length;
            }

            sum += 2 * (1 - (h / (l + 1.0))) * covariance;
        }

        double error = Math.Sqrt(Math.Max(sum, 0)), z = error > 0 ? total / error : 0;
        return new DependentVuong(total, l, 0, error, z, error > 0 ? 2 * Normal.Cdf(-Math.Abs(z)) : 1, plain > 0 ? sum / plain : 1);
    }

    /// <summary>Sums by cluster (a unit, a year, a spell) are taken as independent.</summary>
    /// <param name="differences">As above.</param>
    /// <param name="cluster">Cluster of each period.</param>
    public static DependentVuong Clustered(IReadOnlyList<double> differences, IReadOnlyList<int> cluster)
    {
        int n = differences.Count;
        double total = differences.Sum(), mean = n == 0 ? 0 : total / n, plain = differences.Sum(d => (d - mean) * (d - mean));
        double[] sums = [.. Enumerable.Range(0, n).GroupBy(t => cluster[t]).OrderBy(g => g.Key).Select(g => g.Sum(t => differences[t] - mean))];
        int groups = sums.Length;
        double variance = groups > 1 ? sums.Sum(s => s * s) * groups / (groups - 1.0) : 0;
        double error = Math.Sqrt(variance), z = error > 0 ? total / error : 0;
        return new DependentVuong(total, 0, groups, error, z, error > 0 ? 2 * Beta.StudentCdf(-Math.Abs(z), groups - 1) : 1, plain > 0 && variance > 0 ? variance / plain : 1);
    }
}
