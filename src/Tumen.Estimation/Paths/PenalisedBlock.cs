using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Estimation;

/// <summary>One game's part of a <see cref="FrequencyPath"/>: its residuals r = A(σ(q)) w(x, q) − q, and the step in which its action values are eliminated.</summary>
internal sealed class PenalisedBlock
{
    private readonly Likelihood _likelihood;
    private readonly ParametricGame _compiled;
    private readonly Stage _stage;
    private readonly RecordCounts.Point[] _points;
    private readonly List<(int Weight, int Local)> _weights = [];
    private readonly List<(int Chance, int Local)> _chances = [];
    private readonly int[] _map; // free parameter of each local one
    private readonly int _block;
    private readonly int _states, _n, _m, _count, _size;
    private readonly double _precision;
    private readonly ValueConvention _convention;
    private readonly double[] _sigma, _r, _w, _trial, _step, _shift;
    private readonly double[][] _values;
    private readonly double[] _response, _reduced, _schur;
    private StochasticGame? _game;

    public PenalisedBlock(Likelihood likelihood, int block, double[] q)
    {
        _likelihood = likelihood;
        _block = block;
        _compiled = likelihood.CompiledOf(block);
        _stage = new Stage(_compiled.Profiles);
        _points = likelihood.Counts!.Points[block];
        var space = likelihood.Parameters;
        var map = new List<int>();
        int Local(int free)
        {
            int at = map.IndexOf(free);
            if (at < 0)
            {
                at = map.Count;
                map.Add(free);
            }

            return at;
        }

        for (int w = 0; w < _compiled.Weights.Length; w++)
        {
            int free = space.WeightIndex(block % space.Eras.Length, w, likelihood.KindOf(block));
            if (free >= 0 && Enumerable.Range(0, _compiled.Profiles.Players.Length).Any(i => _compiled.Feature(w, i) is not null))
            {
                _weights.Add((w, Local(free)));
            }
        }

        for (int c = 0; c < _compiled.Chances.Length; c++)
        {
            if (space.ChanceIndex(c) >= 0)
            {
                _chances.Add((c, Local(space.ChanceIndex(c))));
            }
        }

        _map = [.. map];
        (_states, _n, _m, _count) = (_compiled.States.Count, _compiled.Profiles.Players.Length, _compiled.Profiles.Size, _compiled.Profiles.Count);
        _size = _states * _m;
        (_precision, _convention) = (likelihood.Options.Precision, likelihood.Options.Convention);
        Values = q;
        (_sigma, _r, _w, _trial, _step, _shift) = (new double[_size], new double[_size], new double[_states * _n * _count], new double[_size], new double[_size], new double[_size]);
        _values = [.. Enumerable.Range(0, _n).Select(_ => new double[_states])];
        (_response, _reduced, _schur) = (new double[_size * _map.Length], new double[_map.Length], new double[_map.Length * _map.Length]);
    }

    /// <summary>q, S × m.</summary>
    public double[] Values { get; private set; }

    /// <summary>Moves the multipliers: what is penalised from now on is r plus the multipliers over ρ, and they grow by what the residuals left here pull with.</summary>
    /// <param name="x">Parameters.</param>
    /// <param name="ratio">ρ that the residuals were left under, over the ρ from now on.</param>
    public void Shift(double[] x, double ratio)
    {
        Residuals(x, Values);
        for (int r = 0; r < _size; r++)
        {
            _shift[r] = ratio * (_shift[r] + _r[r]);
        }
    }

    /// <summary>Log-likelihood of the block's moves at the logit of its action values, Σ (λ (r + shift))², and the largest λ |r|.</summary>
    public (double Log, double Squares, double Worst) Measure(double[] x, bool trial)
    {
        double[] q = trial ? _trial : Values;
        Residuals(x, q);
        double log = 0;
        foreach (var point in _points)
        {
            int at = (point.State * _m) + point.Slot;
            double sum = LogSum(q.AsSpan(at, point.Moves.Length));
            for (int a = 0; a < point.Moves.Length; a++)
            {
                log += point.Moves[a] > 0 ? point.Moves[a] * ((_precision * q[at + a]) - sum) : 0;
            }
        }

        double squares = 0;
        for (int r = 0; r < _size; r++)
        {
            squares += (_r[r] + _shift[r]) * (_r[r] + _shift[r]);
        }

        return (log, _precision * _precision * squares, _precision * FixedOrder.MaxAbs(_r));
    }

