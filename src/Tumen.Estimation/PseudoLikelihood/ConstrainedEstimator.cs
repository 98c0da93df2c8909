using System.Collections.Immutable;
using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>Constrained maximum likelihood: parameters and action values are moved together; the equilibrium conditions hold at the end, not on the way.</summary>
/// <remarks>
/// Maximise ℓ(x, q) subject to r(x, q) = A(σ(q)) w(x, q) − q = 0, game by game (Su and Judd 2012, Econometrica 80:2213-2230). Sequential quadratic programming in the reduced
/// space: each state's strategies, then each game's values are eliminated from the exact sparse Jacobian of r, which leaves a step in x with the logit's information as its
/// curvature. The step is accepted on the merit ℓ − ρ Σ|r|, with ρ above the multipliers. Cost of a step: one linear system a game and sweeps; no game is solved.
/// </remarks>
internal static class ConstrainedEstimator
{
    private const int MostSteps = 300;
    private const double Settled = 1e-8;

    /// <summary>Runs from one start.</summary>
    /// <param name="likelihood">Theory and record, wholly observed.</param>
    /// <param name="start">Parameters.</param>
    /// <param name="q">Action values by block.</param>
    /// <param name="usePrior">Whether the priors are part of the objective.</param>
    /// <param name="cancel">Stops between steps.</param>
    public static SequentialEstimator.End? Run(Likelihood likelihood, double[] start, double[]?[] q, bool usePrior, CancellationToken cancel)
    {
        var space = likelihood.Parameters;
        double precision = likelihood.Options.Precision, penalty = 1, damping = 1e-4, objective = double.NegativeInfinity;
        var x = (double[])start.Clone();
        var rounds = ImmutableArray.CreateBuilder<EstimatorRound>();
        int none = 0;
        while (rounds.Count < MostSteps && !cancel.IsCancellationRequested)
        {
            if (AffineResponse.Newton(likelihood, x, q, out double residual) is not { } response || !double.IsFinite(residual))
            {
                return null;
            }

            // Merit here: the objective at (x, q) itself, less the penalty; the quadratic model: the logit along the linearised conditions, from where the correction leads.
            double here = Value(likelihood, x, q, usePrior);
            double violation = Violation(likelihood, x, q);
            var (modelled, gradient, curvature) = Estimator.WithPrior(likelihood, response.Read(likelihood, x, precision), x, usePrior);
            var held = Estimator.Held(space, x, gradient);
            double decrement = Estimator.Decrement(curvature, gradient, held, space.Units);
            objective = here;
            if (decrement < 1e-9 && residual < Settled)
            {
                rounds.Add(new EstimatorRound(rounds.Count + 1, here, 0, residual));
                return new SequentialEstimator.End(x, response.At(x), modelled, true, rounds.ToImmutable());
            }

            // ρ must outweigh what undoing the violation costs in likelihood.
            if (violation > 1e-12)
            {
                penalty = Math.Max(penalty, 2 * Math.Abs(here - modelled) / violation);
            }

            bool accepted = false;
            double moved = 0;
            for (int attempt = 0; attempt < 30 && !accepted; attempt++)
            {
                var step = Estimator.Step(curvature, gradient, held, damping, space.Units);
                var to = new double[x.Length];
                for (int j = 0; j < x.Length; j++)
                {
                    to[j] = Math.Clamp(x[j] + Math.Clamp(step[j], -Estimator.LongestStep / space.Units[j], Estimator.LongestStep / space.Units[j]), space.Free[j].Lower, space.Free[j].Upper);
                }

                to = space.Within(x, to);

                var trialQ = response.At(to);
                double there = Value(likelihood, to, trialQ, usePrior), after = Violation(likelihood, to, trialQ);
                double before = here - (penalty * violation), merit = there - (penalty * after);
                if (merit >= before - (1e-12 * Math.Abs(before)))
                {
                    moved = Enumerable.Range(0, x.Length).Select(j => Math.Abs(to[j] - x[j])).DefaultIfEmpty(0).Max();
                    (x, q) = (to, trialQ);
                    damping = Math.Max(damping / 8, 1e-10);
                    accepted = true;
                }
                else
                {
                    damping *= 8;
                }
            }

            if (!accepted)
            {
                // Towards the equilibrium at these parameters alone: a plain Newton step of the action values.
                none++;
                var corrected = response.At(x);
                if (none > 8 || !(Violation(likelihood, x, corrected) < violation))
                {
                    break;
                }

                q = corrected;
                damping = 1e-2;
            }

            rounds.Add(new EstimatorRound(rounds.Count + 1, here, moved, residual));
        }

        return new SequentialEstimator.End(x, q, objective, false, rounds.ToImmutable());
    }

    // Log-likelihood (and prior) of the logit at action values as they are.
    private static double Value(Likelihood likelihood, double[] x, double[]?[] q, bool usePrior)
    {
        int m = likelihood.Solved.Profiles.Size;
        double precision = likelihood.Options.Precision, total = 0;
        var counts = likelihood.Counts!;
        for (int b = 0; b < counts.Points.Length; b++)
        {
            foreach (var point in counts.Points[b])
            {
                double top = double.NegativeInfinity, sum = 0;
                var own = q[b].AsSpan((point.State * m) + point.Slot, point.Moves.Length);
                foreach (double v in own)
                {
                    top = Math.Max(top, v);
                }

                foreach (double v in own)
                {
                    sum += Elementary.Exp(precision * (v - top));
                }

                for (int r = 0; r < own.Length; r++)
                {
                    total += point.Moves[r] * ((precision * (own[r] - top)) - Elementary.Log(sum));
                }
            }
        }

        total += counts.AddSteps(likelihood.Game, likelihood.Parameters, likelihood.Parameters.Chances(x), [], []);
        var e = new Evaluation(true, total, 0, [], [], [], [], [], 0);
        return usePrior ? total + likelihood.Parameters.LogPrior(x, new double[x.Length], new double[x.Length]) : e.LogLikelihood;
    }

    private static double Violation(Likelihood likelihood, double[] x, double[]?[] q)
    {
        double sum = 0;
        for (int b = 0; b < q.Length; b++)
        {
            if (q[b] is { } own)
            {
                likelihood.PointAt(b, x, own, out var residuals);
                foreach (double r in residuals)
                {
                    sum += Math.Abs(r);
                }
            }
        }

        return double.IsNaN(sum) ? double.PositiveInfinity : sum;
    }
}
