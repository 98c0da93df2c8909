namespace Tumen.Episodes;

/// <summary>One walk through the triangulated product of simplices, from a grid point to a simplex that carries all labels of some player.</summary>
/// <remarks>
/// Directions: q(i, s) moves 1/grid of chance from strategy s to the next of the same player. The simplices of T = {(i, s), …} have vertices y⁰, y¹ = y⁰ + q(π₁), …, with y⁰ = start + Σ R_j q(j), R ≥ 0. Replacement of a
/// vertex follows the usual table; when the last one would make R negative, the walk continues in one dimension less.
/// </remarks>
internal sealed class SimplexWalk
{
    private readonly TablePayoffs _payoffs;
    private readonly int _grid;
    private readonly int[] _owner, _next, _count, _within;
    private readonly List<int> _order = [];
    private readonly List<int[]> _vertices = [];
    private readonly List<double[]> _worth = [];
    private readonly List<int> _labels = [];
    private readonly double[] _x;
    private readonly int[] _repeats;
    private readonly bool[] _open;

    public SimplexWalk(TablePayoffs payoffs, int grid, double[] start)
    {
        (_payoffs, _grid) = (payoffs, grid);
        int total = payoffs.Total;
        (_owner, _next, _count, _within) = (new int[total], new int[total], new int[payoffs.Players], new int[payoffs.Players]);
        (_x, _repeats, _open) = (new double[total], new int[total], new bool[total]);
        for (int i = 0; i < payoffs.Players; i++)
        {
            _count[i] = payoffs.Offset[i + 1] - payoffs.Offset[i];
            for (int s = payoffs.Offset[i]; s < payoffs.Offset[i + 1]; s++) (_owner[s], _next[s]) = (i, s + 1 < payoffs.Offset[i + 1] ? s + 1 : payoffs.Offset[i]);
        }
        _vertices.Add(Round(start));
    }

    public int Pivots { get; private set; }

    /// <returns>False when the limit was met first.</returns>
    public bool Run(int limit)
    {
        if (_count.All(count => count == 1)) return true;
        int newest = 0;
        _worth.Add(new double[_x.Length]);
        _labels.Add(Label(_vertices[0], _worth[0], -1));
        while (Pivots++ < limit)
        {
            int label = _labels[newest];
            if (!_open[label])
            {
                if (_within[_owner[label]] + 1 == _count[_owner[label]]) return true;
                _open[label] = true;
                _within[_owner[label]]++;
                _order.Add(label);
                newest = Insert(_vertices.Count, _vertices.Count - 1, label, 1);
                continue;
            }
            int twin = Other(label, newest);
            newest = Replace(twin);
        }
        return false;
    }

    public double[] Centre()
    {
        var x = new double[_x.Length];
        foreach (int[] vertex in _vertices)
            for (int s = 0; s < x.Length; s++) x[s] += (double)vertex[s] / _grid / _vertices.Count;
        return x;
    }

    private int Other(int label, int except)
    {
        for (int k = 0; k < _labels.Count; k++)
            if (k != except && _labels[k] == label) return k;
        throw new InvalidOperationException("A complete facet lacks one of its labels.");
    }

    private int Replace(int vertex)
    {
        int last = _vertices.Count - 1;
        while (vertex == last && _repeats[_order[^1]] == 0)
        {
            int dropped = _order[^1];
            _order.RemoveAt(_order.Count - 1);
            Remove(last--);
            _open[dropped] = false;
            _within[_owner[dropped]]--;
            vertex = Other(dropped, -1);
        }
        if (vertex == 0)
        {
            int first = _order[0];
            _order.RemoveAt(0);
            _order.Add(first);
            _repeats[first]++;
            Remove(0);
            return Insert(_vertices.Count, _vertices.Count - 1, first, 1);
        }
        if (vertex == last)
        {
            int final = _order[^1];
            _order.RemoveAt(_order.Count - 1);
            _order.Insert(0, final);
            _repeats[final]--;
            Remove(last);
            return Insert(0, 0, final, -1);
        }
        (_order[vertex - 1], _order[vertex]) = (_order[vertex], _order[vertex - 1]);
        Remove(vertex);
        return Insert(vertex, vertex - 1, _order[vertex - 1], 1);
    }

    private void Remove(int at)
    {
        _vertices.RemoveAt(at);
        _worth.RemoveAt(at);
        _labels.RemoveAt(at);
    }

    // A step of one player leaves what its own strategies are worth unchanged.
    private int Insert(int at, int from, int direction, int sign)
    {
        int[] vertex = Moved(_vertices[from], direction, sign);
        var worth = (double[])_worth[from].Clone();
        int label = Label(vertex, worth, _owner[direction]);
        _vertices.Insert(at, vertex);
        _worth.Insert(at, worth);
        _labels.Insert(at, label);
        return at;
    }

    private int[] Moved(int[] from, int direction, int sign)
    {
        var to = (int[])from.Clone();
        to[direction] -= sign;
        to[_next[direction]] += sign;
        return to;
    }

    private int Label(int[] vertex, double[] values, int moved)
    {
        for (int s = 0; s < _x.Length; s++) _x[s] = (double)vertex[s] / _grid;
        _payoffs.Values(_x, values, moved);
        int label = -1;
        double least = double.PositiveInfinity;
        for (int i = 0; i < _payoffs.Players; i++)
        {
            if (_count[i] == 1) continue;
            double level = Level(values, _payoffs.Offset[i], _payoffs.Offset[i + 1]);
            for (int s = _payoffs.Offset[i]; s < _payoffs.Offset[i + 1]; s++)
            {
                double change = Math.Max(0, _x[s] + values[s] - level) - _x[s];
                if (vertex[s] > 0 && change < least - 1e-14) (least, label) = (change, s);
            }
        }
        return label;
    }

    // The number by which x + values must be lowered so that the positive parts sum to 1.
    private double Level(double[] values, int from, int to)
    {
        double level = double.NegativeInfinity;
        for (int s = from; s < to; s++) level = Math.Max(level, _x[s] + values[s]);
        level -= 1;
        for (int k = 0; k < 50; k++)
        {
            double sum = 0;
            int above = 0;
            for (int s = from; s < to; s++)
            {
                double part = _x[s] + values[s] - level;
                if (part <= 0) continue;
                sum += part;
                above++;
            }
            double step = (sum - 1) / above;
            level += step;
            if (Math.Abs(step) < 1e-15) break;
        }
        return level;
    }

    private int[] Round(double[] x)
    {
        var vertex = new int[x.Length];
        for (int i = 0; i < _payoffs.Players; i++)
        {
            int rest = _grid;
            for (int s = _payoffs.Offset[i]; s < _payoffs.Offset[i + 1]; s++) rest -= vertex[s] = (int)Math.Floor(x[s] * _grid + 1e-9);
            foreach (int s in Enumerable.Range(_payoffs.Offset[i], _count[i]).OrderByDescending(s => x[s] * _grid - vertex[s]).ThenBy(s => s).Take(Math.Max(0, rest))) vertex[s]++;
        }
        return vertex;
    }
}
