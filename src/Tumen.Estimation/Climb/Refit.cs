using Tumen.Numerics;

namespace Tumen.Estimation;

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
/// <param name="LogMarginalLikelihood">Laplace's approximation, with half the squared decrement for what the climb has left below the top; NaN without a prior or where the curvature is singular.</param>
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

    /// <summary>Standard errors that this fit's curvature promises on a record shorter by a factor; at most 1 for a weight and 0.1 for a chance, 0 where there is none.</summary>
    /// <param name="space">Parameters.</param>
    /// <param name="shorter">The factor.</param>
    public double[] Spread(ParameterSpace space, double shorter)
    {
        int k = Point.Length;
        var inverse = Curvature.Length == k * k ? Summary.Invert(Curvature, [.. Enumerable.Repeat(true, k)], space.Units).Inverse : [];
        return [.. space.Free.Select((p, j) => Math.Min(p.Kind == ParameterKind.Chance ? 0.1 : 1 / p.Unit,
            inverse.Length > 0 && inverse[(j * k) + j] > 0 ? Math.Sqrt(shorter * inverse[(j * k) + j]) : 0.1))];
    }

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

        return Of(likelihood, best, usePrior, tolerance, cancel);
    }

    /// <summary>Finds the mode on a response surface of the theory and certifies it on the likelihood; climbs from there where the surface does not lead to a top.</summary>
    /// <param name="surface">A surface of the theory near where the mode is expected.</param>
    /// <param name="record">The theory on the record.</param>
    /// <param name="usePrior">Whether the priors are part of the objective.</param>
    /// <param name="tolerance">Newton decrement at which to stop.</param>
    /// <param name="cancel">Stops between evaluations.</param>
    public static Refit Near(ResponseSurface surface, Likelihood record, bool usePrior, double tolerance = QuickTolerance, CancellationToken cancel = default)
    {
        var end = record.Counts is null ? null : SurfaceClimb.Run(surface, record, usePrior, tolerance, cancel);
        if (end is not { Converged: true })
        {
            record.Forget();
            var further = Estimator.Run(record, end?.Point ?? surface.Centre, new FitOptions { UsePrior = usePrior }, tolerance, cancel);
            end = further is null || (end is not null && end.Objective > further.Objective) ? end : further;
        }

        else
        {
            end = SurfaceClimb.Polished(surface, record, end, usePrior);
        }

        return Of(record, end, usePrior, tolerance, cancel);
    }

    private static Refit Of(Likelihood likelihood, Estimator.Climb? best, bool usePrior, double tolerance, CancellationToken cancel)
    {
        if (best is null)
        {
            return new Refit(RefitStatus.Impossible, [], double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity, double.PositiveInfinity, double.NaN, [], [], []);
        }

        var space = likelihood.Parameters;
        double marginal = double.NaN;
        if (usePrior)
        {
            var free = space.Free.Select((p, j) => best.Point[j] > p.Lower && best.Point[j] < p.Upper).ToArray();
            double[] bent = likelihood.HasHidden ? Summary.Bent(likelihood, new FitOptions { UsePrior = true }, best, free, null, cancel) : best.Curvature;
            var laplace = Laplace.Of(space, best.Point, best.Gradient, bent, free);

            // What a Newton step would still gain belongs to the top.
            marginal = best.Objective + (0.5 * best.Decrement * best.Decrement) - (0.5 * laplace.LogDeterminant) + laplace.LogBoundary + RegimeNaming.LogOrders(likelihood.Game, space, best.Point, bent);
        }

        return new Refit(
            best.Decrement <= tolerance * 10 ? RefitStatus.Converged : RefitStatus.Stalled, best.Point, best.At.LogLikelihood, best.Objective, marginal,
            (space.Count * Elementary.Log(Math.Max(1, likelihood.PeriodCount))) - (2 * best.At.LogLikelihood), best.Decrement, best.Curvature, best.At.ByPeriod, best.At.MovesByPeriod);
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
