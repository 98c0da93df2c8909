using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>The bordered system itself: its matrix, its product with a vector, and its solution by factors or by GMRES.</summary>
internal sealed partial class PathSystem
{
    private readonly double[][] _basis = new double[61][];

    /// <summary>Products spent by iterative solves; 0 where systems are factored.</summary>
    public long Products { get; private set; }

    private bool SolveBordered(double[] b)
    {
        if (_factors is not null)
        {
            _factors.Solve(b, 1);
            return true;
        }

        var x = new double[b.Length];
        var (relative, products) = Gmres.Solve(Product, b, x, 1e-9, 600, 60, _basis);
        Products += products;
        x.CopyTo(b, 0);
        return relative <= 1e-5;
    }

    private void Product(ReadOnlySpan<double> x, Span<double> y)
    {
        var pull = new double[_n * _count];
        Span<double> total = stackalloc double[_m];
        double dt = x[Order], border = _corner * dt;
        for (int s = 0; s < _states; s++)
        {
            Discounted(s, x, pull);
            _shape.ActionValues(_others.AsSpan(s * _n * _count, _n * _count), pull, total);
            var gain = _gain.AsSpan(s * (_n + 1) * _m, (_n + 1) * _m);
            for (int i = 0; i < _n; i++)
            {
                int row = (i * _states) + s;
                y[row] = x[row] - FixedOrder.Dot(gain.Slice(i * _m, _m), total) - (_valueT[row] * dt);
            }

            border += FixedOrder.Dot(gain.Slice(_n * _m, _m), total);
        }

        y[Order] = border;
    }

    private double[] Assemble()
    {
        int order = Order + 1, n1 = _n + 1;
        var k = Game.Kernel;
        if (_matrix is null)
        {
            _matrix = new double[order * order];
        }
        else
        {
            Array.Clear(_matrix);
        }

        var a = _matrix;
        var coefficient = new double[n1 * _n * _count];
        var sums = new double[n1 * _n * k.MaximumBases];
        for (int s = 0; s < _states; s++)
        {
            var others = _others.AsSpan(s * _n * _count, _n * _count);
            var gain = _gain.AsSpan(s * n1 * _m, n1 * _m);
            for (int j = 0; j < _n; j++)
            {
                var slots = Game.Profiles.Slots(j);
                double d = Game.Discount(j, s);
                for (int p = 0; p < _count; p++)
                {
                    double c = others[(j * _count) + p] * d;
                    for (int i = 0; i < n1; i++)
                    {
                        coefficient[(((i * _n) + j) * _count) + p] = c * gain[(i * _m) + slots[p]];
                    }
                }
            }

            int b0 = k.BaseStart[s], bases = k.BaseStart[s + 1] - b0;
            KernelSums.Weigh(k, s, coefficient, n1 * _n, sums);
            for (int f = k.FreeStart[s]; f < k.FreeStart[s + 1]; f++)
            {
                double chance = k.FreeChance[f];
                int offset = k.FreeOffset[f];
                for (int ij = 0; ij < n1 * _n; ij++)
                {
                    int i = ij / _n, j = ij % _n;
                    double signed = i < _n ? -chance : chance;
                    int target = ((i < _n ? (i * _states) + s : Order) * order) + (j * _states) + offset;
                    var sum = sums.AsSpan(ij * bases, bases);
                    for (int e = 0; e < bases; e++)
                    {
                        a[target + k.Bases[b0 + e]] += signed * sum[e];
                    }
                }
            }
        }

        for (int r = 0; r < Order; r++)
        {
            a[(r * order) + r] += 1;
            a[(r * order) + Order] = -_valueT[r];
        }

        a[(order * order) - 1] = _corner;
        return a;
    }
}
