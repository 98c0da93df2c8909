using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Tumen.Estimation;

/// <summary>Finished replications as lines of text, appended one by one, so that a killed run loses at most the last.</summary>
public static class PowerCheckpoint
{
    private const string HeaderIs = "tumen power 1 ";
    private const string NamesAre = "theories\t";

    /// <summary>The first line: what the outcomes belong to. A file that begins otherwise is another study's.</summary>
    /// <param name="key">Hash of everything that the outcomes depend on.</param>
    public static string Header(string key) => $"{HeaderIs}{key}\n";

    /// <summary>The second line: the theories, so that the file can be read without knowing them.</summary>
    public static string Names(IEnumerable<string> theories) => $"{NamesAre}{string.Join('\t', theories)}\n";

    /// <summary>Key and theories of a file; null when its head is not of this kind.</summary>
    public static (string Key, ImmutableArray<string> Theories)? Of(string text)
    {
        string[] head = text.Split('\n', 3);
        return head.Length == 3 && head[0].StartsWith(HeaderIs, StringComparison.Ordinal) && head[1].StartsWith(NamesAre, StringComparison.Ordinal)
            ? (head[0][HeaderIs.Length..], [.. head[1][NamesAre.Length..].Split('\t')]) : null;
    }

    /// <summary>One outcome as a line.</summary>
    public static string Line(PowerOutcome o)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{o.Multiple} {o.Truth} {o.Replication} {(o.Failed.IsEmpty ? "-" : string.Join(',', o.Failed))}");
        for (int k = 0; k < o.LogMarginal.Length; k++)
        {
            text.Append(CultureInfo.InvariantCulture, $" {o.LogMarginal[k]:R} {o.LogLikelihood[k]:R}");
        }

        return text.Append('\n').ToString();
    }

    /// <summary>Reads what <see cref="Header"/> and <see cref="Line"/> wrote; a torn last line is left out, a foreign header gives nothing.</summary>
    /// <param name="text">The file.</param>
    /// <param name="key">The key expected.</param>
    /// <param name="theories">Number of theories.</param>
    public static ImmutableArray<PowerOutcome> Read(string text, string key, int theories)
    {
        string header = Header(key);
        if (!text.StartsWith(header, StringComparison.Ordinal))
        {
            return [];
        }

        var result = ImmutableArray.CreateBuilder<PowerOutcome>();
        int end = text.LastIndexOf('\n');
        foreach (string line in text[header.Length..Math.Max(header.Length, end)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] w = line.Split(' ');
            if (w.Length == 4 + (2 * theories) && Numbers(w[..3]) is { } head && Doubles(w[4..]) is { } values && Numbers(w[3] == "-" ? [] : w[3].Split(',')) is { } failed)
            {
                result.Add(new PowerOutcome(head[1], head[0], head[2], [.. values.Where((_, i) => i % 2 == 0)], [.. values.Where((_, i) => i % 2 == 1)], [.. failed]));
            }
        }

        return result.ToImmutable();
    }

    private static int[]? Numbers(string[] words)
    {
        var result = new int[words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            if (!int.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out result[i]))
            {
                return null;
            }
        }

        return result;
    }

    private static double[]? Doubles(string[] words)
    {
        var result = new double[words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            if (!double.TryParse(words[i], NumberStyles.Float, CultureInfo.InvariantCulture, out result[i]))
            {
                return null;
            }
        }

        return result;
    }
}
