using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tumen.Numerics;

/// <summary>Sums whose order of additions never depends on threads: eight interleaved partial sums, then a fixed tree.</summary>
public static class FixedOrder
{
    /// <summary>Inner product of two vectors of the same length.</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        int n = Math.Min(x.Length, y.Length), i = 0;
        double tail = 0;
        var acc = Vector512<double>.Zero;
        if (n >= 8)
        {
            ref double x0 = ref MemoryMarshal.GetReference(x);
            ref double y0 = ref MemoryMarshal.GetReference(y);
            for (; i + 8 <= n; i += 8)
            {
                acc = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref x0, (nuint)i), Vector512.LoadUnsafe(ref y0, (nuint)i), acc);
            }
        }

        for (; i < n; i++)
        {
            tail += x[i] * y[i];
        }

        return Tree(acc) + tail;
    }

    /// <summary>y += factor · x.</summary>
    public static void AddScaled(Span<double> y, ReadOnlySpan<double> x, double factor)
    {
        int n = Math.Min(x.Length, y.Length), i = 0;
        if (n >= 8)
        {
            ref double x0 = ref MemoryMarshal.GetReference(x);
            ref double y0 = ref MemoryMarshal.GetReference(y);
            var f = Vector512.Create(factor);
            for (; i + 8 <= n; i += 8)
            {
                Vector512.FusedMultiplyAdd(f, Vector512.LoadUnsafe(ref x0, (nuint)i), Vector512.LoadUnsafe(ref y0, (nuint)i)).StoreUnsafe(ref y0, (nuint)i);
            }
        }

        for (; i < n; i++)
        {
            y[i] = Math.FusedMultiplyAdd(factor, x[i], y[i]);
        }
    }

    /// <summary>Largest absolute value; NaN if any entry is NaN; 0 for an empty vector.</summary>
    public static double MaxAbs(ReadOnlySpan<double> x)
    {
        double m = 0;
        foreach (double v in x)
        {
            double a = Math.Abs(v);
            if (!(a <= m))
            {
                m = a;
                if (double.IsNaN(a))
                {
                    return a;
                }
            }
        }

        return m;
    }

    /// <summary>Euclidean length.</summary>
    public static double Norm(ReadOnlySpan<double> x) => Math.Sqrt(Dot(x, x));

    private static double Tree(Vector512<double> v)
    {
        double a = v.GetElement(0) + v.GetElement(4), b = v.GetElement(1) + v.GetElement(5);
        double c = v.GetElement(2) + v.GetElement(6), d = v.GetElement(3) + v.GetElement(7);
        return a + c + (b + d);
    }
}
