using System.Globalization;
using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>Brings a record from observed frequencies to a joint point (parameters, action values) at a constrained maximum, or near one, without ever solving a game.</summary>
/// <remarks>
/// Minimises −ℓ(x, q) + ρ/2 Σ (λ r(x, q))² in parameters and action values together, r being what one-step action values exceed q by, with ρ rising by factors of 10 (Nocedal and Wright
/// 2006, ch. 17, for the penalty; damped Gauss–Newton steps). q need not be an equilibrium's on the way, so folds are no obstacle. Action values are eliminated game by game, so that the
/// shared system has the size of the parameters; multipliers (an augmented Lagrangian) bring the conditions to hold at the end without an ever larger ρ. Cost of a step: (S m)³/3 a game. Where games have several equilibria the end depends on how much each unit's frequencies are pooled with
/// those of all units; that is why several weights are tried, and nothing says that a higher optimum does not exist.
/// </remarks>
public static class FrequencyPath
{
    /// <summary>Weights of the pooled frequencies that are tried unless others are named, in observations.</summary>
    public static readonly IReadOnlyList<double> Poolings = [0.2, 20];

    /// <summary>Largest number of action values of one game.</summary>
    public const int LargestGame = 1200;

    // A wide valley is walked faster than a narrow one: with multipliers a moderate ρ holds the conditions.
    private const double FirstPenalty = 1e-2, LastPenalty = 1e6, MultiplierPenalty = 1e3, Ridge = 1e-6;
    private const int StepsPerPenalty = 60, MostShifts = 60, StepsPerShift = 15;

    /// <summary>Why the path cannot be taken.</summary>
    /// <returns>Null, or in words why not and what to do.</returns>
    public static string? Refuses(Likelihood likelihood) => likelihood.Counts is null
        ? "a cell of the record is missing, and the path from frequencies reads a record as counts: fill the cell, or take the path in the discount factor"
        : likelihood.Solved.States.Count * likelihood.Solved.Profiles.Size is > LargestGame and var size
            ? $"the path from frequencies factors every game's {size} action values densely, at most {LargestGame}: take the path in the discount factor or over coarser grids" : null;

    /// <summary>Takes the path.</summary>
    /// <param name="likelihood">Theory and record, wholly observed.</param>
    /// <param name="pooling">How many observations the frequencies of all units together are worth at each decision point of a unit; above 0.</param>
    /// <param name="usePrior">Whether the priors are part of the objective.</param>
    /// <param name="cancel">Stops between steps.</param>
    /// <exception cref="ArgumentException">See <see cref="Refuses"/>.</exception>
    public static PathStart Take(Likelihood likelihood, double pooling, bool usePrior = false, CancellationToken cancel = default)
    {
        if (Refuses(likelihood) is { } why)
        {
            throw new ArgumentException(why, nameof(likelihood));
        }

        var q = Frequencies(likelihood, pooling);
        PenalisedBlock?[] blocks = [.. q.Select((own, b) => own is null ? null : new PenalisedBlock(likelihood, b, own))];
        PenalisedBlock[] played = [.. blocks.Where(b => b is not null).Select(b => b!)];
        double[] x = FirstStep.Chances(likelihood, likelihood.Parameters.PlainStart(), usePrior);
        for (double rho = FirstPenalty; rho <= LastPenalty * 1.0001; rho *= 10)
        {
            Climb(likelihood, played, x, rho, StepsPerPenalty, 1e-7, usePrior, cancel);
        }

        // Multipliers take the place of an ever larger ρ, so that the conditions hold at the end and the climb goes on along them.
        double last = double.PositiveInfinity;
        for (int round = 0; round < MostShifts && !cancel.IsCancellationRequested; round++)
        {
            foreach (var block in played)
            {
                block.Shift(x, round == 0 ? LastPenalty / MultiplierPenalty : 1);
            }

            double value = Climb(likelihood, played, x, MultiplierPenalty, StepsPerShift, 1e-11, usePrior, cancel);
            if (Math.Abs(last - value) < 1e-7 && played.Max(b => b.Measure(x, false).Worst) < 1e-8)
            {
                break;
            }

            last = value;
        }

        return new PathStart(string.Create(CultureInfo.InvariantCulture, $"frequencies pooled with weight {pooling}"), x, [.. blocks.Select(b => b?.Values)]);
    }

