using System.Numerics;

namespace Tumen.Episodes;

/// <summary>A dense table of equations that pivots: rows are basic variables, the last column the right-hand side.</summary>
internal abstract class Tableau
{
    protected Tableau(int rows, int columns)
    {
        (Rows, Columns, Basis) = (rows, columns, new int[rows]);
        Position = new int[columns];
        Array.Fill(Position, -1);
    }

    public int Rows { get; }

    /// <summary>Number of variables; the right-hand side has this index.</summary>
    public int Columns { get; }

    /// <summary>Which variable each row stands for.</summary>
    public int[] Basis { get; }

    /// <summary>The row of a basic variable, −1 for a nonbasic one.</summary>
    public int[] Position { get; }

    public int Pivots { get; private set; }

    public abstract int Sign(int row, int column);

    /// <summary>Compares entry/pivot of two rows, whose pivots are positive.</summary>
    protected abstract int CompareRatio(int first, int second, int column, int pivotColumn);

    /// <summary>Compares two entries of one row.</summary>
    public abstract int CompareEntries(int row, int first, int second);

    protected abstract void Eliminate(int row, int column);

    /// <summary>Value of a variable at the current corner.</summary>
    public abstract Rational Exact(int variable);

    public abstract double Value(int variable);

    public void SetBasic(int row, int variable) => (Basis[row], Position[variable]) = (variable, row);

    public void Pivot(int row, int column)
    {
        Eliminate(row, column);
        Position[Basis[row]] = -1;
        SetBasic(row, column);
        Pivots++;
    }

    /// <summary>The row that limits the entering column, ties broken lexicographically by the given columns so that no corner comes twice.</summary>
    /// <returns>−1 when nothing limits it.</returns>
    public int LeavingRow(int column, int lexicographicStart, int lexicographicCount, int firstRow = 0)
    {
        var best = new List<int>();
        for (int row = firstRow; row < Rows; row++)
        {
            if (Sign(row, column) <= 0) continue;
            int order = best.Count == 0 ? -1 : CompareRatio(row, best[0], Columns, column);
            if (order < 0) best.Clear();
            if (order <= 0) best.Add(row);
        }
        for (int k = lexicographicStart; best.Count > 1 && k < lexicographicStart + lexicographicCount; k++)
        {
            var kept = new List<int> { best[0] };
            for (int r = 1; r < best.Count; r++)
            {
                int order = CompareRatio(best[r], kept[0], k, column);
                if (order < 0) kept.Clear();
                if (order <= 0) kept.Add(best[r]);
            }
            best = kept;
        }
        return best.Count == 0 ? -1 : best[0];
    }
}

/// <summary>Exact: all entries are integers over one common denominator (integer pivoting: Edmonds 1967; Bareiss 1968).</summary>
internal sealed class ExactTableau : Tableau
{
    private readonly BigInteger[][] _rows;
    private BigInteger _denominator = BigInteger.One;

    public ExactTableau(int rows, int columns) : base(rows, columns) => _rows = [.. Enumerable.Range(0, rows).Select(_ => new BigInteger[columns + 1])];

    private ExactTableau(ExactTableau other) : base(other.Rows, other.Columns)
    {
        _rows = Array.ConvertAll(other._rows, row => (BigInteger[])row.Clone());
        _denominator = other._denominator;
        other.Basis.CopyTo(Basis, 0);
        other.Position.CopyTo(Position, 0);
    }

    public ExactTableau Copy() => new(this);

    public void Set(int row, int column, BigInteger value) => _rows[row][column] = value;

    public override int Sign(int row, int column) => _rows[row][column].Sign;

    protected override int CompareRatio(int first, int second, int column, int pivotColumn) =>
        (_rows[first][column] * _rows[second][pivotColumn]).CompareTo(_rows[second][column] * _rows[first][pivotColumn]);

    protected override void Eliminate(int row, int column)
    {
        var source = _rows[row];
        var pivot = source[column];
        for (int r = 0; r < Rows; r++)
        {
            if (r == row) continue;
            var target = _rows[r];
            var factor = target[column];
            for (int k = 0; k <= Columns; k++)
            {
                if (target[k].IsZero && (factor.IsZero || source[k].IsZero)) continue;
                var value = target[k] * pivot;
                if (!factor.IsZero) value -= factor * source[k];
                target[k] = _denominator.IsOne ? value : value / _denominator;
            }
        }
        if (pivot.Sign < 0)
        {
            foreach (var line in _rows)
                for (int k = 0; k <= Columns; k++) line[k] = -line[k];
            pivot = -pivot;
        }
        _denominator = pivot;
    }

    public override int CompareEntries(int row, int first, int second) => _rows[row][first].CompareTo(_rows[row][second]);

    /// <summary>An entry of row 0 as the fraction it stands for.</summary>
    public Rational ObjectiveEntry(int column) => new(_rows[0][column], _rows[0][Basis[0]]);

    public override Rational Exact(int variable) => Position[variable] < 0 ? Rational.Zero : new Rational(_rows[Position[variable]][Columns], _rows[Position[variable]][variable]);

    public override double Value(int variable) => Exact(variable).ToDouble();
}

/// <summary>Floating: fast; corners are to be checked afterwards.</summary>
internal sealed class FloatingTableau(int rows, int columns) : Tableau(rows, columns)
{
    private const double Tiny = 1e-9;
    private readonly double[][] _rows = [.. Enumerable.Range(0, rows).Select(_ => new double[columns + 1])];

    public void Set(int row, int column, double value) => _rows[row][column] = value;

    public double Get(int row, int column) => _rows[row][column];

    public override int Sign(int row, int column)
    {
        double value = _rows[row][column];
        return value > Tiny ? 1 : value < -Tiny ? -1 : 0;
    }

    protected override int CompareRatio(int first, int second, int column, int pivotColumn)
    {
        double a = _rows[first][column] / _rows[first][pivotColumn], b = _rows[second][column] / _rows[second][pivotColumn];
        return Math.Abs(a - b) <= 1e-11 * (1 + Math.Abs(a)) ? 0 : a.CompareTo(b);
    }

    protected override void Eliminate(int row, int column)
    {
        var source = _rows[row];
        double pivot = source[column];
        for (int k = 0; k < source.Length; k++) source[k] /= pivot;
        source[column] = 1;
        for (int r = 0; r < Rows; r++)
        {
            var target = _rows[r];
            double factor = target[column];
            if (r == row || factor == 0) continue;
            AddScaled(target, source, -factor);
            target[column] = 0;
            if (target[^1] < 0 && target[^1] > -1e-12) target[^1] = 0;
        }
    }

    private static void AddScaled(double[] target, double[] source, double factor)
    {
        int k = 0, width = Vector<double>.Count;
        for (; k + width <= target.Length; k += width)
            (new Vector<double>(target, k) + factor * new Vector<double>(source, k)).CopyTo(target, k);
        for (; k < target.Length; k++) target[k] += factor * source[k];
    }

    public override int CompareEntries(int row, int first, int second) => _rows[row][first].CompareTo(_rows[row][second]);

    public override Rational Exact(int variable) => Rational.FromDouble(Value(variable));

    public override double Value(int variable) => Position[variable] < 0 ? 0 : _rows[Position[variable]][Columns];
}
