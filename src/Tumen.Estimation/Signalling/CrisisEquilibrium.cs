namespace Tumen.Estimation.Once;

/// <summary>One equilibrium of one crisis game.</summary>
/// <param name="Index">t = Φ⁻¹(pR), the unknown that is solved for.</param>
/// <param name="Resist">pR, the chance that B resists.</param>
/// <param name="Challenge">pC, the chance that A challenges.</param>
/// <param name="Firm">pF, the chance that A stands firm, given a challenge and resistance.</param>
/// <param name="Residual">|Φ(B's index) − pR|.</param>
/// <param name="MapSlope">Derivative of the best-response map pR ↦ pR there: stable under iteration when its size is below 1; at a fold it is 1.</param>
public sealed record CrisisEquilibrium(double Index, double Resist, double Challenge, double Firm, double Residual, double MapSlope)
{
    /// <summary>Distance to a fold, |1 − MapSlope|.</summary>
    public double FoldDistance => Math.Abs(1 - MapSlope);
}

/// <summary>Every equilibrium found of one game.</summary>
/// <param name="Interior">Interior equilibria, by ascending pR.</param>
/// <param name="Corner">True when pR → 0 with no challenges is a limit equilibrium too.</param>
/// <param name="Complete">False when the search ran out of its budget, so that a root may be missing.</param>
public sealed record CrisisCensus(IReadOnlyList<CrisisEquilibrium> Interior, bool Corner, bool Complete);
