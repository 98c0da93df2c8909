namespace Tumen.Episodes;

/// <summary>Copies a tree, perhaps without some actions, each end with payoffs (u − low) / scale.</summary>
internal sealed class TreeCopy(ExtensiveGame tree, int[]? action, Rational[] low, Rational[] scale)
{
    /// <summary>The tree's nodes that remain, in prefix order.</summary>
    public static IEnumerable<int> Nodes(ExtensiveGame tree, int[]? action)
    {
        var gone = new bool[tree.NodeCount];
        for (int node = 0; node < gone.Length; node++)
        {
            int above = tree.Parent(node);
            gone[node] = above >= 0 && (gone[above] || (action is not null && action[tree.InformationSets[tree.SetOf(above)].FirstAction + tree.ActionInto(node)] < 0));
            if (!gone[node])
            {
                yield return node;
            }
        }
    }

    /// <summary>Per action its number among those that stay, counted in sets that play can still come to; −1 otherwise.</summary>
    public static int[] Number(ExtensiveGame tree, bool[] stays)
    {
        int[] first = [.. stays.Select(stay => stay ? 0 : -1)];
        var met = Nodes(tree, first).Where(node => !tree.IsTerminal(node)).Select(tree.SetOf).Distinct().ToList();
        var numbers = new int[stays.Length];
        Array.Fill(numbers, -1);
        int next = 0;
        foreach (var set in met.Select(index => tree.InformationSets[index]))
        {
            for (int k = set.FirstAction; k < set.FirstAction + set.Actions.Count; k++)
            {
                numbers[k] = stays[k] ? next++ : -1;
            }
        }

        return numbers;
    }

    public ExtensiveGame Build()
    {
        var builder = new ExtensiveGameBuilder(tree.Title, tree.Players, tree.Comment);
        int n = tree.Players.Count;
        var handle = new int[tree.NodeCount];
        var sets = new Dictionary<int, int>();
        foreach (int node in Nodes(tree, action))
        {
            int above = tree.Parent(node);
            int parent = above < 0 ? ExtensiveGame.None : handle[above], into = above < 0 ? 0 : Place(tree.InformationSets[tree.SetOf(above)], tree.ActionInto(node));
            if (tree.IsTerminal(node))
            {
                string label = tree.OutcomeOf(node) is >= 0 and var outcome ? tree.Outcomes[outcome].Label : "";
                Rational[] payoffs = [.. Enumerable.Range(0, n).Select(i => (tree.ExactPayoffArray[(node * n) + i] - low[i]) / scale[i])];
                handle[node] = builder.AddEnd(parent, into, label, payoffs);
                continue;
            }

            var set = tree.InformationSets[tree.SetOf(node)];
            if (!sets.TryGetValue(set.Index, out int copy))
            {
                string[] names = [.. Enumerable.Range(0, set.Actions.Count).Where(a => Stays(set, a)).Select(a => set.Actions[a])];
                copy = set.Chances is { } chances ? builder.AddChanceMove(set.Label, names, chances, set.FileNumber) : builder.AddInformationSet(set.Player, set.Label, names, set.FileNumber);
                sets.Add(set.Index, copy);
            }

            handle[node] = builder.AddDecision(parent, into, copy, tree.LabelOf(node));
        }

        return builder.Build();
    }

    private bool Stays(InformationSet set, int a) => action is null || action[set.FirstAction + a] >= 0;

    private int Place(InformationSet set, int a) => Enumerable.Range(0, a).Count(b => Stays(set, b));
}
