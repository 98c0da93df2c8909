using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>A decision maker and the moves it may choose among each period.</summary>
/// <param name="Name">The word the language uses.</param>
/// <param name="Moves">Names of the moves, in declaration order; at least one.</param>
/// <param name="Label">What reports print; null to print the name.</param>
/// <param name="Place">Where it was declared.</param>
/// <param name="Values">Numbers the moves stand for in comparisons; default (empty) means 0, 1, 2 ….</param>
public sealed record Player(string Name, ImmutableArray<string> Moves, string? Label = null, Place Place = default, ImmutableArray<double> Values = default)
{
    /// <summary>Where each move may be chosen: one test of the situation per move; empty when every move may always be chosen.</summary>
    public ImmutableArray<Condition> Allowed { get; init; } = [];

    /// <summary>The number a move stands for in comparisons.</summary>
    public double Value(int move) => Values.IsDefaultOrEmpty ? move : Values[move];

    /// <summary>Label if there is one, otherwise the name.</summary>
    public string Display => Label ?? Name;

    /// <summary>Index of a move, or -1.</summary>
    public int MoveIndex(string move) => Moves.IndexOf(move);
}
