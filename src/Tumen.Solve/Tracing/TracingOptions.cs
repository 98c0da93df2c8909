namespace Tumen.Solve;

/// <summary>How to trace from a prior.</summary>
public sealed record TracingOptions
{
    /// <summary>What everyone at first believes of the others: σ, S × m (every decision point's chances sum to 1); null for uniform play.</summary>
    public double[]? Prior { get; init; }

    /// <summary>Weight η of the logarithmic term, as a share of the largest payoff range; 1 by default. Larger values smooth more.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Largest full best-reply regret that counts as an equilibrium, as a share of the largest payoff range divided by 1 − δ; 1e-12 by default.</summary>
    public double Tolerance { get; init; } = 1e-12;

    /// <summary>Most accepted steps; 30,000 by default.</summary>
    public int MaximumSteps { get; init; } = 30_000;

    /// <summary>Largest S·n at which systems are factored densely; beyond, GMRES. 3000 by default.</summary>
    public int DenseLimit { get; init; } = 3000;

    /// <summary>1 by default; larger values take shorter steps.</summary>
    public double Caution { get; init; } = 1;

    /// <summary>Whether every path point keeps its strategies (to plot); on by default up to 100,000 numbers a point.</summary>
    public bool KeepStrategies { get; init; } = true;

    /// <summary>Where to go on from (with the same prior and weight), or null for t = 0.</summary>
    public PathCheckpoint? Resume { get; init; }
}
