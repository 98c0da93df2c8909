using System.Globalization;
using Tumen.Model;

namespace Tumen.Solve;

/// <summary>One run along a tracing path.</summary>
internal sealed class TracingRun
{
    private readonly NormalisedGame _game;
    private readonly TracingOptions _options;
    private readonly IProgress<PathProgress>? _progress;
    private readonly LogTracingFamily _family;
    private readonly PathSystem _system;
    private readonly PathTracer _tracer;
    private readonly LimitSearch _limit;
    private readonly TurnMemory _turns = new();
    private readonly List<PathPoint> _points = [];
    private readonly int _stepsBefore;
    private bool _gaveUp;

    public TracingRun(NormalisedGame game, TracingOptions options, double[] prior, IProgress<PathProgress>? progress, double caution)
    {
        _game = game;
        _options = options;
        _progress = progress;
        _family = new LogTracingFamily(options.Weight);
        _system = new PathSystem(game.Game, _family, options.DenseLimit, prior);
        _tracer = new PathTracer(_system, _family, caution);
        _limit = new LimitSearch(game.Game, options.DenseLimit, options.Tolerance / (1 - game.Game.Discounts.Max()));
        _stepsBefore = options.Resume?.Steps ?? 0;
    }

    public bool WentRound { get; private set; }

    public PathResult Go(CancellationToken cancel)
    {
        bool begun;
        if (_options.Resume is { } resume && resume.ActionValues.Length == _system.Q.Length)
        {
            resume.ActionValues.CopyTo(_system.Q, 0);
            _system.T = resume.Parameter;
            begun = _tracer.Begin(resume.Step, resume.Rising);
        }
        else
        {
            // At t = 0 each player faces a fixed environment: Newton is soft policy iteration there, which converges from anywhere.
            begun = _tracer.Begin(0.1, true);
        }

        _system.Evaluate();
        Record(TraceEvent.None);
        if (!begun)
        {
            return Finish(PathStatus.Stalled, "the best replies to the prior could not be found; try a prior with no zero chances");
        }

        string at() => $"t = {Number(_system.T)}";
        return _tracer.Go(double.PositiveInfinity, _options.MaximumSteps, Visit, cancel) switch
        {
            TraceEnd.Asked when WentRound => Finish(PathStatus.Stalled, $"the same folds come again at {at()}: the corrector fell on a closed curve, also with short steps"),
            TraceEnd.Asked => Limit(),
            TraceEnd.Cancelled => Finish(PathStatus.Cancelled, $"cancelled at {at()} after {_tracer.Steps} steps; resume from the checkpoint"),
            TraceEnd.StepLimit => Finish(PathStatus.StepLimit, $"stopped at {at()} after the {_tracer.Steps} steps allowed; resume from the checkpoint or allow more"),
            _ => Finish(PathStatus.Stalled, $"no step succeeds from {at()}: the shortest tried was {Number(_tracer.ShortestTried)}; try another prior, a larger weight, or the logit branch"),
        };
    }

    private bool Visit(TraceEvent what)
    {
        Record(what);
        if (what == TraceEvent.Fold && _turns.Add(_tracer.TurningPoint))
        {
            WentRound = true;
            return true;
        }

        _gaveUp = 1 - _system.T < 1e-9;
        return _limit.Try(_system, _family.Sharpness(_system.T), _tracer.LogSpeed, _tracer.DirectionT > 0, _gaveUp) || _gaveUp;
    }

    private void Record(TraceEvent what)
    {
        int m = _game.Game.Profiles.Size;
        double gain = 0;
        for (int s = 0; s < _game.Game.StateCount; s++)
        {
            gain = Math.Max(gain, _system.Shape.Gain(_system.Q.AsSpan(s * m, m), _system.Sigma.AsSpan(s * m, m)));
        }

        bool keep = _options.KeepStrategies && _system.Sigma.Length <= 100_000;
        var kind = what switch { TraceEvent.Fold => PathPointKind.Fold, TraceEvent.Bifurcation => PathPointKind.Crossing, _ => PathPointKind.Regular };
        _points.Add(new PathPoint(_system.T, gain * _game.Scale, kind, keep ? (double[])_system.Sigma.Clone() : null));
        _progress?.Report(new PathProgress(_system.T, gain * _game.Scale, _stepsBefore + _tracer.Steps));
    }

    private PathResult Limit()
    {
        double[] sigma, values, q;
        if (_limit.Found is { } found)
        {
            (sigma, values, q) = (found.Sigma, found.Values, found.ActionValues);
        }
        else
        {
            _limit.Last(_system, _family.Sharpness(_system.T));
            (sigma, values, q) = (_limit.Sigma, _limit.Values, _limit.ActionValues);
        }

        double tolerance = _options.Tolerance * _game.ValueScale;
        var end = Equilibrium(sigma, values, q, $"logarithmic tracing, {_tracer.Steps} steps to t = {Number(_system.T)}, then {_limit.Rounds} polishing rounds", "the end of the tracing path from the prior given", true);
        end = end with { Status = end.Certificate.Regret <= tolerance ? SolveStatus.Certified : SolveStatus.NotConverged };
        bool good = end.Status == SolveStatus.Certified;
        return Result(good ? PathStatus.Certified : PathStatus.NotCertified, end, good
            ? $"certified: full best-reply regret {Number(end.Certificate.Regret)}"
            : $"at t = {Number(_system.T)} the path still moves: regret {Number(end.Certificate.Regret)} is above {Number(tolerance)}; equilibria may not be isolated here");
    }

    private PathResult Finish(PathStatus status, string explanation)
    {
        var last = Equilibrium((double[])_system.Sigma.Clone(), _system.Values, _system.Q, $"logarithmic tracing, {_tracer.Steps} steps", "the last point reached of the tracing path from the prior given", false);
        return Result(status, last with { Status = status == PathStatus.Cancelled ? SolveStatus.Cancelled : SolveStatus.NotConverged }, explanation);
    }

    private LogitMarkovEquilibrium Equilibrium(double[] sigma, double[] values, double[] q, string method, string selection, bool regret)
    {
        const ValueConvention Plain = ValueConvention.ChoiceErrors; // without shocks both conventions agree
        var raw = _game.Values(values, double.PositiveInfinity, Plain);
        var certificate = Certifier.Check(_game.Original, double.PositiveInfinity, Plain, sigma, [.. raw.SelectMany(v => v)], regret);
        return new LogitMarkovEquilibrium(
            _game.Original, double.PositiveInfinity, Plain, SolveStatus.NotConverged, sigma, _game.ActionValues(q, double.PositiveInfinity, Plain), raw,
            certificate, method, selection, _tracer.Steps);
    }

    private PathResult Result(PathStatus status, LogitMarkovEquilibrium end, string explanation) => new(
        status, explanation, end, [.. _points], _tracer.Rejections, _system.Factorisations,
        new PathCheckpoint(_system.T, (double[])_system.Q.Clone(), _tracer.NextStep, _tracer.DirectionT >= 0, _stepsBefore + _tracer.Steps));

    private static string Number(double x) => x.ToString("G6", CultureInfo.InvariantCulture);
}
