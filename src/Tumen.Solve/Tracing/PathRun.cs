using System.Globalization;
using Tumen.Model;

namespace Tumen.Solve;

/// <summary>What every homotopy shares: begin or resume, follow, look for the limit, and say how it ended. A family adds its parameter, its words and its last point.</summary>
internal abstract class PathRun
{
    private readonly IProgress<PathProgress>? _progress;
    private readonly List<PathPoint> _points = [];
    private readonly TurnMemory _turns = new();
    private readonly PathCheckpoint? _resume;
    private readonly int _maximumSteps;
    private readonly double _tolerance;
    private readonly bool _keep;
    private bool _gaveUp;

    protected PathRun(
        NormalisedGame game, Response family, PathSystem system, double caution, PathCheckpoint? resume, int maximumSteps, double tolerance, bool keep,
        IProgress<PathProgress>? progress)
    {
        (NormalGame, Family, Curve, _resume, _maximumSteps, _tolerance, _progress) = (game, family, system, resume, maximumSteps, tolerance, progress);
        Tracer = new PathTracer(system, family, caution);
        _keep = keep && system.Sigma.Length <= 100_000;
    }

    /// <summary>Whether the tracer came back to folds it had passed: it fell on a closed curve.</summary>
    public bool WentRound { get; private set; }

    protected NormalisedGame NormalGame { get; }

    protected Response Family { get; }

    protected PathSystem Curve { get; }

    protected PathTracer Tracer { get; }

    protected IEnumerable<PathPoint> Points => _points;

    /// <summary>Looks for the limit; null when the path is to land on a point before it.</summary>
    protected LimitSearch? LimitSearch { get; init; }

    /// <summary>Where to land, in the system's own parameter; infinity for the limit.</summary>
    protected abstract double Target { get; }

    /// <summary>The parameter as the reader knows it.</summary>
    protected abstract double Parameter { get; }

    /// <summary>The parameter in words, as in "λ = 3".</summary>
    protected abstract string At { get; }

    /// <summary>The method's name.</summary>
    protected abstract string Name { get; }

    /// <summary>Whether the parameter is so far out that the limit is given up.</summary>
    protected abstract bool Exhausted { get; }

    /// <summary>Convention that the answer is stated in.</summary>
    protected abstract ValueConvention Convention { get; }

    protected abstract string CannotBegin { get; }

    protected abstract string Advice { get; }

    /// <summary>Follows with ordinary steps, and with shorter and shorter ones when it goes round: a branch that starts at a single point cannot close.</summary>
    public static PathResult Follow(double caution, Func<double, PathRun> make, CancellationToken cancel)
    {
        for (double most = 30 * caution; ; caution *= 3)
        {
            var run = make(caution);
            var result = run.Go(cancel);
            if (!run.WentRound || caution > most)
            {
                return result;
            }
        }
    }

    /// <summary>Follows the path to its end.</summary>
    public PathResult Go(CancellationToken cancel)
    {
        bool begun = Begin();
        Curve.Evaluate();
        Record(TraceEvent.None);
        if (!begun)
        {
            return Finish(PathStatus.Stalled, CannotBegin);
        }

        if (Target == Curve.T)
        {
            return Land();
        }

        while (true)
        {
            var end = Tracer.Go(Target, _maximumSteps, Visit, cancel);
            if (WentRound)
            {
                return Finish(PathStatus.Stalled, $"the same folds come again at {At}: the corrector fell on a closed curve, also with short steps");
            }

            if (end == TraceEnd.Asked && !_gaveUp && LimitSearch?.Found is null)
            {
                continue; // a branch was changed
            }

            return end switch
            {
                TraceEnd.Reached => Land(),
                TraceEnd.Asked => Limit(),
                TraceEnd.Cancelled => Finish(PathStatus.Cancelled, $"cancelled at {At} after {Tracer.Steps} steps; resume from the checkpoint"),
                TraceEnd.StepLimit => Finish(PathStatus.StepLimit, $"stopped at {At} after the {Tracer.Steps} steps allowed; resume from the checkpoint or allow more"),
                _ => Finish(PathStatus.Stalled,
                    $"no step succeeds from {At}: the shortest tried was {Short(Tracer.ShortestTried)}, its first correction {Short(Tracer.LastCorrection)}; {Advice}"),
            };
        }
    }

    /// <summary>Certifies the point landed on before the limit.</summary>
    protected virtual PathResult Land() => throw new InvalidOperationException("this path has no end but its limit");

