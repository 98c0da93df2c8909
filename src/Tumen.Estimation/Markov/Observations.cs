using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Estimation;

/// <summary>One unit's record as indices, ready for a likelihood. −1 marks a missing cell.</summary>
/// <param name="Unit">Name of the unit.</param>
/// <param name="Periods">Period labels, in order.</param>
/// <param name="Moves">Per period, the move of every player, or −1.</param>
/// <param name="Levels">Per period, the level of every situation at its start, or −1.</param>
public sealed record Sequence(string Unit, ImmutableArray<string> Periods, ImmutableArray<ImmutableArray<int>> Moves, ImmutableArray<ImmutableArray<int>> Levels)
{
    /// <summary>Covariates of the unit by name; empty when the game has none.</summary>
    public ImmutableDictionary<string, double> Covariates { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>Entries of groups by column of the record; empty when the game has none.</summary>
    public ImmutableDictionary<string, string> Groups { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Sources that may tell moves wrongly; none when the record is believed.</summary>
    public ImmutableArray<SourceReports> Sources { get; init; } = [];

    /// <summary>The unit's entry in a column that weights differ by: that of a group, or the unit's own name.</summary>
    /// <exception cref="ArgumentException">The record gives the unit no such entry.</exception>
    public string Entry(GameModel game, string column) => column == game.Unit ? Unit
        : Groups.TryGetValue(column, out string? entry) ? entry : throw new ArgumentException($"the record gives {Unit} no `{column}`, by which a weight differs", nameof(column));

    /// <summary>Number of periods T.</summary>
    public int Length => Periods.Length;

    /// <summary>The periods from <paramref name="from"/> (inclusive) to <paramref name="to"/> (exclusive).</summary>
    public Sequence Slice(int from, int to) => this with { Periods = Periods[from..to], Moves = Moves[from..to], Levels = Levels[from..to], Sources = [.. Sources.Select(s => s.Slice(from, to))] };
}
