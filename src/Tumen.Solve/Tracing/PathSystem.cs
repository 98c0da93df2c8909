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
internal sealed class PathSystem
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

    /// <summary>Prepares the bordered system; the border row is ⟨row, (dq, dt)⟩.</summary>
    /// <param name="rowQ">Border row on dq, S × m; empty for the row (0, 1), which holds t fixed.</param>
    /// <param name="rowT">Border row on dt.</param>
    /// <returns>False when it is singular to working precision or not finite.</returns>
    public bool Linearise(ReadOnlySpan<double> rowQ, double rowT)
    {
        Factorisations++;
        int sign = 1;
        double share = _response.Share(T), shareSlope = _response.ShareSlope;
        double corner = rowT;
        Span<double> b = new double[_m * _m], local = new double[_m * _m], valueQ = new double[_m], slopes = new double[_n * _m], pull = new double[_n * _count];
        Span<int> pivot = stackalloc int[_m];
        Span<double> vt = stackalloc double[_n], pointT = stackalloc double[_shape.Points.Length];
        var points = _shape.Points;
        for (int s = 0; s < _states; s++)
        {
            int o = s * _m;
            var sg = Sigma.AsSpan(o, _m);
            var g = _g.AsSpan(o, _m);
            var st = _sigmaT.AsSpan(o, _m);
            var u = _pointValue.AsSpan(s * points.Length, points.Length);
            for (int d = 0; d < points.Length; d++)
            {
                var (a, z) = (points[d].Start, points[d].Moves);
                pointT[d] = _response.Slopes(o + a, T, Q.AsSpan(o + a, z), sg.Slice(a, z), u[d], g.Slice(a, z), st.Slice(a, z), valueQ.Slice(a, z));
            }

            var w = _w.AsSpan(s * _n * _count, _n * _count);
            _shape.Interaction(sg, w, b);
            var shift = _shift.AsSpan(o, _m);
            for (int r = 0; r < _m; r++)
            {
                shift[r] = share * FixedOrder.Dot(b.Slice(r * _m, _m), st);
            }

            if (shareSlope != 0)
            {
                _shape.Others(sg, pull);
                var prior = _priorPull.AsSpan(s * _n * _count, _n * _count);
                for (int k = 0; k < pull.Length; k++)
                {
                    pull[k] = (pull[k] - prior[k]) * shareSlope;
                }

                _shape.AddActionValues(pull, w, shift);
            }

            _shape.LocalMatrix(b, g, share, local);
            int localSign = SmallInverse.InPlace(local, _m, pivot);
            if (localSign == 0)
            {
                return false;
            }

            sign *= localSign;
            local.CopyTo(_inverse.AsSpan(o * _m, _m * _m));
            _shape.ValueSlopes(sg, g, st, u, valueQ, pointT, slopes, vt);
            var gain = _gain.AsSpan(s * (_n + 1) * _m, (_n + 1) * _m);
            gain.Clear();
            for (int i = 0; i <= _n; i++)
            {
                var row = gain.Slice(i * _m, _m);
                for (int k = 0; k < _m; k++)
                {
                    double c = i < _n ? slopes[(i * _m) + k] : rowQ.IsEmpty ? 0 : rowQ[o + k];
                    if (c != 0)
                    {
                        FixedOrder.AddScaled(row, local.Slice(k * _m, _m), c);
                    }
                }

                if (i < _n)
                {
                    _valueT[(i * _states) + s] = vt[i] + FixedOrder.Dot(row, shift);
                }
                else
                {
                    corner += FixedOrder.Dot(row, shift);
                }
            }
        }

        _corner = corner;
        if (Order + 1 > _denseLimit)
        {
            _factors = null;
            DeterminantSign = 0;
            return double.IsFinite(corner);
        }

        _factors = DenseLu.FactorInPlace(Assemble(), Order + 1);
        DeterminantSign = sign * _factors.DeterminantSign();
        return _factors.IsRegular;
    }

    /// <summary>Solves for the Newton correction of the residuals (border unchanged) and for the direction with border 1.</summary>
    public bool Solve(double[] dq, out double dt, double[]? tangent, out double tangentT)
    {
        int order = Order + 1;
        var rhs = new double[order];
        for (int s = 0; s < _states; s++)
        {
            var r = Residual.AsSpan(s * _m, _m);
            var gain = _gain.AsSpan(s * (_n + 1) * _m, (_n + 1) * _m);
            for (int i = 0; i < _n; i++)
            {
                int row = (i * _states) + s;
                rhs[row] = FixedOrder.Dot(gain.Slice(i * _m, _m), r) + ValueResidual[row];
            }

            rhs[Order] -= FixedOrder.Dot(gain.Slice(_n * _m, _m), r);
        }

        dt = tangentT = 0;
        if (!SolveBordered(rhs))
        {
            return false;
        }

        dt = rhs[Order];
        Recover(rhs, dt, true, dq);
        if (ValueStep is not null)
        {
            Array.Copy(rhs, ValueStep, Order);
        }

        if (tangent is not null)
        {
            Array.Clear(rhs);
            rhs[Order] = 1;
            if (!SolveBordered(rhs))
            {
                return false;
            }

            tangentT = rhs[Order];
            Recover(rhs, tangentT, false, tangent);
        }

        return double.IsFinite(dt) && double.IsFinite(FixedOrder.MaxAbs(dq));
    }

    /// <summary>When set, receives dV of the Newton correction.</summary>
    public double[]? ValueStep { get; set; }

    /// <summary>Rates of log σ along a direction, S × m, and its largest length over decision points in the Fisher metric.
    /// With <paramref name="finite"/>, an action that has no chance now but would get one counts with the chance it would get.</summary>
    public double LogRates(double[] dq, double dt, double[]? rates, out double total, bool finite = false)
    {
        double worst = 0;
        total = 0;
        Span<double> rate = stackalloc double[_m];
        foreach (var pt in _shape.Points)
        {
            for (int s = 0; s < _states; s++)
            {
                int at = (s * _m) + pt.Start;
                var part = rate[..pt.Moves];
                var sg = Sigma.AsSpan(at, pt.Moves);
                _response.LogRate(T, Q.AsSpan(at, pt.Moves), sg, _g.AsSpan(at, pt.Moves), _sigmaT.AsSpan(at, pt.Moves), dq.AsSpan(at, pt.Moves), dt, part);
                double length = 0;
                for (int k = 0; k < pt.Moves; k++)
                {
                    length += Math.Max(sg[k], finite && part[k] > 1 ? _response.ChanceAfter(T, Q.AsSpan(at, pt.Moves), k, part[k]) : 0) * part[k] * part[k];
                    if (rates is not null)
                    {
                        rates[at + k] = part[k];
                    }
                }

                total += length;
                worst = Math.Max(worst, length);
            }
        }

        return Math.Sqrt(worst);
    }

    /// <summary>The border row that measures moves along a direction: its log rates pulled back to (dq, dt) in the Fisher metric.</summary>
    public double Covector(double[] rates, double dt, double[] rowQ)
    {
        double span = _response.Span(T), rowT = dt / (span * span);
        foreach (var pt in _shape.Points)
        {
            for (int s = 0; s < _states; s++)
            {
                int at = (s * _m) + pt.Start;
                double total = 0, mean = 0;
                for (int k = 0; k < pt.Moves; k++)
                {
                    total += _g[at + k];
                    mean += _g[at + k] * rates[at + k];
                    rowT += rates[at + k] * _sigmaT[at + k];
                }

                mean = total > 0 ? mean / total : 0;
                for (int k = 0; k < pt.Moves; k++)
                {
                    rowQ[at + k] = _g[at + k] * (rates[at + k] - mean);
                }
            }
        }

        return rowT;
    }

    private void Continuation(int s)
    {
        for (int j = 0; j < _n; j++)
        {
            var row = _w.AsSpan(((s * _n) + j) * _count, _count);
            Game.Kernel.Expect(s, Values.AsSpan(j * _states, _states), row);
            var u = Game.Payoffs[j].AsSpan(s * _count, _count);
            double d = Game.Discounts[j];
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

    private void Recover(double[] dv, double dt, bool withResidual, double[] dq)
    {
        var pull = new double[_n * _count];
        Span<double> total = stackalloc double[_m];
        for (int s = 0; s < _states; s++)
        {
            Discounted(s, dv, pull);
            _shape.ActionValues(_others.AsSpan(s * _n * _count, _n * _count), pull, total);
            for (int k = 0; k < _m; k++)
            {
                int at = (s * _m) + k;
                total[k] += (withResidual ? Residual[at] : 0) + (dt * _shift[at]);
            }

            for (int k = 0; k < _m; k++)
            {
                dq[(s * _m) + k] = FixedOrder.Dot(_inverse.AsSpan(((s * _m) + k) * _m, _m), total);
            }
        }
    }

    private void Discounted(int s, ReadOnlySpan<double> x, Span<double> pull)
    {
        for (int j = 0; j < _n; j++)
        {
            var row = pull.Slice(j * _count, _count);
            Game.Kernel.Expect(s, x.Slice(j * _states, _states), row);
            double d = Game.Discounts[j];
            for (int p = 0; p < _count; p++)
            {
                row[p] *= d;
            }
        }
    }

    private bool SolveBordered(double[] b)
    {
        if (_factors is not null)
        {
            _factors.Solve(b, 1);
            return true;
        }

        var x = new double[b.Length];
        var (relative, _) = Gmres.Solve(Product, b, x, 1e-9, 600);
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
                double d = Game.Discounts[j];
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
