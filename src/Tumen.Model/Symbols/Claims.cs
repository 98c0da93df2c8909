using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>Months of a record: those of a stretch of time in which a condition holds, or that follow a month in which it held.</summary>
/// <param name="From">First period "yyyy-MM", or null for the record's first.</param>
/// <param name="To">Last period, or null for the record's last.</param>
/// <param name="If">Condition on the month's situations and moves; <see cref="Condition.Always"/> for every month.</param>
/// <param name="After">Periods after a month in which the condition holds that count too: 0 for that month alone, 2 for that month and the next two.</param>
/// <param name="Says">The words as written.</param>
public sealed record MonthSet(string? From, string? To, Condition If, int After, string Says)
{
    /// <summary>Periods "yyyy-MM" that stand in the place of the condition: of named dates such as summits; empty where a condition decides.</summary>
    public ImmutableArray<string> Dates { get; init; } = [];
}

/// <summary>A number that a scenario or a theory implies.</summary>
public abstract record Quantity
{
    /// <summary>Long-run share of a player's move.</summary>
    public sealed record MoveShare(string Player, string Move) : Quantity;

    /// <summary>Long-run share of a situation's level.</summary>
    public sealed record LevelShare(string Situation, string Level) : Quantity;

    /// <summary>Concessions, capacity, exertion, influence, price; cycle (months of a whole one) or rhythm (height of its spectrum, 1 for none).</summary>
    public sealed record Index(string Name) : Quantity;

    /// <summary>Mean months from one provocation to the next: the return time of a move.</summary>
    public sealed record ReturnTime(string Player, string Move) : Quantity;

    /// <summary>Mean months until a threat is first made.</summary>
    public sealed record FirstTime(string Player, string Move) : Quantity;

    /// <summary>What a partner of a coalition would gain by a month's move of its own that ends it, in units of its choice noise.</summary>
    public sealed record Leaving(string Player) : Quantity;
}

/// <summary>One executable statement that a claim comes down to. Its outcome is a number, an interval and a verdict.</summary>
public abstract record ClaimCheck(Place Place)
{
    /// <summary>A condition is more (or less) frequent in some months than in others; with nothing to compare, than in all other months.</summary>
    public sealed record Frequency(Condition Outcome, string Says, MonthSet In, MonthSet? Than, bool More, Place Place = default) : ClaimCheck(Place);

    /// <summary>A weight of a theory lies above (or below) a value at the posterior.</summary>
    public sealed record WeightAt(string Weight, string Theory, bool Above, double Value, Place Place = default) : ClaimCheck(Place);

    /// <summary>The record favours a theory over another, by the ratio of marginal likelihoods.</summary>
    public sealed record Favoured(string Theory, string Over, Place Place = default) : ClaimCheck(Place);

    /// <summary>A theory fitted to what came before foretells a stretch of months better than another, or than habit (null).</summary>
    public sealed record Foretells(string Theory, string? Over, string Stretch, Place Place = default) : ClaimCheck(Place);

    /// <summary>A scenario raises or lowers a quantity, averaged over theories or under one of them.</summary>
    public sealed record Moves(string Scenario, Quantity Of, bool Raises, string? Theory, Place Place = default) : ClaimCheck(Place);

    /// <summary>A quantity, with nothing changed, lies above or below a value, averaged over theories or under one of them.</summary>
    public sealed record Implied(Quantity Of, bool Above, double Value, string? Theory, Place Place = default) : ClaimCheck(Place);

    /// <summary>Capacity, exertion or influence lies above or below a value, averaged over theories or under one of them.</summary>
    public sealed record IndexAt(string Index, bool Above, double Value, string? Theory, Place Place = default) : ClaimCheck(Place);

    /// <summary>Under a variation that splits eras, a weight rises, falls or stays from the earlier to the later era.</summary>
    public sealed record EraChange(string Weight, string Theory, string Variation, Direction Direction, Place Place = default) : ClaimCheck(Place);

    /// <summary>The mean of a dated fact over a stretch lies above (or below) a number, or the mean of a fact over another stretch.</summary>
    /// <param name="File">Table with the columns name, date, value and source.</param>
    /// <param name="Left">The fact said to be higher or lower.</param>
    /// <param name="Above">Whether it is said to be higher.</param>
    /// <param name="Right">The fact it is compared with; null for a number.</param>
    /// <param name="Value">The number; NaN where a fact is compared with.</param>
    /// <param name="Place">Where it was written.</param>
    public sealed record FactAt(string File, FactSpan Left, bool Above, FactSpan? Right, double Value, Place Place = default) : ClaimCheck(Place);

    /// <summary>In some (or every) equilibrium of an episode, perhaps only those that a refinement keeps, a player makes a move with a chance above or below a value.</summary>
    public sealed record EpisodePlay(string Episode, bool Every, string? Standard, string Player, string Move, bool Above, double Value, string? Theory, Place Place = default) : ClaimCheck(Place);
}

/// <summary>A dated fact over a stretch.</summary>
/// <param name="Name">Its name in the table of facts.</param>
/// <param name="From">First period "yyyy-MM"; null for its first.</param>
/// <param name="To">Last period; null for its last.</param>
public sealed record FactSpan(string Name, string? From, string? To);

/// <summary>How one claim of a text bears on another.</summary>
public enum ClaimLinkKind
{
    /// <summary>It falls if the other does.</summary>
    RestsOn,

    /// <summary>It denies the other.</summary>
    Rebuts,

    /// <summary>It says why the other is so.</summary>
    Explains,
}

/// <summary>A link from a claim to another of the same text.</summary>
/// <param name="Kind">How it bears on it.</param>
/// <param name="To">Number of the other claim.</param>
/// <param name="Place">Where it was written.</param>
public sealed record ClaimLink(ClaimLinkKind Kind, string To, Place Place = default);

/// <summary>Which way a number is said to go.</summary>
public enum Direction
{
    /// <summary>Up.</summary>
    Rises,

    /// <summary>Down.</summary>
    Falls,

    /// <summary>Neither, by half a unit of choice noise.</summary>
    Stays,
}

/// <summary>A claim of the text a study examines.</summary>
/// <param name="Id">Its number, for example S41.</param>
/// <param name="Kind">theory, mechanism, prediction, fact or counterfactual.</param>
/// <param name="Text">The claim in the analyst's words.</param>
/// <param name="Where">Where the text makes it, for example "¶16".</param>
/// <param name="Checks">What it comes down to; empty when it cannot be observed.</param>
/// <param name="NotObservable">Why nothing here can decide it; null when something can.</param>
/// <param name="Remark">What a reader should know of the checks; null for none.</param>
/// <param name="Place">Where it was written.</param>
public sealed record Claim(
    string Id, string Kind, string Text, string? Where, ImmutableArray<ClaimCheck> Checks, string? NotObservable, string? Remark, Place Place = default)
{
    /// <summary>Claims of the same text that it rests on, rebuts or explains, in the order written.</summary>
    public ImmutableArray<ClaimLink> Links { get; init; } = [];

    /// <summary>The line of thought it belongs to, for drawing the argument; null when not said.</summary>
    public string? Thread { get; init; }
}

/// <summary>The claims of a text, each with what it comes down to.</summary>
/// <param name="Source">The text.</param>
/// <param name="Claims">In the order of the file.</param>
public sealed record ClaimsModel(string Source, ImmutableArray<Claim> Claims);
