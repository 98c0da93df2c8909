using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;

namespace Tumen.Solve;

/// <summary>A path and its end.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Explanation">The same in words, with the numbers.</param>
/// <param name="Equilibrium">The end (or the last point reached) with its certificate; λ is infinite for a Markov perfect equilibrium.</param>
/// <param name="Points">Accepted points, in order.</param>
/// <param name="Rejections">Steps that were refused and shortened.</param>
/// <param name="Factorisations">Linear systems that were set up.</param>
/// <param name="Checkpoint">Where to go on from.</param>
public sealed record PathResult(
    PathStatus Status, string Explanation, LogitMarkovEquilibrium Equilibrium, ImmutableArray<PathPoint> Points, int Rejections, int Factorisations,
    PathCheckpoint Checkpoint)
{
    /// <summary>Accepted steps.</summary>
    public int Steps => Points.Length - 1;
}

/// <summary>
/// The logit branch from λ = 0, where everyone mixes uniformly, to any λ or to its limit, a stationary Markov perfect equilibrium: the selection
/// rule when a theory has several equilibria.
/// </summary>
/// <remarks>
/// Payoffs are normalised, so steps do not depend on their units. Near the limit the strategies are polished (<see cref="Polisher"/>) and accepted
/// only when the branch demonstrably runs into the polished point: close, and closing in at least in proportion to 1/λ. Then the full best-reply
/// regret is computed independently. Cost: about 30 to 300 steps of three factorisations of order S·n + 1. Sources: McKelvey and Palfrey (1995, 1998);
/// Turocy (2005), GEB 51:243-263; Eibelshäuser and Poensgen (2019) for stochastic games.
/// </remarks>
public static class LogitPath
{
    /// <summary>Follows the branch.</summary>
    /// <param name="game">The game; payoffs finite.</param>
    /// <param name="options">Target, convention, tolerances.</param>
    /// <param name="progress">Told every accepted point.</param>
    /// <param name="cancel">Stops between steps; the last point is kept.</param>
    public static PathResult Follow(StochasticGame game, PathOptions? options = null, IProgress<PathProgress>? progress = null, CancellationToken cancel = default)
    {
        options ??= new PathOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Precision);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Caution);
        var normal = new NormalisedGame(game);
        PathResult result;
        double caution = options.Caution;
        do
        {
            // A branch that starts at λ = 0 cannot close: going round means that a corrector fell on another curve, which shorter steps avoid.
            var run = new Run(normal, options, progress, caution);
            result = run.Go(cancel);
            if (!run.WentRound)
            {
                return result;
            }

            caution *= 3;
        }
        while (caution < 100 * options.Caution);
        return result;
    }

    private sealed class Run
    {
        private readonly PathOptions _options;
        private readonly IProgress<PathProgress>? _progress;
        private readonly NormalisedGame _game;
        private readonly PathSystem _system;
        private readonly PathTracer _tracer;
        private readonly List<PathPoint> _points = [];
        private readonly int _stepsBefore;
        private readonly TurnMemory _turns = new();
        private LimitSearch? _limit;
        private bool _crossed;
        private bool _gaveUp;

        public Run(NormalisedGame game, PathOptions options, IProgress<PathProgress>? progress, double caution)
        {
            _options = options;
            _progress = progress;
            _game = game;
            var family = new LogitFamily(options.Convention);
            _system = new PathSystem(_game.Game, family, options.DenseLimit);
            _tracer = new PathTracer(_system, family, caution);
            _stepsBefore = options.Resume?.Steps ?? 0;
        }

        public bool WentRound { get; private set; }

        private double Target => _options.Precision * _game.Scale;

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
                begun = _tracer.Begin(0.1, true);
            }

            _system.Evaluate();
            Record(TraceEvent.None);
            if (!begun)
            {
                return Finish(PathStatus.Stalled, "the system at the start is singular or not finite");
            }

            if (Target == _system.T)
            {
                return Land();
            }

            if (double.IsInfinity(Target))
            {
                _limit = new LimitSearch(_game.Game, _options.DenseLimit, _options.Tolerance / (1 - _game.Game.Discounts.Max()));
            }

            while (true)
            {
                var end = _tracer.Go(Target, _options.MaximumSteps, Visit, cancel);
                if (WentRound)
                {
                    return Finish(PathStatus.Stalled, $"the same folds come again at λ = {Number(_system.T / _game.Scale)}: the corrector fell on a closed curve, also with short steps");
                }

                if (end == TraceEnd.Asked && !_gaveUp && _limit?.Found is null)
                {
                    continue; // a branch was changed
                }

                return end switch
                {
                    TraceEnd.Reached => Land(),
                    TraceEnd.Asked => Limit(),
                    TraceEnd.Cancelled => Finish(PathStatus.Cancelled, $"cancelled at λ = {Number(_system.T / _game.Scale)} after {_tracer.Steps} steps; resume from the checkpoint"),
                    TraceEnd.StepLimit => Finish(PathStatus.StepLimit, $"stopped at λ = {Number(_system.T / _game.Scale)} after the {_tracer.Steps} steps allowed; resume from the checkpoint or allow more"),
                    _ => Finish(PathStatus.Stalled,
                        $"no step succeeds from λ = {Number(_system.T / _game.Scale)}: the shortest tried was {Number(_tracer.ShortestTried)}, its first correction {Number(_tracer.LastCorrection)}; try the other value convention, logarithmic tracing from a prior, or a fixed λ below this one"),
                };
            }
        }

        private bool Visit(TraceEvent what)
        {
            Record(what);
            if (what == TraceEvent.Fold && _turns.Add(_tracer.TurningPoint))
            {
                WentRound = true;
                return true;
            }

            if (what == TraceEvent.Bifurcation && _options.Crossing != BranchChoice.Straight && !_crossed)
            {
                _crossed = true;
                double sign = _options.Crossing == BranchChoice.Cross ? 1 : -1;
                double[] q = (double[])_system.Q.Clone(), along = _tracer.WeakestChange();
                double t = _system.T, first = FirstLarge(along);
                for (int k = 0; k < along.Length; k++)
                {
                    along[k] *= sign * Math.Sign(first);
                }

                for (double length = 0.02; length < 2; length *= 2)
                {
                    q.CopyTo(_system.Q, 0);
                    _system.T = t;
                    if (_tracer.BeginAlong(along, length))
                    {
                        return true;
                    }
                }

                q.CopyTo(_system.Q, 0);
                _system.T = t;
                _tracer.Begin(0.05, true);
                return true;
            }

            if (_limit is null)
            {
                return false;
            }

            _gaveUp = _system.T > _options.LargestPrecision;
            return _limit.Try(_system, _system.T, _tracer.LogSpeed, _tracer.DirectionT > 0, _gaveUp) || _gaveUp;
        }

        // The sign of the crossing direction is arbitrary; its first sizeable entry makes it definite.
        private static double FirstLarge(double[] x)
        {
            double size = Tumen.Numerics.FixedOrder.MaxAbs(x);
            return x.First(v => Math.Abs(v) > 0.5 * size);
        }

        private void Record(TraceEvent what)
        {
            double gain = 0;
            int m = _game.Game.Profiles.Size;
            for (int s = 0; s < _game.Game.StateCount; s++)
            {
                gain = Math.Max(gain, _system.Shape.Gain(_system.Q.AsSpan(s * m, m), _system.Sigma.AsSpan(s * m, m)));
            }

            bool keep = _options.KeepStrategies && _system.Sigma.Length <= 100_000;
            var kind = what switch { TraceEvent.Fold => PathPointKind.Fold, TraceEvent.Bifurcation => PathPointKind.Crossing, _ => PathPointKind.Regular };
            _points.Add(new PathPoint(_system.T / _game.Scale, gain * _game.Scale, kind, keep ? (double[])_system.Sigma.Clone() : null));
            _progress?.Report(new PathProgress(_system.T / _game.Scale, gain * _game.Scale, _stepsBefore + _tracer.Steps));
        }

        private PathResult Land()
        {
            double tolerance = Math.Max(_options.Tolerance, 1e-10);
            var start = _game.ActionValues(_system.Q, _options.Precision, _options.Convention);
            var solved = LogitMarkovSolver.Solve(_game.Original, new SolveOptions { Precision = _options.Precision, Convention = _options.Convention, Start = start, Tolerance = tolerance });
            solved = solved with { Method = $"logit path, {_tracer.Steps} steps, then {solved.Method}", Selection = Selection("the first point of the branch at this λ") };
            bool good = solved.Status == SolveStatus.Certified;
            return Result(good ? PathStatus.Certified : PathStatus.NotCertified, solved, good
                ? $"certified: residual {Number(solved.Certificate.Residual)}"
                : $"the residual {Number(solved.Certificate.Residual)} is above the tolerance {Number(tolerance)}");
        }

        private PathResult Limit()
        {
            double[] sigma, values, q;
            if (_limit!.Found is { } found)
            {
                (sigma, values, q) = (found.Sigma, found.Values, found.ActionValues);
            }
            else
            {
                _limit.Last(_system, _system.T);
                (sigma, values, q) = (_limit.Sigma, _limit.Values, _limit.ActionValues);
            }

            string how = $"logit path, {_tracer.Steps} steps to λ = {Number(_system.T / _game.Scale)}, then {_limit.Rounds} polishing rounds";
            var end = Certify(sigma, values, q, double.PositiveInfinity, ValueConvention.ChoiceErrors, how, Selection("the limit of the branch"), _options.Tolerance * _game.ValueScale);
            bool good = end.Status == SolveStatus.Certified;
            return Result(good ? PathStatus.Certified : PathStatus.NotCertified, end, good
                ? $"certified: full best-reply regret {Number(end.Certificate.Regret)}"
                : $"at λ = {Number(_system.T / _game.Scale)} the branch still moves: regret {Number(end.Certificate.Regret)} is above {Number(_options.Tolerance * _game.ValueScale)}; equilibria may not be isolated here");
        }

        private PathResult Finish(PathStatus status, string explanation)
        {
            double lambda = _system.T / _game.Scale;
            var q = _game.ActionValues(_system.Q, lambda, _options.Convention);
            var values = _game.Values(_system.Values, lambda, _options.Convention);
            var certificate = Certifier.Check(_game.Original, lambda, _options.Convention, _system.Sigma, [.. values.SelectMany(v => v)], false);
            var last = new LogitMarkovEquilibrium(
                _game.Original, lambda, _options.Convention, status == PathStatus.Cancelled ? SolveStatus.Cancelled : SolveStatus.NotConverged, (double[])_system.Sigma.Clone(), q, values,
                certificate, $"logit path, {_tracer.Steps} steps", Selection("the last point reached"), _tracer.Steps);
            return Result(status, last, explanation);
        }

        private LogitMarkovEquilibrium Certify(double[] sigma, double[] values, double[] q, double lambda, ValueConvention convention, string method, string selection, double tolerance)
        {
            var raw = _game.Values(values, lambda, convention);
            var certificate = Certifier.Check(_game.Original, lambda, convention, sigma, [.. raw.SelectMany(v => v)], true);
            var status = certificate.Regret <= tolerance ? SolveStatus.Certified : SolveStatus.NotConverged;
            return new LogitMarkovEquilibrium(
                _game.Original, lambda, _options.Convention, status, sigma, _game.ActionValues(q, lambda, convention), raw, certificate, method, selection, _tracer.Steps);
        }

        private string Selection(string what)
        {
            int folds = _points.Count(p => p.Kind == PathPointKind.Fold), crossings = _points.Count(p => p.Kind == PathPointKind.Crossing);
            string way = crossings == 0 ? "" : _crossed ? $", turned off at the first of {crossings} crossing(s)" : $", straight through {crossings} crossing(s) of branches: other equilibria exist";
            return $"{what} that starts from uniform play at λ = 0 ({folds} fold(s){way})";
        }

        private PathResult Result(PathStatus status, LogitMarkovEquilibrium end, string explanation) => new(
            status, explanation, end, [.. _points], _tracer.Rejections, _system.Factorisations,
            new PathCheckpoint(_system.T, (double[])_system.Q.Clone(), _tracer.NextStep, _tracer.DirectionT >= 0, _stepsBefore + _tracer.Steps));

        private static string Number(double x) => x.ToString("G4", CultureInfo.InvariantCulture);
    }
}
