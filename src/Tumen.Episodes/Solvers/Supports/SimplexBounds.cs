namespace Tumen.Episodes;

/// <summary>Bounds on how much one action of a set beats another when chances lie in a box and sum to one: tighter than bounding each product, because each mover's chances are spread greedily.</summary>
/// <remarks>Works down the tree; two branches that meet the same information sets are walked together. Rigorous up to a slack of 1e-10 of the payoff range, far above round-off.</remarks>
internal sealed class SimplexBounds
{
    private readonly ExtensiveGame _game;
    private readonly int[]?[] _support;
    private readonly int[] _variableOf;
    private readonly double[] _payoffs, _low, _high;
    private readonly bool[][] _leadsTo;

    public SimplexBounds(ExtensiveGame game, int[]?[] support, int[] variableOf)
    {
        (_game, _support, _variableOf) = (game, support, variableOf);
        _low = new double[game.ActionCount];
        _high = new double[game.ActionCount];
        double range = Enumerable.Range(0, game.Players.Count).Max(i => game.PayoffRange(i).ToDouble());
        _payoffs = [.. game.PayoffArray.Select(value => range > 0 ? value / range : 0)];
        _leadsTo = new bool[game.InformationSets.Count][];
        foreach (var set in game.InformationSets)
        {
            if (set.IsChance || support[set.Index] is null) continue;
            var marks = _leadsTo[set.Index] = new bool[game.NodeCount];
            foreach (int member in set.Members)
                for (int node = member; node >= 0 && !marks[node]; node = game.Parent(node)) marks[node] = true;
        }
    }

    /// <summary>Whether no chances in the box can be an equilibrium on this support.</summary>
    public bool Exclude(Interval[] box)
    {
        foreach (var set in _game.InformationSets)
            for (int a = 0; a < set.Actions.Count; a++)
            {
                int k = set.FirstAction + a, variable = _variableOf[k];
                if (set.Chances is { } chances) _low[k] = _high[k] = chances[a].ToDouble();
                else if (variable >= 0) (_low[k], _high[k]) = (Math.Clamp(box[variable].Low, 0, 1), Math.Clamp(box[variable].High, 0, 1));
                else _low[k] = _high[k] = _support[set.Index] is { } used && Array.IndexOf(used, a) >= 0 ? 1 : 0;
            }
        foreach (var set in _game.InformationSets)
        {
            if (set.IsChance || _support[set.Index] is not { } used) continue;
            for (int b = 0; b < set.Actions.Count; b++)
            {
                if (b == used[0]) continue;
                var (low, high) = FromRoot(0, set, b, used[0]);
                if (low > 1e-10 || (high < -1e-10 && Array.IndexOf(used, b) >= 0)) return true;
            }
        }
        return false;
    }

    private (double Low, double High) FromRoot(int node, InformationSet target, int b, int a)
    {
        if (!_leadsTo[target.Index][node]) return (0, 0);
        if (_game.SetOf(node) == target.Index) return Difference(_game.Children(node)[b], _game.Children(node)[a], target.Player);
        var set = _game.InformationSets[_game.SetOf(node)];
        int count = set.Actions.Count;
        var parts = new (double Low, double High)[count];
        for (int c = 0; c < count; c++) parts[c] = _high[set.FirstAction + c] > 0 || set.Player == target.Player ? FromRoot(_game.Children(node)[c], target, b, a) : (0, 0);
        // The owner's own way here is common to all members; its chance is left out.
        return set.Player == target.Player ? (parts.Sum(part => part.Low), parts.Sum(part => part.High)) : Spread(set, parts);
    }

    private (double Low, double High) Difference(int first, int second, int player)
    {
        int n = _game.Players.Count;
        if (!_game.IsTerminal(first) && !_game.IsTerminal(second) && _game.SetOf(first) == _game.SetOf(second))
        {
            var set = _game.InformationSets[_game.SetOf(first)];
            if (!set.IsChance && _support[set.Index] is null) return (double.NegativeInfinity, double.PositiveInfinity);
            var parts = new (double, double)[set.Actions.Count];
            for (int c = 0; c < parts.Length; c++)
                if (_high[set.FirstAction + c] > 0) parts[c] = Difference(_game.Children(first)[c], _game.Children(second)[c], player);
            return Spread(set, parts);
        }
        var x = Value(first, player, n);
        var y = Value(second, player, n);
        return (x.Low - y.High, x.High - y.Low);
    }

    private (double Low, double High) Value(int node, int player, int n)
    {
        if (_game.IsTerminal(node)) return (_payoffs[node * n + player], _payoffs[node * n + player]);
        var set = _game.InformationSets[_game.SetOf(node)];
        if (!set.IsChance && _support[set.Index] is null) return (double.NegativeInfinity, double.PositiveInfinity);
        var parts = new (double, double)[set.Actions.Count];
        for (int c = 0; c < parts.Length; c++)
            if (_high[set.FirstAction + c] > 0) parts[c] = Value(_game.Children(node)[c], player, n);
        return Spread(set, parts);
    }

    /// <summary>Least and greatest Σ p_c·part_c over chances in the box that sum to one.</summary>
    private (double Low, double High) Spread(InformationSet set, (double Low, double High)[] parts)
    {
        int count = parts.Length;
        double rest = 1, low = 0, high = 0;
        for (int c = 0; c < count; c++)
        {
            double sure = _low[set.FirstAction + c];
            rest -= sure;
            if (sure > 0) (low, high) = (low + sure * parts[c].Low, high + sure * parts[c].High);
        }
        if (rest < -1e-12) rest = 0;
        return (low + Greedy(set, parts, rest, false), high + Greedy(set, parts, rest, true));
    }

    private double Greedy(InformationSet set, (double Low, double High)[] parts, double rest, bool greatest)
    {
        double sum = 0;
        Span<bool> used = stackalloc bool[Math.Min(parts.Length, 256)];
        while (rest > 0)
        {
            int best = -1;
            for (int c = 0; c < parts.Length; c++)
            {
                if ((c < used.Length && used[c]) || _high[set.FirstAction + c] <= _low[set.FirstAction + c]) continue;
                if (best < 0 || (greatest ? parts[c].High > parts[best].High : parts[c].Low < parts[best].Low)) best = c;
            }
            if (best < 0 || best >= used.Length) break;
            double share = Math.Min(rest, _high[set.FirstAction + best] - _low[set.FirstAction + best]);
            sum += share * (greatest ? parts[best].High : parts[best].Low);
            rest -= share;
            used[best] = true;
        }
        return sum;
    }
}
