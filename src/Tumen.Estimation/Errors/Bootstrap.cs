using System.Collections.Immutable;
using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>How records are redrawn.</summary>
public enum BootstrapKind
{
    /// <summary>Records simulated from the fit.</summary>
    Parametric,

    /// <summary>Blocks of consecutive periods of the record, drawn with replacement and laid end to end (Künsch 1989, Annals of Statistics 17:1217-1241); each period keeps its own state.</summary>
    Blocks,

    /// <summary>Whole units drawn with replacement.</summary>
    Units,
}

/// <summary>A bootstrap and its failures.</summary>
/// <param name="Kind">How records were redrawn.</param>
/// <param name="BlockLength">Periods a block; 0 when there are none.</param>
/// <param name="Draws">Points of the replications that converged, in order of replication.</param>
/// <param name="Failures">Per failed replication, its number and how it ended. Quantiles are of the others alone: read them with this list.</param>
/// <param name="Cancelled">Whether it was stopped early.</param>
public sealed record BootstrapResult(
    BootstrapKind Kind, int BlockLength, ImmutableArray<double[]> Draws, ImmutableArray<(int Replication, RefitStatus Status)> Failures, bool Cancelled)
{
    /// <summary>Percentile interval of a parameter; null below 20 draws.</summary>
    public (double Low, double High)? Interval(int parameter, double level = 0.95)
    {
        if (Draws.Length < 20)
        {
            return null;
        }

        var sample = new WeightedSample(Draws.Select(d => d[parameter]));
        return (sample.Quantile((1 - level) / 2), sample.Quantile((1 + level) / 2));
    }

    /// <summary>Standard deviation of a parameter over the draws; null below 2.</summary>
    public double? StandardError(int parameter)
    {
        if (Draws.Length < 2)
        {
            return null;
        }

        double mean = Draws.Average(d => d[parameter]);
        return Math.Sqrt(Draws.Sum(d => (d[parameter] - mean) * (d[parameter] - mean)) / (Draws.Length - 1));
    }
}

/// <summary>One redrawn record, refitted.</summary>
/// <param name="Replication">Number of the replication.</param>
/// <param name="Status">How the refit ended.</param>
/// <param name="Point">Where it ended; counted only when it converged.</param>
public sealed record BootstrapOutcome(int Replication, RefitStatus Status, ImmutableArray<double> Point);

/// <summary>Parametric, block and unit bootstrap by warm-started refits.</summary>
public static class Bootstrap
{
    /// <summary>Runs a bootstrap. The same seed gives the same bits for any number of threads.</summary>
    /// <param name="likelihood">Theory and record; not changed.</param>
    /// <param name="estimate">The estimate.</param>
    /// <param name="kind">How records are redrawn.</param>
    /// <param name="replications">How many.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="blockLength">Periods a block; 0 takes the cube root of the length, rounded up, at least 2.</param>
    /// <param name="usePrior">Whether the priors are part of the objective, as in the fit.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="done">Outcomes of an earlier run with the same estimate, kind and seed; they are kept as they are.</param>
    /// <param name="progress">Given each outcome as it is finished, with the number done and wanted; calls do not overlap.</param>
    /// <param name="cancel">Stops; what is done is returned.</param>
    /// <param name="only">Which replications to make, by number; null for all. A replication is the same bits whatever others are made.</param>
    /// <exception cref="InvalidOperationException">The estimate has no certified equilibrium.</exception>
    public static BootstrapResult Run(
        Likelihood likelihood, double[] estimate, BootstrapKind kind, int replications, ulong seed, int blockLength = 0, bool usePrior = false, int threads = 1,
        IEnumerable<BootstrapOutcome>? done = null, Action<BootstrapOutcome, int, int>? progress = null, CancellationToken cancel = default, Func<int, bool>? only = null)
    {
        // An own copy, so that any number of runs may go on at once and none depends on what was evaluated before.
        likelihood = likelihood.Copy();
        if (!likelihood.Anchor(estimate, cancel))
        {
            throw new InvalidOperationException("the estimate has no certified equilibrium");
        }

        int longest = likelihood.Data.Max(d => d.Length);
        int block = kind == BootstrapKind.Blocks ? Math.Clamp(blockLength > 0 ? blockLength : (int)Math.Ceiling(Elementary.Cbrt(longest)), Math.Min(2, longest), longest) : 0;
        var simulator = kind == BootstrapKind.Parametric ? RecordSimulator.At(likelihood, estimate, cancel) ?? throw new InvalidOperationException("the estimate has no certified equilibrium") : null;
        var outcomes = new BootstrapOutcome?[replications];
        foreach (var o in (done ?? []).Where(o => o.Replication < replications))
        {
            outcomes[o.Replication] = o;
        }

        int finished = outcomes.Count(o => o is not null);
        var gate = new Lock();
        Parallel.For(0, replications, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads) }, (r, loop) =>
        {
            if (cancel.IsCancellationRequested)
            {
                loop.Stop();
                return;
            }

            if (outcomes[r] is not null || only?.Invoke(r) == false)
            {
                return;
            }

            var random = new Philox(seed, (ulong)r);
            var again = simulator is null ? likelihood.Weighted(Counts(likelihood.Data, kind, block, random)) : likelihood.On(simulator.Draw(random));
            var fit = Refit.From(again, [estimate], usePrior, Refit.QuickTolerance, cancel);
            if (cancel.IsCancellationRequested)
            {
                return; // the refit may have been cut short
            }

            var outcome = outcomes[r] = new BootstrapOutcome(r, fit.Status, [.. fit.Point]);
            lock (gate)
            {
                progress?.Invoke(outcome, ++finished, replications);
            }
        });
        var failures = ImmutableArray.CreateBuilder<(int, RefitStatus)>();
        var draws = ImmutableArray.CreateBuilder<double[]>();
        foreach (var o in outcomes.OfType<BootstrapOutcome>())
        {
            if (o.Status == RefitStatus.Converged)
            {
                draws.Add([.. o.Point]);
            }
            else
            {
                failures.Add((o.Replication, o.Status));
            }
        }

        return new BootstrapResult(kind, block, draws.ToImmutable(), failures.ToImmutable(), cancel.IsCancellationRequested);
    }

    // How often each period was drawn.
    private static double[] Counts(ImmutableArray<Sequence> data, BootstrapKind kind, int block, Philox random)
    {
        var counts = new double[data.Sum(d => d.Length)];
        int[] first = new int[data.Length];
        for (int d = 1; d < data.Length; d++)
        {
            first[d] = first[d - 1] + data[d - 1].Length;
        }

        for (int d = 0; d < data.Length; d++)
        {
            if (kind == BootstrapKind.Units)
            {
                int unit = Math.Min(data.Length - 1, (int)(random.NextDouble() * data.Length));
                for (int t = 0; t < data[unit].Length; t++)
                {
                    counts[first[unit] + t]++;
                }

                continue;
            }

            // Circular blocks (Politis and Romano 1992), so that every period is as likely as any other.
            int length = data[d].Length;
            for (int laid = 0; laid < length;)
            {
                int from = Math.Min(length - 1, (int)(random.NextDouble() * length));
                for (int t = 0; t < block && laid < length; t++, laid++)
                {
                    counts[first[d] + ((from + t) % length)]++;
                }
            }
        }

        return counts;
    }
}
