using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Numerics;
using Tumen.Scenarios;

namespace Tumen.Studies;

/// <summary>A fitted parameter as a report needs it.</summary>
/// <param name="Name">Name.</param>
/// <param name="Kind">"weight" or "chance".</param>
/// <param name="Label">What reports print, or null.</param>
/// <param name="Estimate">Maximum-likelihood estimate.</param>
/// <param name="Hessian">Standard error by observed information; null at a bound or when not positive.</param>
/// <param name="Expected">By expected information.</param>
/// <param name="Opg">By outer product of scores.</param>
/// <param name="Sandwich">Sandwich.</param>
/// <param name="Bound">"lower", "upper", "guard" or null.</param>
/// <param name="Gradient">Score at the estimate.</param>
/// <param name="Mode">Posterior mode.</param>
/// <param name="ModeError">Posterior standard deviation by Laplace; null at a bound.</param>
/// <param name="PriorMean">Prior mean; null when flat.</param>
/// <param name="PriorError">Prior standard deviation; null when flat.</param>
public sealed record ParameterWork(
    string Name, string Kind, string? Label, double Estimate, double? Hessian, double? Expected, double? Opg, double? Sandwich, string? Bound,
    double Gradient, double Mode, double? ModeError, double? PriorMean, double? PriorError)
{
    /// <summary>Nyblom's statistic of constancy over the record; null at a bound or without a maximum-likelihood fit.</summary>
    public double? Constancy { get; init; }

    /// <summary>Chance of a larger one by luck.</summary>
    public double? ConstancyChance { get; init; }

    /// <summary>Period, over all units in order, after which one break would be put; null at a bound or without a maximum-likelihood fit.</summary>
    public int? ConstancyPeak { get; init; }

    /// <summary>Correlation of a month's score with the month before's.</summary>
    public double? Serial { get; init; }

    /// <summary>Chance of a larger statistic of serial dependence by luck.</summary>
    public double? SerialChance { get; init; }

    /// <summary>Standard error that allows twelve periods of dependence; null at a bound.</summary>
    public double? Dependent { get; init; }

    /// <summary>Whether zero is a bound of it: it cannot lie on one side.</summary>
    public bool ZeroIsBound { get; init; }

    /// <summary>At a bound: where it would go if it were let; null inside or without information.</summary>
    public BoundPull? Pull { get; init; }

    /// <summary>Overlap of prior and posterior, both taken as normal: Bhattacharyya's coefficient, 1 when the record has moved nothing, 0 when nothing is left of the prior; null without both.</summary>
    public double? PriorOverlap => PriorMean is { } m && PriorError is > 0 and var s && ModeError is > 0 and var e
        ? Math.Sqrt(2 * s * e / ((s * s) + (e * e))) * Elementary.Exp(-(Mode - m) * (Mode - m) / (4 * ((s * s) + (e * e))))
        : null;
}

/// <summary>A weak direction.</summary>
public sealed record WeakWork(double Eigenvalue, Dictionary<string, double> Direction, string Says);

/// <summary>One optimum found.</summary>
public sealed record OptimumWork(double Objective, int Hits, double Decrement, double[] Point)
{
    /// <summary>Log-likelihood by period, where it is near enough to the best for comparisons to be made at it too; empty otherwise, and for the best, whose is the theory's.</summary>
    public double[] ByPeriod { get; init; } = [];

    /// <summary>The path that led here, in words; null for ordinary starts.</summary>
    public string? Origin { get; init; }

    /// <summary>Whether a climb that ended here met its tolerance.</summary>
    public bool Converged { get; init; } = true;
}

/// <summary>How a theory, fitted to what came before, foretold a stretch of periods.</summary>
/// <param name="Theory">Name.</param>
/// <param name="Stretch">Name of the stretch.</param>
/// <param name="Status">Status of the early fit.</param>
/// <param name="Score">Log score of the moves in nats.</param>
/// <param name="ByPeriod">The same by period.</param>
public sealed record ForesightWork(string Theory, string Stretch, string Status, double Score, double[] ByPeriod)
{
    /// <summary>Mean over moves of the squared distance between the chances given and what happened (Brier 1950); null where it was not worked out.</summary>
    public double? Brier { get; init; }

    /// <summary>Mean gap between chances given and shares that happened.</summary>
    public double? CalibrationGap { get; init; }

    /// <summary>Log score of the same moves foretold from the cut alone, no later month seen.</summary>
    public double? Ahead { get; init; }

    /// <summary>Chances given against shares that happened.</summary>
    public CalibrationBin[] Calibration { get; init; } = [];
}

/// <summary>One row of the strategy table: average chance of each move in the record's states with a situation at a level.</summary>
public sealed record ResponseWork(string Player, string Situation, string Level, double Months, double[] Model, double[] Record);

