using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Solve;

/// <summary>A game that ends after a number of periods, solved backwards.</summary>
/// <param name="Status">Certified when every period is.</param>
/// <param name="Periods">One entry per period, the first to be played first: its strategies (S × m), action values, and values from there to the end.</param>
/// <param name="Residual">Largest residual (finite λ) or one-shot gain (infinite λ) over periods.</param>
/// <param name="Regret">Bound on what any player gains by any other plan from any period on: discounted sum of one-shot gains, in payoff units.</param>
public sealed record HorizonResult(SolveStatus Status, ImmutableArray<LogitMarkovEquilibrium> Periods, double Residual, double Regret);

/// <summary>Backward induction over periods: each period is a game of one stage whose payoffs include the discounted values of the rest.</summary>
/// <remarks>
/// In each situation the stage equilibrium is the one on its own branch from λ = 0; other stage equilibria would give other answers, as in any
/// finitely repeated game with several stage equilibria (Benoit and Krishna 1985, Econometrica 53:905-922).
/// </remarks>
public static class FiniteHorizon
{
    /// <summary>Solves.</summary>
    /// <param name="game">The game played every period.</param>
    /// <param name="periods">Number of periods, at least 1.</param>
    /// <param name="options">λ (may be infinite), convention, tolerance.</param>
    /// <param name="final">Values after the last period, per player; null for 0.</param>
    /// <param name="cancel">Stops between situations with <see cref="OperationCanceledException"/>.</param>
    public static HorizonResult Solve(StochasticGame game, int periods, SolveOptions options, double[][]? final = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(periods, 1);
        int n = game.PlayerCount, states = game.StateCount;
        var next = final ?? [.. Enumerable.Range(0, n).Select(_ => new double[states])];
        if (next.Length != n || next.Any(v => v.Length != states))
        {
            throw new ArgumentException($"final values need {n} players × {states} situations", nameof(final));
        }

        var solved = new LogitMarkovEquilibrium[periods];
        double residual = 0, regret = 0, discount = game.Discounts.Max();
        for (int t = periods - 1; t >= 0; t--)
        {
            solved[t] = Period(game, next, options, cancel);
            next = [.. solved[t].Values];
            residual = Math.Max(residual, double.IsInfinity(options.Precision) ? solved[t].Certificate.OneShotGain : solved[t].Certificate.Residual);
            regret = solved[t].Certificate.OneShotGain + (discount * regret);
        }

        bool good = solved.All(e => e.Status == SolveStatus.Certified);
        return new HorizonResult(good ? SolveStatus.Certified : SolveStatus.NotConverged, [.. solved], residual, regret);
    }

    private static LogitMarkovEquilibrium Period(StochasticGame game, double[][] next, SolveOptions options, CancellationToken cancel)
    {
        int n = game.PlayerCount, states = game.StateCount, m = game.Profiles.Size, count = game.Profiles.Count;
        var one = new StateSpace([new Situation("period", ["now"])]);
        var stay = TransitionKernel.FromRows(1, count, (_, _) => [(0, 1.0)]);
        double[] sigma = new double[states * m], q = new double[states * m];
        var values = Enumerable.Range(0, n).Select(_ => new double[states]).ToArray();
        var row = new double[count];
        double residual = 0, gain = 0;
        var status = SolveStatus.Certified;
        string method = "";
        int iterations = 0;
        for (int s = 0; s < states; s++)
        {
            cancel.ThrowIfCancellationRequested();
            var payoffs = new double[n][];
            for (int i = 0; i < n; i++)
            {
                game.Kernel.Expect(s, next[i], row);
                payoffs[i] = new double[count];
                for (int p = 0; p < count; p++)
                {
                    payoffs[i][p] = game.Payoffs[i][(s * count) + p] + (game.Discounts[i] * row[p]);
                }
            }

            var stage = new StochasticGame(one, game.Profiles, [.. payoffs], stay, [.. Enumerable.Repeat(0.0, n)]);
            var e = StationarySolver.Solve(stage, options with { Start = null }, null, null, cancel).Equilibrium;
            e.Strategies.CopyTo(sigma, s * m);
            e.ActionValues.CopyTo(q, s * m);
            for (int i = 0; i < n; i++)
            {
                values[i][s] = e.Values[i][0];
            }

            residual = Math.Max(residual, e.Certificate.Residual);
            gain = Math.Max(gain, e.Certificate.OneShotGain);
            status = e.Status == SolveStatus.Certified ? status : e.Status;
            method = e.Method;
            iterations += e.Iterations;
        }

        return new LogitMarkovEquilibrium(
            game, options.Precision, options.Convention, status, sigma, q, [.. values], new Certificate(residual, gain, gain),
            $"backward induction; last stage by {method}", "each stage's own branch from λ = 0", iterations);
    }
}
