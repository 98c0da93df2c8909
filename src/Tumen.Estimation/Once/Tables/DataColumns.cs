using System.Globalization;
using Tumen.Numerics;

namespace Tumen.Estimation.Once;

/// <summary>A table of text cells, by column, from which terms are evaluated; empty, NA, NaN and . are missing.</summary>
public sealed class DataColumns
{
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<IReadOnlyList<string>> _rows;
    private readonly Dictionary<string, IReadOnlyList<string>> _levels = new(StringComparer.Ordinal);

    /// <summary>Wraps a table.</summary>
    /// <param name="columns">Column names, all different.</param>
    /// <param name="rows">Cells, one list a row.</param>
    public DataColumns(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        for (int i = 0; i < columns.Count; i++) _index[columns[i]] = i;
        _rows = rows;
        Names = [.. columns];
    }

    /// <summary>Other rows of the same columns, whose names of groups are read as in this table.</summary>
    /// <param name="rows">Cells, one list a row.</param>
    internal DataColumns Like(IReadOnlyList<IReadOnlyList<string>> rows) => new(Names, rows) { _like = this };

    private DataColumns? _like;

    /// <summary>Column names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of rows.</summary>
    public int Rows => _rows.Count;

    /// <summary>Whether a cell's text stands for a missing value.</summary>
    public static bool IsMissing(string cell) => cell.Trim() is "" or "NA" or "NaN" or "nan" or ".";

    /// <summary>A cell's text, trimmed.</summary>
    /// <exception cref="SpecificationException">P101: no such column.</exception>
    public string Text(string column, int row) => _rows[row][Find(column)].Trim();

