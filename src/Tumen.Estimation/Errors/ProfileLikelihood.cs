using Tumen.Numerics.Special;

namespace Tumen.Estimation;

/// <summary>An end of a profile-likelihood interval.</summary>
public enum IntervalEnd
{
    /// <summary>The profile crosses the threshold here.</summary>
    Crossed,

    /// <summary>The profile stays above the threshold up to the parameter's bound: the interval includes the bound.</summary>
    AtBound,

    /// <summary>The climbs failed before the threshold was reached; the last point that worked is given.</summary>
    Failed,
}

/// <summary>A profile-likelihood interval.</summary>
/// <param name="Parameter">Name.</param>
/// <param name="Estimate">The value at the maximum that the profile is measured from.</param>
/// <param name="Low">Lower end.</param>
/// <param name="LowEnd">What it is.</param>
/// <param name="High">Upper end.</param>
/// <param name="HighEnd">What it is.</param>
/// <param name="Restarts">How often a profile point beat the optimum and everything began again from there.</param>
/// <param name="Maximum">The objective measured from.</param>
/// <param name="Optimum">The point it is reached at: better than the fit given when <paramref name="Restarts"/> is positive.</param>
public sealed record ProfileInterval(
    string Parameter, double Estimate, double Low, IntervalEnd LowEnd, double High, IntervalEnd HighEnd, int Restarts, double Maximum, double[] Optimum);

/// <summary>
/// Intervals {θ_j : 2(ℓ_max − max_{others} ℓ) ≤ χ²₁} (Venzon and Moolgavkar 1988, Applied Statistics 37:87-94), by bracketing and the regula falsi on
/// √(2 Δℓ), which is nearly straight.
/// </summary>
public static class ProfileLikelihood
{
    private const double Better = 1e-3;
    private const double Tolerance = 0.02; // within 2e-4 nats of a profile point's top; the ends are wanted to 4e-3
    private const int MostRestarts = 5;

    /// <summary>Interval of one parameter.</summary>
    /// <param name="likelihood">Theory and record.</param>
    /// <param name="optimum">A maximum, as fitted.</param>
    /// <param name="parameter">Index of the parameter.</param>
    /// <param name="scale">A first step, such as its standard error; positive.</param>
    /// <param name="usePrior">Whether the priors are part of the objective, as in the fit.</param>
    /// <param name="level">Coverage, 0.95 by default.</param>
    /// <param name="cancel">Stops between evaluations.</param>
    /// <param name="along">How all K parameters are expected to move when this one moves by a unit, such as its row of a covariance over its variance; null when nothing is expected.</param>
    public static ProfileInterval Interval(
        Likelihood likelihood, double[] optimum, int parameter, double scale, bool usePrior = false, double level = 0.95, CancellationToken cancel = default, double[]? along = null)
    {
        double root = Normal.Quantile(0.5 + (level / 2));
        double step = scale > 0 && double.IsFinite(scale) ? scale : 0.5;
        int restarts = 0;
        var top = Refit.From(likelihood, [optimum], usePrior, 1e-4, cancel);
        while (true)
        {
            var low = Side(likelihood, top, parameter, -step, root, usePrior, along, cancel);
            var high = low.Beaten is null ? Side(likelihood, top, parameter, step, root, usePrior, along, cancel) : low;
            if (high.Beaten is { } point && restarts < MostRestarts)
            {
                restarts++;
                var again = Refit.From(likelihood, [point], usePrior, 1e-4, cancel);
                top = again.Objective > top.Objective ? again : top;
                continue;
            }

            return new ProfileInterval(
                likelihood.Parameters.Free[parameter].Name, top.Point[parameter], low.Value, low.End, high.Value, high.End, restarts, top.Objective, top.Point);
        }
    }

