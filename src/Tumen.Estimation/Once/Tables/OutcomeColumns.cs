namespace Tumen.Estimation.Once;

/// <summary>The outcome of every row, read from one column of outcomes, from moves, from indicators, from offers and answers, or from counts.</summary>
internal sealed class OutcomeColumns
{
    private double[][] _counts = [];
    private readonly int _rows;

    private OutcomeColumns(int rows, IReadOnlyList<string> names) => (_rows, Missing, Codes, Names) = (rows, new bool[rows], new int[rows], names);

    /// <summary>Rows whose outcome is missing.</summary>
    public bool[] Missing { get; }

    /// <summary>Outcome index per row.</summary>
    public int[] Codes { get; }

    /// <summary>Names of the outcomes.</summary>
    public IReadOnlyList<string> Names { get; }

    public double[] Offers { get; private set; } = [];

    public bool[]? Accepted { get; private set; }

    public double Most { get; private set; }

    public double[] Counts(int row) => [.. _counts.Select(c => c[row])];

    public double[] Seen(IReadOnlyList<int> kept)
    {
        if (_counts.Length > 0) return [.. _counts.Select(c => kept.Sum(row => c[row]))];
        if (Offers.Length > 0)
        {
            bool[]? yes = Accepted;
            return yes is null ? [kept.Count] : [kept.Count(row => !yes[row]), kept.Count(row => yes[row])];
        }
        var seen = new double[Names.Count];
        foreach (int row in kept) seen[Codes[row]]++;
        return seen;
    }

    public static OutcomeColumns Read(StrategicModel model, IReadOnlyList<string> columns, DataColumns data, StrategicOptions options) => model switch
    {
        StrategicModel.Ultimatum => ReadOffers(columns, data, options),
        StrategicModel.Crisis => ReadCounts(columns, data),
        _ when columns.Count == 1 => ReadCodes(model, columns[0], data, options),
        _ when columns.Count == (model == StrategicModel.Egame12 ? 3 : 4) => ReadIndicators(columns, data),
        _ when columns.Count == (model == StrategicModel.Egame123 ? 3 : 2) => ReadMoves(model, columns, data),
        _ => throw new SpecificationException("P117", $"{columns.Count} columns left of ~; {model} takes one column of outcomes, one 0/1 column per move, or one 0/1 column per outcome", "see `tumen fit --help`"),
    };

    private static int Count(StrategicModel model) => model == StrategicModel.Egame12 ? 3 : 4;

    private static OutcomeColumns ReadCodes(StrategicModel model, string column, DataColumns data, StrategicOptions options)
    {
        IReadOnlyList<string> found = data.Levels(column);
        bool numbers = found.All(l => ModelFormula.IsNumber(l, out _));
        IReadOnlyList<string> levels = options.Levels ?? (numbers ? [.. found.OrderBy(l => double.Parse(l, System.Globalization.CultureInfo.InvariantCulture))] : found);
        int expected = Count(model);
        if (levels.Count != expected)
            throw new SpecificationException("P111", $"`{column}` has {levels.Count} outcomes ({string.Join(", ", levels.Take(8))}{(levels.Count > 8 ? ", …" : "")}); {model} has {expected}",
                levels.Count < expected ? "an outcome that never happens makes weights run off, so no order of levels helps: use a game without that branch, or add rows in which it happens" : "merge outcomes, or name the order with --levels A,B,C");
        var read = new OutcomeColumns(data.Rows, levels);
        for (int row = 0; row < data.Rows; row++)
        {
            string cell = data.Text(column, row);
            read.Missing[row] = DataColumns.IsMissing(cell);
            read.Codes[row] = read.Missing[row] ? 0 : IndexOf(levels, cell);
            if (read.Codes[row] < 0)
                throw new SpecificationException([new SpecificationProblem("P118", $"`{column}` is `{cell}`; expected one of {string.Join(", ", levels)}", row, column, ["correct the cell, or --levels"])]);
        }
        return read;
    }

    private static int IndexOf(IReadOnlyList<string> levels, string cell)
    {
        for (int i = 0; i < levels.Count; i++)
            if (levels[i] == cell) return i;
        return -1;
    }

    private static OutcomeColumns ReadIndicators(IReadOnlyList<string> columns, DataColumns data)
    {
        double[][] values = [.. columns.Select(data.Numbers)];
        var read = new OutcomeColumns(data.Rows, [.. columns]);
        for (int row = 0; row < data.Rows; row++)
        {
            if (values.Any(v => double.IsNaN(v[row]))) { read.Missing[row] = true; continue; }
            int[] on = [.. Enumerable.Range(0, columns.Count).Where(i => values[i][row] == 1)];
            if (on.Length != 1 || values.Any(v => v[row] is not (0 or 1)))
                throw new SpecificationException([new SpecificationProblem("P118", $"of {string.Join(", ", columns)}, {on.Length} are 1; expected one 1 and zeros: each row ends in one outcome", row, columns[0], ["correct the row"])]);
            read.Codes[row] = on[0];
        }
        return read;
    }

