using System.Collections.Immutable;

namespace Tumen.Studies;

/// <summary>What a reason of the answer is about.</summary>
public enum ReasonKind
{
    /// <summary>Whether the leading theory or family passes the threshold of the rule.</summary>
    Rule,

    /// <summary>How the probability is spread over the theories.</summary>
    Probability,

    /// <summary>Theories without a probability.</summary>
    Unranked,

    /// <summary>Weights that only their priors size.</summary>
    PriorSized,

    /// <summary>Tests between the leader and each rival.</summary>
    Separation,

    /// <summary>Tests that turn with the optimum taken.</summary>
    TurningTests,

    /// <summary>Tests that were not made.</summary>
    Untested,

    /// <summary>Against a forecast from last period's own moves.</summary>
    Habit,

    /// <summary>The periods held out at the end.</summary>
    HoldOut,

    /// <summary>Whether the leader's fit is one.</summary>
    Fit,

    /// <summary>Weak directions at the estimate.</summary>
    Weak,

    /// <summary>Other codings of the record.</summary>
    Codings,

    /// <summary>Other assumptions.</summary>
    Assumptions,

    /// <summary>The theory and assumption that the record favours most.</summary>
    BestCase,

    /// <summary>A change of a player's weights at an unknown date.</summary>
    Break,

    /// <summary>Prior odds that would turn the ranking.</summary>
    Tilt,

    /// <summary>Stretches left out.</summary>
    Omissions,

    /// <summary>Records of known truth.</summary>
    Power,

    /// <summary>Somebody else in a player's place.</summary>
    Placebo,

    /// <summary>A stretch foretold from what came before it.</summary>
    Foresight,

    /// <summary>Motives switched on and off.</summary>
    Motives,

    /// <summary>Leverage, averaged over the theories.</summary>
    Leverage,

    /// <summary>What a closer look at the fits came upon.</summary>
    Scrutiny,
}

/// <summary>One reason for or against the answer, once for all surfaces.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Holds">True when it speaks for the leading theory, false against it; null when it is to be known, but speaks neither way.</param>
/// <param name="Numbers">The numbers in its words, by name.</param>
/// <param name="Words">In words, a sentence.</param>
public sealed record Reason(ReasonKind Kind, bool? Holds, ImmutableArray<(string Name, double Value)> Numbers, string Words)
{
    /// <summary>A number of it; NaN when it has none of that name.</summary>
    public double this[string name] => Numbers.Where(n => n.Name == name).Select(n => n.Value).DefaultIfEmpty(double.NaN).First();

    /// <summary>The theory that leads instead, where the reason names one; empty otherwise.</summary>
    public string Instead { get; init; } = "";
}

/// <summary>What a line of the answer tells.</summary>
public enum AnswerPart
{
    /// <summary>What the record says, the strongest check first.</summary>
    Says,

    /// <summary>How sure that is.</summary>
    HowSure,

    /// <summary>What it hangs on.</summary>
    HangsOn,

    /// <summary>What the record cannot tell.</summary>
    CannotTell,

    /// <summary>What would settle it.</summary>
    WouldSettle,
}

/// <summary>One of the five lines of the answer.</summary>
/// <param name="Part">What it tells.</param>
/// <param name="Words">In words.</param>
public sealed record AnswerLine(AnswerPart Part, string Words)
{
    /// <summary>What the line tells, as a heading.</summary>
    public string Heading => Part switch
    {
        AnswerPart.Says => "What the record says",
        AnswerPart.HowSure => "How sure",
        AnswerPart.HangsOn => "What it hangs on",
        AnswerPart.CannotTell => "What it cannot tell",
        _ => "What would settle it",
    };
}
