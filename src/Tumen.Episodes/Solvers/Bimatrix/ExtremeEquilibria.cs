using System.Numerics;

namespace Tumen.Episodes;

/// <summary>One extreme equilibrium of a two-player table.</summary>
/// <param name="First">Exact mixed strategy of the row player.</param>
/// <param name="Second">Exact mixed strategy of the column player.</param>
/// <param name="Component">Which connected set of equilibria it belongs to, from 0.</param>
public sealed record TableEquilibrium(IReadOnlyList<Rational> First, IReadOnlyList<Rational> Second, int Component);

/// <summary>All equilibria of a two-player table: every equilibrium is a mixture of extreme ones that share a maximal convex set.</summary>
/// <param name="Extreme">All extreme equilibria.</param>
/// <param name="ConvexSets">Maximal convex sets, each as indices of the extreme equilibria that span it (a product of two faces).</param>
/// <param name="Components">Number of connected sets of equilibria; a nondegenerate game has as many as extreme equilibria, an odd number.</param>
/// <param name="Complete">False when the work limit was met and nothing was listed.</param>
public sealed record TableEquilibria(IReadOnlyList<TableEquilibrium> Extreme, IReadOnlyList<IReadOnlyList<int>> ConvexSets, int Components, bool Complete);

/// <summary>Finds all equilibria of a two-player game exactly, by matching the vertices of the two best-reply polytopes.</summary>
/// <remarks>
/// Method: Mangasarian (1964); Winkels (1979); Avis, Rosenberg, Savani and von Stengel (2010), Economic Theory 42, for components. Cost: the number of vertices, exponential in
/// the number of strategies: fast to about 15 by 15.
/// </remarks>
public static class ExtremeEquilibria
{
    /// <summary>Solves a two-player table.</summary>
    /// <param name="game">Two players, together at most 126 strategies.</param>
    /// <param name="limit">Most polytope vertices kept at a time; beyond it the result is marked incomplete.</param>
    /// <exception cref="ArgumentException">Not two players.</exception>
    public static TableEquilibria Solve(StrategicGame game, int limit = 400_000)
    {
        if (game.Players.Count != 2) throw new ArgumentException("Vertex enumeration needs exactly two players.", nameof(game));
        return Solve(Bimatrix.From(game.Strategies[0].Count, game.Strategies[1].Count, (i, j, player) => game.Payoff(i + j * game.Strategies[0].Count, player)), limit);
    }

    internal static TableEquilibria Solve(Bimatrix game, int limit)
    {
        int m = game.Rows, n = game.Columns;
        var none = new TableEquilibria([], [], 0, false);
        if (m + n > BestReplyPolytope.MaximumLabels) return none;
        var rows = BestReplyPolytope.Vertices(m, n, (i, j) => game.Second[i, j], limit);
        if (rows is null) return none;
        var columns = BestReplyPolytope.Vertices(n, m, (j, i) => game.First[i, j], limit);
        return columns is null ? none : Match(rows, columns, m, n);
    }

    private static TableEquilibria Match(List<ReplyVertex> rows, List<ReplyVertex> columns, int m, int n)
    {
        var all = (UInt128.One << (m + n)) - UInt128.One;
        var missing = new LabelIndex(columns, m, n);
        var pairs = new List<(int Row, int Column)>();
        for (int r = 0; r < rows.Count; r++)
            foreach (int c in missing.Covering(all & ~rows[r].Labels)) pairs.Add((r, c));
        var rowsUsed = pairs.Select(pair => pair.Row).Distinct().ToArray();
        var columnsUsed = pairs.Select(pair => pair.Column).Distinct().ToArray();
        var component = Components(pairs, out int count);
        var extreme = pairs.Select((pair, k) => new TableEquilibrium(rows[pair.Row].Weights, columns[pair.Column].Weights, component[k])).ToList();
        return new TableEquilibria(extreme, ConvexSets(pairs, rowsUsed.Length, columnsUsed.Length), count, true);
    }

