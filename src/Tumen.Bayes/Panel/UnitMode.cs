using Tumen.Estimation;
using Tumen.Numerics;

namespace Tumen.Bayes;

/// <summary>Where a unit's posterior is highest under given laws, by Newton steps on the likelihood itself.</summary>
internal static class UnitMode
{
    private const int Steps = 60;

    /// <summary>The law of a coordinate.</summary>
    /// <param name="Form">How it is carried.</param>
    /// <param name="Mean">Mean (or a of a beta law, for a chance).</param>
    /// <param name="Deviation">Standard deviation (or b).</param>
    /// <param name="Held">Whether it stays where it is.</param>
    public readonly record struct Law(CoordinateForm Form, double Mean, double Deviation, bool Held);

    /// <summary>A mode.</summary>
    /// <param name="Y">Coordinates.</param>
    /// <param name="Parameters">Parameters.</param>
    /// <param name="Objective">Log-likelihood and log law.</param>
    /// <param name="Curvature">K × K in coordinates, with unit rows for what is held.</param>
    /// <param name="Information">Expected information in parameters, K × K.</param>
    public sealed record Result(double[] Y, double[] Parameters, double Objective, double[] Curvature, double[] Information)
    {
        /// <summary>Laplace's approximation to the log of the integral over what is not held, up to a constant that all patterns share.</summary>
        public double LogEvidence => Objective - (0.5 * Cholesky.Of(Curvature, Y.Length).LogDeterminant);
    }

    /// <summary>Climbs.</summary>
    /// <param name="likelihood">The unit's record.</param>
    /// <param name="laws">One a coordinate.</param>
    /// <param name="start">Coordinates to start from.</param>
    /// <param name="tolerance">Newton decrement to stop at.</param>
    /// <param name="cancel">Stops between solves.</param>
    /// <returns>The mode, or null where no equilibrium is certified at the start.</returns>
    public static Result? Find(Likelihood likelihood, Law[] laws, double[] start, double tolerance, CancellationToken cancel)
    {
        int k = start.Length;
        double[] y = (double[])start.Clone();
        if (At(likelihood, laws, y, cancel) is not { } here)
        {
            return null;
        }

        double lift = 1e-9;
        for (int i = 0; i < Steps; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var curvature = (double[])here.Result.Curvature.Clone();
            for (int j = 0; j < k; j++)
            {
                curvature[(j * k) + j] *= 1 + lift;
            }

            var step = new double[k];
            if (Cholesky.Of(curvature, k).InverseQuadratic(here.Gradient, step) < tolerance)
            {
                break;
            }

            double longest = step.Max(Math.Abs), share = longest > 2 ? 2 / longest : 1;
            var to = (double[])y.Clone();
            FixedOrder.AddScaled(to, step, share);
            if (At(likelihood, laws, to, cancel) is { } there && there.Result.Objective >= here.Result.Objective - 1e-11)
            {
                (y, here, lift) = (to, there, Math.Max(1e-9, lift / 10));
            }
            else if (lift > 1e6)
            {
                break;
            }
            else
            {
                lift = Math.Max(1e-3, lift * 10);
            }
        }

        return here.Result;
    }

    private static (Result Result, double[] Gradient)? At(Likelihood likelihood, Law[] laws, double[] y, CancellationToken cancel)
    {
        int k = y.Length;
        double[] x = [.. y.Select((v, i) => PanelModel.Value(laws[i].Form, v))];
        for (int i = 0; i < k; i++)
        {
            if (x[i] < likelihood.Parameters.Free[i].Lower || x[i] > likelihood.Parameters.Free[i].Upper)
            {
                return null;
            }
        }

        var e = likelihood.Parameters.Admits(x) ? likelihood.Total(x, true, cancel) : null;
        if (e is null || !e.Solved || !double.IsFinite(e.LogLikelihood))
        {
            return null;
        }

        double[] slope = [.. x.Select((v, i) => PanelModel.Slope(laws[i].Form, v))], gradient = new double[k], curvature = new double[k * k];
        double objective = e.LogLikelihood;
        for (int i = 0; i < k; i++)
        {
            if (laws[i].Held)
            {
                curvature[(i * k) + i] = 1;
                continue;
            }

            var (value, push, bend) = Density(laws[i], y[i], x[i]);
            objective += value;
            gradient[i] = (e.Gradient[i] * slope[i]) + push;
            for (int j = 0; j < k; j++)
            {
                curvature[(i * k) + j] = laws[j].Held ? 0 : e.Information[(i * k) + j] * slope[i] * slope[j];
            }

            curvature[(i * k) + i] += bend;
        }

        return (new Result((double[])y.Clone(), x, objective, curvature, e.Information), gradient);
    }

    private static (double Value, double Slope, double Curvature) Density(Law law, double y, double x)
    {
        if (law.Form == CoordinateForm.Chance)
        {
            double sum = law.Mean + law.Deviation;
            return ((law.Mean * y) - (sum * Numerics.Special.Logistic.SoftPlus(y)), law.Mean - (sum * x), sum * x * (1 - x));
        }

        double z = (y - law.Mean) / law.Deviation;
        return ((-0.5 * z * z) - Elementary.Log(law.Deviation), -z / law.Deviation, 1 / (law.Deviation * law.Deviation));
    }
}
