using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>One unit's record: a row a period, moves and levels as indices, −1 where unknown.</summary>
public sealed record RecordUnit(
    string Name, ImmutableArray<string> Periods, ImmutableArray<ImmutableArray<int>> Moves, ImmutableArray<ImmutableArray<int>> Levels,
    ImmutableDictionary<string, double> Covariates);

/// <summary>A coded record, ready for fitting.</summary>
public sealed class RecordTable
{
    /// <summary>Builds a record.</summary>
    public RecordTable(GameModel game, ImmutableArray<RecordUnit> units)
    {
        Game = game;
        Units = units;
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToCsv())));
    }

    /// <summary>The game whose moves and levels it uses.</summary>
    public GameModel Game { get; }

    /// <summary>Units.</summary>
    public ImmutableArray<RecordUnit> Units { get; }

    /// <summary>SHA-256 of the canonical text.</summary>
    public string Hash { get; }

    /// <summary>The record as CSV: period, unit when there are several, a column per player and situation; empty cells are unknown.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder();
        bool several = Units.Length > 1;
        var covariates = Units.SelectMany(u => u.Covariates.Keys).Distinct().Order(StringComparer.Ordinal).ToArray();
        text.Append("period").Append(several ? ",unit" : "");
        foreach (string name in Game.Players.Select(p => p.Name).Concat(Game.Situations.Select(s => s.Name)).Concat(covariates))
        {
            text.Append(',').Append(name);
        }

        text.Append('\n');
        foreach (var u in Units)
        {
            for (int t = 0; t < u.Periods.Length; t++)
            {
                text.Append(u.Periods[t]).Append(several ? "," + u.Name : "");
                for (int i = 0; i < Game.Players.Length; i++)
                {
                    text.Append(',').Append(u.Moves[t][i] < 0 ? "" : Game.Players[i].Moves[u.Moves[t][i]]);
                }

                for (int v = 0; v < Game.Situations.Length; v++)
                {
                    text.Append(',').Append(u.Levels[t][v] < 0 ? "" : Game.Situations[v].Levels[u.Levels[t][v]]);
                }

                foreach (string c in covariates)
                {
                    text.Append(',').Append(u.Covariates.TryGetValue(c, out double x) ? x.ToString("R", CultureInfo.InvariantCulture) : "");
                }

                text.Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>Reads a record CSV: <c>period</c> first, optional <c>unit</c>, a column per player and situation of the game.</summary>
    /// <exception cref="BadInputException">Unknown columns or values, periods out of order or twice, gaps, an empty record.</exception>
    public static RecordTable Read(ReadOnlySpan<byte> bytes, string file, GameModel game)
    {
        var csv = CsvTable.Read(bytes, file);
        var problems = new List<Diagnostic>();
        void Bad(string code, string message, int line, params string[] notes)
        {
            if (problems.Count < 50)
            {
                problems.Add(Diagnostic.Error(code, message, file, new Place(line, 1, 1), null, notes));
            }
        }

        int period = csv.Column("period"), unit = csv.Column("unit");
        var known = game.Players.Select(p => p.Name).Concat(game.Situations.Select(s => s.Name)).ToArray();
        if (period != 0)
        {
            Bad("R120", "the first column must be `period`", 1, $"its columns are {string.Join(", ", csv.Columns)}");
        }

        foreach (string name in known.Where(n => csv.Column(n) < 0))
        {
            Bad("R121", $"the record has no column `{name}`", 1, "a player or situation without data keeps an empty column");
        }

        foreach (string name in csv.Columns.Where(c => c is not ("period" or "unit") && !known.Contains(c) && game.Covariates.All(v => v.Name != c)))
        {
            Bad("R122", $"the column `{name}` is neither a player, a situation nor a covariate of the game", 1);
        }

        if (csv.Rows.IsEmpty)
        {
            Bad("R123", "the record is empty", 1);
        }

        if (problems.Count > 0)
        {
            throw new BadInputException(problems);
        }

        var units = new List<(string Name, List<CsvRow> Rows)>();
        foreach (var row in csv.Rows)
        {
            string name = unit >= 0 ? row.Cells[unit] : "";
            int at = units.FindIndex(u => u.Name == name);
            if (at < 0)
            {
                units.Add((name, [row]));
            }
            else
            {
                units[at].Rows.Add(row);
            }
        }

        var built = units.Select(u => Unit(u.Name, u.Rows, csv, game, Bad)).ToImmutableArray();
        return problems.Count > 0 ? throw new BadInputException(problems) : new RecordTable(game, built);
    }

    private static RecordUnit Unit(string name, List<CsvRow> rows, CsvTable csv, GameModel game, Action<string, string, int, string[]> bad)
    {
        int previous = int.MinValue;
        bool months = EventTable.TryMonth(rows[0].Cells[0], out _);
        var moves = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        var levels = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        foreach (var row in rows)
        {
            int now;
            if (months ? !EventTable.TryMonth(row.Cells[0], out now) : !int.TryParse(row.Cells[0], NumberStyles.Integer, CultureInfo.InvariantCulture, out now))
            {
                bad("R124", $"`{row.Cells[0]}` is not a period", row.Line, ["periods are months like 2018-10, or whole numbers"]);
            }
            else if (previous != int.MinValue && now != previous + 1)
            {
                bad("R125", now == previous ? $"period {row.Cells[0]} appears twice" : now < previous ? $"period {row.Cells[0]} is out of order" : $"{now - previous - 1} period(s) are missing before {row.Cells[0]}",
                    row.Line, ["periods run without gaps; leave cells empty where nothing is known"]);
            }

            previous = now;
            int Index(string column, ImmutableArray<string> values)
            {
                string cell = row.Cells[csv.Column(column)];
                int index = cell.Length == 0 ? -1 : values.IndexOf(cell);
                if (cell.Length > 0 && index < 0)
                {
                    bad("R126", $"column `{column}` is `{cell}`; expected one of {string.Join(", ", values)} or nothing", row.Line, []);
                }

                return index;
            }

            moves.Add([.. game.Players.Select(p => Index(p.Name, p.Moves))]);
            levels.Add([.. game.Situations.Select(s => Index(s.Name, s.Levels))]);
        }

        var covariates = ImmutableDictionary.CreateBuilder<string, double>();
        foreach (var c in game.Covariates.Where(c => csv.Column(c.Name) >= 0))
        {
            var cells = rows.Select(r => r.Cells[csv.Column(c.Name)]).Distinct().ToArray();
            if (cells.Length == 1 && double.TryParse(cells[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double x) && double.IsFinite(x))
            {
                covariates[c.Name] = x;
            }
            else
            {
                bad("R127", $"covariate `{c.Name}` must be one finite number within unit `{name}`; found {string.Join(", ", cells.Take(3))}", rows[0].Line, []);
            }
        }

        return new RecordUnit(name, [.. rows.Select(r => r.Cells[0])], moves.ToImmutable(), levels.ToImmutable(), covariates.ToImmutable());
    }
}
