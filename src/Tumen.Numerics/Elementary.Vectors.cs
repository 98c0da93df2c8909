using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tumen.Numerics;

/// <content>Eight numbers at a time: the steps of the scalar functions, lane by lane, and so the same bits on registers of any width.</content>
public static partial class Elementary
{
    /// <summary>exp of every number, in place; bit for bit what <see cref="Exp(double)"/> gives for each.</summary>
    public static void Exp(Span<double> x)
    {
        ref double start = ref MemoryMarshal.GetReference(x);
        int i = 0;
        for (; i + 8 <= x.Length; i += 8)
        {
            Exp(Vector512.LoadUnsafe(ref start, (nuint)i)).StoreUnsafe(ref start, (nuint)i);
        }

        if (x.Length - i > 5)
        {
            Span<double> last = stackalloc double[8];
            x[i..].CopyTo(last);
            Exp(Vector512.Create<double>(last)).CopyTo(last);
            last[..(x.Length - i)].CopyTo(x[i..]);
            return;
        }

        for (; i < x.Length; i++)
        {
            x[i] = Exp(x[i]);
        }
    }

    /// <summary>The natural logarithm of every number, in place; bit for bit what <see cref="Log(double)"/> gives for each.</summary>
    public static void Log(Span<double> x)
    {
        ref double start = ref MemoryMarshal.GetReference(x);
        int i = 0;
        for (; i + 8 <= x.Length; i += 8)
        {
            var v = Vector512.LoadUnsafe(ref start, (nuint)i);
            if (Vector512.GreaterThanOrEqualAll(v, Vector512.Create(2.2250738585072014e-308)) && Vector512.LessThanOrEqualAll(v, Vector512.Create(double.MaxValue)))
            {
                Log(v).StoreUnsafe(ref start, (nuint)i);
                continue;
            }

            for (int j = i; j < i + 8; j++)
            {
                x[j] = Log(x[j]);
            }
        }

        for (; i < x.Length; i++)
        {
            x[i] = Log(x[i]);
        }
    }

    /// <summary>exp of eight numbers.</summary>
    public static Vector512<double> Exp(Vector512<double> x)
    {
        var at = Vector512.Max(Vector512.Create(-746.0), Vector512.Min(Vector512.Create(710.0), x));
        var shifted = Vector512.FusedMultiplyAdd(at, Vector512.Create(LogTwoInverse), Vector512.Create(Shift));
        var n = Vector512.Create(Shift) - shifted;
        var near = Vector512.FusedMultiplyAdd(n, Vector512.Create(LogTwoHigh), at);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(LogTwoLow), near);
        var lost = Vector512.FusedMultiplyAdd(n, Vector512.Create(LogTwoLow), near - r);
        var r2 = r * r;
        var r4 = r2 * r2;
        var a = Vector512.FusedMultiplyAdd(r2, Line(r, C5, C4), Line(r, C3, C2));
        var b = Vector512.FusedMultiplyAdd(r2, Line(r, C9, C8), Line(r, C7, C6));
        var c = Vector512.FusedMultiplyAdd(r2, Line(r, C13, C12), Line(r, C11, C10));
        var tail = Vector512.FusedMultiplyAdd(r4, Vector512.FusedMultiplyAdd(r4, Vector512.FusedMultiplyAdd(r4, Vector512.Create(C14), c), b), a);
        var one = Vector512<double>.One;
        var head = one + r;
        var bend = r2 * tail;
        var value = head + ((one - head) + r + Vector512.FusedMultiplyAdd(lost, head + bend, bend));
        // A halved power, rounded down, without a shift that keeps the sign (narrow registers have none): moved up by 2048 first.
        var power = shifted.AsInt64() - Vector512.Create(ShiftBits);
        var half = Vector512.ShiftRightLogical(power + Vector512.Create(2048L), 1) - Vector512.Create(1024L);
        var first = Vector512.ShiftLeft(half + Vector512.Create(1023L), 52).AsDouble();
        var second = Vector512.ShiftLeft(power - half + Vector512.Create(1023L), 52).AsDouble();
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), value * first * second, x);
    }

    // The logarithms of eight positive normal finite numbers.
    private static Vector512<double> Log(Vector512<double> x)
    {
        var moved = x.AsInt64() - Vector512.Create(RootHalfBits - OneBits);
        // A whole number below 2⁵² as a double: put into the low bits of 2⁵² and taken from there.
        var k = (Vector512.ShiftRightLogical(moved, 52) | Vector512.Create(0x4330000000000000L)).AsDouble() - Vector512.Create(4503599627370496.0 + 1023);
        var m = ((moved & Vector512.Create(MantissaBits)) + Vector512.Create(RootHalfBits)).AsDouble();
        var one = Vector512<double>.One;
        Vector512<double> f = m - one, d = m + one, dLost = m - (d - one), inverse = one / d, s = f * inverse;
        var sLost = Vector512.FusedMultiplyAdd(-s, dLost, Vector512.FusedMultiplyAdd(-s, d, f)) * inverse;
        Vector512<double> z = s * s, z2 = z * z, z4 = z2 * z2;
        var a = Vector512.FusedMultiplyAdd(z2, Line(z, L4, L3), Line(z, L2, L1));
        var b = Vector512.FusedMultiplyAdd(z2, Line(z, L8, L7), Line(z, L6, L5));
        var c = Vector512.FusedMultiplyAdd(z2, Vector512.Create(L11), Line(z, L10, L9));
        var tail = s * z * Vector512.FusedMultiplyAdd(z4, Vector512.FusedMultiplyAdd(z4, c, b), a);
        Vector512<double> whole = k * LogTwoHigh, twice = s + s, sum = whole + twice;
        var low = (whole - sum) + twice + Vector512.FusedMultiplyAdd(k, Vector512.Create(LogTwoLow), sLost + sLost + tail);
        return sum + low;
    }

    private static Vector512<double> Line(Vector512<double> x, double slope, double height) => Vector512.FusedMultiplyAdd(x, Vector512.Create(slope), Vector512.Create(height));
}
