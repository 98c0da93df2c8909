using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Scenarios;

/// <summary>What a partner of a coalition would gain by leaving it, in its own payoff units (choice noise), discounted sums without shocks, averaged over the start law.</summary>
/// <param name="Player">The partner.</param>
/// <param name="InCoalition">Its value when the coalition's plan is played for ever.</param>
/// <param name="Apart">Its value when everyone plays for himself for ever.</param>
/// <param name="OneShot">Most it can gain by one month's move of its own, the plan being played ever after.</param>
/// <param name="ForGood">Most it can gain by one month's move of its own after which the coalition is over.</param>
/// <param name="LargestOneShot">Largest one-shot gain in any state.</param>
public sealed record PartnerGain(string Player, double InCoalition, double Apart, double OneShot, double ForGood, double LargestOneShot)
{
    /// <summary>What it would gain if the coalition were dissolved at once.</summary>
    public double Dissolving => Apart - InCoalition;
}

/// <summary>Partners' temptations under a coalition's plan.</summary>
internal static class PartnerGains
{
    /// <summary>Works out each partner's gains.</summary>
    /// <param name="merger">The coalition.</param>
    /// <param name="apart">The game with its members apart.</param>
    /// <param name="merged">Strategies of the merged game, S × m.</param>
    /// <param name="separate">Strategies of the game apart, S × m.</param>
    /// <param name="start">Start law over the game's states.</param>
    public static PartnerGain[] Of(Merger merger, StochasticGame apart, double[] merged, double[] separate, double[] start)
    {
        var plan = Play.Of(merger.Game, merged);
        double[] chances = new double[apart.StateCount * apart.Profiles.Count];
        for (int s = 0; s < apart.StateCount; s++)
        {
            plan.ProfileChances(s).CopyTo(chances.AsSpan(s * apart.Profiles.Count));
        }

        var together = new Play(apart.States, apart.Profiles, apart.Kernel, merger.ToApart(chances)) { End = apart.End };
        var alone = Play.Of(apart, separate);
        return [.. merger.Members.Select((player, k) =>
        {
            double[] own = Value(together, apart, player), after = Value(alone, apart, player);
            double[] once = Deviation(merger, apart, merged, player, k, own), leave = Deviation(merger, apart, merged, player, k, after);
            double best = 0;
            for (int s = 0; s < own.Length; s++)
            {
                best = Math.Max(best, once[s] - own[s]);
            }

            double value = FixedOrder.Dot(start, own);
            return new PartnerGain(
                apart.Profiles.Players[player].Name, value, FixedOrder.Dot(start, after), FixedOrder.Dot(start, once) - value, FixedOrder.Dot(start, leave) - value, best);
        })];
    }

    private static double[] Value(Play play, StochasticGame game, int player)
    {
        double d = game.Discounts[player];
        var u = game.Payoffs[player];
        return [.. play.DiscountedAverage(play.Expected((s, p) => u[(s * game.Profiles.Count) + p]), d).Select(v => v / play.FirstWeight(d))];
    }

    // Best value of one own move this month: the partners keep their part of the plan's joint move, outsiders answer what they see, `after` follows.
    private static double[] Deviation(Merger merger, StochasticGame apart, double[] merged, int player, int member, double[] after)
    {
        var space = merger.Game.Profiles;
        int co = merger.Player, m = space.Size, joint = space.Moves(co), own = apart.Profiles.Moves(player), histories = space.Histories[co];
        double[] next = new double[apart.Profiles.Count], best = new double[apart.StateCount], sum = new double[histories * own];
        int[][] swaps = [.. Enumerable.Range(0, joint).Select(c => Enumerable.Range(0, joint).Where(x => SameOthers(merger.Components[c], merger.Components[x], member)).ToArray())];
        for (int s = 0; s < best.Length; s++)
        {
            apart.Kernel.Expect(s, after, next);
            Array.Clear(sum);
            for (int p = 0; p < space.Count; p++)
            {
                int c = space.Move(p, co), h = space.History(p, co);
                double chance = 0;
                foreach (int x in swaps[c])
                {
                    chance += merged[(s * m) + space.Offsets[co] + (h * joint) + x];
                }

                for (int j = 0; chance != 0 && j < space.Players.Length; j++)
                {
                    chance *= j == co ? 1 : merged[(s * m) + space.Slot(p, j)];
                }

                int q = merger.Apart(p);
                sum[(h * own) + merger.Components[c][member]] += chance * (apart.Payoffs[player][(s * apart.Profiles.Count) + q] + (apart.Discounts[player] * next[q]));
            }

            for (int h = 0; h < histories; h++)
            {
                // Points that are never reached count 0 whatever is done there.
                double top = double.NegativeInfinity;
                for (int a = 0; a < own; a++)
                {
                    top = Math.Max(top, sum[(h * own) + a]);
                }

                best[s] += top;
            }
        }

        return best;
    }

    private static bool SameOthers(int[] a, int[] b, int member)
    {
        for (int k = 0; k < a.Length; k++)
        {
            if (k != member && a[k] != b[k])
            {
                return false;
            }
        }

        return true;
    }
}
