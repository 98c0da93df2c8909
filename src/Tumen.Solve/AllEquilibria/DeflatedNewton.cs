using Tumen.Model;

namespace Tumen.Solve;

/// <summary>Newton's method at fixed λ that is pushed away from solutions already known.</summary>
/// <remarks>
/// Deflation multiplies the equations by Π (1 + 1/‖σ − σ_k‖²); the deflated Newton step is the plain one times 1/(1 − ∇log Π · step), so nothing
/// new has to be factored. Source: Farrell, Birkisson and Funke (2015), SIAM J. Sci. Comput. 37:A2026-A2045.
/// </remarks>
internal sealed class DeflatedNewton
{
    private const double LongestStep = 2; // log rates, Fisher length
    private readonly PathSystem _system;
    private readonly double[] _step;
    private readonly double[] _rates;

    public DeflatedNewton(StochasticGame normalised, ValueConvention convention, int denseLimit = 3000)
    {
        _system = new PathSystem(normalised, MenuFamily.Over(new LogitFamily(convention), normalised.Menus), denseLimit);
        _step = new double[_system.Q.Length];
        _rates = new double[_step.Length];
    }

    public double[] Q => _system.Q;

    public double[] Sigma => _system.Sigma;

    /// <summary>Sign of the determinant at the last linearisation.</summary>
    public int Index => _system.DeterminantSign;

    /// <summary>Solves from action values; true when a point with a vanishing Newton step is reached.</summary>
    public bool Solve(double t, double[] start, IReadOnlyList<double[]> known, int mostRounds = 80)
    {
        start.CopyTo(_system.Q, 0);
        _system.T = t;
        for (int round = 0; round < mostRounds; round++)
        {
            _system.Evaluate();
            if (!_system.Linearise([], 1) || !_system.Solve(_step, out _, null, out _))
            {
                return false;
            }

            double length = _system.LogRates(_step, 0, _rates, out _, true);
            if (!double.IsFinite(length))
            {
                return false;
            }

            double stretch = Stretch(known);
            double limit = LongestStep / Math.Max(length * Math.Abs(stretch), 1e-300);
            stretch *= Math.Min(1, limit);
            double size = 0, scale = 1;
            for (int k = 0; k < _step.Length; k++)
            {
                _system.Q[k] += stretch * _step[k];
                size = Math.Max(size, Math.Abs(_step[k]));
                scale = Math.Max(scale, Math.Abs(_system.Q[k]));
            }

            if (length <= 1e-10 && size <= 1e-10 * scale)
            {
                _system.Evaluate();
                return true;
            }
        }

        return false;
    }

    private double Stretch(IReadOnlyList<double[]> known)
    {
        double slope = 0;
        foreach (var other in known)
        {
            double square = 0, change = 0;
            for (int k = 0; k < other.Length; k++)
            {
                double gap = _system.Sigma[k] - other[k];
                square += gap * gap;
                change += 2 * gap * _system.Sigma[k] * _rates[k];
            }

            slope -= change / Math.Max(square * (1 + square), 1e-300);
        }

        double divisor = 1 - slope;
        return 1 / (Math.Abs(divisor) > 1e-3 ? divisor : divisor < 0 ? -1e-3 : 1e-3);
    }
}
