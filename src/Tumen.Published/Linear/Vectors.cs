using System.Numerics;
using System.Runtime.InteropServices;

namespace Tumen.Published.Linear;

/// <summary>The two inner loops of every factorisation, vectorised.</summary>
internal static class Vectors
{
    /// <summary>target −= factor · source.</summary>
    public static void Subtract(Span<double> target, ReadOnlySpan<double> source, double factor)
    {
        Span<Vector<double>> t = MemoryMarshal.Cast<double, Vector<double>>(target);
        ReadOnlySpan<Vector<double>> s = MemoryMarshal.Cast<double, Vector<double>>(source);
        var f = new Vector<double>(-factor);
        for (int i = 0; i < t.Length; i++) t[i] = Vector.FusedMultiplyAdd(s[i], f, t[i]);
        for (int i = t.Length * Vector<double>.Count; i < target.Length; i++) target[i] = Math.FusedMultiplyAdd(-factor, source[i], target[i]);
    }

    /// <summary>a · b.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ReadOnlySpan<Vector<double>> x = MemoryMarshal.Cast<double, Vector<double>>(a), y = MemoryMarshal.Cast<double, Vector<double>>(b);
        Vector<double> sum = Vector<double>.Zero;
        for (int i = 0; i < x.Length; i++) sum = Vector.FusedMultiplyAdd(x[i], y[i], sum);
        double total = Vector.Sum(sum);
        for (int i = x.Length * Vector<double>.Count; i < a.Length; i++) total += a[i] * b[i];
        return total;
    }
}
