using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tumen.Numerics;

/// <summary>
/// LU factors with partial pivoting of a dense square matrix, row-major: P A = L U.
/// </summary>
/// <remarks>
/// Right-looking, blocked; the trailing update runs in 4 × 16 register tiles. Cost 2n³/3. The order of additions is fixed, so the same
/// input gives the same bits on the same kind of processor whatever the thread count. Source: Golub and Van Loan (2013), Matrix Computations, alg. 3.4.1 and §3.2.11.
/// </remarks>
public sealed class DenseLu
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

    /// <summary>Factors <paramref name="matrix"/> in place; the array belongs to the factors from then on.</summary>
    /// <param name="matrix">Row-major, at least <paramref name="n"/>·<paramref name="n"/> numbers.</param>
    /// <param name="n">Order.</param>
    public static DenseLu FactorInPlace(double[] matrix, int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(matrix.Length, n * n);
        var pivot = new int[n];
        double[] pack = n > Block ? new double[Block * 16] : [];
        double smallest = n == 0 ? 1 : double.PositiveInfinity;
        for (int k0 = 0; k0 < n; k0 += Block)
        {
            int kb = Math.Min(Block, n - k0);
            double panel = FactorPanel(matrix, n, k0, kb, pivot);
            if (!(panel >= smallest))
            {
                smallest = panel;
            }

            int rest = k0 + kb;
            if (rest < n)
            {
                SolveBlockRow(matrix, n, k0, kb, rest);
                UpdateTrailing(matrix, n, k0, kb, rest, pack);
            }
        }

        return new DenseLu(matrix, pivot, n, smallest);
    }

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

    private static double FactorPanel(double[] a, int n, int k0, int kb, int[] pivot)
    {
        double smallest = double.PositiveInfinity;
        for (int k = k0; k < k0 + kb; k++)
        {
            int best = k;
            double size = Math.Abs(a[(k * n) + k]);
            for (int i = k + 1; i < n; i++)
            {
                double v = Math.Abs(a[(i * n) + k]);
                if (v > size)
                {
                    size = v;
                    best = i;
                }
            }

            pivot[k] = best;
            if (!(size >= smallest))
            {
                smallest = size;
            }

            if (best != k)
            {
                SwapRows(a.AsSpan(k * n, n), a.AsSpan(best * n, n));
            }

            double inverse = 1 / a[(k * n) + k];
            int end = k0 + kb;
            var pivotRow = a.AsSpan((k * n) + k + 1, end - k - 1);
            for (int i = k + 1; i < n; i++)
            {
                double l = a[(i * n) + k] * inverse;
                a[(i * n) + k] = l;
                if (l != 0)
                {
                    SubtractScaled(a.AsSpan((i * n) + k + 1, end - k - 1), pivotRow, l);
                }
            }
        }

        return smallest;
    }

    private static void SolveBlockRow(double[] a, int n, int k0, int kb, int rest)
    {
        for (int i = k0 + 1; i < k0 + kb; i++)
        {
            var row = a.AsSpan((i * n) + rest, n - rest);
            for (int k = k0; k < i; k++)
            {
                double l = a[(i * n) + k];
                if (l != 0)
                {
                    SubtractScaled(row, a.AsSpan((k * n) + rest, n - rest), l);
                }
            }
        }
    }

    private static void UpdateTrailing(double[] a, int n, int k0, int kb, int rest, double[] pack)
    {
        ref double a0 = ref MemoryMarshal.GetArrayDataReference(a);
        ref double p0 = ref MemoryMarshal.GetArrayDataReference(pack);
        int j = rest;
        for (; j + 16 <= n; j += 16)
        {
            for (int k = 0; k < kb; k++)
            {
                a.AsSpan(((k0 + k) * n) + j, 16).CopyTo(pack.AsSpan(k * 16, 16));
            }

            int i = rest;
            for (; i + 4 <= n; i += 4)
            {
                Tile4(ref a0, ref p0, n, k0, kb, i, j);
            }

            for (; i < n; i++)
            {
                Tile1(ref a0, ref p0, n, k0, kb, i, j);
            }
        }

        if (j < n)
        {
            for (int i = rest; i < n; i++)
            {
                var row = a.AsSpan((i * n) + j, n - j);
                for (int k = 0; k < kb; k++)
                {
                    SubtractScaled(row, a.AsSpan(((k0 + k) * n) + j, n - j), a[(i * n) + k0 + k]);
                }
            }
        }
    }

    private static void Tile4(ref double a0, ref double p0, int n, int k0, int kb, int i, int j)
    {
        nuint r0 = (nuint)(((long)i * n) + j), r1 = r0 + (nuint)n, r2 = r1 + (nuint)n, r3 = r2 + (nuint)n;
        var c00 = Vector512.LoadUnsafe(ref a0, r0);
        var c01 = Vector512.LoadUnsafe(ref a0, r0 + 8);
        var c10 = Vector512.LoadUnsafe(ref a0, r1);
        var c11 = Vector512.LoadUnsafe(ref a0, r1 + 8);
        var c20 = Vector512.LoadUnsafe(ref a0, r2);
        var c21 = Vector512.LoadUnsafe(ref a0, r2 + 8);
        var c30 = Vector512.LoadUnsafe(ref a0, r3);
        var c31 = Vector512.LoadUnsafe(ref a0, r3 + 8);
        nuint l0 = (nuint)(((long)i * n) + k0), l1 = l0 + (nuint)n, l2 = l1 + (nuint)n, l3 = l2 + (nuint)n;
        for (nuint k = 0; k < (nuint)kb; k++)
        {
            var b0 = Vector512.LoadUnsafe(ref p0, k * 16);
            var b1 = Vector512.LoadUnsafe(ref p0, (k * 16) + 8);
            var x = Vector512.Create(-System.Runtime.CompilerServices.Unsafe.Add(ref a0, l0 + k));
            c00 = Vector512.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
            x = Vector512.Create(-System.Runtime.CompilerServices.Unsafe.Add(ref a0, l1 + k));
            c10 = Vector512.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(x, b1, c11);
            x = Vector512.Create(-System.Runtime.CompilerServices.Unsafe.Add(ref a0, l2 + k));
            c20 = Vector512.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(x, b1, c21);
            x = Vector512.Create(-System.Runtime.CompilerServices.Unsafe.Add(ref a0, l3 + k));
            c30 = Vector512.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(x, b1, c31);
        }

        c00.StoreUnsafe(ref a0, r0);
        c01.StoreUnsafe(ref a0, r0 + 8);
        c10.StoreUnsafe(ref a0, r1);
        c11.StoreUnsafe(ref a0, r1 + 8);
        c20.StoreUnsafe(ref a0, r2);
        c21.StoreUnsafe(ref a0, r2 + 8);
        c30.StoreUnsafe(ref a0, r3);
        c31.StoreUnsafe(ref a0, r3 + 8);
    }

    private static void Tile1(ref double a0, ref double p0, int n, int k0, int kb, int i, int j)
    {
        nuint r = (nuint)(((long)i * n) + j), l = (nuint)(((long)i * n) + k0);
        var c0 = Vector512.LoadUnsafe(ref a0, r);
        var c1 = Vector512.LoadUnsafe(ref a0, r + 8);
        for (nuint k = 0; k < (nuint)kb; k++)
        {
            var x = Vector512.Create(-System.Runtime.CompilerServices.Unsafe.Add(ref a0, l + k));
            c0 = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref p0, k * 16), c0);
            c1 = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref p0, (k * 16) + 8), c1);
        }

        c0.StoreUnsafe(ref a0, r);
        c1.StoreUnsafe(ref a0, r + 8);
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
