namespace Tumen.Estimation;

/// <summary>Where the sizes of true motives come from in records of known truth.</summary>
public sealed record TruthSizes
{
    private TruthSizes(double? all, bool known) => (All, AreKnown) = (all, known);

    /// <summary>Drawn from the stated priors, anew for every record.</summary>
    public static TruthSizes FromPriors { get; } = new(null, false);

    /// <summary>Those of a fit, the same for every record.</summary>
    public static TruthSizes Known { get; } = new(null, true);

    /// <summary>One size for every motive, with the sign that its bounds leave it; null where sizes differ.</summary>
    public double? All { get; }

    /// <summary>Whether they are those of a fit.</summary>
    public bool AreKnown { get; }

    /// <summary>One size for every motive.</summary>
    /// <param name="size">In the motive's own units; above 0.</param>
    public static TruthSizes Each(double size) => new(size, false);
}
