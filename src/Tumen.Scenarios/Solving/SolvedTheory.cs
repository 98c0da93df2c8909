using Tumen.Simulate;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>A theory solved at one point, with its play on the whole game.</summary>
/// <param name="Point">Weights and chances.</param>
/// <param name="Equilibrium">Equilibrium of the game that is solved (without situations that cannot matter).</param>
/// <param name="Play">Play on the whole game.</param>
/// <param name="LongRun">Long-run law on the whole game.</param>
/// <param name="Means">Long-run mean of every player's moves.</param>
public sealed record SolvedTheory(TheoryPoint Point, LogitMarkovEquilibrium Equilibrium, Play Play, LongRunLaw LongRun, double[][] Means);
