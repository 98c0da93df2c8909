using Tumen.Model;

namespace Tumen.Solve;

/// <summary>Measures what players could still gain against what is at stake for them.</summary>
internal static class Stakes
{
    private const double SmallGain = 1e-8; // of what is at stake in a situation
    private const double RoundOff = 1e-13; // of a player's values

    /// <summary>The largest regret over its player's payoff range among moves that survive, times what one unit a period is worth; infinite when a situation's own gain is too large.</summary>
    /// <param name="game">The game.</param>
    /// <param name="sigma">σ, S × m.</param>
    /// <param name="values">Values of σ, per player.</param>
    /// <param name="regrets">Regret per player.</param>
    public static double Share(StochasticGame game, double[] sigma, double[][] values, double[] regrets)
    {
        var survivors = SurvivingMoves.Of(game, double.PositiveInfinity);
        double worst = 0;
        for (int i = 0; i < regrets.Length; i++)
        {
            double size = Size(game, survivors, i) * game.LongestAnnuity(i);
            double share = regrets[i] <= 0 ? 0 : regrets[i] / Math.Max(size, double.Epsilon);
            worst = Math.Max(worst, SituationsAreSmall(game, survivors, sigma, values[i], i, size) ? share : double.PositiveInfinity); // NaN is worst of all
        }

        return worst;
    }

    /// <summary>What each player's payoffs can make up.</summary>
    public static double[] Sizes(StochasticGame game)
    {
        var survivors = SurvivingMoves.Of(game, double.PositiveInfinity);
        return [.. Enumerable.Range(0, game.PlayerCount).Select(i => Size(game, survivors, i) * game.LongestAnnuity(i))];
    }

    // Where dominated moves make up most of the range, rounding is judged by a hundredth of it.
    private static double Size(StochasticGame game, SurvivingMoves survivors, int player)
    {
        double own = survivors.Matters(player), full = PlayerUnits.FullRange(game, player);
        return own > 0 ? Math.Max(own, 0.01 * Math.Min(full, PlayerUnits.Dwarfing * own)) : full;
    }

    private static bool SituationsAreSmall(StochasticGame game, SurvivingMoves survivors, double[] sigma, double[] value, int player, double size)
    {
        int m = game.Profiles.Size, count = game.Profiles.Count, n = game.PlayerCount;
        var shape = new StageShape(game.Profiles);
        double[] w = new double[n * count], others = new double[n * count], q = new double[m], row = new double[count];
        for (int s = 0; s < game.StateCount; s++)
        {
            if (game.IsOver(s))
            {
                continue;
            }

            game.Kernel.Expect(s, value, row);
            double low = double.PositiveInfinity, high = double.NegativeInfinity;
            for (int p = 0; p < count; p++)
            {
                double worth = game.Payoffs[player][(s * count) + p] + (game.Discounts[player] * row[p]);
                w[(player * count) + p] = worth;
                if (!Enumerable.Range(0, n).Any(j => survivors.IsGone(s, p, j)))
                {
                    (low, high) = (Math.Min(low, worth), Math.Max(high, worth));
                }
            }

            var now = sigma.AsSpan(s * m, m);
            shape.Others(now, others);
            shape.ActionValues(others, w, q);
            double allowed = Math.Max(SmallGain * Math.Max(0, high - low), RoundOff * size);
            foreach (var point in shape.Points)
            {
                if (point.Player == player && !(Gain(point, q, now, game.Menu(s)) <= allowed))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static double Gain(DecisionPoint point, double[] q, ReadOnlySpan<double> sigma, ReadOnlySpan<bool> menu)
    {
        double best = double.NegativeInfinity, gain = 0;
        for (int k = point.Start; k < point.Start + point.Moves; k++)
        {
            best = menu.IsEmpty || menu[k] ? Math.Max(best, q[k]) : best;
        }

        for (int k = point.Start; k < point.Start + point.Moves; k++)
        {
            gain += sigma[k] > 0 ? sigma[k] * (best - q[k]) : 0;
        }

        return gain;
    }
}
