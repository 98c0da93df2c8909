using Tumen.Numerics;

namespace Tumen.Fit;

/// <summary>How a quick fit ended.</summary>
public enum RefitStatus
{
    /// <summary>The Newton decrement is below the tolerance.</summary>
    Converged,

    /// <summary>No further step was found before that.</summary>
    Stalled,

    /// <summary>No start had a certified equilibrium under which the record is possible.</summary>
    Impossible,
}

/// <summary>A quick fit from given starts: no standard errors, no certificate beyond that of the solver.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Point">Parameter vector; empty when impossible.</param>
/// <param name="LogLikelihood">Natural log.</param>
/// <param name="Objective">Log-likelihood, plus log prior when it was used.</param>
/// <param name="LogMarginalLikelihood">Laplace's approximation; NaN without a prior or where the curvature is singular.</param>
/// <param name="Bic">Schwarz's criterion.</param>
/// <param name="Decrement">Newton decrement at the end.</param>
/// <param name="Curvature">Curvature of the objective there, K × K.</param>
/// <param name="ByPeriod">Log-likelihood by period.</param>
/// <param name="MovesByPeriod">The part owed to moves.</param>
public sealed record Refit(
    RefitStatus Status, double[] Point, double LogLikelihood, double Objective, double LogMarginalLikelihood, double Bic, double Decrement, double[] Curvature,
    double[] ByPeriod, double[] MovesByPeriod)
{
    /// <summary>Decrement at which a quick fit stops by default: at most 0.00005 nats below its top.</summary>
    public const double QuickTolerance = 0.01;

    /// <summary>Climbs from each start and keeps the best end.</summary>
    /// <param name="likelihood">Theory and record; its anchor and warm starts are used.</param>
    /// <param name="starts">Starting points, at least one.</param>
    /// <param name="usePrior">Whether the priors are part of the objective.</param>
    /// <param name="tolerance">Newton decrement at which a climb stops.</param>
    /// <param name="cancel">Stops between evaluations.</param>
    public static Refit From(Likelihood likelihood, IReadOnlyList<double[]> starts, bool usePrior, double tolerance = QuickTolerance, CancellationToken cancel = default) =>
        From(likelihood, starts, usePrior, tolerance, null, cancel);

    internal static Refit From(Likelihood likelihood, IReadOnlyList<double[]> starts, bool usePrior, double tolerance, bool[]? pinned, CancellationToken cancel)
    {
        var options = new FitOptions { UsePrior = usePrior };
        Estimator.Climb? best = null;
        foreach (double[] start in starts)
        {
            var end = Estimator.Run(likelihood, start, options, tolerance, cancel, pinned);
            best = end is not null && (best is null || end.Objective > best.Objective) ? end : best;
        }

        if (best is null)
        {
            return new Refit(RefitStatus.Impossible, [], double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity, double.PositiveInfinity, double.NaN, [], [], []);
        }

        var space = likelihood.Parameters;
        double marginal = double.NaN;
        if (usePrior)
        {
            var free = space.Free.Select((p, j) => best.Point[j] > p.Lower && best.Point[j] < p.Upper).ToArray();
            var laplace = Laplace.Of(space, best.Point, best.Gradient, best.Curvature, free);
            marginal = best.Objective - (0.5 * laplace.LogDeterminant) + laplace.LogBoundary;
        }

        return new Refit(
            best.Decrement <= tolerance * 10 ? RefitStatus.Converged : RefitStatus.Stalled, best.Point, best.At.LogLikelihood, best.Objective, marginal,
            (space.Count * Math.Log(Math.Max(1, likelihood.PeriodCount))) - (2 * best.At.LogLikelihood), best.Decrement, best.Curvature, best.At.ByPeriod, best.At.MovesByPeriod);
    }

    /// <summary>Draws from Laplace's approximation around a point, kept inside the bounds by reflection and clamping; K numbers.</summary>
    /// <param name="space">Parameters.</param>
    /// <param name="point">Centre.</param>
    /// <param name="covariance">K × K; zero rows stay at the centre.</param>
    /// <param name="random">Stream of random numbers.</param>
    public static double[] Draw(ParameterSpace space, double[] point, double[] covariance, Philox random)
    {
        int k = point.Length;
        var eigen = SymmetricEigen.Of(covariance, k);
        var x = (double[])point.Clone();
        for (int e = 0; e < k; e++)
        {
            double scale = Math.Sqrt(Math.Max(0, eigen.Values[e])) * random.NextNormal();
            FixedOrder.AddScaled(x, eigen.Vectors[e], scale);
        }

        for (int j = 0; j < k; j++)
        {
            var p = space.Free[j];
            double reflected = x[j] < p.Lower ? (2 * p.Lower) - x[j] : x[j] > p.Upper ? (2 * p.Upper) - x[j] : x[j];
            x[j] = Math.Clamp(reflected, p.Lower, p.Upper);
        }

        return x;
    }
}
