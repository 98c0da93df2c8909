using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>
/// Predictor–corrector along a <see cref="PathSystem"/>: quadratic extrapolation in the family's own coordinates, Newton on the bordered system,
/// steps by the size of the first correction in the Fisher metric. It knows no games beyond the system it is given.
/// </summary>
/// <remarks>
/// A flip of the determinant's sign means that branches cross or that the corrector fell on another branch; the step is repeated in quarters
/// until it is short, and only then called a bifurcation and passed straight. Sources: Allgower and Georg (1990), chs. 2, 6, 8.
/// </remarks>
internal sealed partial class PathTracer
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
                double shrink = _tooFar ? Math.Clamp(Elementary.Cbrt(_wanted / first), 0.15, 0.7) : 0.4;
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
            double grow = Math.Clamp(Elementary.Cbrt(_wanted / Math.Max(first, 1e-12)), 0.3, 3);
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
}
