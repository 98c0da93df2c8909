using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Solve;

/// <summary>How to look for many equilibria.</summary>
public sealed record SearchOptions
{
    /// <summary>λ; positive infinity (the default) for Markov perfect equilibria.</summary>
    public double Precision { get; init; } = double.PositiveInfinity;

    /// <summary>Value convention at finite λ, and of the branches followed; choice errors by default.</summary>
    public ValueConvention Convention { get; init; } = ValueConvention.ChoiceErrors;

    /// <summary>Random starts; 40 by default.</summary>
    public int Starts { get; init; } = 40;

    /// <summary>Seed of the starts; start k draws from stream k, whatever the number of threads.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads; 1 by default. The answer does not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Two profiles are one when no chance differs by more; 1e-6 by default.</summary>
    public double Same { get; init; } = 1e-6;

    /// <summary>Stop when so many are found (equilibria may come in continua); 500 by default.</summary>
    public int MaximumFound { get; init; } = 500;

    /// <summary>Most pure profiles to try exhaustively at infinite λ; 300,000 by default. Beyond, pure equilibria are found only by chance.</summary>
    public long MaximumPureProfiles { get; init; } = 300_000;
}

/// <summary>One equilibrium of a search.</summary>
/// <param name="Equilibrium">The certified equilibrium.</param>
/// <param name="Basin">How many of the random starts ended here.</param>
/// <param name="ReachedBy">What else reached it, in words, first come first.</param>
/// <param name="Index">Sign of the determinant of the equilibrium conditions, +1 or −1; 0 when not known (degenerate or too large).</param>
public sealed record FoundEquilibrium(LogitMarkovEquilibrium Equilibrium, int Basin, ImmutableArray<string> ReachedBy, int Index);

/// <summary>What a search found.</summary>
/// <param name="Found">The equilibria, the one on the principal branch first, all certified, no two the same.</param>
/// <param name="Starts">Random starts made.</param>
/// <param name="Failures">Random starts that ended in no certified equilibrium.</param>
/// <param name="PureIsComplete">Whether every pure profile was tried, so that no pure equilibrium is missing.</param>
/// <param name="IndexSum">Sum of the indices, or null when some are not known. It is +1 over all equilibria of a regular game; any other sum proves that some are missing.</param>
/// <param name="Caveat">What the list does not promise, in words.</param>
public sealed record EquilibriumSet(ImmutableArray<FoundEquilibrium> Found, int Starts, int Failures, bool PureIsComplete, int? IndexSum, string Caveat)
{
    // Each equilibrium changed; those that are none in the game as written go.
    internal EquilibriumSet Where(Func<FoundEquilibrium, FoundEquilibrium> change)
    {
        ImmutableArray<FoundEquilibrium> kept = [.. Found.Select(change).Where(found => found.Equilibrium.Status == SolveStatus.Certified)];
        return kept.Length == Found.Length ? this with { Found = kept } : this with { Found = kept, IndexSum = null, PureIsComplete = false };
    }
}
