namespace Tumen.Episodes;

/// <summary>Builds an <see cref="ExtensiveGame"/> node by node, parents first, in any order of branches.</summary>
public sealed class ExtensiveGameBuilder
{
    private sealed record Set(int Player, int FileNumber, string Label, string[] Actions, Rational[]? Chances);

    private sealed class Node
    {
        public int Parent, Action, Set = ExtensiveGame.None, Outcome = ExtensiveGame.None;
        public string Label = "";
        public int[] Children = [];
    }

    private readonly string _title, _comment;
    private readonly string[] _players;
    private readonly List<Set> _sets = [];
    private readonly List<Outcome> _outcomes = [];
    private readonly List<Node> _nodes = [];
    private readonly int[] _setsOfPlayer;

    /// <summary>Starts an empty tree.</summary>
    /// <param name="title">The game's name.</param>
    /// <param name="players">Player names, at least one.</param>
    /// <param name="comment">Free text.</param>
    public ExtensiveGameBuilder(string title, IEnumerable<string> players, string comment = "")
    {
        (_title, _comment, _players) = (title, comment, [.. players]);
        _setsOfPlayer = new int[_players.Length + 1];
    }

    /// <summary>Declares an information set of a player.</summary>
    /// <param name="player">From 0.</param>
    /// <param name="label">Its name.</param>
    /// <param name="actions">At least one action name.</param>
    /// <param name="fileNumber">Its number in a file; 0 numbers it after the player's last.</param>
    /// <returns>The set's handle.</returns>
    public int AddInformationSet(int player, string label, IReadOnlyList<string> actions, int fileNumber = 0) =>
        AddSet(player, label, actions, null, fileNumber);

    /// <summary>Declares a chance move.</summary>
    /// <param name="label">Its name.</param>
    /// <param name="actions">What may happen.</param>
    /// <param name="chances">One chance per action, none negative, summing to exactly 1.</param>
    /// <param name="fileNumber">Its number in a file; 0 numbers it after the last.</param>
    /// <returns>The set's handle.</returns>
    /// <exception cref="ArgumentException">The chances are not a distribution.</exception>
    public int AddChanceMove(string label, IReadOnlyList<string> actions, IReadOnlyList<Rational> chances, int fileNumber = 0)
    {
        var sum = Rational.Zero;
        foreach (var chance in chances) sum += chance;
        if (chances.Count != actions.Count || sum != Rational.One || chances.Any(chance => chance.Sign < 0))
            throw new ArgumentException($"The chances of '{label}' must be {actions.Count} numbers >= 0 that sum to 1; they sum to {sum}.", nameof(chances));
        return AddSet(ExtensiveGame.Chance, label, actions, [.. chances], fileNumber);
    }

    private int AddSet(int player, string label, IReadOnlyList<string> actions, Rational[]? chances, int fileNumber)
    {
        if (player < ExtensiveGame.Chance || player >= _players.Length) throw new ArgumentOutOfRangeException(nameof(player), player, "No such player.");
        if (actions.Count == 0) throw new ArgumentException($"Information set '{label}' needs at least one action.", nameof(actions));
        ref int last = ref _setsOfPlayer[player + 1];
        if (fileNumber == 0) fileNumber = last + 1;
        last = Math.Max(last, fileNumber);
        _sets.Add(new Set(player, fileNumber, label, [.. actions], chances));
        return _sets.Count - 1;
    }

    /// <summary>Declares a payoff vector.</summary>
    /// <returns>The outcome's handle.</returns>
    /// <exception cref="ArgumentException">Not one payoff per player.</exception>
    public int AddOutcome(string label, params IReadOnlyList<Rational> payoffs) => AddNumberedOutcome(label, payoffs, _outcomes.Count + 1);

    internal int AddNumberedOutcome(string label, IReadOnlyList<Rational> payoffs, int fileNumber)
    {
        if (payoffs.Count != _players.Length) throw new ArgumentException($"Outcome '{label}' needs {_players.Length} payoffs, not {payoffs.Count}.", nameof(payoffs));
        _outcomes.Add(new Outcome(label, [.. payoffs], fileNumber));
        return _outcomes.Count - 1;
    }

