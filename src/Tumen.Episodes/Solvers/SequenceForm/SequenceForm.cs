namespace Tumen.Episodes;

/// <summary>A two-player tree by sequences of own actions instead of strategies: linear in the size of the tree.</summary>
/// <remarks>Source: Romanovskii (1962); von Stengel (1996), GEB 14; Koller, Megiddo and von Stengel (1994). Sequence 0 is the empty one.</remarks>
internal sealed class SequenceForm
{
    public SequenceForm(ExtensiveGame game)
    {
        if (game.Players.Count != 2) throw new ArgumentException("The sequence form here is for two players.", nameof(game));
        if (PerfectRecall.FindViolation(game) is { } violation) throw new ArgumentException(violation.Message, nameof(game));
        Game = game;
        Sets = [[], []];
        foreach (var set in game.InformationSets)
            if (!set.IsChance) Sets[set.Player].Add(set);
        FirstSequence = [[], []];
        ParentSequence = [[], []];
        var setPosition = new int[game.InformationSets.Count];
        Count = [1, 1];
        for (int i = 0; i < 2; i++)
            foreach (var set in Sets[i])
            {
                setPosition[set.Index] = FirstSequence[i].Count;
                FirstSequence[i].Add(Count[i]);
                Count[i] += set.Actions.Count;
            }
        var at = new (int First, int Second, Rational Chance)[game.NodeCount];
        at[0] = (0, 0, Rational.One);
        ParentSequence[0].AddRange(new int[Sets[0].Count]);
        ParentSequence[1].AddRange(new int[Sets[1].Count]);
        for (int node = 0; node < game.NodeCount; node++)
        {
            if (node > 0)
            {
                var above = at[game.Parent(node)];
                var mover = game.InformationSets[game.SetOf(game.Parent(node))];
                int action = game.ActionInto(node);
                if (mover.Chances is { } chances) above.Chance *= chances[action];
                else if (mover.Player == 0) above.First = FirstSequence[0][setPosition[mover.Index]] + action;
                else above.Second = FirstSequence[1][setPosition[mover.Index]] + action;
                at[node] = above;
            }
            var (first, second, chance) = at[node];
            if (!game.IsTerminal(node))
            {
                var set = game.InformationSets[game.SetOf(node)];
                if (!set.IsChance) ParentSequence[set.Player][setPosition[set.Index]] = set.Player == 0 ? first : second;
                continue;
            }
            if (chance.IsZero) continue;
            ref var cell = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(Payoffs, (first, second), out _);
            cell.First += chance * game.ExactPayoffArray[node * 2];
            cell.Second += chance * game.ExactPayoffArray[node * 2 + 1];
            cell.Weight += chance;
        }
    }

    public ExtensiveGame Game { get; }

    /// <summary>Information sets of each player in order.</summary>
    public List<InformationSet>[] Sets { get; }

    /// <summary>Number of sequences of each player.</summary>
    public int[] Count { get; }

    /// <summary>First sequence of each set.</summary>
    public List<int>[] FirstSequence { get; }

    /// <summary>The sequence that leads to each set.</summary>
    public List<int>[] ParentSequence { get; }

    /// <summary>Chance-weighted payoffs and chance weight of every pair of sequences that ends play.</summary>
    public Dictionary<(int First, int Second), (Rational First, Rational Second, Rational Weight)> Payoffs { get; } = [];

    /// <summary>Turns weights of sequences into chances of actions, the last of which need not sum up: each set is rescaled; sets never reached get their first action.</summary>
    public StrategyProfile Profile(Func<int, int, double> weight)
    {
        var values = new double[Game.ActionCount];
        Each((set, player, first) =>
        {
            double sum = 0;
            for (int a = 0; a < set.Actions.Count; a++) sum += values[set.FirstAction + a] = Math.Max(0, weight(player, first + a));
            for (int a = 0; a < set.Actions.Count; a++) values[set.FirstAction + a] = sum > 1e-12 ? values[set.FirstAction + a] / sum : a == 0 ? 1 : 0;
        });
        return StrategyProfile.FromDoubles(Game, values);
    }

    /// <inheritdoc cref="Profile"/>
    public StrategyProfile ExactProfile(Func<int, int, Rational> weight)
    {
        var values = new Rational[Game.ActionCount];
        Each((set, player, first) =>
        {
            var sum = Rational.Zero;
            for (int a = 0; a < set.Actions.Count; a++) sum += values[set.FirstAction + a] = weight(player, first + a);
            for (int a = 0; a < set.Actions.Count; a++)
                values[set.FirstAction + a] = sum.Sign > 0 ? values[set.FirstAction + a] / sum : a == 0 ? Rational.One : Rational.Zero;
        });
        return StrategyProfile.FromExact(Game, values);
    }

    private void Each(Action<InformationSet, int, int> visit)
    {
        for (int i = 0; i < 2; i++)
            for (int k = 0; k < Sets[i].Count; k++) visit(Sets[i][k], i, FirstSequence[i][k]);
    }
}
