using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>
/// A point (q, t) of a homotopy and its linearisation. The defining equation is q = A(σ(q,t)) w(V(q,t)); each state's action values are
/// eliminated locally, which leaves S·n values and t: one bordered system of order S·n + 1, regular also where the path folds.
/// </summary>
/// <remarks>
/// Cost of one <see cref="Linearise"/> and <see cref="Solve"/>: S·P·successors·n(n+1) + S·m³ + (S·n)³·2/3. Beyond <c>denseLimit</c> GMRES on
/// products instead of factors. Sources: mathematics of the local elimination as in <see cref="ValueSystem"/>; bordering as in Allgower and Georg
/// (1990), Numerical Continuation Methods, §§2, 8.
/// </remarks>
internal sealed partial class PathSystem
{
    private readonly Response _response;
    private readonly StageShape _shape;
    private readonly int _denseLimit;
    private readonly int _states;
    private readonly int _n;
    private readonly int _m;
    private readonly int _count;
    private readonly double[] _pointValue;  // U per (state, point)
    private readonly double[] _sigmaT;
    private readonly double[] _g;
    private readonly double[] _w;           // S x n x P
    private readonly double[] _others;      // c_i(p), S x n x P
    private readonly double[] _inverse;     // S x m x m
    private readonly double[] _gain;        // S x (n+1) x m; the last row belongs to the border
    private readonly double[] _shift;       // d: S x m
    private readonly double[] _valueT;      // n x S
    private readonly double[]? _priorPull;  // A_prior weights per (state, n, P), tracing only
    private double[]? _matrix;
    private double _corner;
    private DenseLu? _factors;

    public PathSystem(StochasticGame game, Response response, int denseLimit, double[]? prior = null)
    {
        Game = game;
        _response = response;
        _denseLimit = denseLimit;
        _shape = new StageShape(game.Profiles);
        _states = game.StateCount;
        _n = game.PlayerCount;
        _m = game.Profiles.Size;
        _count = game.Profiles.Count;
        int sm = _states * _m;
        Q = new double[sm];
        Sigma = new double[sm];
        Residual = new double[sm];
        Values = new double[_states * _n];
        ValueResidual = new double[_states * _n];
        _sigmaT = new double[sm];
        _g = new double[sm];
        _shift = new double[sm];
        _pointValue = new double[_states * _shape.Points.Length];
        _w = new double[_states * _n * _count];
        _others = new double[_states * _n * _count];
        _inverse = new double[sm * _m];
        _gain = new double[(_n + 1) * sm];
        _valueT = new double[_states * _n];
        if (prior is not null)
        {
            _priorPull = new double[_states * _n * _count];
            for (int s = 0; s < _states; s++)
            {
                _shape.Others(prior.AsSpan(s * _m, _m), _priorPull.AsSpan(s * _n * _count, _n * _count));
            }
        }
    }

    public StochasticGame Game { get; }

    public StageShape Shape => _shape;

    public double[] Q { get; }

    public double T { get; set; }

    public double[] Sigma { get; }

    public double[] Values { get; }

    public double[] Residual { get; }

    public double[] ValueResidual { get; }

    /// <summary>Sign of the whole linearisation's determinant, the border included; it flips where branches cross.</summary>
    public int DeterminantSign { get; private set; }

    public int Factorisations { get; private set; }

    public int Order => _states * _n;

    /// <summary>Fills σ, V, w and the residual r = A w − q at (q, t).</summary>
    public void Evaluate()
    {
        var points = _shape.Points;
        Span<double> v = stackalloc double[_n];
        for (int s = 0; s < _states; s++)
        {
            for (int d = 0; d < points.Length; d++)
            {
                var pt = points[d];
                int at = (s * _m) + pt.Start;
                _pointValue[(s * points.Length) + d] = _response.Answer(at, T, Q.AsSpan(at, pt.Moves), Sigma.AsSpan(at, pt.Moves));
            }

            _shape.Values(Sigma.AsSpan(s * _m, _m), _pointValue.AsSpan(s * points.Length, points.Length), v);
            for (int i = 0; i < _n; i++)
            {
                Values[(i * _states) + s] = v[i];
            }
        }

        for (int s = 0; s < _states; s++)
        {
            Continuation(s);
            var others = _others.AsSpan(s * _n * _count, _n * _count);
            Weights(s, others);
            var r = Residual.AsSpan(s * _m, _m);
            _shape.ActionValues(others, _w.AsSpan(s * _n * _count, _n * _count), r);
            for (int k = 0; k < _m; k++)
            {
                r[k] -= Q[(s * _m) + k];
            }
        }
    }

    /// <summary>Sets the point to given strategies and values (used when polishing): q = A w, with the residuals left to the caller.</summary>
    public void EvaluateGiven(Span<double> meanPointValue)
    {
        var points = _shape.Points;
        for (int s = 0; s < _states; s++)
        {
            Continuation(s);
            var others = _others.AsSpan(s * _n * _count, _n * _count);
            Weights(s, others);
            var q = Q.AsSpan(s * _m, _m);
            _shape.ActionValues(others, _w.AsSpan(s * _n * _count, _n * _count), q);
            for (int d = 0; d < points.Length; d++)
            {
                var pt = points[d];
                double mean = 0;
                for (int k = 0; k < pt.Moves; k++)
                {
                    mean += Sigma[(s * _m) + pt.Start + k] * q[pt.Start + k];
                }

                meanPointValue[(s * points.Length) + d] = mean;
                _pointValue[(s * points.Length) + d] = mean;
            }
        }
    }

    private void Continuation(int s)
    {
        for (int j = 0; j < _n; j++)
        {
            var row = _w.AsSpan(((s * _n) + j) * _count, _count);
            Game.Kernel.Expect(s, Values.AsSpan(j * _states, _states), row);
            var u = Game.Payoffs[j].AsSpan(s * _count, _count);
            double d = Game.Discount(j, s);
            for (int p = 0; p < _count; p++)
            {
                row[p] = u[p] + (d * row[p]);
            }
        }
    }

    // c_i(p): with a prior, the mixture of current and prior weights.
    private void Weights(int s, Span<double> others)
    {
        _shape.Others(Sigma.AsSpan(s * _m, _m), others);
        if (_priorPull is null)
        {
            return;
        }

        double share = _response.Share(T);
        var prior = _priorPull.AsSpan(s * _n * _count, _n * _count);
        for (int k = 0; k < others.Length; k++)
        {
            others[k] = (share * others[k]) + ((1 - share) * prior[k]);
        }
    }
}
