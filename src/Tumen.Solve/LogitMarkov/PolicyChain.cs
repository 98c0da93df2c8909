using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>The Markov chain that a strategy profile makes of the states, and discounted sums along it.</summary>
/// <remarks>Stored over each state's base states (see <see cref="TransitionKernel"/>), so its size is S × successors and not S².</remarks>
internal sealed class PolicyChain
{
    private readonly TransitionKernel _kernel;
    private readonly ProfileSpace _profiles;
    private readonly Stage _stage;
    private readonly GameEnd? _end;
    private readonly double[] _chance; // aligned with kernel.Bases
    private readonly bool _narrow;
    private BandedLu? _factors; // of I − δΦ, where the kernel's band is narrow
    private double _factored = double.NaN; // δ of the factors

    public PolicyChain(StochasticGame game)
    {
        _kernel = game.Kernel;
        _profiles = game.Profiles;
        _end = game.End;
        _stage = new Stage(_profiles);
        _chance = new double[_kernel.Bases.Length];
        _narrow = ValueSystem.IsNarrow(game);
    }

    /// <summary>Takes the chain of a profile.</summary>
    public void Follow(ReadOnlySpan<double> sigma)
    {
        int m = _profiles.Size;
        _factored = double.NaN;
        var pi = new double[_profiles.Count];
        for (int s = 0; s < _kernel.States; s++)
        {
            _stage.ProfileChances(sigma.Slice(s * m, m), pi);
            if (_end is { } end && end.IsOver(s))
            {
                Array.Clear(pi); // nothing follows the end
            }

            KernelSums.Weigh(_kernel, s, pi, 1, _chance.AsSpan(_kernel.BaseStart[s], _kernel.BaseStart[s + 1] - _kernel.BaseStart[s]));
        }
    }

    /// <summary>Solves V = reward + δ Φ V in place from a guess, down to round-off.</summary>
    public void Solve(double discount, double[] reward, double[] value)
    {
        int states = value.Length;
        double[] defect = new double[states], correction = new double[states];
        void Product(ReadOnlySpan<double> x, Span<double> y)
        {
            Expect(x, y);
            for (int s = 0; s < states; s++)
            {
                y[s] = x[s] - (discount * y[s]);
            }
        }

        double last = double.PositiveInfinity;
        for (int round = 0; round < 6; round++)
        {
            Product(value, defect);
            for (int s = 0; s < states; s++)
            {
                defect[s] = reward[s] - defect[s];
            }

            double size = FixedOrder.MaxAbs(defect);
            if (size <= 4e-16 * (FixedOrder.MaxAbs(value) + FixedOrder.MaxAbs(reward)) || !(size < 0.5 * last))
            {
                return;
            }

            last = size;
            if (!(_narrow && Direct(discount, defect, correction)))
            {
                Array.Clear(correction);
                Gmres.Solve(Product, defect, correction, 1e-9, 3000);
            }

            for (int s = 0; s < states; s++)
            {
                value[s] += correction[s];
            }
        }
    }

    private bool Direct(double discount, double[] defect, double[] correction)
    {
        var band = _kernel.Band;
        var place = band.Position;
        if (discount != _factored)
        {
            var a = _factors ??= new BandedLu(_kernel.States, band.Lower, band.Upper);
            a.Clear();
            for (int s = 0; s < _kernel.States; s++)
            {
                a[place[s], place[s]] = 1;
            }

            for (int s = 0; s < _kernel.States; s++)
            {
                for (int f = _kernel.FreeStart[s]; f < _kernel.FreeStart[s + 1]; f++)
                {
                    double chance = discount * _kernel.FreeChance[f];
                    for (int e = _kernel.BaseStart[s]; e < _kernel.BaseStart[s + 1]; e++)
                    {
                        a[place[s], place[_kernel.Bases[e] + _kernel.FreeOffset[f]]] -= chance * _chance[e];
                    }
                }
            }

            if (!a.Factor())
            {
                _factored = double.NaN;
                return false;
            }

            _factored = discount;
        }

        var x = new double[defect.Length];
        for (int s = 0; s < x.Length; s++)
        {
            x[place[s]] = defect[s];
        }

        _factors!.Solve(x);
        for (int s = 0; s < x.Length; s++)
        {
            correction[s] = x[place[s]];
        }

        return true;
    }

    private void Expect(ReadOnlySpan<double> x, Span<double> y)
    {
        var k = _kernel;
        for (int s = 0; s < y.Length; s++)
        {
            double total = 0;
            int f0 = k.FreeStart[s], f1 = k.FreeStart[s + 1], b0 = k.BaseStart[s], b1 = k.BaseStart[s + 1];
            if (k.IsFull(s) && b1 - b0 == x.Length && f1 - f0 == 1 && k.FreeOffset[f0] == 0 && k.Bases[b0] == 0 && k.Bases[b1 - 1] == x.Length - 1)
            {
                y[s] = k.FreeChance[f0] * FixedOrder.Dot(_chance.AsSpan(b0, b1 - b0), x);
                continue;
            }

            for (int e = b0; e < b1; e++)
            {
                int at = k.Bases[e];
                double sum = 0;
                for (int f = f0; f < f1; f++)
                {
                    sum += k.FreeChance[f] * x[at + k.FreeOffset[f]];
                }

                total += _chance[e] * sum;
            }

            y[s] = total;
        }
    }
}
