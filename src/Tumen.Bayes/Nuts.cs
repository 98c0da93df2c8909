using System.Collections.Immutable;
using Tumen.Numerics;

namespace Tumen.Bayes;

/// <summary>How to sample.</summary>
public sealed record NutsOptions
{
    /// <summary>Chains; 4 by default.</summary>
    public int Chains { get; init; } = 4;

    /// <summary>Adaptation steps of each chain, thrown away.</summary>
    public int Warmup { get; init; } = 500;

    /// <summary>Draws kept of each chain.</summary>
    public int Draws { get; init; } = 500;

    /// <summary>Mean acceptance that the step size is adapted to.</summary>
    public double TargetAcceptance { get; init; } = 0.8;

    /// <summary>Most doublings of a trajectory.</summary>
    public int MaximumDepth { get; init; } = 8;

    /// <summary>Whether the metric is the whole covariance (true) or its diagonal.</summary>
    public bool DenseMetric { get; init; } = true;

    /// <summary>Covariance to begin the adaptation of the metric with (K × K in coordinates), such as Laplace's; null for the identity.</summary>
    public double[]? Covariance { get; init; }

    /// <summary>Seed; chain c draws from stream c.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads; chains are the same bits for any number.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Told (chain, steps done, steps in all); may be called from several threads.</summary>
    public Action<int, int, int>? Progress { get; init; }
}

/// <summary>One chain's draws and how they came about.</summary>
/// <param name="Draws">Coordinates, one array a draw.</param>
/// <param name="LogDensity">Log density of each.</param>
/// <param name="Energy">Hamiltonian at the start of each transition.</param>
/// <param name="Depth">Doublings of each.</param>
/// <param name="Diverged">Whether the trajectory broke off.</param>
/// <param name="Acceptance">Mean Metropolis chance along each trajectory.</param>
/// <param name="Step">Step size after adaptation.</param>
public sealed record NutsDraws(double[][] Draws, double[] LogDensity, double[] Energy, int[] Depth, bool[] Diverged, double[] Acceptance, double Step);

/// <summary>The no-U-turn sampler with dual averaging of the step and windowed adaptation of the metric.</summary>
/// <remarks>Adaptation: a short start, windows that double (each ends with a new metric), a last stretch for the step alone (Stan Development Team's scheme; step: Hoffman and Gelman 2014, §3.2).</remarks>
public static class Nuts
{
    /// <summary>Runs the chains.</summary>
    /// <param name="density">Makes an instance for a chain.</param>
    /// <param name="starts">A start a chain, inside the support.</param>
    /// <param name="options">How.</param>
    /// <param name="cancel">Stops; chains then hold the draws made so far.</param>
    public static ImmutableArray<NutsDraws> Run(Func<ILogDensity> density, IReadOnlyList<double[]> starts, NutsOptions options, CancellationToken cancel = default)
    {
        var chains = new NutsDraws[options.Chains];
        Parallel.For(0, options.Chains, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Threads) }, c =>
        {
            chains[c] = Chain(density(), starts[c % starts.Count], c, options, cancel);
        });
        return [.. chains];
    }

    /// <summary>Runs one chain, on its own stream: the same bits alone as among others.</summary>
    /// <param name="density">The density; what it was asked before leaves no trace.</param>
    /// <param name="start">A start inside the support.</param>
    /// <param name="chain">Number of the chain.</param>
    /// <param name="o">How.</param>
    /// <param name="cancel">Stops; the chain then holds the draws made so far.</param>
    public static NutsDraws Chain(ILogDensity density, double[] start, int chain, NutsOptions o, CancellationToken cancel = default)
    {
        density.Forget();
        var random = new Philox(o.Seed, (ulong)chain);
        var nuts = new NutsChain(density, (double[])start.Clone(), random, o.MaximumDepth);
        if (o.Covariance is { } covariance)
        {
            nuts.Metric = Metric.Of(covariance, start.Length);
        }

        nuts.FindStep();
        var average = new DualAverage(nuts.Step, o.TargetAcceptance);
        var (ends, first, last) = Windows(o.Warmup);
        var window = new List<double[]>();
        var kept = new List<(double[] Q, double Log, NutsChain.Transition T)>();
        for (int i = 0; i < o.Warmup + o.Draws && !cancel.IsCancellationRequested; i++)
        {
            var t = nuts.Next();
            o.Progress?.Invoke(chain, i + 1, o.Warmup + o.Draws);
            if (i >= o.Warmup)
            {
                kept.Add((nuts.Position, nuts.LogDensity, t));
                continue;
            }

            nuts.Step = average.Update(t.Acceptance);
            if (i >= first && i < last)
            {
                window.Add(nuts.Position);
            }

            if (ends.Contains(i + 1) && window.Count > 1)
            {
                nuts.Metric = Metric.From(window, o.DenseMetric, o.DenseMetric ? o.Covariance : null);
                window.Clear();
                nuts.FindStep();
                average = new DualAverage(nuts.Step, o.TargetAcceptance);
            }

            if (i == o.Warmup - 1)
            {
                nuts.Step = average.Final;
            }
        }

        return new NutsDraws(
            [.. kept.Select(k => k.Q)], [.. kept.Select(k => k.Log)], [.. kept.Select(k => k.T.Energy)], [.. kept.Select(k => k.T.Depth)], [.. kept.Select(k => k.T.Diverged)],
            [.. kept.Select(k => k.T.Acceptance)], nuts.Step);
    }

    // Ends of the windows, and the steps between which draws teach the metric.
    private static (HashSet<int> Ends, int First, int Last) Windows(int warmup)
    {
        int start = 75, end = 50, size = 25;
        if (warmup < 150)
        {
            (start, end) = ((int)(0.15 * warmup), (int)(0.1 * warmup));
            size = warmup - start - end;
        }

        var ends = new HashSet<int>();
        int last = warmup - end;
        for (int at = start; at < last && size > 0;)
        {
            int next = at + size;
            next = next + (2 * size) > last ? last : next;
            ends.Add(next);
            at = next;
            size *= 2;
        }

        return (ends, start, last);
    }

    private sealed class DualAverage(double step, double target)
    {
        private readonly double _centre = Elementary.Log(10 * step);
        private double _error;
        private double _average;
        private int _count;

        public double Final => _count == 0 ? step : Elementary.Exp(_average);

        public double Update(double acceptance)
        {
            _count++;
            double eta = 1 / (_count + 10.0);
            _error = ((1 - eta) * _error) + (eta * (target - acceptance));
            double log = _centre - (_error * Math.Sqrt(_count) / 0.05), weight = Elementary.Pow(_count, -0.75);
            _average = (weight * log) + ((1 - weight) * _average);
            return Elementary.Exp(log);
        }
    }
}
