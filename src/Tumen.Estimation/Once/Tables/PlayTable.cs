using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;
using Tumen.Record;

namespace Tumen.Estimation.Once;

/// <summary>A table of plays of a game played once: a row a play (or a row a unit, with counts of outcomes). Rows with a missing cell are left out. Immutable.</summary>
/// <remarks>Outcomes come from a column <c>outcome</c>, from counts in columns named like the outcomes, or from a column for every move; an empty cell or NA is missing.</remarks>
public sealed class PlayTable
{
    private readonly Dictionary<string, double[]> _covariates;
    private readonly Dictionary<string, string[]> _groups;

    private PlayTable(GameModel game, ImmutableArray<string> outcomes, ImmutableArray<ImmutableArray<int>> leaves, ImmutableArray<double[]> counts, ImmutableArray<double> offers,
        ImmutableArray<int> lines, ImmutableArray<int> dropped, Dictionary<string, double[]> covariates, Dictionary<string, string[]> groups)
    {
        Game = game;
        Outcomes = outcomes;
        Leaves = leaves;
        Counts = counts;
        Offers = offers;
        Lines = lines;
        Dropped = dropped;
        _covariates = covariates;
        _groups = groups;
    }

    /// <summary>The game.</summary>
    public GameModel Game { get; }

    /// <summary>Names of the outcomes that the record tells apart.</summary>
    public ImmutableArray<string> Outcomes { get; }

    /// <summary>Per outcome, the ways through the game that lead there, by index in <see cref="OncePaths"/>.</summary>
    public ImmutableArray<ImmutableArray<int>> Leaves { get; }

    /// <summary>Per row, how often each outcome was seen.</summary>
    public ImmutableArray<double[]> Counts { get; }

    /// <summary>Per row, the offer made; empty in a game without offers.</summary>
    public ImmutableArray<double> Offers { get; }

    /// <summary>Line of each row in the file.</summary>
    public ImmutableArray<int> Lines { get; }

    /// <summary>Lines left out because a cell is missing.</summary>
    public ImmutableArray<int> Dropped { get; }

    /// <summary>What a reader should see of the rows used, with counts; nothing here stops a fit.</summary>
    public ImmutableArray<Diagnostic> Remarks { get; private init; } = [];

    /// <summary>Number of rows used.</summary>
    public int Rows => Counts.Length;

    /// <summary>A covariate's values.</summary>
    public double[] Covariate(string name) => _covariates[name];

    /// <summary>Entries of a group, by row.</summary>
    public string[] Group(string column) => _groups[column];

    /// <summary>Reads a table.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="file">Its name, for diagnostics.</param>
    /// <param name="game">A game played once.</param>
    /// <exception cref="BadInputException">Missing columns, cells that are no outcome, move, count or number.</exception>
    public static PlayTable Read(ReadOnlySpan<byte> bytes, string file, GameModel game) => From(CsvTable.Read(bytes, file), game);

    /// <summary>Reads a table that has been split into cells.</summary>
    /// <exception cref="BadInputException">As for bytes.</exception>
    public static PlayTable From(CsvTable csv, GameModel game)
    {
        var rules = game.Once ?? throw new ArgumentException("the game repeats; its record is a RecordTable", nameof(game));
        var paths = OncePaths.Of(game.Players, rules).ToArray();
        var problems = new List<Diagnostic>();
        string columns = $"its columns are {string.Join(", ", csv.Columns)}";
        void Missing(string what, string name) => problems.Add(Diagnostic.Error("R121", $"the record has no column for the {what} `{name}`", csv.File, new Place(1, 1, 1), null, [columns], null));

        string[] covariates = [.. game.Covariates.Select(c => c.Name)], groups = [.. game.GroupColumns];
        foreach (string name in covariates.Where(n => csv.Column(n) < 0))
        {
            Missing("covariate", name);
        }

        foreach (string name in groups.Where(n => csv.Column(n) < 0))
        {
            Missing("group", name);
        }

        bool named = rules.Outcomes.Length > 0, byName = named && csv.Column("outcome") >= 0, byCount = named && !byName && rules.Outcomes.All(o => csv.Column(o.Name) >= 0);
        if (!byName && !byCount)
        {
            foreach (var move in game.Players.Where(p => csv.Column(p.Name) < 0))
            {
                problems.Add(Diagnostic.Error("R121", $"the record has no column for the move `{move.Name}`", csv.File, new Place(1, 1, 1), null, [columns],
                    named ? [$"give it a column `outcome` with {string.Join(", ", rules.Outcomes.Select(o => o.Name))}, or a column of counts for each of them"] : null));
            }
        }

        Stop(problems);
        ImmutableArray<string> outcomes = named && rules.Offer < 0 ? [.. rules.Outcomes.Select(o => o.Name)] : [.. paths.Select(p => string.Join(", ", p.Select((m, i) => m < 0 || i == rules.Offer ? null : game.Players[i].Moves[m]).OfType<string>()))];
        ImmutableArray<ImmutableArray<int>> leaves = named && rules.Offer < 0
            ? [.. rules.Outcomes.Select(o => Enumerable.Range(0, paths.Length).Where(k => o.If.Holds([], paths[k])).ToImmutableArray())]
            : [.. Enumerable.Range(0, paths.Length).Select(k => ImmutableArray.Create(k))];
        var (counts, offers, lines, dropped) = (new List<double[]>(), new List<double>(), new List<int>(), new List<int>());
        var numbers = covariates.ToDictionary(c => c, _ => new List<double>());
        var entries = groups.ToDictionary(g => g, _ => new List<string>());
        foreach (var row in csv.Rows)
        {
            double[]? seen = byName ? Named(csv, row, outcomes, problems) : byCount ? Counted(csv, row, outcomes, problems) : Played(csv, row, game, paths, leaves, problems);
            double offer = rules.Offer < 0 ? 0 : Number(csv, row, game.Players[rules.Offer].Name, problems);
            double[] x = [.. covariates.Select(c => Number(csv, row, c, problems))];
            if (offer < 0 || offer > rules.LargestOffer)
            {
                problems.Add(Diagnostic.Error("R141", string.Create(CultureInfo.InvariantCulture, $"the offer is {offer}; expected a number from 0 to {rules.LargestOffer}"), csv.File, csv.Place(row, csv.Column(game.Players[rules.Offer].Name))));
            }

            if (seen is null || double.IsNaN(offer) || x.Any(double.IsNaN) || groups.Any(g => row.Cells[csv.Column(g)].Length == 0))
            {
                dropped.Add(row.Line);
                continue;
            }

            counts.Add(seen);
            offers.Add(offer);
            lines.Add(row.Line);
            for (int c = 0; c < x.Length; c++)
            {
                numbers[covariates[c]].Add(x[c]);
            }

            foreach (string g in groups)
            {
                entries[g].Add(row.Cells[csv.Column(g)]);
            }
        }

        if (counts.Count == 0 && problems.Count == 0)
        {
            problems.Add(Diagnostic.Error("R123", $"none of the {csv.Rows.Length} rows of the record is complete", csv.File, new Place(1, 1, 1)));
        }

        Stop(problems);
        return new PlayTable(game, outcomes, leaves, [.. counts], rules.Offer < 0 ? [] : [.. offers], [.. lines], [.. dropped],
            numbers.ToDictionary(n => n.Key, n => n.Value.ToArray()), entries.ToDictionary(e => e.Key, e => e.Value.ToArray())) { Remarks = PlayReview.Of(csv, game, lines, byName || byCount) };
    }

