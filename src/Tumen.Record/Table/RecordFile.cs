using System.Globalization;
using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>Builds a record from a CSV table, with every mistake of one pass.</summary>
internal sealed class RecordFile
{
    private readonly CsvTable _csv;
    private readonly GameModel _game;
    private readonly Findings _found;
    private readonly int _unit;
    private readonly int[] _players;
    private readonly int[] _situations;

    private RecordFile(CsvTable csv, GameModel game)
    {
        (_csv, _game, _found) = (csv, game, new Findings(csv.File));
        _unit = csv.Column(game.Unit);
        _players = [.. game.Players.Select(p => csv.Column(p.Name))];
        _situations = [.. game.Situations.Select(s => csv.Column(s.Name))];
    }

    public static RecordTable Build(CsvTable csv, GameModel game) => new RecordFile(csv, game).Table();

    private RecordTable Table()
    {
        Header();
        _found.ThrowIfAny();
        var units = new Dictionary<string, List<CsvRow>>(StringComparer.Ordinal);
        var names = new List<string>();
        foreach (var row in _csv.Rows)
        {
            string name = _unit >= 0 ? row.Cells[_unit] : "";
            if (!units.TryGetValue(name, out var rows))
            {
                units[name] = rows = [];
                names.Add(name);
            }

            rows.Add(row);
        }

        ImmutableArray<RecordUnit> built = [.. names.Select(n => Unit(n, units[n]))];
        _found.ThrowIfAny();
        Doubts(built);
        return new RecordTable(_game, built, _found.Remarks);
    }

    /// <summary>What no rule forbids and a reader should see: names of units or groups that look alike, numbers that usually stand for nothing known.</summary>
    private void Doubts(ImmutableArray<RecordUnit> units)
    {
        foreach (int column in _game.GroupColumns.Select(_csv.Column).Append(_unit).Where(c => c >= 0).Distinct())
        {
            LookAlikes.Review(_csv, column, _found);
        }

        foreach (var covariate in _game.Covariates)
        {
            foreach (var lone in Numerics.LoneCode.In([.. units.Select(u => u.Covariates[covariate.Name])]))
            {
                int column = _csv.Column(covariate.Name);
                var row = _csv.Rows.First(r => _unit < 0 || r.Cells[_unit] == units[lone.First].Name);
                _found.Review("R128", _csv.Place(row, column), string.Create(System.Globalization.CultureInfo.InvariantCulture,
                    $"covariate `{covariate.Name}` is {lone.Value} in {lone.Count} {(lone.Count == 1 ? _game.Unit : "units")}, far from all other values: data sets write such numbers where nothing is known, and here it counts as a number"),
                    null, $"leave out every {_game.Unit} whose {covariate.Name} is not known, or find its value");
            }
        }
    }

    private void Header()
    {
        string columns = $"its columns are {string.Join(", ", _csv.Columns)}";
        if (_csv.Columns[0] != "period")
        {
            _found.Error("R120", _csv.Place(_csv.Header, 0), $"the first column is `{_csv.Columns[0]}`; expected `period`", columns);
        }

        string[] known = [.. _game.Players.Select(p => p.Name), .. _game.Situations.Select(s => s.Name)];
        string[] covariates = [.. _game.Covariates.Select(c => c.Name)];
        string[] groups = [.. _game.GroupColumns];
        string[] units = _game.IsPanel ? [_game.Unit] : [];
        string[] strange = [.. _csv.Columns.Where(c => c != "period" && c != _game.Unit && !known.Contains(c) && !covariates.Contains(c) && !groups.Contains(c))];
        foreach (string name in units.Concat(known).Concat(covariates).Concat(groups).Where(n => _csv.Column(n) < 0 && (_game.Regimes is null || n != RegimeSpec.Situation)))
        {
            string what = units.Contains(name) ? "name of the" : groups.Contains(name) ? "group" : covariates.Contains(name) ? "covariate" : _game.Players.Any(p => p.Name == name) ? "player" : "situation";
            _found.Error("R121", new Place(1, 1, 1), $"the record has no column for the {what} `{name}`", columns,
                Nearest.To(name, strange) is { } near ? $"rename the column `{near}` to `{name}`" : what is "covariate" or "group" or "name of the" ? null : "if nothing is known of it, give it a column of empty cells");
        }

        foreach (string name in strange)
        {
            _found.Review("R122", _csv.Place(_csv.Header, _csv.Column(name)), $"the column `{name}` is not used: it is neither a player, a situation nor a covariate of the game",
                null, Nearest.To(name, known.Concat(covariates)) is { } near ? $"did you mean `{near}`?" : $"to use it, declare `covariate {name}` in the game");
        }

        if (_csv.Rows.IsEmpty)
        {
            _found.Error("R123", new Place(1, 1, 1), "the record is empty: it has a header and no rows");
        }
    }

    private RecordUnit Unit(string name, List<CsvRow> rows)
    {
        Periods(name, rows);
        var moves = ImmutableArray.CreateBuilder<ImmutableArray<int>>(rows.Count);
        var levels = ImmutableArray.CreateBuilder<ImmutableArray<int>>(rows.Count);
        foreach (var row in rows)
        {
            moves.Add([.. _game.Players.Select((p, i) => Index(row, _players[i], p.Moves))]);
            levels.Add([.. _game.Situations.Select((s, v) => _situations[v] < 0 ? RecordUnit.Hidden(_game, levels.Count) : IsNumber(s) ? NearestLevel(row, _situations[v], s) : Index(row, _situations[v], s.Levels))]);
        }

        return new RecordUnit(name, [.. rows.Select(r => r.Cells[0])], moves.MoveToImmutable(), levels.MoveToImmutable(), Covariates(name, rows)) { Groups = Groups(name, rows) };
    }

