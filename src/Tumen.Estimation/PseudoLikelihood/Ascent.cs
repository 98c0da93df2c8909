namespace Tumen.Estimation;

/// <summary>Newton's method with Levenberg damping inside the bounds, for objectives that cost no solve.</summary>
internal static class Ascent
{
    /// <summary>Climbs.</summary>
    /// <param name="space">Parameters.</param>
    /// <param name="start">Where from.</param>
    /// <param name="read">Value, gradient and curvature (as information), without the prior.</param>
    /// <param name="prior">Adds the prior, if it is used.</param>
    /// <param name="pinned">Parameters that stay, or null.</param>
    /// <param name="gain">Stops when a step gains less than this many nats.</param>
    /// <param name="steps">Most steps.</param>
    public static (double[] Point, double Objective) Run(
        ParameterSpace space, double[] start, Func<double[], Evaluation> read, Func<Evaluation, double[], (double Objective, double[] Gradient, double[] Curvature)> prior, bool[]? pinned, double gain, int steps)
    {
        var x = (double[])start.Clone();
        var (objective, gradient, curvature) = prior(read(x), x);
        double damping = 1e-6;
        for (int i = 0; i < steps && damping < 1e8; i++)
        {
            var held = Estimator.Held(space, x, gradient);
            for (int j = 0; j < held.Length && pinned is not null; j++)
            {
                held[j] |= pinned[j];
            }

            if (Moved(space, x, Estimator.Step(curvature, gradient, held, damping, space.Units), gradient) is not { } trial)
            {
                if (Estimator.Decrement(curvature, gradient, held, space.Units) < 1e-12)
                {
                    break;
                }

                damping *= 10;
                continue;
            }

            var to = prior(read(trial), trial);
            if (!(to.Objective >= objective))
            {
                damping *= 10;
                continue;
            }

            bool done = to.Objective - objective < gain;
            x = trial;
            (objective, gradient, curvature) = to;
            damping = Math.Max(damping / 10, 1e-9);
            if (done)
            {
                break;
            }
        }

        return (x, objective);
    }

    /// <summary>A step inside the bounds; null where it does not lead upwards.</summary>
    public static double[]? Moved(ParameterSpace space, double[] x, double[] step, double[] gradient)
    {
        var to = new double[x.Length];
        double slope = 0;
        for (int j = 0; j < x.Length; j++)
        {
            to[j] = Math.Clamp(x[j] + Math.Clamp(step[j], -Estimator.LongestStep / space.Units[j], Estimator.LongestStep / space.Units[j]), space.Free[j].Lower, space.Free[j].Upper);
        }

        to = space.Within(x, to);
        for (int j = 0; j < x.Length; j++)
        {
            slope += gradient[j] * (to[j] - x[j]);
        }

        return slope > 0 ? to : null;
    }
}
