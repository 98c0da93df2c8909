using Tumen.Estimation.Once;

namespace Tumen.Oracles;

/// <summary>Where a continuation begins.</summary>
/// <param name="Index">Which discount factor of the list.</param>
/// <param name="Weights">Weights to start from there.</param>
/// <param name="Values">Action values per unit to start from there, or null to solve cold.</param>
public sealed record ContinuationSeed(int Index, IReadOnlyList<double> Weights, IReadOnlyList<double[]>? Values = null);

/// <summary>Estimates one model at many discount factors, carrying every optimum from each factor to its neighbours.</summary>
public static class DiscountContinuation
{
    /// <summary>From each seed, runs outward to both ends of the list, then reports at each factor every optimum any pass reached.</summary>
    /// <param name="names">Weights.</param>
    /// <param name="units">The units at a discount factor.</param>
    /// <param name="discounts">Factors, ascending.</param>
    /// <param name="seeds">Where to begin: for example the smallest factor with static weights, the largest with a coarse-grid fit.</param>
    /// <param name="spread">Scale of each weight.</param>
    /// <returns>One result per factor, with the optima of all passes.</returns>
    public static IReadOnlyList<EstimateResult> Run(
        IReadOnlyList<string> names, Func<double, IReadOnlyList<DyadicUnit>> units, IReadOnlyList<double> discounts,
        IReadOnlyList<ContinuationSeed> seeds, IReadOnlyList<double> spread)
    {
        IReadOnlyList<DyadicUnit>[] built = [.. discounts.Select(units)];
        var found = new List<EstimateResult>[discounts.Count];
        for (int i = 0; i < found.Length; i++) found[i] = [];
        foreach (ContinuationSeed seed in seeds)
        {
            (EstimateResult at, IReadOnlyList<double[]>? values) = Fit(names, built[seed.Index], spread, seed.Weights, seed.Values);
            found[seed.Index].Add(at);
            foreach (int direction in (int[])[-1, 1])
            {
                (EstimateResult last, IReadOnlyList<double[]>? lastValues) = (at, values);
                for (int i = seed.Index + direction; i >= 0 && i < found.Length; i += direction)
                {
                    // Values grow like 1/(1 − δ): rescale them, and fall back to a cold solution only when that start fails.
                    double scale = (1 - discounts[i - direction]) / (1 - discounts[i]);
                    double[][]? warm = lastValues is null ? null : [.. lastValues.Select(v => v.Select(x => x * scale).ToArray())];
                    (EstimateResult fit, IReadOnlyList<double[]>? next) = Fit(names, built[i], spread, last.Estimate, warm);
                    if (fit.Status != EstimationStatus.Converged && warm is not null) (fit, next) = Fit(names, built[i], spread, last.Estimate, null);
                    found[i].Add(fit);
                    if (fit.Status == EstimationStatus.Converged) (last, lastValues) = (fit, next);
                }
            }
        }
        return [.. found.Select(Join)];
    }

    private static (EstimateResult, IReadOnlyList<double[]>?) Fit(
        IReadOnlyList<string> names, IReadOnlyList<DyadicUnit> units, IReadOnlyList<double> spread, IReadOnlyList<double> from, IReadOnlyList<double[]>? values)
    {
        var estimator = new DyadicEstimator(names, units, spread) { StartValues = values, Polished = false };
        EstimateResult fit = estimator.Estimate(new EstimationOptions(From: from));
        return (fit, estimator.Values);
    }

    private static EstimateResult Join(List<EstimateResult> fits)
    {
        EstimateResult best = fits.OrderBy(f => f.Status == EstimationStatus.Converged ? 0 : 1).ThenByDescending(f => f.LogLikelihood).First();
        var table = new OptimumTable();
        foreach (EstimateResult fit in fits) table.Add(fit.LogLikelihood, fit.Estimate.ToArray(), fit.GradientNorm, fit.Status, fit.Iterations);
        return best with { Optima = table.ToList() };
    }
}
