using Tumen.Numerics;

namespace Tumen.Studies;

/// <summary>The leverage index with uncertainty; amounts are net concessions a period.</summary>
/// <param name="Draws">Posterior draws used (those whose games were all certified).</param>
/// <param name="Failed">Draws dropped because a game was not certified.</param>
/// <param name="Concessions">G.</param>
/// <param name="Capacity">Λ: owed to threats that could be left for the quiet move.</param>
/// <param name="ByMove">Shapley split of Λ at the mode.</param>
/// <param name="Exertion">X: owed to making them because they pay.</param>
/// <param name="Influence">I, or null.</param>
/// <param name="Price">What the patron would pay to be rid of the threats.</param>
/// <param name="CapacityByPeriod">Λ from each period's state at the mode; NaN where the state is unknown.</param>
/// <param name="CapacityDraws">Λ at every draw.</param>
/// <param name="ExertionDraws">X at every draw.</param>
/// <param name="InfluenceDraws">I at the first draws; empty when no instruments are declared.</param>
/// <param name="Verdict">exerting | leverageable, not exerting | the record does not say.</param>
public sealed record LeverageWork(
    int Draws, int Failed, IntervalWork Concessions, IntervalWork Capacity, Dictionary<string, double> ByMove, IntervalWork Exertion,
    IntervalWork? Influence, IntervalWork Price, double[] CapacityByPeriod, double[] CapacityDraws, double[] ExertionDraws, double[] InfluenceDraws, string Verdict)
{
    /// <summary>Shapley split of X at the mode.</summary>
    public Dictionary<string, double> ExertionByMove { get; init; } = [];

    /// <summary>Per threat, at the mode: its discounted share of periods less its share for a client that believes its patron blind.</summary>
    public Dictionary<string, double> Twin { get; init; } = [];

    /// <summary>Per threat, at the mode: its discounted share of periods.</summary>
    public Dictionary<string, double> Frequency { get; init; } = [];

    /// <summary>Concessions to the steadied client.</summary>
    public IntervalWork? Steadied { get; init; }

    /// <summary>Part of Λ that threats bring which would be made anyway, the others' rules held.</summary>
    public IntervalWork? MadeAnyway { get; init; }

    /// <summary>Part of Λ that the others' rules bring by being made for a client that threatens.</summary>
    public IntervalWork? OthersAdapt { get; init; }

    /// <summary>Concessions less those in a world whose threats have no effect on anything.</summary>
    public IntervalWork? WithoutThreats { get; init; }

    /// <summary>Share of draws in which X matters and a threat that adds to Λ is made more often because it pays.</summary>
    public double ChanceExerted { get; init; } = double.NaN;

    /// <summary>Draws from the priors used; 0 when a prior is flat or none was asked for.</summary>
    public int PriorDraws { get; init; }

    /// <summary>Draws from the priors whose games were not certified.</summary>
    public int PriorFailed { get; init; }

    /// <summary>Λ at every draw from the priors.</summary>
    public double[] PriorCapacity { get; init; } = [];

    /// <summary>X at every draw from the priors.</summary>
    public double[] PriorExertion { get; init; } = [];

    /// <summary>Situations that threats cannot move except through the patron.</summary>
    public string[] Kept { get; init; } = [];

    /// <summary>Every era and every unit alone, at the mode; empty when there is only one.</summary>
    public LeveragePartWork[] Parts { get; init; } = [];

    /// <summary>What to distrust, in words.</summary>
    public string[] Notes { get; init; } = [];
}

/// <summary>Leverage in one era, or of units that play one game, at the mode.</summary>
/// <param name="Name">Units and era.</param>
/// <param name="Months">Periods of the record in it.</param>
/// <param name="Concessions">G.</param>
/// <param name="Capacity">Λ.</param>
/// <param name="Exertion">X.</param>
public sealed record LeveragePartWork(string Name, int Months, double Concessions, double Capacity, double Exertion);

/// <summary>A number with its uncertainty: the value at the mode, 5 %, 50 % and 95 % quantiles of posterior draws, the chance of being above zero, and of being large enough to matter.</summary>
public sealed record IntervalWork(double Value, double Low, double High, double ChancePositive, double ChanceMatters)
{
    /// <summary>Median of the posterior draws; NaN without draws.</summary>
    public double Median { get; init; } = double.NaN;

    /// <summary>Monte-Carlo standard error of <see cref="ChanceMatters"/>; NaN without draws.</summary>
    public double ChanceError { get; init; } = double.NaN;

    /// <summary>Chance, before the record, of being large enough to matter; null where it was not worked out.</summary>
    public double? PriorMatters { get; init; }

    /// <summary>Monte-Carlo standard error of <see cref="PriorMatters"/>.</summary>
    public double? PriorError { get; init; }
}

/// <summary>Intervals from draws: one rule for quantiles and shares, whether draws count alike or not.</summary>
internal static class Intervals
{
    /// <summary>From draws that count alike.</summary>
    /// <param name="value">Value at the mode.</param>
    /// <param name="draws">Posterior draws.</param>
    /// <param name="prior">Draws from the prior; empty for none.</param>
    public static IntervalWork Of(double value, double[] draws, double[] prior) => Of(value, [.. draws.Select(d => (d, 1.0 / draws.Length))], [.. prior.Select(d => (d, 1.0 / prior.Length))]);

    /// <summary>From draws with weights that sum to 1.</summary>
    /// <param name="value">Value at the mode.</param>
    /// <param name="draws">Posterior draws.</param>
    /// <param name="prior">Draws from the prior; empty for none.</param>
    public static IntervalWork Of(double value, (double Value, double Mass)[] draws, (double Value, double Mass)[] prior)
    {
        if (draws.Length == 0)
        {
            return new IntervalWork(value, double.NaN, double.NaN, double.NaN, double.NaN);
        }

        var sample = new WeightedSample(draws);
        double? before = prior.Length == 0 ? null : Matters(prior);
        return new IntervalWork(value, sample.Quantile(0.05), sample.Quantile(0.95), Above(draws), Matters(draws))
        {
            Median = sample.Median,
            ChanceError = Error(Matters(draws), draws),
            PriorMatters = before,
            PriorError = before is { } p ? Error(p, prior) : null,
        };
    }

    // Values within 1e-9 of zero count half.
    private static double Above((double Value, double Mass)[] draws) => draws.Sum(d => d.Value > 1e-9 ? d.Mass : d.Value < -1e-9 ? 0 : 0.5 * d.Mass);

    private static double Matters((double Value, double Mass)[] draws) => Math.Min(1, draws.Sum(d => d.Value > LeverageRunner.SmallestThatMatters ? d.Mass : 0));

    // Independent draws with weights: √(p(1 − p) Σ m²).
    private static double Error(double p, (double Value, double Mass)[] draws) => Math.Sqrt(Math.Max(0, p * (1 - p)) * draws.Sum(d => d.Mass * d.Mass));
}
