using Tumen.Numerics;

namespace Tumen.Estimation.Once;

/// <summary>What a bootstrap found, failures included.</summary>
/// <param name="Replications">How many were run.</param>
/// <param name="Failures">How many did not converge, by status; never dropped silently.</param>
/// <param name="Errors">Standard deviations over the converged refits.</param>
/// <param name="Lower">2.5 % quantiles over the converged refits.</param>
/// <param name="Upper">97.5 % quantiles over the converged refits.</param>
/// <param name="Estimates">Row-major replications × k; NaN rows where the refit failed.</param>
public sealed record BootstrapReport(
    int Replications, IReadOnlyDictionary<EstimationStatus, int> Failures, StandardErrors Errors,
    IReadOnlyList<double> Lower, IReadOnlyList<double> Upper, IReadOnlyList<double> Estimates);

/// <summary>Nonparametric bootstrap by resampled row frequencies: every refit is a warm-started Newton search with analytic derivatives.</summary>
public static class Bootstrap
{
    /// <summary>Resamples rows, or whole clusters, with replacement and refits.</summary>
    /// <param name="likelihood">The model.</param>
    /// <param name="estimate">The estimate on the whole record, from which each refit starts.</param>
    /// <param name="replications">How many, at least 2.</param>
    /// <param name="seed">Seed; replication r uses stream r, so results do not depend on the thread count.</param>
    /// <param name="clusters">Cluster of each row to resample whole clusters (block bootstrap), or null.</param>
    /// <param name="newton">Limits of each refit.</param>
    public static BootstrapReport Run(
        ILogLikelihood likelihood, IReadOnlyList<double> estimate, int replications, ulong seed, IReadOnlyList<int>? clusters = null, NewtonOptions? newton = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replications, 2);
        int k = likelihood.Names.Count, rows = likelihood.Rows;
        double[] spread = [.. likelihood.Spread], start = [.. estimate];
        NewtonOptions limits = newton ?? new NewtonOptions(MaximumIterations: 400, DecrementTolerance: 1e-12, RunawaySize: 1e3);
        var estimates = new double[replications * k];
        var statuses = new EstimationStatus[replications];
        (int[] groupOf, int groups) = Group(clusters, rows);
        Parallel.For(0, replications, ThreadBudget.Options, () => new Worker(likelihood, k, rows, groups), (r, _, worker) =>
        {
            worker.Resample(seed, (ulong)r, groupOf);
            Span<double> point = estimates.AsSpan(r * k, k);
            start.CopyTo(point);
            statuses[r] = worker.Search.Maximise(worker.Objective, point, spread, limits);
            if (statuses[r] != EstimationStatus.Converged) point.Fill(double.NaN);
            return worker;
        }, _ => { });
        return Summarise(estimates, statuses, k);
    }

    private static (int[] GroupOf, int Groups) Group(IReadOnlyList<int>? clusters, int rows)
    {
        if (clusters is null) return ([.. Enumerable.Range(0, rows)], rows);
        var index = new Dictionary<int, int>();
        foreach (int cluster in clusters) index.TryAdd(cluster, index.Count);
        return ([.. clusters.Select(cluster => index[cluster])], index.Count);
    }

    private static BootstrapReport Summarise(double[] estimates, EstimationStatus[] statuses, int k)
    {
        int replications = statuses.Length;
        int[] good = [.. Enumerable.Range(0, replications).Where(r => statuses[r] == EstimationStatus.Converged)];
        var covariance = new double[k * k];
        var mean = new double[k];
        foreach (int r in good)
            for (int i = 0; i < k; i++) mean[i] += estimates[r * k + i] / good.Length;
        foreach (int r in good)
            for (int i = 0; i < k; i++)
                for (int j = 0; j < k; j++)
                    covariance[i * k + j] += (estimates[r * k + i] - mean[i]) * (estimates[r * k + j] - mean[j]) / (good.Length - 1);
        var lower = new double[k];
        var upper = new double[k];
        for (int i = 0; i < k; i++)
        {
            var sample = new WeightedSample(good.Select(r => estimates[r * k + i]));
            (lower[i], upper[i]) = (sample.Quantile(0.025), sample.Quantile(0.975));
        }
        var failures = statuses.Where(s => s != EstimationStatus.Converged).GroupBy(s => s).ToDictionary(g => g.Key, g => g.Count());
        return new BootstrapReport(replications, failures, Uncertainty.From(StandardErrorKind.Bootstrap, covariance, k), lower, upper, estimates);
    }

    private sealed class Worker
    {
        private readonly double[] _frequency;
        private readonly double[] _groupFrequency;

        public Worker(ILogLikelihood likelihood, int k, int rows, int groups)
        {
            _frequency = new double[rows];
            _groupFrequency = new double[groups];
            Search = new TrustRegionNewton(k);
            Objective = (point, gradient, hessian) => likelihood.Evaluate(point, _frequency, gradient, hessian);
        }

        public TrustRegionNewton Search { get; }

        public SmoothObjective Objective { get; }

        public void Resample(ulong seed, ulong replication, int[] groupOf)
        {
            Array.Clear(_groupFrequency);
            var stream = new Philox(seed, replication);
            for (int i = 0; i < _groupFrequency.Length; i++) _groupFrequency[stream.NextIndex(_groupFrequency.Length)]++;
            for (int row = 0; row < _frequency.Length; row++) _frequency[row] = _groupFrequency[groupOf[row]];
        }
    }
}
