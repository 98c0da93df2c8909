namespace Tumen.Episodes;

/// <summary>How a floating or exact computation of one equilibrium ended.</summary>
public enum SolveStatus
{
    /// <summary>Regret is exactly zero, in fractions.</summary>
    Exact,

    /// <summary>Regret was recomputed in floating point and is within tolerance.</summary>
    Certified,

    /// <summary>The point returned is not an equilibrium to tolerance; its regret says how far.</summary>
    NotConverged,

    /// <summary>The method does not apply to this game; the message says why.</summary>
    Refused,
}

/// <summary>One equilibrium with its certificate.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Status">What the certificate says.</param>
/// <param name="Regret">Largest gain from deviating, in payoff units, recomputed from the profile.</param>
/// <param name="Iterations">Pivots or steps used.</param>
/// <param name="Method">The method and its source.</param>
public sealed record SolvedProfile(StrategyProfile Profile, SolveStatus Status, double Regret, int Iterations, string Method)
{
    /// <summary>Regret relative to the payoff range up to which a floating profile counts as certified.</summary>
    public const double Tolerance = 1e-8;

    internal static SolvedProfile Certify(StrategyProfile profile, int iterations, string method, double tolerance = Tolerance)
    {
        if (profile.TryMakeExact() is { } exact)
        {
            var regret = GameValues.Exact(exact).Regret;
            return new SolvedProfile(exact, regret.IsZero ? SolveStatus.Exact : SolveStatus.NotConverged, regret.ToDouble(), iterations, method);
        }
        double floating = GameValues.Floating(profile).Regret;
        return new SolvedProfile(profile, floating <= tolerance * Math.Max(profile.Game.LargestRange, double.Epsilon) ? SolveStatus.Certified : SolveStatus.NotConverged, floating, iterations, method);
    }
}
