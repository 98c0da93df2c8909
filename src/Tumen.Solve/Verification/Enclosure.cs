namespace Tumen.Solve;

/// <summary>Whether an exact Markov perfect equilibrium, mixed or not, has been proved to lie beside the printed one, and how near.</summary>
/// <param name="Proved">True: within the radii there is exactly one profile with the printed support that makes its players indifferent, and it is an equilibrium of the
/// game as stored (chances and payoffs as the doubles they are).</param>
/// <param name="StrategyRadius">Every exact chance is within this of the printed one; NaN when not proved.</param>
/// <param name="ValueRadius">Every exact value is within this of the printed one, in payoff units; NaN when not proved.</param>
/// <param name="SmallestMargin">Every move that is not played is worse by at least this there, in payoff units; infinite when every move is played or the same as one played.</param>
/// <param name="Equations">Number of equations of the support.</param>
/// <param name="Explanation">What was proved, or what stood in the way, in words.</param>
public sealed record Enclosure(bool Proved, double StrategyRadius, double ValueRadius, double SmallestMargin, int Equations, string Explanation);
