namespace Tumen.Numerics;

/// <summary>A square matrix whose non-zeros lie within a band, factored in place with partial pivoting; a full band makes it dense.</summary>
/// <remarks>Rows are stored with room for the fill that pivoting brings: 2·lower + upper + 1 cells each. Work is n·lower·(lower + upper), not n³.</remarks>
public sealed class BandedLu
{
    private readonly int _lower, _upper, _width;
    private readonly double[] _cells;
    private readonly int[] _pivot;

    /// <summary>Makes a zero matrix.</summary>
    /// <param name="order">Number of rows.</param>
    /// <param name="lower">Diagonals below the main one.</param>
    /// <param name="upper">Diagonals above it.</param>
    public BandedLu(int order, int lower, int upper)
    {
        Order = order;
        _lower = Math.Min(lower, order - 1);
        _upper = Math.Min(upper, order - 1);
        _width = 2 * _lower + _upper + 1;
        _cells = new double[order * _width];
        _pivot = new int[order];
    }

    /// <summary>Number of rows.</summary>
    public int Order { get; }

    /// <summary>An entry inside the band.</summary>
    public ref double this[int row, int column] => ref _cells[row * _width + column - row + _lower];

    /// <summary>Sets every entry to 0, ready to be filled again.</summary>
    public void Clear() => Array.Clear(_cells);

    /// <summary>Factors in place.</summary>
    /// <returns>False when a pivot is exactly 0 or not finite.</returns>
    public bool Factor()
    {
        for (int j = 0; j < Order; j++)
        {
            int bottom = Math.Min(Order - 1, j + _lower), right = Math.Min(Order - 1, j + _lower + _upper), best = j;
            for (int i = j + 1; i <= bottom; i++)
                if (Math.Abs(this[i, j]) > Math.Abs(this[best, j])) best = i;
            _pivot[j] = best;
            int length = right - j + 1;
            Span<double> head = _cells.AsSpan(j * _width + _lower, length);
            if (best != j)
            {
                Span<double> other = _cells.AsSpan(best * _width + j - best + _lower, length);
                for (int c = 0; c < length; c++) (head[c], other[c]) = (other[c], head[c]);
            }
            double pivot = head[0];
            if (pivot == 0 || !double.IsFinite(pivot)) return false;
            ReadOnlySpan<double> row = head[1..];
            for (int i = j + 1; i <= bottom; i++)
            {
                Span<double> target = _cells.AsSpan(i * _width + j - i + _lower, length);
                if (target[0] == 0) continue;
                double factor = target[0] / pivot;
                target[0] = factor;
                FixedOrder.AddScaled(target[1..], row, -factor);
            }
        }
        return true;
    }

    /// <summary>Solves A x = b in place.</summary>
    public void Solve(Span<double> b)
    {
        for (int j = 0; j < Order; j++)
        {
            (b[j], b[_pivot[j]]) = (b[_pivot[j]], b[j]);
            int bottom = Math.Min(Order - 1, j + _lower);
            for (int i = j + 1; i <= bottom; i++) b[i] -= this[i, j] * b[j];
        }
        for (int j = Order - 1; j >= 0; j--)
        {
            int length = Math.Min(Order - 1, j + _lower + _upper) - j;
            b[j] = (b[j] - FixedOrder.Dot(_cells.AsSpan(j * _width + _lower + 1, length), b.Slice(j + 1, length))) / this[j, j];
        }
    }

    /// <summary>Solves Aᵀ x = b in place.</summary>
    public void SolveTranspose(Span<double> b)
    {
        for (int j = 0; j < Order; j++)
        {
            int length = Math.Min(Order - 1, j + _lower + _upper) - j;
            b[j] /= this[j, j];
            FixedOrder.AddScaled(b.Slice(j + 1, length), _cells.AsSpan(j * _width + _lower + 1, length), -b[j]);
        }
        for (int j = Order - 1; j >= 0; j--)
        {
            int bottom = Math.Min(Order - 1, j + _lower);
            for (int i = j + 1; i <= bottom; i++) b[j] -= this[i, j] * b[i];
            (b[j], b[_pivot[j]]) = (b[_pivot[j]], b[j]);
        }
    }

    /// <summary>The smallest singular value of the factored matrix, by inverse iteration on AᵀA.</summary>
    public double SmallestSingularValue()
    {
        var x = new double[Order];
        for (int i = 0; i < Order; i++) x[i] = 1 + 0.1 * Elementary.Sin(i + 1);
        double value = 0;
        for (int i = 0; i < 60; i++)
        {
            double norm = Math.Sqrt(FixedOrder.Dot(x, x));
            for (int k = 0; k < Order; k++) x[k] /= norm;
            Solve(x);
            double next = 1 / Math.Sqrt(FixedOrder.Dot(x, x));
            SolveTranspose(x);
            // ‖A⁻¹x‖ of the current unit vector; the pair of solves is one step on (AᵀA)⁻¹ up to rotation.
            if (i > 2 && Math.Abs(next - value) <= 1e-12 * next) return next;
            value = next;
        }
        return value;
    }
}
