namespace Tumen.Solve;

/// <summary>What has been proved about a strategy profile, by interval arithmetic: true of the numbers as stored, round-off included.</summary>
/// <param name="Regret">No player gains more than this, in any situation, by any other plan (shock-adjusted under taste shocks); payoff units.</param>
/// <param name="Residual">At finite λ: max |σ − softmax(λ Q(σ))| is at most this. NaN at infinite λ.</param>
/// <param name="ValueError">Every stated value is within this of the profile's true value; payoff units.</param>
/// <param name="StrictlyPure">At infinite λ: every strategy is pure and strictly better than every other move, so that the profile is an equilibrium exactly, not nearly.</param>
/// <param name="SmallestMargin">At infinite λ: the smallest proven advantage of a chosen move when <paramref name="StrictlyPure"/>; 0 otherwise.</param>
public sealed record ProvenBounds(double Regret, double Residual, double ValueError, bool StrictlyPure, double SmallestMargin)
{
    /// <summary>At infinite λ: no player's regret is more than this share of its payoff range over moves that are not dominated, divided by 1 − δ. 0 at finite λ.</summary>
    public double Share { get; init; }
}
