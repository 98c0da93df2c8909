using System.Diagnostics;
using Tumen.Published.Dynamic;
using Tumen.Published.Estimation;

namespace Tumen.Published.Tests;

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
            var panel = new DyadicPanel(names, units, start.Values);
            var search = new TrustRegionNewton(names.Length);
            double[] at = [.. start.Weights];
            EstimationStatus status = search.Maximise(panel.Evaluate, at, spread, new NewtonOptions(MaximumIterations: 600, DecrementTolerance: 1e-10));
            var rough = new double[names.Length * names.Length];
            panel.Evaluate(at, new double[names.Length], rough);
            double[] steps = [.. Enumerable.Range(0, names.Length).Select(i => 1e-4 / Math.Sqrt(-rough[i * (names.Length + 1)] + 1e-12))];
            status = search.Maximise(new DifferentiatedCurvature(panel.Evaluate, steps).Evaluate, at, spread, new NewtonOptions(MaximumIterations: 25, DecrementTolerance: 1e-9));
            Report.Note("AJPS cold", "certificate", FormattableString.Invariant($"residual {panel.Residual:E1}, fold {panel.FoldDistances().Min():E1}, negative audience costs {at.Skip(17).Count(a => a < 0)} of 125"));
            Report.Note("AJPS cold", $"pooling {pooling}, then full likelihood", FormattableString.Invariant(
                $"LL {search.Value:F6} {status}, score {OptimumTable.Norm(search.Gradient):E1}, decrement {search.Decrement:E1}, evaluations {search.Iterations}, {Stopwatch.GetElapsedTime(from).TotalSeconds:F1} s, theta17 {string.Join(' ', at.Take(17).Select(w => w.ToString("F4")))}"));
            Assert.True(search.Value > -8190.5261 && panel.Residual < 1e-10, $"{search.Value}");
        }
    }
}
