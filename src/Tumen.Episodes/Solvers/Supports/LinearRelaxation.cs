namespace Tumen.Episodes;

/// <summary>Narrows a box by a group of equations taken together: linear at the middle, the rest of each product bounded, unknowns solved for in the order in which that narrows most.</summary>
/// <remarks>
/// With x = c + r·t, |t| ≤ 1, a multilinear product departs from its tangent by at most Π(|c|+r) − Π|c| − Σ r Π|c| of the others. Elimination with full pivoting over unknowns in units of their own
/// half-width turns the group into t_p = −g ± (what is left). Products are combined before their bounds are taken, so that what cancels between equations cancels here. (Neumaier 1990, sections 4.1 and 5.2,
/// on preconditioning.) Bounds are widened by 1e-12 of the multipliers, thousands of times what such small eliminations lose to round-off.
/// </remarks>
internal sealed class LinearRelaxation
{
    private const double Slack = 1e-12;

    private readonly int[] _unknowns, _columnOf;
    private readonly int _rows, _columns, _width;
    private readonly double[] _constants;
    private readonly double[,] _linear, _products;
    private readonly int[][] _monomials;
    private readonly double[,] _table;
    private readonly double[] _value, _rest, _middle, _radius;
    private readonly int[] _pivotOf;
    private readonly bool[] _taken;

    /// <param name="system">All equations.</param>
    /// <param name="equations">Those of this group.</param>
    public LinearRelaxation(PolynomialSystem system, int[] equations)
    {
        _unknowns = [.. equations.SelectMany(system.TermsOf).SelectMany(term => term.Variables).Distinct().Order()];
        (_rows, _columns) = (equations.Length, _unknowns.Length);
        _columnOf = new int[system.Variables];
        for (int c = 0; c < _columns; c++) _columnOf[_unknowns[c]] = c;
        _constants = new double[_rows];
        _linear = new double[_rows, _columns];
        var index = new Dictionary<string, int>();
        var monomials = new List<int[]>();
        var entries = new List<(int Row, int Monomial, double Value)>();
        for (int r = 0; r < _rows; r++)
            foreach (var (value, variables) in system.TermsOf(equations[r]))
                switch (variables.Length)
                {
                    case 0:
                        _constants[r] += value;
                        break;
                    case 1:
                        _linear[r, _columnOf[variables[0]]] += value;
                        break;
                    default:
                        string key = string.Join(',', variables);
                        if (!index.TryGetValue(key, out int at))
                        {
                            index[key] = at = monomials.Count;
                            monomials.Add([.. variables.Select(v => _columnOf[v])]);
                        }
                        entries.Add((r, at, value));
                        break;
                }
        _monomials = [.. monomials];
        _products = new double[_rows, _monomials.Length];
        foreach (var (row, monomial, value) in entries) _products[row, monomial] += value;
        // One row of the table: unknowns, value at the middle, products (as combined by elimination), multipliers of the equations.
        _width = _columns + 1 + _monomials.Length + _rows;
        _table = new double[_rows, _width];
        (_value, _rest) = (new double[_monomials.Length], new double[_monomials.Length]);
        (_middle, _radius) = (new double[_columns], new double[_columns]);
        _pivotOf = new int[_rows];
        _taken = new bool[_columns];
    }

    /// <summary>Whether products of unknowns occur at all, so that a tighter box can teach something new.</summary>
    public bool HasProducts => _monomials.Length > 0;

