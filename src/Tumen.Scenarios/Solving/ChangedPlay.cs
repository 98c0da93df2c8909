using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>A lasting change, solved, before anything is counted: who does what in every state from now on.</summary>
/// <param name="Equilibrium">Equilibrium of the changed game (of the merged one, under a coalition), or the last point with its status.</param>
/// <param name="Branch">How it was reached from the baseline's.</param>
/// <param name="PrincipalAgrees">Whether the branch from λ = 0 leads to the same; null when not looked at.</param>
/// <param name="Play">Play on the whole game, members of a coalition apart.</param>
/// <param name="Small">The same on the game that is solved.</param>
/// <param name="Start">Law over the whole game's states in the first month.</param>
/// <param name="Notes">Branch and remarks in words.</param>
public sealed record ChangedPlay(
    LogitMarkovEquilibrium Equilibrium, BranchStatus Branch, bool? PrincipalAgrees, Play Play, Play Small, double[] Start, ImmutableArray<string> Notes)
{
    /// <summary>The coalition, when there is one.</summary>
    internal Merger? Merged { get; init; }

    /// <summary>The changed game with everyone apart.</summary>
    internal StochasticGame? Apart { get; init; }
}
