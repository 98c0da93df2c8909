using Tumen.Numerics;
using Tumen.Numerics.Special;
using Tumen.Published.Dynamic;
using Tumen.Published.Estimation;

namespace Tumen.Published.Tests;

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

    public EstimateResult Estimate(int replication, SequentialMethod method)
    {
        (double[] active, double[] visits) = Simulate((ulong)replication);
        return new EntryEstimator(_game, active, visits, FirstStage(active, visits), method).Estimate(EstimationOptions.Default);
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
        {
            var beta = new double[4];
            int firm = j;
            double[] X(int x) => [1, x / 32, x >> firm & 1, int.PopCount(x % 32 & ~(1 << firm))];
            new TrustRegionNewton(4).Maximise((b, g, h) =>
            {
                g.Clear();
                h.Clear();
                double value = 0;
                for (int x = 0; x < _game.States; x++)
                {
                    if (visits[x] == 0) continue;
                    double[] f = X(x);
                    double index = 0, yes = active[firm * _game.States + x];
                    for (int i = 0; i < 4; i++) index += f[i] * b[i];
                    double q = Logistic.Cdf(index);
                    value += yes * Logistic.LogCdf(index) + (visits[x] - yes) * Logistic.LogCdf(-index);
                    for (int i = 0; i < 4; i++)
                    {
                        g[i] += (yes - visits[x] * q) * f[i];
                        for (int k = 0; k < 4; k++) h[i * 4 + k] -= visits[x] * q * (1 - q) * f[i] * f[k];
                    }
                }
                return value;
            }, beta, [1, 1, 1, 1], NewtonOptions.Default);
            for (int x = 0; x < _game.States; x++) w[j * _game.States + x] = X(x).Zip(beta, (a, b) => a * b).Sum();
        }
        return w;
    }
}
