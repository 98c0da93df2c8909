using System.Collections.Immutable;
using Tumen.Numerics;

namespace Tumen.Model;

/// <summary>
/// A finite discounted stochastic game in numbers: u_i(s,a), φ(s′|s,a), δ_i. Immutable by convention: the arrays are never written after construction.
/// </summary>
/// <param name="States">States.</param>
/// <param name="Profiles">Joint moves and turns.</param>
/// <param name="Payoffs">Per player, S × P numbers, row-major.</param>
/// <param name="Kernel">Transitions.</param>
/// <param name="Discounts">Discount factor per player, in [0,1); 1 is allowed where the game ends.</param>
public sealed record StochasticGame(
    StateSpace States, ProfileSpace Profiles, ImmutableArray<double[]> Payoffs, TransitionKernel Kernel, ImmutableArray<double> Discounts)
{
    /// <summary>Number of players n.</summary>
    public int PlayerCount => Profiles.Players.Length;

    /// <summary>Number of states S.</summary>
    public int StateCount => States.Count;

    /// <summary>When play ends, or null when it goes on for ever.</summary>
    public GameEnd? End { get; init; }

    /// <summary>Which moves may be chosen where; null when every move may always be. Payoffs and transitions of joint moves that cannot happen are never read by an answer.</summary>
    public Menus? Menus { get; init; }

    /// <summary>A state's menu, slot by slot; empty when every move may be chosen.</summary>
    public ReadOnlySpan<bool> Menu(int state) => Menus is { } menus ? menus.At(state) : default;

    /// <summary>What one unit in every period from a state on is worth there: 1/(1 − δ), or (1 − δᵏ)/(1 − δ) with k periods left.</summary>
    public double Annuity(int player, int state) => End is { } end ? Sum(Discounts[player], end.Left[state]) : 1 / (1 - Discounts[player]);

    /// <summary>The largest <see cref="Annuity"/> of any state.</summary>
    public double LongestAnnuity(int player) => End is { } end ? Sum(Discounts[player], end.Periods) : 1 / (1 - Discounts[player]);

    /// <summary>Whether play is over in a state: nobody moves there any more, and it is worth 0.</summary>
    public bool IsOver(int state) => End is { } end && end.IsOver(state);

    /// <summary>What a player's payoffs of the next period count beside those of this one, seen from a state: its discount factor, and 0 where play is over.</summary>
    public double Discount(int player, int state) => IsOver(state) ? 0 : Discounts[player];

    /// <summary>Weight of the first period in a discounted average: 1 − δ, and where nothing is discounted the share of one period in a game that ends.</summary>
    /// <param name="discount">δ in [0, 1], 1 only where the game ends.</param>
    public double FirstWeight(double discount) => GameEnd.FirstWeight(End, discount);

    private static double Sum(double discount, int periods) => discount == 1 ? periods : (1 - Elementary.Pow(discount, periods)) / (1 - discount);
}
