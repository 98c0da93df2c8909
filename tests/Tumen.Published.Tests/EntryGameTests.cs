using System.Text.Json;
using Tumen.Numerics.Special;
using Tumen.Published.Dynamic;
using Tumen.Published.Estimation;

namespace Tumen.Published.Tests;

public sealed class EntryGameTests
{
    private static readonly double[] Chain =
    [
        .8, .2, 0, 0, 0,
        .2, .6, .2, 0, 0,
        0, .2, .6, .2, 0,
        0, 0, .2, .6, .2,
        0, 0, 0, .2, .8,
    ];

    private static EntryGame Game() => new(5, 5, Chain, 0.95);

    private static double[] Theta(double rivals) => [-1.9, -1.8, -1.7, -1.6, -1.5, 1, rivals, 1];

    [Fact]
    public void The_equilibria_match_the_published_market_structure()
    {
        EntryGame game = Game();
        foreach (JsonElement truth in Shared.Truth("am2007_equilibria.json").EnumerateArray())
        {
            double rivals = truth.GetProperty("theta_RN").GetDouble();
            string name = FormattableString.Invariant($"AM2007, theta_RN = {rivals}");
            var w = new double[game.Size];
            SolveCertificate certificate = game.Solve(Theta(rivals), w);
            double[] p = [.. w.Select(Logistic.Cdf)];
            double[] stationary = EntryGame.Stationary(game.Transition(p), game.States);
            double[] active = [.. Enumerable.Range(0, 5).Select(j => stationary.Select((m, x) => m * p[j * game.States + x]).Sum())];
            Report.Line(name, "mean active", active.Sum(), truth.GetProperty("mean_active").GetDouble());
            Report.Worst(name, "prob active, 5 firms", active, truth.GetProperty("prob_active").Values());
            Report.Note(name, "certificate", FormattableString.Invariant($"residual {certificate.Residual:E1}, Newton steps {certificate.Steps}"));
            Assert.True(certificate.Converged);
            Assert.True(certificate.Residual <= 1e-10);
            Assert.Equal(truth.GetProperty("mean_active").GetDouble(), active.Sum(), 1e-9);
            double worst = 0;
            foreach (JsonProperty cell in truth.GetProperty("P_selected").EnumerateObject())
            {
                int size = cell.Name[2] - '1', x = size * 32 + (cell.Name.EndsWith("11111") ? 31 : 0);
                double[] expected = cell.Value.Values();
                for (int j = 0; j < 5; j++) worst = Math.Max(worst, Math.Abs(expected[j] - p[j * game.States + x]));
            }
            Report.Line(name, "worst of 30 choice chances", worst, 0);
            Assert.True(worst < 1e-9);
        }
    }

    [Fact]
    public void The_jacobian_agrees_with_differences()
    {
        var game = new EntryGame(3, 2, [.7, .3, .4, .6], 0.9);
        double[] theta = [-1, -.8, -.6, 1, 2, 1], w = new double[game.Size];
        var stream = new CounterStream(2, 0);
        for (int i = 0; i < w.Length; i++) w[i] = stream.NextNormal();
        double[] slope = new double[game.Size * 6], shift = new double[game.Size], jacobian = new double[game.Size * game.Size];
        game.Map(w, theta, slope, shift, jacobian);
        for (int c = 0; c < w.Length; c += 5)
        {
            double[] up = At(w[c] + 1e-5), down = At(w[c] - 1e-5);
            for (int r = 0; r < w.Length; r++) Assert.Equal((up[r] - down[r]) / 2e-5, jacobian[r * game.Size + c], 1e-7);
            double[] At(double value)
            {
                double[] moved = [.. w], a = new double[game.Size * 6], b = new double[game.Size];
                moved[c] = value;
                game.Map(moved, [], a, b, []);
                return [.. Enumerable.Range(0, b.Length).Select(i => b[i] + Enumerable.Range(0, 6).Sum(k => a[i * 6 + k] * theta[k]))];
            }
        }
    }

    [Fact]
    public void Epl_never_fails_on_simulated_markets() => MonteCarlo(1, 1600, 3, 3);

    [Fact(Explicit = true)]
    public void Small_monte_carlo()
    {
        MonteCarlo(1, 1600, 40, 40);
        MonteCarlo(1, 6400, 40, 40);
        MonteCarlo(2.5, 1600, 40, 40);
        MonteCarlo(2.5, 6400, 40, 40);
    }

    private static void MonteCarlo(double rivals, int markets, int replications, int mustConverge)
    {
        EntryGame game = Game();
        double[] theta = Theta(rivals);
        var w = new double[game.Size];
        game.Solve(theta, w);
        double[] p = [.. w.Select(Logistic.Cdf)], stationary = EntryGame.Stationary(game.Transition(p), game.States);
        var epl = new EstimateResult[replications];
        var npl = new EstimateResult[replications];
        Parallel.For(0, replications, r =>
        {
            (double[] active, double[] visits) = Simulate(game, p, stationary, markets, (ulong)r);
            double[] first = FirstStage(game, active, visits);
            epl[r] = new EntryEstimator(game, active, visits, first, SequentialMethod.Epl).Estimate(EstimationOptions.Default);
            npl[r] = new EntryEstimator(game, active, visits, first, SequentialMethod.Npl).Estimate(EstimationOptions.Default);
        });
        string name = FormattableString.Invariant($"AM2007 Monte Carlo, theta_RN = {rivals}, N = {markets}, {replications} replications");
        foreach ((string which, EstimateResult[] fits) in ((string, EstimateResult[])[])[("EPL", epl), ("NPL", npl)])
        {
            double[] errors = [.. fits.Where(f => f.Status == EstimationStatus.Converged).Select(f => f.Estimate[6] - rivals)];
            double bias = errors.Length == 0 ? double.NaN : errors.Average(), mse = errors.Length == 0 ? double.NaN : errors.Average(e => e * e);
            Report.Note(name, which, FormattableString.Invariant($"failures {fits.Count(f => f.Status != EstimationStatus.Converged)}, theta_RN bias {bias:F3} (MSE {mse:F3}), mean rounds {fits.Average(f => f.Iterations):F1}"));
        }
        Assert.True(epl.Count(f => f.Status == EstimationStatus.Converged) >= mustConverge);
        foreach (EstimateResult fit in epl) Assert.True(fit.Residual < 1e-6);
    }

    private static (double[] Active, double[] Visits) Simulate(EntryGame game, double[] p, double[] stationary, int markets, ulong replication)
    {
        var stream = new CounterStream(2007, replication);
        var active = new double[game.Size];
        var visits = new double[game.States];
        for (int m = 0; m < markets; m++)
        {
            double u = stream.NextUniform(), sum = 0;
            int x = 0;
            while (x < game.States - 1 && (sum += stationary[x]) < u) x++;
            visits[x]++;
            for (int j = 0; j < 5; j++)
                if (stream.NextUniform() < p[j * game.States + x]) active[j * game.States + x]++;
        }
        return (active, visits);
    }

    /// <summary>A logit of each firm's move on a constant, size, own last move and the number of rivals active last.</summary>
    private static double[] FirstStage(EntryGame game, double[] active, double[] visits)
    {
        var w = new double[game.Size];
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
                for (int x = 0; x < game.States; x++)
                {
                    if (visits[x] == 0) continue;
                    double[] f = X(x);
                    double index = 0, yes = active[firm * game.States + x];
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
            for (int x = 0; x < game.States; x++) w[j * game.States + x] = X(x).Zip(beta, (a, b) => a * b).Sum();
        }
        return w;
    }
}
