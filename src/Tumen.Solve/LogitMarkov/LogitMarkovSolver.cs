using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>
/// Logit Markov equilibrium at a given choice precision, by Newton's method on action values with each state's strategies eliminated locally.
/// </summary>
/// <remarks>
/// Unknown: q (S × m). σ = softmax(λ q), V = v(q), w = u + δ φ V, residual r = A(σ) w − q. A Newton step solves (I − M) dV = Y r, then the
/// local blocks. Steps are halved until the residual falls. Cost per step: one S·n system (LU in a band where the kernel has a narrow one, elsewhere GMRES, and dense LU up to
/// <see cref="SolveOptions.DenseLimit"/> only when that struggles) plus S·(P·successors·n² + m³). Fails, with the residual said, near folds; follow the path from λ = 0 there.
/// Sources: McKelvey and Palfrey (1995, 1998); Herings and Peeters (2010), Economic Theory 42:119-156, for the system.
/// </remarks>
public static class LogitMarkovSolver
{
    private const int Patience = 20;

    /// <summary>Solves from <see cref="SolveOptions.Start"/>, or from the point that λ = 0 gives.</summary>
    public static LogitMarkovEquilibrium Solve(StochasticGame game, SolveOptions options, CancellationToken cancel = default)
    {
        if (CentredGame.Of(game) is { } centred)
        {
            var start = options.Start is { } q && q.Length == game.StateCount * game.Profiles.Size ? centred.ActionValues(q, -1) : options.Start;
            return centred.Back(Solve(centred.Game, options with { Start = start }, cancel));
        }

        var point = new Point(game, options);
        int iterations = 0;
        string method = "Newton with local elimination";
        bool cancelled = false;
        double residual = point.Evaluate();
        double target = Math.Max(options.Tolerance * 1e-2, 1e-14);
        var history = new List<double> { residual };
        while (residual > target && iterations < options.MaximumIterations)
        {
            if (cancel.IsCancellationRequested)
            {
                cancelled = true;
                break;
            }

            double before = residual;
            if (!point.NewtonStep(residual, out residual))
            {
                if (before <= options.Tolerance * 10)
                {
                    break; // round-off floor: a sweep would only lose digits
                }

                // A damped fixed-point sweep moves away from a bad linearisation; it is reported.
                point.Relax(0.3);
                residual = point.Evaluate();
                method = "Newton with local elimination, damped fixed-point sweeps in between";
            }

            iterations++;
            history.Add(residual);
            if (iterations >= Patience && residual > 0.5 * history[iterations - (Patience / 2)])
            {
                break; // half the residual in ten iterations is the least that promises an end
            }

            if (residual <= options.Tolerance && residual > 0.3 * before)
            {
                break; // round-off floor
            }
        }

        return point.Finish(iterations, method, options.Start is null ? "Newton from the λ = 0 point" : "Newton from the start given", cancelled);
    }

    private sealed class Point
    {
        private const long LargestContracted = 30_000_000; // numbers, 240 MB
        private const double Invisible = 800; // e^−745 is the least that a double holds
        private readonly StochasticGame _game;
        private readonly SolveOptions _options;
        private readonly Stage _stage;
        private readonly DecisionPoint[] _points; // of each place in a situation's strategies
        private readonly int _states;
        private readonly int _n;
        private readonly int _m;
        private readonly int _count;
        private readonly double[] _sigma;
        private readonly double[] _values;
        private readonly double[] _r;
        private readonly double[] _w;
        private readonly double[] _continuations; // S x n x P, kept from the last evaluation
        private readonly double[] _right;
        private readonly double[] _change;
        private readonly double[] _step;
        private double[] _q;
        private double[] _spareQ;
        private double _residual = double.NaN;
        private ValueSystem? _system;

        public Point(StochasticGame game, SolveOptions options)
        {
            _game = game;
            _options = options;
            _stage = new Stage(game.Profiles);
            _points = [.. new StageShape(game.Profiles).Points.SelectMany(p => Enumerable.Repeat(p, p.Moves).Select((p, k) => (At: p.Start + k, Point: p))).OrderBy(x => x.At).Select(x => x.Point)];
            _states = game.StateCount;
            _n = game.PlayerCount;
            _m = game.Profiles.Size;
            _count = game.Profiles.Count;
            _sigma = new double[_states * _m];
            _values = new double[_states * _n];
            _r = new double[_states * _m];
            _w = new double[_n * _count];
            _continuations = new double[(long)_states * _n * _count];
            _right = new double[_states * _n];
            _change = new double[_states * _n];
            _step = new double[_states * _m];
            _spareQ = new double[_states * _m];
            _q = options.Start is { } start && start.Length == _states * _m ? (double[])start.Clone() : new double[_states * _m];
        }

        // Residual of the definition at q: fills σ, V and r; returns max |softmax(λ(q + r)) − σ|, plus the value gap in payoff units scaled by λ.
        public double Evaluate()
        {
            double lambda = _options.Precision;
            Span<double> v = stackalloc double[_n];
            for (int s = 0; s < _states; s++)
            {
                var q = _q.AsSpan(s * _m, _m);
                var sg = _sigma.AsSpan(s * _m, _m);
                _stage.Respond(q, lambda, sg, _game.Menu(s));
                _stage.Values(sg, q, lambda, _options.Convention, v);
                for (int i = 0; i < _n; i++)
                {
                    _values[(i * _states) + s] = _game.IsOver(s) ? 0 : v[i];
                }
            }

            double worst = 0;
            double perturbation = lambda == 0 ? 1 : lambda;
            for (int s = 0; s < _states; s++)
            {
                var r = _r.AsSpan(s * _m, _m);
                Continuation(s, _w);
                _w.CopyTo(_continuations.AsSpan(s * _w.Length, _w.Length));
                _stage.Weigh(_sigma.AsSpan(s * _m, _m));
                _stage.ActionValues(_w, r);
                for (int k = 0; k < _m; k++)
                {
                    r[k] -= _q[(s * _m) + k];
                }

                _game.Menus?.Settle(s, _q.AsSpan(s * _m, _m), r);
                for (int k = 0; k < _m; k++)
                {
                    if (_sigma[(s * _m) + k] != 0 || !IsNeverSeen(s, k, _q[(s * _m) + k] + r[k]))
                    {
                        worst = Math.Max(worst, Math.Abs(r[k]) * perturbation); // NaN is worst of all
                    }
                }
            }

            _residual = worst;
            return worst;
        }

