using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>Why a tracer came back.</summary>
internal enum TraceEnd
{
    Reached,
    Asked,
    Stalled,
    StepLimit,
    Cancelled,
}

/// <summary>What happened between two accepted points.</summary>
internal enum TraceEvent
{
    None,
    Fold,
    Bifurcation,
}

/// <summary>
/// Predictor–corrector along a <see cref="PathSystem"/>: quadratic extrapolation in the family's own coordinates, Newton on the bordered system,
/// steps by the size of the first correction in the Fisher metric. It knows no games beyond the system it is given.
/// </summary>
/// <remarks>
/// A flip of the determinant's sign means that branches cross or that the corrector fell on another branch; the step is repeated in quarters
/// until it is short, and only then called a bifurcation and passed straight. Sources: Allgower and Georg (1990), chs. 2, 6, 8.
/// </remarks>
internal sealed class PathTracer
{
    private const double SharpestTurn = 0.5; // cosine between directions
    private const double Accepted = 2e-3;    // length of a last correction; the point is then good to its square
    private const double ShortestStep = 1e-9;
    private readonly double _wanted; // length of a first correction
    private readonly double _worst;  // a longer one is refused
    private readonly PathSystem _system;
    private readonly Response _response;
    private readonly double[] _previousQ;
    private readonly double[] _correction;
    private readonly double[] _rates;
    private readonly double[] _row;
    private double[] _direction;
    private double[] _newDirection;
    private double[] _speed;
    private double[] _previousSpeed;
    private double _directionT;
    private double _speedT;
    private double _previousSpeedT;
    private double _previousStep;
    private double _step = 0.1;
    private double _rowT;
    private double _fastest;
    private int _sign;
    private bool _tooFar;

    /// <param name="system">The homotopy.</param>
    /// <param name="response">Its family.</param>
    /// <param name="caution">1 for ordinary steps; 3 makes first corrections three times shorter.</param>
    public PathTracer(PathSystem system, Response response, double caution = 1)
    {
        _wanted = 0.03 / caution;
        _worst = 0.12 / caution;
        _system = system;
        _response = response;
        int size = system.Q.Length;
        _previousQ = new double[size];
        _correction = new double[size];
        _rates = new double[size];
        _row = new double[size];
        _direction = new double[size];
        _newDirection = new double[size];
        _speed = new double[size];
        _previousSpeed = new double[size];
    }

    public int Steps { get; private set; }

    public int Rejections { get; private set; }

    public double ShortestTried { get; private set; } = double.PositiveInfinity;

    public double LastCorrection { get; private set; }

    /// <summary>Fisher length of the change of the fastest decision point per unit of the logarithm of sharpness (of log λ).</summary>
    public double LogSpeed => _fastest * _response.LogScale(_system.T) / Math.Max(Math.Abs(_directionT), 1e-300);

    /// <summary>t where the path last turned back, to third order in the step.</summary>
    public double TurningPoint { get; private set; }

    public double DirectionT => _directionT;

    public double NextStep => _step;

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

    /// <summary>Goes on until t reaches the target, the visitor asks to stop, or no step succeeds.</summary>
    /// <param name="target">t to land on; infinity for none.</param>
    /// <param name="mostSteps">Most accepted steps in all.</param>
    /// <param name="visit">Called at every accepted point; true asks to stop there.</param>
    /// <param name="cancel">Stops between steps.</param>
    public TraceEnd Go(double target, int mostSteps, Func<TraceEvent, bool> visit, CancellationToken cancel)
    {
        int quarters = 0;
        while (true)
        {
            if (cancel.IsCancellationRequested)
            {
                return TraceEnd.Cancelled;
            }

            if (Steps >= mostSteps)
            {
                return TraceEnd.StepLimit;
            }

            double t = _system.T, from = _directionT;
            _system.Q.CopyTo(_previousQ, 0);
            double span = _response.Span(t);
            double h = Math.Min(_step, Math.Min(1 / Math.Max(_fastest, 1e-300), 2 * span / Math.Max(Math.Abs(_directionT), 1e-300)));
            if (_response.ShareSlope != 0 && _directionT > 0)
            {
                h = Math.Min(h, 0.7 * (1 - t) / _directionT); // t = 1 is approached, never passed
            }

            bool landing = Predict(t, ref h, target);
            if (!Correct(landing, out double first, out int rounds, out double turn, out int sign))
            {
                LastCorrection = first;
                double shrink = _tooFar ? Math.Clamp(Math.Cbrt(_wanted / first), 0.15, 0.7) : 0.4;
                if (!Refuse(t, shrink * h))
                {
                    return TraceEnd.Stalled;
                }

                continue;
            }

            LastCorrection = first;
            sign = landing ? sign * Math.Sign(from) : sign; // the landing border points along t
            bool flipped = sign != 0 && _sign != 0 && sign != _sign;
            if (flipped && quarters < 6 && h > 1e-5)
            {
                quarters++;
                if (!Refuse(t, 0.25 * h))
                {
                    return TraceEnd.Stalled;
                }

                continue;
            }

            var happened = flipped ? TraceEvent.Bifurcation : TraceEvent.None;
            quarters = 0;
            _sign = sign == 0 ? _sign : sign;
            (_speed, _previousSpeed) = (_previousSpeed, _speed);
            _previousSpeedT = _speedT;
            _previousStep = h;
            (_direction, _newDirection) = (_newDirection, _direction);
            if (!TakeDirection(landing ? Math.Sign(from) : 1))
            {
                return TraceEnd.Stalled;
            }

            if (happened == TraceEvent.None && Math.Sign(from) * Math.Sign(_directionT) < 0)
            {
                happened = TraceEvent.Fold;
                TurningPoint = t + (0.5 * from * h * from / (from - _directionT));
            }

            Steps++;
            double grow = Math.Clamp(Math.Cbrt(_wanted / Math.Max(first, 1e-12)), 0.3, 3);
            _step = h * (rounds > 4 ? Math.Min(grow, 0.7) : grow) * (turn < 0.8 ? 0.7 : 1);
            if (landing)
            {
                visit(happened);
                return TraceEnd.Reached;
            }

            if (visit(happened))
            {
                return TraceEnd.Asked;
            }
        }
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

    private bool Refuse(double t, double step)
    {
        Rejections++;
        _previousQ.CopyTo(_system.Q, 0);
        _system.T = t;
        _step = step;
        ShortestTried = Math.Min(ShortestTried, step);
        if (step < ShortestStep)
        {
            _system.Evaluate();
            return false;
        }

        return true;
    }

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
