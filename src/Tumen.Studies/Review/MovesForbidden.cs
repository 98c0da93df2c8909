using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Language;
using Tumen.Model;
using Tumen.Record;

namespace Tumen.Studies;

/// <summary>Moves of a coded record that menus forbid, told with the events behind them.</summary>
public static class MovesForbidden
{
    /// <summary>Every such move of a record.</summary>
    /// <param name="game">The game.</param>
    /// <param name="record">Its record.</param>
    public static ImmutableArray<ForbiddenMove> Of(GameModel game, RecordTable record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return ForbiddenMoves.Of(game, [.. record.Units.Select(u => new Sequence(u.Name, u.Periods, u.Moves, u.Levels))]);
    }

    /// <summary>Ids of the events that a move was coded from.</summary>
    /// <param name="move">The move.</param>
    /// <param name="record">Its record.</param>
    /// <param name="coded">Per unit, what it was coded from, or null; may be empty.</param>
    public static ImmutableArray<string> Events(ForbiddenMove move, RecordTable record, ImmutableArray<CodedRecord?> coded)
    {
        ArgumentNullException.ThrowIfNull(move);
        ArgumentNullException.ThrowIfNull(record);
        int unit = record.Units.Length == 1 ? 0 : record.Units.ToList().FindIndex(u => u.Name == move.Unit);
        return coded.IsDefaultOrEmpty || coded[unit] is not { } part ? [] : part.Cell(move.Row, move.Player).Events;
    }

    /// <summary>Every move as a mistake that names it, R222.</summary>
    /// <param name="moves">The moves.</param>
    /// <param name="game">The game.</param>
    /// <param name="record">The record.</param>
    /// <param name="coded">Per unit, what it was coded from, or null; may be empty.</param>
    /// <param name="file">Name of the game's file.</param>
    public static IEnumerable<Diagnostic> Diagnostics(ImmutableArray<ForbiddenMove> moves, GameModel game, RecordTable record, ImmutableArray<CodedRecord?> coded, string file)
    {
        ArgumentNullException.ThrowIfNull(game);
        foreach (var m in moves)
        {
            var (player, events) = (game.Players[m.Player], Events(m, record, coded));
            yield return Diagnostic.Error("R222", m.Says(game), file, player.Place, null,
                events.IsEmpty ? [] : [$"`{player.Moves[m.Move]}` was coded by {string.Join(", ", events.Take(6))}{(events.Length > 6 ? $" and {events.Length - 6} more" : "")}"],
                [$"let the menu hold {player.Moves[m.Move]} there", $"or correct the coding of {m.Period}: the move, or the situation that forbids it"]);
        }
    }
}
