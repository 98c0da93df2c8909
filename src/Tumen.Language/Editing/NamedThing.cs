using Tumen.Model;

namespace Tumen.Language;

/// <summary>What a name stands for.</summary>
public enum NameKind
{
    /// <summary>A player.</summary>
    Player,

    /// <summary>A player's move.</summary>
    Move,

    /// <summary>A situation.</summary>
    Situation,

    /// <summary>A situation's level.</summary>
    Level,

    /// <summary>A covariate.</summary>
    Covariate,

    /// <summary>A weight to estimate or fix.</summary>
    Weight,

    /// <summary>A chance to estimate or fix.</summary>
    Chance,

    /// <summary>A theory.</summary>
    Theory,

    /// <summary>A set of events of a codebook.</summary>
    EventSet,

    /// <summary>A move with a name of its own, in a game played once; its choices are <see cref="Move"/>.</summary>
    Decision,

    /// <summary>An outcome of a game played once.</summary>
    Outcome,

    /// <summary>A number with a name, in an episode.</summary>
    Number,

    /// <summary>A group that weights may differ by.</summary>
    Group,

    /// <summary>What a unit of the record is called.</summary>
    Unit,

    /// <summary>A what-if of a study.</summary>
    Scenario,

    /// <summary>A stretch of months that a study foretells.</summary>
    Stretch,

    /// <summary>A set of assumptions that a study also makes.</summary>
    Assumptions,

    /// <summary>An episode of a study.</summary>
    Episode,

    /// <summary>A claim.</summary>
    Claim,
}

/// <summary>A name that a file declares, for an editor.</summary>
/// <param name="Name">As written in the source.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Owner">Player of a move or situation of a level; null otherwise.</param>
/// <param name="File">File that declares it.</param>
/// <param name="Place">Where it is declared, or first used when it needs no declaration.</param>
/// <param name="Label">Its label, or null.</param>
/// <param name="Says">One line on what it is.</param>
public sealed record NamedThing(string Name, NameKind Kind, string? Owner, string File, Place Place, string? Label, string Says)
{
    /// <summary>Whether the name is a text in quotes.</summary>
    public bool IsQuoted => Kind is NameKind.Theory or NameKind.Scenario or NameKind.Stretch or NameKind.Assumptions or NameKind.Episode;

    /// <summary>The name as it stands in a file.</summary>
    public string Written => IsQuoted ? $"\"{Name}\"" : Name;
}
