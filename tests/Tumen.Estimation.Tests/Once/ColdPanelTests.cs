using System.Diagnostics;
using Tumen.Oracles;

namespace Tumen.Estimation.Once.Tests;

public sealed class ColdPanelTests
{
    /// <summary>The 3,364-unknown dyad panel from nothing but smoothed frequencies: sequential rounds, then the full likelihood.</summary>
    [Fact(Explicit = true)]
    public void The_dyad_panel_from_a_cold_start()
    {
        var (names, units, _, theta, _) = DynamicData.Ajps();
        double[] spread = [.. Enumerable.Repeat(1.0, names.Length)];
        foreach (double pooling in (double[])[0.2, 20])
        {
            long from = Stopwatch.GetTimestamp();
            ColdStart start = new DyadicColdStart(names, units) { Pooling = pooling }.Run();
            Report.Note("AJPS cold", $"pooling {pooling}", FormattableString.Invariant(
                $"LL {start.LogLikelihood:F6}, violation {start.Violation:E1}, steps {start.Steps}, {Stopwatch.GetElapsedTime(from).TotalSeconds:F1} s, theta17 {string.Join(' ', start.Weights.Take(17).Select(w => w.ToString("F4")))}"));
            EstimateResult fit = new DyadicEstimator(names, units, spread) { StartValues = start.Values, PolishLimit = 200 }
                .Estimate(new EstimationOptions(From: start.Weights, Newton: new NewtonOptions(MaximumIterations: 600, DecrementTolerance: 1e-10)));
            Report.Note("AJPS cold", $"pooling {pooling}, then full likelihood", FormattableString.Invariant(
                $"LL {fit.LogLikelihood:F6} {fit.Status}, score {fit.GradientNorm:E1}, residual {fit.Residual:E1}, evaluations {fit.Iterations}, {Stopwatch.GetElapsedTime(from).TotalSeconds:F1} s, negative audience costs {fit.Estimate.Skip(17).Count(a => a < 0)} of 125, condition {fit.ConditionNumber:E1}, theta17 {string.Join(' ', fit.Estimate.Take(17).Select(w => w.ToString("F4")))}"));
            Assert.Equal(EstimationStatus.Converged, fit.Status);
            Assert.True(fit.LogLikelihood > -8190.5261 && fit.Residual < 1e-10, $"{fit.LogLikelihood}");
        }
    }
}
