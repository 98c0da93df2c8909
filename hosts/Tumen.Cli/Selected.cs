using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;
using Tumen.Record;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`--selection FILE.csv`: which equilibrium each unit plays where its game has several, as action values with columns unit, situation, player, move and value.</summary>
internal static class Selected
{
    /// <summary>Action values by unit, one a situation, player and move; situations are numbered from 1 in the order of their levels, the last varying fastest.</summary>
    /// <exception cref="UsageException">Columns or cells that do not fit the game.</exception>
    public static ImmutableDictionary<string, double[]> Read(GameModel game, string theory, Arguments a)
    {
        if (a.Text("--selection") is not { } file)
        {
            return [];
        }

        var table = CsvTable.Read(StudyFolder.ReadBytes(file, file, CsvTable.SizeLimit), file);
        int[] at = [.. ((string[])[game.Unit, "situation", "player", "move", "value"]).Select(table.Column)];
        if (at.Contains(-1))
        {
            throw new UsageException($"{file} has the columns {string.Join(", ", table.Columns)}; --selection needs {game.Unit}, situation, player, move and value");
        }

        var reduced = GameReduction.Of(game, theory).Model;
        var profiles = new ProfileSpace(reduced.Players, reduced.Turns);
        if (reduced.Turns.Length > 1)
        {
            throw new UsageException("--selection is for games in which all move at once");
        }

        int states = new StateSpace(reduced.Situations).Count;
        var found = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            string Cell(int k) => row.Cells[at[k]];
            int player = game.Players.ToList().FindIndex(p => p.Name == Cell(2)), move = player < 0 ? -1 : game.Players[player].MoveIndex(Cell(3));
            if (move < 0 || !int.TryParse(Cell(1), NumberStyles.None, CultureInfo.InvariantCulture, out int situation) || situation < 1 || situation > states
                || !double.TryParse(Cell(4), NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            {
                throw new UsageException($"{file}, line {row.Line}: expected a situation from 1 to {states}, a player, one of its moves and a number; found {string.Join(", ", at.Skip(1).Select(c => row.Cells[c]))}");
            }

            (found.TryGetValue(Cell(0), out double[]? values) ? values : found[Cell(0)] = new double[states * profiles.Size])[((situation - 1) * profiles.Size) + profiles.Offsets[player] + move] = value;
        }

        return found.ToImmutableDictionary(StringComparer.Ordinal);
    }
}
