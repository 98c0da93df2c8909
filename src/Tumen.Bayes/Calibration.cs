using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Numerics;
using Tumen.Numerics.Special;

namespace Tumen.Bayes;

/// <summary>Ranks of true parameters among posterior draws, over many simulated records.</summary>
/// <param name="Parameters">Names.</param>
/// <param name="Draws">Posterior draws a replication, L; ranks run from 0 to L.</param>
/// <param name="Ranks">Parameter, replication.</param>
/// <param name="Failed">Replications without a posterior sample.</param>
public sealed record CalibrationResult(ImmutableArray<string> Parameters, int Draws, ImmutableArray<int[]> Ranks, int Failed)
{
    /// <summary>Rank histogram of a parameter with evenly wide bins; L + 1 should be a multiple of their number.</summary>
    public int[] Histogram(int parameter, int bins)
    {
        var counts = new int[bins];
        foreach (int r in Ranks[parameter])
        {
            counts[Math.Min(bins - 1, r * bins / (Draws + 1))]++;
        }

        return counts;
    }

    /// <summary>χ² of the histogram against uniform ranks, and its tail chance.</summary>
    public (double Statistic, double Chance) ChiSquare(int parameter, int bins)
    {
        int[] counts = Histogram(parameter, bins);
        double expected = Ranks[parameter].Length / (double)bins, x = counts.Sum(c => (c - expected) * (c - expected) / expected);
        return (x, Gamma.ChiSquareUpper(x, bins - 1));
    }
}

/// <summary>Simulation-based calibration: parameters from the prior, a record from them, draws from its posterior; true values then rank uniformly.</summary>
/// <remarks>Talts, Betancourt, Simpson, Vehtari and Gelman (2018), arXiv:1804.06788. Draws are thinned to be nearly independent.</remarks>
public static class Calibration
{
    /// <summary>Runs it.</summary>
    /// <param name="shape">The theory and a record whose shape (units, length, holes) simulated ones copy.</param>
    /// <param name="replications">Records.</param>
    /// <param name="draws">L.</param>
    /// <param name="sample">Draws at least L posterior draws from a likelihood: (likelihood, true parameters, seed) → draws in order, or null when it fails. It must not look at the truth except to start.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="threads">Threads; the same ranks for any number.</param>
    /// <param name="cancel">Stops.</param>
    public static CalibrationResult Run(
        Likelihood shape, int replications, int draws, Func<Likelihood, double[], ulong, IReadOnlyList<double[]>?> sample, ulong seed, int threads = 1, CancellationToken cancel = default)
    {
        int k = shape.Parameters.Count;
        var ranks = new int[replications][];
        Parallel.For(0, replications, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = cancel }, r =>
        {
            var random = new Philox(seed, (ulong)r);
            var own = shape.On(shape.Data);
            own.Forget();
            RecordSimulator? simulator = null;
            double[] truth = [];

            // Parameters without a certified equilibrium are outside the prior that is calibrated, as they are outside the posterior.
            for (int tries = 0; tries < 50 && simulator is null; tries++)
            {
                truth = PriorDraws.Draw(shape.Parameters, random);
                simulator = RecordSimulator.At(own, truth, cancel);
            }

            if (simulator is null)
            {
                return;
            }

            var posterior = sample(shape.On(simulator.Draw(random)), truth, seed + (ulong)r + 1);
            if (posterior is null || posterior.Count < draws)
            {
                return;
            }

            ranks[r] = [.. Enumerable.Range(0, k).Select(j => Enumerable.Range(0, draws).Count(i => posterior[(int)((i + 0.5) * posterior.Count / draws)][j] < truth[j]))];
        });
        var good = ranks.Where(x => x is not null).ToArray();
        return new CalibrationResult([.. shape.Parameters.Free.Select(p => p.Name)], draws, [.. Enumerable.Range(0, k).Select(j => good.Select(g => g[j]).ToArray())], replications - good.Length);
    }
}
