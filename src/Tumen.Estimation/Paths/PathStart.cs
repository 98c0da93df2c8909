namespace Tumen.Estimation;

/// <summary>A start that some path led to: parameters, and the equilibrium of each game to begin at where it is known.</summary>
/// <param name="Origin">How it was reached, in words.</param>
/// <param name="Point">One number per free parameter.</param>
/// <param name="ActionValues">Action values by block (group · eras + era), S × m of the solved game; null entries are eras that no unit plays. Null: whatever the solver selects.</param>
public sealed record PathStart(string Origin, double[] Point, double[]?[]? ActionValues);
