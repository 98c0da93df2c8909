using System.Collections.Immutable;

namespace Tumen.Record;

/// <summary>How exactly an event is dated.</summary>
public enum DatePrecision
{
    /// <summary>The day is known.</summary>
    Day,

    /// <summary>Only the month is known; the day is a placeholder.</summary>
    Month,
}

/// <summary>One dated event.</summary>
/// <param name="Id">Its id, unique in the file.</param>
/// <param name="Date">Its date; the first or a placeholder day when only the month is known.</param>
/// <param name="Precision">How exactly it is dated.</param>
/// <param name="Intensity">Column <c>intensity</c> as a number; null when the cell is empty or there is no such column.</param>
/// <param name="Row">The whole row as text, in the order of <see cref="EventTable.Columns"/>.</param>
/// <param name="Line">Line on which it starts in the file, from 1.</param>
public sealed record Event(string Id, DateOnly Date, DatePrecision Precision, double? Intensity, ImmutableArray<string> Row, int Line)
{
    /// <summary>Its month, counted from year 0: 12 · year + month − 1.</summary>
    public int Month => (Date.Year * 12) + Date.Month - 1;
}
