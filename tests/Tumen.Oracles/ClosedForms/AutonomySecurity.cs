using Tumen.Episodes;

namespace Tumen.Oracles;

/// <summary>E6: a client gives up autonomy y for security: max α ln(S₀ + k y) + (1 − α) ln(1 − y).</summary>
/// <remarks>y* = max(0, α − (1 − α)S₀/k). Source: Morrow (1991), American Journal of Political Science 35; design note theory.md, section 5, E6.</remarks>
/// <param name="SecurityWeight">α in (0, 1).</param>
/// <param name="OwnSecurity">S₀ &gt; 0.</param>
/// <param name="Protection">k, security bought by all autonomy.</param>
public sealed record AutonomySecurity(Rational SecurityWeight, Rational OwnSecurity, Rational Protection)
{
    /// <summary>y*, autonomy given up.</summary>
    public Rational Conceded => Rational.Max(Rational.Zero, SecurityWeight - (Rational.One - SecurityWeight) * OwnSecurity / Protection);

    /// <summary>Own security from which the alliance ends: αk/(1 − α).</summary>
    public Rational AllianceEnds => SecurityWeight * Protection / (Rational.One - SecurityWeight);

    /// <summary>The objective at y in [0, 1).</summary>
    public double Utility(double conceded) => SecurityWeight.ToDouble() * Math.Log(OwnSecurity.ToDouble() + Protection.ToDouble() * conceded)
        + (1 - SecurityWeight.ToDouble()) * Math.Log(1 - conceded);
}
