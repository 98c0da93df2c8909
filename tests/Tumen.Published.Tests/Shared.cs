using System.Globalization;
using System.Text.Json;

namespace Tumen.Published.Tests;

/// <summary>Finds the shared validation data, or skips the test by name.</summary>
internal static class Shared
{
    public static string Root()
    {
        string? named = Environment.GetEnvironmentVariable("TUMEN_SHARED");
        if (named is not null && Directory.Exists(Path.Combine(named, "validation"))) return Path.Combine(named, "validation");
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, "shared", "validation");
            if (Directory.Exists(candidate)) return candidate;
        }
        Assert.Skip("shared/validation is absent: set TUMEN_SHARED to its parent to run this test.");
        return "";
    }

    public static CsvTable Csv(string path) => CsvTable.Read(Path.Combine(Root(), "data", path));

    public static JsonElement Truth(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root(), "truth", name)));
        return document.RootElement.Clone();
    }

    public static double[] Values(this JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().Select(e => e.GetDouble())]
        : [.. element.EnumerateObject().Select(p => p.Value.GetDouble())];

    public static void Close(double expected, double actual, double relative, string what)
    {
        double gap = Math.Abs(expected - actual);
        Assert.True(gap <= relative * Math.Max(Math.Abs(expected), 1e-12), $"{what}: expected {expected:R}, got {actual:R}, difference {gap:E2}");
    }

    public static void Close(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double relative, string what)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++) Close(expected[i], actual[i], relative, $"{what}[{i}]");
    }
}

/// <summary>A comma-separated table with optional quotes; empty fields are missing.</summary>
internal sealed class CsvTable
{
    private readonly Dictionary<string, int> _index;
    private readonly List<string[]> _rows;

    private CsvTable(string[] header, List<string[]> rows)
    {
        _index = header.Select((name, i) => (name, i)).ToDictionary(p => p.name, p => p.i);
        _rows = rows;
    }

    public int Count => _rows.Count;

    public static CsvTable Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        return new CsvTable(Split(lines[0]), [.. lines.Skip(1).Where(l => l.Length > 0).Select(Split)]);
    }

    public CsvTable Where(Func<Func<string, string>, bool> keep) =>
        new([.. _index.OrderBy(p => p.Value).Select(p => p.Key)], [.. _rows.Where(row => keep(name => row[_index[name]]))]);

    public double[] this[string name] => [.. Text(name).Select(t => t.Length == 0 ? double.NaN : double.Parse(t, CultureInfo.InvariantCulture))];

    public string[] Text(string name) => [.. _rows.Select(row => row[_index[name]])];

    /// <summary>A column; "name=level" gives an indicator, "sqrt(name)" a root and "1" the constant.</summary>
    public double[] Term(string term)
    {
        if (term == "1") return [.. Enumerable.Repeat(1.0, Count)];
        if (term.StartsWith("sqrt(")) return [.. this[term[5..^1]].Select(Math.Sqrt)];
        string[] parts = term.Split('=');
        return parts.Length == 2 ? [.. Text(parts[0]).Select(t => t == parts[1] ? 1.0 : 0.0)] : this[term];
    }

    private static string[] Split(string line)
    {
        var fields = new List<string>();
        var field = new System.Text.StringBuilder();
        bool quoted = false;
        foreach (char c in line)
        {
            if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted) { fields.Add(field.ToString()); field.Clear(); }
            else field.Append(c);
        }
        fields.Add(field.ToString());
        return [.. fields];
    }
}
