using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>What has been said about weights, chances and assumptions.</summary>
internal sealed class ParameterDraft
{
    /// <summary>Weights in order of appearance, with the first place.</summary>
    public List<(string Name, Place Place)> Weights { get; } = [];

    /// <summary>Chances in order of appearance, with the first place.</summary>
    public List<(string Name, Place Place)> Chances { get; } = [];

    public (Prior Prior, Token At)? EveryWeight { get; set; }

    public (Prior Prior, Token At)? EveryChance { get; set; }

    public Token? EstimateToken { get; set; }

    public Dictionary<string, (Prior Prior, Token At)> Priors { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, (double Value, Token At)> Lower { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, (double Value, Token At)> Upper { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, (double Value, Token At)> Fixed { get; } = new(StringComparer.Ordinal);

    /// <summary>Weights that differ across units, with the group or unit they differ by.</summary>
    public Dictionary<string, (Token By, Token At)> Differs { get; } = new(StringComparer.Ordinal);

    /// <summary>Weights whose size varies by unit under a law that is learnt, with what they vary by.</summary>
    public Dictionary<string, (VaryingWeight Law, Token By, Token At)> Varies { get; } = new(StringComparer.Ordinal);

    /// <summary>Players that look ahead in some units only.</summary>
    public List<(int Player, Prior.Beta Presence, Token At)> Foresight { get; } = [];

    /// <summary>Spread of the log of a unit's choice noise.</summary>
    public (double Value, Token At)? NoiseSpread { get; set; }

    /// <summary>Group whose units share acts.</summary>
    public Token? Clusters { get; set; }

    public Dictionary<string, (ImmutableArray<Era> Eras, Token At)> Eras { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, (string Label, Token At)> Labels { get; } = new(StringComparer.Ordinal);

    /// <summary>Parameters that theories hold at a value.</summary>
    public List<(Token At, bool Chance, double Value, string Theory)> Held { get; } = [];

    public (double Value, Token At)? Discount { get; set; }

    public Dictionary<int, (double Value, Token At)> DiscountOf { get; } = [];

    public (double Value, Token At)? Precision { get; set; }

    public (ValueConvention Value, Token At)? Values { get; set; }
}
