using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>What one source tells of some players' moves in a unit's periods.</summary>
/// <param name="Name">Name of the source.</param>
/// <param name="Players">Indices of the players it tells of.</param>
/// <param name="Right">Prior weight of telling a move right.</param>
/// <param name="Wrong">Prior weight of each wrong move.</param>
/// <param name="Moves">Per period of the unit, the move told of every player of the game, or −1; default for the record's own moves.</param>
/// <param name="Volume">Per period, the number of reports, NaN where the source does not reach; empty where nothing is known of it.</param>
public sealed record ReportedMoves(string Name, ImmutableArray<int> Players, double Right, double Wrong, ImmutableArray<ImmutableArray<int>> Moves, ImmutableArray<double> Volume)
{
    /// <summary>The record's own moves as a source that may be wrong.</summary>
    public static ReportedMoves OfRecord(string name, ImmutableArray<int> players, double right, double wrong) => new(name, players, right, wrong, default, []);

    /// <summary>Puts a table of what a source tells beside a unit's periods.</summary>
    /// <param name="csv">Columns <c>period</c>, one for each player told of, and <c>volume</c> if the number of reports is known; an empty cell is silence, a missing row says that the source does not reach.</param>
    /// <param name="game">The game.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="like">Name, players and prior.</param>
    /// <exception cref="BadInputException">A column is missing, a cell holds no move of its player or no number, a period comes twice, or no period is the record's.</exception>
    public static ReportedMoves Read(CsvTable csv, GameModel game, RecordUnit unit, ReportedMoves like)
    {
        var found = new Findings(csv.File);
        if (csv.Columns[0] != "period")
        {
            found.Error("R120", csv.Place(csv.Header, 0), $"the first column is `{csv.Columns[0]}`; expected `period`", $"its columns are {string.Join(", ", csv.Columns)}");
        }

        foreach (int i in like.Players.Where(i => csv.Column(game.Players[i].Name) < 0))
        {
            found.Error("R121", new Place(1, 1, 1), $"the source \"{like.Name}\" has no column for the player `{game.Players[i].Name}`", $"its columns are {string.Join(", ", csv.Columns)}", "name in the clause only players that the source tells of");
        }

        found.ThrowIfAny();
        int volume = csv.Column("volume");
        int[][] moves = [.. unit.Periods.Select(_ => Enumerable.Repeat(-1, game.Players.Length).ToArray())];
        double[] volumes = [.. unit.Periods.Select(_ => double.NaN)];
        var at = unit.Periods.Select((p, t) => (p, t)).ToDictionary(x => x.p, x => x.t, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in csv.Rows)
        {
            if (!seen.Add(row.Cells[0]))
            {
                found.Error("R125", () => csv.Place(row, 0), () => $"period {row.Cells[0]} appears twice", null, "one row a period: remove one of them");
            }

            int t = at.GetValueOrDefault(row.Cells[0], -1);
            foreach (int i in like.Players)
            {
                int column = csv.Column(game.Players[i].Name), move = row.Cells[column].Length == 0 ? -1 : game.Players[i].MoveIndex(row.Cells[column]);
                if (row.Cells[column].Length > 0 && move < 0)
                {
                    found.Error("R126", () => csv.Place(row, column), () => $"column `{csv.Columns[column]}` is `{row.Cells[column]}`; expected {string.Join(", ", game.Players[i].Moves)}, or nothing");
                }

                if (t >= 0)
                {
                    moves[t][i] = move;
                }
            }

            double number = 0;
            if (volume >= 0 && (!EventFile.TryNumber(row.Cells[volume], out number) || number < 0))
            {
                found.Error("R126", () => csv.Place(row, volume), () => $"column `volume` is `{row.Cells[volume]}`; expected the number of reports");
            }

            if (t >= 0)
            {
                volumes[t] = number;
            }
        }

        if (volumes.All(double.IsNaN))
        {
            found.Error("R123", new Place(1, 1, 1), $"the source \"{like.Name}\" tells of no {game.Period} of the record ({unit.Periods[0]} to {unit.Periods[^1]})");
        }

        found.ThrowIfAny();
        return like with { Moves = [.. moves.Select(m => m.ToImmutableArray())], Volume = volume < 0 ? [] : [.. volumes] };
    }

    /// <summary>What a source tells whose events were coded by a codebook of their own over the unit's periods; reports are its kept events, and where a period has none it is silent.</summary>
    public static ReportedMoves Of(CodedRecord coded, RecordUnit unit, ReportedMoves like)
    {
        var told = coded.Table.Units[0];
        int[] reports = [.. unit.Periods.Select(p => coded.Events.Events.Count(e => EventTable.MonthName(e.Month) == p))];
        return like with
        {
            Moves = [.. unit.Periods.Select((_, t) => told.Moves[t].Select((m, i) => like.Players.Contains(i) && reports[t] > 0 ? m : -1).ToImmutableArray())],
            Volume = [.. reports.Select(n => (double)n)],
        };
    }

    /// <summary>Canonical text, for hashes.</summary>
    internal string Text()
    {
        var text = new StringBuilder($"\n{Name};{string.Join(',', Players)};").Append(CultureInfo.InvariantCulture, $"{Right:R};{Wrong:R}");
        for (int t = 0; !Moves.IsDefault && t < Moves.Length; t++)
        {
            text.Append('\n').AppendJoin(',', Moves[t]).Append(CultureInfo.InvariantCulture, $";{(Volume.IsDefaultOrEmpty ? 0 : Volume[t]):R}");
        }

        return text.ToString();
    }
}
