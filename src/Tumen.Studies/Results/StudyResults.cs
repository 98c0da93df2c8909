using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>How often each move or level occurs.</summary>
/// <param name="Name">Player or situation.</param>
/// <param name="IsMove">True for a player.</param>
/// <param name="Counts">Months by move or level, in declaration order.</param>
/// <param name="Unknown">Months without a value.</param>
/// <param name="Spells">Number of uninterrupted stretches at one value: the effective sample is nearer to this than to months.</param>
public sealed record ColumnCount(string Name, bool IsMove, ImmutableArray<(string Value, int Months)> Counts, int Unknown, int Spells);

/// <summary>What the record covers.</summary>
public sealed record RecordSummary(string Name, string Codebook, string From, string To, int Periods, int Events, int Kept, int Used, string Hash, ImmutableArray<ColumnCount> Columns);

/// <summary>A month that speaks for one theory against another.</summary>
/// <param name="Period">Month.</param>
/// <param name="Nats">Log-score difference.</param>
/// <param name="Moves">What was done, in words.</param>
/// <param name="Events">Descriptions (with ids) of the events behind the month's moves.</param>
public sealed record EvidenceMonth(string Period, double Nats, string Moves, ImmutableArray<string> Events);

/// <summary>Evidence by month between two theories.</summary>
/// <param name="First">Theory.</param>
/// <param name="Second">Theory.</param>
/// <param name="ByPeriod">Difference of log scores of moves.</param>
/// <param name="Top">The ten months that matter most.</param>
/// <param name="WithoutTop">Total difference without them.</param>
public sealed record EvidenceTable(string First, string Second, ImmutableArray<double> ByPeriod, ImmutableArray<EvidenceMonth> Top, double WithoutTop);

/// <summary>The verdict under one coding of the record.</summary>
/// <param name="Record">Name of the coding.</param>
/// <param name="Best">Theory with the highest marginal likelihood; empty when no theory has one to be trusted.</param>
/// <param name="Posterior">Posterior probability of every theory compared, in the order of the study; NaN where nothing rests on its fit.</param>
/// <param name="Families">Posterior probability of every family of theories that the study declares.</param>
/// <param name="Capacity">Λ averaged over the theories by their probability.</param>
/// <param name="Exertion">X, the same.</param>
/// <param name="Influence">I, the same; null when the game declares no instruments.</param>
public sealed record CodingVerdict(
    string Record, string Best, ImmutableArray<double> Posterior, ImmutableArray<double> Families, IntervalWork? Capacity, IntervalWork? Exertion, IntervalWork? Influence)
{
    /// <summary>Log marginal likelihood of every theory, in the order of the study. Those of one record are comparable across assumptions.</summary>
    public ImmutableArray<double> LogMarginalLikelihoods { get; init; } = [];

    /// <summary>Theories without a probability, with why: not fitted, not converged, or not identified. The others' are among themselves.</summary>
    public ImmutableArray<(string Theory, string Why)> Unsound { get; init; } = [];
}

/// <summary>How the theories foretold a stretch of months.</summary>
/// <param name="Stretch">The stretch.</param>
/// <param name="Months">Periods in it.</param>
/// <param name="Scores">Per theory, in the order of the study.</param>
/// <param name="Baselines">The two baselines on the same months.</param>
public sealed record ForesightTable(ForesightSpec Stretch, int Months, ImmutableArray<ForesightWork> Scores, ImmutableArray<Baseline> Baselines)
{
    /// <summary>Forecasters without strategy that see what the players see, on the same months.</summary>
    public ImmutableArray<Baseline> Fair { get; init; } = [];

    /// <summary>The base game in which nobody looks ahead; null where it was not fitted.</summary>
    public ForesightWork? Blind { get; init; }

    /// <summary>Brier scores and calibration gaps of the two baselines, in their order; empty where the theories have none.</summary>
    public ImmutableArray<(double Brier, double Gap)> BaselineScores { get; init; } = [];
}

