namespace Tumen.Numerics;

/// <summary>
/// LU factors with partial pivoting of a dense square matrix, row-major: P A = L U.
/// </summary>
/// <remarks>
/// Right-looking, blocked; the trailing update runs in 4 × 16 register tiles. Cost 2n³/3. The order of additions is fixed, so the same
/// input gives the same bits on the same kind of processor whatever the thread count. Source: Golub and Van Loan (2013), Matrix Computations, alg. 3.4.1 and §3.2.11.
/// </remarks>
public sealed partial class DenseLu
{
    private const int Block = 48;
    private readonly double[] _a;
    private readonly int[] _pivot;

    private DenseLu(double[] a, int[] pivot, int n, double smallest)
    {
        _a = a;
        _pivot = pivot;
        Order = n;
        SmallestPivot = smallest;
    }

    /// <summary>Number of rows.</summary>
    public int Order { get; }

    /// <summary>Smallest pivot in absolute value; 0 (or NaN) means singular.</summary>
    public double SmallestPivot { get; }

    /// <summary>Whether every pivot is finite and not zero.</summary>
    public bool IsRegular => SmallestPivot > 0;

    /// <summary>The inverse of a matrix, which is left as it is.</summary>
    /// <param name="matrix">Row-major n × n.</param>
    /// <param name="n">Order.</param>
    /// <returns>Row-major inverse, or null where a pivot is 0 or not a number.</returns>
    public static double[]? InverseOf(ReadOnlySpan<double> matrix, int n)
    {
        var lu = FactorInPlace(matrix[..(n * n)].ToArray(), n);
        if (!lu.IsRegular)
        {
            return null;
        }

        var inverse = new double[n * n];
        lu.Invert(inverse);
        return inverse;
    }

    /// <summary>Solves A x = b for several right-hand sides in place.</summary>
    /// <param name="b">Row-major, <see cref="Order"/> × <paramref name="columns"/>.</param>
    /// <param name="columns">Number of right-hand sides.</param>
    public void Solve(Span<double> b, int columns = 1)
    {
        int n = Order;
        for (int i = 0; i < n; i++)
        {
            int p = _pivot[i];
            if (p != i)
            {
                SwapRows(b.Slice(i * columns, columns), b.Slice(p * columns, columns));
            }
        }

        if (columns == 1)
        {
            SolveOne(b);
            return;
        }

        for (int i = 0; i < n; i++)
        {
            var row = b.Slice(i * columns, columns);
            var li = _a.AsSpan(i * n, i);
            for (int k = 0; k < i; k++)
            {
                SubtractScaled(row, b.Slice(k * columns, columns), li[k]);
            }
        }

        for (int i = n - 1; i >= 0; i--)
        {
            var row = b.Slice(i * columns, columns);
            var ui = _a.AsSpan(i * n, n);
            for (int k = i + 1; k < n; k++)
            {
                SubtractScaled(row, b.Slice(k * columns, columns), ui[k]);
            }

            double inverse = 1 / ui[i];
            for (int c = 0; c < columns; c++)
            {
                row[c] *= inverse;
            }
        }
    }

    /// <summary>Writes A⁻¹; zeros of triangular factors are skipped, so nearly triangular matrices cost little.</summary>
    /// <param name="inverse">Row-major, <see cref="Order"/> × <see cref="Order"/>.</param>
    public void Invert(Span<double> inverse)
    {
        int n = Order;
        inverse[..(n * n)].Clear();
        for (int i = 0; i < n; i++)
        {
            inverse[(i * n) + i] = 1;
        }

        for (int i = 0; i < n; i++)
        {
            if (_pivot[i] != i)
            {
                SwapRows(inverse.Slice(i * n, n), inverse.Slice(_pivot[i] * n, n));
            }
        }

        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < i; k++)
            {
                double l = _a[(i * n) + k];
                if (l != 0)
                {
                    SubtractScaled(inverse.Slice(i * n, n), inverse.Slice(k * n, n), l);
                }
            }
        }

        for (int i = n - 1; i >= 0; i--)
        {
            var row = inverse.Slice(i * n, n);
            for (int k = i + 1; k < n; k++)
            {
                double u = _a[(i * n) + k];
                if (u != 0)
                {
                    SubtractScaled(row, inverse.Slice(k * n, n), u);
                }
            }

            double scale = 1 / _a[(i * n) + i];
            for (int c = 0; c < n; c++)
            {
                row[c] *= scale;
            }
        }
    }

    /// <summary>Solves Aᵀ x = b in place.</summary>
    /// <param name="b">Right-hand side of length <see cref="Order"/>.</param>
    public void SolveTransposed(Span<double> b)
    {
        int n = Order;
        for (int i = 0; i < n; i++)
        {
            double x = b[i] / _a[(i * n) + i];
            b[i] = x;
            if (x != 0)
            {
                SubtractScaled(b[(i + 1)..n], _a.AsSpan((i * n) + i + 1, n - i - 1), x);
            }
        }

        for (int i = n - 1; i > 0; i--)
        {
            double x = b[i];
            if (x != 0)
            {
                SubtractScaled(b[..i], _a.AsSpan(i * n, i), x);
            }
        }

        for (int i = n - 1; i >= 0; i--)
        {
            int p = _pivot[i];
            if (p != i)
            {
                (b[i], b[p]) = (b[p], b[i]);
            }
        }
    }

    /// <summary>Sign of the determinant, −1, 0 or +1: it changes where a path passes a simple fold or bifurcation.</summary>
    public int DeterminantSign()
    {
        int sign = 1;
        for (int i = 0; i < Order; i++)
        {
            double pivot = _a[(i * Order) + i];
            sign *= pivot > 0 ? 1 : pivot < 0 ? -1 : 0;
            if (_pivot[i] != i)
            {
                sign = -sign;
            }
        }

        return sign;
    }

    private void SolveOne(Span<double> b)
    {
        int n = Order;
        for (int i = 1; i < n; i++)
        {
            b[i] -= FixedOrder.Dot(_a.AsSpan(i * n, i), b[..i]);
        }

        for (int i = n - 1; i >= 0; i--)
        {
            double x = b[i] - FixedOrder.Dot(_a.AsSpan((i * n) + i + 1, n - i - 1), b.Slice(i + 1, n - i - 1));
            b[i] = x / _a[(i * n) + i];
        }
    }

    private static void SwapRows(Span<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            (x[i], y[i]) = (y[i], x[i]);
        }
    }

    private static void SubtractScaled(Span<double> y, ReadOnlySpan<double> x, double factor) => FixedOrder.AddScaled(y, x, -factor);
}
