namespace Tumen.Episodes;

/// <summary>Fills in behaviour where play does not come so that nobody gains by going there.</summary>
internal static class OffPathCompletion
{
    /// <param name="game">The game.</param>
    /// <param name="values">Chances where play comes; changed by this call.</param>
    /// <param name="open">Sets where it does not.</param>
    /// <param name="limit">Most pure completions tried.</param>
    /// <param name="refuted">True if it is proven that no behaviour there can hold the equilibrium together.</param>
    public static StrategyProfile? Find(ExtensiveGame game, double[] values, InformationSet[] open, int limit, out bool refuted)
    {
        double tolerance = 1e-9 * Math.Max(game.LargestRange, 1e-300);
        refuted = PunishmentFails(game, values, open, tolerance);
        if (refuted) return null;
        long count = 1;
        foreach (var set in open)
        {
            count = Math.Min(count * set.Actions.Count, limit + 1L);
            values[set.FirstAction] = 1;
        }
        var choice = new int[open.Length];
        for (long k = 0; k < Math.Min(count, limit); k++)
        {
            var profile = StrategyProfile.FromDoubles(game, values);
            if (GameValues.Floating(profile).Regret <= tolerance) return profile;
            for (int h = 0; h < open.Length; h++)
            {
                values[open[h].FirstAction + choice[h]] = 0;
                choice[h] = (choice[h] + 1) % open[h].Actions.Count;
                values[open[h].FirstAction + choice[h]] = 1;
                if (choice[h] != 0) break;
            }
        }
        if (open.Length == 0) refuted = true;
        return null;
    }

    /// <summary>Whether some player gains even if all others, off the path, could react node by node in the way worst for it.</summary>
    private static bool PunishmentFails(ExtensiveGame game, double[] values, InformationSet[] open, double tolerance)
    {
        var isOpen = new bool[game.InformationSets.Count];
        foreach (var set in open) isOpen[set.Index] = true;
        var profile = GameValues.Floating(StrategyProfile.FromDoubles(game, values));
        int n = game.Players.Count;
        var worst = new double[game.NodeCount];
        for (int player = 0; player < n; player++)
        {
            // One deviation at a set play reaches, then play as before; open sets of others at their worst, own open sets at their worst too (a lower bound).
            for (int node = game.NodeCount - 1; node >= 0; node--)
            {
                if (game.IsTerminal(node))
                {
                    worst[node] = game.PayoffArray[node * n + player];
                    continue;
                }
                var set = game.InformationSets[game.SetOf(node)];
                double sum = 0, least = double.PositiveInfinity;
                for (int a = 0; a < set.Actions.Count; a++)
                {
                    double below = worst[game.Children(node)[a]];
                    sum += (set.IsChance ? game.ChanceArray[set.FirstAction + a] : values[set.FirstAction + a]) * below;
                    least = Math.Min(least, below);
                }
                worst[node] = isOpen[set.Index] ? least : sum;
            }
            foreach (var set in game.InformationSets)
            {
                if (set.Player != player || isOpen[set.Index]) continue;
                double here = 0;
                var values2 = new double[set.Actions.Count];
                foreach (int node in set.Members)
                {
                    here += profile.Reach(node) * profile.ValueAt(node, player);
                    for (int a = 0; a < values2.Length; a++) values2[a] += profile.Reach(node) * worst[game.Children(node)[a]];
                }
                if (values2.Max() > here + tolerance) return true;
            }
        }
        return false;
    }
}
