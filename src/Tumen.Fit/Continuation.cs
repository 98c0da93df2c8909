using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Fit;

/// <summary>One step of a continuation.</summary>
/// <param name="Share">How far along: 0 at the first discount factors, 1 at the theory's own.</param>
/// <param name="Discounts">Discount factor of each player.</param>
/// <param name="Fit">The quick fit there, started from the step before.</param>
public sealed record ContinuationStep(double Share, ImmutableArray<double> Discounts, Refit Fit);

/// <summary>Fits a theory at short sight first and follows the optimum as discount factors rise to their declared values.</summary>
/// <remarks>At δ = 0 every player's problem is a static logit with a concave likelihood (given the others), so that the path begins at a single optimum.</remarks>
public static class Continuation
{
    /// <summary>Follows the optimum.</summary>
    /// <param name="game">The theory.</param>
    /// <param name="data">The record.</param>
    /// <param name="from">First discount factor; players with a smaller declared one start at that. 0.5 by default.</param>
    /// <param name="steps">Steps, at least 2, evenly spaced in 1/(1 − δ).</param>
    /// <param name="usePrior">Whether the priors are part of the objective.</param>
    /// <param name="cancel">Stops between evaluations.</param>
    /// <returns>The steps that could be fitted; the last has share 1 unless a step was impossible.</returns>
    public static ImmutableArray<ContinuationStep> InDiscount(
        ParametricGame game, ImmutableArray<Sequence> data, double from = 0.5, int steps = 5, bool usePrior = false, CancellationToken cancel = default)
    {
        var result = ImmutableArray.CreateBuilder<ContinuationStep>();
        double[]? point = null;
        for (int i = 0; i < steps && !cancel.IsCancellationRequested; i++)
        {
            double share = i / (double)(Math.Max(2, steps) - 1);
            ImmutableArray<double> discounts = [.. game.Discounts.Select(d => Between(Math.Min(from, d), d, share))];
            var likelihood = new Likelihood(game, data, null, discounts);
            var fit = Refit.From(likelihood, [point ?? likelihood.Parameters.PlainStart()], usePrior, i == steps - 1 ? 1e-4 : Refit.QuickTolerance, cancel);
            if (fit.Status == RefitStatus.Impossible)
            {
                break;
            }

            point = fit.Point;
            result.Add(new ContinuationStep(share, discounts, fit));
        }

        return result.ToImmutable();
    }

    private static double Between(double low, double high, double share)
    {
        double horizon = ((1 - share) / (1 - low)) + (share / (1 - high));
        return share == 1 ? high : 1 - (1 / horizon);
    }
}
