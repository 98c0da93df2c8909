using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>A chance in a law of motion: a number in [0,1] or the name of a chance to estimate.</summary>
/// <param name="Number">The number; ignored when <paramref name="Name"/> is given.</param>
/// <param name="Name">Name of a chance to estimate, or null.</param>
public readonly record struct Chance(double Number, string? Name = null)
{
    /// <summary>Whether the chance is to be estimated.</summary>
    public bool IsNamed => Name is not null;
}

/// <summary>What a line of a law does to its situation.</summary>
public enum LawEffect
{
    /// <summary>One level up; nothing at the top.</summary>
    Rises,

    /// <summary>One level down; nothing at the bottom.</summary>
    Falls,

    /// <summary>To a named level.</summary>
    Becomes,
}

/// <summary>A chance that applies when a condition holds.</summary>
/// <param name="Chance">The chance.</param>
/// <param name="If">When it applies.</param>
public sealed record ChanceIf(Chance Chance, Condition If);

/// <summary>One line of a law. Lines of one law are alternatives whose chances add; what is left over stays as it is.</summary>
/// <param name="Effect">What happens.</param>
/// <param name="Level">Target level of <see cref="LawEffect.Becomes"/>; otherwise -1.</param>
/// <param name="Parts">One part: that chance if its condition holds. Several: <c>any of</c>, combined as 1 − Π(1 − p).</param>
/// <param name="Place">Where it was written.</param>
public sealed record LawLine(LawEffect Effect, int Level, ImmutableArray<ChanceIf> Parts, Place Place = default)
{
    /// <summary>Levels that a rise or fall covers, stopping at the ends; 1 unless said otherwise.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>Where the line leads from a level of a situation with some levels.</summary>
    public int Target(int level, int levels) => Effect switch
    {
        LawEffect.Rises => Math.Min(level + Steps, levels - 1),
        LawEffect.Falls => Math.Max(level - Steps, 0),
        _ => Level,
    };
}

/// <summary>How one situation moves from this period to the next, given the situation and everyone's moves.</summary>
/// <param name="Situation">Index of the situation.</param>
/// <param name="Lines">The lines; none means that it never changes.</param>
/// <param name="Place">Where the law starts.</param>
public sealed record SituationLaw(int Situation, ImmutableArray<LawLine> Lines, Place Place = default)
{
    /// <summary>Whether this is what players expect of something that is given from outside: the record tells how it moved, and no theory is judged by that.</summary>
    public bool IsExpectation { get; init; }

    /// <summary>A discretised normal law instead of lines, or null.</summary>
    public NormalLaw? Normal { get; init; }

    /// <summary>Every condition that the law reads.</summary>
    public IEnumerable<Condition> Conditions => Normal is { } normal ? normal.Mean.Select(t => t.If) : Lines.SelectMany(l => l.Parts).Select(p => p.If);
}

/// <summary>One term of a mean that is linear in known numbers: coefficient × product of factors, when the condition holds.</summary>
/// <param name="Coefficient">The coefficient.</param>
/// <param name="Factors">Levels, lacks of levels and numbers; the empty product is 1.</param>
/// <param name="If">When the term applies.</param>
public sealed record IndexTerm(double Coefficient, ImmutableArray<Factor> Factors, Condition If);

/// <summary>
/// A normal law of motion on the numbers of a situation's levels: level k has the chance that a normal with the mean falls nearer to its number than to its
/// neighbours', the tails lumped in the end levels.
/// </summary>
/// <remarks>
/// φ(k | s, a) = Φ((m_k − μ)/σ) − Φ((m_{k−1} − μ)/σ) with m_k halfway between levels k and k + 1. Tauchen (1986), Economics Letters 20:177-181, equations 3a to 3c.
/// </remarks>
/// <param name="Mean">Terms of the mean μ(s, a), added.</param>
/// <param name="Deviation">Standard deviation σ &gt; 0.</param>
/// <param name="Threshold">Chances below it become 0, and rows are scaled back to 1; 0 keeps all.</param>
public sealed record NormalLaw(ImmutableArray<IndexTerm> Mean, double Deviation, double Threshold);
