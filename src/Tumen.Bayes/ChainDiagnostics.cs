using Tumen.Numerics.Special;
using Tumen.Numerics;

namespace Tumen.Bayes;

/// <summary>Convergence of several chains in one quantity.</summary>
/// <param name="Mean">Mean over all draws.</param>
/// <param name="Deviation">Standard deviation over all draws.</param>
/// <param name="RHat">Rank-normalised split R-hat, the larger of the plain and the folded; at most 1.01 is wanted.</param>
/// <param name="BulkSize">Effective sample size of the rank-normalised split chains; at least 100 a chain is wanted.</param>
/// <param name="TailSize">The smaller effective sample size of the 5 % and the 95 % quantile.</param>
/// <param name="MonteCarloError">Standard error of the mean.</param>
public sealed record ChainReport(double Mean, double Deviation, double RHat, double BulkSize, double TailSize, double MonteCarloError);

/// <summary>Rank-normalised split R-hat and effective sample sizes.</summary>
/// <remarks>Vehtari, Gelman, Simpson, Carpenter and Bürkner (2021), Bayesian Analysis 16:667-718; autocorrelations cut by Geyer's (1992) initial monotone sequence.</remarks>
public static class ChainDiagnostics
{
    /// <summary>Reports on one quantity.</summary>
    /// <param name="chains">Draws of each chain, equally many, at least 4.</param>
    public static ChainReport Of(IReadOnlyList<double[]> chains)
    {
        var split = Split(chains);
        var all = chains.SelectMany(c => c).ToArray();
        double mean = all.Average(), deviation = Math.Sqrt(all.Sum(x => (x - mean) * (x - mean)) / Math.Max(1, all.Length - 1));
        if (!(deviation > 0))
        {
            return new ChainReport(mean, 0, double.NaN, double.NaN, double.NaN, double.NaN);
        }

        var ranked = RankNormal(split);
        var sample = new WeightedSample(all);
        double median = sample.Median;
        var folded = RankNormal([.. split.Select(c => c.Select(x => Math.Abs(x - median)).ToArray())]);
        double low = sample.Quantile(0.05), high = sample.Quantile(0.95);
        double tail = Math.Min(
            EffectiveSize([.. split.Select(c => c.Select(x => x <= low ? 1.0 : 0).ToArray())]),
            EffectiveSize([.. split.Select(c => c.Select(x => x <= high ? 1.0 : 0).ToArray())]));
        return new ChainReport(mean, deviation, Math.Max(RHat(ranked), RHat(folded)), EffectiveSize(ranked), tail, deviation / Math.Sqrt(EffectiveSize(split)));
    }

    /// <summary>Energy Bayesian fraction of missing information of a chain; below 0.3 the momentum resampling explores energies badly (Betancourt 2016).</summary>
    public static double EnergyFraction(IReadOnlyList<double> energy)
    {
        double mean = energy.Average(), moved = 0, spread = 0;
        for (int i = 0; i < energy.Count; i++)
        {
            spread += (energy[i] - mean) * (energy[i] - mean);
            moved += i > 0 ? (energy[i] - energy[i - 1]) * (energy[i] - energy[i - 1]) : 0;
        }

        return spread > 0 ? moved / spread : double.NaN;
    }

    /// <summary>Potential scale reduction of chains as they are (split and transform before).</summary>
    public static double RHat(IReadOnlyList<double[]> chains)
    {
        var (within, plus) = Variances(chains);
        return Math.Sqrt(plus / within);
    }

    /// <summary>Effective sample size of chains as they are.</summary>
    public static double EffectiveSize(IReadOnlyList<double[]> chains)
    {
        int m = chains.Count, n = chains[0].Length;
        var (within, plus) = Variances(chains);
        if (!(plus > 0) || n < 4)
        {
            return double.NaN;
        }

        double[] means = [.. chains.Select(c => c.Average())];

        // Combined autocorrelation at a lag; autocovariances with divisor n.
        double Rho(int lag)
        {
            double sum = 0;
            for (int c = 0; c < m; c++)
            {
                double s = 0;
                for (int i = 0; i + lag < n; i++)
                {
                    s += (chains[c][i] - means[c]) * (chains[c][i + lag] - means[c]);
                }

                sum += s / n;
            }

            return 1 - ((within - (sum / m * n / (n - 1.0))) / plus);
        }

        double total = 0, previous = double.PositiveInfinity;
        for (int pair = 0; (2 * pair) + 1 < n; pair++)
        {
            double sum = (pair == 0 ? 1 : Rho(2 * pair)) + Rho((2 * pair) + 1);
            if (sum < 0)
            {
                break;
            }

            previous = Math.Min(previous, sum);
            total += previous;
        }

        double tau = Math.Max(-1 + (2 * total), 1 / Elementary.Log10(m * n));
        return m * n / tau;
    }

    private static (double Within, double Plus) Variances(IReadOnlyList<double[]> chains)
    {
        int m = chains.Count, n = chains[0].Length;
        double[] means = [.. chains.Select(c => c.Average())];
        double grand = means.Average();
        double within = chains.Select((c, i) => c.Sum(x => (x - means[i]) * (x - means[i])) / (n - 1)).Average();
        double between = m > 1 ? means.Sum(x => (x - grand) * (x - grand)) / (m - 1) : 0; // B/n
        return (within, ((n - 1.0) / n * within) + between);
    }

    private static double[][] Split(IReadOnlyList<double[]> chains) =>
        [.. chains.SelectMany(c => new[] { c[..(c.Length / 2)], c[(c.Length - (c.Length / 2))..] })];

    // Normal scores of the pooled ranks (average ranks for ties), by Blom's (r − 3/8)/(S + 1/4).
    private static double[][] RankNormal(double[][] chains)
    {
        var all = chains.SelectMany((c, i) => c.Select((x, t) => (x, i, t))).OrderBy(v => v.x).ToArray();
        var result = chains.Select(c => new double[c.Length]).ToArray();
        for (int a = 0; a < all.Length;)
        {
            int b = a;
            while (b + 1 < all.Length && all[b + 1].x == all[a].x)
            {
                b++;
            }

            double z = Normal.Quantile((((a + b) / 2.0) + 1 - 0.375) / (all.Length + 0.25));
            for (int i = a; i <= b; i++)
            {
                result[all[i].i][all[i].t] = z;
            }

            a = b + 1;
        }

        return result;
    }
}