    /// <summary>Builds the Gauss–Newton system of −ℓ + ρ/2 Σ (λ (r + shift))² at the current point and eliminates q from it.</summary>
    public void Reduce(double[] x, double rho, double damping)
    {
        int n = _size, k = _map.Length;
        double weight = rho * _precision * _precision;
        Residuals(x, Values);
        var jacobian = Jacobian();
        var slopes = Slopes(x);
        var curve = new double[n * n];
        var cross = new double[n * k];
        Array.Clear(_step);
        for (int row = 0; row < n; row++)
        {
            var j = jacobian.AsSpan(row * n, n);
            var a = slopes.AsSpan(row * k, k);
            for (int c = 0; c < n; c++)
            {
                double s = weight * j[c];
                if (s == 0)
                {
                    continue;
                }

                FixedOrder.AddScaled(curve.AsSpan(c * n, c + 1), j[..(c + 1)], s); // the lower triangle is all that is read
                FixedOrder.AddScaled(cross.AsSpan(c * k, k), a, s);
                _step[c] += s * (_r[row] + _shift[row]);
            }
        }

        foreach (var point in _points)
        {
            int at = (point.State * _m) + point.Slot;
            var sigma = _sigma.AsSpan(at, point.Moves.Length);
            for (int a = 0; a < sigma.Length; a++)
            {
                _step[at + a] += _precision * ((point.Total * sigma[a]) - point.Moves[a]);
                for (int b = 0; b <= a; b++)
                {
                    curve[((at + a) * n) + at + b] += _precision * _precision * point.Total * ((a == b ? sigma[a] : 0) - (sigma[a] * sigma[b]));
                }
            }
        }

        for (int i = 0; i < n; i++)
        {
            curve[(i * n) + i] += (damping * curve[(i * n) + i]) + 1e-12;
        }

        if (!Cholesky.Factor(curve, n))
        {
            throw new InvalidOperationException("a sum of squares with positive damping is not positive definite");
        }

        Cholesky.Solve(curve, n, _step);
        var column = new double[n];
        for (int c = 0; c < k; c++)
        {
            for (int r = 0; r < n; r++)
            {
                column[r] = cross[(r * k) + c];
            }

            Cholesky.Solve(curve, n, column);
            for (int r = 0; r < n; r++)
            {
                _response[(r * k) + c] = column[r];
            }
        }

        Array.Clear(_reduced);
        Array.Clear(_schur);
        for (int r = 0; r < n; r++)
        {
            var a = slopes.AsSpan(r * k, k);
            var c = cross.AsSpan(r * k, k);
            for (int i = 0; i < k; i++)
            {
                _reduced[i] += (weight * a[i] * (_r[r] + _shift[r])) - (c[i] * _step[r]);
                FixedOrder.AddScaled(_schur.AsSpan(i * k, k), a, weight * a[i]);
                _schur[(i * k) + i] += damping * weight * a[i] * a[i];
                FixedOrder.AddScaled(_schur.AsSpan(i * k, k), _response.AsSpan(r * k, k), -c[i]);
            }
        }
    }

    /// <summary>Adds the reduced gradient and curvature to the shared ones.</summary>
    public void Add(double[] gradient, double[] curvature)
    {
        int k = _map.Length, all = gradient.Length;
        for (int i = 0; i < k; i++)
        {
            gradient[_map[i]] += _reduced[i];
            for (int j = 0; j < k; j++)
            {
                curvature[(_map[i] * all) + _map[j]] += _schur[(i * k) + j];
            }
        }
    }

    /// <summary>Where the action values go when the parameters move.</summary>
    public void Try(double[] move)
    {
        int k = _map.Length;
        for (int r = 0; r < _size; r++)
        {
            double d = _step[r];
            for (int j = 0; j < k; j++)
            {
                d += _response[(r * k) + j] * move[_map[j]];
            }

            _trial[r] = Values[r] - d;
        }
    }

    /// <summary>Takes the trial.</summary>
    public void Accept() => Values = (double[])_trial.Clone();

    private double LogSum(ReadOnlySpan<double> q)
    {
        double top = double.NegativeInfinity, sum = 0;
        foreach (double v in q)
        {
            top = Math.Max(top, _precision * v);
        }

        foreach (double v in q)
        {
            sum += Elementary.Exp((_precision * v) - top);
        }

        return top + Elementary.Log(sum);
    }

