using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;

namespace Tumen.Import;

/// <summary>Reads yearly or monthly measures (trade, regime scores, capabilities) from a table: a date or year, a value or several, and what names the series.</summary>
public static class TableSeries
{
    private static readonly string[] Missing = ["", "NA", "N/A", ".", "NaN", "-9", "-88", "-77", "-66", "-99", "-999"];

    /// <summary>Reads series.</summary>
    /// <param name="sources">Tables with a header.</param>
    /// <param name="columns">Roles and columns: <c>date</c> or <c>year</c> (and <c>month</c>), <c>series</c> or <c>country</c>, <c>other</c> for a pair, and <c>value</c>; any other role is a
    /// value under that name.</param>
    /// <exception cref="BadInputException">R160: no date or no value. R161: a column that is not there.</exception>
    public static SeriesReport Read(IEnumerable<ImportSource> sources, IReadOnlyList<(string Role, string Column)> columns)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(columns);
        string[] keys = ["date", "year", "month", "series", "country", "other"];
        string[] values = [.. columns.Select(c => c.Role).Where(r => !keys.Contains(r))];
        if (values.Length == 0 || !columns.Any(c => c.Role is "date" or "year"))
        {
            throw ImportOptions.Bad("a series needs a date and a value", "write   --columns year=YEAR,country=COUNTRY,value=COLUMN", "or several values at once:   --columns year=year,polity=polity2,regime=v2x_regime");
        }

        var draft = new SeriesDraft("a value is the mean of the cells that one series has at one date; codes for missing values (-9, -66, -77, -88, NA) are left out");
        foreach (var source in sources)
        {
            var (hash, _) = source.Tables((name, text) => Table(name, text, columns, values, draft));
            draft.File(source.Name, hash);
        }

        return draft.Report();
    }

    /// <summary>Finds columns by the names of a header.</summary>
    internal static Dictionary<string, int> Find(string name, RowReader rows, IReadOnlyList<(string Role, string Column)> columns)
    {
        if (!rows.Next() || rows.Count < 1)
        {
            throw new BadInputException([Diagnostic.Error("R161", $"{name} has no rows", name, Place.None, null, null, ["name a file with rows"])]);
        }

        string[] header = [.. Enumerable.Range(0, Math.Min(rows.Count, RowReader.MostCells)).Select(rows.Text)];
        var at = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (role, column) in columns)
        {
            int k = Array.FindIndex(header, h => h.Equals(column, StringComparison.OrdinalIgnoreCase));
            at[role] = k >= 0 ? k : throw new BadInputException([Diagnostic.Error("R161", $"{name} has no column `{column}`", name, new Place(1, 1, 1), null,
                [$"its columns are {string.Join(", ", header.Take(20))}{(header.Length > 20 ? $" and {header.Length - 20} more" : "")}"], ["name one of them"])]);
        }

        return at;
    }

    /// <summary>A date as yyyy or yyyy-MM, or null.</summary>
    internal static string? When(RowReader row, Dictionary<string, int> at, DateReader dates)
    {
        if (at.TryGetValue("year", out int year))
        {
            if (!int.TryParse(row.Text(year), NumberStyles.None, CultureInfo.InvariantCulture, out int y) || y is < 1000 or > 9999)
            {
                return null;
            }

            return !at.TryGetValue("month", out int month) ? y.ToString("0000", CultureInfo.InvariantCulture)
                : int.TryParse(row.Text(month), NumberStyles.None, CultureInfo.InvariantCulture, out int m) && m is >= 1 and <= 12 ? string.Create(CultureInfo.InvariantCulture, $"{y:0000}-{m:00}") : null;
        }

        string text = row.Text(at["date"]);
        if (text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int only) && only >= 1000)
        {
            return text;
        }

        return dates.TryRead(row[at["date"]], out var date, out _) ? date.ToString("yyyy-MM", CultureInfo.InvariantCulture) : null;
    }

    private static void Table(string name, Stream text, IReadOnlyList<(string Role, string Column)> columns, string[] values, SeriesDraft draft)
    {
        var rows = RowReader.Open(text);
        var at = Find(name, rows, columns);
        var dates = new DateReader(DayOrder.Unknown);
        while (rows.Next())
        {
            draft.Read++;
            if (When(rows, at, dates) is not { } date)
            {
                draft.Drop(DropReason.NoDate);
                continue;
            }

            string unit = string.Join('-', new[] { Cell(rows, at, "series"), Country(rows, at, "country", date), Country(rows, at, "other", date) }.Where(c => c.Length > 0));
            bool any = false;
            foreach (string value in values)
            {
                string cell = rows.Text(at[value]);
                if (!Missing.Contains(cell) && double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double x) && double.IsFinite(x))
                {
                    draft.Add(value == "value" ? unit.Length > 0 ? unit : "value" : unit.Length > 0 ? $"{value}-{unit}" : value, date, x);
                    any = true;
                }
            }

            if (any)
            {
                draft.Kept++;
            }
            else
            {
                draft.Drop("no number in any of the columns asked for");
            }
        }
    }

    private static string Cell(RowReader row, Dictionary<string, int> at, string role) => at.TryGetValue(role, out int k) ? row.Text(k) : "";

    private static string Country(RowReader row, Dictionary<string, int> at, string role, string date)
    {
        string name = Cell(row, at, role);
        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? Countries.OfCow(number, int.Parse(date[..4], CultureInfo.InvariantCulture))?.Id ?? name : Countries.Named(name)?.Id ?? name;
    }
}

