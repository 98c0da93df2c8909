namespace Tumen.Scenarios;

/// <summary>Names of the groups of curves.</summary>
public static class CurveGroups
{
    /// <summary>Chance of a move, or concessions, month by month from the start.</summary>
    public const string Path = "month by month";

    /// <summary>What a move made now changes in the months after, against the quiet move made now.</summary>
    public const string Impulse = "response to a move made now";

    /// <summary>Spectral density by period in months; 1 is no rhythm.</summary>
    public const string Spectrum = "spectrum";

    /// <summary>Chance that something has happened by the end of a month.</summary>
    public const string Passage = "has happened by";
}

/// <summary>A curve before and after.</summary>
/// <param name="Group">What kind of curve, see <see cref="CurveGroups"/>.</param>
/// <param name="Name">Its name, for example "patron reward".</param>
/// <param name="At">Where along the axis: months from now, or periods in months.</param>
/// <param name="Baseline">Under the theory as it is.</param>
/// <param name="Scenario">Under the scenario.</param>
public sealed record ScenarioCurve(string Group, string Name, double[] At, double[] Baseline, double[] Scenario);

/// <summary>A curve with the band of its draws.</summary>
/// <param name="Point">At the estimate.</param>
/// <param name="BaselineLow">5 % of draws.</param>
/// <param name="BaselineHigh">95 % of draws.</param>
/// <param name="ScenarioLow">5 % of draws.</param>
/// <param name="ScenarioHigh">95 % of draws.</param>
public sealed record CurveWithBand(ScenarioCurve Point, double[] BaselineLow, double[] BaselineHigh, double[] ScenarioLow, double[] ScenarioHigh);