/// <summary>The answer.</summary>
/// <param name="Sentence">In words.</param>
/// <param name="Conclusive">Whether the record separates the best theory from the rest and from habit.</param>
/// <param name="Best">Best theory; empty when none can be ranked.</param>
/// <param name="Reasons">Why, or why not, in words.</param>
public sealed record Answer(string Sentence, bool Conclusive, string Best, ImmutableArray<string> Reasons)
{
    /// <summary>The five lines: what the record says, how sure that is, what it hangs on, what it cannot tell, what would settle it. The first is the sentence.</summary>
    public ImmutableArray<AnswerLine> Lines { get; init; } = [];

    /// <summary>The reasons with what they are about, whether they hold, and their numbers; in the order of <see cref="Reasons"/>.</summary>
    public ImmutableArray<Reason> Checks { get; init; } = [];
}

/// <summary>The theories fitted to one unit of a panel alone.</summary>
/// <param name="Unit">Name of the unit.</param>
/// <param name="Verdict">Probabilities and leverage in that unit alone.</param>
/// <param name="LogMarginalLikelihoods">Per theory.</param>
public sealed record UnitVerdict(string Unit, CodingVerdict Verdict, ImmutableArray<double> LogMarginalLikelihoods);

/// <summary>Whether a split into eras pays, theory by theory.</summary>
/// <param name="Variation">Name of the variation that splits.</param>
/// <param name="Rows">Per theory: log marginal likelihood with one regime and with the split.</param>
public sealed record EraTest(string Variation, ImmutableArray<(string Theory, double One, double Split)> Rows);

/// <summary>Everything a report shows.</summary>
public sealed record StudyResults
{
    /// <summary>Program version.</summary>
    public required string Version { get; init; }

    /// <summary>The study as read.</summary>
    public required StudyFolder Study { get; init; }

    /// <summary>Seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The answer.</summary>
    public required Answer Answer { get; init; }

    /// <summary>Codings of the record.</summary>
    public required ImmutableArray<RecordSummary> Records { get; init; }

    /// <summary>Theories in the order of the study.</summary>
    public required ImmutableArray<TheoryWork> Theories { get; init; }

    /// <summary>Posterior probabilities under equal prior odds, same order; NaN for a theory on whose fit none can rest, see <see cref="Standing"/>.</summary>
    public required ImmutableArray<double> Posterior { get; init; }

    /// <summary>Baselines.</summary>
    public required ImmutableArray<Baseline> Baselines { get; init; }

    /// <summary>Forecasters without strategy that see what the players see.</summary>
    public ImmutableArray<Baseline> FairBaselines { get; init; } = [];

    /// <summary>The base game in which nobody looks ahead, fitted; null where everybody is written so.</summary>
    public TheoryWork? Blind { get; init; }

    /// <summary>Gains over the base game with the habits that it leaves out; null when it leaves out none, or until it is worked out.</summary>
    public HabitTable? Habits { get; init; }

    /// <summary>All pairs of theories, tested or with the reason why not.</summary>
    public required ImmutableArray<PairVerdict> Pairs { get; init; }

    /// <summary>Evidence by month of the best theory against the runner-up and against the base game.</summary>
    public required ImmutableArray<EvidenceTable> Evidence { get; init; }

    /// <summary>2 × expected Δ log-likelihood if the row is true and the column is fitted; NaN where it could not be worked out.</summary>
    public required ImmutableArray<ImmutableArray<double>> LocalPower { get; init; }

    /// <summary>Theories that this record cannot tell apart at all, in words.</summary>
    public required ImmutableArray<string> Equivalences { get; init; }

    /// <summary>Verdict under every coding, the main one first.</summary>
    public required ImmutableArray<CodingVerdict> Codings { get; init; }

    /// <summary>Leverage averaged over the theories by their probability, under the main coding; null when the game declares no flows.</summary>
    public required CodingVerdict Averaged { get; init; }

    /// <summary>The verdict under other assumptions, in the order of the study; empty until they are worked out.</summary>
    public ImmutableArray<CodingVerdict> Variations { get; init; } = [];

    /// <summary>One test for every variation that splits eras.</summary>
    public ImmutableArray<EraTest> EraTests { get; init; } = [];

    /// <summary>What every break looked for comes to, in the order of the study; empty until they are worked out.</summary>
    public ImmutableArray<BreakResult> Breaks { get; init; } = [];

