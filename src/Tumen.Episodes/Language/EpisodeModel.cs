using System.Collections.Immutable;

namespace Tumen.Episodes;

/// <summary>A place in an episode's text.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
public readonly record struct TextPlace(int Line, int Column);

/// <summary>A private type or another circumstance that nature draws before anybody moves.</summary>
/// <param name="Name">A player's name or any other word.</param>
/// <param name="Levels">What it can be, at least one.</param>
/// <param name="KnownTo">Players who learn it, from 0.</param>
/// <param name="Prior">Chance of each level, summing to 1.</param>
/// <param name="Place">Where it is declared.</param>
public sealed record EpisodeType(string Name, ImmutableArray<string> Levels, ImmutableArray<int> KnownTo, ImmutableArray<Rational> Prior, TextPlace Place);

/// <summary>One move, of a player or of nature, made when its condition holds.</summary>
/// <param name="Name">Unique; a player's own name when it moves once.</param>
/// <param name="Player">From 0, or <see cref="ExtensiveGame.Chance"/>.</param>
/// <param name="Actions">At least one.</param>
/// <param name="Chances">For nature: chance of each action; otherwise default.</param>
/// <param name="When">When it is made; null means always.</param>
/// <param name="Place">Where it is declared.</param>
public sealed record EpisodeMove(string Name, int Player, ImmutableArray<string> Actions, ImmutableArray<EpisodeAmount> Chances, EpisodeCondition? When, TextPlace Place);

/// <summary>Something a player gains at the end.</summary>
/// <param name="Player">From 0.</param>
/// <param name="Amount">How much; losses are negative.</param>
/// <param name="When">When; null means always.</param>
/// <param name="Place">Where it is written.</param>
public sealed record EpisodePayoff(int Player, EpisodeAmount Amount, EpisodeCondition? When, TextPlace Place);

/// <summary>Where the long game goes on afterwards.</summary>
/// <param name="Situations">Names of situations and their levels.</param>
/// <param name="When">When; null means always.</param>
/// <param name="Place">Where it is written.</param>
public sealed record EpisodeSequel(ImmutableSortedDictionary<string, string> Situations, EpisodeCondition? When, TextPlace Place);

/// <summary>A one-shot game with private types as its author wrote it: who is what, who moves when and sees what, who gains what.</summary>
/// <remarks>A player sees its own types and its own earlier moves. Of others' earlier moves it sees those named after <c>sees</c>, or all of them if it has no such line.</remarks>
/// <param name="Title">The game's name.</param>
/// <param name="Path">The file it came from.</param>
/// <param name="Players">Names.</param>
/// <param name="Types">Drawn first, in order.</param>
/// <param name="Moves">In order of time; those of one turn do not see each other.</param>
/// <param name="Turn">Number of the turn of each move; moves of one turn are made at once.</param>
/// <param name="Sees">Per player what it sees of others, or null for every earlier move.</param>
/// <param name="Payoffs">Added up at the end.</param>
/// <param name="Sequels">The first whose condition holds names the situation in which the long game goes on.</param>
public sealed record EpisodeModel(string Title, string Path, ImmutableArray<string> Players, ImmutableArray<EpisodeType> Types, ImmutableArray<EpisodeMove> Moves, ImmutableArray<int> Turn,
    ImmutableArray<ImmutableHashSet<string>?> Sees, ImmutableArray<EpisodePayoff> Payoffs, ImmutableArray<EpisodeSequel> Sequels);

/// <summary>A number in an episode: a constant, the value of a type, or arithmetic with such.</summary>
public abstract record EpisodeAmount
{
    private EpisodeAmount()
    {
    }

    /// <summary>A number.</summary>
    /// <param name="Value">Exact.</param>
    public sealed record Number(Rational Value) : EpisodeAmount;

    /// <summary>The level of a type or move that is a number, such as <c>gain is 1 | 2 | 3</c>.</summary>
    /// <param name="Name">The type or move.</param>
    public sealed record Level(string Name) : EpisodeAmount;

    /// <summary>Two amounts joined.</summary>
    /// <param name="Operator">One of + - * /, or ↑ for the larger of two, ↓ for the smaller.</param>
    /// <param name="Left">First.</param>
    /// <param name="Right">Second.</param>
    public sealed record Joined(char Operator, EpisodeAmount Left, EpisodeAmount Right) : EpisodeAmount;
}

/// <summary>A condition on types and moves; what was not made is no level at all, so every statement about it is false.</summary>
public abstract record EpisodeCondition
{
    private EpisodeCondition()
    {
    }

    /// <summary>A type or move has one of some levels.</summary>
    /// <param name="Names">The type or the moves asked about; one of them having a level suffices.</param>
    /// <param name="Levels">The levels.</param>
    public sealed record Is(ImmutableArray<string> Names, ImmutableArray<string> Levels) : EpisodeCondition;

    /// <summary>One amount against another; false while a level in it is not decided.</summary>
    /// <param name="Left">First.</param>
    /// <param name="Relation">≥, ≤, &gt; or &lt;.</param>
    /// <param name="Right">Second.</param>
    public sealed record Compared(EpisodeAmount Left, char Relation, EpisodeAmount Right) : EpisodeCondition;

    /// <summary>Not so.</summary>
    /// <param name="Part">What is denied.</param>
    public sealed record Not(EpisodeCondition Part) : EpisodeCondition;

    /// <summary>Both.</summary>
    /// <param name="Left">First.</param>
    /// <param name="Right">Second.</param>
    public sealed record And(EpisodeCondition Left, EpisodeCondition Right) : EpisodeCondition;

    /// <summary>Either.</summary>
    /// <param name="Left">First.</param>
    /// <param name="Right">Second.</param>
    public sealed record Or(EpisodeCondition Left, EpisodeCondition Right) : EpisodeCondition;
}