    private sealed class LabelIndex
    {
        private readonly List<(UInt128 Labels, int Index)> _degenerate = [];
        private readonly Dictionary<UInt128, int> _simple = [];
        private readonly int _needed;
        private readonly List<UInt128> _labels = [];

        public LabelIndex(List<ReplyVertex> columns, int m, int n)
        {
            _needed = n;
            var own = (UInt128.One << n) - UInt128.One;
            for (int c = 0; c < columns.Count; c++)
            {
                var labels = columns[c].Labels >> n | (columns[c].Labels & own) << m;
                _labels.Add(labels);
                if (int.CreateTruncating(UInt128.PopCount(labels)) == n) _simple[labels] = c;
                else _degenerate.Add((labels, c));
            }
        }

        public IEnumerable<int> Covering(UInt128 wanted)
        {
            if (int.CreateTruncating(UInt128.PopCount(wanted)) == _needed)
            {
                if (_simple.TryGetValue(wanted, out int c)) yield return c;
                foreach (var (labels, index) in _degenerate)
                    if ((labels & wanted) == wanted) yield return index;
                yield break;
            }
            for (int c = 0; c < _labels.Count; c++)
                if ((_labels[c] & wanted) == wanted) yield return c;
        }
    }

    private static int[] Components(List<(int Row, int Column)> pairs, out int count)
    {
        var parent = Enumerable.Range(0, pairs.Count).ToArray();
        int Root(int k)
        {
            while (parent[k] != k) k = parent[k] = parent[parent[k]];
            return k;
        }
        foreach (var group in pairs.Select((pair, k) => (pair, k)).GroupBy(item => item.pair.Row).Concat(pairs.Select((pair, k) => (pair, k)).GroupBy(item => -1 - item.pair.Column)))
        {
            int first = group.First().k;
            foreach (var (_, k) in group) parent[Root(k)] = Root(first);
        }
        var names = new Dictionary<int, int>();
        var component = new int[pairs.Count];
        for (int k = 0; k < pairs.Count; k++)
        {
            if (!names.TryGetValue(Root(k), out int name)) names[Root(k)] = name = names.Count;
            component[k] = name;
        }
        count = names.Count;
        return component;
    }

    /// <summary>Maximal complete bipartite subgraphs: closed sets of rows, found by intersecting neighbourhoods.</summary>
    private static List<IReadOnlyList<int>> ConvexSets(List<(int Row, int Column)> pairs, int rowsUsed, int columnsUsed)
    {
        var index = pairs.Select((pair, k) => (pair, k)).ToDictionary(item => item.pair, item => item.k);
        if (rowsUsed == pairs.Count && columnsUsed == pairs.Count) return [.. pairs.Select((_, k) => (IReadOnlyList<int>)[k])];
        var columnsOf = pairs.GroupBy(pair => pair.Row).ToDictionary(group => group.Key, group => group.Select(pair => pair.Column).ToHashSet());
        var closed = new List<HashSet<int>>();
        var seen = new HashSet<string>();
        void Add(HashSet<int> set)
        {
            if (set.Count > 0 && closed.Count < 10_000 && seen.Add(string.Join(',', set.Order()))) closed.Add(set);
        }
        foreach (var set in columnsOf.Values) Add(set);
        for (int k = 0; k < closed.Count; k++)
            foreach (var set in columnsOf.Values) Add([.. closed[k].Intersect(set)]);
        var sets = new List<IReadOnlyList<int>>();
        foreach (var set in closed)
            sets.Add([.. columnsOf.Where(item => set.IsSubsetOf(item.Value)).SelectMany(item => set.Select(column => index[(item.Key, column)])).Order()]);
        return [.. sets.Where(set => !sets.Any(other => other.Count > set.Count && set.All(other.Contains)))];
    }
}
