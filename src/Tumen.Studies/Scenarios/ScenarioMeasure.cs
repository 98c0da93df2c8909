using System.Collections.Immutable;
using Tumen.Fit;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Simulate;
using Tumen.Solve;

namespace Tumen.Studies;

/// <summary>The numbers of one solved game: long-run shares, return times, concessions and leverage.</summary>
internal static class ScenarioMeasure
{
    /// <summary>Everything that is compared before and after, by name; units beside it.</summary>
    public static List<(string Name, string Unit, double Value)> Of(GameModel model, LogitMarkovEquilibrium e, double[] weights, GameModel original, ImmutableArray<int> members, double[] stationary)
    {
        var list = new List<(string, string, double)>();
        var dynamics = new Dynamics(e.Game, e.Strategies);
        for (int i = 0; i < original.Players.Length; i++)
        {
            var player = original.Players[i];
            for (int a = 0; a < player.Moves.Length; a++)
            {
                double share = Share(e.Game, dynamics, stationary, model, original, members, i, a);
                list.Add(($"share {player.Name} {player.Moves[a]}", "share of months", share));
                list.Add(($"return {player.Name} {player.Moves[a]}", "months from one to the next", share > 1e-12 ? 1 / share : double.PositiveInfinity));
            }
        }

        for (int v = 0; v < e.Game.States.Situations.Length; v++)
        {
            var s = e.Game.States.Situations[v];
            for (int l = 0; l < s.Levels.Length; l++)
            {
                list.Add(($"share {s.Name} {s.Levels[l]}", "share of months", Enumerable.Range(0, stationary.Length).Where(x => e.Game.States.Level(x, v) == l).Sum(x => stationary[x])));
            }
        }

        if (model.Concession is { } flow)
        {
            if (model.Threats is not null)
            {
                var index = Leverage.Measure(model, e, weights, split: false);
                if (index.Solved)
                {
                    list.Add(("concessions", "net rewards a month", index.Concessions));
                    list.Add(("capacity", "net rewards a month", index.Capacity));
                    list.Add(("exertion", "net rewards a month", index.Exertion));
                    if (index.Influence is { } influence)
                    {
                        list.Add(("influence", "net compliance a month", influence));
                    }
                }
            }
            else
            {
                var g = dynamics.DiscountedAverage(dynamics.Expected(Leverage.Amounts(e.Game, flow)), e.Game.Discounts[flow.From]);
                list.Add(("concessions", "net rewards a month", FixedOrder.Dot(weights, g)));
            }
        }

        return list;
    }

    /// <summary>Long-run share of each state: the solution of π = πP, and by iteration from the record's states where the chain has several classes.</summary>
    public static double[] Stationary(LogitMarkovEquilibrium e, double[] weights)
    {
        int n = e.Game.StateCount;
        var dynamics = new Dynamics(e.Game, e.Strategies);
        // (Pᵀ − I) π = 0 with the last equation replaced by Σπ = 1.
        var a = new double[n * n];
        var unit = new double[n];
        for (int s = 0; s < n; s++)
        {
            unit[s] = 1;
            var row = dynamics.Step(unit);
            unit[s] = 0;
            for (int t = 0; t < n; t++)
            {
                a[(t * n) + s] = row[t] - (t == s ? 1 : 0);
            }
        }

        for (int s = 0; s < n; s++)
        {
            a[((n - 1) * n) + s] = 1;
        }

        var b = new double[n];
        b[n - 1] = 1;
        DenseLu.FactorInPlace(a, n).Solve(b);
        bool sound = b.All(x => double.IsFinite(x) && x > -1e-9) && dynamics.Step(b).Zip(b, (x, y) => Math.Abs(x - y)).Max() < 1e-8;
        return sound ? [.. b.Select(x => Math.Max(0, x))] : dynamics.LongRun(weights).Shares;
    }

    /// <summary>Expected chance of a move of the original game, month by month from a start.</summary>
    public static double[] Path(LogitMarkovEquilibrium e, GameModel model, GameModel original, ImmutableArray<int> members, double[] start, int player, int move, int months)
    {
        var dynamics = new Dynamics(e.Game, e.Strategies);
        var path = new double[months];
        double[] now = start;
        for (int t = 0; t < months; t++)
        {
            path[t] = Share(e.Game, dynamics, now, model, original, members, player, move);
            now = dynamics.Step(now);
        }

        return path;
    }

    // Chance of a move of the original game under a distribution over states; a member of a coalition plays its part of the joint move.
    private static double Share(StochasticGame game, Dynamics dynamics, double[] states, GameModel model, GameModel original, ImmutableArray<int> members, int player, int move)
    {
        int at;
        Func<int, bool> plays;
        if (members.Contains(player))
        {
            at = model.Players.ToList().FindIndex(p => original.Players.All(x => x.Name != p.Name));
            var joint = CoalitionGame.Joint(original, members);
            int k = members.IndexOf(player);
            plays = a => joint[a][k] == move;
        }
        else
        {
            at = model.Players.ToList().FindIndex(p => p.Name == original.Players[player].Name);
            plays = a => a == move;
        }

        double sum = 0;
        for (int s = 0; s < states.Length; s++)
        {
            if (states[s] == 0)
            {
                continue;
            }

            var pi = dynamics.ProfileChances(s);
            double here = 0;
            for (int p = 0; p < pi.Length; p++)
            {
                here += plays(game.Profiles.Move(p, at)) ? pi[p] : 0;
            }

            sum += states[s] * here;
        }

        return sum;
    }
}
