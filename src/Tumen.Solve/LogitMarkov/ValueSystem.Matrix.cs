using Tumen.Numerics;

namespace Tumen.Solve;

/// <content>I − M as a product, contracted over profiles, or as a dense matrix.</content>
public sealed partial class ValueSystem
{
    /// <summary>y = (I − M) x, matrix-free.</summary>
    public void Product(ReadOnlySpan<double> x, Span<double> y)
    {
        int states = _game.StateCount;
        var w = _work ??= new double[_n * _count];
        Span<double> shift = stackalloc double[_m];
        x.CopyTo(y);
        for (int s = 0; s < states; s++)
        {
            _stage.Weigh(_sigma.AsSpan(s * _m, _m));
            for (int j = 0; j < _n; j++)
            {
                var row = w.AsSpan(j * _count, _count);
                _game.Kernel.Expect(s, x.Slice(j * states, states), row);
                double d = _game.Discount(j, s);
                for (int p = 0; p < _count; p++)
                {
                    row[p] *= d;
                }
            }

            _stage.ActionValues(w, shift);
            for (int i = 0; i < _n; i++)
            {
                y[(i * states) + s] -= FixedOrder.Dot(_gain.AsSpan(((s * _n) + i) * _m, _m), shift);
            }
        }
    }

    private void ContractedProduct(ReadOnlySpan<double> x, Span<double> y)
    {
        var k = _game.Kernel;
        int states = _game.StateCount;
        var next = (_next ??= new double[_n * k.MaximumBases]).AsSpan();
        x.CopyTo(y);
        for (int s = 0; s < states; s++)
        {
            int b0 = k.BaseStart[s], bases = k.BaseStart[s + 1] - b0, row = _n * bases;
            for (int j = 0; j < _n; j++)
            {
                k.ExpectFree(s, x.Slice(j * states, states), next.Slice(j * bases, bases));
            }

            long from = (long)b0 * _n * _n;
            for (int i = 0; i < _n; i++, from += row)
            {
                y[(i * states) + s] -= FixedOrder.Dot(_sums.AsSpan((int)from, row), next[..row]);
            }
        }
    }

    // M without the move-free factor: for every state, n × n sums over its base states.
    private double[] Contract()
    {
        var k = _game.Kernel;
        int pairs = _n * _n;
        var sums = _spare is { } spare && spare.Length == k.Bases.Length * pairs ? spare : GC.AllocateUninitializedArray<double>(k.Bases.Length * pairs);
        var coefficient = new double[pairs * _count];
        for (int s = 0; s < _game.StateCount; s++)
        {
            Coefficients(s, coefficient);
            int b0 = k.BaseStart[s], bases = k.BaseStart[s + 1] - b0;
            KernelSums.Weigh(k, s, coefficient, pairs, sums.AsSpan(b0 * pairs, bases * pairs));
        }

        return sums;
    }

    private void Coefficients(int s, double[] coefficient)
    {
        _stage.Weigh(_sigma.AsSpan(s * _m, _m));
        for (int j = 0; j < _n; j++)
        {
            var slots = _game.Profiles.Slots(j);
            var others = _stage.Others.Slice(j * _count, _count);
            double d = _game.Discount(j, s);
            for (int p = 0; p < _count; p++)
            {
                double c = others[p] * d;
                for (int i = 0; i < _n; i++)
                {
                    coefficient[(((i * _n) + j) * _count) + p] = c * _gain[(((s * _n) + i) * _m) + slots[p]];
                }
            }
        }
    }

    private double[] Assemble()
    {
        int states = _game.StateCount, order = Order;
        var a = new double[order * order];
        var k = _game.Kernel;
        int pairs = _n * _n;
        double[] coefficient = new double[pairs * _count], sums = new double[pairs * k.MaximumBases];
        for (int s = 0; s < states; s++)
        {
            Coefficients(s, coefficient);
            int b0 = k.BaseStart[s], bases = k.BaseStart[s + 1] - b0;
            KernelSums.Weigh(k, s, coefficient, pairs, sums);
            for (int ij = 0; ij < pairs; ij++)
            {
                int target = ((((ij / _n) * states) + s) * order) + ((ij % _n) * states);
                var sum = sums.AsSpan(ij * bases, bases);
                for (int f = k.FreeStart[s]; f < k.FreeStart[s + 1]; f++)
                {
                    double chance = k.FreeChance[f];
                    int offset = target + k.FreeOffset[f];
                    for (int e = 0; e < bases; e++)
                    {
                        a[offset + k.Bases[b0 + e]] -= chance * sum[e];
                    }
                }
            }
        }

        for (int r = 0; r < order; r++)
        {
            a[(r * order) + r] += 1;
        }

        return a;
    }
}
