using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Tumen.Estimation;

/// <summary>Finished replications of a bootstrap as lines of text, appended one by one, so that a killed run loses at most the last.</summary>
public static class BootstrapCheckpoint
{
    /// <summary>The first line: what the outcomes belong to. A file that begins otherwise is of another fit.</summary>
    /// <param name="key">Hash of everything that the outcomes depend on.</param>
    public static string Header(string key) => $"tumen bootstrap 1 {key}\n";

    /// <summary>One outcome as a line: replication, status, point.</summary>
    public static string Line(BootstrapOutcome o)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{o.Replication} {o.Status}");
        foreach (double x in o.Point)
        {
            text.Append(CultureInfo.InvariantCulture, $" {x:R}");
        }

        return text.Append('\n').ToString();
    }

    /// <summary>Reads what <see cref="Header"/> and <see cref="Line"/> wrote; a torn last line is left out, a foreign header gives nothing; in the order of the file.</summary>
    /// <param name="text">The file.</param>
    /// <param name="key">The key expected.</param>
    /// <param name="parameters">Number of free parameters.</param>
    public static ImmutableArray<BootstrapOutcome> Read(string text, string key, int parameters)
    {
        string header = Header(key);
        if (!text.StartsWith(header, StringComparison.Ordinal))
        {
            return [];
        }

        var found = ImmutableArray.CreateBuilder<BootstrapOutcome>();
        var seen = new HashSet<int>();
        int end = text.LastIndexOf('\n');
        foreach (string line in text[header.Length..Math.Max(header.Length, end)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] w = line.Split(' ');
            var point = ImmutableArray.CreateBuilder<double>(parameters);
            foreach (string word in w.Skip(2))
            {
                if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double x))
                {
                    point.Add(x);
                }
            }

            if (point.Count == parameters && w.Length == parameters + 2 && int.TryParse(w[0], NumberStyles.None, CultureInfo.InvariantCulture, out int r)
                && Enum.TryParse(w[1], out RefitStatus status) && Enum.IsDefined(status) && seen.Add(r))
            {
                found.Add(new BootstrapOutcome(r, status, point.ToImmutable()));
            }
        }

        return found.ToImmutable();
    }
}
