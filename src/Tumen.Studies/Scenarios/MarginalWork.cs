namespace Tumen.Studies;

/// <summary>Whether threats pay from one situation of the record, under one theory.</summary>
/// <param name="Levels">Level of every situation of the game.</param>
/// <param name="Months">Months of the record in that situation.</param>
/// <param name="Values">τ of every threat at the posterior mode, in net rewards in all: concessions gained by it now against the quiet move now.</param>
/// <param name="Lows">5 % of posterior draws.</param>
/// <param name="Highs">95 % of posterior draws.</param>
/// <param name="Positive">Share of draws in which it pays.</param>
public sealed record MarginalCell(int[] Levels, int Months, double[] Values, double[] Lows, double[] Highs, double[] Positive);

/// <summary>Marginal leverage τ in every situation the record visited, under one theory.</summary>
/// <param name="Theory">Name.</param>
/// <param name="Moves">The threats, in the order of the values.</param>
/// <param name="Cells">One per situation visited, the commonest first; empty when the game declares no threats or the theory was not solved.</param>
public sealed record MarginalWork(string Theory, string[] Moves, MarginalCell[] Cells);
