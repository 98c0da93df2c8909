using System.Diagnostics;
using Tumen.Published.Dynamic;
using Tumen.Published.Estimation;

namespace Tumen.Published.Tests;

public sealed class ColdPanelTests
{
    /// <summary>The 3,364-unknown dyad panel from nothing: all weights 0, every game solved cold, δ raised from 0 to 0.9.</summary>
    [Fact(Explicit = true)]
    public void The_dyad_panel_from_a_cold_start()
    {
        var (names, units, values, theta, _) = DynamicData.Ajps();
        double[] spread = [.. Enumerable.Repeat(1.0, names.Length)], at = new double[names.Length];
        IReadOnlyList<double[]>? warm = null;
        long from = Stopwatch.GetTimestamp();
        foreach (double discount in (double[])[0.5, 0.8, 0.9])
        {
            DyadicUnit[] now = [.. units.Select(u => u with { Game = u.Game.WithDiscount(discount) })];
            var panel = new DyadicPanel(names, now, warm);
            var search = new TrustRegionNewton(names.Length);
            EstimationStatus status = search.Maximise(panel.Evaluate, at, spread, new NewtonOptions(MaximumIterations: 250, DecrementTolerance: 1e-9));
            Report.Note("AJPS cold", FormattableString.Invariant($"delta {discount}"), FormattableString.Invariant(
                $"LL {search.Value:F6} {status}, score {OptimumTable.Norm(search.Gradient):E1}, decrement {search.Decrement:E1}, evaluations {search.Iterations}, inner {panel.InnerSteps}, {Stopwatch.GetElapsedTime(from).TotalSeconds:F1} s, theta17 {string.Join(' ', at.Take(17).Select(w => w.ToString("F4")))}"));
            warm = [.. panel.Values];
        }
    }
}
