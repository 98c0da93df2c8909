namespace Tumen.Episodes;

/// <summary>A stricter standard than Nash equilibrium.</summary>
public enum Refinement
{
    /// <summary>Nash in every subgame (Selten 1965).</summary>
    SubgamePerfect,

    /// <summary>Every information set acts best under some beliefs, Bayes' rule where play comes (weak perfect Bayesian).</summary>
    PerfectBayesian,

    /// <summary>The beliefs are also limits of trembles (Kreps and Wilson 1982).</summary>
    Sequential,

    /// <summary>Best also against small trembles, agent by agent (Selten 1975).</summary>
    TremblingHand,

    /// <summary>Deviations are not blamed on types that could not gain (Cho and Kreps 1987); signalling games only.</summary>
    Intuitive,

    /// <summary>Deviations are blamed on the type that gains under most responses (D1: Cho and Kreps 1987); signalling games only.</summary>
    DivinityOne,
}

/// <summary>What a check found.</summary>
public enum Verdict
{
    /// <summary>The equilibrium meets the standard; the reason is a certificate.</summary>
    Kept,

    /// <summary>The equilibrium violates it; the reason names where.</summary>
    Dropped,

    /// <summary>The standard does not apply to this game.</summary>
    NotApplicable,

    /// <summary>Neither a certificate nor a violation was found.</summary>
    Undecided,
}

/// <summary>One standard's verdict on one equilibrium.</summary>
/// <param name="Refinement">The standard.</param>
/// <param name="Verdict">Kept, dropped, not applicable or undecided.</param>
/// <param name="Reason">Why, in the game's own names.</param>
public sealed record RefinementResult(Refinement Refinement, Verdict Verdict, string Reason);

/// <summary>What the mover at an information set believes.</summary>
/// <param name="InformationSet">Index of the set.</param>
/// <param name="Chances">One exact chance per node of the set.</param>
/// <param name="OnPath">True when play comes here and Bayes' rule decides; false when trembles do.</param>
public sealed record Belief(int InformationSet, IReadOnlyList<Rational> Chances, bool OnPath);
