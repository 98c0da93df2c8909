using System.Collections.Immutable;

namespace Tumen.Bayes;

/// <summary>How a parameter of a unit is carried on the whole line.</summary>
public enum CoordinateForm
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>By its logarithm: above 0.</summary>
    Positive,

    /// <summary>By the logarithm of its size: below 0.</summary>
    Negative,

    /// <summary>By its log odds: between 0 and 1.</summary>
    Chance,
}

/// <summary>A weight that varies by unit: unit j's coordinate y_j ~ N(μ, τ²), μ ~ N(<paramref name="Mean"/>, <paramref name="Deviation"/>²), τ ~ half-normal(<paramref name="Spread"/>).</summary>
/// <param name="Name">Name of the weight.</param>
/// <param name="At">Its place among a unit's parameters.</param>
/// <param name="Form">Plain, or by the logarithm where its sign is known.</param>
/// <param name="Mean">Prior mean of μ.</param>
/// <param name="Deviation">Prior standard deviation of μ.</param>
/// <param name="Spread">Scale of the spread's prior.</param>
/// <param name="Presence">A and B of the beta prior of its presence; null where it is always there.</param>
public sealed record PanelWeight(string Name, int At, CoordinateForm Form, double Mean, double Deviation, double Spread, (double A, double B)? Presence);

/// <summary>A parameter that every unit has by itself.</summary>
/// <param name="Name">Its name.</param>
/// <param name="At">Its place among a unit's parameters.</param>
/// <param name="Form">How it is carried.</param>
/// <param name="Mean">Prior mean (plain), or a of a beta prior (chance).</param>
/// <param name="Deviation">Prior standard deviation (plain), or b of a beta prior (chance).</param>
public sealed record OwnParameter(string Name, int At, CoordinateForm Form, double Mean, double Deviation);

/// <summary>A player's foresight, switched unit by unit.</summary>
/// <param name="Name">Name of the player.</param>
/// <param name="A">A of the beta prior.</param>
/// <param name="B">B of the beta prior.</param>
public sealed record PanelForesight(string Name, double A, double B);

/// <summary>The laws from which the units of a panel are drawn.</summary>
/// <param name="Weights">Weights that vary by unit.</param>
/// <param name="Own">Parameters of each unit's own.</param>
/// <param name="Foresight">Players whose foresight is switched.</param>
/// <param name="NoiseSpread">σ of the log of a unit's choice noise; 0 for the same noise everywhere.</param>
public sealed record PanelModel(ImmutableArray<PanelWeight> Weights, ImmutableArray<OwnParameter> Own, ImmutableArray<PanelForesight> Foresight, double NoiseSpread)
{
    /// <summary>Share of a weight's variance that units of one cluster have in common: a half, stated and not learnt.</summary>
    public const double ClusterShare = 0.5;

    /// <summary>Number of parameters of a unit.</summary>
    public int Count => Weights.Length + Own.Length;

    /// <summary>A parameter from its coordinate.</summary>
    public static double Value(CoordinateForm form, double y) => form switch
    {
        CoordinateForm.Positive => Numerics.Elementary.Exp(y),
        CoordinateForm.Negative => -Numerics.Elementary.Exp(y),
        CoordinateForm.Chance => Numerics.Special.Logistic.Cdf(y),
        _ => y,
    };

    /// <summary>Slope of a parameter in its coordinate, given the parameter.</summary>
    public static double Slope(CoordinateForm form, double x) => form switch
    {
        CoordinateForm.Positive or CoordinateForm.Negative => x,
        CoordinateForm.Chance => x * (1 - x),
        _ => 1,
    };
}

/// <summary>The log-likelihood of one unit's record near a point, for one pattern of who looks ahead.</summary>
public interface IUnitSurface
{
    /// <summary>Parameters around which it is good.</summary>
    double[] Centre { get; }

    /// <summary>Log-likelihood and gradient; −∞ where it does not exist. Safe on several threads.</summary>
    (double LogLikelihood, double[] Gradient) Read(double[] x);

    /// <summary>What <see cref="Along"/> needs to know of a point.</summary>
    double[] Levels(double[] x) => [];

    /// <summary>Log-likelihood where one weight is another; cheaper than a reading where the surface allows.</summary>
    /// <param name="x">Parameters before.</param>
    /// <param name="levels">Their <see cref="Levels"/>.</param>
    /// <param name="weight">Index of the weight.</param>
    /// <param name="to">What it becomes.</param>
    /// <param name="changed">Receives the levels after the change.</param>
    double Along(double[] x, double[] levels, int weight, double to, double[] changed)
    {
        var y = (double[])x.Clone();
        y[weight] = to;
        return Read(y).LogLikelihood;
    }

    /// <summary>Information at the centre, K × K.</summary>
    double[] Information { get; }
}

/// <summary>A unit of a panel.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cluster">Units with one name here share acts; null for a unit by itself.</param>
/// <param name="Patterns">For each pattern of foresight that is considered: who looks ahead (in the order of the model), and the surface.</param>
public sealed record PanelUnit(string Name, string? Cluster, ImmutableArray<(ImmutableArray<bool> Ahead, IUnitSurface Surface)> Patterns);

/// <summary>One draw of everything.</summary>
/// <param name="Middle">μ by weight.</param>
/// <param name="Spread">τ by weight.</param>
/// <param name="Presence">π by weight; 1 where it is always there.</param>
/// <param name="Ahead">ρ by player.</param>
/// <param name="Noise">s by unit.</param>
/// <param name="Pattern">Pattern of foresight by unit.</param>
/// <param name="Present">By unit and weight.</param>
/// <param name="Parameters">By unit, K numbers in units of the choice noise; 0 where a weight is absent.</param>
/// <param name="LogLikelihood">By unit, as the surface has it.</param>
public sealed record PanelDraw(
    double[] Middle, double[] Spread, double[] Presence, double[] Ahead, double[] Noise, int[] Pattern, bool[][] Present, double[][] Parameters, double[] LogLikelihood);

/// <summary>How to sample a panel.</summary>
public sealed record PanelOptions
{
    /// <summary>Draws kept.</summary>
    public int Draws { get; init; } = 1000;

    /// <summary>Draws thrown away before.</summary>
    public int WarmUp { get; init; } = 400;

    /// <summary>Sweeps for each draw kept.</summary>
    public int Thin { get; init; } = 1;

    /// <summary>Leapfrog steps of a unit's move.</summary>
    public int Leaps { get; init; } = 4;

    /// <summary>Seed.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads; the draws do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether presence is switched; false leaves every weight with a presence out.</summary>
    public bool Motives { get; init; } = true;

    /// <summary>Told sweeps done and in all.</summary>
    public Action<int, int>? Progress { get; init; }
}
