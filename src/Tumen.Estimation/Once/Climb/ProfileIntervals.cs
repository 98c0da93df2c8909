using Tumen.Numerics;
namespace Tumen.Estimation.Once;

/// <summary>A profile-likelihood interval of one weight.</summary>
/// <param name="Name">The weight.</param>
/// <param name="Lower">Lower end; −∞ where the likelihood never falls far enough.</param>
/// <param name="Upper">Upper end; +∞ likewise.</param>
/// <param name="Certified">True when at both finite ends the other weights were at a maximum.</param>
public sealed record ProfileInterval(string Name, double Lower, double Upper, bool Certified);

/// <summary>Profile intervals, and a better point if a profile came upon one.</summary>
/// <param name="Level">Confidence level.</param>
/// <param name="Intervals">One per weight.</param>
/// <param name="Better">A point with a higher likelihood than the estimate, from which to start again; null when there is none.</param>
public sealed record ProfileReport(double Level, IReadOnlyList<ProfileInterval> Intervals, IReadOnlyList<double>? Better);

/// <summary>Intervals of all values of a weight at which the likelihood, maximised over the others, stays within a χ² quantile of its maximum (Venzon and Moolgavkar 1988).</summary>
/// <remarks>The signed root of twice the fall is close to linear in the weight, so its crossing is found by safeguarded secants, each one Newton search over the other weights.</remarks>
public static class ProfileIntervals
{
    /// <summary>Square root of the 95 % quantile of χ² with one degree of freedom.</summary>
    public const double RootQuantile95 = 1.959963984540054;

    /// <summary>95 % intervals of every weight.</summary>
    /// <param name="likelihood">The model.</param>
    /// <param name="estimate">Its maximum.</param>
    /// <param name="errors">Standard errors, for the first step; a NaN is replaced by the spread.</param>
    public static ProfileReport Run(ILogLikelihood likelihood, IReadOnlyList<double> estimate, IReadOnlyList<double> errors)
    {
        int k = estimate.Count;
        double[] at = [.. estimate], spread = [.. likelihood.Spread];
        double top = likelihood.Evaluate(at, [], [], []);
        double[]? better = null;
        object gate = new();
        var intervals = new ProfileInterval[k];
        Parallel.For(0, k, ThreadBudget.Options, i =>
        {
            double step = double.IsFinite(errors[i]) && errors[i] > 0 ? errors[i] : spread[i];
            (double low, bool sureLow, double[]? one) = End(likelihood, at, spread, top, i, -step);
            (double high, bool sureHigh, double[]? two) = End(likelihood, at, spread, top, i, step);
            intervals[i] = new ProfileInterval(likelihood.Names[i], low, high, sureLow && sureHigh);
            lock (gate) better ??= one ?? two;
        });
        return new ProfileReport(0.95, intervals, better);
    }

    private static (double End, bool Sure, double[]? Better) End(ILogLikelihood likelihood, double[] estimate, double[] spread, double top, int fixedAt, double step)
    {
        int k = estimate.Length;
        var newton = new TrustRegionNewton(k);
        double[] point = [.. estimate], inside = [.. estimate];
        double sign = Math.Sign(step), near = estimate[fixedAt], nearRoot = 0, far = near + 2 * step, farRoot = double.NaN;
        // Outward until the fall is enough.
        for (int i = 0; i < 40; i++)
        {
            inside.CopyTo(point, 0);
            (double root, bool sure, bool above) = Fall(far);
            if (above) return (double.NaN, false, point);
            if (!sure && double.IsNaN(root)) return (near, false, null);
            if (root >= RootQuantile95) { farRoot = root; break; }
            if (Math.Abs(far) > 1e4 * (1 + spread[fixedAt]) || (i > 12 && root - nearRoot < 1e-6)) return (sign * double.PositiveInfinity, sure, null);
            (near, nearRoot) = (far, root);
            point.CopyTo(inside, 0);
            far += root > 0.1 ? Math.Clamp((RootQuantile95 - root) / root, 0.3, 2) * (far - estimate[fixedAt]) : far - estimate[fixedAt];
        }
        if (double.IsNaN(farRoot)) return (sign * double.PositiveInfinity, false, null);
        bool certified = false;
        for (int i = 0; i < 60 && Math.Abs(far - near) > 1e-9 * (1 + Math.Abs(far)); i++)
        {
            double share = Math.Clamp((RootQuantile95 - nearRoot) / (farRoot - nearRoot), i % 4 == 3 ? 0.5 : 1e-3, i % 4 == 3 ? 0.5 : 0.999), middle = near + share * (far - near);
            inside.CopyTo(point, 0);
            (double root, bool sure, bool above) = Fall(middle);
            if (above) return (double.NaN, false, point);
            if (double.IsNaN(root)) return (near, false, null);
            certified = sure;
            if (Math.Abs(root - RootQuantile95) < 1e-8) return (middle, sure, null);
            if (root < RootQuantile95)
            {
                (near, nearRoot) = (middle, root);
                point.CopyTo(inside, 0);
            }
            else (far, farRoot) = (middle, root);
        }
        return (0.5 * (near + far), certified, null);

        (double Root, bool Sure, bool Above) Fall(double value)
        {
            point[fixedAt] = value;
            EstimationStatus status = newton.Maximise(Held, point, spread, new NewtonOptions(MaximumIterations: 200, DecrementTolerance: 1e-12));
            if (newton.Value > top + 1e-6) return (double.NaN, false, true);
            return (Math.Sqrt(Math.Max(0, 2 * (top - newton.Value))), status == EstimationStatus.Converged, false);
        }

        double Held(ReadOnlySpan<double> at, Span<double> gradient, Span<double> hessian)
        {
            double value = likelihood.Evaluate(at, [], gradient, hessian);
            if (!gradient.IsEmpty) gradient[fixedAt] = 0;
            for (int j = 0; j < k && !hessian.IsEmpty; j++) hessian[fixedAt * k + j] = hessian[j * k + fixedAt] = j == fixedAt ? -1 : 0;
            return value;
        }
    }
}
