using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>Belief about a parameter before the record is seen.</summary>
public abstract record Prior
{
    /// <summary>Normal with mean and standard deviation, in units of choice noise for a weight; truncated to the parameter's bounds.</summary>
    public sealed record Normal(double Mean, double StandardDeviation) : Prior;

    /// <summary>Beta(a, b) for a chance.</summary>
    public sealed record Beta(double A, double B) : Prior;

    /// <summary>Flat between the bounds.</summary>
    public sealed record Flat : Prior;
}

/// <summary>A stretch of periods within which an era-dependent weight keeps one value.</summary>
/// <param name="Name">Name of the era.</param>
/// <param name="Until">Last period of the era, for example "2017-12"; null for the last era.</param>
public sealed record Era(string Name, string? Until);

/// <summary>A coefficient of the payoffs, in units of choice noise.</summary>
/// <param name="Name">The word the language uses.</param>
/// <param name="Prior">Belief before data.</param>
/// <param name="Lower">Lower bound, −∞ when none.</param>
/// <param name="Upper">Upper bound, +∞ when none.</param>
/// <param name="Fixed">An assumed value (then it is not estimated), or null.</param>
/// <param name="Eras">Eras between which it differs; empty for one value throughout.</param>
/// <param name="Label">What reports print.</param>
/// <param name="Place">Where it first appears.</param>
public sealed record WeightSpec(
    string Name, Prior Prior, double Lower, double Upper, double? Fixed, ImmutableArray<Era> Eras, string? Label = null, Place Place = default)
{
    /// <summary>Column of the record by whose entries the weight differs across units (the unit's own column for one value a unit); null for one value in all units.</summary>
    public string? By { get; init; }

    /// <summary>Name of the estimates when the weight differs across units: weights of several players with one name here share the values of equal entries. Null for the weight's own name.</summary>
    public string? Shared { get; init; }

    /// <summary>How the weight varies by unit where its law is learnt from all units of a panel; null where nothing is said.</summary>
    public VaryingWeight? Varies { get; init; }

    /// <summary>Which regime's departure or size it is; null for a weight as written.</summary>
    public RegimeShare? InRegime { get; init; }
}

/// <summary>A chance to estimate, in [0,1].</summary>
/// <param name="Name">The word the language uses.</param>
/// <param name="Prior">Belief before data.</param>
/// <param name="Fixed">An assumed value (then it is not estimated), or null.</param>
/// <param name="Place">Where it first appears.</param>
public sealed record ChanceSpec(string Name, Prior Prior, double? Fixed, Place Place = default);

/// <summary>A declared assumption of a theory: a discount factor per player, or a parameter held at a value.</summary>
/// <param name="Player">Index of the player whose discount factor is set, or −1.</param>
/// <param name="Parameter">Name of the weight or chance held, or null.</param>
/// <param name="Value">The value.</param>
/// <param name="Place">Where it was written.</param>
public sealed record Assumption(int Player, string? Parameter, double Value, Place Place = default);

/// <summary>A named, sourced addition to the base game.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source">Whose theory it is, as cited; null if not said.</param>
/// <param name="BuildsOn">Names of the theories whose clauses it takes over.</param>
/// <param name="Terms">The payoff terms it adds.</param>
/// <param name="Assumptions">What it assumes otherwise than the base.</param>
/// <param name="Predicts">What it predicts that the others do not, in the author's words; null if not said.</param>
/// <param name="Place">Where it was declared.</param>
public sealed record Theory(
    string Name, string? Source, ImmutableArray<string> BuildsOn, ImmutableArray<PayoffTerm> Terms, ImmutableArray<Assumption> Assumptions,
    string? Predicts = null, Place Place = default);
