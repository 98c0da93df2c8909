using Tumen.Numerics;


namespace Tumen.Estimation.Once;

/// <summary>One move of a tree: who makes it, and where its choices lead.</summary>
/// <param name="Owner">Index of the player.</param>
/// <param name="Children">Per choice: the index of a later node, or ~leaf.</param>
public sealed record TreeMove(int Owner, IReadOnlyList<int> Children);

/// <summary>A payoff of one player at one leaf that a weight enters.</summary>
/// <param name="Player">Index of the player.</param>
/// <param name="Leaf">Index of the leaf.</param>
/// <param name="Weight">Index of the weight, or −1 for a known amount.</param>
/// <param name="Column">Per row, what the weight is multiplied by (or the known amount).</param>
public sealed record TreePayoff(int Player, int Leaf, int Weight, IReadOnlyList<double> Column);

/// <summary>
/// Any game of perfect information whose players choose with errors, estimated from outcomes: backward induction on the tree, row by row, with exact derivatives.
/// </summary>
/// <remarks>
/// Agent error: P(a) = F((v_a − v_b)/√2) for two choices, or softmax(v/√2) with logistic errors. Private information: every leaf carries a standard normal shock to each
/// player's payoff that the player alone knows; the difference of two choices of a player who moves once on a path has variance Σ over leaves of (chance of the leaf after
/// the choice)². Signorino (1999), APSR 93:279-297; Signorino and Yilmaz (2003), AJPS 47:551-566; Kenkel and Signorino (2014), JSS 58(8).
/// </remarks>
public sealed class TreeGame : ILogLikelihood
{
    private const double RootTwo = 1.4142135623730950488;

    private readonly TreeMove[] _moves;
    private readonly int _leaves, _players, _rows;
    private readonly string[] _names;
    private readonly double[][] _counts;
    private readonly int[][] _outcomes;
    private readonly (int Node, int Choice)[][] _paths;
    private readonly ChoiceLink _link;
    private readonly ShockSource _shocks;
    private readonly (int Weight, double[] Column)[][] _design; // per variable
    private readonly int[] _variable; // [leaf * players + player] -> variable or -1
    private readonly int _variables, _slots, _choices;

