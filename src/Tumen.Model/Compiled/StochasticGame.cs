using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>
/// A finite discounted stochastic game in numbers: u_i(s,a), φ(s′|s,a), δ_i. Immutable by convention: the arrays are never written after construction.
/// </summary>
/// <param name="States">States.</param>
/// <param name="Profiles">Joint moves and turns.</param>
/// <param name="Payoffs">Per player, S × P numbers, row-major.</param>
/// <param name="Kernel">Transitions.</param>
/// <param name="Discounts">Discount factor per player, in [0,1).</param>
public sealed record StochasticGame(
    StateSpace States, ProfileSpace Profiles, ImmutableArray<double[]> Payoffs, TransitionKernel Kernel, ImmutableArray<double> Discounts)
{
    /// <summary>Number of players n.</summary>
    public int PlayerCount => Profiles.Players.Length;

    /// <summary>Number of states S.</summary>
    public int StateCount => States.Count;
}
