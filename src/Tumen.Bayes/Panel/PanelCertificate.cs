using System.Collections.Immutable;

namespace Tumen.Bayes;

/// <summary>How far draws made on response surfaces are from draws of the posterior itself.</summary>
/// <param name="Checked">Draws at which the likelihood itself was evaluated.</param>
/// <param name="Shape">Pareto k of the ratios of whole draws: up to 0.7 they can be reweighted into the posterior.</param>
/// <param name="UnitShapes">Pareto k of each unit's own ratios.</param>
/// <param name="Deviation">By unit: standard deviation of exact less surface log-likelihood.</param>
/// <param name="Unsolved">Evaluations at which no equilibrium was certified.</param>
/// <param name="Draws">Which draws were checked.</param>
/// <param name="LogWeights">Smoothed log weight of each, summing to one.</param>
public sealed record PanelCertificate(
    int Checked, double Shape, ImmutableArray<double> UnitShapes, ImmutableArray<double> Deviation, int Unsolved, ImmutableArray<int> Draws, ImmutableArray<double> LogWeights)
{
    // Where the surface is the likelihood within this many nats, as without foresight, the ratios have no tail to speak of: k is −∞.
    private const double Exact = 0.01;

    /// <summary>Evaluates the likelihood itself at evenly chosen draws.</summary>
    /// <param name="surfaces">What the draws were made on.</param>
    /// <param name="draws">The draws.</param>
    /// <param name="count">Draws to check.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="progress">Told units done and in all.</param>
    /// <param name="cancel">Stops.</param>
    public static PanelCertificate Of(UnitSurfaces surfaces, ImmutableArray<PanelDraw> draws, int count, int threads, Action<int, int>? progress = null, CancellationToken cancel = default)
    {
        int units = surfaces.Units.Length, n = Math.Min(count, draws.Length), done = 0, unsolved = 0;
        int[] at = [.. Enumerable.Range(0, n).Select(i => (int)((long)i * draws.Length / n))];
        var gaps = new double[units][];
        var gate = new Lock();
        Parallel.For(0, units, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = cancel }, u =>
        {
            var own = surfaces.Exact[u].Select(x => x.Likelihood.On(x.Likelihood.Data)).ToArray();
            var list = new double[n];
            int missed = 0;
            for (int i = 0; i < n; i++)
            {
                cancel.ThrowIfCancellationRequested();
                var draw = draws[at[i]];
                int p = draw.Pattern[u];
                own[p].Forget();
                surfaces.Exact[u][p].Surface.Warm(own[p], draw.Parameters[u]);
                var e = own[p].Total(draw.Parameters[u], false, cancel);
                list[i] = e.Solved && double.IsFinite(e.LogLikelihood) ? e.LogLikelihood - draw.LogLikelihood[u] : double.NegativeInfinity;
                missed += double.IsNegativeInfinity(list[i]) ? 1 : 0;
            }

            gaps[u] = list;
            lock (gate)
            {
                unsolved += missed;
                progress?.Invoke(++done, units);
            }
        });
        double[] whole = [.. Enumerable.Range(0, n).Select(i => gaps.Sum(g => g[i]))];
        int[] kept = [.. Enumerable.Range(0, n).Where(i => double.IsFinite(whole[i]))];
        if (kept.Length < 20)
        {
            return new PanelCertificate(n, double.PositiveInfinity, [.. gaps.Select(_ => double.NaN)], [.. gaps.Select(_ => double.NaN)], unsolved, [], []);
        }

        var (weights, shape) = ParetoSmoothing.Smooth([.. kept.Select(i => whole[i])]);
        return new PanelCertificate(
            n, shape, [.. gaps.Select(g => Spread(g) < Exact ? double.NegativeInfinity : ParetoSmoothing.Smooth([.. g.Where(double.IsFinite)]).Shape)], [.. gaps.Select(Spread)], unsolved, [.. kept.Select(i => at[i])], [.. weights]);
    }

    private static double Spread(double[] gaps)
    {
        double[] g = [.. gaps.Where(double.IsFinite)];
        double mean = g.Length == 0 ? 0 : g.Sum() / g.Length;
        return g.Length < 2 ? double.NaN : Math.Sqrt(g.Sum(x => (x - mean) * (x - mean)) / (g.Length - 1));
    }
}
