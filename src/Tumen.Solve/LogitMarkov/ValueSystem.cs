using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>
/// Everyone's response to small changes around a point (q, σ, V): each state's strategies are eliminated locally, which leaves one linear
/// system in the S·n values, (I − M) dV = rhs. Mathematics §2; the local elimination keeps the system free of strategies.
/// </summary>
/// <remarks>Row i·S + s is player i's value in state s. Memory: (S·n)² numbers when dense; S·(n·m + m²) always.</remarks>
public sealed class ValueSystem
{
    private readonly StochasticGame _game;
    private readonly double _precision;
    private readonly double[] _sigma;
    private readonly double[] _inverse; // S x m x m, (I - BΛ)^-1, or the entries of I - BΛ when players move one after another
    private readonly double[] _gain;    // S x n x m, Y = C (I - BΛ)^-1
    private readonly double[] _slopes;  // S x n x m, C
    private readonly Stage _stage;
    private readonly int _n;
    private readonly int _m;
    private readonly int _count;
    private DenseLu? _factors;
    private double[]? _work;
    private double[]? _sums;
    private double[]? _spare;
    private double[]? _next;
    private double[][] _basis = new double[61][];

    internal ValueSystem(StochasticGame game, double precision, double[] sigma, double[] inverse, double[] gain, double[] slopes)
    {
        _game = game;
        _precision = precision;
        _sigma = sigma;
        _inverse = inverse;
        _gain = gain;
        _slopes = slopes;
        _stage = new Stage(game.Profiles);
        _n = game.PlayerCount;
        _m = game.Profiles.Size;
        _count = game.Profiles.Count;
    }

    /// <summary>Order of the system, S·n.</summary>
    public int Order => _game.StateCount * _n;

    /// <summary>Products spent by the last iterative solve.</summary>
    public int LastProducts { get; private set; }

    /// <summary>Linearises the game around a point.</summary>
    /// <param name="game">The game.</param>
    /// <param name="precision">λ.</param>
    /// <param name="convention">Value convention.</param>
    /// <param name="sigma">σ, S × m.</param>
    /// <param name="q">Q, S × m.</param>
    /// <param name="continuation">w of one state: writes n × P numbers.</param>
    /// <param name="recycled">A system of the same game that is no longer needed: its memory is used again.</param>
    /// <returns>The system, or null when some state's local block is singular.</returns>
    public static ValueSystem? Linearise(
        StochasticGame game, double precision, ValueConvention convention, double[] sigma, double[] q, Action<int, double[]> continuation, ValueSystem? recycled = null)
    {
        int states = game.StateCount, n = game.PlayerCount, m = game.Profiles.Size, count = game.Profiles.Count;
        var stage = recycled?._stage ?? new Stage(game.Profiles);
        int block = stage.Order?.Entries ?? m * m;
        double[] inverse = recycled?._inverse ?? new double[states * block], gain = recycled?._gain ?? new double[states * n * m], slopes = recycled?._slopes ?? new double[states * n * m];
        Array.Clear(gain);
        double[] w = new double[n * count], rhs = new double[m * m];
        var pivot = new int[m];
        for (int s = 0; s < states; s++)
        {
            var sg = sigma.AsSpan(s * m, m);
            continuation(s, w);
            stage.Weigh(sg);
            stage.LocalJacobian(sg, w, precision, rhs);
            var c = slopes.AsSpan(s * n * m, n * m);
            stage.ValueSlopes(sg, q.AsSpan(s * m, m), precision, convention, c);
            var y = gain.AsSpan(s * n * m, n * m);
            if (stage.Order is { } order)
            {
                var entries = inverse.AsSpan(s * block, block);
                order.Keep(rhs, entries);
                c.CopyTo(y);
                for (int i = 0; i < n; i++)
                {
                    order.SolveTransposed(entries, y.Slice(i * m, m));
                }

                continue;
            }

            if (SmallInverse.InPlace(rhs, m, pivot) == 0)
            {
                return null;
            }

            rhs.CopyTo(inverse.AsSpan(s * m * m));
            for (int i = 0; i < n; i++)
            {
                for (int k = 0; k < m; k++)
                {
                    if (c[(i * m) + k] != 0)
                    {
                        FixedOrder.AddScaled(y.Slice(i * m, m), rhs.AsSpan(k * m, m), c[(i * m) + k]);
                    }
                }
            }
        }

        return new ValueSystem(game, precision, sigma, inverse, gain, slopes) { _spare = recycled?._sums ?? recycled?._spare, _basis = recycled?._basis ?? new double[61][] };
    }

