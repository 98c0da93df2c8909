using Tumen.Numerics;
using Tumen.Numerics.Special;
using Tumen.Oracles;

namespace Tumen.Estimation.Once.Tests;

/// <summary>The Monte Carlo experiments of Aguirregabiria and Mira (2007): markets drawn from the stationary equilibrium, estimated by sequential methods.</summary>
internal sealed class EntryMonteCarlo
{
    private static readonly double[] Chain =
    [
        .8, .2, 0, 0, 0,
        .2, .6, .2, 0, 0,
        0, .2, .6, .2, 0,
        0, 0, .2, .6, .2,
        0, 0, 0, .2, .8,
    ];

    private readonly EntryGame _game = Game();
    private readonly double[] _chances, _stationary;
    private readonly int _markets;

    public EntryMonteCarlo(double rivals, int markets)
    {
        _markets = markets;
        Theta = Weights(rivals);
        var w = new double[_game.Size];
        if (!_game.Solve(Theta, w).Converged) throw new InvalidOperationException("The entry game was not solved.");
        _chances = [.. w.Select(Logistic.Cdf)];
        _stationary = EntryGame.Stationary(_game.Transition(_chances), _game.States);
    }

    public double[] Theta { get; }

    public static EntryGame Game() => new(5, 5, Chain, 0.95);

    public static double[] Weights(double rivals) => [-1.9, -1.8, -1.7, -1.6, -1.5, 1, rivals, 1];

    /// <summary>Estimates one replication.</summary>
    /// <param name="replication">Names the stream of random numbers.</param>
    /// <param name="method">NPL or EPL.</param>
    /// <param name="published">
    /// Whether to go by the rules of Dearing and Blevins's replication archive (mc-am2007): one logit of all firms first, a stop at 1/800 after more than three rounds. Otherwise a logit a firm and a stop at 1e-6.
    /// </param>
    public EstimateResult Estimate(int replication, SequentialMethod method, bool published = false)
    {
        (double[] active, double[] visits) = Simulate((ulong)replication);
        return published
            ? new EntryEstimator(_game, active, visits, PooledFirstStage(active, visits), method) { Tolerance = 1e-2 / 8, MinimumRounds = 3 }.Estimate(EstimationOptions.Default)
            : new EntryEstimator(_game, active, visits, FirstStage(active, visits), method).Estimate(EstimationOptions.Default);
    }

    /// <summary>Failures, then bias and mean squared error of every weight over the replications that converged.</summary>
    public static string Describe(IReadOnlyList<EstimateResult> fits, double[] truth)
    {
        EstimateResult[] good = [.. fits.Where(f => f.Status == EstimationStatus.Converged)];
        string Cell(int i) => good.Length == 0 ? "–" : FormattableString.Invariant(
            $"{good[0].Names[i]} {good.Average(f => f.Estimate[i] - truth[i]):F3} ({good.Average(f => Math.Pow(f.Estimate[i] - truth[i], 2)):F3})");
        return FormattableString.Invariant($"failures {fits.Count - good.Length} of {fits.Count}, rounds {fits.Average(f => f.Iterations):F1}; {string.Join(", ", Enumerable.Range(0, truth.Length).Select(Cell))}");
    }

    private (double[] Active, double[] Visits) Simulate(ulong replication)
    {
        var stream = new Philox(2007, replication);
        var active = new double[_game.Size];
        var visits = new double[_game.States];
        for (int m = 0; m < _markets; m++)
        {
            double u = stream.NextDouble(), sum = 0;
            int x = 0;
            while (x < _game.States - 1 && (sum += _stationary[x]) < u) x++;
            visits[x]++;
            for (int j = 0; j < 5; j++)
                if (stream.NextDouble() < _chances[j * _game.States + x]) active[j * _game.States + x]++;
        }
        return (active, visits);
    }

    /// <summary>A logit of each firm's move on a constant, size, own last move and the number of rivals active last.</summary>
    private double[] FirstStage(double[] active, double[] visits)
    {
        var w = new double[_game.Size];
        for (int j = 0; j < 5; j++)
            Logit(active, visits, [j], (firm, x) => [1, x / 32, x >> firm & 1, int.PopCount(x % 32 & ~(1 << firm))], w);
        return w;
    }

    /// <summary>One logit of all firms' moves: a constant for each firm, size, own last move and the number of firms active last.</summary>
    private double[] PooledFirstStage(double[] active, double[] visits)
    {
        var w = new double[_game.Size];
        Logit(active, visits, [0, 1, 2, 3, 4], (firm, x) => [.. Enumerable.Range(0, 5).Select(j => j == firm ? 1.0 : 0), x / 32, x >> firm & 1, int.PopCount(x % 32)], w);
        return w;
    }

    private void Logit(double[] active, double[] visits, int[] firms, Func<int, int, double[]> features, double[] w)
    {
        int size = features(0, 0).Length;
        var beta = new double[size];
        new TrustRegionNewton(size).Maximise((b, g, h) =>
        {
            g.Clear();
            h.Clear();
            double value = 0;
            foreach (int firm in firms)
                for (int x = 0; x < _game.States; x++)
                {
                    if (visits[x] == 0) continue;
                    double[] f = features(firm, x);
                    double index = 0, yes = active[firm * _game.States + x];
                    for (int i = 0; i < size; i++) index += f[i] * b[i];
                    double q = Logistic.Cdf(index);
                    value += yes * Logistic.LogCdf(index) + (visits[x] - yes) * Logistic.LogCdf(-index);
                    for (int i = 0; i < size; i++)
                    {
                        g[i] += (yes - visits[x] * q) * f[i];
                        for (int k = 0; k < size; k++) h[i * size + k] -= visits[x] * q * (1 - q) * f[i] * f[k];
                    }
                }
            return value;
        }, beta, [.. Enumerable.Repeat(1.0, size)], NewtonOptions.Default);
        foreach (int firm in firms)
            for (int x = 0; x < _game.States; x++) w[firm * _game.States + x] = features(firm, x).Zip(beta, (a, b) => a * b).Sum();
    }
}
