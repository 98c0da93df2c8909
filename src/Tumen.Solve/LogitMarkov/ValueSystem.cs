using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>
/// Everyone's response to small changes around a point (q, σ, V): each state's strategies are eliminated locally, which leaves one linear
/// system in the S·n values, (I − M) dV = rhs. Mathematics §2; the local elimination keeps the system free of strategies.
/// </summary>
/// <remarks>Row i·S + s is player i's value in state s. Memory: (S·n)² numbers when dense; S·(n·m + m²) always.</remarks>
public sealed partial class ValueSystem
{
    private readonly StochasticGame _game;
    private readonly double _precision;
    private readonly double[] _sigma;
    private readonly double[] _inverse; // S x m x m, (I - BΛ)^-1, or the entries of I - BΛ when players move one after another
    private readonly double[] _gain;    // S x n x m, Y = C (I - BΛ)^-1
    private readonly Stage _stage;
    private readonly int _n;
    private readonly int _m;
    private readonly int _count;
    private (int[] Rows, DenseLu Factors)[]? _parts;
    private BandedLu? _band;
    private bool _regular;
    private double[]? _work;
    private double[]? _sums;
    private double[]? _spare;
    private double[]? _next;
    private double[][] _basis = new double[61][];

    internal ValueSystem(StochasticGame game, double precision, double[] sigma, double[] inverse, double[] gain)
    {
        _game = game;
        _precision = precision;
        _sigma = sigma;
        _inverse = inverse;
        _gain = gain;
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
        double[] inverse = recycled?._inverse ?? new double[states * block], gain = recycled?._gain ?? new double[states * n * m], c = new double[n * m];
        Array.Clear(gain);
        double[] w = new double[n * count], rhs = new double[m * m];
        var pivot = new int[m];
        for (int s = 0; s < states; s++)
        {
            var sg = sigma.AsSpan(s * m, m);
            continuation(s, w);
            stage.Weigh(sg);
            stage.LocalJacobian(sg, w, precision, rhs);
            stage.ValueSlopes(sg, q.AsSpan(s * m, m), precision, convention, c);
            if (game.IsOver(s))
            {
                Array.Clear(c); // values after the end are 0, whatever is thought there
            }

            var y = gain.AsSpan(s * n * m, n * m);
            if (stage.Order is { } order)
            {
                var entries = inverse.AsSpan(s * block, block);
                order.Keep(rhs, entries);
                c.AsSpan().CopyTo(y);
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

        return new ValueSystem(game, precision, sigma, inverse, gain) { _spare = recycled?._sums ?? recycled?._spare, _basis = recycled?._basis ?? new double[61][] };
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

    /// <summary>Factors I − M, in a band where the kernel has a narrow one and densely elsewhere; false when it is singular. Later calls cost nothing.</summary>
    public bool Factor()
    {
        if (_band is null && _parts is null)
        {
            if (IsNarrow(_game))
            {
                _band = AssembleBand();
                _regular = _band.Factor();
            }
            else
            {
                FactorParts();
            }
        }

        return _regular;
    }

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
            double d = _game.Discount(j, state);
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
}