    // Damped Gauss–Newton steps at one ρ; x moves in place. Returns the objective reached.
    private static double Climb(Likelihood likelihood, PenalisedBlock[] played, double[] x, double rho, int steps, double enough, bool usePrior, CancellationToken cancel)
    {
        var space = likelihood.Parameters;
        int k = space.Count;
        double[] gradient = new double[k], curvature = new double[k * k], step = new double[k], move = new double[k], trial = new double[k];
        double damping = 1e-3, value = Objective(likelihood, played, x, rho, false, usePrior);
        for (int s = 0; s < steps && !cancel.IsCancellationRequested; s++)
        {
            double mu = damping;
            Parallel.For(0, played.Length, ThreadBudget.Options, g => played[g].Reduce(x, rho, mu));
            Array.Clear(gradient);
            Array.Clear(curvature);
            foreach (var block in played)
            {
                block.Add(gradient, curvature);
            }

            Shared(likelihood, x, usePrior, gradient, curvature);
            bool[] held = [.. space.Free.Select((p, j) => (x[j] <= p.Lower && gradient[j] > 0) || (x[j] >= p.Upper && gradient[j] < 0))];
            for (int i = 0; i < k; i++)
            {
                curvature[(i * k) + i] += mu * Ridge;
                step[i] = held[i] ? 0 : -gradient[i];
                for (int j = 0; j < k; j++)
                {
                    curvature[(i * k) + j] = held[i] || held[j] ? (i == j ? 1 : 0) : curvature[(i * k) + j];
                }
            }

            if (!Cholesky.Factor(curvature, k))
            {
                if ((damping = Math.Max(1e-8, damping * 10)) > 1e12)
                {
                    break;
                }

                continue;
            }

            Cholesky.Solve(curvature, k, step);
            for (int j = 0; j < k; j++)
            {
                trial[j] = Math.Clamp(x[j] + step[j], space.Free[j].Lower, space.Free[j].Upper);
                move[j] = trial[j] - x[j];
            }

            Parallel.For(0, played.Length, ThreadBudget.Options, g => played[g].Try(move));
            double next = Objective(likelihood, played, trial, rho, true, usePrior);
            if (next < value)
            {
                bool small = value - next < enough * (1 + Math.Abs(value));
                (value, damping) = (next, damping / 5);
                trial.CopyTo(x, 0);
                foreach (var block in played)
                {
                    block.Accept();
                }

                if (small)
                {
                    break;
                }
            }
            else if ((damping *= 8) > 1e10)
            {
                break;
            }
        }

        return value;
    }

    // Gradient and curvature of what games do not share: minus the laws' log-likelihood, minus the log prior, and a ridge that keeps weights no row speaks of in place.
    private static void Shared(Likelihood likelihood, double[] x, bool usePrior, double[] gradient, double[] curvature)
    {
        int k = x.Length;
        double[] slope = new double[k], information = new double[k * k], ofPrior = new double[k], diagonal = new double[k];
        likelihood.Counts!.AddSteps(likelihood.Game, likelihood.Parameters, likelihood.Parameters.Chances(x), slope, information);
        if (usePrior)
        {
            likelihood.Parameters.LogPrior(x, ofPrior, diagonal);
        }

        for (int i = 0; i < k; i++)
        {
            gradient[i] += (Ridge * x[i]) - slope[i] - ofPrior[i];
            FixedOrder.AddScaled(curvature.AsSpan(i * k, k), information.AsSpan(i * k, k), 1);
            curvature[(i * k) + i] += Ridge + diagonal[i];
        }
    }

    private static double Objective(Likelihood likelihood, PenalisedBlock[] blocks, double[] x, double rho, bool trial, bool usePrior)
    {
        var parts = new double[blocks.Length];
        Parallel.For(0, blocks.Length, ThreadBudget.Options, g =>
        {
            var (log, squares, _) = blocks[g].Measure(x, trial);
            parts[g] = (0.5 * rho * squares) - log;
        });
        double sum = 0.5 * Ridge * FixedOrder.Dot(x, x);
        foreach (double part in parts)
        {
            sum += part;
        }

        sum -= likelihood.Counts!.AddSteps(likelihood.Game, likelihood.Parameters, likelihood.Parameters.Chances(x), [], []);
        sum -= usePrior ? likelihood.Parameters.LogPrior(x, new double[x.Length], new double[x.Length]) : 0;
        return double.IsNaN(sum) ? double.PositiveInfinity : sum;
    }

    // log of each unit's frequencies, smoothed towards those of all units at the same decision point, divided by λ.
    private static double[]?[] Frequencies(Likelihood likelihood, double pooling)
    {
        var profiles = likelihood.Solved.Profiles;
        int m = profiles.Size, size = likelihood.Solved.States.Count * m;
        var pooled = new double[size];
        Array.Fill(pooled, 1);
        for (int b = 0; b < likelihood.BlockCount; b++)
        {
            Count(likelihood, b, pooled);
        }

        Normalise(likelihood, pooled);
        var result = new double[]?[likelihood.BlockCount];
        for (int b = 0; b < result.Length; b++)
        {
            if (likelihood.IsPlayed(b))
            {
                var p = result[b] = Array.ConvertAll(pooled, x => pooling * x);
                Count(likelihood, b, p);
                Normalise(likelihood, p);
                for (int i = 0; i < size; i++)
                {
                    p[i] = Elementary.Log(p[i]) / likelihood.Options.Precision;
                }
            }
        }

        return result;
    }

    private static void Count(Likelihood likelihood, int block, double[] into)
    {
        int m = likelihood.Solved.Profiles.Size;
        foreach (var point in likelihood.Counts!.Points[block])
        {
            FixedOrder.AddScaled(into.AsSpan((point.State * m) + point.Slot, point.Moves.Length), point.Moves, 1);
        }
    }

    private static void Normalise(Likelihood likelihood, double[] p)
    {
        var profiles = likelihood.Solved.Profiles;
        for (int s = 0; s < likelihood.Solved.States.Count; s++)
        {
            for (int i = 0; i < profiles.Players.Length; i++)
            {
                int moves = profiles.Moves(i);
                for (int h = 0; h < profiles.Histories[i]; h++)
                {
                    var point = p.AsSpan((s * profiles.Size) + profiles.Offsets[i] + (h * moves), moves);
                    double sum = 0;
                    foreach (double c in point)
                    {
                        sum += c;
                    }

                    for (int a = 0; a < moves; a++)
                    {
                        point[a] /= sum;
                    }
                }
            }
        }
    }
}