    /// <summary>Builds the model.</summary>
    /// <param name="names">Names of the weights.</param>
    /// <param name="moves">The tree, parents before children; the first is the root.</param>
    /// <param name="leaves">Number of leaves.</param>
    /// <param name="players">Number of players.</param>
    /// <param name="payoffs">Payoffs at leaves; what is not named is 0.</param>
    /// <param name="outcomes">Leaves of every outcome that the record tells apart.</param>
    /// <param name="counts">Per row, how often each outcome was seen.</param>
    /// <param name="link">Normal or logistic.</param>
    /// <param name="shocks">Agent error or private information.</param>
    /// <exception cref="ArgumentException">A tree, link and shocks for which no closed form is known.</exception>
    public TreeGame(
        IReadOnlyList<string> names, IReadOnlyList<TreeMove> moves, int leaves, int players, IReadOnlyList<TreePayoff> payoffs, IReadOnlyList<IReadOnlyList<int>> outcomes,
        IReadOnlyList<IReadOnlyList<double>> counts, ChoiceLink link, ShockSource shocks)
    {
        if (link == ChoiceLink.Probit && moves.Any(m => m.Children.Count > 2)) throw new ArgumentException("Normal errors are for choices between two.", nameof(moves));
        if (link == ChoiceLink.Logit && shocks == ShockSource.PrivateInformation) throw new ArgumentException("Private information needs normal errors.", nameof(link));
        _moves = [.. moves];
        (_leaves, _players, _rows, _link, _shocks) = (leaves, players, counts.Count, link, shocks);
        _names = [.. names];
        _counts = [.. counts.Select(c => c.ToArray())];
        _outcomes = [.. outcomes.Select(o => o.ToArray())];
        _paths = Paths();
        if (shocks == ShockSource.PrivateInformation && _paths.Any(p => p.Select(s => _moves[s.Node].Owner).Distinct().Count() < p.Length))
            throw new ArgumentException("Under private information nobody may move twice on a path: what it did before would tell.", nameof(moves));
        _variable = [.. Enumerable.Repeat(-1, leaves * players)];
        var design = new List<(int, double[])[]>();
        foreach (var group in payoffs.GroupBy(p => (p.Leaf * players) + p.Player))
        {
            _variable[group.Key] = design.Count;
            design.Add([.. group.Select(p => (p.Weight, p.Column.ToArray()))]);
        }
        _design = [.. design];
        _variables = design.Count;
        _choices = _moves.Max(m => m.Children.Count);
        _slots = (leaves * players) + (_moves.Length * (players + 1 + (2 * _choices))) + leaves + 6;
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Names => _names;

    /// <inheritdoc />
    public int Rows => _rows;

    /// <inheritdoc />
    public IReadOnlyList<double> Start => new double[_names.Length];

    /// <inheritdoc />
    public IReadOnlyList<double> Spread => [.. Enumerable.Range(0, _names.Length).Select(k =>
    {
        double sum = 0, n = 0;
        foreach (var (weight, column) in _design.SelectMany(d => d).Where(d => d.Weight == k))
            foreach (double x in column) (sum, n) = (sum + (x * x), n + 1);
        return sum > 0 ? 1 / Math.Sqrt(sum / n) : 1;
    })];

    /// <inheritdoc />
    public double Evaluate(ReadOnlySpan<double> weights, ReadOnlySpan<double> rowWeights, Span<double> gradient, Span<double> hessian)
    {
        var pad = new JetPad(new double[_slots * JetPad.Stride(_variables)], _variables);
        gradient.Clear();
        hessian.Clear();
        double sum = 0;
        for (int row = 0; row < _rows; row++)
        {
            double frequency = rowWeights.IsEmpty ? 1 : rowWeights[row];
            if (frequency == 0) continue;
            Span<double> log = pad[Row(pad, weights, row)];
            sum += frequency * log[0];
            if (!gradient.IsEmpty) Lift(log, row, frequency, gradient, hessian);
        }
        return sum;
    }

    /// <inheritdoc />
    public void RowTerms(ReadOnlySpan<double> weights, Span<double> logs, Span<double> scores)
    {
        var pad = new JetPad(new double[_slots * JetPad.Stride(_variables)], _variables);
        scores.Clear();
        for (int row = 0; row < _rows; row++)
        {
            Span<double> log = pad[Row(pad, weights, row)];
            logs[row] = log[0];
            if (!scores.IsEmpty) Lift(log, row, 1, scores.Slice(row * _names.Length, _names.Length), []);
        }
    }

    /// <summary>Chance of every leaf of a row.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="row">Row number.</param>
    public double[] LeafChances(ReadOnlySpan<double> weights, int row)
    {
        var pad = new JetPad(new double[_slots * JetPad.Stride(_variables)], _variables);
        Induce(pad, weights, row);
        var chances = new double[_leaves];
        for (int leaf = 0; leaf < _leaves; leaf++)
        {
            double log = 0;
            foreach (var (node, choice) in _paths[leaf]) log += pad[LogSlot(node, choice)][0];
            chances[leaf] = Elementary.Exp(log);
        }
        return chances;
    }

    private int LeafSlot(int leaf, int player) => (leaf * _players) + player;

    private int ValueSlot(int child, int player) => child < 0 ? LeafSlot(~child, player) : (_leaves * _players) + (child * (_players + 1)) + player;

    // Σ of squared chances of the leaves below; slot _players of a node's block, and 1 for a leaf.
    private int SquareSlot(int node) => (_leaves * _players) + (node * (_players + 1)) + _players;

    private int Choices => (_leaves * _players) + (_moves.Length * (_players + 1));

    private int LogSlot(int node, int choice) => Choices + (((node * _choices) + choice) * 2);

    private int ChanceSlot(int node, int choice) => LogSlot(node, choice) + 1;

    private int Work => Choices + (_moves.Length * _choices * 2);

    private int Row(in JetPad pad, ReadOnlySpan<double> weights, int row)
    {
        Induce(pad, weights, row);
        int total = Work + 5, path = Work + 4;
        pad.Constant(total, 0);
        for (int o = 0; o < _outcomes.Length; o++)
        {
            double count = _counts[row][o];
            if (count == 0) continue;
            int log = Outcome(pad, _outcomes[o], path);
            pad.Combine(total, 1, total, count, log);
        }
        return total;
    }

    /// <summary>ln Σ of the leaves' chances, in a slot.</summary>
    private int Outcome(in JetPad pad, int[] leaves, int into)
    {
        Path(pad, leaves[0], into);
        if (leaves.Length == 1) return into;
        // Sums with the largest log taken out.
        int sum = Work + 3, log = Work + 2;
        double top = double.NegativeInfinity;
        foreach (int leaf in leaves)
        {
            Path(pad, leaf, log);
            top = Math.Max(top, pad[log][0]);
        }
        pad.Constant(sum, 0);
        foreach (int leaf in leaves)
        {
            Path(pad, leaf, log);
            pad.Affine(log, log, 1, -top);
            pad.Exp(log, log);
            pad.Combine(sum, 1, sum, 1, log);
        }
        double s = pad[sum][0];
        pad.Chain(into, sum, Elementary.Log(s) + top, 1 / s, -1 / (s * s));
        return into;
    }

    private void Path(in JetPad pad, int leaf, int into)
    {
        pad.Constant(into, 0);
        foreach (var (node, choice) in _paths[leaf]) pad.Combine(into, 1, into, 1, LogSlot(node, choice));
    }

    private void Induce(in JetPad pad, ReadOnlySpan<double> weights, int row)
    {
        for (int at = 0; at < _variable.Length; at++)
        {
            if (_variable[at] < 0)
            {
                pad.Constant(at, 0);
                continue;
            }
            double u = 0;
            foreach (var (weight, column) in _design[_variable[at]]) u += (weight < 0 ? 1 : weights[weight]) * column[row];
            pad.Variable(at, _variable[at], u);
        }
        for (int n = _moves.Length - 1; n >= 0; n--)
        {
            Choose(pad, n);
            for (int i = 0; i <= _players; i++)
            {
                if (i == _players && _shocks == ShockSource.Agent) continue;
                int to = i == _players ? SquareSlot(n) : ValueSlot(n, i), work = Work;
                pad.Constant(to, 0);
                for (int a = 0; a < _moves[n].Children.Count; a++)
                {
                    int child = _moves[n].Children[a];
                    if (i < _players) pad.Multiply(work, ChanceSlot(n, a), ValueSlot(child, i));
                    else
                    {
                        pad.Multiply(work, ChanceSlot(n, a), ChanceSlot(n, a));
                        if (child >= 0) pad.Multiply(work, work, SquareSlot(child));
                    }
                    pad.Combine(to, 1, to, 1, work);
                }
            }
        }
    }

    private void Choose(in JetPad pad, int n)
    {
        var children = _moves[n].Children;
        int owner = _moves[n].Owner, gain = Work, squares = Work + 1;
        if (children.Count == 2)
        {
            pad.Combine(gain, 1, ValueSlot(children[1], owner), -1, ValueSlot(children[0], owner));
            if (_shocks == ShockSource.Agent) pad.Affine(gain, gain, 1 / RootTwo, 0);
            else
            {
                pad.Constant(squares, 0);
                foreach (int child in children)
                {
                    if (child < 0) pad.Affine(squares, squares, 1, 1);
                    else pad.Combine(squares, 1, squares, 1, SquareSlot(child));
                }
                double v = pad[squares][0], root = 1 / Math.Sqrt(v);
                pad.Chain(squares, squares, root, -0.5 * root / v, 0.75 * root / (v * v));
                pad.Multiply(gain, gain, squares);
            }
            BinaryMove.Set(pad, _link, gain, LogSlot(n, 1), LogSlot(n, 0), ChanceSlot(n, 1), ChanceSlot(n, 0));
            return;
        }
        double top = double.NegativeInfinity;
        for (int a = 0; a < children.Count; a++) top = Math.Max(top, pad[ValueSlot(children[a], owner)][0] / RootTwo);
        pad.Constant(squares, 0);
        for (int a = 0; a < children.Count; a++)
        {
            pad.Affine(LogSlot(n, a), ValueSlot(children[a], owner), 1 / RootTwo, -top);
            pad.Exp(gain, LogSlot(n, a));
            pad.Combine(squares, 1, squares, 1, gain);
        }
        double s = pad[squares][0];
        pad.Chain(squares, squares, Elementary.Log(s), 1 / s, -1 / (s * s));
        for (int a = 0; a < children.Count; a++)
        {
            pad.Combine(LogSlot(n, a), 1, LogSlot(n, a), -1, squares);
            pad.Exp(ChanceSlot(n, a), LogSlot(n, a));
        }
    }

    private (int Node, int Choice)[][] Paths()
    {
        var paths = new (int, int)[_leaves][];
        void Walk(int node, List<(int, int)> sofar)
        {
            for (int a = 0; a < _moves[node].Children.Count; a++)
            {
                List<(int, int)> here = [.. sofar, (node, a)];
                int child = _moves[node].Children[a];
                if (child < 0) paths[~child] = [.. here];
                else Walk(child, here);
            }
        }
        Walk(0, []);
        return paths;
    }

    private void Lift(ReadOnlySpan<double> log, int row, double frequency, Span<double> gradient, Span<double> hessian)
    {
        int size = _names.Length;
        for (int e = 0; e < _variables; e++)
        {
            double slope = frequency * log[1 + e];
            foreach (var (weight, column) in _design[e])
                if (weight >= 0) gradient[weight] += slope * column[row];
            if (hessian.IsEmpty) continue;
            int triangle = 1 + _variables + (e * _variables) - (e * (e - 1) / 2);
            for (int f = e; f < _variables; f++)
            {
                double curve = frequency * log[triangle + f - e];
                if (curve == 0) continue;
                foreach (var (i, x) in _design[e])
                    foreach (var (j, y) in _design[f])
                    {
                        if (i < 0 || j < 0) continue;
                        double c = curve * x[row] * y[row];
                        hessian[(i * size) + j] += c;
                        if (e != f) hessian[(j * size) + i] += c;
                    }
            }
        }
    }
}
