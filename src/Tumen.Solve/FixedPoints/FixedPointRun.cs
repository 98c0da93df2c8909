using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>The sweeps of one <see cref="FixedPointSolver"/> call, in normalised units.</summary>
internal sealed class FixedPointRun
{
    private const int Memory = 8;
    private readonly StochasticGame _original;
    private readonly SolveOptions _options;
    private readonly MenuGame? _menus;
    private readonly NormalisedGame _game;
    private readonly PathSystem _system;
    private readonly double _goal;

    public FixedPointRun(StochasticGame game, SolveOptions options)
    {
        _original = game;
        _options = options;
        _menus = MenuGame.Of(game, options.Precision, options.Convention);
        _game = new NormalisedGame(_menus?.Game ?? game);
        _system = new PathSystem(_game.Game, MenuFamily.Over(new LogitFamily(options.Convention), game.Menus), 0) { T = options.Precision * _game.Scale };
        _goal = Math.Max(options.Tolerance * 1e-2, 1e-14) / Math.Max(1, _system.T);
        if (options.Start is { } start && start.Length == _system.Q.Length)
        {
            _game.Normalise(_menus?.ActionValues(start, 1) ?? start, options.Precision, options.Convention).CopyTo(_system.Q, 0);
        }
    }

    private double Defect => FixedOrder.MaxAbs(_system.Residual);

    /// <summary>Sweeps with a share that halves when the defect grows and recovers slowly.</summary>
    public int Damped(int most, CancellationToken cancel)
    {
        double share = 1, last = double.PositiveInfinity;
        for (int sweep = 0; sweep < most; sweep++)
        {
            _system.Evaluate();
            double defect = Defect;
            if (!(defect > _goal) || cancel.IsCancellationRequested)
            {
                return sweep;
            }

            share = defect > last ? Math.Max(0.5 * share, 0.01) : Math.Min(1, share * 1.02);
            last = defect;
            for (int k = 0; k < _system.Q.Length; k++)
            {
                _system.Q[k] += share * _system.Residual[k];
            }
        }

        _system.Evaluate();
        return most;
    }

    /// <summary>Anderson acceleration over the last eight sweeps, forgotten whenever the defect grows tenfold above its best.</summary>
    public int Accelerated(int most, CancellationToken cancel)
    {
        int size = _system.Q.Length;
        List<double[]> steps = [], changes = []; // Δ(q + r) and Δr
        double[] lastMapped = new double[size], lastResidual = new double[size];
        double best = double.PositiveInfinity;
        bool first = true;
        for (int sweep = 0; sweep < most; sweep++)
        {
            _system.Evaluate();
            double defect = Defect;
            if (!(defect > _goal) || cancel.IsCancellationRequested)
            {
                return sweep;
            }

            double[] residual = (double[])_system.Residual.Clone(), mapped = new double[size];
            for (int k = 0; k < size; k++)
            {
                mapped[k] = _system.Q[k] + residual[k];
            }

            if (defect > 10 * best)
            {
                steps.Clear();
                changes.Clear();
                first = true;
            }

            best = Math.Min(best, defect);
            if (!first)
            {
                steps.Add(Minus(mapped, lastMapped));
                changes.Add(Minus(residual, lastResidual));
                if (steps.Count > Memory)
                {
                    steps.RemoveAt(0);
                    changes.RemoveAt(0);
                }
            }

            first = false;
            (lastMapped, lastResidual) = (mapped, residual);
            mapped.CopyTo(_system.Q, 0);
            double[] weight = Weights(changes, residual);
            for (int j = 0; j < weight.Length; j++)
            {
                FixedOrder.AddScaled(_system.Q, steps[j], -weight[j]);
            }
        }

        _system.Evaluate();
        return most;
    }

    public LogitMarkovEquilibrium Finish(string method, int sweeps, bool cancelled)
    {
        double lambda = _options.Precision;
        var values = _game.Values(_system.Values, lambda, _options.Convention);
        double[] q = _game.ActionValues(_system.Q, lambda, _options.Convention);
        var certificate = Certifier.Check(_original, lambda, _options.Convention, _system.Sigma, [.. values.SelectMany(v => v)], _options.Certify);
        var status = certificate.Residual <= _options.Tolerance ? SolveStatus.Certified : cancelled ? SolveStatus.Cancelled : SolveStatus.NotConverged;
        return new LogitMarkovEquilibrium(
            _original, lambda, _options.Convention, status, _system.Sigma, _menus?.ActionValues(q, -1) ?? q, values, certificate,
            method, _options.Start is null ? "sweeps from zero action values" : "sweeps from the start given", sweeps);
    }

    // Least squares min ‖r − ΔR γ‖ by normal equations, slightly regularised because the columns may be nearly parallel.
    private static double[] Weights(List<double[]> changes, double[] residual)
    {
        int n = changes.Count;
        var gram = new double[n * n];
        var right = new double[n];
        double trace = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                gram[(i * n) + j] = FixedOrder.Dot(changes[i], changes[j]);
            }

            trace += gram[(i * n) + i];
            right[i] = FixedOrder.Dot(changes[i], residual);
        }

        for (int i = 0; i < n; i++)
        {
            gram[(i * n) + i] += 1e-13 * trace;
        }

        var factors = DenseLu.FactorInPlace(gram, n);
        if (n == 0 || !factors.IsRegular)
        {
            return [];
        }

        factors.Solve(right);
        return right;
    }

    private static double[] Minus(double[] x, double[] y)
    {
        var d = new double[x.Length];
        for (int k = 0; k < d.Length; k++)
        {
            d[k] = x[k] - y[k];
        }

        return d;
    }
}
