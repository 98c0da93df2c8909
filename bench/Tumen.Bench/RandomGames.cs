using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Bench;

/// <summary>Seeded random games: payoffs U[0,1], transition rows uniform on the simplex (dense) or on a few successors (sparse).</summary>
internal static class RandomGames
{
    /// <summary>Dense, discount 0.95, from a size such as "20x3x3".</summary>
    public static StochasticGame OfSize(string size, ulong seed)
    {
        int[] n = [.. size.Split('x').Select(int.Parse)];
        return Dense(n[0], n[1], n[2], 0.95, seed);
    }

    public static StochasticGame Dense(int states, int players, int actions, double discount, ulong seed) =>
        Build(states, players, actions, discount, seed, states);

    public static StochasticGame Sparse(int states, int players, int actions, int successors, double discount, ulong seed) =>
        Build(states, players, actions, discount, seed, successors);

    private static StochasticGame Build(int states, int players, int actions, double discount, ulong seed, int successors)
    {
        var rng = new Philox(seed, 0);
        var names = Enumerable.Range(0, actions).Select(a => $"a{a}").ToImmutableArray();
        var space = new ProfileSpace([.. Enumerable.Range(0, players).Select(i => new Player($"{i + 1}", names))], default);
        var payoffs = Enumerable.Range(0, players).Select(_ => new double[states * space.Count]).ToImmutableArray();
        foreach (var u in payoffs)
        {
            for (int k = 0; k < u.Length; k++)
            {
                u[k] = rng.NextDouble();
            }
        }

        var rows = new Philox(seed, 1);
        var row = new (int, double)[successors];
        var next = new int[successors];
        int last = -1;
        var kernel = TransitionKernel.FromRows(states, space.Count, (s, _) =>
        {
            if (s != last)
            {
                // Successors differ by state, not by move, so that a state reaches `successors` states in all.
                for (int k = 0; k < successors; k++)
                {
                    next[k] = successors == states ? k : (int)((((long)s * 7919) + ((long)k * states / successors) + (rows.NextUInt() % (uint)Math.Max(1, states / successors))) % states);
                }

                last = s;
            }

            double sum = 0;
            for (int k = 0; k < successors; k++)
            {
                double x = -Math.Log(rows.NextDouble());
                row[k] = (next[k], x);
                sum += x;
            }

            for (int k = 0; k < successors; k++)
            {
                row[k].Item2 /= sum;
            }

            return row;
        });
        return new StochasticGame(
            new StateSpace([new Situation("state", [.. Enumerable.Range(0, states).Select(s => $"s{s}")])]), space, payoffs, kernel, [.. Enumerable.Repeat(discount, players)]);
    }
}