        // A move whose chance is 0 in a double, before and after: rounding in its large action value changes nothing.
        private bool IsNeverSeen(int s, int k, double value)
        {
            var point = _points[k];
            double best = double.NegativeInfinity;
            for (int a = point.Start; a < point.Start + point.Moves; a++)
            {
                best = Math.Max(best, _q[(s * _m) + a]);
            }

            return _options.Precision * (best - value) > Invisible;
        }

        public bool NewtonStep(double residual, out double after)
        {
            after = residual;
            // A linearisation serves as long as it cuts the residual tenfold (Shamanskii 1967); then a new one is made.
            if (_system is not null && Step(_system, residual, out after) && after <= 0.1 * residual)
            {
                return true;
            }

            residual = after;
            _system = ValueSystem.Linearise(
                _game, _options.Precision, _options.Convention, _sigma, _q, (s, w) => _continuations.AsSpan(s * w.Length, w.Length).CopyTo(w), _system);
            return _system is not null && Step(_system, residual, out after);
        }

        private bool Step(ValueSystem system, double residual, out double after)
        {
            after = residual;

            double[] rhs = _right, dv = _change, dq = _step;
            Array.Clear(rhs);
            Array.Clear(dv);
            for (int s = 0; s < _states; s++)
            {
                system.AddShift(s, _r.AsSpan(s * _m, _m), rhs);
            }

            if (!SolveLinear(system, rhs, dv, residual))
            {
                return false;
            }

            for (int s = 0; s < _states; s++)
            {
                system.ActionValueChange(s, _r.AsSpan(s * _m, _m), dv, dq.AsSpan(s * _m, _m), _w);
            }

            var from = _q;
            (_q, _spareQ) = (_spareQ, from);
            for (double step = 1; step > 1e-3; step /= 2)
            {
                for (int k = 0; k < from.Length; k++)
                {
                    _q[k] = from[k] + (step * dq[k]);
                }

                after = Evaluate();
                if (after < residual * (1 - (0.1 * step)) || after <= _options.Tolerance * 1e-3)
                {
                    return true;
                }
            }

            (_q, _spareQ) = (from, _q);
            after = Evaluate();
            return false;
        }

        public void Relax(double share)
        {
            for (int sweep = 0; sweep < 20; sweep++)
            {
                for (int k = 0; k < _q.Length; k++)
                {
                    _q[k] += share * _r[k];
                }

                Evaluate();
            }
        }

        public LogitMarkovEquilibrium Finish(int iterations, string method, string selection, bool cancelled)
        {
            // Inside fits the solver's own residual stands in: λ max |Q(σ) − q| bounds the change of any choice probability.
            var certificate = _options.Certify
                ? Certifier.Check(_game, _options.Precision, _options.Convention, _sigma, _values, withRegret: true)
                : new Certificate(_residual, double.NaN, double.NaN);
            var status = certificate.Residual <= _options.Tolerance ? SolveStatus.Certified : cancelled ? SolveStatus.Cancelled : SolveStatus.NotConverged;
            var values = Enumerable.Range(0, _n).Select(i => _values.AsSpan(i * _states, _states).ToArray()).ToImmutableArray();
            return new LogitMarkovEquilibrium(
                _game, _options.Precision, _options.Convention, status, _sigma, _q, values, certificate, method, selection, iterations);
        }

        private bool SolveLinear(ValueSystem system, double[] rhs, double[] dv, double residual)
        {
            if (system.Order <= ValueSystem.SmallOrder || _options.DenseLimit <= 0 || ValueSystem.IsNarrow(_game))
            {
                return DirectSolve(system, rhs, dv);
            }

            // Inexact Newton (Dembo, Eisenstat and Steihaug 1982): solve as exactly as the residual deserves.
            double tolerance = Math.Clamp(Math.Max(residual * 0.1, 1e-4 * _options.Tolerance / residual), 1e-10, 1e-2);
            bool contracted = (long)_game.Kernel.Bases.Length * _n * _n <= LargestContracted;
            double reached = system.SolveIteratively(rhs, dv, tolerance, 400, contracted);
            return reached <= Math.Max(tolerance * 10, 1e-6) || (system.Order <= _options.DenseLimit && DirectSolve(system, rhs, dv));
        }

        private static bool DirectSolve(ValueSystem system, double[] rhs, double[] dv)
        {
            if (!system.Factor())
            {
                return false;
            }

            rhs.CopyTo(dv, 0);
            system.Solve(dv, 1);
            return true;
        }

        private void Continuation(int state, double[] w)
        {
            for (int j = 0; j < _n; j++)
            {
                var row = w.AsSpan(j * _count, _count);
                _game.Kernel.Expect(state, _values.AsSpan(j * _states, _states), row);
                var u = _game.Payoffs[j].AsSpan(state * _count, _count);
                double d = _game.Discount(j, state);
                for (int p = 0; p < _count; p++)
                {
                    row[p] = u[p] + (d * row[p]);
                }
            }
        }
    }
}
