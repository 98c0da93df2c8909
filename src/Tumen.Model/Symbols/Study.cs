using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>Where a study's record comes from.</summary>
/// <param name="EventsFile">Events file, coded by <paramref name="CodebookFile"/>; or a coded record when that is null.</param>
/// <param name="CodebookFile">Codebook, or null.</param>
/// <param name="From">First period "yyyy-MM", or null.</param>
/// <param name="To">Last period "yyyy-MM", or null.</param>
/// <param name="Name">Name of an alternative coding ("strict"); null for the main one.</param>
/// <param name="Place">Where it was written.</param>
public sealed record RecordSource(string EventsFile, string? CodebookFile, string? From, string? To, string? Name = null, Place Place = default)
{
    /// <summary>Further files of events that are read as one with the first.</summary>
    public ImmutableArray<string> MoreEvents { get; init; } = [];

    /// <summary>Name of the unit (a dyad) that the record is about, or null when there is only one.</summary>
    public string? Unit { get; init; }

    /// <summary>Covariates of the unit that the record's file does not hold, by name.</summary>
    public ImmutableDictionary<string, double> Covariates { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>Entries of groups that the record's file does not hold, by column.</summary>
    public ImmutableDictionary<string, string> Groups { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Records of further units, fitted together with this one.</summary>
    public ImmutableArray<RecordSource> Joined { get; init; } = [];
}

/// <summary>A source that tells what players did and may tell it wrongly.</summary>
/// <param name="Name">Its name.</param>
/// <param name="File">Table of its moves month by month, or events; null for the study's own record.</param>
/// <param name="CodebookFile">Codebook of its events, or null.</param>
/// <param name="Players">Players it tells of.</param>
/// <param name="Right">Dirichlet weight of telling a move right.</param>
/// <param name="Wrong">Dirichlet weight of each wrong move.</param>
/// <param name="Place">Where it was written.</param>
public sealed record ReportSource(string Name, string? File, string? CodebookFile, ImmutableArray<string> Players, double Right, double Wrong, Place Place = default);

/// <summary>One edit of a scenario.</summary>
public abstract record ScenarioEdit(Place Place)
{
    /// <summary>Set a weight or chance to a value, or multiply it.</summary>
    public sealed record SetParameter(string Name, double Value, bool Multiply, Place Place = default) : ScenarioEdit(Place);

    /// <summary>Set a player's discount factor.</summary>
    public sealed record SetDiscount(string Player, double Value, Place Place = default) : ScenarioEdit(Place);

    /// <summary>A player never (or always) plays a move, where a condition holds.</summary>
    public sealed record Forbid(string Player, ImmutableArray<string> Moves, bool Always, Place Place = default) : ScenarioEdit(Place);

    /// <summary>Defang moves: own cost and menu stay, everything else acts like the quiet move.</summary>
    public sealed record Defang(string Player, ImmutableArray<string> Moves, Place Place = default) : ScenarioEdit(Place);

    /// <summary>Two or more players act as one, maximising the weighted sum of payoffs.</summary>
    public sealed record Coalition(ImmutableArray<string> Players, ImmutableArray<double> Weights, Place Place = default) : ScenarioEdit(Place)
    {
        /// <summary>Whether the joint move is made in the turn of the latest member; otherwise (the default) in that of the earliest.</summary>
        public bool AtLatestTurn { get; init; }
    }

    /// <summary>A situation starts at, or stays for ever at, a level.</summary>
    public sealed record HoldSituation(string Situation, string Level, bool Forever, Place Place = default) : ScenarioEdit(Place);

    /// <summary>A situation that is a number starts at a multiple of what it was, at the nearest of its levels ("trade halves").</summary>
    public sealed record ScaleSituation(string Situation, double Factor, Place Place = default) : ScenarioEdit(Place);

    /// <summary>A situation can no longer come to a level: every way there is closed ("talks can never open").</summary>
    public sealed record NeverReaches(string Situation, string Level, Place Place = default) : ScenarioEdit(Place);

    /// <summary>What a weight multiplies counts under another condition ("the treaty lapses: desertion is felt whatever the warmth").</summary>
    public sealed record CountsWhen(string Weight, Condition If, Place Place = default) : ScenarioEdit(Place);

    /// <summary>A player's strategy is frozen at its long-run mean, whatever the situation ("unconditional aid"); the others know it.</summary>
    public sealed record Freeze(string Player, Place Place = default) : ScenarioEdit(Place);
}

/// <summary>A named what-if.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Edits">What changes.</param>
/// <param name="From">First period of the change, or null for now.</param>
/// <param name="Periods">How many periods the change lasts, or null for ever.</param>
/// <param name="Place">Where it was written.</param>
public sealed record ScenarioSpec(string Name, ImmutableArray<ScenarioEdit> Edits, string? From, int? Periods, Place Place = default)
{
    /// <summary>Periods over which the change comes about evenly, foreseen by everyone, to stay when it is complete; null for at once.</summary>
    public int? Gradual { get; init; }
}

/// <summary>An indicator to watch: a player makes one of some moves within some periods.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Player">The player.</param>
/// <param name="Moves">The moves.</param>
/// <param name="Within">Periods ahead.</param>
/// <param name="Place">Where it was written.</param>
public sealed record WatchSpec(string Name, string Player, ImmutableArray<string> Moves, int Within, Place Place = default);

/// <summary>What to compute: a question, a game, a record, the theories compared, scenarios and indicators.</summary>
public sealed record StudyModel
{
    /// <summary>The question in words.</summary>
    public required string Question { get; init; }

    /// <summary>Game file, relative to the study.</summary>
    public required string GameFile { get; init; }

    /// <summary>The main record first, then alternative codings.</summary>
    public required ImmutableArray<RecordSource> Records { get; init; }

    /// <summary>Sources that may tell moves wrongly; none when the record is believed.</summary>
    public ImmutableArray<ReportSource> Sources { get; init; } = [];

    /// <summary>Names of the theories compared; "base" is the base game.</summary>
    public required ImmutableArray<string> Compare { get; init; }

    /// <summary>Periods at the end held out of the fit for the predictive score.</summary>
    public int HoldOut { get; init; }

    /// <summary>Scenarios.</summary>
    public ImmutableArray<ScenarioSpec> Scenarios { get; init; } = [];

    /// <summary>Indicators.</summary>
    public ImmutableArray<WatchSpec> Watch { get; init; } = [];

    /// <summary>Assumptions changed one set at a time; every theory is fitted again under each.</summary>
    public ImmutableArray<VariationSpec> Variations { get; init; } = [];

    /// <summary>Stretches of periods to be foretold, each from what came before it.</summary>
    public ImmutableArray<ForesightSpec> Foresights { get; init; } = [];

    /// <summary>Stretches of periods left out one at a time, to see whether the answer rests on one of them.</summary>
    public ImmutableArray<OmissionSpec> Omissions { get; init; } = [];

    /// <summary>Breaks looked for: a player's weights may change once, at a date that is not given.</summary>
    public ImmutableArray<BreakSpec> Breaks { get; init; } = [];

    /// <summary>Records in which somebody else stands in for a player: what the theories say of these should come to nothing.</summary>
    public ImmutableArray<RecordSource> Placebos { get; init; } = [];

    /// <summary>Records to simulate from each fitted theory and to refit by all, for the table of what wins when what is true; 0 for none.</summary>
    public int PowerRecords { get; init; }

    /// <summary>Size of every motive of a theory in records of the power study that are made by the smallest effect of interest; null for none.</summary>
    public double? SmallestEffect { get; init; }

    /// <summary>Motives switched on and off, every set of them weighed; null when the study does not ask for it.</summary>
    public MotiveSpec? Motives { get; init; }

    /// <summary>File of claims, relative to the study, or null.</summary>
    public string? ClaimsFile { get; init; }

    /// <summary>File of claims about what is to come, told theory by theory; relative to the study, or null.</summary>
    public string? PredictionsFile { get; init; }

    /// <summary>Named groups of theories whose probabilities are added up.</summary>
    public ImmutableArray<TheoryFamily> Families { get; init; } = [];

    /// <summary>One-shot crises inside the long game.</summary>
    public ImmutableArray<EpisodeSpec> Episodes { get; init; } = [];
}

/// <summary>A one-shot crisis with private types, solved beside the long game or, where it goes on in it, on the long game's fitted values.</summary>
/// <param name="Name">Its name.</param>
/// <param name="File">Its file, relative to the study: a game played once, an .efg or an .nfg.</param>
/// <param name="Period">The month in which it happens: what <c>afterwards</c> leaves open is as in that month; null when nothing is left open.</param>
/// <param name="GoesOn">Whether the long game's values are added where the episode says that it goes on.</param>
/// <param name="Theories">Fitted theories under which it goes on, among those compared; empty when it does not go on.</param>
/// <param name="Place">Where it was written.</param>
public sealed record EpisodeSpec(string Name, string File, string? Period, bool GoesOn, ImmutableArray<string> Theories, Place Place = default);

/// <summary>A stretch of periods to be foretold by every theory fitted to the periods before it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="From">First period to foretell.</param>
/// <param name="To">Last period to foretell.</param>
/// <param name="Place">Where it was written.</param>
public sealed record ForesightSpec(string Name, string From, string To, Place Place = default);

/// <summary>A stretch of periods that the theories are fitted without.</summary>
/// <param name="Name">Its name.</param>
/// <param name="From">First period left out.</param>
/// <param name="To">Last period left out.</param>
/// <param name="Place">Where it was written.</param>
public sealed record OmissionSpec(string Name, string From, string To, Place Place = default);

/// <summary>A single change of a player's weights at an unknown date, every candidate date being tried.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Player">Whose estimated weights change.</param>
/// <param name="From">First candidate: last period of the first era.</param>
/// <param name="To">No candidate lies after it.</param>
/// <param name="Every">Periods from one candidate to the next, at least 1.</param>
/// <param name="Place">Where it was written.</param>
public sealed record BreakSpec(string Name, string Player, string From, string To, int Every, Place Place = default);

/// <summary>A group of theories.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Theories">Their names.</param>
/// <param name="Place">Where it was written.</param>
public sealed record TheoryFamily(string Name, ImmutableArray<string> Theories, Place Place = default);
