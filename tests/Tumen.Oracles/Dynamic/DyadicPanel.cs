using Tumen.Numerics;
using Tumen.Estimation.Once;

namespace Tumen.Oracles;

/// <summary>One unit of a panel: its game, its moves, and which of the panel's weights its payoffs use.</summary>
/// <param name="Game">The game.</param>
/// <param name="Counts">How often each (state, player, action) was seen, laid out as v is.</param>
/// <param name="Map">The panel's weight behind each of the game's weights.</param>
public sealed record DyadicUnit(DyadicGame Game, double[] Counts, int[] Map);

/// <summary>The likelihood of many independent games with shared weights: nested fixed point with analytic score and expected information.</summary>
/// <remarks>
/// D = ∂v/∂w = −(∂Φ/∂v − I)⁻¹ ∂Φ/∂w; score = Σ D'(n − N p); information = Σ N D'(diag p − pp')D given the states visited. A working object of one
/// search: every evaluation starts from the v of the best point so far.
/// </remarks>
public sealed class DyadicPanel
{
    private readonly DyadicUnit[] _units;
    private readonly DyadicGame.Work[] _work;
    private readonly double[][] _anchor, _latest, _score, _information;
    private readonly double[][] _anchorSlopes;
    private readonly SolveCertificate[] _certificates;
    private double[]? _anchorPoint;
    private readonly double[] _logs;
    private double _best = double.NegativeInfinity;

    /// <summary>Builds the panel.</summary>
    /// <param name="names">The panel's weights.</param>
    /// <param name="units">Its games.</param>
    /// <param name="start">v per unit to start from, or null to solve cold at the first point.</param>
    public DyadicPanel(IReadOnlyList<string> names, IReadOnlyList<DyadicUnit> units, IReadOnlyList<double[]>? start = null)
    {
        Names = [.. names];
        _units = [.. units];
        _work = [.. _units.Select(u => new DyadicGame.Work(u.Game))];
        Cold = start is null;
        _anchor = [.. _units.Select((u, g) => start is null ? new double[u.Game.Size] : (double[])start[g].Clone())];
        _latest = [.. _anchor.Select(v => (double[])v.Clone())];
        _score = [.. _units.Select(u => new double[u.Game.Weights])];
        _information = [.. _units.Select(u => new double[u.Game.Weights * u.Game.Weights])];
        _anchorSlopes = [.. _units.Select(u => new double[u.Game.Size * u.Game.Weights])];
        _certificates = new SolveCertificate[_units.Length];
        _logs = new double[_units.Length];
    }

    /// <summary>The panel's weights.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>True until a first cold solution is found.</summary>
    public bool Cold { get; private set; }

    /// <summary>v per unit at the best point so far.</summary>
    public IReadOnlyList<double[]> Values => _anchor;

    /// <summary>Largest residual over units at the last point.</summary>
    public double Residual => _certificates.Max(c => c.Residual);

    /// <summary>Newton solves used so far.</summary>
    public int InnerSteps { get; private set; }

    /// <summary>The log-likelihood, its score and minus the expected information; NaN where some game could not be solved.</summary>
    public double Evaluate(ReadOnlySpan<double> weights, Span<double> gradient, Span<double> hessian)
    {
        double[] point = weights.ToArray();
        if (_units.Length == 1) One(point, 0);
        else Parallel.For(0, _units.Length, g => One(point, g));
        int k = point.Length;
        gradient.Clear();
        hessian.Clear();
        double value = 0;
        for (int g = 0; g < _units.Length; g++)
        {
            InnerSteps += _certificates[g].Steps;
            if (!_certificates[g].Converged) return double.NaN;
            value += _logs[g];
            int[] map = _units[g].Map;
            for (int i = 0; i < map.Length && !gradient.IsEmpty; i++)
            {
                gradient[map[i]] += _score[g][i];
                for (int j = 0; j < map.Length && !hessian.IsEmpty; j++) hessian[map[i] * k + map[j]] -= _information[g][i * map.Length + j];
            }
        }
        if (value >= _best - 1e-10 * (1 + Math.Abs(value)))
        {
            _best = Math.Max(value, _best);
            Cold = false;
            _anchorPoint = point;
            for (int g = 0; g < _units.Length; g++)
            {
                _latest[g].CopyTo(_anchor[g], 0);
                _work[g].Slopes.CopyTo(_anchorSlopes[g], 0);
            }
        }
        return value;
    }

    /// <summary>Smallest singular value of ∂Φ/∂v − I per unit at the last point evaluated: its distance to a fold.</summary>
    public double[] FoldDistances() => [.. _work.Select(w => w.Jacobian.SmallestSingularValue())];

