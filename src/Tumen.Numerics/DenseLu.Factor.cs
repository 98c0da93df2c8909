using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tumen.Numerics;

/// <content>How the factors are made.</content>
public sealed partial class DenseLu
{
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
}
