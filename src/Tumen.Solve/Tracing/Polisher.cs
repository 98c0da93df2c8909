using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>
/// From strategies near a Markov perfect equilibrium to the equilibrium: repeatedly answers, with precision p, starting from the present strategies
/// instead of from uniform ones, σ⁺ ∝ σ exp(p Q(σ⁺)), each time by one linearised step, with p rising.
/// </summary>
/// <remarks>
/// A fixed point has equal action values where σ > 0 and no better action elsewhere, so no support has to be guessed: chances of worse actions
/// vanish doubly fast, and near a regular equilibrium the rest converges like Newton's method with error ratio 1/(p·μ). The linear system is
/// the path's own (order S·n), so E8-like games whose stages alone are singular are no exception. Fails (the gain stops falling) at
/// equilibria that are not isolated or not quasi-strict; the caller certifies. Proximal point method: Rockafellar (1976), SIAM J. Control Optim. 14:877-898.
/// </remarks>
internal sealed class Polisher
{
    /// <summary>A chance below this counts as 0.</summary>
    public const double Vanished = 1e-20;

    private const double Largest = 1e6;
    private readonly PathSystem _system;
    private const double Forbidden = -1e6; // log chance of what may not be played
    private readonly double[] _z;
    private readonly double[] _mean;
    private readonly double[] _step;
    private readonly int _states;
    private readonly int _m;

    public Polisher(StochasticGame game, int denseLimit)
    {
        _system = new PathSystem(game, MenuFamily.Over(new LogitFamily(ValueConvention.ChoiceErrors), game.Menus), denseLimit);
        _z = new double[_system.Q.Length];
        _step = new double[_z.Length];
        _states = game.StateCount;
        _m = game.Profiles.Size;
        _mean = new double[_states * _system.Shape.Points.Length];
        _system.ValueStep = new double[_states * game.PlayerCount];
    }

    public double[] Sigma => _system.Sigma;

    public double[] Values => _system.Values;

    public double[] ActionValues => _system.Q;

    /// <summary>Largest one-deviation gain plus the largest defect of the values, in units of the game.</summary>
    public double Defect { get; private set; }

    public int Rounds { get; private set; }

    /// <summary>Polishes until the defect stops falling; true when it is at or below the goal.</summary>
    public bool Polish(ReadOnlySpan<double> sigma, ReadOnlySpan<double> values, double precision, double goal)
    {
        for (int k = 0; k < _z.Length; k++)
        {
            _z[k] = Elementary.Log(Math.Max(sigma[k], 1e-300));
        }

        Exclude();

        values.CopyTo(_system.Values);
        double best = double.PositiveInfinity, p = precision;
        double[] bestZ = (double[])_z.Clone(), bestV = values.ToArray();
        int stale = 0;
        Rounds = 0;
        for (int round = 0; round < 60; round++)
        {
            Measure();
            if (Defect < 0.5 * best)
            {
                stale = 0;
            }
            else if (round > 8 && ++stale >= 4)
            {
                break;
            }

            if (Defect < best)
            {
                best = Defect;
                _z.CopyTo(bestZ, 0);
                _system.Values.CopyTo(bestV, 0);
            }

            if (!(Defect <= double.MaxValue) || best <= 1e-3 * goal)
            {
                break;
            }

            _system.T = p;
            if (!_system.Linearise([], 1) || !_system.Solve(_step, out _, null, out _))
            {
                break;
            }

            Take(p);
            Rounds++;
            p = Math.Min(p * 4, Largest);
        }

        bestZ.CopyTo(_z, 0);
        bestV.CopyTo(_system.Values, 0);
        Measure();
        return Defect <= goal && Sharpen(goal);
    }

