using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Estimation;

/// <summary>A move of a record that its player may not choose in the situation it was in.</summary>
/// <param name="Unit">The unit; empty when there is only one.</param>
/// <param name="Period">The period.</param>
/// <param name="Row">Index of the period in the unit.</param>
/// <param name="Player">Index of the player.</param>
/// <param name="Move">Index of the move.</param>
/// <param name="Situation">The situation that forbids it in words, as <c>arsenal none</c>: only what the menu reads and the record tells.</param>
public sealed record ForbiddenMove(string Unit, string Period, int Row, int Player, int Move, string Situation)
{
    /// <summary>The move in a sentence.</summary>
    /// <param name="game">Names.</param>
    public string Says(GameModel game)
    {
        ArgumentNullException.ThrowIfNull(game);
        return $"{(Unit.Length > 0 ? Unit + " " : "")}{Period}: {game.Players[Player].Name} plays {game.Players[Player].Moves[Move]}, which its menu does not hold when {Situation}";
    }
}

/// <summary>Finds every move of a record that menus forbid; such a record is impossible under every theory.</summary>
public static class ForbiddenMoves
{
    private const int MostWays = 4096; // a situation with more unknown cases than these counts as one in which the move may be allowed

    /// <summary>Every such move, by unit, period and player.</summary>
    /// <param name="game">The game.</param>
    /// <param name="units">The record.</param>
    public static ImmutableArray<ForbiddenMove> Of(GameModel game, ImmutableArray<Sequence> units)
    {
        ArgumentNullException.ThrowIfNull(game);
        if (game.Once is not null || game.Players.All(p => p.Allowed.IsEmpty))
        {
            return [];
        }

        var found = ImmutableArray.CreateBuilder<ForbiddenMove>();
        foreach (var unit in units)
        {
            for (int t = 0; t < unit.Length; t++)
            {
                for (int i = 0; i < game.Players.Length; i++)
                {
                    int move = unit.Moves[t][i];
                    if (move >= 0 && !game.Players[i].Allowed.IsEmpty && !May(game, game.Players[i].Allowed[move], unit.Levels[t]))
                    {
                        found.Add(new ForbiddenMove(units.Length == 1 ? "" : unit.Unit, unit.Periods[t], t, i, move, Where(game, game.Players[i].Allowed[move], unit.Levels[t])));
                    }
                }
            }
        }

        return found.ToImmutable();
    }

    // Whether any way to fill in what is unknown allows it.
    private static bool May(GameModel game, Condition condition, ImmutableArray<int> known)
    {
        int[] open = [.. Reads(condition).Where(v => known[v] < 0)], levels = [.. known.Select(l => Math.Max(0, l))];
        if (open.Aggregate(1.0, (n, v) => n * game.Situations[v].Levels.Length) > MostWays)
        {
            return true;
        }

        while (true)
        {
            if (condition.Holds(levels, []))
            {
                return true;
            }

            int at = open.Length - 1;
            while (at >= 0 && ++levels[open[at]] == game.Situations[open[at]].Levels.Length)
            {
                levels[open[at--]] = 0;
            }

            if (at < 0)
            {
                return false;
            }
        }
    }

    private static string Where(GameModel game, Condition condition, ImmutableArray<int> known) =>
        string.Join(", ", Reads(condition).Where(v => known[v] >= 0).Select(v => $"{game.Situations[v].Name} is {game.Situations[v].Levels[known[v]]}")) is { Length: > 0 } text ? text : "nothing is known";

    private static SortedSet<int> Reads(Condition condition) => [.. condition.Parts().OfType<Condition.LevelIn>().Select(l => l.Situation)];
}