    private static void Stop(List<Diagnostic> problems)
    {
        if (problems.Count > 0)
        {
            throw new BadInputException(problems.Take(50));
        }
    }

    internal static bool IsMissing(string cell) => cell.Length == 0 || cell is "NA" or "NaN" or "." or "NULL";

    private static double[]? Named(CsvTable csv, CsvRow row, ImmutableArray<string> outcomes, List<Diagnostic> problems)
    {
        int column = csv.Column("outcome");
        string cell = row.Cells[column];
        if (IsMissing(cell))
        {
            return null;
        }

        int at = outcomes.IndexOf(cell);
        if (at < 0)
        {
            problems.Add(Diagnostic.Error("R126", $"column `outcome` is `{cell}`; expected {string.Join(", ", outcomes)}, or nothing", csv.File, csv.Place(row, column)));
            return null;
        }

        return One(outcomes.Length, at);
    }

    private static double[]? Counted(CsvTable csv, CsvRow row, ImmutableArray<string> outcomes, List<Diagnostic> problems)
    {
        double[] counts = [.. outcomes.Select(o => Number(csv, row, o, problems))];
        int bad = Array.FindIndex(counts, c => c < 0 || (!double.IsNaN(c) && c != Math.Floor(c)));
        if (bad >= 0)
        {
            problems.Add(Diagnostic.Error("R126", $"column `{outcomes[bad]}` is `{row.Cells[csv.Column(outcomes[bad])]}`; expected a count, 0 or more", csv.File, csv.Place(row, csv.Column(outcomes[bad]))));
        }

        return counts.Any(double.IsNaN) ? null : counts;
    }

    // The way through the game that the moves tell; a move that is not made may be anything.
    private static double[]? Played(CsvTable csv, CsvRow row, GameModel game, int[][] paths, ImmutableArray<ImmutableArray<int>> leaves, List<Diagnostic> problems)
    {
        var path = new int[game.Players.Length];
        Array.Fill(path, -1);
        for (int i = 0; i < path.Length; i++)
        {
            if (!game.Once!.When[i].Holds([], path))
            {
                continue;
            }

            if (i == game.Once.Offer)
            {
                path[i] = 0;
                continue;
            }

            int column = csv.Column(game.Players[i].Name);
            string cell = row.Cells[column];
            if (IsMissing(cell))
            {
                return null;
            }

            path[i] = game.Players[i].MoveIndex(cell);
            if (path[i] < 0)
            {
                problems.Add(Diagnostic.Error("R126", $"column `{csv.Columns[column]}` is `{cell}`; expected {string.Join(", ", game.Players[i].Moves)}, or nothing", csv.File, csv.Place(row, column)));
                return null;
            }
        }

        int leaf = Array.FindIndex(paths, p => p.AsSpan().SequenceEqual(path));
        return One(leaves.Length, leaves.ToList().FindIndex(l => l.Contains(leaf)));
    }

    private static double Number(CsvTable csv, CsvRow row, string name, List<Diagnostic> problems)
    {
        int column = csv.Column(name);
        string cell = row.Cells[column];
        if (IsMissing(cell))
        {
            return double.NaN;
        }

        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double x) && double.IsFinite(x))
        {
            return x;
        }

        problems.Add(Diagnostic.Error("R126", $"column `{name}` is `{cell}`; expected a number, or nothing", csv.File, csv.Place(row, column)));
        return double.NaN;
    }

    private static double[] One(int length, int at)
    {
        var counts = new double[length];
        counts[at] = 1;
        return counts;
    }
}
