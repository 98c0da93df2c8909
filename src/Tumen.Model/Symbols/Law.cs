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
public sealed record LawLine(LawEffect Effect, int Level, ImmutableArray<ChanceIf> Parts, Place Place = default);

/// <summary>How one situation moves from this period to the next, given the situation and everyone's moves.</summary>
/// <param name="Situation">Index of the situation.</param>
/// <param name="Lines">The lines; none means that it never changes.</param>
/// <param name="Place">Where the law starts.</param>
public sealed record SituationLaw(int Situation, ImmutableArray<LawLine> Lines, Place Place = default);
