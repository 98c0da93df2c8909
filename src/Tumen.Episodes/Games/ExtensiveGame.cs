namespace Tumen.Episodes;

/// <summary>A finite game in extensive form: a tree of moves by players and nature, with what each mover knows.</summary>
/// <remarks>
/// Immutable. Nodes are numbered in prefix (depth-first) order, the root 0, so a node comes after its parent and before its children. Payoffs of
/// all outcomes met on the way are added. Built by <see cref="ExtensiveGameBuilder"/> or read by <see cref="GameFiles"/>. Source: Kuhn (1953).
/// </remarks>
public sealed class ExtensiveGame
{
    /// <summary>The player number of nature.</summary>
    public const int Chance = -1;

    /// <summary>Marks the absence of a node, set or outcome.</summary>
    public const int None = -1;

    private readonly int[] _parent, _action, _set, _outcome, _childStart, _children;
    private readonly string[] _labels;
    private double[]? _payoffs;
    private double[]? _chances, _scaled, _mattering;
    private double? _largestRange;
    private Rational[]? _exactPayoffs, _ranges;

    internal ExtensiveGame(string title, string comment, string[] players, InformationSet[] sets, Outcome[] outcomes,
        int[] parent, int[] action, int[] set, int[] outcome, int[] childStart, int[] children, string[] labels)
    {
        (Title, Comment, Players, InformationSets, Outcomes) = (title, comment, players, sets, outcomes);
        (_parent, _action, _set, _outcome, _childStart, _children, _labels) = (parent, action, set, outcome, childStart, children, labels);
        ActionCount = sets.Length == 0 ? 0 : sets[^1].FirstAction + sets[^1].Actions.Count;
    }

    /// <summary>The game's name.</summary>
    public string Title { get; }

    /// <summary>Free text, perhaps empty.</summary>
    public string Comment { get; }

    /// <summary>Player names in order; nature is not among them.</summary>
    public IReadOnlyList<string> Players { get; }

    /// <summary>All information sets, nature's included, in order of first appearance.</summary>
    public IReadOnlyList<InformationSet> InformationSets { get; }

    /// <summary>All declared outcomes.</summary>
    public IReadOnlyList<Outcome> Outcomes { get; }

    /// <summary>Number of nodes, terminal ones included.</summary>
    public int NodeCount => _parent.Length;

    /// <summary>Number of actions over all information sets, nature's included: the length of a behaviour profile.</summary>
    public int ActionCount { get; }

    /// <summary>The node above; <see cref="None"/> for the root.</summary>
    public int Parent(int node) => _parent[node];

    /// <summary>Which action of the parent leads here, from 0; <see cref="None"/> for the root.</summary>
    public int ActionInto(int node) => _action[node];

    /// <summary>Index of the node's information set; <see cref="None"/> for an end.</summary>
    public int SetOf(int node) => _set[node];

    /// <summary>Whether play ends here.</summary>
    public bool IsTerminal(int node) => _set[node] < 0;

    /// <summary>Index of the outcome carried by the node; <see cref="None"/> if it carries none.</summary>
    public int OutcomeOf(int node) => _outcome[node];

    /// <summary>The node's name, perhaps empty.</summary>
    public string LabelOf(int node) => _labels[node];

    /// <summary>The nodes below, one per action, in order.</summary>
    public ReadOnlySpan<int> Children(int node) => _children.AsSpan(_childStart[node], _childStart[node + 1] - _childStart[node]);

    /// <summary>Payoffs collected from the root to each node, this one's outcome included; shape [nodes, players].</summary>
    public IReadOnlyList<Rational> ExactPayoffs => ExactPayoffArray;

    internal Rational[] ExactPayoffArray => _exactPayoffs ??= Accumulate();

    internal double[] PayoffArray => _payoffs ??= Array.ConvertAll(ExactPayoffArray, value => value.ToDouble());

    /// <summary>Nature's chances as doubles, one entry per action of the game; 0 for players' actions.</summary>
    internal double[] ChanceArray => _chances ??= [.. InformationSets.SelectMany(set => set.Chances is { } chances ? chances.Select(chance => chance.ToDouble()) : set.Actions.Select(_ => 0.0))];

    /// <summary>The largest payoff range of any player, as a double.</summary>
    internal double LargestRange => _largestRange ??= Enumerable.Range(0, Players.Count).Max(i => PayoffRange(i).ToDouble());

    /// <summary>Ends' payoffs as doubles over <see cref="LargestRange"/>.</summary>
    internal double[] ScaledPayoffs => _scaled ??= [.. PayoffArray.Select(value => LargestRange > 0 ? value / LargestRange : 0)];

    /// <summary>The largest minus the smallest payoff a player can end with; at least zero.</summary>
    public Rational PayoffRange(int player) => (_ranges ??= [.. Enumerable.Range(0, Players.Count).Select(RangeOf)])[player];

    /// <summary>A player's payoff range over what survives iterated strict dominance: what a gain is measured against.</summary>
    internal double MatteringRange(int player) => (_mattering ??= [.. PlayerUnits.MatteringRanges(this).Select(range => range.ToDouble())])[player];

    internal double DoubleRange(int player) => PayoffRange(player).ToDouble();

    private Rational RangeOf(int player)
    {
        Rational? low = null, high = null;
        for (int node = 0; node < NodeCount; node++)
        {
            if (!IsTerminal(node)) continue;
            var value = ExactPayoffArray[node * Players.Count + player];
            if (low is null || value < low) low = value;
            if (high is null || value > high) high = value;
        }
        return (high ?? Rational.Zero) - (low ?? Rational.Zero);
    }

    /// <summary>Whether every information set of a player has one node (nature may move): perfect information.</summary>
    public bool HasPerfectInformation => InformationSets.All(set => set.IsChance || set.Members.Count == 1);

    /// <summary>Whether the players' payoffs add up to the same number at every end.</summary>
    public bool IsConstantSum
    {
        get
        {
            Rational? sum = null;
            for (int node = 0; node < NodeCount; node++)
            {
                if (!IsTerminal(node)) continue;
                var here = Rational.Zero;
                for (int i = 0; i < Players.Count; i++) here += ExactPayoffArray[node * Players.Count + i];
                if (sum is { } known && known != here) return false;
                sum = here;
            }
            return true;
        }
    }

    /// <summary>The actions from the root to a node in words: <c>player:action</c>, separated by <c> / </c>.</summary>
    public string PathTo(int node)
    {
        var steps = new List<string>();
        for (int at = node; _parent[at] >= 0 && steps.Count < 200; at = _parent[at])
        {
            var set = InformationSets[_set[_parent[at]]];
            steps.Add($"{(set.IsChance ? "nature" : Players[set.Player])}:{set.Actions[_action[at]]}");
        }
        steps.Reverse();
        return steps.Count == 0 ? "the root" : string.Join(" / ", steps);
    }

    private Rational[] Accumulate()
    {
        int n = Players.Count;
        var sums = new Rational[NodeCount * n];
        for (int node = 0; node < NodeCount; node++)
            for (int i = 0; i < n; i++)
            {
                var value = _parent[node] >= 0 ? sums[_parent[node] * n + i] : Rational.Zero;
                sums[node * n + i] = _outcome[node] >= 0 ? value + Outcomes[_outcome[node]].Payoffs[i] : value;
            }
        return sums;
    }
}
