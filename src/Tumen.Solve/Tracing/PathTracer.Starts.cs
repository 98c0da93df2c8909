using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>Where a path begins: at a given t, or on a branch that crosses.</summary>
internal sealed partial class PathTracer
{
    /// <summary>Newton at the given t from the system's present q, then the first direction, in which t rises (or falls).</summary>
    public bool Begin(double firstStep, bool rising)
    {
        _step = firstStep;
        _previousStep = 0;
        if (!CorrectAt(_system.T, 40))
        {
            return false;
        }

        _sign = rising ? _sign : -_sign;
        return TakeDirection(rising ? 1 : -1);
    }

    /// <summary>Newton at fixed t.</summary>
    public bool CorrectAt(double t, int most)
    {
        _system.T = t;
        for (int round = 0; round < most; round++)
        {
            _system.Evaluate();
            if (!_system.Linearise([], 1) || !_system.Solve(_correction, out _, _newDirection, out double dt))
            {
                return false;
            }

            double length = _system.LogRates(_correction, 0, null, out _, true);
            double limit = Math.Min(1, 2 / Math.Max(length, 1e-300));
            double size = 0, scale = 1;
            for (int k = 0; k < _correction.Length; k++)
            {
                _system.Q[k] += limit * _correction[k];
                size = Math.Max(size, Math.Abs(_correction[k]));
                scale = Math.Max(scale, Math.Abs(_system.Q[k]));
            }

            if (length <= 1e-9 && size <= 1e-9 * scale)
            {
                _directionT = dt;
                (_direction, _newDirection) = (_newDirection, _direction);
                _sign = _system.DeterminantSign;
                return true;
            }
        }

        return false;
    }

    /// <summary>Starts on a crossing branch: from the present point along a given change of q, kept from falling back by the border row.</summary>
    public bool BeginAlong(double[] along, double length)
    {
        _system.Evaluate();
        if (!_system.Linearise([], 1))
        {
            return false;
        }

        double size = _system.LogRates(along, 0, _rates, out _);
        if (!(size > 0))
        {
            return false;
        }

        double rowT = _system.Covector(_rates, 0, _row);
        for (int k = 0; k < along.Length; k++)
        {
            _system.Q[k] += length / size * along[k];
        }

        for (int round = 0; round < 30; round++)
        {
            _system.Evaluate();
            if (!_system.Linearise(_row, rowT) || !_system.Solve(_correction, out double dt, _newDirection, out double directionT))
            {
                return false;
            }

            double correction = _system.LogRates(_correction, dt, null, out _, true);
            if (!(correction <= 20 * length))
            {
                return false;
            }

            for (int k = 0; k < _correction.Length; k++)
            {
                _system.Q[k] += _correction[k];
            }

            _system.T += dt;
            if (correction <= 1e-9)
            {
                _directionT = directionT;
                (_direction, _newDirection) = (_newDirection, _direction);
                _sign = _system.DeterminantSign;
                _step = length;
                _previousStep = 0;
                return TakeDirection(1);
            }
        }

        return false;
    }

    /// <summary>The change of q that the linearisation shrinks most: the direction of a crossing branch near a bifurcation.</summary>
    public double[] WeakestChange()
    {
        _system.Evaluate();
        var x = new double[_system.Q.Length];
        var rng = new Philox(20090101, 7);
        for (int k = 0; k < x.Length; k++)
        {
            x[k] = rng.NextDouble() - 0.5;
        }

        if (!_system.Linearise(_row, _rowT))
        {
            return x;
        }

        for (int round = 0; round < 12; round++)
        {
            double norm = FixedOrder.Norm(x);
            for (int k = 0; k < x.Length; k++)
            {
                _system.Residual[k] = x[k] / norm;
            }

            Array.Clear(_system.ValueResidual);
            _system.Solve(x, out _, null, out _);
        }

        _system.Evaluate();
        return x;
    }
}
