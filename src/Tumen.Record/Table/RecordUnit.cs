using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>One unit's record, such as one pair of states: a row a period, without gaps. Immutable.</summary>
/// <param name="Name">Name of the unit; empty when there is only one.</param>
/// <param name="Periods">Period labels, ascending.</param>
/// <param name="Moves">Per period, the index of each player's move in declaration order, or −1 where unknown.</param>
/// <param name="Levels">Per period, the index of each situation's level at the period's start, or −1 where unknown.</param>
/// <param name="Covariates">Covariates by name, constant within the unit.</param>
public sealed record RecordUnit(
    string Name, ImmutableArray<string> Periods, ImmutableArray<ImmutableArray<int>> Moves, ImmutableArray<ImmutableArray<int>> Levels,
    ImmutableDictionary<string, double> Covariates)
{
    /// <summary>Entries of groups by column, constant within the unit.</summary>
    public ImmutableDictionary<string, string> Groups { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Sources that may tell moves wrongly; none when the record is believed.</summary>
    public ImmutableArray<ReportedMoves> Sources { get; init; } = [];

    /// <summary>Number of periods.</summary>
    public int Length => Periods.Length;

    /// <summary>A player's move in a period, or −1 where unknown.</summary>
    public int Move(int t, int player) => Moves[t][player];

    /// <summary>A situation's level at the start of a period, or −1 where unknown.</summary>
    public int Level(int t, int situation) => Levels[t][situation];

    /// <summary>What a record shows of the regime: nothing, except that regimes in order start with the first.</summary>
    /// <param name="game">The game.</param>
    /// <param name="period">Index of the period.</param>
    internal static int Hidden(GameModel game, int period) => period == 0 && game.Regimes is { InOrder: true } ? 0 : -1;

    /// <summary>A covariate's value.</summary>
    /// <exception cref="KeyNotFoundException">The unit has no such covariate.</exception>
    public double Covariate(string name) => Covariates.TryGetValue(name, out double x) ? x : throw new KeyNotFoundException($"unit `{Name}` has no covariate `{name}`");
}
