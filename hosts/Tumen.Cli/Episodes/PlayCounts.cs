using System.Globalization;
using Tumen.Episodes;

namespace Tumen.Cli;

/// <summary>Play data: a CSV of information set, action and how often it was taken.</summary>
internal static class PlayCounts
{
    /// <returns>One count per action of the game, or null after printing what is wrong.</returns>
    public static double[]? Read(string file, ExtensiveGame game)
    {
        if (new FileInfo(file).Length > 50_000_000) throw new UsageException($"{file} has more than 50 MB; expected one line per action");
        string[] lines = File.ReadAllLines(file);
        var counts = new double[game.ActionCount];
        var names = game.InformationSets.Where(set => !set.IsChance).ToDictionary(set => EpisodeWords.SetName(game, set));
        if (lines.Length == 0 || lines[0].Trim() != "set,action,count") return Wrong(file, 1, "the first line", "set,action,count");
        for (int k = 1; k < lines.Length; k++)
        {
            if (lines[k].Trim().Length == 0) continue;
            string[] parts = [.. Cells(lines[k])];
            if (parts.Length != 3) return Wrong(file, k + 1, $"{parts.Length} cells", "three: information set, action, count");
            if (!names.TryGetValue(parts[0], out var set)) return Wrong(file, k + 1, $"the information set `{parts[0]}`", $"one of {string.Join(", ", names.Keys.Take(20))}");
            int action = set.Actions.ToList().IndexOf(parts[1]);
            if (action < 0) return Wrong(file, k + 1, $"the action `{parts[1]}`", $"one of {string.Join(", ", set.Actions)}");
            if (!double.TryParse(parts[2], NumberStyles.Float, CultureInfo.InvariantCulture, out double count) || !(count >= 0) || !double.IsFinite(count)) return Wrong(file, k + 1, $"the count `{parts[2]}`", "a number of 0 or more");
            counts[set.FirstAction + action] += count;
        }

        if (counts.Sum() > 0) return counts;
        return Wrong(file, lines.Length, "no play at all", "a count above 0");
    }

    private static double[]? Wrong(string file, int line, string found, string expected)
    {
        Console.Error.WriteLine($"error E140: {file}:{line}: found {found}; expected {expected}");
        return null;
    }

    private static IEnumerable<string> Cells(string line)
    {
        var cell = new System.Text.StringBuilder();
        bool quoted = false;
        for (int k = 0; k < line.Length; k++)
        {
            char c = line[k];
            if (c == '"')
            {
                if (quoted && k + 1 < line.Length && line[k + 1] == '"') cell.Append(line[k++]);
                else quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                yield return cell.ToString().Trim();
                cell.Clear();
            }
            else cell.Append(c);
        }

        yield return cell.ToString().Trim();
    }
}