/// <summary>Everything that was computed for one theory on one record. Plain data: it is what the store keeps.</summary>
public sealed record TheoryWork
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Status of the maximum-likelihood fit.</summary>
    public required string Status { get; init; }

    /// <summary>Status of the posterior mode.</summary>
    public required string ModeStatus { get; init; }

    /// <summary>Log-likelihood at the maximum.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>The part owed to moves.</summary>
    public required double MoveLogLikelihood { get; init; }

    /// <summary>Akaike's criterion.</summary>
    public required double Aic { get; init; }

    /// <summary>Schwarz's criterion.</summary>
    public required double Bic { get; init; }

    /// <summary>Laplace's log marginal likelihood.</summary>
    public required double LogMarginalLikelihood { get; init; }

    /// <summary>Periods.</summary>
    public required int Periods { get; init; }

    /// <summary>Observed moves.</summary>
    public required int Moves { get; init; }

    /// <summary>Starts tried for the maximum.</summary>
    public required int Starts { get; init; }

    /// <summary>Optima found.</summary>
    public required OptimumWork[] Optima { get; init; }

    /// <summary>Parameters.</summary>
    public required ParameterWork[] Parameters { get; init; }

    /// <summary>Derivatives of the log-likelihood by period at the maximum, row-major periods × parameters; empty where no other theory is compared.</summary>
    public double[] Scores { get; init; } = [];

    /// <summary>Inverse information at the maximum, row-major; rows of parameters at a bound are zero.</summary>
    public double[] Inverse { get; init; } = [];

    /// <summary>Nyblom's statistic for all interior parameters together; null without a maximum-likelihood fit.</summary>
    public double? JointConstancy { get; init; }

    /// <summary>Chance of a larger one by luck.</summary>
    public double? JointConstancyChance { get; init; }

    /// <summary>Eigenvalues of the information on the weights.</summary>
    public required double[] Eigenvalues { get; init; }

    /// <summary>Weak directions.</summary>
    public required WeakWork[] Weak { get; init; }

    /// <summary>Directions along which the record knows nothing at the maximum; tests that rest on it stop.</summary>
    public WeakWork[] Null { get; init; } = [];

    /// <summary>Directions at the posterior mode along which neither the record nor a prior knows anything; probabilities that rest on it stop.</summary>
    public WeakWork[] ModeNull { get; init; } = [];

    /// <summary>Directions at the posterior mode along which the record knows nothing, so that its priors alone say how far.</summary>
    public WeakWork[] ModeSilent { get; init; } = [];

    /// <summary>What was found before and after the fit, with ways out.</summary>
    public RemarkWork[] Remarks { get; init; } = [];

    /// <summary>Log-likelihood by period at the maximum.</summary>
    public required double[] ByPeriod { get; init; }

    /// <summary>The part owed to moves, by period.</summary>
    public required double[] MovesByPeriod { get; init; }

    /// <summary>Held-out log score of moves, posterior mode fitted before them; null without a hold-out.</summary>
    public required double? HoldOutScore { get; init; }

    /// <summary>The same by held-out period.</summary>
    public required double[] HoldOutByPeriod { get; init; }

    /// <summary>Largest residual of the certified equilibria at the estimate.</summary>
    public required double Residual { get; init; }

    /// <summary>Largest regret of them.</summary>
    public required double Regret { get; init; }

    /// <summary>Leverage index; null when the game declares no flows or it was not asked for.</summary>
    public required LeverageWork? Leverage { get; init; }

    /// <summary>Posterior mode, one number per free parameter.</summary>
    public double[] ModePoint { get; init; } = [];

    /// <summary>Laplace covariance at the mode, K × K.</summary>
    public double[] ModeCovariance { get; init; } = [];

    /// <summary>Regimes and doubted months at the posterior mode; null where nothing is hidden.</summary>
    public HiddenWork? Hidden { get; init; }

    /// <summary>The one-sided posterior of every parameter whose mode sits at a bound.</summary>
    public BoundEdge[] ModeEdges { get; init; } = [];

    /// <summary>What each situation does to each move, as fitted.</summary>
    public ContrastWork[] Contrasts { get; init; } = [];

    /// <summary>Strategies against the record, by situation.</summary>
    public required ResponseWork[] Responses { get; init; }

    /// <summary>A theory that could not be fitted: its name, what it was put beside, and why.</summary>
    internal static TheoryWork NotFitted(Likelihood likelihood, IEnumerable<FitRemark> remarks) =>
        NotFitted(likelihood.Game.TheoryName, likelihood.PeriodCount, likelihood.MoveCount, [.. remarks.Select(RemarkWork.Of)]);

    /// <summary>A theory whose fit failed.</summary>
    internal static TheoryWork Failed(string theory, ImmutableArray<Sequence> data, string why) => NotFitted(
        theory, data.Sum(d => d.Length), data.Sum(d => d.Moves.Sum(m => m.Count(a => a >= 0))), [new RemarkWork("the fit failed", true, "", why, "the other theories are compared without it")]);

    private static TheoryWork NotFitted(string theory, int periods, int moves, RemarkWork[] remarks) => new()
    {
        Name = theory,
        Status = CannotBeFitted,
        ModeStatus = CannotBeFitted,
        LogLikelihood = double.NaN,
        MoveLogLikelihood = double.NaN,
        Aic = double.NaN,
        Bic = double.NaN,
        LogMarginalLikelihood = double.NaN,
        Periods = periods,
        Moves = moves,
        Starts = 0,
        Optima = [],
        Parameters = [],
        Eigenvalues = [],
        Weak = [],
        Remarks = remarks,
        ByPeriod = [],
        MovesByPeriod = [],
        HoldOutScore = null,
        HoldOutByPeriod = [],
        Residual = double.NaN,
        Regret = double.NaN,
        Leverage = null,
        Responses = [],
    };

    /// <summary>Status of a theory that could not be fitted.</summary>
    public const string CannotBeFitted = "cannot be fitted";
}
