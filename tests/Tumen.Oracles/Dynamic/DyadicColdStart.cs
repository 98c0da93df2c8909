using Tumen.Numerics;
using Tumen.Estimation.Once;

namespace Tumen.Oracles;

/// <summary>Where a cold start ended.</summary>
/// <param name="Weights">The panel's weights.</param>
/// <param name="Values">v per unit.</param>
/// <param name="LogLikelihood">Log-likelihood of the strategies in v.</param>
/// <param name="Violation">Largest |Φ(v) − v|.</param>
/// <param name="Steps">Steps tried.</param>
public sealed record ColdStart(double[] Weights, double[][] Values, double LogLikelihood, double Violation, int Steps);

/// <summary>Brings a panel of games from observed frequencies to a joint point (weights, v) near a constrained maximum, without ever solving a game.</summary>
/// <remarks>
/// Minimises −ℓ(v) + (ρ/2)‖Φ(v; w) − v‖² in (w, v) together by damped Gauss–Newton steps, ρ rising by factors of 10 (Nocedal and Wright 2006, ch. 17).
/// Folds are no obstacle, because v need not be an equilibrium on the way. v is eliminated game by game, so the shared system has the size of the weights.
/// </remarks>
/// <param name="names">The panel's weights.</param>
/// <param name="units">Its games.</param>
public sealed class DyadicColdStart(IReadOnlyList<string> names, IReadOnlyList<DyadicUnit> units)
{
    private readonly Block[] _blocks = [.. units.Select(u => new Block(u))];

    /// <summary>Observations of pooled frequencies mixed into each unit's own.</summary>
    public double Pooling { get; init; } = 5;

    /// <summary>Precision of the normal prior around 0 during the climb only; it keeps weights no row speaks of in place.</summary>
    public double Ridge { get; init; } = 1e-6;

    /// <summary>First and last penalty.</summary>
    public (double First, double Last) Penalty { get; init; } = (1e-2, 1e6);

    /// <summary>Steps allowed at each penalty.</summary>
    public int StepsPerPenalty { get; init; } = 60;

    /// <summary>Runs.</summary>
    public ColdStart Run()
    {
        int k = names.Count, steps = 0;
        double[] w = new double[k], trial = new double[k], gradient = new double[k], schur = new double[k * k], step = new double[k];
        FirstStage();
        for (double rho = Penalty.First; rho <= Penalty.Last * 1.0001; rho *= 10)
        {
            double damping = 1e-3, value = Value(w, rho, false);
            for (int s = 0; s < StepsPerPenalty; s++, steps++)
            {
                double mu = damping;
                Parallel.For(0, _blocks.Length, g => _blocks[g].Reduce(w, rho, mu));
                Array.Clear(schur);
                Array.Clear(gradient);
                foreach (Block block in _blocks) block.Add(gradient, schur, k);
                for (int i = 0; i < k; i++)
                {
                    gradient[i] += Ridge * w[i];
                    schur[i * k + i] += Ridge + mu * Ridge;
                    step[i] = -gradient[i];
                }
                if (!Cholesky.Factor(schur, k)) { damping = Math.Max(1e-8, damping * 10); if (damping > 1e12) break; continue; }
                Cholesky.Solve(schur, k, step);
                for (int i = 0; i < k; i++) trial[i] = w[i] + step[i];
                Parallel.For(0, _blocks.Length, g => _blocks[g].Try(step));
                double next = Value(trial, rho, true);
                if (next < value)
                {
                    bool small = value - next < 1e-7 * (1 + Math.Abs(value));
                    (value, damping) = (next, damping / 5);
                    trial.CopyTo(w, 0);
                    foreach (Block block in _blocks) block.Accept();
                    if (small) break;
                }
                else if ((damping *= 8) > 1e10) break;
            }
        }
        double log = 0, violation = 0;
        foreach (Block block in _blocks)
        {
            (double l, double c, double worst) = block.Measure(w, false);
            log += l;
            violation = Math.Max(violation, worst);
        }
        return new ColdStart(w, [.. _blocks.Select(b => b.Values)], log, violation, steps);
    }

    private double Value(double[] w, double rho, bool trial)
    {
        var parts = new double[_blocks.Length];
        Parallel.For(0, _blocks.Length, g =>
        {
            (double log, double squares, _) = _blocks[g].Measure(w, trial);
            parts[g] = -log + 0.5 * rho * squares;
        });
        double sum = parts.Sum() + 0.5 * Ridge * w.Sum(x => x * x);
        return double.IsNaN(sum) ? double.PositiveInfinity : sum;
    }

    /// <summary>v := ln of each unit's frequencies, smoothed towards the panel's.</summary>
    private void FirstStage()
    {
        DyadicGame first = units[0].Game;
        int actions = first.Actions;
        double[] pooled = [.. Enumerable.Range(0, first.Size).Select(i => 1 + units.Sum(u => u.Counts[i]))];
        Normalise(pooled, actions);
        for (int g = 0; g < _blocks.Length; g++)
        {
            double[] p = [.. units[g].Counts.Select((n, i) => n + Pooling * pooled[i])];
            Normalise(p, actions);
            for (int i = 0; i < p.Length; i++) _blocks[g].Values[i] = Math.Log(p[i]);
        }
    }

