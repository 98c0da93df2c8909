using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>A test on one dated event, given by the values of its columns.</summary>
public abstract record EventTest
{
    /// <summary>A text column has one of some values.</summary>
    public sealed record ColumnIn(string Column, ImmutableArray<string> Values) : EventTest;

    /// <summary>A text column begins with one of some texts.</summary>
    public sealed record ColumnBegins(string Column, ImmutableArray<string> Beginnings) : EventTest;

    /// <summary>A numeric column compares to a number: at least (≥), at most (≤), above (&gt;), below (&lt;).</summary>
    public sealed record ColumnCompares(string Column, string Relation, double Number) : EventTest;

    /// <summary>Both hold.</summary>
    public sealed record And(EventTest Left, EventTest Right) : EventTest;

    /// <summary>One holds.</summary>
    public sealed record Or(EventTest Left, EventTest Right) : EventTest;

    /// <summary>It does not hold.</summary>
    public sealed record Not(EventTest Inner) : EventTest;
}

/// <summary>A named set of events.</summary>
/// <param name="Name">Its name in the codebook.</param>
/// <param name="Test">Which events belong.</param>
/// <param name="Place">Where it was defined.</param>
public sealed record EventSet(string Name, EventTest Test, Place Place = default);

/// <summary>A test on one period: on its events, on trailing windows of them, on dates or on what was already coded.</summary>
public abstract record PeriodTest
{
    /// <summary>At least <paramref name="AtLeast"/> events of a set in the last <paramref name="Window"/> periods, this one included (1 = this period only).
    /// <paramref name="Lag"/> 1 looks at the window that ends one period earlier.</summary>
    public sealed record Any(string Set, int AtLeast, int Window, int Lag) : PeriodTest;

    /// <summary>The sum of a numeric column over a set's events in the window compares to a number, or to one of its own quantiles.</summary>
    public sealed record Sum(string Set, string Column, string Relation, double Number, int Window, int Lag) : PeriodTest
    {
        /// <summary>The quantile that stands in the place of the number, or null.</summary>
        public QuantileCut? Cut { get; init; }
    }

    /// <summary>The number of a set's events in the window compares to a number, or to one of its own quantiles.</summary>
    public sealed record Count(string Set, string Relation, double Number, int Window, int Lag) : PeriodTest
    {
        /// <summary>The quantile that stands in the place of the number, or null.</summary>
        public QuantileCut? Cut { get; init; }
    }

    /// <summary>No event at all was kept in the window: nobody reported anything.</summary>
    public sealed record Silent(int Window, int Lag) : PeriodTest;

    /// <summary>The period lies within [From, To], as "yyyy-MM"; a null end is open.</summary>
    public sealed record Between(string? From, string? To) : PeriodTest;

    /// <summary>A player's coded move <paramref name="Lag"/> periods ago is one of some.</summary>
    public sealed record Played(string Player, ImmutableArray<string> Moves, int Lag) : PeriodTest;

    /// <summary>A situation's coded level <paramref name="Lag"/> periods ago is one of some.</summary>
    public sealed record Was(string Situation, ImmutableArray<string> Levels, int Lag) : PeriodTest;

    /// <summary>Both hold.</summary>
    public sealed record And(PeriodTest Left, PeriodTest Right) : PeriodTest;

    /// <summary>One holds.</summary>
    public sealed record Or(PeriodTest Left, PeriodTest Right) : PeriodTest;

    /// <summary>It does not hold.</summary>
    public sealed record Not(PeriodTest Inner) : PeriodTest;

    /// <summary>Always.</summary>
    public sealed record Always : PeriodTest;
}

/// <summary>A quantile of the same quantity, month by month, over a stretch of months that is stated beforehand.</summary>
/// <param name="Level">Share of months at or below it, between 0 and 1; linear between order statistics.</param>
/// <param name="From">First month, yyyy-MM.</param>
/// <param name="To">Last month.</param>
public sealed record QuantileCut(double Level, string From, string To);

/// <summary>One coding line: the value a cell takes when the test holds. Lines are tried in order; the first that holds decides.</summary>
/// <param name="Value">A move or level name; "unknown" leaves the cell empty; "same" keeps the value of the period before.</param>
/// <param name="If">When.</param>
/// <param name="Place">Where it was written.</param>
public sealed record CodingLine(string Value, PeriodTest If, Place Place = default);

/// <summary>A trailing balance that decides a level: weighted sums of events, halved every so many periods.</summary>
/// <param name="Sets">Event sets with the amount that one event of each adds.</param>
/// <param name="HalfLife">Periods until an event counts half; positive infinity for no decay.</param>
/// <param name="Cuts">Level above each cut: the level index is the number of cuts at or below the balance, ascending.</param>
/// <param name="Start">Balance before the first period.</param>
/// <param name="Lag">1 when the level at the start of a period must not see the period's own events (the usual case).</param>
public sealed record BalanceRule(ImmutableArray<(string Set, double Amount)> Sets, double HalfLife, ImmutableArray<double> Cuts, double Start, int Lag);

/// <summary>A situation read from a series of numbers: at the nearest of its own numbers, or cut.</summary>
/// <param name="Name">Name of the series.</param>
/// <param name="File">File that holds it.</param>
/// <param name="Cuts">Level above each cut, rising; empty for the nearest level.</param>
/// <param name="Quantiles">Cuts stated as quantiles of the series' months, rising; empty when cuts are numbers or none are needed.</param>
/// <param name="From">First month of the quantiles, or null.</param>
/// <param name="To">Last month of the quantiles, or null.</param>
/// <param name="Lag">How many months earlier the series is read.</param>
public sealed record SeriesRule(string Name, string File, ImmutableArray<double> Cuts, ImmutableArray<double> Quantiles, string? From, string? To, int Lag);

/// <summary>How one column of the record (a player's move or a situation's level) is coded.</summary>
/// <param name="Name">Player or situation.</param>
/// <param name="IsMove">True for a player's move.</param>
/// <param name="Lines">Lines in order of precedence.</param>
/// <param name="Otherwise">Value when no line holds: a name, "unknown" or "same".</param>
/// <param name="Starts">Value before the first period, for "same"; null when not said.</param>
/// <param name="Balance">A balance rule instead of lines, or null.</param>
/// <param name="Place">Where it starts.</param>
public sealed record CodingRule(
    string Name, bool IsMove, ImmutableArray<CodingLine> Lines, string Otherwise, string? Starts, BalanceRule? Balance, Place Place = default)
{
    /// <summary>The series that a situation is read from instead of lines, or null.</summary>
    public SeriesRule? Series { get; init; }
}

/// <summary>A codebook: how dated events become one row a period.</summary>
/// <param name="Name">Title.</param>
/// <param name="DropIf">Events to leave out (duplicates, low confidence); null keeps all.</param>
/// <param name="Sets">Named event sets.</param>
/// <param name="Rules">One rule per player and situation.</param>
/// <param name="GameFile">Game file it codes for, as written; null if not said.</param>
public sealed record CodebookModel(string Name, EventTest? DropIf, ImmutableArray<EventSet> Sets, ImmutableArray<CodingRule> Rules, string? GameFile = null)
{
    /// <summary>Columns by which only one event a day counts: of events of one day that agree in all of them the first by id; empty keeps all.</summary>
    public ImmutableArray<string> OneADay { get; init; } = [];

    /// <summary>Whether an event that decided one player's move of a month is gone for the moves of the players whose rules come after it in that month; situations see every event.</summary>
    public bool EachEventOnce { get; init; }
}
