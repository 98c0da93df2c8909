using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>Where play goes under given strategies: expected flows, discounted sums, long-run shares.</summary>
public sealed class Dynamics
{
    private readonly StochasticGame _game;
    private readonly double[] _chances; // S x P

    /// <summary>Fixes everyone's strategies.</summary>
    /// <param name="game">The game whose transitions apply.</param>
    /// <param name="sigma">Strategies, S × m.</param>
    public Dynamics(StochasticGame game, double[] sigma)
    {
        _game = game;
        int m = game.Profiles.Size, count = game.Profiles.Count;
        _chances = new double[game.StateCount * count];
        var stage = new Stage(game.Profiles);
        for (int s = 0; s < game.StateCount; s++)
        {
            stage.ProfileChances(sigma.AsSpan(s * m, m), _chances.AsSpan(s * count, count));
        }
    }

    /// <summary>Chance of each joint move in a state.</summary>
    public ReadOnlySpan<double> ProfileChances(int state) => _chances.AsSpan(state * _game.Profiles.Count, _game.Profiles.Count);

    /// <summary>Expected flow of the period in every state.</summary>
    /// <param name="flow">Amount per (state, profile).</param>
    public double[] Expected(Func<int, int, double> flow)
    {
        var g = new double[_game.StateCount];
        for (int s = 0; s < g.Length; s++)
        {
            var pi = ProfileChances(s);
            for (int p = 0; p < pi.Length; p++)
            {
                g[s] += pi[p] == 0 ? 0 : pi[p] * flow(s, p);
            }
        }

        return g;
    }

    /// <summary>(1 − δ) E Σ δᵗ g_t from every state: a discounted average, in the flow's units per period.</summary>
    public double[] DiscountedAverage(double[] flow, double discount)
    {
        double first = _game.FirstWeight(discount);
        var b = flow.Select((f, s) => discount == 1 && _game.IsOver(s) ? 0 : first * f).ToArray();
        var x = (double[])b.Clone();
        var expected = new double[_game.Profiles.Count];
        void Product(ReadOnlySpan<double> v, Span<double> y)
        {
            for (int s = 0; s < v.Length; s++)
            {
                _game.Kernel.Expect(s, v, expected);
                y[s] = v[s] - (discount * FixedOrder.Dot(ProfileChances(s), expected));
            }
        }

        Gmres.Solve(Product, b, x, 1e-12, 4000);
        return x;
    }

    /// <summary>One step of the distribution over states.</summary>
    public double[] Step(ReadOnlySpan<double> now)
    {
        var next = new double[now.Length];
        var k = _game.Kernel;
        int count = _game.Profiles.Count;
        var local = new double[k.MaximumBases];
        for (int s = 0; s < now.Length; s++)
        {
            if (now[s] == 0)
            {
                continue;
            }

            int b0 = k.BaseStart[s], bases = k.BaseStart[s + 1] - b0;
            local.AsSpan(0, bases).Clear();
            var pi = ProfileChances(s);
            for (int p = 0; p < count; p++)
            {
                int row = (s * count) + p;
                for (int e = k.RowStart[row]; e < k.RowStart[row + 1]; e++)
                {
                    local[k.Column[e]] += pi[p] * k.Chance[e];
                }
            }

            for (int e = 0; e < bases; e++)
            {
                double mass = now[s] * local[e];
                for (int f = k.FreeStart[s]; mass != 0 && f < k.FreeStart[s + 1]; f++)
                {
                    next[k.Bases[b0 + e] + k.FreeOffset[f]] += mass * k.FreeChance[f];
                }
            }
        }

        return next;
    }

    /// <summary>Long-run share of each state from a start, by iteration; stops when a step moves less than 1e-12 of mass.</summary>
    public (double[] Shares, bool Converged) LongRun(ReadOnlySpan<double> start, int maximumSteps = 20000)
    {
        var now = start.ToArray();
        for (int t = 0; t < maximumSteps; t++)
        {
            var next = Step(now);
            double moved = 0;
            for (int s = 0; s < now.Length; s++)
            {
                moved += Math.Abs(next[s] - now[s]);
                next[s] = 0.5 * (next[s] + now[s]); // lazy chain: same shares, no periodicity
            }

            now = next;
            if (moved < 1e-12)
            {
                return (now, true);
            }
        }

        return (now, false);
    }
}
