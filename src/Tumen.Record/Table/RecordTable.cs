using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>A coded record, ready for fitting: per unit, a row a period with each player's move and each situation's level. Immutable.</summary>
public sealed class RecordTable
{
    /// <summary>Builds a record.</summary>
    /// <param name="game">The game whose moves and levels it uses.</param>
    /// <param name="units">Units, with different names.</param>
    public RecordTable(GameModel game, ImmutableArray<RecordUnit> units)
        : this(game, units, [])
    {
    }

    internal RecordTable(GameModel game, ImmutableArray<RecordUnit> units, ImmutableArray<Diagnostic> remarks)
    {
        ArgumentNullException.ThrowIfNull(game);
        foreach (var u in units)
        {
            if (u.Moves.Length != u.Length || u.Levels.Length != u.Length
                || u.Moves.Any(r => r.Length != game.Players.Length || r.Where((m, i) => m < -1 || m >= game.Players[i].Moves.Length).Any())
                || u.Levels.Any(r => r.Length != game.Situations.Length || r.Where((l, v) => l < -1 || l >= game.Situations[v].Levels.Length).Any()))
            {
                throw new ArgumentException($"the rows of unit `{u.Name}` do not fit the game's players and situations", nameof(units));
            }
        }

        Game = game;
        Units = units;
        Remarks = remarks;
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToCsv() + string.Concat(units.SelectMany(u => u.Sources).Select(s => s.Text())))));
    }

    /// <summary>The game whose moves and levels it uses.</summary>
    public GameModel Game { get; }

    /// <summary>Units, in order of appearance.</summary>
    public ImmutableArray<RecordUnit> Units { get; }

    /// <summary>Reviewer's remarks on the file it was read from; they never block.</summary>
    public ImmutableArray<Diagnostic> Remarks { get; }

    /// <summary>SHA-256 of <see cref="ToCsv"/> and of what sources tell, in lower-case hexadecimal.</summary>
    public string Hash { get; }

    /// <summary>Number of rows over all units.</summary>
    public int PeriodCount => Units.Sum(u => u.Length);

    /// <summary>Number of observed moves over all rows and players.</summary>
    public int MoveCount => Units.Sum(u => u.Moves.Sum(row => row.Count(m => m >= 0)));

    /// <summary>
    /// The record as CSV: <c>period</c>, the game's word for a unit if units are named, a column per player and per situation in declaration order, then covariates by
    /// name. An empty cell is unknown. Lines end in LF; the text is canonical: equal records give equal text.
    /// </summary>
    public string ToCsv()
    {
        var text = new StringBuilder("period");
        bool named = Units.Length > 1 || Units.Any(u => u.Name.Length > 0);
        var covariates = Units.SelectMany(u => u.Covariates.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var groups = Units.SelectMany(u => u.Groups.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        int[] shown = [.. Enumerable.Range(0, Game.Situations.Length).Where(v => !Game.IsHidden(Game.Situations[v]) || Units.Any(u => u.Levels.Any(row => row[v] >= 0)))];
        text.Append(named ? $",{CsvTable.Quote(Game.Unit)}" : "");
        foreach (string name in Game.Players.Select(p => p.Name).Concat(shown.Select(v => Game.Situations[v].Name)).Concat(covariates).Concat(groups))
        {
            text.Append(',').Append(CsvTable.Quote(name));
        }

        text.Append('\n');
        foreach (var unit in Units)
        {
            string tail = string.Concat(covariates.Select(c => "," + (unit.Covariates.TryGetValue(c, out double x) ? x.ToString("R", CultureInfo.InvariantCulture) : "")))
                + string.Concat(groups.Select(g => "," + CsvTable.Quote(unit.Groups.GetValueOrDefault(g, ""))));
            for (int t = 0; t < unit.Length; t++)
            {
                text.Append(CsvTable.Quote(unit.Periods[t])).Append(named ? "," + CsvTable.Quote(unit.Name) : "");
                for (int i = 0; i < Game.Players.Length; i++)
                {
                    text.Append(',').Append(unit.Move(t, i) < 0 ? "" : Game.Players[i].Moves[unit.Move(t, i)]);
                }

                foreach (int v in shown)
                {
                    text.Append(',').Append(unit.Level(t, v) < 0 ? "" : Game.Situations[v].Levels[unit.Level(t, v)]);
                }

                text.Append(tail).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>Reads a record from CSV bytes: <c>period</c> first, optional column of units, a column per player and situation, covariates that the game declares.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="file">Its name, for diagnostics.</param>
    /// <param name="game">The game.</param>
    /// <exception cref="BadInputException">Missing columns, unknown values, periods out of order, twice or missing, covariates that vary within a unit,
    /// an empty record: every mistake of one pass.</exception>
    public static RecordTable Read(ReadOnlySpan<byte> bytes, string file, GameModel game) => RecordFile.Build(CsvTable.Read(bytes, file), game);

    /// <summary>Reads a record from a stream; see <see cref="Read(ReadOnlySpan{byte}, string, GameModel)"/>.</summary>
    /// <param name="stream">The file; it is not closed.</param>
    /// <param name="file">Its name, for diagnostics.</param>
    /// <param name="game">The game.</param>
    /// <exception cref="BadInputException">As for bytes.</exception>
    public static RecordTable Read(Stream stream, string file, GameModel game) => RecordFile.Build(CsvTable.Read(stream, file), game);
}
