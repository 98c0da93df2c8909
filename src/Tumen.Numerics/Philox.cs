namespace Tumen.Numerics;

/// <summary>
/// Counter-based random numbers, Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011, SC '11): the stream is named by (seed, stream), so that any
/// task can draw its own numbers with the same bits whatever thread runs it.
/// </summary>
public sealed class Philox
{
    private readonly uint _k0;
    private readonly uint _k1;
    private readonly ulong _stream;
    private readonly uint[] _buffer = new uint[4];
    private ulong _counter;
    private int _left;

    /// <summary>Opens a stream.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="stream">The task within the run.</param>
    public Philox(ulong seed, ulong stream)
    {
        _k0 = (uint)seed;
        _k1 = (uint)(seed >> 32);
        _stream = stream;
    }

    /// <summary>Next 32 random bits.</summary>
    public uint NextUInt()
    {
        if (_left == 0)
        {
            Block(_counter++, _stream, _k0, _k1, _buffer);
            _left = 4;
        }

        return _buffer[4 - _left--];
    }

    /// <summary>Uniform on (0,1), 53 bits, never 0 or 1.</summary>
    public double NextDouble()
    {
        ulong high = NextUInt(), low = NextUInt();
        return ((((high << 32) | low) >> 11) + 0.5) * (1.0 / 9007199254740992.0);
    }

    /// <summary>Standard normal by the Box–Muller transform (one of the pair is used).</summary>
    public double NextNormal()
    {
        double u = NextDouble(), v = NextDouble();
        return Math.Sqrt(-2 * Elementary.Log(u)) * Elementary.Cos(2 * Math.PI * v);
    }

    /// <summary>Standard normal by inversion: one uniform draw each, so the position in the stream is the number of draws.</summary>
    public double NextNormalByInversion() => Special.Normal.Quantile(NextDouble());

    /// <summary>A whole number in [0, <paramref name="count"/>), all equally likely.</summary>
    /// <param name="count">How many there are, above 0.</param>
    public int NextIndex(int count) => Math.Min(count - 1, (int)(NextDouble() * count));

    /// <summary>Index drawn with the given probabilities (which sum to 1).</summary>
    public int NextIndex(ReadOnlySpan<double> probabilities)
    {
        double u = NextDouble();
        int last = probabilities.Length - 1;
        for (int i = 0; i < last; i++)
        {
            u -= probabilities[i];
            if (u < 0)
            {
                return i;
            }
        }

        return last;
    }

    /// <summary>The raw block function: four words from a 64-bit counter and a 64-bit stream under a 64-bit key.</summary>
    public static void Block(ulong counter, ulong stream, uint k0, uint k1, Span<uint> result)
    {
        uint x0 = (uint)counter, x1 = (uint)(counter >> 32), x2 = (uint)stream, x3 = (uint)(stream >> 32);
        for (int round = 0; round < 10; round++)
        {
            ulong p0 = 0xD2511F53UL * x0, p1 = 0xCD9E8D57UL * x2;
            uint y0 = (uint)(p1 >> 32) ^ x1 ^ k0, y2 = (uint)(p0 >> 32) ^ x3 ^ k1;
            x1 = (uint)p1;
            x3 = (uint)p0;
            x0 = y0;
            x2 = y2;
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        result[0] = x0;
        result[1] = x1;
        result[2] = x2;
        result[3] = x3;
    }
}