    /// <summary>Foresight tables, in the order of the study; empty until they are worked out.</summary>
    public ImmutableArray<ForesightTable> Foresights { get; init; } = [];

    /// <summary>What every design of the study could tell apart, worked out before any theory was fitted; the design in use first.</summary>
    public ImmutableArray<DesignPower> Designs { get; init; } = [];

    /// <summary>Per theory, in the order of the study: what its weights could move, before any fit.</summary>
    public ImmutableArray<PriorReviewWork> Identified { get; init; } = [];

    /// <summary>In a panel, every unit alone; empty for a single unit.</summary>
    public ImmutableArray<UnitVerdict> Units { get; init; } = [];

    /// <summary>Every what-if under every theory; empty until they are worked out.</summary>
    public ImmutableArray<ScenarioWork> Scenarios { get; init; } = [];

    /// <summary>Every episode, alone or under each theory under which it goes on; empty until they are worked out.</summary>
    public ImmutableArray<EpisodeWork> Episodes { get; init; } = [];

    /// <summary>Where threats pay, by theory; empty when the game declares none or until it is worked out.</summary>
    public ImmutableArray<MarginalWork> Marginal { get; init; } = [];

    /// <summary>Indicators to watch, the most instructive first; empty until they are worked out.</summary>
    public ImmutableArray<WatchItem> Watch { get; init; } = [];

    /// <summary>What is foretold, theory by theory; empty when the study has no file of predictions.</summary>
    public ImmutableArray<PredictionResult> Predictions { get; init; } = [];

    /// <summary>Every claim of the text with its outcome; empty when the study has no claims file.</summary>
    public ImmutableArray<ClaimResult> Claims { get; init; } = [];

    /// <summary>Leave-one-out scores, equilibria at the estimates and profiles of weights; null until they are worked out.</summary>
    public ScrutinyResults? Scrutiny { get; init; }

    /// <summary>The theories without one stretch of the record at a time; empty until they are worked out.</summary>
    public ImmutableArray<OmissionResult> Omissions { get; init; } = [];

    /// <summary>What wins when what is true, on simulated records of this length; null when not asked for or not worked out yet.</summary>
    public ConfusionTable? Confusion { get; init; }

    /// <summary>The same with sizes from the stated priors: the study's power. Null when not asked for, not worked out yet, or where fewer than two theories are sets of motives.</summary>
    public ConfusionTable? PriorPower { get; init; }

    /// <summary>The same with the smallest effect of interest; null when the study states none.</summary>
    public ConfusionTable? EffectPower { get; init; }

    /// <summary>When a theory is called settled; null without records from the priors.</summary>
    public ConclusionRule? TheoryRule { get; init; }

    /// <summary>When a family of theories is called settled; null without.</summary>
    public ConclusionRule? FamilyRule { get; init; }

    /// <summary>Motives switched on and off; null when not asked for, not worked out yet, or where they could not be weighed.</summary>
    public MotiveResults? Motives { get; init; }

    /// <summary>Why motives that the study asks for could not be weighed; null otherwise.</summary>
    public string? MotivesProblem { get; init; }

    /// <summary>The theories with somebody else in a player's place; empty until they are worked out.</summary>
    public ImmutableArray<PlaceboResult> Placebos { get; init; } = [];

    /// <summary>How far the codings agree with the main one, column by column.</summary>
    public ImmutableArray<CodingAgreement> Agreement { get; init; } = [];

    /// <summary>Prior odds at which each other theory would come out equal to the leader.</summary>
    public ImmutableArray<PriorTilt> Tilts { get; init; } = [];

    /// <summary>What was found about theories and record before and after the fits; what all theories share is said once.</summary>
    public ImmutableArray<StudyRemark> Remarks { get; init; } = [];

    /// <summary>Pieces of the study that failed; what they would have said is missing from these results.</summary>
    public ImmutableArray<PieceFailure> Failures { get; init; } = [];

    /// <summary>Weights that merge because a situation never varies in the record, in words.</summary>
    public ImmutableArray<string> Merged { get; init; } = [];
}
