namespace Tumen.Episodes;

/// <summary>Discards a partial support when one of its actions is beaten by another whatever happens within the supports fixed so far.</summary>
internal static class SupportPruning
{
    public static bool IsDominated(ExtensiveGame game, int[]?[] support)
    {
        var (low, high) = Bounds(game, support);
        foreach (var set in game.InformationSets)
        {
            if (support[set.Index] is not { } actions || set.IsChance) continue;
            int[] members = [.. set.Members.Where(node => MayBeReached(game, node, support))];
            foreach (int a in actions)
                for (int b = 0; b < set.Actions.Count; b++)
                {
                    if (a == b) continue;
                    bool worse = members.Length > 0;
                    foreach (int node in members)
                        if (LargestDifference(game, support, set.Player, game.Children(node)[a], game.Children(node)[b], low, high) >= -1e-9)
                        {
                            worse = false;
                            break;
                        }
                    if (worse) return true;
                }
        }
        return false;
    }

    private static bool MayBeReached(ExtensiveGame game, int node, int[]?[] support)
    {
        while (game.Parent(node) >= 0)
        {
            int action = game.ActionInto(node);
            node = game.Parent(node);
            var set = game.InformationSets[game.SetOf(node)];
            if (set.Chances is { } chances ? chances[action].IsZero : support[set.Index] is { } allowed && Array.IndexOf(allowed, action) < 0) return false;
        }
        return true;
    }

    private static (double[] Low, double[] High) Bounds(ExtensiveGame game, int[]?[] support)
    {
        int n = game.Players.Count;
        double[] low = (double[])game.PayoffArray.Clone(), high = (double[])game.PayoffArray.Clone();
        for (int node = game.NodeCount - 1; node >= 0; node--)
        {
            if (game.IsTerminal(node)) continue;
            var set = game.InformationSets[game.SetOf(node)];
            var children = game.Children(node);
            for (int i = 0; i < n; i++)
            {
                double least = double.PositiveInfinity, most = double.NegativeInfinity, lowSum = 0, highSum = 0;
                for (int a = 0; a < children.Length; a++)
                {
                    double l = low[children[a] * n + i], h = high[children[a] * n + i];
                    if (set.IsChance)
                    {
                        double chance = game.ChanceArray[set.FirstAction + a];
                        lowSum += chance * l;
                        highSum += chance * h;
                    }
                    else if (support[set.Index] is not { } allowed || Array.IndexOf(allowed, a) >= 0)
                    {
                        least = Math.Min(least, l);
                        most = Math.Max(most, h);
                    }
                }
                low[node * n + i] = set.IsChance ? lowSum : least;
                high[node * n + i] = set.IsChance ? highSum : most;
            }
        }
        return (low, high);
    }

    /// <summary>At most how much better the first node is for a player than the second, when sets they share act alike.</summary>
    private static double LargestDifference(ExtensiveGame game, int[]?[] support, int player, int first, int second, double[] low, double[] high)
    {
        int n = game.Players.Count;
        if (game.IsTerminal(first) || game.IsTerminal(second) || game.SetOf(first) != game.SetOf(second)) return high[first * n + player] - low[second * n + player];
        var set = game.InformationSets[game.SetOf(first)];
        double most = double.NegativeInfinity, sum = 0;
        for (int c = 0; c < set.Actions.Count; c++)
        {
            if (!set.IsChance && support[set.Index] is { } allowed && Array.IndexOf(allowed, c) < 0) continue;
            double difference = LargestDifference(game, support, player, game.Children(first)[c], game.Children(second)[c], low, high);
            if (set.IsChance) sum += game.ChanceArray[set.FirstAction + c] * difference;
            most = Math.Max(most, difference);
        }
        return set.IsChance ? sum : most;
    }
}
