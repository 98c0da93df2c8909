using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>Distribution of the errors behind choices in a game played once.</summary>
public enum ErrorLaw
{
    /// <summary>Standard normal: probit choices.</summary>
    Normal,

    /// <summary>Logistic differences as of two shocks of scale 1/√2 each: P = 1/(1 + exp(−d/√2)).</summary>
    Logistic,
}

/// <summary>An end of a game played once, by name.</summary>
/// <param name="Name">Its name; a record may hold it in a column <c>outcome</c>, or its count in a column of this name.</param>
/// <param name="If">The moves that lead there; a move that was not made is no move.</param>
/// <param name="Place">Where it was written.</param>
public sealed record OnceOutcome(string Name, Condition If, Place Place = default);

/// <summary>
/// What makes a game a game played once by moves in turns, estimated from a table of plays: its <see cref="GameModel.Players"/> are then its moves, in order.
/// </summary>
/// <remarks>
/// Signorino (1999), APSR 93:279-297; Signorino and Yilmaz (2003), AJPS 47:551-566; Lewis and Schultz (2003), Political Analysis 11:345-367 where a player moves twice under private information.
/// </remarks>
public sealed record OnceRules
{
    /// <summary>Distribution of the errors.</summary>
    public required ErrorLaw Errors { get; init; }

    /// <summary>Whether errors belong to the players' own payoffs and are known to them alone; otherwise every choice has an error of its own (agent error).</summary>
    public required bool PrivateInformation { get; init; }

    /// <summary>Names of those who decide.</summary>
    public required ImmutableArray<string> Deciders { get; init; }

    /// <summary>For every move, the index in <see cref="Deciders"/> of the player that makes it.</summary>
    public required ImmutableArray<int> Owner { get; init; }

    /// <summary>For every move, when it is made, by the moves before it.</summary>
    public required ImmutableArray<Condition> When { get; init; }

    /// <summary>Named outcomes; empty when the record holds moves.</summary>
    public ImmutableArray<OnceOutcome> Outcomes { get; init; } = [];

    /// <summary>Index of the move that is an offer of any size from 0 to <see cref="LargestOffer"/>, or −1.</summary>
    public int Offer { get; init; } = -1;

    /// <summary>The largest possible offer; 0 without one.</summary>
    public double LargestOffer { get; init; }
}
