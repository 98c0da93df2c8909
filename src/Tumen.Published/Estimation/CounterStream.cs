using Tumen.Numerics.Special;

namespace Tumen.Published.Estimation;

/// <summary>Random numbers addressed by (seed, stream, position): Philox 4×32-10 (Salmon et al. 2011, SC '11). Same address, same bits, on any thread.</summary>
public struct CounterStream
{
    private readonly uint _key0, _key1, _stream0, _stream1;
    private ulong _block;
    private uint _r0, _r1, _r2, _r3;
    private int _left;

    /// <summary>Opens a stream at its beginning.</summary>
    /// <param name="seed">Seed of the whole computation.</param>
    /// <param name="stream">Which stream, for example the replication number.</param>
    public CounterStream(ulong seed, ulong stream)
    {
        _key0 = (uint)seed;
        _key1 = (uint)(seed >> 32);
        _stream0 = (uint)stream;
        _stream1 = (uint)(stream >> 32);
        _block = 0;
        _r0 = _r1 = _r2 = _r3 = 0;
        _left = 0;
    }

    /// <summary>A uniform draw in (0, 1), never 0 or 1.</summary>
    public double NextUniform()
    {
        if (_left == 0) Refill();
        ulong bits = _left == 2 ? ((ulong)_r0 << 32) | _r1 : ((ulong)_r2 << 32) | _r3;
        _left--;
        return ((bits >> 11) + 0.5) * (1.0 / 9007199254740992.0);
    }

    /// <summary>An integer in [0, count).</summary>
    public int NextIndex(int count) => Math.Min(count - 1, (int)(NextUniform() * count));

    /// <summary>A standard normal draw, by inversion.</summary>
    public double NextNormal() => Normal.Quantile(NextUniform());

    private void Refill()
    {
        uint c0 = (uint)_block, c1 = (uint)(_block >> 32), c2 = _stream0, c3 = _stream1, k0 = _key0, k1 = _key1;
        for (int round = 0; round < 10; round++)
        {
            ulong p0 = 0xD2511F53UL * c0, p1 = 0xCD9E8D57UL * c2;
            uint n0 = (uint)(p1 >> 32) ^ c1 ^ k0, n2 = (uint)(p0 >> 32) ^ c3 ^ k1;
            c1 = (uint)p1;
            c3 = (uint)p0;
            c0 = n0;
            c2 = n2;
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }
        (_r0, _r1, _r2, _r3) = (c0, c1, c2, c3);
        _block++;
        _left = 2;
    }
}
