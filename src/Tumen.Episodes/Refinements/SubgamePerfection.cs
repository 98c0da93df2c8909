namespace Tumen.Episodes;

/// <summary>Finds subgames and checks that a profile is Nash in each. Source: Selten (1965, 1975).</summary>
public static class SubgamePerfection
{
    /// <summary>Nodes where a subgame starts, the root included, in prefix order.</summary>
    public static IReadOnlyList<int> Roots(ExtensiveGame game)
    {
        int nodes = game.NodeCount;
        int[] end = new int[nodes], first = new int[nodes], last = new int[nodes];
        for (int node = nodes - 1; node >= 0; node--)
        {
            if (end[node] == 0) (end[node], first[node], last[node]) = (node + 1, nodes, -1);
            if (!game.IsTerminal(node))
            {
                var set = game.InformationSets[game.SetOf(node)];
                // Nodes of one chance move need not be told apart by anyone.
                if (!set.IsChance) (first[node], last[node]) = (Math.Min(first[node], set.Members[0]), Math.Max(last[node], set.Members[^1]));
            }
            if (node == 0) continue;
            int above = game.Parent(node);
            if (end[above] == 0) (end[above], first[above], last[above]) = (above + 1, nodes, -1);
            (end[above], first[above], last[above]) = (Math.Max(end[above], end[node]), Math.Min(first[above], first[node]), Math.Max(last[above], last[node]));
        }
        return [.. Enumerable.Range(0, nodes).Where(node => !game.IsTerminal(node) && first[node] >= node && last[node] < end[node]
            && (game.InformationSets[game.SetOf(node)].IsChance || game.InformationSets[game.SetOf(node)].Members.Count == 1))];
    }

    /// <summary>Checks an exact profile.</summary>
    public static RefinementResult Check(StrategyProfile profile)
    {
        var game = profile.Game;
        if (game.HasPerfectInformation) return CheckOneShot(profile);
        var roots = Roots(game);
        if ((long)roots.Count * game.NodeCount > 20_000_000)
            return new RefinementResult(Refinement.SubgamePerfect, Verdict.Undecided, $"{roots.Count} subgames are too many to check one by one; backward induction certifies its own answer");
        foreach (int root in roots)
        {
            var (sub, restricted) = Restrict(profile, root);
            var values = GameValues.Exact(restricted);
            for (int i = 0; i < sub.Players.Count; i++)
                if (values.RegretOf(i).Sign > 0)
                    return new RefinementResult(Refinement.SubgamePerfect, Verdict.Dropped,
                        $"in the subgame after {game.PathTo(root)}, '{game.Players[i]}' would gain {values.RegretOf(i)}");
        }
        return new RefinementResult(Refinement.SubgamePerfect, Verdict.Kept, $"regret is zero in all {roots.Count} subgames");
    }

    /// <summary>With perfect information every node starts a subgame, and no profitable single move means no profitable plan (one-shot deviation principle).</summary>
    private static RefinementResult CheckOneShot(StrategyProfile profile)
    {
        var game = profile.Game;
        var values = GameValues.Exact(profile);
        foreach (var set in game.InformationSets)
        {
            if (set.IsChance) continue;
            var here = values.ValueAt(set.Members[0], set.Player);
            foreach (int child in game.Children(set.Members[0]))
                if (values.ValueAt(child, set.Player) > here)
                    return new RefinementResult(Refinement.SubgamePerfect, Verdict.Dropped,
                        $"after {game.PathTo(set.Members[0])}, '{game.Players[set.Player]}' would gain {values.ValueAt(child, set.Player) - here} by '{set.Actions[game.ActionInto(child)]}'");
        }
        return new RefinementResult(Refinement.SubgamePerfect, Verdict.Kept, "no single move gains at any node");
    }

    private static (ExtensiveGame Game, StrategyProfile Profile) Restrict(StrategyProfile profile, int root)
    {
        var game = profile.Game;
        if (root == 0) return (game, profile);
        var builder = new ExtensiveGameBuilder(game.Title, game.Players);
        var sets = new Dictionary<int, int>();
        var stack = new Stack<(int Node, int Parent, int Action)>();
        stack.Push((root, ExtensiveGame.None, 0));
        var order = new List<InformationSet>();
        while (stack.TryPop(out var at))
        {
            if (game.IsTerminal(at.Node))
            {
                builder.AddEnd(at.Parent, at.Action, "", [.. Enumerable.Range(0, game.Players.Count).Select(i => game.ExactPayoffArray[at.Node * game.Players.Count + i])]);
                continue;
            }
            var set = game.InformationSets[game.SetOf(at.Node)];
            if (!sets.TryGetValue(set.Index, out int handle))
            {
                sets[set.Index] = handle = set.Chances is { } chances ? builder.AddChanceMove(set.Label, set.Actions, chances) : builder.AddInformationSet(set.Player, set.Label, set.Actions);
                order.Add(set);
            }
            int node = builder.AddDecision(at.Parent, at.Action, handle);
            var children = game.Children(at.Node);
            for (int a = children.Length - 1; a >= 0; a--) stack.Push((children[a], node, a));
        }
        var sub = builder.Build();
        return (sub, StrategyProfile.FromExact(sub, [.. order.SelectMany(set => Enumerable.Range(0, set.Actions.Count).Select(a => profile.Exact![set.FirstAction + a]))]));
    }
}