    /// <summary>Best objective with one parameter held.</summary>
    /// <param name="likelihood">Theory and record.</param>
    /// <param name="start">Starting point.</param>
    /// <param name="parameter">Index of the parameter held.</param>
    /// <param name="value">Its value.</param>
    /// <param name="usePrior">Whether the priors are part of the objective.</param>
    /// <param name="cancel">Stops between evaluations.</param>
    public static Refit At(Likelihood likelihood, double[] start, int parameter, double value, bool usePrior = false, CancellationToken cancel = default) =>
        At(likelihood, start, parameter, value, usePrior, 1e-3, cancel);

    private static Refit At(Likelihood likelihood, double[] start, int parameter, double value, bool usePrior, double tolerance, CancellationToken cancel)
    {
        var x = (double[])start.Clone();
        x[parameter] = value;
        var pinned = new bool[x.Length];
        pinned[parameter] = true;
        return Refit.From(likelihood, [x], usePrior, tolerance, pinned, cancel);
    }

    private static (double Value, IntervalEnd End, double[]? Beaten) Side(
        Likelihood likelihood, Refit top, int j, double step, double root, bool usePrior, double[]? along, CancellationToken cancel)
    {
        var p = likelihood.Parameters.Free[j];
        double bound = step < 0 ? p.Lower : p.Upper;
        double near = top.Point[j], nearRoot = 0, far = double.NaN, farRoot = double.NaN;
        if (near == bound)
        {
            return (bound, IntervalEnd.AtBound, null);
        }

        var from = top.Point;
        double reach = step * root;
        for (int tries = 0; tries < 40 && !cancel.IsCancellationRequested; tries++)
        {
            double value = double.IsNaN(far) ? near + reach : near + ((far - near) * Math.Clamp((root - nearRoot) / (farRoot - nearRoot), 0.05, 0.95));
            bool edge = step < 0 ? value <= bound : value >= bound;
            value = edge ? bound : value;
            var at = At(likelihood, Expected(likelihood.Parameters, top.Point, from, j, value, along), j, value, usePrior, Tolerance, cancel);
            if (at.Status == RefitStatus.Impossible)
            {
                // Half as far; beyond lies no certified equilibrium.
                reach /= 2;
                if (Math.Abs(reach) < 1e-3 * Math.Abs(step))
                {
                    return (near, IntervalEnd.Failed, null);
                }

                continue;
            }

            if (at.Objective > top.Objective + Better)
            {
                return (value, IntervalEnd.Failed, at.Point);
            }

            double distance = Math.Sqrt(Math.Max(0, 2 * (top.Objective - at.Objective)));
            if (Math.Abs(distance - root) < 2e-3)
            {
                return (value, IntervalEnd.Crossed, null);
            }

            if (distance < root)
            {
                if (edge)
                {
                    return (bound, IntervalEnd.AtBound, null);
                }

                (near, nearRoot, from) = (value, distance, at.Point);
                reach *= distance > 0.2 ? Math.Clamp((root - distance) / distance, 0.3, 2) : 2;
                reach = Math.Abs(reach) < 0.05 * Math.Abs(step) ? 0.05 * step : reach;
            }
            else
            {
                (far, farRoot) = (value, distance);
            }
        }

        return (near, IntervalEnd.Failed, null);
    }

    // Where the other parameters are expected at a value of the held one: along the line from the optimum through the last point found, at first along what is expected.
    private static double[] Expected(ParameterSpace space, double[] top, double[] from, int j, double value, double[]? along)
    {
        double gone = from[j] - top[j];
        if (gone == 0 && along is null)
        {
            return from;
        }

        var x = (double[])from.Clone();
        for (int i = 0; i < x.Length; i++)
        {
            double slope = gone == 0 ? along![i] : (from[i] - top[i]) / gone;
            bool held = top[i] <= space.Free[i].Lower || top[i] >= space.Free[i].Upper;
            x[i] = i == j ? value : held && gone == 0 ? x[i] : Math.Clamp(x[i] + (slope * (value - from[j])), space.Free[i].Lower, space.Free[i].Upper);
        }

        return x;
    }
}
