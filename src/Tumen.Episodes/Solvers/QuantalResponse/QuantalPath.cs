namespace Tumen.Episodes;

/// <summary>A logit equilibrium at one choice precision.</summary>
/// <param name="ChoicePrecision">λ, in inverse payoff units.</param>
/// <param name="Profile">The strategies.</param>
/// <param name="Residual">Largest violation of y_a − y_0 = λ(v_a − v_0) and of summing to one.</param>
public sealed record QuantalPoint(double ChoicePrecision, StrategyProfile Profile, double Residual);

/// <summary>The principal branch of logit equilibria from λ = 0 to its limit.</summary>
/// <param name="Points">In order along the branch; λ can fall between folds.</param>
/// <param name="Limit">The Nash equilibrium the branch leads to, polished and certified; check its status.</param>
/// <param name="Folds">λ where the branch turns.</param>
/// <param name="Bifurcations">λ where another branch crosses; the trace goes straight on.</param>
/// <param name="Steps">Steps taken.</param>
public sealed record QuantalPath(IReadOnlyList<QuantalPoint> Points, SolvedProfile Limit, IReadOnlyList<double> Folds, IReadOnlyList<double> Bifurcations, int Steps);

/// <summary>Choice precision estimated from play.</summary>
/// <param name="ChoicePrecision">Maximum-likelihood λ.</param>
/// <param name="LogLikelihood">At the maximum.</param>
/// <param name="StandardError">From the curvature along the branch; infinite if flat.</param>
/// <param name="Point">The equilibrium there.</param>
/// <param name="AtEnd">True when the likelihood still rises at the end of the branch: no finite maximum was found.</param>
public sealed record QuantalEstimate(double ChoicePrecision, double LogLikelihood, double StandardError, QuantalPoint Point, bool AtEnd);

/// <summary>Limits of a trace.</summary>
public sealed record QuantalOptions
{
    /// <summary>Most steps (default 5,000).</summary>
    public int MaximumSteps { get; init; } = 5_000;

    /// <summary>Stop when λ times the payoff range passes this (default 1e7).</summary>
    public double MaximumScaledPrecision { get; init; } = 1e7;

    /// <summary>Stop when regret over payoff range falls below this, then polish (default 1e-6).</summary>
    public double Regret { get; init; } = 1e-6;
}
