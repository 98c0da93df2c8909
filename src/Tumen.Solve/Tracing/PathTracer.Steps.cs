namespace Tumen.Solve;

/// <summary>One step: predictor, corrector, and the direction for the next.</summary>
internal sealed partial class PathTracer
{
    private bool Predict(double t, ref double h, double target)
    {
        double bend = _previousStep > 0 ? 0.5 * h * h / _previousStep : 0;
        double dt = (h * _speedT) + (bend * (_speedT - _previousSpeedT));
        if (_previousStep > 0 && Math.Sign(dt) != Math.Sign(_speedT))
        {
            bend = 0;
            dt = h * _speedT;
        }

        bool landing = false;
        if (double.IsFinite(target) && (target - t) * dt > 0 && Math.Abs(dt) >= Math.Abs(target - t))
        {
            double share = (target - t) / dt;
            h *= share;
            bend = _previousStep > 0 && bend != 0 ? 0.5 * h * h / _previousStep : 0;
            dt = target - t;
            landing = true;
        }

        for (int k = 0; k < _previousQ.Length; k++)
        {
            double step = (h * _speed[k]) + (bend * (_speed[k] - _previousSpeed[k]));
            _system.Q[k] = _response.Move(_previousQ[k], step, t, dt);
        }

        _system.T = landing ? target : t + dt;
        return landing;
    }

    private bool Correct(bool landing, out double first, out int rounds, out double turn, out int sign)
    {
        first = double.PositiveInfinity;
        _tooFar = false;
        rounds = 0;
        turn = 1;
        sign = 0;
        double last = double.PositiveInfinity;
        for (; rounds < 8; rounds++)
        {
            if (!(_system.T >= 0))
            {
                return false;
            }

            _system.Evaluate();
            if (!_system.Linearise(landing ? [] : _row, landing ? 1 : _rowT)
                || !_system.Solve(_correction, out double dt, _newDirection, out double directionT))
            {
                return false;
            }

            double length = _system.LogRates(_correction, dt, null, out _, true);
            length = Math.Max(length, Math.Abs(dt) / _response.Span(_system.T));
            first = rounds == 0 ? length : first;
            if (!(length <= (rounds == 0 ? _worst : 0.6 * last)) && !(length <= 1e-9))
            {
                _tooFar = rounds == 0 && length < 1e6;
                return false;
            }

            for (int k = 0; k < _correction.Length; k++)
            {
                _system.Q[k] += _correction[k];
            }

            _system.T += dt;
            if (length <= Accepted)
            {
                double worst = _system.LogRates(_newDirection, directionT, null, out double total);
                double span = _response.Span(_system.T);
                turn = 1 / Math.Sqrt(total + (directionT * directionT / (span * span)));
                _directionT = directionT;
                sign = _system.DeterminantSign;
                rounds++;
                _system.Evaluate();
                return landing || turn > SharpestTurn || _step < 1e-3;
            }

            last = length;
        }

        return false;
    }

    // Normalises the direction, and prepares speeds and the border row for the next step.
    private bool TakeDirection(int orientation)
    {
        double worst = _system.LogRates(_direction, _directionT, _rates, out double total);
        double span = _response.Span(_system.T);
        double norm = Math.Sqrt(total + (_directionT * _directionT / (span * span)));
        if (!double.IsFinite(norm) || norm == 0)
        {
            return false;
        }

        double scale = (orientation < 0 ? -1 : 1) / norm;
        _directionT *= scale;
        _fastest = worst / norm;
        for (int k = 0; k < _direction.Length; k++)
        {
            _direction[k] *= scale;
            _rates[k] *= scale;
            _speed[k] = _response.Speed(_system.T, _system.Q[k], _direction[k], _directionT);
        }

        _speedT = _directionT;
        _rowT = _system.Covector(_rates, _directionT, _row);
        return true;
    }
}