    // A few more rounds let the chances of worse actions vanish altogether, so that the support is exact; undone when they do harm.
    private bool Sharpen(double goal)
    {
        if (!HasDust())
        {
            return true;
        }

        double[] z = (double[])_z.Clone(), v = (double[])_system.Values.Clone();
        for (int round = 0; round < 6 && (HasDust() || Defect > goal); round++)
        {
            _system.T = Largest;
            if (!_system.Linearise([], 1) || !_system.Solve(_step, out _, null, out _))
            {
                break;
            }

            Take(Largest);
            Measure();
            Rounds++;
        }

        if (!(Defect <= goal))
        {
            z.CopyTo(_z, 0);
            v.CopyTo(_system.Values, 0);
            Measure();
        }

        return true;
    }

    /// <summary>Sign of the determinant of the equilibrium conditions at a Markov perfect equilibrium, from very sharp responses; 0 when singular or too large.</summary>
    public int Index(ReadOnlySpan<double> sigma, ReadOnlySpan<double> values)
    {
        bool good = Polish(sigma, values, 1e4, 1e-9);
        for (int k = 0; k < sigma.Length; k++)
        {
            good &= Math.Abs(sigma[k] - _system.Sigma[k]) <= 1e-6;
        }

        _system.T = 1e6;
        return good && _system.Linearise([], 1) ? _system.DeterminantSign : 0;
    }

    private bool HasDust()
    {
        foreach (double x in _system.Sigma)
        {
            if (x is > Vanished and < 1e-8)
            {
                return true;
            }
        }

        return false;
    }

    private void Take(double p)
    {
        double length = _system.LogRates(_step, 0, null, out _);
        double share = Math.Min(1, 1.5 / Math.Max(length, 1e-300));
        for (int k = 0; k < _z.Length; k++)
        {
            _z[k] = Math.Max(_z[k] + (share * p * _step[k]), -1e6);
        }

        Exclude();

        var dv = _system.ValueStep!;
        for (int k = 0; k < dv.Length; k++)
        {
            _system.Values[k] += share * dv[k];
        }

        foreach (var pt in _system.Shape.Points)
        {
            for (int s = 0; s < _states; s++)
            {
                var z = _z.AsSpan((s * _m) + pt.Start, pt.Moves);
                double top = z[0];
                foreach (double x in z)
                {
                    top = Math.Max(top, x);
                }

                for (int k = 0; k < z.Length; k++)
                {
                    z[k] -= top;
                }
            }
        }
    }

    // What may not be played keeps chance 0 whatever it would be worth.
    private void Exclude()
    {
        for (int k = 0; _system.Game.Menus is { } menus && k < _z.Length; k++)
        {
            _z[k] = menus.Allows(k) ? _z[k] : Forbidden;
        }
    }

    private void Measure()
    {
        var points = _system.Shape.Points;
        foreach (var pt in points)
        {
            for (int s = 0; s < _states; s++)
            {
                int at = (s * _m) + pt.Start;
                Logit.Choose(_z.AsSpan(at, pt.Moves), 1, _system.Sigma.AsSpan(at, pt.Moves));
            }
        }

        _system.EvaluateGiven(_mean);
        int n = _system.Game.PlayerCount;
        double gain = 0, defect = 0;
        Span<double> v = stackalloc double[n];
        for (int s = 0; s < _states; s++)
        {
            var mean = _mean.AsSpan(s * points.Length, points.Length);
            var sg = _system.Sigma.AsSpan(s * _m, _m);
            var q = _system.Q.AsSpan(s * _m, _m);
            gain = Worse(gain, _system.Shape.Gain(q, sg, _system.Game.Menu(s)));
            _system.Shape.Values(sg, mean, v);
            for (int i = 0; i < n; i++)
            {
                int at = (i * _states) + s;
                _system.ValueResidual[at] = v[i] - _system.Values[at];
                defect = Worse(defect, Math.Abs(_system.ValueResidual[at]));
            }

            for (int d = 0; d < points.Length; d++)
            {
                for (int k = points[d].Start; k < points[d].Start + points[d].Moves; k++)
                {
                    _system.Residual[(s * _m) + k] = _system.Game.Menus?.Allows((s * _m) + k) == false ? 0 : q[k] - mean[d];
                }
            }
        }

        Defect = gain + defect;
    }

    private static double Worse(double a, double b) => Math.Max(a, b); // NaN is worst of all
}
