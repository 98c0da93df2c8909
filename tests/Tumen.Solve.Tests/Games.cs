using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve.Tests;

/// <summary>Games with known answers, and random ones, built from arrays.</summary>
internal static class Games
{
    public static StochasticGame Build(
        int states, string[][] moves, double[] discounts, Func<int, int[], double[]> payoff, Func<int, int[], (int, double)[]> next, int[][]? turns = null)
    {
        var players = moves.Select((m, i) => new Player($"{i + 1}", [.. m])).ToImmutableArray();
        var profiles = new ProfileSpace(players, turns is null ? default : [.. turns.Select(t => t.ToImmutableArray())]);
        var space = new StateSpace([new Situation("state", [.. Enumerable.Range(0, states).Select(s => $"s{s}")])]);
        int[] Moves(int p) => [.. Enumerable.Range(0, players.Length).Select(i => profiles.Move(p, i))];
        var u = Enumerable.Range(0, players.Length).Select(_ => new double[states * profiles.Count]).ToImmutableArray();
        for (int s = 0; s < states; s++)
        {
            for (int p = 0; p < profiles.Count; p++)
            {
                var x = payoff(s, Moves(p));
                for (int i = 0; i < players.Length; i++)
                {
                    u[i][(s * profiles.Count) + p] = x[i];
                }
            }
        }

        var kernel = TransitionKernel.FromRows(states, profiles.Count, (s, p) => next(s, Moves(p)));
        return new StochasticGame(space, profiles, u, kernel, [.. discounts]);
    }

    public static StochasticGame Donation(double benefit, double cost, double discount) => Build(
        1, [["help", "refuse"], ["help", "refuse"]], [discount, discount],
        (_, m) => [(m[1] == 0 ? benefit : 0) - (m[0] == 0 ? cost : 0), (m[0] == 0 ? benefit : 0) - (m[1] == 0 ? cost : 0)],
        (_, _) => [(0, 1)]);

    // The leverage cycle: calm (0) and tense (1); client {quiet, provoke}, patron {refuse, pay}.
    public static StochasticGame LeverageCycle(double r, double loss = 1, double persists = 0.8, double k = 0.5, double discount = 0.9, double idle = 0) => Build(
        2, [["quiet", "provoke"], ["refuse", "pay"]], [discount, discount],
        (s, m) => s == 0 ? [m[0] == 1 ? -k : 0, -idle] : m[1] == 1 ? [r - idle, -r] : [-idle, -loss],
        (s, m) => s == 0 ? (m[0] == 1 ? [(1, 1.0)] : [(0, 1.0)]) : m[1] == 1 ? [(0, 1.0)] : [(1, persists), (0, 1 - persists)]);

    public static StochasticGame Random(int states, int players, int actions, double discount, ulong seed, int[][]? turns = null)
    {
        var rng = new Philox(seed, 0);
        var moves = Enumerable.Range(0, players).Select(i => Enumerable.Range(0, actions).Select(a => $"a{a}").ToArray()).ToArray();
        return Build(
            states, moves, [.. Enumerable.Repeat(discount, players)],
            (_, _) => [.. Enumerable.Range(0, players).Select(_ => rng.NextDouble())],
            (_, _) =>
            {
                var w = Enumerable.Range(0, states).Select(_ => -Math.Log(rng.NextDouble())).ToArray();
                double sum = w.Sum();
                return [.. w.Select((x, i) => (i, x / sum))];
            }, turns);
    }

    public static double Distance(double[] x, double[] y) => x.Zip(y, (a, b) => Math.Abs(a - b)).Max();
}
