using System.Globalization;

namespace Tumen.Estimation.Once.Tests;

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
