using System.Globalization;
using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>How the scenario's equilibrium was reached from the baseline's.</summary>
public enum BranchStatus
{
    /// <summary>The edited game is the baseline's game: the baseline's equilibrium, bit for bit.</summary>
    Unchanged,

    /// <summary>Followed continuously along the straight line from the baseline game to the edited one.</summary>
    Followed,

    /// <summary>The branch could not be followed to the end (it folds, or jumps); the equilibrium is the one that the branch from λ = 0 selects in the edited game.</summary>
    Lost,

    /// <summary>The edit makes another game (a coalition), to which no line leads; the branch from λ = 0 selects.</summary>
    NewGame,
}

/// <summary>An equilibrium of an edited game with the way it was found.</summary>
/// <param name="Equilibrium">The equilibrium, or the last point with its status.</param>
/// <param name="Branch">How it was reached.</param>
/// <param name="Steps">Steps along the line.</param>
/// <param name="LostAt">Share of the way at which the branch was lost, or null.</param>
/// <param name="PrincipalAgrees">Whether the branch from λ = 0 in the edited game leads to the same strategies (within 1e-6); null when not looked at.</param>
/// <param name="Says">The same in words.</param>
public sealed record TrackedEquilibrium(LogitMarkovEquilibrium Equilibrium, BranchStatus Branch, int Steps, double? LostAt, bool? PrincipalAgrees, string Says);

/// <summary>Follows an equilibrium from one game to another of the same shape.</summary>
internal static class BranchTracker
{
    /// <summary>Largest change of a choice probability in one step that still counts as following.</summary>
    public const double LargestChange = 0.35;

    /// <summary>Shortest step, as a share of the way.</summary>
    public const double ShortestStep = 1.0 / 512;

    /// <summary>Follows the branch.</summary>
    /// <param name="at">The game at a share of the way, 0 to 1.</param>
    /// <param name="from">The baseline's equilibrium.</param>
    /// <param name="options">Solver options; their start is not used.</param>
    /// <param name="principal">Whether to look where the branch from λ = 0 leads in the edited game.</param>
    /// <param name="cancel">Stops between steps.</param>
    public static TrackedEquilibrium Follow(Func<double, StochasticGame> at, LogitMarkovEquilibrium from, SolveOptions options, bool principal, CancellationToken cancel)
    {
        var edited = at(1);
        if (Unchanged(from, edited) is { } same)
        {
            return same;
        }

        LogitMarkovEquilibrium? reached = from;
        double t = 0, step = 0.25;
        int steps = 0;
        while (t < 1)
        {
            cancel.ThrowIfCancellationRequested();
            double next = Math.Min(1, t + step);
            var game = next == 1 ? edited : at(next);
            var e = LogitMarkovSolver.Solve(game, options with { Start = reached.ActionValues, Certify = next == 1 && options.Certify, MaximumIterations = 25 }, cancel);
            if (e.Status == SolveStatus.Certified && Change(e.Strategies, reached.Strategies) <= LargestChange)
            {
                (reached, t) = (e, next);
                steps++;
                continue;
            }

            step /= 2;
            if (step < ShortestStep)
            {
                break;
            }
        }

        bool lost = t < 1;
        LogitMarkovEquilibrium? other = principal || lost ? PrincipalBranch.Solve(edited, options with { Certify = lost && options.Certify }, cancel) : null;
        if (lost)
        {
            return new TrackedEquilibrium(other!, BranchStatus.Lost, steps, t, null, string.Create(CultureInfo.InvariantCulture,
                $"the baseline's equilibrium could be followed {100 * t:0} % of the way and then folds or jumps; shown is the one that the branch from λ = 0 selects in the changed game"));
        }

        bool? agrees = other is null || other.Status != SolveStatus.Certified ? null : Change(other.Strategies, reached.Strategies) < 1e-6;
        string says = $"followed from the baseline in {steps} steps";
        return new TrackedEquilibrium(reached, BranchStatus.Followed, steps, null, agrees, agrees switch
        {
            true => says + "; the branch from λ = 0 leads to the same",
            false => says + "; the branch from λ = 0 leads to another equilibrium of the changed game",
            null => says,
        });
    }

    /// <summary>The baseline's equilibrium when the edited game is its game, number for number; otherwise null.</summary>
    public static TrackedEquilibrium? Unchanged(LogitMarkovEquilibrium from, StochasticGame edited) => Same(from.Game, edited)
        ? new TrackedEquilibrium(from, BranchStatus.Unchanged, 0, null, null, "nothing that matters to this theory changes") : null;

    /// <summary>A game between two of the same shape: payoffs, patience and chances on the straight line.</summary>
    public static StochasticGame Between(StochasticGame a, StochasticGame b, double share)
    {
        if (share >= 1)
        {
            return b;
        }

        double Mix(double x, double y) => ((1 - share) * x) + (share * y);
        var payoffs = a.Payoffs.Select((u, i) => ReferenceEquals(u, b.Payoffs[i]) ? u : u.Select((x, c) => Mix(x, b.Payoffs[i][c])).ToArray());
        var kernel = SameKernel(a.Kernel, b.Kernel) ? b.Kernel : TransitionKernel.FromRows(a.StateCount, a.Profiles.Count, (s, p) =>
        {
            var row = new List<(int, double)>();
            a.Kernel.ForEachNext(s, p, (next, c) => row.Add((next, (1 - share) * c)));
            b.Kernel.ForEachNext(s, p, (next, c) => row.Add((next, share * c)));
            return row;
        });
        return b with { Payoffs = [.. payoffs], Kernel = kernel, Discounts = [.. a.Discounts.Zip(b.Discounts, Mix)] };
    }

    /// <summary>Loss of a forbidden move at a share of the way: rising, then for good.</summary>
    public static double Loss(double share) => share >= 1 ? GameEdits.ForbiddenLoss : 60 * share;

    /// <summary>Largest difference of two strategy arrays.</summary>
    public static double Change(double[] a, double[] b)
    {
        double worst = 0;
        for (int k = 0; k < a.Length; k++)
        {
            worst = Math.Max(worst, Math.Abs(a[k] - b[k]));
        }

        return worst;
    }

    private static bool Same(StochasticGame a, StochasticGame b) =>
        a.Discounts.SequenceEqual(b.Discounts) && a.Payoffs.Zip(b.Payoffs, (x, y) => x.AsSpan().SequenceEqual(y)).All(x => x) && SameKernel(a.Kernel, b.Kernel);

    private static bool SameKernel(TransitionKernel a, TransitionKernel b) =>
        ReferenceEquals(a, b) || (a.Bases.AsSpan().SequenceEqual(b.Bases) && a.BaseStart.AsSpan().SequenceEqual(b.BaseStart) && a.RowStart.AsSpan().SequenceEqual(b.RowStart)
        && a.Column.AsSpan().SequenceEqual(b.Column) && a.Chance.AsSpan().SequenceEqual(b.Chance) && a.FreeStart.AsSpan().SequenceEqual(b.FreeStart)
        && a.FreeOffset.AsSpan().SequenceEqual(b.FreeOffset) && a.FreeChance.AsSpan().SequenceEqual(b.FreeChance));
}