    /// <summary>Narrows the box.</summary>
    /// <param name="x">The box; changed.</param>
    /// <param name="smear">Per unknown, how much its width adds to what is not linear; added to.</param>
    /// <param name="least">The smallest ratio of a new width to the old.</param>
    /// <param name="doubt">Largest half-width that an unknown solved for is left with, in units of its old one; infinite if not all equations could be solved.</param>
    /// <returns>False if the box holds no root.</returns>
    public bool Narrow(Interval[] x, double[]? smear, out double least, out double doubt)
    {
        (least, doubt) = (1, 0);
        for (int c = 0; c < _columns; c++)
        {
            var side = x[_unknowns[c]];
            (_middle[c], _radius[c]) = (0.5 * (side.Low + side.High), 0.5 * (side.High - side.Low) * (1 + 1e-15));
        }
        Fill();
        int pivots = Eliminate();
        if (pivots < _rows) doubt = double.PositiveInfinity;
        for (int r = 0; r < _rows; r++)
        {
            double spread = 1e-9, multipliers = 0, left = 0;
            for (int e = _columns + 1 + _monomials.Length; e < _width; e++) multipliers += Math.Abs(_table[r, e]);
            for (int m = 0; m < _monomials.Length; m++)
            {
                double part = Math.Abs(_table[r, _columns + 1 + m]) * _rest[m];
                left += part;
                if (smear is not null && part > 0)
                    foreach (int c in _monomials[m]) smear[_unknowns[c]] += part;
            }
            spread += left + Slack * multipliers;
            for (int c = 0; c < _columns; c++)
                if (!_taken[c]) spread += Math.Abs(_table[r, c]);
            double centre = -_table[r, _columns];
            if (r >= pivots)
            {
                if (Math.Abs(centre) > spread) return false;
                continue;
            }
            if (!(Math.Max(centre - spread, -1) <= Math.Min(centre + spread, 1))) return double.IsNaN(centre + spread);
            int p = _pivotOf[r];
            doubt = Math.Max(doubt, spread);
            double low = Math.Max(centre - spread, -1), high = Math.Min(centre + spread, 1);
            least = Math.Min(least, 0.5 * (high - low));
            ref var side = ref x[_unknowns[p]];
            side = new Interval(low <= -1 ? side.Low : Math.Max(side.Low, _middle[p] + _radius[p] * low), high >= 1 ? side.High : Math.Min(side.High, _middle[p] + _radius[p] * high));
            if (side.Low > side.High) side = new Interval(side.High, side.Low);
        }
        return true;
    }

    private void Fill()
    {
        Array.Clear(_table);
        for (int r = 0; r < _rows; r++)
        {
            double constant = _constants[r];
            for (int c = 0; c < _columns; c++)
            {
                constant += _linear[r, c] * _middle[c];
                _table[r, c] = _linear[r, c] * _radius[c];
            }
            _table[r, _columns] = constant;
            _table[r, _columns + 1 + _monomials.Length + r] = 1;
        }
        for (int m = 0; m < _monomials.Length; m++)
        {
            int[] unknowns = _monomials[m];
            double value = 1, all = 1, middles = 1;
            foreach (int c in unknowns)
            {
                value *= _middle[c];
                middles *= Math.Abs(_middle[c]);
                all *= Math.Abs(_middle[c]) + _radius[c];
            }
            double rest = all - middles;
            for (int k = 0; k < unknowns.Length; k++)
            {
                double others = 1;
                for (int j = 0; j < unknowns.Length; j++)
                    if (j != k) others *= _middle[unknowns[j]];
                double slope = others * _radius[unknowns[k]];
                rest -= Math.Abs(slope);
                for (int r = 0; r < _rows; r++) _table[r, unknowns[k]] += _products[r, m] * slope;
            }
            // For two unknowns the remainder is the product of the half-widths; the difference above would lose it to round-off in small boxes.
            _rest[m] = unknowns.Length == 2 ? _radius[unknowns[0]] * _radius[unknowns[1]] : Math.Max(rest, 0) + 1e-15;
            for (int r = 0; r < _rows; r++)
            {
                _table[r, _columns] += _products[r, m] * value;
                _table[r, _columns + 1 + m] = _products[r, m];
            }
        }
    }

    private int Eliminate()
    {
        Array.Clear(_taken);
        int row = 0;
        for (; row < _rows; row++)
        {
            int at = -1, pivot = -1;
            double best = 1e-11;
            for (int r = row; r < _rows; r++)
                for (int c = 0; c < _columns; c++)
                    if (!_taken[c] && Math.Abs(_table[r, c]) > best) (best, at, pivot) = (Math.Abs(_table[r, c]), r, c);
            if (pivot < 0) break;
            if (at != row)
                for (int k = 0; k < _width; k++) (_table[row, k], _table[at, k]) = (_table[at, k], _table[row, k]);
            double scale = 1 / _table[row, pivot];
            for (int k = 0; k < _width; k++) _table[row, k] *= scale;
            for (int r = 0; r < _rows; r++)
            {
                double factor = _table[r, pivot];
                if (r == row || factor == 0) continue;
                for (int k = 0; k < _width; k++) _table[r, k] -= factor * _table[row, k];
            }
            _pivotOf[row] = pivot;
            _taken[pivot] = true;
        }
        return row;
    }
}
