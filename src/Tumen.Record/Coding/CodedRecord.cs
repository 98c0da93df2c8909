using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>Why a cell has its value.</summary>
/// <param name="Events">Ids of the events that decided it, by date; empty when the value rests on no event.</param>
/// <param name="Rule">The coding line that decided; the place of the whole rule for `otherwise` and balances.</param>
public sealed record CellSource(ImmutableArray<string> Events, Place Rule)
{
    /// <summary>A cell that rests on no event and no line.</summary>
    public static CellSource None { get; } = new([], Place.None);
}

/// <summary>A record coded from events, with the events behind every cell.</summary>
/// <param name="Table">The record: one unit, a row a month.</param>
/// <param name="Events">The events read.</param>
/// <param name="Sources">Per month, one source per player, then per situation, in the order of the game.</param>
/// <param name="Coverage">What the record rests on.</param>
/// <param name="Remarks">Reviewer's remarks: sets that match nothing, lines that never decide, events that nothing uses.</param>
public sealed record CodedRecord(
    RecordTable Table, EventTable Events, ImmutableArray<ImmutableArray<CellSource>> Sources, Coverage Coverage, ImmutableArray<Diagnostic> Remarks)
{
    /// <summary>How many distinct events decided some cell.</summary>
    public int Used => Coverage.Used;

    /// <summary>How many events passed the codebook's `leave out`.</summary>
    public int Kept => Coverage.Kept;

    /// <summary>Events kept by month, yyyy-MM; months without one are left out.</summary>
    public ImmutableDictionary<string, int> KeptByMonth { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Why a cell has its value.</summary>
    /// <param name="t">Month, from 0.</param>
    /// <param name="column">Index of a player, or the number of players plus the index of a situation.</param>
    public CellSource Cell(int t, int column) => Sources[t][column];

    /// <summary>Why a cell has its value, by the name of the player or situation.</summary>
    /// <param name="t">Month, from 0.</param>
    /// <param name="column">Name of a player or situation.</param>
    /// <exception cref="ArgumentException">The game has neither.</exception>
    public CellSource Cell(int t, string column)
    {
        int c = Coverage.Columns.ToList().FindIndex(x => x.Name == column);
        return c < 0 ? throw new ArgumentException($"the game has no player or situation {column}", nameof(column)) : Sources[t][c];
    }
}

/// <summary>What a coded record rests on.</summary>
/// <param name="Months">Months coded.</param>
/// <param name="Read">Events in the file.</param>
/// <param name="Kept">Events that the codebook does not leave out.</param>
/// <param name="After">Kept events after the last month, which no cell can see.</param>
/// <param name="Used">Kept events that decided some cell.</param>
/// <param name="Silent">Months without any kept event.</param>
/// <param name="Columns">One summary per player, then per situation.</param>
/// <param name="Unused">Ids of kept events up to the last month that decided no cell, by date.</param>
public sealed record Coverage(
    int Months, int Read, int Kept, int After, int Used, int Silent, ImmutableArray<ColumnCoverage> Columns, ImmutableArray<string> Unused)
{
    /// <summary>Cells left unknown, over all columns.</summary>
    public int Unknown => Columns.Sum(c => c.Unknown);
}

/// <summary>How one column of a coded record is spread.</summary>
/// <param name="Name">Player or situation.</param>
/// <param name="IsMove">True for a player.</param>
/// <param name="Values">Per move or level: its name, in how many months it holds, and in how many unbroken spells.</param>
/// <param name="Unknown">Months left unknown.</param>
public sealed record ColumnCoverage(string Name, bool IsMove, ImmutableArray<(string Value, int Months, int Spells)> Values, int Unknown);
