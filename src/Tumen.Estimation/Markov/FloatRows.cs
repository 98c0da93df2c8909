using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tumen.Estimation;

/// <summary>Inner products and sums of rows of single precision whose length is a whole number of vectors.</summary>
internal static class FloatRows
{
    private const int Lane = 16;

    /// <summary>The next multiple of the vector's length.</summary>
    public static int Padded(int length) => (length + Lane - 1) / Lane * Lane;

    /// <summary>Inner product; both of one padded length.</summary>
    public static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        ref float x0 = ref MemoryMarshal.GetReference(x);
        ref float y0 = ref MemoryMarshal.GetReference(y);
        var sum = Vector512<float>.Zero;
        for (int i = 0; i < x.Length; i += Lane)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref x0, (nuint)i), Vector512.LoadUnsafe(ref y0, (nuint)i), sum);
        }

        return Vector512.Sum(sum);
    }

    /// <summary>y += factor · x; both of one padded length.</summary>
    public static void AddScaled(Span<float> y, ReadOnlySpan<float> x, float factor)
    {
        ref float x0 = ref MemoryMarshal.GetReference(x);
        ref float y0 = ref MemoryMarshal.GetReference(y);
        var f = Vector512.Create(factor);
        for (int i = 0; i < x.Length; i += Lane)
        {
            Vector512.FusedMultiplyAdd(f, Vector512.LoadUnsafe(ref x0, (nuint)i), Vector512.LoadUnsafe(ref y0, (nuint)i)).StoreUnsafe(ref y0, (nuint)i);
        }
    }
}
