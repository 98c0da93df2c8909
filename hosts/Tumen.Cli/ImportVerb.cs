using System.Globalization;
using System.Text;
using Tumen.Import;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen import`: other people's files to events or series.</summary>
internal static class ImportVerb
{
    public static int Run(Arguments a, CancellationToken cancel)
    {
        if (a.Files.Count < 2)
        {
            throw new UsageException($"name a format and its files: tumen import FORMAT FILES…; formats: {string.Join(", ", ImportOptions.Formats)}, series, votes");
        }

        string format = a.Files[0];
        var sources = a.Files.Skip(1).Select(Source).ToArray();
        return format is "series" or "votes" ? Series(a, format, sources) : Events(a, format, sources, cancel);
    }

    private static int Events(Arguments a, string format, ImportSource[] sources, CancellationToken cancel)
    {
        var options = Options(a, format);
        if (format == "table" && (options.Columns.IsEmpty || options.Columns.All(c => c.Role is not ("date" or "year"))))
        {
            throw new UsageException("say which column is what: --columns date=When,actor=Who,target=Whom,kind=What; without a direction side=…,other=…");
        }

        string path = OutFile(a, "events.csv");
        ImportReport report;
        Output.Refuse(path);
        string part = path + ".part";
        using (var writer = new StreamWriter(Create(part), new UTF8Encoding(false), 1 << 16) { NewLine = "\n" })
        {
            report = Importer.Run(sources, options, writer, cancel);
        }

        File.Move(part, path, overwrite: true);
        byte[] json = report.ToJson(StudyRunner.Version, Words(a));
        string beside = Path.Combine(Path.GetDirectoryName(path) ?? "", ReportName(path));
        Output.WriteFile(Path.GetDirectoryName(Path.GetFullPath(path))!, ReportName(path), [.. json, (byte)'\n']);
        if (a.Json)
        {
            Output.Json(json);
        }
        else
        {
            Print(report, path, beside);
        }

        return report.Events > 0 ? 0 : 1;
    }

    private static int Series(Arguments a, string format, ImportSource[] sources)
    {
        var columns = Columns(a);
        string path = OutFile(a, "series.csv");
        var report = format == "votes"
            ? VoteSeries.Read(sources, columns, a.Text("--dyad") is { } pairs ? ImportOptions.ReadPairs(pairs) : PairFilter.All)
            : TableSeries.Read(sources, columns);
        Output.WriteFile(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(path), Output.Utf8(report.Csv));
        byte[] json = report.ToJson(StudyRunner.Version, Words(a));
        Output.WriteFile(Path.GetDirectoryName(Path.GetFullPath(path))!, ReportName(path), [.. json, (byte)'\n']);
        if (a.Json)
        {
            Output.Json(json);
        }
        else
        {
            Console.WriteLine($"{path}: {report.Values:N0} values of {report.Names.Length:N0} series, {report.Read:N0} rows read, {report.Kept:N0} kept");
            Dropped(report.Dropped);
        }

        return report.Values > 0 ? 0 : 1;
    }

    private static void Print(ImportReport report, string path, string beside)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Facts.Title}: {report.Read:N0} rows read, {report.Kept:N0} kept; {report.Events:N0} events, {report.Duplicates:N0} of them marked as duplicates"));
        Dropped(report.Dropped);
        foreach (var file in report.Files.Take(8))
        {
            Console.WriteLine($"  {file.Name}: {string.Join("; ", file.Forms.Distinct().Take(2))}");
        }

        if (report.Events > 0)
        {
            Console.WriteLine($"  {report.First:yyyy-MM-dd} to {report.Last:yyyy-MM-dd}: {string.Join(", ", report.Kinds.Take(10).Select(k => $"{k.Kind} {k.Count}"))}");
        }

        foreach (var (note, rows) in report.Notes)
        {
            Console.WriteLine(rows > 0 ? $"  {rows:N0} {(rows == 1 ? "row" : "rows")}: {note}" : $"  {note}");
        }

        foreach (string meaning in report.Facts.Meanings)
        {
            Console.WriteLine($"  note: {meaning}");
        }

        Console.WriteLine($"wrote {path} and {beside}");
    }

    private static void Dropped(IEnumerable<KeyValuePair<string, long>> dropped)
    {
        foreach (var (reason, count) in dropped.OrderByDescending(d => d.Value))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {count,10:N0} dropped: {reason}"));
        }
    }

    private static ImportOptions Options(Arguments a, string format) => new(
        format, a.Text("--dyad") is { } pairs ? ImportOptions.ReadPairs(pairs) : PairFilter.All, Day(a, "--from", last: false), Day(a, "--to", last: true))
    {
        Columns = [.. Columns(a)],
        KeepNames = a.Text("--dyad") is null,
        Scheme = a.Text("--scheme") switch
        {
            null => null,
            "cameo" => CodeScheme.Cameo,
            "weis" => CodeScheme.Weis,
            var other => throw new UsageException($"--scheme is `{other}`; expected cameo or weis"),
        },
        Order = a.Text("--dates") switch
        {
            null => DayOrder.Unknown,
            "d/m/y" => DayOrder.DayFirst,
            "m/d/y" => DayOrder.MonthFirst,
            var other => throw new UsageException($"--dates is `{other}`; expected d/m/y or m/d/y"),
        },
    };

    private static IReadOnlyList<(string Role, string Column)> Columns(Arguments a) => [.. (a.Text("--columns") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pair =>
    {
        int equals = pair.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 ? (pair[..equals].Trim(), pair[(equals + 1)..].Trim()) : throw new UsageException($"--columns has `{pair}`; expected ROLE=COLUMN, such as date=When");
    })];

    private static DateOnly? Day(Arguments a, string option, bool last)
    {
        if (a.Text(option) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
        {
            return last ? month.AddMonths(1).AddDays(-1) : month;
        }

        return text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year > 0
            ? last ? new DateOnly(year, 12, 31) : new DateOnly(year, 1, 1)
            : throw new UsageException($"{option} is `{text}`; expected a day, a month or a year, such as 1990-01-31, 1990-01 or 1990");
    }

    private static ImportSource Source(string path) => File.Exists(path)
        ? new ImportSource(Path.GetFileName(path), () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan))
        : throw new UsageException($"there is no file {path}");

    private static string OutFile(Arguments a, string name)
    {
        string path = a.Text("--out") ?? name;
        path = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? path : Path.Combine(path, name);
        return path;
    }

    private static FileStream Create(string path)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        return File.Create(path);
    }

    private static string ReportName(string path) => Path.GetFileName(path) is "events.csv" ? "import.json" : Path.GetFileNameWithoutExtension(path) + ".import.json";

    // Paths stay out: the same files give the same report wherever they lie.
    private static IEnumerable<string> Words(Arguments a) =>
        ["tumen", "import", a.Files[0], .. a.Files.Skip(1).Select(f => Path.GetFileName(f)!), .. ((string[])["--dyad", "--from", "--to", "--columns", "--scheme", "--dates"]).Where(a.Has).Select(o => $"{o} {a.Text(o)}")];
}
