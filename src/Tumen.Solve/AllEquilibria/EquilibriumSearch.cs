using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>
/// Looks for many equilibria: the principal branch, every pure profile where they are few, random starts, and deflation from what is known.
/// Every one returned is certified; how many there are in all is not known, and the result says so.
/// </summary>
/// <remarks>
/// At infinite λ random starts are tracing paths from random priors, and deflation works at moderate λ, from where each solution's branch is followed
/// both ways. Indices: degree theory gives the sum +1 (Herings and Peeters 2004; Eraslan and McLennan 2013, JET 148:2195-2223, for equilibrium indices).
/// </remarks>
public static class EquilibriumSearch
{
    /// <summary>Searches.</summary>
    /// <param name="game">The game.</param>
    /// <param name="options">How hard to look.</param>
    /// <param name="cancel">Stops with <see cref="OperationCanceledException"/>.</param>
    public static EquilibriumSet Run(StochasticGame game, SearchOptions? options = null, CancellationToken cancel = default)
    {
        options ??= new SearchOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Precision);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Starts);
        if (!double.IsInfinity(options.Precision))
        {
            return new FixedHunt(game, options, cancel).Go();
        }

        var units = PlayerUnits.Of(game, options.Precision);
        var set = new LimitHunt(units.Game, options, cancel).Go();
        return units.Same ? set : set.Where(found => found with { Equilibrium = units.Back(found.Equilibrium, LimitHunt.Accepted) });
    }

    /// <summary>A random profile: each decision point's chances uniform on the simplex, or near a vertex for every other start.</summary>
    internal static double[] RandomProfile(StochasticGame game, ulong seed, int start)
    {
        var rng = new Philox(seed, (ulong)start);
        int m = game.Profiles.Size;
        var sigma = new double[game.StateCount * m];
        var points = new StageShape(game.Profiles).Points;
        for (int s = 0; s < game.StateCount; s++)
        {
            foreach (var pt in points)
            {
                var part = sigma.AsSpan((s * m) + pt.Start, pt.Moves);
                double sum = 0;
                for (int k = 0; k < pt.Moves; k++)
                {
                    double x = -Elementary.Log(rng.NextDouble());
                    part[k] = game.Menus?.Allows((s * m) + pt.Start + k) == false ? 0 : 1e-3 + (start % 2 == 0 ? x : x * x * x * x);
                    sum += part[k];
                }

                for (int k = 0; k < pt.Moves; k++)
                {
                    part[k] /= sum;
                }
            }
        }

        return sigma;
    }

    /// <summary>Action values of a profile that is played for ever.</summary>
    internal static double[] ActionValues(StochasticGame game, double[] sigma) => Evaluate(game, sigma).ActionValues;

    /// <summary>Values, per player, and action values of a profile that is played for ever.</summary>
    internal static (double[][] Values, double[] ActionValues) Evaluate(StochasticGame game, double[] sigma)
    {
        int states = game.StateCount, n = game.PlayerCount, m = game.Profiles.Size, count = game.Profiles.Count;
        var check = new ProfileCheck(game, double.PositiveInfinity, ValueConvention.ChoiceErrors);
        var chain = new PolicyChain(game);
        chain.Follow(sigma);
        var values = new double[n][];
        for (int i = 0; i < n; i++)
        {
            values[i] = new double[states];
            chain.Solve(game.Discounts[i], check.Rewards(i, sigma), values[i]);
        }

        var shape = new StageShape(game.Profiles);
        double[] q = new double[states * m], w = new double[n * count], others = new double[n * count];
        for (int s = 0; s < states; s++)
        {
            for (int i = 0; i < n; i++)
            {
                var row = w.AsSpan(i * count, count);
                game.Kernel.Expect(s, values[i], row);
                for (int p = 0; p < count; p++)
                {
                    row[p] = game.Payoffs[i][(s * count) + p] + (game.Discounts[i] * row[p]);
                }
            }

            shape.Others(sigma.AsSpan(s * m, m), others);
            shape.ActionValues(others, w, q.AsSpan(s * m, m));
        }

        return (values, q);
    }

    /// <summary>Runs tasks 0..count−1 on some threads; results come in order.</summary>
    internal static T[] InOrder<T>(int count, int threads, CancellationToken cancel, Func<int, T> task)
    {
        var results = new T[count];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = cancel }, k => results[k] = task(k));
        return results;
    }
}
