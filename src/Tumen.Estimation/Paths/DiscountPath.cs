using System.Collections.Immutable;
using System.Globalization;
using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>Fits a theory at short sight first and follows the optimum, and its equilibria, as discount factors rise to their declared values.</summary>
/// <remarks>
/// With little sight ahead the likelihood is nearly that of a static logit, with one optimum. On the way 1 − δ shrinks by a factor a step, action values are carried with it (they grow like
/// 1/(1 − δ)), and a step that cannot be fitted is halved. The optimum followed need not be the highest one at the declared factors.
/// </remarks>
public static class DiscountPath
{
    /// <summary>First discount factor unless another is named.</summary>
    public const double FirstDiscount = 0.5;

    private const double LongestStep = 0.15, ShortestStep = 1.0 / 512;

    /// <summary>Takes the path.</summary>
    /// <param name="likelihood">Theory and record, at the declared discount factors.</param>
    /// <param name="from">First discount factor, in [0, 1); players with a smaller declared one keep that.</param>
    /// <param name="start">Where the first climb begins; the plain start if null.</param>
    /// <param name="usePrior">Whether the priors are part of the objective.</param>
    /// <param name="cancel">Stops between evaluations.</param>
    /// <returns>The optimum at the declared factors, or null where the path broke off.</returns>
    public static PathStart? Take(Likelihood likelihood, double from = FirstDiscount, double[]? start = null, bool usePrior = false, CancellationToken cancel = default)
    {
        ImmutableArray<double> declared = likelihood.Discounts;
        ImmutableArray<double> At(double share) => [.. declared.Select(d => share == 1 ? d : d <= from ? d : d == 1 ? from + ((1 - from) * share) : 1 - (Elementary.Pow(1 - from, 1 - share) * Elementary.Pow(1 - d, share)))];
        double done = 0, step = LongestStep;
        var options = new FitOptions { UsePrior = usePrior };
        var here = likelihood.Under(At(0));
        if (Estimator.Run(here, start ?? likelihood.Parameters.PlainStart(), options, 0.02, cancel) is not { } at)
        {
            return null;
        }

        while (done < 1 && !cancel.IsCancellationRequested)
        {
            double next = Math.Min(1, done + step);
            var there = likelihood.Under(At(next));
            there.Selection = Scaled(likelihood, here.Branch.Values, At(done), At(next));
            if (Estimator.Run(there, at.Point, options, 0.02, cancel) is { } end && end.Decrement < 1)
            {
                (here, at, done) = (there, end, next);
                step = Math.Min(LongestStep, 1.5 * step);
            }
            else if ((step /= 2) < ShortestStep)
            {
                return null;
            }
        }

        return done < 1 ? null : new PathStart(string.Create(CultureInfo.InvariantCulture, $"discount factors raised from {from}"), at.Point, here.Branch.Values);
    }

    private static double[]?[] Scaled(Likelihood likelihood, double[]?[] q, ImmutableArray<double> from, ImmutableArray<double> to)
    {
        var profiles = likelihood.Solved.Profiles;
        int m = profiles.Size;
        double[] factor = new double[m];
        for (int i = 0; i < from.Length; i++)
        {
            factor.AsSpan(profiles.Offsets[i], profiles.Histories[i] * profiles.Moves(i)).Fill(to[i] == 1 ? 1 : (1 - from[i]) / (1 - to[i])); // 1 only where the game ends, and values have a size without it
        }

        return [.. q.Select(b => b?.Select((v, r) => v * factor[r % m]).ToArray())];
    }
}