    private static void Normalise(double[] p, int actions)
    {
        for (int at = 0; at < p.Length; at += actions)
        {
            double sum = 0;
            for (int a = 0; a < actions; a++) sum += p[at + a];
            for (int a = 0; a < actions; a++) p[at + a] /= sum;
        }
    }

    /// <summary>One game's part of the joint problem, with its v eliminated.</summary>
    private sealed class Block(DyadicUnit unit)
    {
        private readonly int _n = unit.Game.Size, _m = unit.Game.Weights;
        private readonly DyadicGame.Work _work = new(unit.Game);
        private readonly double[] _trial = new double[unit.Game.Size], _curve = new double[unit.Game.Size * unit.Game.Size], _jacobian = new double[unit.Game.Size * unit.Game.Size];
        private readonly double[] _slope = new double[unit.Game.Size], _response = new double[unit.Game.Size * unit.Game.Weights], _reduced = new double[unit.Game.Weights], _schur = new double[unit.Game.Weights * unit.Game.Weights];

        public double[] Values { get; } = new double[unit.Game.Size];

        private double[] Local(double[] w) => [.. unit.Map.Select(i => w[i])];

        public (double Log, double Squares, double Worst) Measure(double[] w, bool trial)
        {
            double[] v = trial ? _trial : Values;
            unit.Game.Equations(Local(w), v, _work.Gap, null, [], _work);
            double log = 0, squares = 0;
            for (int i = 0; i < _n; i++)
            {
                if (unit.Counts[i] > 0) log += unit.Counts[i] * (v[i] - _work.Inclusive[i / unit.Game.Actions]);
                squares += _work.Gap[i] * _work.Gap[i];
            }
            return (log, squares, DyadicSolver.Largest(_work.Gap));
        }

        /// <summary>Builds the Gauss–Newton system at the current point and eliminates v.</summary>
        public void Reduce(double[] w, double rho, double damping)
        {
            int n = _n, m = _m, actions = unit.Game.Actions;
            unit.Game.Equations(Local(w), Values, _work.Gap, _work.Jacobian, _work.Slopes, _work);
            for (int r = 0; r < n; r++)
                for (int c = 0; c < n; c++) _jacobian[r * n + c] = _work.Jacobian[r, c];
            double[] c0 = _work.Gap, a = _work.Slopes;
            double[] jt = DenseMatrix.Transpose(_jacobian, n, n);
            double[] jj = DenseMatrix.Multiply(jt, _jacobian, n, n, n), ja = DenseMatrix.Multiply(jt, a, n, n, m);
            for (int i = 0; i < n * n; i++) _curve[i] = rho * jj[i];
            for (int at = 0; at < n; at += actions)
            {
                double seen = 0;
                for (int x = 0; x < actions; x++) seen += unit.Counts[at + x];
                for (int x = 0; x < actions; x++)
                {
                    _slope[at + x] = seen * _work.Chances[at + x] - unit.Counts[at + x];
                    for (int y = 0; y < actions; y++)
                        _curve[(at + x) * n + at + y] += seen * ((x == y ? _work.Chances[at + x] : 0) - _work.Chances[at + x] * _work.Chances[at + y]);
                }
            }
            for (int i = 0; i < n; i++)
            {
                for (int r = 0; r < n; r++) _slope[i] += rho * jt[i * n + r] * c0[r];
                _curve[i * n + i] += damping * _curve[i * n + i] + 1e-12;
            }
            if (!Cholesky.Factor(_curve, n)) throw new InvalidOperationException("A sum of squares with positive damping is not positive definite.");
            Cholesky.Solve(_curve, n, _slope);
            var column = new double[n];
            for (int j = 0; j < m; j++)
            {
                for (int r = 0; r < n; r++) column[r] = rho * ja[r * m + j];
                Cholesky.Solve(_curve, n, column);
                for (int r = 0; r < n; r++) _response[r * m + j] = column[r];
            }
            for (int i = 0; i < m; i++)
            {
                double g = 0;
                for (int r = 0; r < n; r++) g += rho * (a[r * m + i] * c0[r] - ja[r * m + i] * _slope[r]);
                _reduced[i] = g;
                for (int j = 0; j < m; j++)
                {
                    double h = 0;
                    for (int r = 0; r < n; r++) h += rho * (a[r * m + i] * a[r * m + j] * (i == j ? 1 + damping : 1) - ja[r * m + i] * _response[r * m + j]);
                    _schur[i * m + j] = h;
                }
            }
        }

        public void Add(double[] gradient, double[] schur, int k)
        {
            for (int i = 0; i < _m; i++)
            {
                gradient[unit.Map[i]] += _reduced[i];
                for (int j = 0; j < _m; j++) schur[unit.Map[i] * k + unit.Map[j]] += _schur[i * _m + j];
            }
        }

        public void Try(double[] step)
        {
            for (int r = 0; r < _n; r++)
            {
                double move = -_slope[r];
                for (int j = 0; j < _m; j++) move -= _response[r * _m + j] * step[unit.Map[j]];
                _trial[r] = Values[r] + move;
            }
        }

        public void Accept() => _trial.CopyTo(Values, 0);
    }
}