    private void Periods(string unit, List<CsvRow> rows)
    {
        if (rows.Count > 1 && rows.All(r => IsPackedMonth(r.Cells[0])))
        {
            string first = rows[0].Cells[0];
            _found.Error("R124", () => _csv.Place(rows[0], 0), () => $"column `period` is `{first}`, a whole number that looks like a month", "read as whole numbers, months would lie 88 apart at every turn of the year",
                $"write months with a dash: {first[..4]}-{first[4..]}");
            return;
        }

        var form = PeriodLabel.Form.None;
        var seen = new SortedDictionary<int, CsvRow>();
        int latest = int.MinValue;
        string of = unit.Length > 0 ? $" of unit `{unit}`" : "";
        foreach (var row in rows)
        {
            string label = row.Cells[0];
            var now = PeriodLabel.Read(label, out int count);
            form = form == PeriodLabel.Form.None ? now : form;
            if (now == PeriodLabel.Form.None || now != form)
            {
                _found.Error("R124", () => _csv.Place(row, 0), () => $"column `period` is `{label}`; expected {PeriodLabel.Expected}, the same way in every row");
                continue;
            }

            if (!seen.TryAdd(count, row))
            {
                _found.Error("R125", () => _csv.Place(row, 0), () => $"period {label}{of} appears twice; line {seen[count].Line} has it too", null, "one row a period: remove one of them");
            }
            else if (count < latest)
            {
                _found.Error("R125", () => _csv.Place(row, 0), () => $"period {label}{of} is out of order: it comes after a later one", null, "sort the rows by period");
            }

            latest = Math.Max(latest, count);
        }

        long expected = seen.Count == 0 ? 0 : seen.First().Key;
        foreach (var (count, row) in seen)
        {
            long missing = count - expected;
            if (missing > 0)
            {
                _found.Error("R125", () => _csv.Place(row, 0), () => $"{missing} period(s){of} are missing before {row.Cells[0]}", "periods run without gaps",
                    "give every missing period a row with empty cells");
            }

            expected = count + 1L;
        }
    }

    // 201812, as GDELT and others write December 2018.
    private static bool IsPackedMonth(string label) => label.Length == 6 && label.All(char.IsAsciiDigit) && label[0] is ('1' or '2') && int.Parse(label.AsSpan(4), CultureInfo.InvariantCulture) is >= 1 and <= 12;

    private static bool IsNumber(Situation s) => !s.Values.IsDefaultOrEmpty && EventFile.TryNumber(s.Levels[^1], out _);

    // A situation that is a number is read as its nearest level; what lies beyond an end belongs to the end, as the tails of its law do.
    private int NearestLevel(CsvRow row, int column, Situation situation)
    {
        string cell = row.Cells[column];
        if (cell.Length == 0)
        {
            return -1;
        }

        if (!EventFile.TryNumber(cell, out double x))
        {
            _found.Error("R126", () => _csv.Place(row, column), () => $"column `{_csv.Columns[column]}` is `{cell}`; expected a number, or nothing", null);
            return -1;
        }

        return Enumerable.Range(0, situation.Levels.Length).MinBy(k => Math.Abs(situation.Value(k) - x));
    }

    private int Index(CsvRow row, int column, ImmutableArray<string> values)
    {
        string cell = row.Cells[column];
        int index = cell.Length == 0 ? -1 : values.IndexOf(cell);
        if (cell.Length > 0 && index < 0)
        {
            _found.Error("R126", () => _csv.Place(row, column), () => $"column `{_csv.Columns[column]}` is `{cell}`; expected {string.Join(", ", values)}, or nothing", null,
                Nearest.To(cell, values) is { } near ? $"did you mean `{near}`?" : null);
        }

        return index;
    }

    private ImmutableDictionary<string, string> Groups(string unit, List<CsvRow> rows)
    {
        var found = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (string column in _game.GroupColumns)
        {
            int c = _csv.Column(column);
            string entry = rows[0].Cells[c];
            found[column] = entry;
            if (rows.FirstOrDefault(r => r.Cells[c].Length == 0 || r.Cells[c] != entry) is { } row)
            {
                _found.Error("R127", () => _csv.Place(row, c), () => $"`{column}` is `{row.Cells[c]}`; expected {(entry.Length == 0 ? "an entry" : $"`{entry}` as in the {_game.Unit}'s first row")}", $"a group is constant within a {_game.Unit}");
            }
        }

        return found.ToImmutable();
    }

    private ImmutableDictionary<string, double> Covariates(string unit, List<CsvRow> rows)
    {
        var found = ImmutableDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var covariate in _game.Covariates)
        {
            int c = _csv.Column(covariate.Name);
            bool any = false;
            foreach (var row in rows)
            {
                bool ok = EventFile.TryNumber(row.Cells[c], out double x);
                if (ok && (!any || x.Equals(found[covariate.Name])))
                {
                    found[covariate.Name] = x;
                    any = true;
                    continue;
                }

                string expected = ok ? $"{found[covariate.Name].ToString("R", System.Globalization.CultureInfo.InvariantCulture)} as in the unit's first row" : "a finite number";
                _found.Error("R127", () => _csv.Place(row, c), () => $"covariate `{covariate.Name}` is `{row.Cells[c]}`; expected {expected}", "a covariate is constant within a unit");
                break;
            }
        }

        return found.ToImmutable();
    }
}
