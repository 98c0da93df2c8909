namespace Tumen.Estimation;

/// <summary>Posterior modes of many records of one theory: found on a response surface, then certified and corrected on the likelihood itself.</summary>
/// <remarks>
/// Newton steps on the surface cost no solve. At their end the likelihood is evaluated once; where its Newton decrement is above the tolerance, further steps use its exact
/// gradient with the surface's curvature. Where that does not get there either, the ordinary climb goes on. So a refit ends under the same certificate as any other.
/// </remarks>
internal static class SurfaceClimb
{
    private const int SurfaceSteps = 25;
    private const int Corrections = 4;

    /// <summary>Climbs.</summary>
    /// <param name="surface">A surface of the theory.</param>
    /// <param name="record">The theory on the record; wholly observed.</param>
    /// <param name="usePrior">Whether the priors are part of the objective.</param>
    /// <param name="tolerance">Newton decrement at which to stop.</param>
    /// <param name="cancel">Stops between evaluations.</param>
    /// <returns>The end, or null when the ordinary climb has to be asked.</returns>
    public static Estimator.Climb? Run(ResponseSurface surface, Likelihood record, bool usePrior, double tolerance, CancellationToken cancel)
    {
        var space = record.Parameters;
        var x = OnSurface(surface, record, usePrior);
        Estimator.Climb? best = null;
        for (int i = 0; i <= Corrections && !cancel.IsCancellationRequested; i++)
        {
            surface.Warm(record, x);
            var e = record.Total(x, true, cancel);
            if (!e.Solved || !double.IsFinite(e.LogLikelihood))
            {
                return best;
            }

            var (objective, gradient, curvature) = Estimator.WithPrior(record, e, x, usePrior);
            if (best is not null && !(objective >= best.Objective - 1e-9))
            {
                return best;
            }

            var held = Estimator.Held(space, x, gradient);
            double decrement = Estimator.Decrement(curvature, gradient, held, space.Units);
            best = new Estimator.Climb(x, e, objective, gradient, curvature, decrement, decrement <= tolerance);
            if (decrement <= tolerance)
            {
                return best;
            }

            var bend = Estimator.WithPrior(record, surface.Read(record, x, ResponseSurface.Second.Curvature), x, usePrior).Curvature;
            x = Ascent.Moved(space, x, Estimator.Step(bend, gradient, held, 1e-9, space.Units), gradient) ?? Ascent.Moved(space, x, Estimator.Step(curvature, gradient, held, 1e-6, space.Units), gradient) ?? x;
        }

        return best;
    }

    /// <summary>
    /// One step further without a solve: a Newton step with the exact gradient, at whose end value, gradient and information are those of the last evaluation plus what the
    /// surface says they change by.
    /// </summary>
    public static Estimator.Climb Polished(ResponseSurface surface, Likelihood record, Estimator.Climb at, bool usePrior)
    {
        var space = record.Parameters;
        var bend = Estimator.WithPrior(record, surface.Read(record, at.Point, ResponseSurface.Second.Curvature), at.Point, usePrior).Curvature;
        if (Ascent.Moved(space, at.Point, Estimator.Step(bend, at.Gradient, Estimator.Held(space, at.Point, at.Gradient), 1e-9, space.Units), at.Gradient) is not { } x)
        {
            return at;
        }

        var here = surface.Read(record, at.Point, ResponseSurface.Second.Information);
        var there = surface.Read(record, x, ResponseSurface.Second.Information);
        double tilt = 0; // what the exact slope adds to the surface's
        for (int j = 0; j < x.Length; j++)
        {
            tilt += (at.At.Gradient[j] - here.Gradient[j]) * (x[j] - at.Point[j]);
        }

        double[] Changed(double[] exact, double[] from, double[] to) => [.. exact.Select((v, i) => v + to[i] - from[i])];
        var e = at.At with
        {
            LogLikelihood = at.At.LogLikelihood + there.LogLikelihood - here.LogLikelihood + tilt,
            Moves = at.At.Moves + there.Moves - here.Moves + tilt, // laws are exact on the surface
            Gradient = Changed(at.At.Gradient, here.Gradient, there.Gradient),
            Information = Changed(at.At.Information, here.Information, there.Information),
        };
        var (objective, gradient, curvature) = Estimator.WithPrior(record, e, x, usePrior);
        double decrement = Estimator.Decrement(curvature, gradient, Estimator.Held(space, x, gradient), space.Units);
        return objective >= at.Objective && decrement < at.Decrement ? new Estimator.Climb(x, e, objective, gradient, curvature, decrement, at.Converged) : at;
    }

    private static double[] OnSurface(ResponseSurface surface, Likelihood record, bool usePrior) => Ascent.Run(
        record.Parameters, surface.Centre, x => surface.Read(record, x, ResponseSurface.Second.Curvature), (e, x) => Estimator.WithPrior(record, e, x, usePrior), null, 1e-4, SurfaceSteps).Point;
}