    /// <summary>A column as numbers, NaN where missing.</summary>
    /// <exception cref="SpecificationException">P101: no such column; P102: a cell is not a number.</exception>
    public double[] Numbers(string column)
    {
        int at = Find(column);
        var values = new double[Rows];
        for (int i = 0; i < Rows; i++)
        {
            string cell = _rows[i][at].Trim();
            if (IsMissing(cell)) values[i] = double.NaN;
            else if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double x) && double.IsFinite(x)) values[i] = x;
            else
                throw new SpecificationException([new SpecificationProblem("P102", $"`{column}` is `{Short(cell)}`; expected a number, or an empty cell or NA where it is missing", i, column,
                    ["correct the cell", $"write factor({column}) if its values are names of groups"])]);
        }
        return values;
    }

    /// <summary>The evaluated columns of a payoff's terms, text columns as indicators against their first level in alphabetical order.</summary>
    /// <returns>A name and a column of values (NaN where missing) per weight.</returns>
    /// <exception cref="SpecificationException">P101 to P104.</exception>
    public IReadOnlyList<(string Name, double[] Values)> Evaluate(FormulaSide side)
    {
        var columns = new List<(string, double[])>();
        foreach (string term in side.Terms) columns.AddRange(Term(term));
        return [.. columns.Select(c => (ModelFormula.Unshield(c.Item1), c.Item2))];
    }

    /// <summary>The different values of a text column, in alphabetical order.</summary>
    public IReadOnlyList<string> Levels(string column)
    {
        if (_like is not null) return _like.Levels(column);
        if (_levels.TryGetValue(column, out IReadOnlyList<string>? known)) return known;
        int at = Find(column);
        return _levels[column] = [.. _rows.Select(row => row[at].Trim()).Where(cell => !IsMissing(cell)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private List<(string Name, double[] Values)> Term(string term)
    {
        if (term == "1") return [("1", [.. Enumerable.Repeat(1.0, Rows)])];
        int colon = term.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            List<(string Name, double[] Values)> left = Term(term[..colon]), right = Term(term[(colon + 1)..]);
            return [.. from a in left from b in right select ($"{a.Name}:{b.Name}", a.Values.Zip(b.Values, (x, y) => x * y).ToArray())];
        }
        if (term.StartsWith("factor(", StringComparison.Ordinal) && term.EndsWith(')')) return Groups(term[7..^1]);
        if (term.StartsWith("I(", StringComparison.Ordinal) && term.EndsWith(')')) return [(term, Power(term[2..^1]))];
        int open = term.IndexOf('(', StringComparison.Ordinal);
        if (open > 0 && term.EndsWith(')')) return [(term, Function(term[..open], term[(open + 1)..^1], term))];
        if (term.Contains('^', StringComparison.Ordinal)) return [(term, Power(term))];
        return IsText(term) ? Groups(term) : [(term, Numbers(term))];
    }

    private double[] Power(string term)
    {
        string[] parts = term.Split('^');
        if (parts.Length != 2 || !ModelFormula.IsNumber(parts[1], out double power))
            throw new SpecificationException("P100", $"{term} cannot be read; expected a column and a power, as in x^2", "make the column in the table first");
        return Mapped(parts[0], x => Elementary.Pow(x, power), term);
    }

    private double[] Function(string name, string column, string term) => name switch
    {
        "sqrt" => Mapped(column, Math.Sqrt, term),
        "log" => Mapped(column, Elementary.Log, term),
        "log1p" => Mapped(column, x => x > -1 ? Tumen.Numerics.Special.Normal.LogOnePlus(x) : double.NaN, term),
        "exp" => Mapped(column, Elementary.Exp, term),
        "abs" => Mapped(column, Math.Abs, term),
        _ => throw new SpecificationException("P103", $"the function {name} in {term} is not known; known are sqrt, log, log1p, exp, abs, factor and I(x^2)", "make the column in the table first"),
    };

    private double[] Mapped(string column, Func<double, double> map, string term)
    {
        double[] values = Numbers(column);
        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i])) continue;
            double y = map(values[i]);
            if (!double.IsFinite(y))
                throw new SpecificationException([new SpecificationProblem("P104", FormattableString.Invariant($"{term} is {y} where `{column}` is {values[i]}; expected a finite number"), i, column,
                    ["use a transformation that is defined for every row, or leave the row's cell empty"])]);
            values[i] = y;
        }
        return values;
    }

    private List<(string Name, double[] Values)> Groups(string column)
    {
        IReadOnlyList<string> levels = Levels(column);
        if (levels.Count > 50)
            throw new SpecificationException([new SpecificationProblem("P105", $"`{column}` has {levels.Count} different names, such as `{Short(levels[0])}` and `{Short(levels[1])}`; expected numbers, or at most 50 groups",
                Enumerable.Range(0, Rows).First(i => Text(column, i) == levels[0]), column, ["correct cells that should be numbers", "merge groups"])]);
        return [.. levels.Skip(1).Select(level => ($"{column}={level}",
            Enumerable.Range(0, Rows).Select(i => Text(column, i) is var cell && IsMissing(cell) ? double.NaN : cell == level ? 1.0 : 0.0).ToArray()))];
    }

    /// <summary>Whether a column names groups. One that is mostly numbers with a stray word is a mistake, not a group column.</summary>
    internal bool IsText(string column)
    {
        if (_like is not null) return _like.IsText(column);
        int at = Find(column), numbers = 0, words = 0, first = -1;
        for (int i = 0; i < Rows; i++)
        {
            string cell = _rows[i][at].Trim();
            if (IsMissing(cell)) continue;
            if (ModelFormula.IsNumber(cell, out _)) numbers++;
            else if (words++ == 0) first = i;
        }
        if (words > 0 && numbers > 0)
            throw new SpecificationException([new SpecificationProblem("P102", $"`{column}` is `{Short(Text(column, first))}` here and a number in {numbers} rows; expected numbers in all rows or names in all", first, column,
                ["correct the cell, or leave it empty if it is missing", $"write factor({column}) if its values are names of groups"])]);
        return words > 0;
    }

    private int Find(string column)
    {
        column = ModelFormula.Unshield(column);
        if (_index.TryGetValue(column, out int at)) return at;
        string? near = Names.FirstOrDefault(n => string.Equals(n, column, StringComparison.OrdinalIgnoreCase))
            ?? Names.FirstOrDefault(n => n.StartsWith(column, StringComparison.OrdinalIgnoreCase) || column.StartsWith(n, StringComparison.OrdinalIgnoreCase));
        throw new SpecificationException("P101", $"the table has no column `{Short(column)}`; it has {string.Join(", ", Names.Take(30))}{(Names.Count > 30 ? ", …" : "")}",
            near is null ? "correct the formula or the header" : $"write {near}");
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
