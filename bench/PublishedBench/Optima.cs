using System.Globalization;
using Tumen.Oracles;
using Tumen.Estimation.Once;
using Tumen.Estimation.Once.Tests;

namespace Tumen.PublishedBench;

/// <summary>Every optimum found of the published dynamic models, each with its certificate: score, curvature, residual, distance to a fold.</summary>
internal static class Optima
{
    private static readonly double[] Spread = [0.05, 0.01, 0.5, 0.5];
    private static readonly double[] Flat = [0, 0, -0.25, -2.5];

    public static void Run()
    {
        (DyadicUnit k22, _) = DynamicData.Tow("tow/coarse_d1_states.csv", "tow/coarse_d1_regData.csv", 1);
        (DyadicUnit k15, _) = DynamicData.Tow("tow/coarse_d1.5_states.csv", "tow/coarse_d1.5_regData.csv", 1.5);
        Starts("Tug of War, K = 22, 40 starts", k22, TugOfWar.Weights, Spread, Flat, 40);
        EstimateResult rough = Starts("Tug of War, K = 15, 40 starts", k15, TugOfWar.Weights, Spread, Flat, 40);
        Starts("tit-for-tat, 60 starts", DynamicData.TitForTat(), ["tauH", "tauF", "kappaH", "kappaF"], [1, 1, 1, 1], null, 60);
        (DyadicUnit full, _) = DynamicData.Tow("tow/states.csv", "tow/mainData.csv", 0.05);
        double[] start = Shared.Csv("tow/published_start.csv")["x"], v = DynamicData.Reorder(full.Game, start[4..]);
        Console.WriteLine("Tug of War, K = 440, delta = .999");
        One("the published start", full, start[..4], [v]);
        One("the K = 15 estimate", full, [.. rough.Estimate], null);
        double[] discounts = [.9, .95, .975, .99, .999];
        IReadOnlyList<double[]>? values = null;
        double[] at = Flat;
        for (int i = 0; i < discounts.Length; i++)
        {
            DyadicUnit unit = DynamicData.Tow("tow/states.csv", "tow/mainData.csv", 0.05, discounts[i]).Unit;
            double scale = i == 0 ? 1 : (1 - discounts[i - 1]) / (1 - discounts[i]);
            double[][]? warm = values is null ? null : [.. values.Select(x => x.Select(y => y * scale).ToArray())];
            var estimator = new DyadicEstimator(TugOfWar.Weights, [unit], Spread) { StartValues = warm, Polished = false };
            EstimateResult fit = estimator.Estimate(new EstimationOptions(From: at));
            if (fit.Status != EstimationStatus.Converged)
            {
                estimator = new DyadicEstimator(TugOfWar.Weights, [unit], Spread) { Polished = false };
                fit = estimator.Estimate(new EstimationOptions(From: at));
            }
            (at, values) = ([.. fit.Estimate], estimator.Values);
        }
        One("continuation in delta up from .9", full, at, values);
    }

    private static EstimateResult Starts(string name, DyadicUnit unit, IReadOnlyList<string> weights, double[] spread, double[]? from, int starts)
    {
        Console.WriteLine(name);
        var estimator = new DyadicEstimator(weights, [unit], spread);
        EstimateResult fit = estimator.Estimate(new EstimationOptions(Starts: starts, From: from));
        foreach (Optimum o in fit.Optima.Where(o => o.Status == EstimationStatus.Converged))
        {
            var alone = new DyadicEstimator(weights, [unit], spread);
            EstimateResult again = alone.Estimate(new EstimationOptions(From: o.Weights));
            Line($"{o.Hits} starts", unit, again, alone.Values);
        }
        Console.WriteLine("  not certified: " + string.Join(", ", fit.Optima.Where(o => o.Status != EstimationStatus.Converged).Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Hits} {o.Status} at {o.LogLikelihood:F4}"))));
        return fit;
    }

    private static void One(string how, DyadicUnit unit, double[] from, IReadOnlyList<double[]>? values)
    {
        var estimator = new DyadicEstimator(TugOfWar.Weights, [unit], Spread) { StartValues = values };
        Line(how, unit, estimator.Estimate(new EstimationOptions(From: from)), estimator.Values);
    }

    private static void Line(string how, DyadicUnit unit, EstimateResult fit, IReadOnlyList<double[]>? values)
    {
        double fold = double.NaN;
        if (values is not null)
        {
            var panel = new DyadicPanel(fit.Names, [unit], values);
            panel.Evaluate([.. fit.Estimate], [], []);
            fold = panel.FoldDistances()[0];
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {how}: LL {fit.LogLikelihood:F6} {fit.Status}, weights {string.Join(' ', fit.Estimate.Select(w => w.ToString("G6", CultureInfo.InvariantCulture)))}, score {fit.GradientNorm:E1}, residual {fit.Residual:E1}, curvature {(fit.InformationEigenvalues.Count > 0 ? fit.InformationEigenvalues[0] : double.NaN):E2} to {(fit.InformationEigenvalues.Count > 0 ? fit.InformationEigenvalues[^1] : double.NaN):E2}, fold distance {fold:E2}"));
    }
}