    /// <summary>Adds a node where the owner of <paramref name="set"/> moves.</summary>
    /// <param name="parent">The node above; <see cref="ExtensiveGame.None"/> for the root.</param>
    /// <param name="action">Which action of the parent leads here.</param>
    /// <param name="set">Handle of the information set or chance move.</param>
    /// <param name="label">The node's name.</param>
    /// <param name="outcome">Handle of an outcome met on the way, or <see cref="ExtensiveGame.None"/>.</param>
    /// <returns>The node's handle, good for this builder only (the game renumbers nodes in prefix order).</returns>
    public int AddDecision(int parent, int action, int set, string label = "", int outcome = ExtensiveGame.None)
    {
        int node = AddNode(parent, action, label, outcome);
        _nodes[node].Set = set;
        _nodes[node].Children = new int[_sets[set].Actions.Length];
        Array.Fill(_nodes[node].Children, ExtensiveGame.None);
        return node;
    }

    /// <summary>Adds an end of play.</summary>
    /// <inheritdoc cref="AddDecision"/>
    public int AddEnd(int parent, int action, int outcome, string label = "") => AddNode(parent, action, label, outcome);

    /// <summary>Adds an end of play with its own payoffs.</summary>
    /// <param name="parent">The node above.</param>
    /// <param name="action">Which action of the parent leads here.</param>
    /// <param name="label">Name of the outcome.</param>
    /// <param name="payoffs">One per player.</param>
    /// <returns>The node's handle.</returns>
    public int AddEnd(int parent, int action, string label, params IReadOnlyList<Rational> payoffs) =>
        AddNode(parent, action, label, AddOutcome(label, payoffs));

    private int AddNode(int parent, int action, string label, int outcome)
    {
        int node = _nodes.Count;
        if (parent == ExtensiveGame.None ? node != 0 : _nodes[parent].Children[action] != ExtensiveGame.None)
            throw new InvalidOperationException(parent < 0 ? "The root exists already." : $"Action {action} of node {parent} leads somewhere already.");
        if (parent >= 0) _nodes[parent].Children[action] = node;
        _nodes.Add(new Node { Parent = parent, Action = parent < 0 ? ExtensiveGame.None : action, Label = label, Outcome = outcome });
        return node;
    }

    /// <summary>Checks that every action leads somewhere and freezes the tree.</summary>
    /// <exception cref="InvalidOperationException">The tree is empty or an action leads nowhere; the message names it.</exception>
    public ExtensiveGame Build()
    {
        if (_nodes.Count == 0) throw new InvalidOperationException("A game needs at least one node.");
        int count = _nodes.Count;
        var number = new int[count];
        var order = new int[count];
        var stack = new Stack<int>();
        stack.Push(0);
        int next = 0;
        while (stack.TryPop(out int at))
        {
            order[next] = at;
            number[at] = next++;
            var children = _nodes[at].Children;
            for (int a = children.Length - 1; a >= 0; a--)
            {
                if (children[a] < 0) throw new InvalidOperationException($"Action '{_sets[_nodes[at].Set].Actions[a]}' of node {at} '{_nodes[at].Label}' leads nowhere.");
                stack.Push(children[a]);
            }
        }
        return Freeze(order, number);
    }

    private ExtensiveGame Freeze(int[] order, int[] number)
    {
        int count = order.Length;
        int[] parent = new int[count], action = new int[count], set = new int[count], outcome = new int[count], start = new int[count + 1];
        var labels = new string[count];
        var newSet = new int[_sets.Count];
        Array.Fill(newSet, ExtensiveGame.None);
        var members = new List<List<int>>();
        var setOrder = new List<int>();
        for (int k = 0; k < count; k++)
        {
            var node = _nodes[order[k]];
            (parent[k], action[k], outcome[k], labels[k]) = (node.Parent < 0 ? -1 : number[node.Parent], node.Action, node.Outcome, node.Label);
            start[k + 1] = start[k] + node.Children.Length;
            set[k] = ExtensiveGame.None;
            if (node.Set < 0) continue;
            if (newSet[node.Set] < 0)
            {
                newSet[node.Set] = setOrder.Count;
                setOrder.Add(node.Set);
                members.Add([]);
            }
            set[k] = newSet[node.Set];
            members[set[k]].Add(k);
        }
        var children = new int[start[count]];
        for (int k = 0; k < count; k++)
            for (int a = 0; a < _nodes[order[k]].Children.Length; a++)
                children[start[k] + a] = number[_nodes[order[k]].Children[a]];
        var sets = new InformationSet[setOrder.Count];
        int first = 0;
        for (int h = 0; h < sets.Length; h++)
        {
            var old = _sets[setOrder[h]];
            sets[h] = new InformationSet(h, old.Player, old.FileNumber, old.Label, old.Actions, old.Chances, first, [.. members[h]]);
            first += old.Actions.Length;
        }
        return new ExtensiveGame(_title, _comment, _players, sets, [.. _outcomes], parent, action, set, outcome, start, children, labels);
    }
}
