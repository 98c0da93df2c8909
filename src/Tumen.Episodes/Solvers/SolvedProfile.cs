namespace Tumen.Episodes;

/// <summary>How a floating or exact computation of one equilibrium ended.</summary>
public enum SolveStatus
{
    /// <summary>Regret is exactly zero, in fractions.</summary>
    Exact,

    /// <summary>Every player's regret was recomputed in floating point and is within tolerance of its own payoffs.</summary>
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
    /// <summary>Each player's regret relative to its own payoff range over what survives iterated strict dominance, up to which a floating profile counts as certified.</summary>
    public const double Tolerance = 1e-8;

    private const double RoundOff = 1e-14;

    internal static SolvedProfile Certify(StrategyProfile profile, int iterations, string method, double tolerance = Tolerance)
    {
        if (profile.TryMakeExact() is { } exact)
        {
            var regret = GameValues.Exact(exact).Regret;
            return new SolvedProfile(exact, regret.IsZero ? SolveStatus.Exact : SolveStatus.NotConverged, regret.ToDouble(), iterations, method);
        }
        var game = profile.Game;
        var floating = GameValues.Floating(profile);
        bool small = Enumerable.Range(0, game.Players.Count).All(i => floating.RegretOf(i) <= Math.Max(tolerance * game.MatteringRange(i), RoundOff * game.DoubleRange(i)));
        return new SolvedProfile(profile, small ? SolveStatus.Certified : SolveStatus.NotConverged, floating.Regret, iterations, method);
    }
}
