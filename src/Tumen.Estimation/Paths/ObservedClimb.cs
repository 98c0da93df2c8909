using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>The last part of a climb on the likelihood's own curvature, differenced from its exact gradient, where scoring with the expected one creeps.</summary>
/// <remarks>Each step costs two evaluations a parameter; damping keeps the curvature positive definite. Parameters at a bound that the gradient points out of stay there.</remarks>
internal static class ObservedClimb
{
    private const int MostSteps = 60;
    private const double LongestMove = 50, LeastDamping = 1e-9, MostDamping = 1e6;

    /// <summary>Goes on from where a climb has stopped.</summary>
    public static Estimator.Climb Run(Likelihood likelihood, Estimator.Climb from, FitOptions options, CancellationToken cancel)
    {
        var space = likelihood.Parameters;
        int k = from.Point.Length;
        double[] x = (double[])from.Point.Clone(), gradient = from.Gradient, expected = from.Curvature;
        double objective = from.Objective;
        for (int step = 0; step < MostSteps && !cancel.IsCancellationRequested; step++)
        {
            var held = Estimator.Held(space, x, gradient);
            if (Estimator.Decrement(expected, gradient, held, space.Units) <= Estimator.DecrementTolerance || Summary.Observed(likelihood, options, x, expected, [.. held.Select(h => !h)], cancel) is not { } observed)
            {
                break;
            }

            // One curvature serves a whole ladder of dampings, each at the price of a single evaluation; the best is taken.
            var branch = likelihood.Branch;
            (double[] Point, double Value, double[] Slope, double[] Curvature, Likelihood.BranchState Branch)? best = null;
            for (double damping = LeastDamping; damping <= MostDamping; damping *= 8)
            {
                if (Newton(observed, expected, gradient, held, damping) is not { } move)
                {
                    continue;
                }

                double[] trial = [.. Enumerable.Range(0, k).Select(j => Math.Clamp(x[j] + Math.Clamp(move[j], -LongestMove / space.Units[j], LongestMove / space.Units[j]), space.Free[j].Lower, space.Free[j].Upper))];
                likelihood.Return(branch);
                var e = likelihood.GroupCount > 1 ? likelihood.Total(trial, true, cancel) : likelihood.Evaluate(trial, true, cancel);
                var (value, slope, curvature) = Estimator.WithPrior(likelihood, e, trial, options.UsePrior);
                if (best is { } known && !(e.Solved && value > known.Value))
                {
                    break;
                }

                if (e.Solved && (value > objective || (value > objective - (1e-12 * Math.Abs(objective)) && FixedOrder.Norm(slope) < FixedOrder.Norm(gradient))))
                {
                    best = (trial, value, slope, curvature, likelihood.Branch);
                }
            }

            if (best is not { } taken)
            {
                likelihood.Return(branch);
                break;
            }

            (x, objective, gradient, expected) = (taken.Point, taken.Value, taken.Slope, taken.Curvature);
            likelihood.Return(taken.Branch);
        }

        var at = likelihood.Evaluate(x, true, cancel);
        if (!at.Solved)
        {
            return from;
        }

        (objective, gradient, expected) = Estimator.WithPrior(likelihood, at, x, options.UsePrior);
        double decrement = Estimator.Decrement(expected, gradient, Estimator.Held(space, x, gradient), space.Units);
        return new Estimator.Climb(x, at, objective, gradient, expected, decrement, decrement <= Estimator.DecrementTolerance * 10);
    }

    // (H + μ diag) step = gradient over what is free; null where the matrix is not positive definite.
    private static double[]? Newton(double[] observed, double[] expected, double[] gradient, bool[] held, double damping)
    {
        int k = gradient.Length;
        double[] a = new double[k * k], b = new double[k];
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < k; j++)
            {
                a[(i * k) + j] = held[i] || held[j] ? 0 : observed[(i * k) + j];
            }

            a[(i * k) + i] = held[i] ? 1 : observed[(i * k) + i] + (damping * (expected[(i * k) + i] + 1e-9));
            b[i] = held[i] ? 0 : gradient[i];
        }

        if (!Cholesky.Factor(a, k))
        {
            return null;
        }

        Cholesky.Solve(a, k, b);
        return b;
    }
}
