namespace Tumen.Episodes;

/// <summary>Bounds on how much one action of a set beats another when chances lie in a box and sum to one: tighter than bounding each product, because each mover's chances are spread greedily.</summary>
/// <remarks>Works down the tree; two branches that meet the same information sets are walked together. Rigorous up to a slack of 1e-10 of the payoff range, far above round-off.</remarks>
internal sealed class SimplexBounds
{
    private readonly ExtensiveGame _game;
    private readonly int[]?[] _support;
    private readonly int[] _variableOf, _setOf, _first, _count, _owner;
    private readonly int[][] _children;
    private readonly bool[] _silent;
    private readonly double[] _payoffs, _low, _high;
    private readonly bool[][] _leadsTo;
    private readonly List<(InformationSet Set, int Better, int Worse, bool BothUsed)> _tests = [];

    public SimplexBounds(ExtensiveGame game, int[]?[] support, int[] variableOf)
    {
        (_game, _support, _variableOf, _payoffs) = (game, support, variableOf, game.ScaledPayoffs);
        _low = new double[game.ActionCount];
        _high = new double[game.ActionCount];
        int sets = game.InformationSets.Count, nodes = game.NodeCount;
        (_first, _count, _owner, _silent, _leadsTo) = (new int[sets], new int[sets], new int[sets], new bool[sets], new bool[sets][]);
        (_setOf, _children) = (new int[nodes], new int[nodes][]);
        for (int node = 0; node < nodes; node++) (_setOf[node], _children[node]) = (game.SetOf(node), game.Children(node).ToArray());
        foreach (var set in game.InformationSets)
        {
            (_first[set.Index], _count[set.Index], _owner[set.Index]) = (set.FirstAction, set.Actions.Count, set.Player);
            _silent[set.Index] = !set.IsChance && support[set.Index] is null;
            for (int a = 0; a < set.Actions.Count; a++)
                _low[set.FirstAction + a] = _high[set.FirstAction + a] = set.IsChance ? game.ChanceArray[set.FirstAction + a] : support[set.Index] is { } used && Array.IndexOf(used, a) >= 0 ? 1 : 0;
            if (set.IsChance || support[set.Index] is not { } mine) continue;
            var marks = _leadsTo[set.Index] = new bool[nodes];
            foreach (int member in set.Members)
                for (int node = member; node >= 0 && !marks[node]; node = game.Parent(node)) marks[node] = true;
            for (int b = 0; b < set.Actions.Count; b++)
                if (b != mine[0]) _tests.Add((set, b, mine[0], Array.IndexOf(mine, b) >= 0));
        }
    }

    /// <summary>Whether no chances in the box can be an equilibrium on this support.</summary>
    public bool Exclude(Interval[] box)
    {
        for (int k = 0; k < _variableOf.Length; k++)
            if (_variableOf[k] is >= 0 and var v) (_low[k], _high[k]) = (Math.Clamp(box[v].Low, 0, 1), Math.Clamp(box[v].High, 0, 1));
        for (int t = 0; t < _tests.Count; t++)
        {
            var test = _tests[t];
            var (low, high) = FromRoot(0, test.Set.Index, test.Set.Player, test.Better, test.Worse);
            if (!(low > 1e-10) && !(high < -1e-10 && test.BothUsed)) continue;
            // What excluded this box probably excludes its neighbour: try it first there.
            (_tests[t], _tests[0]) = (_tests[0], test);
            return true;
        }
        return false;
    }

    private (double Low, double High) FromRoot(int node, int target, int player, int b, int a)
    {
        if (!_leadsTo[target][node]) return (0, 0);
        int set = _setOf[node];
        int[] children = _children[node];
        if (set == target) return Difference(children[b], children[a], player);
        bool own = _owner[set] == player;
        var sums = new Spread(_first[set], _count[set], _low, _high);
        Span<(double Low, double High)> parts = _count[set] <= 32 ? stackalloc (double, double)[_count[set]] : new (double, double)[_count[set]];
        double sumLow = 0, sumHigh = 0;
        for (int c = 0; c < parts.Length; c++)
        {
            parts[c] = _high[_first[set] + c] > 0 || own ? FromRoot(children[c], target, player, b, a) : (0, 0);
            (sumLow, sumHigh) = (sumLow + parts[c].Low, sumHigh + parts[c].High);
        }
        // The owner's own way here is common to all members; its chance is left out.
        return own ? (sumLow, sumHigh) : sums.Of(parts);
    }

    private (double Low, double High) Difference(int first, int second, int player)
    {
        int set = _setOf[first];
        if (set < 0 || _setOf[second] != set)
        {
            var x = Value(first, player);
            var y = Value(second, player);
            return (x.Low - y.High, x.High - y.Low);
        }
        if (_silent[set]) return (double.NegativeInfinity, double.PositiveInfinity);
        Span<(double Low, double High)> parts = _count[set] <= 32 ? stackalloc (double, double)[_count[set]] : new (double, double)[_count[set]];
        for (int c = 0; c < parts.Length; c++) parts[c] = _high[_first[set] + c] > 0 ? Difference(_children[first][c], _children[second][c], player) : (0, 0);
        return new Spread(_first[set], parts.Length, _low, _high).Of(parts);
    }

    private (double Low, double High) Value(int node, int player)
    {
        int set = _setOf[node];
        if (set < 0)
        {
            double payoff = _payoffs[node * _game.Players.Count + player];
            return (payoff, payoff);
        }
        if (_silent[set]) return (double.NegativeInfinity, double.PositiveInfinity);
        Span<(double Low, double High)> parts = _count[set] <= 32 ? stackalloc (double, double)[_count[set]] : new (double, double)[_count[set]];
        for (int c = 0; c < parts.Length; c++) parts[c] = _high[_first[set] + c] > 0 ? Value(_children[node][c], player) : (0, 0);
        return new Spread(_first[set], parts.Length, _low, _high).Of(parts);
    }

    /// <summary>Least and greatest Σ p_c·part_c over chances in the box that sum to one: what is not sure goes where it counts most.</summary>
    private readonly ref struct Spread(int first, int count, double[] low, double[] high)
    {
        public (double Low, double High) Of(ReadOnlySpan<(double Low, double High)> parts)
        {
            double rest = 1, least = 0, most = 0;
            for (int c = 0; c < count; c++)
            {
                double sure = low[first + c];
                rest -= sure;
                if (sure > 0) (least, most) = (least + sure * parts[c].Low, most + sure * parts[c].High);
            }
            return rest <= 0 ? (least, most) : (least + Greedy(parts, rest, false), most + Greedy(parts, rest, true));
        }

        private double Greedy(ReadOnlySpan<(double Low, double High)> parts, double rest, bool greatest)
        {
            double sum = 0;
            ulong used = 0;
            while (rest > 0)
            {
                int best = -1;
                for (int c = 0; c < count && c < 64; c++)
                    if ((used >> c & 1) == 0 && high[first + c] > low[first + c] && (best < 0 || (greatest ? parts[c].High > parts[best].High : parts[c].Low < parts[best].Low))) best = c;
                if (best < 0) break;
                double share = Math.Min(rest, high[first + best] - low[first + best]);
                sum += share * (greatest ? parts[best].High : parts[best].Low);
                rest -= share;
                used |= 1UL << best;
            }
            // Beyond 64 actions the remainder is bounded crudely.
            for (int c = 64; c < count && rest > 0; c++) sum += greatest ? Math.Max(0, rest * parts[c].High) : Math.Min(0, rest * parts[c].Low);
            return sum;
        }
    }
}
