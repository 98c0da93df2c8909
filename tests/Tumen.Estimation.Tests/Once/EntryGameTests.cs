using System.Text.Json;
using Tumen.Numerics;
using Tumen.Numerics.Special;
using Tumen.Oracles;

namespace Tumen.Estimation.Once.Tests;

public sealed class EntryGameTests
{
    [Fact]
    public void The_equilibria_match_the_published_market_structure()
    {
        EntryGame game = EntryMonteCarlo.Game();
        foreach (JsonElement truth in Shared.Truth("am2007_equilibria.json").EnumerateArray())
        {
            double rivals = truth.GetProperty("theta_RN").GetDouble();
            string name = FormattableString.Invariant($"AM2007, theta_RN = {rivals}");
            var w = new double[game.Size];
            SolveCertificate certificate = game.Solve(EntryMonteCarlo.Weights(rivals), w);
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
        var stream = new Philox(2, 0);
        for (int i = 0; i < w.Length; i++) w[i] = stream.NextNormalByInversion();
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
        EntryMonteCarlo run = new(rivals, markets);
        var epl = new EstimateResult[replications];
        var npl = new EstimateResult[replications];
        Parallel.For(0, replications, r => (epl[r], npl[r]) = (run.Estimate(r, SequentialMethod.Epl), run.Estimate(r, SequentialMethod.Npl)));
        string name = FormattableString.Invariant($"AM2007 Monte Carlo, theta_RN = {rivals}, N = {markets}, {replications} replications");
        Report.Note(name, "EPL", EntryMonteCarlo.Describe(epl, run.Theta));
        Report.Note(name, "NPL", EntryMonteCarlo.Describe(npl, run.Theta));
        Assert.True(epl.Count(f => f.Status == EstimationStatus.Converged) >= mustConverge);
        foreach (EstimateResult fit in epl) Assert.True(fit.Residual < 1e-6);
    }
}
