using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Record;

namespace Tumen.Estimation.Once;

/// <summary>Doubts about a table of plays that no rule forbids: moves after the end, numbers that stand for nothing known, groups that look alike.</summary>
internal static class PlayReview
{
    /// <summary>Looks at the rows used.</summary>
    /// <param name="csv">The table.</param>
    /// <param name="game">The game.</param>
    /// <param name="lines">Lines of the rows used.</param>
    /// <param name="byOutcome">Whether rows tell outcomes rather than moves.</param>
    public static ImmutableArray<Diagnostic> Of(CsvTable csv, GameModel game, IReadOnlyList<int> lines, bool byOutcome)
    {
        HashSet<int> used = [.. lines];
        CsvRow[] rows = [.. csv.Rows.Where(r => used.Contains(r.Line))];
        return [.. byOutcome ? [] : AfterTheEnd(csv, game, rows), .. Codes(csv, game, rows), .. game.GroupColumns.SelectMany(g => LookAlikeNames.In(csv, g))];
    }

    private static IEnumerable<Diagnostic> AfterTheEnd(CsvTable csv, GameModel game, CsvRow[] rows)
    {
        var rules = game.Once!;
        var path = new int[game.Players.Length];
        var (counts, first) = (new int[path.Length], new CsvRow?[path.Length]);
        foreach (var row in rows)
        {
            Array.Fill(path, -1);
            for (int i = 0; i < path.Length; i++)
            {
                string cell = row.Cells[csv.Column(game.Players[i].Name)];
                if (rules.When[i].Holds([], path))
                {
                    path[i] = i == rules.Offer ? 0 : game.Players[i].MoveIndex(cell);
                }
                else if (!PlayTable.IsMissing(cell))
                {
                    counts[i]++;
                    first[i] ??= row;
                }
            }
        }

        for (int i = 0; i < path.Length; i++)
        {
            if (first[i] is { } row)
            {
                int column = csv.Column(game.Players[i].Name);
                yield return Diagnostic.Review("R129", $"{counts[i]} {(counts[i] == 1 ? "row says" : "rows say")} `{game.Players[i].Name}` was made though the moves before it rule it out, the first `{row.Cells[column]}`: it is passed over",
                    csv.File, csv.Place(row, column), null, ["leave the cell of a move that was not reached empty", "correct the moves before it, if it was made after all"]);
            }
        }
    }

    private static IEnumerable<Diagnostic> Codes(CsvTable csv, GameModel game, CsvRow[] rows)
    {
        foreach (var covariate in game.Covariates)
        {
            int column = csv.Column(covariate.Name);
            double[] values = [.. rows.Select(r => double.TryParse(r.Cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double x) ? x : double.NaN)];
            foreach (var lone in LoneCode.In(values))
            {
                yield return Diagnostic.Review("R128", string.Create(CultureInfo.InvariantCulture,
                    $"covariate `{covariate.Name}` is {lone.Value} in {lone.Count} {(lone.Count == 1 ? "row" : "rows")}, far from all other values: data sets write such numbers where nothing is known, and here it counts as a number"),
                    csv.File, csv.Place(rows[lone.First], column), null, ["leave the cell empty where the value is missing: the row is then left out and counted"]);
            }
        }
    }
}
