using System.Collections.Immutable;

namespace Tumen.Solve;

/// <summary>A path and its end.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Explanation">The same in words, with the numbers.</param>
/// <param name="Equilibrium">The end (or the last point reached) with its certificate; λ is infinite for a Markov perfect equilibrium.</param>
/// <param name="Points">Accepted points, in order.</param>
/// <param name="Rejections">Steps that were refused and shortened.</param>
/// <param name="Factorisations">Linear systems that were set up.</param>
/// <param name="Checkpoint">Where to go on from.</param>
public sealed record PathResult(
    PathStatus Status, string Explanation, LogitMarkovEquilibrium Equilibrium, ImmutableArray<PathPoint> Points, int Rejections, int Factorisations,
    PathCheckpoint Checkpoint)
{
    /// <summary>Accepted steps.</summary>
    public int Steps => Points.Length - 1;
}