    /// <summary>0/1 moves; a move that is not reached may be missing or anything.</summary>
    private static OutcomeColumns ReadMoves(StrategicModel model, IReadOnlyList<string> columns, DataColumns data)
    {
        double[][] move = [.. columns.Select(data.Numbers)];
        string a = columns[0], b = columns[1];
        string[] names = model switch
        {
            StrategicModel.Egame12 => [$"not {a}", $"{a}, not {b}", $"{a}, {b}"],
            StrategicModel.Egame122 => [$"not {a}, not {b}", $"not {a}, {b}", $"{a}, not {b}", $"{a}, {b}"],
            _ => [$"not {a}", $"{a}, not {b}", $"{a}, {b}, not {columns[2]}", $"{a}, {b}, {columns[2]}"],
        };
        var read = new OutcomeColumns(data.Rows, names);
        for (int row = 0; row < data.Rows; row++)
        {
            double first = Move(0), second;
            if (double.IsNaN(first)) { read.Missing[row] = true; continue; }
            if (model == StrategicModel.Egame122)
            {
                second = Move(1);
                read.Missing[row] = double.IsNaN(second);
                read.Codes[row] = (int)(2 * first + (double.IsNaN(second) ? 0 : second));
                continue;
            }
            for (int i = 0; i < columns.Count; i++)
            {
                double now = Move(i);
                if (double.IsNaN(now)) { read.Missing[row] = true; break; }
                if (now == 0) break;
                read.Codes[row] = i + 1;
            }
            double Move(int i) => move[i][row] is double.NaN or 0 or 1 ? move[i][row]
                : throw new SpecificationException([new SpecificationProblem("P118", FormattableString.Invariant($"`{columns[i]}` is {move[i][row]}; expected 0 or 1"), row, columns[i], ["code the move as 0 (stop, left) or 1 (go on, right)"])]);
        }
        return read;
    }

    private static OutcomeColumns ReadOffers(IReadOnlyList<string> columns, DataColumns data, StrategicOptions options)
    {
        if (columns.Count > 2) throw new SpecificationException("P117", $"{columns.Count} columns left of ~; an ultimatum game takes offer, or offer + accept", "see `tumen fit --help`");
        double[] offers = data.Numbers(columns[0]);
        double most = options.Most ?? offers.Where(y => !double.IsNaN(y)).DefaultIfEmpty(0).Max();
        if (!(most > 0)) throw new SpecificationException("P119", FormattableString.Invariant($"the largest offer is {most}; expected a number above 0"), "name the size of the prize with --most Q");
        var read = new OutcomeColumns(data.Rows, columns.Count == 2 ? ["refused", "accepted"] : ["offers"]) { Offers = offers, Most = most };
        double[]? answers = columns.Count == 2 ? data.Numbers(columns[1]) : null;
        for (int row = 0; row < data.Rows; row++)
        {
            read.Missing[row] = double.IsNaN(offers[row]) || (answers is not null && double.IsNaN(answers[row]));
            if (offers[row] < 0 || offers[row] > most)
                throw new SpecificationException([new SpecificationProblem("P119", FormattableString.Invariant($"the offer is {offers[row]}; expected a number from 0 to {most}"), row, columns[0], ["correct the cell, or name the size of the prize with --most Q"])]);
            if (answers is not null && !read.Missing[row] && answers[row] is not (0 or 1))
                throw new SpecificationException([new SpecificationProblem("P118", FormattableString.Invariant($"`{columns[1]}` is {answers[row]}; expected 0 (refused) or 1 (accepted)"), row, columns[1], ["correct the cell"])]);
        }
        read.Accepted = answers is null ? null : [.. answers.Select(x => x == 1)];
        return read;
    }

    private static OutcomeColumns ReadCounts(IReadOnlyList<string> columns, DataColumns data)
    {
        if (columns.Count != 4) throw new SpecificationException("P117", $"{columns.Count} columns left of ~; the crisis game takes four: status quo + concession + stood firm + backed down", "see `tumen fit --help`");
        var read = new OutcomeColumns(data.Rows, [.. columns]) { _counts = [.. columns.Select(data.Numbers)] };
        for (int row = 0; row < data.Rows; row++)
            for (int k = 0; k < 4; k++)
            {
                double y = read._counts[k][row];
                if (double.IsNaN(y)) read.Missing[row] = true;
                else if (y < 0 || y != Math.Floor(y))
                    throw new SpecificationException([new SpecificationProblem("P118", FormattableString.Invariant($"`{columns[k]}` is {y}; expected a count of months, 0 or more"), row, columns[k], ["correct the cell"])]);
            }
        return read;
    }
}
