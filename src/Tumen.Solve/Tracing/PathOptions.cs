using Tumen.Model;

namespace Tumen.Solve;

/// <summary>How to follow a path.</summary>
public sealed record PathOptions
{
    /// <summary>λ to land on, in units of the game's payoffs; positive infinity (the default) for the limit, a stationary Markov perfect equilibrium.</summary>
    public double Precision { get; init; } = double.PositiveInfinity;

    /// <summary>Value convention; taste shocks by default.</summary>
    public ValueConvention Convention { get; init; } = ValueConvention.TasteShocks;

    /// <summary>
    /// Largest full best-reply regret that counts as an equilibrium in the limit, as a share of its player's payoff range over moves that are not dominated, divided by 1 − δ; 1e-12 by default.
    /// At finite λ: largest residual, as in <see cref="SolveOptions.Tolerance"/> (there 1e-10).
    /// </summary>
    public double Tolerance { get; init; } = 1e-12;

    /// <summary>Most accepted steps; 30,000 by default.</summary>
    public int MaximumSteps { get; init; } = 30_000;

    /// <summary>λ × payoff range at which the limit is given up; 1e8 by default.</summary>
    public double LargestPrecision { get; init; } = 1e8;

    /// <summary>Largest S·n at which systems are factored densely; beyond, GMRES. 3000 by default.</summary>
    public int DenseLimit { get; init; } = 3000;

    /// <summary>Whether every path point keeps its strategies (to plot); on by default up to 100,000 numbers a point.</summary>
    public bool KeepStrategies { get; init; } = true;

    /// <summary>1 by default; larger values take shorter steps, which helps when branches run close together.</summary>
    public double Caution { get; init; } = 1;

    /// <summary>Which way to go at a point where branches cross (symmetric games): straight by default.</summary>
    public BranchChoice Crossing { get; init; } = BranchChoice.Straight;

    /// <summary>Where to go on from, or null for λ = 0.</summary>
    public PathCheckpoint? Resume { get; init; }
}

/// <summary>Which branch to take where branches of the path cross.</summary>
public enum BranchChoice
{
    /// <summary>Stay on the branch that goes straight on; in a symmetric game it keeps the symmetry.</summary>
    Straight,

    /// <summary>Take the crossing branch, to its first side.</summary>
    Cross,

    /// <summary>Take the crossing branch, to its other side.</summary>
    CrossBack,
}

/// <summary>How following a path ended.</summary>
public enum PathStatus
{
    /// <summary>The end was reached and passes the certificate.</summary>
    Certified,

    /// <summary>The end was reached, but its residual or regret is above the tolerance; it must not be called an equilibrium.</summary>
    NotCertified,

    /// <summary>No step succeeds from the last point, which is given; the explanation has the λ and the numbers.</summary>
    Stalled,

    /// <summary>The most steps allowed were taken; resume from the checkpoint.</summary>
    StepLimit,

    /// <summary>Cancelled; the last point and a checkpoint are given.</summary>
    Cancelled,
}

/// <summary>What a path point is.</summary>
public enum PathPointKind
{
    /// <summary>An ordinary point.</summary>
    Regular,

    /// <summary>The parameter turned back between the point before and this one.</summary>
    Fold,

    /// <summary>Branches cross between the point before and this one.</summary>
    Crossing,
}

/// <summary>One point of a path.</summary>
/// <param name="Parameter">λ in units of the game's payoffs (or t in [0,1] for tracing).</param>
/// <param name="Gain">Largest gain of one deviation at the point's action values, in payoff units: how far it is from best replies.</param>
/// <param name="Kind">Whether something happened on the way here.</param>
/// <param name="Strategies">σ, S × m, or null when not kept.</param>
public sealed record PathPoint(double Parameter, double Gain, PathPointKind Kind, double[]? Strategies);

/// <summary>Progress of a path: the last accepted point in three numbers.</summary>
/// <param name="Parameter">λ (or t).</param>
/// <param name="Gain">Largest one-deviation gain there, in payoff units.</param>
/// <param name="Steps">Accepted steps so far.</param>
public readonly record struct PathProgress(double Parameter, double Gain, int Steps)
{
    /// <summary>Gives the checkpoint of this point; to be called before the report returns, since the path goes on afterwards. Null where there is none.</summary>
    public Func<PathCheckpoint>? Checkpoint { get; init; }
}

/// <summary>Where a path stood, enough to go on; plain numbers, so that a host can store it.</summary>
/// <param name="Parameter">λ × payoff scale (or t).</param>
/// <param name="ActionValues">Normalised action values, S × m.</param>
/// <param name="Step">Length of the next step.</param>
/// <param name="Rising">Whether the parameter was rising.</param>
/// <param name="Steps">Steps taken before.</param>
public sealed record PathCheckpoint(double Parameter, double[] ActionValues, double Step, bool Rising, int Steps);