/// <summary>Roll calls to series of agreement: 1 the same vote, ½ one abstains, 0 one for and one against; the mean over a year's votes (Lijphart 1963).</summary>
public static class VoteSeries
{
    /// <summary>Reads roll calls with a column for each country, or with a row for each country's vote.</summary>
    /// <param name="sources">Tables with a header.</param>
    /// <param name="columns"><c>date</c> or <c>year</c>; wide tables: letters of countries with their columns (CHN=CHN); long ones: <c>rollcall</c>, <c>country</c>, <c>vote</c>.</param>
    /// <param name="pairs">Pairs wanted.</param>
    /// <exception cref="BadInputException">R160, R161 as for series.</exception>
    public static SeriesReport Read(IEnumerable<ImportSource> sources, IReadOnlyList<(string Role, string Column)> columns, PairFilter pairs)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(pairs);
        string[] keys = ["date", "year", "month", "rollcall", "country", "vote"];
        string[] members = [.. columns.Select(c => c.Role).Where(r => !keys.Contains(r))];
        bool isLong = columns.Any(c => c.Role == "vote");
        if (!columns.Any(c => c.Role is "date" or "year") || (isLong ? !columns.Any(c => c.Role == "country") || !columns.Any(c => c.Role == "rollcall") : members.Length < 2))
        {
            throw ImportOptions.Bad("roll calls need a date and votes", "a column for each country:   --columns date=date,CHN=CHN,USA=USA", "a row for each vote:   --columns date=date,rollcall=rcid,country=ccode,vote=vote");
        }

        var draft = new SeriesDraft("share of a year's roll calls on which two countries agree: the same vote counts 1, an abstention against yes or no 1/2, yes against no 0; absences are left out");
        foreach (var source in sources)
        {
            var (hash, _) = source.Tables((name, text) => Table(name, text, columns, members, isLong, pairs, draft));
            draft.File(source.Name, hash);
        }

        return draft.Report();
    }

    private static void Table(string name, Stream text, IReadOnlyList<(string Role, string Column)> columns, string[] members, bool isLong, PairFilter pairs, SeriesDraft draft)
    {
        var rows = RowReader.Open(text);
        var at = TableSeries.Find(name, rows, columns);
        var dates = new DateReader(DayOrder.Unknown);
        var calls = new Dictionary<string, (string Year, List<(string Country, double Vote)> Votes)>(StringComparer.Ordinal);
        while (rows.Next())
        {
            draft.Read++;
            if (TableSeries.When(rows, at, dates) is not { } date)
            {
                draft.Drop(DropReason.NoDate);
                continue;
            }

            (string, double)[] votes = isLong
                ? [.. Vote(rows.Text(at["vote"])) is { } v ? [(Member(rows.Text(at["country"]), date), v)] : Array.Empty<(string, double)>()]
                : [.. members.Select(m => (Member(m, date), Vote: Vote(rows.Text(at[m])))).Where(m => m.Vote is not null).Select(m => (m.Item1, m.Vote!.Value))];
            if (votes.Length < (isLong ? 1 : 2))
            {
                draft.Drop(isLong ? "no vote for, against or abstaining" : "fewer than two of the countries voted");
                continue;
            }

            draft.Kept++;
            string call = isLong ? rows.Text(at["rollcall"]) : draft.Read.ToString(CultureInfo.InvariantCulture);
            if (!calls.TryGetValue(call, out var list))
            {
                calls[call] = list = (date[..4], []);
            }

            list.Votes.AddRange(votes);
        }

        foreach (var (year, votes) in calls.Values)
        {
            Agree(year, votes, pairs, draft);
        }
    }

    private static void Agree(string year, List<(string Country, double Vote)> votes, PairFilter pairs, SeriesDraft draft)
    {
        for (int i = 0; i < votes.Count; i++)
        {
            for (int j = i + 1; j < votes.Count; j++)
            {
                var (a, b) = string.CompareOrdinal(votes[i].Country, votes[j].Country) <= 0 ? (votes[i], votes[j]) : (votes[j], votes[i]);
                if (pairs.Admits(a.Country, b.Country, directed: false))
                {
                    draft.Add($"agreement-{a.Country}-{b.Country}", year, 1 - Math.Abs(a.Vote - b.Vote));
                }
            }
        }
    }

    private static string Member(string name, string date) => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        ? Countries.OfCow(number, int.Parse(date[..4], CultureInfo.InvariantCulture))?.Id ?? name : Countries.Named(name)?.Id ?? name;

    // Voeten's numbers: 1 yes, 2 abstains, 3 no, 8 absent, 9 not a member.
    private static double? Vote(string cell) => cell.ToLowerInvariant() switch
    {
        "yes" or "y" or "1" => 1,
        "abstain" or "a" or "2" => 0.5,
        "no" or "n" or "3" => 0,
        _ => null,
    };
}
