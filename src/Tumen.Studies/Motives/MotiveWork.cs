namespace Tumen.Studies;

/// <summary>Records made by motives drawn from their priors, and what the evidence made of each: what the rule that settles a motive is judged by.</summary>
/// <param name="Truths">Per record, the set of motives that made it.</param>
/// <param name="Inclusions">Per record and motive, the posterior probability that it counts.</param>
/// <param name="Unsolved">Records for which no truth with a certified equilibrium was found; they are left out.</param>
public sealed record MotiveRuleWork(int[] Truths, double[][] Inclusions, int Unsolved);
