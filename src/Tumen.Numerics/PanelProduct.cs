using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tumen.Numerics;

/// <summary>
/// Small-by-long matrix products C = A B with A of few rows: how a handful of weightings of the same transition rows are taken at once,
/// so that the long rows are read from memory a single time.
/// </summary>
/// <remarks>Tiles of 4 × 16 in registers; every entry's additions run over k in order, so the bits never depend on the caller's threads.</remarks>
public static class PanelProduct
{
    /// <summary>C = A B, row-major throughout.</summary>
    /// <param name="a">rows × inner.</param>
    /// <param name="b">inner × columns.</param>
    /// <param name="c">Receives rows × columns.</param>
    /// <param name="rows">Rows of A.</param>
    /// <param name="inner">Columns of A.</param>
    /// <param name="columns">Columns of B.</param>
    public static void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int rows, int inner, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(a.Length, rows * inner);
        ArgumentOutOfRangeException.ThrowIfLessThan(b.Length, inner * columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(c.Length, rows * columns);
        ref double a0 = ref MemoryMarshal.GetReference(a);
        ref double b0 = ref MemoryMarshal.GetReference(b);
        ref double c0 = ref MemoryMarshal.GetReference(c);
        int j = 0;
        for (; j + 16 <= columns; j += 16)
        {
            int i = 0;
            for (; i + 4 <= rows; i += 4)
            {
                Tile4(ref a0, ref b0, ref c0, i, j, inner, columns);
            }

            for (; i < rows; i++)
            {
                Tile1(ref a0, ref b0, ref c0, i, j, inner, columns);
            }
        }

        for (; j < columns; j++)
        {
            for (int i = 0; i < rows; i++)
            {
                double sum = 0;
                for (int k = 0; k < inner; k++)
                {
                    sum = Math.FusedMultiplyAdd(a[(i * inner) + k], b[(k * columns) + j], sum);
                }

                c[(i * columns) + j] = sum;
            }
        }
    }

    private static ref double At(ref double x, int k) => ref System.Runtime.CompilerServices.Unsafe.Add(ref x, k);

    private static void Tile4(ref double a0, ref double b0, ref double c0, int i, int j, int inner, int columns)
    {
        Vector512<double> p0 = default, p1 = default, q0 = default, q1 = default, r0 = default, r1 = default, s0 = default, s1 = default;
        int a = i * inner;
        for (int k = 0; k < inner; k++)
        {
            nuint at = (nuint)((k * columns) + j);
            var x = Vector512.LoadUnsafe(ref b0, at);
            var y = Vector512.LoadUnsafe(ref b0, at + 8);
            var f = Vector512.Create(At(ref a0, a + k));
            p0 = Vector512.FusedMultiplyAdd(f, x, p0);
            p1 = Vector512.FusedMultiplyAdd(f, y, p1);
            f = Vector512.Create(At(ref a0, a + inner + k));
            q0 = Vector512.FusedMultiplyAdd(f, x, q0);
            q1 = Vector512.FusedMultiplyAdd(f, y, q1);
            f = Vector512.Create(At(ref a0, a + (2 * inner) + k));
            r0 = Vector512.FusedMultiplyAdd(f, x, r0);
            r1 = Vector512.FusedMultiplyAdd(f, y, r1);
            f = Vector512.Create(At(ref a0, a + (3 * inner) + k));
            s0 = Vector512.FusedMultiplyAdd(f, x, s0);
            s1 = Vector512.FusedMultiplyAdd(f, y, s1);
        }

        nuint to = (nuint)((i * columns) + j), step = (nuint)columns;
        p0.StoreUnsafe(ref c0, to);
        p1.StoreUnsafe(ref c0, to + 8);
        q0.StoreUnsafe(ref c0, to + step);
        q1.StoreUnsafe(ref c0, to + step + 8);
        r0.StoreUnsafe(ref c0, to + (2 * step));
        r1.StoreUnsafe(ref c0, to + (2 * step) + 8);
        s0.StoreUnsafe(ref c0, to + (3 * step));
        s1.StoreUnsafe(ref c0, to + (3 * step) + 8);
    }

    private static void Tile1(ref double a0, ref double b0, ref double c0, int i, int j, int inner, int columns)
    {
        Vector512<double> p0 = default, p1 = default;
        for (int k = 0; k < inner; k++)
        {
            nuint at = (nuint)((k * columns) + j);
            var f = Vector512.Create(At(ref a0, (i * inner) + k));
            p0 = Vector512.FusedMultiplyAdd(f, Vector512.LoadUnsafe(ref b0, at), p0);
            p1 = Vector512.FusedMultiplyAdd(f, Vector512.LoadUnsafe(ref b0, at + 8), p1);
        }

        nuint to = (nuint)((i * columns) + j);
        p0.StoreUnsafe(ref c0, to);
        p1.StoreUnsafe(ref c0, to + 8);
    }
}