    /// <summary>Changes the branch at a crossing; false to go straight on.</summary>
    protected virtual bool TurnOff(TraceEvent what) => false;

    /// <summary>The last point reached, with a certificate of its own kind.</summary>
    protected abstract LogitMarkovEquilibrium Last(SolveStatus status);

    /// <summary>How the answer was selected, in words.</summary>
    protected abstract string Selection(string what);

    protected PathResult Result(PathStatus status, LogitMarkovEquilibrium end, string explanation) => new(
        status, explanation, end, [.. _points], Tracer.Rejections, Curve.Factorisations,
        Here()) { Products = Curve.Products };

    protected static string Short(double x) => x.ToString("G4", CultureInfo.InvariantCulture);

    private bool Begin()
    {
        if (_resume is { } resume && resume.ActionValues.Length == Curve.Q.Length)
        {
            resume.ActionValues.CopyTo(Curve.Q, 0);
            Curve.T = resume.Parameter;
            return Tracer.Begin(resume.Step, resume.Rising);
        }

        return Tracer.Begin(0.1, true);
    }

    private bool Visit(TraceEvent what)
    {
        Record(what);
        if (what == TraceEvent.Fold && _turns.Add(Tracer.TurningPoint))
        {
            WentRound = true;
            return true;
        }

        if (TurnOff(what))
        {
            return true;
        }

        if (LimitSearch is null)
        {
            return false;
        }

        _gaveUp = Exhausted;
        return LimitSearch.Try(Curve, Family.Sharpness(Curve.T), Tracer.LogSpeed, Tracer.DirectionT > 0, _gaveUp) || _gaveUp;
    }

    private void Record(TraceEvent what)
    {
        int m = NormalGame.Game.Profiles.Size;
        double gain = 0;
        for (int s = 0; s < NormalGame.Game.StateCount; s++)
        {
            gain = Math.Max(gain, Curve.Shape.Gain(Curve.Q.AsSpan(s * m, m), Curve.Sigma.AsSpan(s * m, m), Curve.Game.Menu(s)));
        }

        var kind = what switch { TraceEvent.Fold => PathPointKind.Fold, TraceEvent.Bifurcation => PathPointKind.Crossing, _ => PathPointKind.Regular };
        _points.Add(new PathPoint(Parameter, gain * NormalGame.Scale, kind, _keep ? (double[])Curve.Sigma.Clone() : null));
        _progress?.Report(new PathProgress(Parameter, gain * NormalGame.Scale, (_resume?.Steps ?? 0) + Tracer.Steps) { Checkpoint = Here });
    }

    private PathCheckpoint Here() => new(Curve.T, (double[])Curve.Q.Clone(), Tracer.NextStep, Tracer.DirectionT >= 0, (_resume?.Steps ?? 0) + Tracer.Steps);

    private PathResult Limit()
    {
        var search = LimitSearch!;
        if (search.Found is null)
        {
            search.Last(Curve, Family.Sharpness(Curve.T));
        }

        var point = search.Found ?? new PolishedPoint(search.Sigma, search.Values, search.ActionValues);
        const ValueConvention Plain = ValueConvention.ChoiceErrors; // without shocks both conventions agree
        var raw = NormalGame.Values(point.Values, double.PositiveInfinity, Plain);
        var certificate = Certifier.Check(NormalGame.Original, double.PositiveInfinity, Plain, point.Sigma, [.. raw.SelectMany(v => v)], true);
        bool good = certificate.Share <= _tolerance;
        var end = new LogitMarkovEquilibrium(
            NormalGame.Original, double.PositiveInfinity, Convention, good ? SolveStatus.Certified : SolveStatus.NotConverged, point.Sigma,
            NormalGame.ActionValues(point.ActionValues, double.PositiveInfinity, Plain), raw, certificate,
            $"{Name}, {Tracer.Steps} steps to {At}, then {search.Rounds} polishing rounds", Selection("the limit"), Tracer.Steps);
        return Result(good ? PathStatus.Certified : PathStatus.NotCertified, end, good
            ? $"certified: full best-reply regret {Short(certificate.Regret)}"
            : $"at {At} the path still moves: regret {Short(certificate.Regret)} is {Short(certificate.Share)} of what is at stake, above {Short(_tolerance)}; equilibria may not be isolated here");
    }

    private PathResult Finish(PathStatus status, string explanation) =>
        Result(status, Last(status == PathStatus.Cancelled ? SolveStatus.Cancelled : SolveStatus.NotConverged), explanation);
}