    /// <summary>rhs += Y (local shift of q): what a shift of action values before responses does to values.</summary>
    /// <param name="state">State.</param>
    /// <param name="shift">m numbers.</param>
    /// <param name="rhs">S·n numbers.</param>
    public void AddShift(int state, ReadOnlySpan<double> shift, Span<double> rhs)
    {
        for (int i = 0; i < _n; i++)
        {
            rhs[(i * _game.StateCount) + state] += FixedOrder.Dot(_gain.AsSpan(((state * _n) + i) * _m, _m), shift);
        }
    }

    /// <summary>What a shift of action values before responses does to one player's value of the same state.</summary>
    public double Response(int state, int player, ReadOnlySpan<double> shift) =>
        FixedOrder.Dot(_gain.AsSpan(((state * _n) + player) * _m, _m), shift);

    /// <summary>Prepares <see cref="ActionValueChange"/> calls with <c>weighed</c> for one state.</summary>
    public void At(int state) => _stage.Weigh(_sigma.AsSpan(state * _m, _m));

    /// <summary>Factors I − M densely; false when it is singular.</summary>
    public bool Factor()
    {
        _factors = DenseLu.FactorInPlace(Assemble(), Order);
        return _factors.IsRegular;
    }

    /// <summary>The factors of I − M after <see cref="Factor"/>.</summary>
    public DenseLu Factors => _factors ?? throw new InvalidOperationException("call Factor first");

    /// <summary>Solves (I − M) x = b in place for <paramref name="columns"/> right-hand sides stored row-major, after <see cref="Factor"/>.</summary>
    public void Solve(Span<double> b, int columns) => Factors.Solve(b, columns);

    /// <summary>Solves (I − M) x = b by GMRES, starting from 0.</summary>
    /// <param name="b">Right-hand side.</param>
    /// <param name="x">Result.</param>
    /// <param name="tolerance">Relative residual to stop at.</param>
    /// <param name="maximumProducts">Most products.</param>
    /// <param name="contracted">Whether to weigh the transitions by the strategies once, so that a product reads n² numbers per state and successor instead of one per profile and successor.</param>
    /// <returns>Relative residual reached.</returns>
    public double SolveIteratively(ReadOnlySpan<double> b, Span<double> x, double tolerance, int maximumProducts, bool contracted)
    {
        x.Clear();
        if (contracted)
        {
            _sums ??= Contract();
        }

        var (relative, products) = Gmres.Solve(contracted ? ContractedProduct : Product, b, x, tolerance, maximumProducts, 60, _basis);
        LastProducts = products;
        return relative;
    }

    /// <summary>dq of one state from a shift and the change in values: (I − BΛ)⁻¹ (shift + A δ φ dV).</summary>
    /// <param name="state">State.</param>
    /// <param name="shift">m numbers: the shift of action values before responses (becomes part of the result).</param>
    /// <param name="change">dV, S·n numbers.</param>
    /// <param name="dq">Receives m numbers.</param>
    /// <param name="work">n × P numbers of work space.</param>
    /// <param name="weighed">Whether <see cref="At"/> was just called for this state.</param>
    public void ActionValueChange(int state, ReadOnlySpan<double> shift, ReadOnlySpan<double> change, Span<double> dq, double[] work, bool weighed = false)
    {
        int states = _game.StateCount;
        if (!weighed)
        {
            _stage.Weigh(_sigma.AsSpan(state * _m, _m));
        }

        for (int j = 0; j < _n; j++)
        {
            var row = work.AsSpan(j * _count, _count);
            _game.Kernel.Expect(state, change.Slice(j * states, states), row);
            double d = _game.Discounts[j];
            for (int p = 0; p < _count; p++)
            {
                row[p] *= d;
            }
        }

        Span<double> total = stackalloc double[_m];
        _stage.ActionValues(work, total);
        for (int k = 0; k < _m; k++)
        {
            total[k] += shift[k];
        }

        if (_stage.Order is { } order)
        {
            order.Solve(_inverse.AsSpan(state * order.Entries, order.Entries), total);
            total.CopyTo(dq);
            return;
        }

        for (int k = 0; k < _m; k++)
        {
            dq[k] = FixedOrder.Dot(_inverse.AsSpan(((state * _m) + k) * _m, _m), total);
        }
    }

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
                double d = _game.Discounts[j];
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
        var sums = _spare is { } spare && spare.Length == k.Bases.Length * pairs ? spare : new double[k.Bases.Length * pairs];
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
            for (int p = 0; p < _count; p++)
            {
                double c = others[p] * _game.Discounts[j];
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
