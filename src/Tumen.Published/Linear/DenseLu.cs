namespace Tumen.Published.Linear;

/// <summary>LU factorisation with partial pivoting of a dense row-major matrix.</summary>
public sealed class DenseLu
{
    private readonly double[] _lu;
    private readonly int[] _pivot;
    private readonly int _n;

    private DenseLu(double[] lu, int[] pivot, int n) => (_lu, _pivot, _n) = (lu, pivot, n);

    /// <summary>Factors a copy of a matrix.</summary>
    /// <param name="a">Row-major n × n; not changed.</param>
    /// <param name="n">Order.</param>
    /// <returns>The factors, or null when a pivot is exactly 0 or not finite.</returns>
    public static DenseLu? Factor(ReadOnlySpan<double> a, int n)
    {
        double[] lu = a[..(n * n)].ToArray();
        var pivot = new int[n];
        for (int j = 0; j < n; j++)
        {
            int best = j;
            for (int i = j + 1; i < n; i++)
                if (Math.Abs(lu[i * n + j]) > Math.Abs(lu[best * n + j])) best = i;
            pivot[j] = best;
            if (best != j) Swap(lu.AsSpan(j * n, n), lu.AsSpan(best * n, n));
            double head = lu[j * n + j];
            if (head == 0 || !double.IsFinite(head)) return null;
            ReadOnlySpan<double> row = lu.AsSpan(j * n + j + 1, n - j - 1);
            for (int i = j + 1; i < n; i++)
            {
                double factor = lu[i * n + j] / head;
                lu[i * n + j] = factor;
                if (factor != 0) Vectors.Subtract(lu.AsSpan(i * n + j + 1, n - j - 1), row, factor);
            }
        }
        return new DenseLu(lu, pivot, n);
    }

    /// <summary>Solves A x = b in place.</summary>
    public void Solve(Span<double> b)
    {
        for (int i = 0; i < _n; i++)
            if (_pivot[i] != i) (b[i], b[_pivot[i]]) = (b[_pivot[i]], b[i]);
        for (int i = 1; i < _n; i++) b[i] -= Vectors.Dot(_lu.AsSpan(i * _n, i), b[..i]);
        for (int i = _n - 1; i >= 0; i--)
            b[i] = (b[i] - Vectors.Dot(_lu.AsSpan(i * _n + i + 1, _n - i - 1), b.Slice(i + 1, _n - i - 1))) / _lu[i * _n + i];
    }

    /// <summary>Solves xᵀ A = bᵀ in place.</summary>
    public void SolveTranspose(Span<double> b)
    {
        for (int i = 0; i < _n; i++)
        {
            b[i] /= _lu[i * _n + i];
            Vectors.Subtract(b.Slice(i + 1, _n - i - 1), _lu.AsSpan(i * _n + i + 1, _n - i - 1), b[i]);
        }
        for (int i = _n - 1; i > 0; i--) Vectors.Subtract(b[..i], _lu.AsSpan(i * _n, i), b[i]);
        for (int i = _n - 1; i >= 0; i--)
            if (_pivot[i] != i) (b[i], b[_pivot[i]]) = (b[_pivot[i]], b[i]);
    }

    /// <summary>The inverse, or null when the matrix is singular.</summary>
    public static double[]? Inverse(ReadOnlySpan<double> a, int n)
    {
        DenseLu? lu = Factor(a, n);
        if (lu is null) return null;
        var inverse = new double[n * n];
        var column = new double[n];
        for (int j = 0; j < n; j++)
        {
            Array.Clear(column);
            column[j] = 1;
            lu.Solve(column);
            for (int i = 0; i < n; i++) inverse[i * n + j] = column[i];
        }
        return inverse;
    }

    private static void Swap(Span<double> a, Span<double> b)
    {
        for (int i = 0; i < a.Length; i++) (a[i], b[i]) = (b[i], a[i]);
    }
}
