using System.Globalization;
using Tumen.Numerics;

namespace Tumen.Estimation.Once;

/// <summary>What a reader should be told of a table that a model was built from: data that look like slips, with counts. Nothing here stops a fit.</summary>
public static class TableReview
{
    /// <summary>P125: moves that were not reached have a value; P126: numbers that usually stand for nothing known.</summary>
    /// <param name="model">Which model.</param>
    /// <param name="formula">Outcomes and payoffs.</param>
    /// <param name="data">The table.</param>
    /// <param name="built">The model built from it.</param>
    public static IReadOnlyList<SpecificationProblem> Of(StrategicModel model, ModelFormula formula, DataColumns data, BuiltModel built) =>
        [.. Contradictions(model, formula.Outcomes, data, built.Kept), .. Codes(data, built)];

    /// <summary>In a game whose moves follow each other, a move after the end that is marked as made.</summary>
    private static IEnumerable<SpecificationProblem> Contradictions(StrategicModel model, IReadOnlyList<string> moves, DataColumns data, IReadOnlyList<int> kept)
    {
        if (!(model == StrategicModel.Egame12 && moves.Count == 2) && !(model == StrategicModel.Egame123 && moves.Count == 3))
        {
            yield break;
        }

        double[][] made = [.. moves.Select(data.Numbers)];
        for (int m = 1; m < moves.Count; m++)
        {
            int at = m;
            int[] rows = [.. kept.Where(row => made[at][row] == 1 && Enumerable.Range(0, at).Any(before => made[before][row] == 0))];
            if (rows.Length > 0)
            {
                string ended = moves[Enumerable.Range(0, at).First(before => made[before][rows[0]] == 0)];
                yield return new SpecificationProblem("P125", $"{rows.Length} {(rows.Length == 1 ? "row says" : "rows say")} `{moves[m]}` is 1 though `{ended}` is 0: the game ends before that move, and the 1 is passed over",
                    rows[0], moves[m], [$"leave `{moves[m]}` empty where the move was not reached", $"correct `{ended}` if the move was made after all"]);
            }
        }
    }

    /// <summary>Numbers such as −9, −99 and −999 far from all others of their column.</summary>
    private static IEnumerable<SpecificationProblem> Codes(DataColumns data, BuiltModel built)
    {
        string[] used = [.. data.Names.Where(name => built.Equations.SelectMany(e => e.Columns).Any(c => Mentions(c.Name, name)))];
        foreach (string column in used)
        {
            if (built.Kept.Any(row => !DataColumns.IsMissing(data.Text(column, row)) && !ModelFormula.IsNumber(data.Text(column, row), out _)))
            {
                continue;
            }

            double[] all = data.Numbers(column);
            foreach (var lone in LoneCode.In([.. built.Kept.Select(row => all[row])]))
            {
                yield return new SpecificationProblem("P126", string.Create(CultureInfo.InvariantCulture, $"`{column}` is {lone.Value} in {lone.Count} {(lone.Count == 1 ? "row" : "rows")}, far from all other values: data sets write such numbers where nothing is known, and here it counts as a number"),
                    built.Kept[lone.First], column, ["leave the cell empty where the value is missing: the row is then left out and counted"]);
            }
        }
    }

    /// <summary>Whether a term names a column as a word of its own.</summary>
    private static bool Mentions(string term, string column)
    {
        for (int at = term.IndexOf(column, StringComparison.Ordinal); at >= 0; at = term.IndexOf(column, at + 1, StringComparison.Ordinal))
        {
            int end = at + column.Length;
            if ((at == 0 || !IsName(term[at - 1])) && (end == term.Length || !IsName(term[end])))
            {
                return true;
            }
        }

        return false;

        static bool IsName(char c) => char.IsLetterOrDigit(c) || c is '_' or '.';
    }
}