    /// <summary>The score of one move, ∂ln P_i(a|s)/∂w, at the last point evaluated.</summary>
    /// <param name="unit">Which unit.</param>
    /// <param name="player">Mover.</param>
    /// <param name="action">Move.</param>
    /// <param name="state">State it was made in.</param>
    /// <param name="score">Receives one value per weight of the unit's game.</param>
    public void MoveScore(int unit, int player, int action, int state, Span<double> score)
    {
        DyadicGame game = _units[unit].Game;
        DyadicGame.Work work = _work[unit];
        int m = game.Weights, at = game.Index(player, 0, state);
        work.Slopes.AsSpan((at + action) * m, m).CopyTo(score);
        for (int a = 0; a < game.Actions; a++)
            for (int i = 0; i < m; i++) score[i] -= work.Chances[at + a] * work.Slopes[(at + a) * m + i];
    }

    private void One(double[] point, int g)
    {
        DyadicUnit unit = _units[g];
        DyadicGame game = unit.Game;
        DyadicGame.Work work = _work[g];
        int m = game.Weights, n = game.Size;
        Span<double> local = m <= 64 ? stackalloc double[m] : new double[m];
        for (int i = 0; i < m; i++) local[i] = point[unit.Map[i]];
        double[] v = _latest[g];
        Predict(g, local, v, unit.Map);
        SolveCertificate certificate = Cold ? DyadicSolver.Cold(game, local, v) : DyadicSolver.Newton(game, local, v, work, 15);
        if (!certificate.Converged && !Cold)
        {
            // The tangent overshot: walk from the anchor itself. Where that fails too the branch has ended, and the search meets a wall.
            _anchor[g].CopyTo(v, 0);
            certificate = DyadicSolver.Newton(game, local, v, work, 25);
        }
        game.Equations(local, v, work.Gap, work.Jacobian, work.Slopes, work);
        if (certificate.Converged && !work.Jacobian.Factor()) certificate = certificate with { Converged = false };
        _certificates[g] = certificate;
        if (certificate.Converged) Accumulate(unit, g, work, v, m, n);
    }

    /// <summary>v at the anchor plus its tangent in the weights: the first-order prediction of the equilibrium at the new point.</summary>
    private void Predict(int g, ReadOnlySpan<double> local, double[] v, int[] map)
    {
        _anchor[g].CopyTo(v, 0);
        if (_anchorPoint is null) return;
        int m = local.Length;
        for (int j = 0; j < m; j++)
        {
            double move = local[j] - _anchorPoint[map[j]];
            if (move == 0) continue;
            for (int r = 0; r < v.Length; r++) v[r] += move * _anchorSlopes[g][r * m + j];
        }
    }

    private void Accumulate(DyadicUnit unit, int g, DyadicGame.Work work, double[] v, int m, int n)
    {
        // Slopes (n × m) becomes D = −J⁻¹ ∂Φ/∂w, one column at a time.
        for (int j = 0; j < m; j++)
        {
            for (int r = 0; r < n; r++) work.Column[r] = -work.Slopes[r * m + j];
            work.Jacobian.Solve(work.Column);
            for (int r = 0; r < n; r++) work.Slopes[r * m + j] = work.Column[r];
        }
        double[] score = _score[g], information = _information[g];
        Array.Clear(score);
        Array.Clear(information);
        int actions = unit.Game.Actions;
        double log = 0;
        Span<double> mean = m <= 64 ? stackalloc double[m] : new double[m];
        for (int block = 0; block < n / actions; block++)
        {
            double seen = 0;
            int at = block * actions;
            for (int a = 0; a < actions; a++) seen += unit.Counts[at + a];
            if (seen == 0) continue;
            mean.Clear();
            for (int a = 0; a < actions; a++)
            {
                double p = work.Chances[at + a], count = unit.Counts[at + a];
                if (count > 0) log += count * (v[at + a] - work.Inclusive[block]);
                ReadOnlySpan<double> d = work.Slopes.AsSpan((at + a) * m, m);
                for (int i = 0; i < m; i++)
                {
                    mean[i] += p * d[i];
                    score[i] += (count - seen * p) * d[i];
                }
            }
            for (int a = 0; a < actions; a++)
            {
                double scale = seen * work.Chances[at + a];
                ReadOnlySpan<double> d = work.Slopes.AsSpan((at + a) * m, m);
                for (int i = 0; i < m; i++)
                    for (int j = 0; j < m; j++) information[i * m + j] += scale * (d[i] - mean[i]) * (d[j] - mean[j]);
            }
        }
        _logs[g] = log;
    }
}
