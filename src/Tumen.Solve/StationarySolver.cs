using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Solve;

/// <summary>An answer, the path it came by, and everything that was tried.</summary>
/// <param name="Equilibrium">The answer with its certificate; it is an equilibrium only when its status is <see cref="SolveStatus.Certified"/>.</param>
/// <param name="Path">The path followed, when one was.</param>
/// <param name="Tried">One sentence per method tried, in order, with how it ended.</param>
public sealed record SolveReport(LogitMarkovEquilibrium Equilibrium, PathResult? Path, ImmutableArray<string> Tried);

/// <summary>The front door: one stationary equilibrium of a game at any λ, by whatever method reaches it.</summary>
/// <remarks>
/// At λ × payoff range ≤ 4 Newton's method from the λ = 0 point; beyond, or when that fails, the branch from λ = 0, then sweeps. In the limit: the branch
/// under choice errors, the same with shorter steps, then logarithmic tracing from uniform play. The first certified answer is returned.
/// </remarks>
public static class StationarySolver
{
    private const double SmallPrecision = 4; // times the payoff range

    /// <summary>Solves.</summary>
    /// <param name="game">The game.</param>
    /// <param name="options">λ, convention, tolerance, and a method when not automatic.</param>
    /// <param name="path">How to follow paths; its precision and convention are taken from <paramref name="options"/>.</param>
    /// <param name="progress">Told every accepted point of a path.</param>
    /// <param name="cancel">Stops; the last point is given.</param>
    public static SolveReport Solve(
        StochasticGame game, SolveOptions options, PathOptions? path = null, IProgress<PathProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.Precision);
        if (game.End is not null && game.Discounts.Contains(1.0))
        {
            var end = FiniteHorizon.FromTheEnd(game, options, cancel);
            return new SolveReport(end, null, [FormattableString.Invariant($"{end.Method}: residual {end.Certificate.Residual:0.0e+0}")]);
        }

        var units = PlayerUnits.Of(game, options.Precision);
        var run = new Attempts(units, options, path ?? new PathOptions { KeepStrategies = false }, progress, cancel);
        return double.IsInfinity(options.Precision) ? run.ToTheLimit() : run.AtPrecision();
    }

    private sealed class Attempts(PlayerUnits units, SolveOptions options, PathOptions path, IProgress<PathProgress>? progress, CancellationToken cancel)
    {
        private readonly StochasticGame _game = units.Game;
        private readonly List<string> _tried = [];
        private LogitMarkovEquilibrium? _first;
        private PathResult? _firstPath;

        public SolveReport ToTheLimit()
        {
            if (options.Method is SolveMethod.Newton or SolveMethod.Anderson or SolveMethod.Damped)
            {
                throw new ArgumentException($"{options.Method} needs a finite precision; in the limit use the branch or tracing", nameof(options));
            }

            var branch = path with { Precision = double.PositiveInfinity, Convention = options.Convention };
            var ways = new List<Func<PathResult>>();
            if (options.Method != SolveMethod.Tracing)
            {
                ways.Add(() => LogitPath.Follow(_game, branch, progress, cancel));
            }

            if (options.Method == SolveMethod.Automatic)
            {
                ways.Add(() => LogitPath.Follow(_game, branch with { Caution = 4 * branch.Caution, Resume = null }, progress, cancel));
            }

            if (options.Method != SolveMethod.Branch)
            {
                ways.Add(() => TracingPath.Follow(_game, new TracingOptions { MaximumSteps = path.MaximumSteps, DenseLimit = path.DenseLimit, KeepStrategies = path.KeepStrategies }, progress, cancel));
            }

            foreach (var way in ways)
            {
                var result = units.Back(way(), path.Tolerance);
                if (Take(result.Equilibrium, result, result.Status == PathStatus.Certified, result.Explanation) is { } report)
                {
                    return report;
                }

                if (result.Status is PathStatus.Cancelled or PathStatus.StepLimit)
                {
                    break;
                }
            }

            return Failed();
        }

        public SolveReport AtPrecision()
        {
            if (options.Method == SolveMethod.Tracing)
            {
                throw new ArgumentException("tracing ends at a Markov perfect equilibrium; give an infinite precision", nameof(options));
            }

            bool automatic = options.Method == SolveMethod.Automatic;
            bool small = options.Precision * _game.Payoffs.Max(u => u.Max() - u.Min()) <= SmallPrecision;
            if (options.Method == SolveMethod.Newton || (automatic && (small || options.Start is not null) && path.Resume is null))
            {
                if (Direct(units.Back(LogitMarkovSolver.Solve(_game, options, cancel), options.Tolerance)) is { } report)
                {
                    return report;
                }
            }

            if ((options.Method == SolveMethod.Branch || automatic) && !cancel.IsCancellationRequested)
            {
                var result = units.Back(LogitPath.Follow(_game, path with { Precision = options.Precision, Convention = options.Convention, Tolerance = options.Tolerance }, progress, cancel), options.Tolerance);
                if (Take(result.Equilibrium, result, result.Status == PathStatus.Certified, result.Explanation) is { } report)
                {
                    return report;
                }

                if (result.Status is PathStatus.NotCertified or PathStatus.Stalled && Polished(result.Equilibrium) is { } polished && Take(polished, result, true, "polished in payoffs as written") is { } sharper)
                {
                    return sharper;
                }
            }

            foreach (var method in new[] { SolveMethod.Anderson, SolveMethod.Damped })
            {
                if ((options.Method == method || automatic) && !cancel.IsCancellationRequested
                    && Direct(units.Back(FixedPointSolver.Solve(_game, options with { Method = method }, cancel), options.Tolerance)) is { } report)
                {
                    return report;
                }
            }

            return Failed();
        }

        // A path counts payoffs in units of the largest range: where one payoff dwarfs the others, its end is near, and only its last digits are missing.
        private LogitMarkovEquilibrium? Polished(LogitMarkovEquilibrium near)
        {
            const double Near = 0.05;
            if (near.Precision != options.Precision)
            {
                return null; // it stopped on the way
            }

            double[] start = new ProfileCheck(near.Game, near.Precision, near.Convention).ActionValues(near.Strategies, [.. near.Values]);
            var e = LogitMarkovSolver.Solve(near.Game, options with { Start = start }, cancel);
            return e.Status == SolveStatus.Certified && e.Strategies.Zip(near.Strategies, (a, b) => Math.Abs(a - b)).Max() < Near
                ? e with { Method = $"{near.Method}, then {e.Method}, {e.Iterations} steps", Selection = near.Selection } : null;
        }

        private SolveReport? Direct(LogitMarkovEquilibrium e) => Take(e, null, e.Status == SolveStatus.Certified,
            FormattableString.Invariant($"residual {e.Certificate.Residual:0.0e+0} after {e.Iterations} iterations"));

        private SolveReport? Take(LogitMarkovEquilibrium e, PathResult? by, bool good, string how)
        {
            _tried.Add($"{e.Method}: {how}");
            if (_first is null || good)
            {
                (_first, _firstPath) = (e, by);
            }

            return good ? new SolveReport(e, by, [.. _tried]) : null;
        }

        private SolveReport Failed() => new(_first!, _firstPath, [.. _tried]);
    }
}