    private void Residuals(double[] x, double[] q)
    {
        var game = _game = _likelihood.GameOf(_block, x);
        Span<double> v = stackalloc double[_n];
        for (int s = 0; s < _states; s++)
        {
            var own = q.AsSpan(s * _m, _m);
            var sigma = _sigma.AsSpan(s * _m, _m);
            _stage.Respond(own, _precision, sigma, game.Menu(s));
            _stage.Values(sigma, own, _precision, _convention, v);
            for (int i = 0; i < _n; i++)
            {
                _values[i][s] = v[i];
            }
        }

        for (int s = 0; s < _states; s++)
        {
            var w = _w.AsSpan(s * _n * _count, _n * _count);
            for (int i = 0; i < _n; i++)
            {
                var row = w.Slice(i * _count, _count);
                game.Kernel.Expect(s, _values[i], row);
                for (int p = 0; p < _count; p++)
                {
                    row[p] = game.Payoffs[i][(s * _count) + p] + (game.Discounts[i] * row[p]);
                }
            }

            _stage.Weigh(_sigma.AsSpan(s * _m, _m));
            var r = _r.AsSpan(s * _m, _m);
            _stage.ActionValues(w, r);
            for (int k = 0; k < _m; k++)
            {
                r[k] -= q[(s * _m) + k];
            }

            game.Menus?.Settle(s, q.AsSpan(s * _m, _m), r);
        }
    }

    // ∂r/∂q: through the others' replies of the same state, and through the values of the states that follow.
    private double[] Jacobian()
    {
        var game = _game!;
        double[] result = new double[_size * _size], local = new double[_m * _m], slopes = new double[_states * _n * _m], reach = new double[_m * _states];
        for (int s = 0; s < _states; s++)
        {
            _stage.ValueSlopes(_sigma.AsSpan(s * _m, _m), Values.AsSpan(s * _m, _m), _precision, _convention, slopes.AsSpan(s * _n * _m, _n * _m));
        }

        for (int s = 0; s < _states; s++)
        {
            _stage.Weigh(_sigma.AsSpan(s * _m, _m));
            _stage.LocalJacobian(_sigma.AsSpan(s * _m, _m), _w.AsSpan(s * _n * _count, _n * _count), _precision, local);
            for (int r = 0; r < _m; r++)
            {
                for (int c = 0; c < _m; c++)
                {
                    result[(((s * _m) + r) * _size) + (s * _m) + c] -= local[(r * _m) + c];
                }
            }

            for (int i = 0; i < _n; i++)
            {
                var slots = _compiled.Profiles.Slots(i);
                Array.Clear(reach);
                for (int p = 0; p < _count; p++)
                {
                    double chance = _stage.Others[(i * _count) + p] * game.Discounts[i];
                    int slot = slots[p];
                    if (chance != 0)
                    {
                        game.Kernel.ForEachNext(s, p, (next, c) => reach[(slot * _states) + next] += chance * c);
                    }
                }

                foreach (int slot in slots.ToArray().Distinct())
                {
                    for (int t = 0; t < _states; t++)
                    {
                        if (reach[(slot * _states) + t] is not 0 and var c)
                        {
                            FixedOrder.AddScaled(result.AsSpan((((s * _m) + slot) * _size) + (t * _m), _m), slopes.AsSpan(((t * _n) + i) * _m, _m), c);
                        }
                    }
                }
            }
        }

        return result;
    }

    // ∂r/∂x at fixed q, size × local parameters.
    private double[] Slopes(double[] x)
    {
        int k = _map.Length;
        double[] result = new double[_size * k], f = new double[_n * _count], part = new double[_count], shift = new double[_m];
        double[] chances = _chances.Count == 0 ? [] : _likelihood.Parameters.Chances(x);
        var derivatives = _chances.Select(c => _compiled.KernelDerivative(chances, c.Chance)).ToArray();
        for (int s = 0; s < _states; s++)
        {
            _stage.Weigh(_sigma.AsSpan(s * _m, _m));
            foreach (var (weight, at) in _weights)
            {
                Array.Clear(f);
                for (int i = 0; i < _n; i++)
                {
                    if (_compiled.Feature(weight, i) is { } feature)
                    {
                        feature.AsSpan(s * _count, _count).CopyTo(f.AsSpan(i * _count, _count));
                    }
                }

                Keep(s, at);
            }

            for (int c = 0; c < derivatives.Length; c++)
            {
                Array.Clear(f);
                foreach (var kernel in derivatives[c])
                {
                    for (int i = 0; i < _n; i++)
                    {
                        kernel.Expect(s, _values[i], part);
                        FixedOrder.AddScaled(f.AsSpan(i * _count, _count), part, _game!.Discounts[i]);
                    }
                }

                Keep(s, _chances[c].Local);
            }
        }

        return result;

        void Keep(int s, int at)
        {
            _stage.ActionValues(f, shift);
            for (int r = 0; r < _m; r++)
            {
                result[(((s * _m) + r) * k) + at] += shift[r];
            }
        }
    }
}
