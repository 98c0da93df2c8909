using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>How a weight varies by unit: each unit's own size is drawn from a law whose middle and spread are learnt.</summary>
/// <param name="Spread">Scale t of the spread's prior: τ ~ half-normal(t), in units of the weight (of its logarithm where its sign is known).</param>
/// <param name="Presence">Beta prior of the chance that the weight is there at all in a unit; null where it always is.</param>
/// <param name="Place">Where it was written.</param>
public sealed record VaryingWeight(double Spread, Prior.Beta? Presence, Place Place = default);

/// <summary>A player that looks ahead in some units and in others does not.</summary>
/// <param name="Player">Index of the player.</param>
/// <param name="Presence">Beta prior of the chance that it looks ahead in a unit.</param>
/// <param name="Place">Where it was written.</param>
public sealed record ForesightSwitch(int Player, Prior.Beta Presence, Place Place = default);

/// <summary>What a game says of a panel beside its weights.</summary>
/// <param name="Foresight">Players whose foresight is switched unit by unit.</param>
/// <param name="NoiseSpread">σ: the log of a unit's choice noise is normal(0, σ²) and the first unit's is 0; 0 for the same noise everywhere.</param>
/// <param name="Clusters">Group whose units share acts, so that what they teach is not independent; null for none.</param>
public sealed record PanelTerms(ImmutableArray<ForesightSwitch> Foresight, double NoiseSpread, string? Clusters)
{
    /// <summary>Nothing said.</summary>
    public static PanelTerms None { get; } = new([], 0, null);
}
