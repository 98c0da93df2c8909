using System.Collections.Immutable;
using Tumen.Numerics;

namespace Tumen.Model;

/// <summary>A number that multiplies a payoff term.</summary>
public abstract record Factor
{
    /// <summary>The value of a situation's level.</summary>
    /// <param name="Situation">Index of the situation.</param>
    public sealed record LevelOf(int Situation) : Factor;

    /// <summary>Top value minus the value of the level: <c>lack of warmth</c>.</summary>
    /// <param name="Situation">Index of the situation.</param>
    public sealed record LackOf(int Situation) : Factor;

    /// <summary>A covariate that is constant within a unit of the record.</summary>
    /// <param name="Name">Its column in the record.</param>
    public sealed record Covariate(string Name) : Factor;

    /// <summary>How many of some players make one of some moves this period: <c>number of rival, patron that play press</c>.</summary>
    /// <param name="Players">Indices of the players counted.</param>
    /// <param name="Moves">For each of them, the indices of the moves that count.</param>
    /// <param name="LogOnePlus">Whether the factor is log(1 + number).</param>
    public sealed record CountOf(ImmutableArray<int> Players, ImmutableArray<ImmutableArray<int>> Moves, bool LogOnePlus) : Factor
    {
        /// <summary>The factor's value after some moves.</summary>
        public double Value(ReadOnlySpan<int> moves)
        {
            int n = 0;
            for (int i = 0; i < Players.Length; i++)
            {
                n += Moves[i].Contains(moves[Players[i]]) ? 1 : 0;
            }

            return LogOnePlus ? Elementary.Log(1 + n) : n;
        }
    }

    /// <summary>A written number.</summary>
    /// <param name="Value">The number.</param>
    public sealed record Literal(double Value) : Factor;
}

/// <summary>One term of a player's payoff of the period: sign × weight × product of factors, when the condition holds.</summary>
/// <param name="Player">Index of the player.</param>
/// <param name="Gains">True for <c>gains</c> (+1), false for <c>loses</c> (−1).</param>
/// <param name="Weight">Name of the weight to estimate, or null for a <c>constant</c> term whose size is in the factors.</param>
/// <param name="Factors">Factors; the empty product is 1.</param>
/// <param name="If">When the term applies.</param>
/// <param name="Label">What reports print.</param>
/// <param name="Place">Where it was written.</param>
public sealed record PayoffTerm(
    int Player, bool Gains, string? Weight, ImmutableArray<Factor> Factors, Condition If, string? Label = null, Place Place = default)
{
    /// <summary>+1 or −1.</summary>
    public double Sign => Gains ? 1 : -1;
}
