using System.Diagnostics;
using System.Globalization;
using Tumen.Episodes;

namespace Tumen.EpisodesBench;

/// <summary>Runs Gambit's tools, each in a process of its own with a limit on processor time and memory.</summary>
internal static class GambitRun
{
    public static void All(ResultFolder store, string games, string tools, int cap, string? only)
    {
        var done = store.Read("gambit").Where(run => run.Status != "cap" || run.Seconds >= 0.8 * cap).Select(run => (run.Tool, run.Game)).ToHashSet();
        foreach (var tool in Tool.All)
        {
            if (only is not null && tool.Name != only) continue;
            foreach (string file in Tool.Games(games))
            {
                string game = Path.GetRelativePath(games, file);
                if (done.Contains((tool.Name, game))) continue;
                var first = Once(tool, game, file, tools, cap);
                // Short runs are repeated, and the median kept.
                if (first is { Status: "done", Seconds: < 0.3 })
                {
                    double[] times = [first.Seconds, Once(tool, game, file, tools, cap).Seconds, Once(tool, game, file, tools, cap).Seconds];
                    first = first with { Seconds = times.Order().ElementAt(1) };
                }
                // These print weights of reduced strategies in an order of their own: matched on the same table written out, timed on the tree.
                if (tool.PrintsStrategies && game.EndsWith(".efg", StringComparison.Ordinal) && first.Status == "done" && AsTable(file) is { } table)
                    first = first with { Profiles = Once(tool, game, table, tools, 6 * cap).Profiles };
                store.Add(first);
            }
        }
    }

    public static string? AsTable(string file)
    {
        if (GameFiles.Open(file, out _).Extensive is not { } tree || ReducedForm.TryBuild(tree) is not { } form) return null;
        string path = Path.Combine(Path.GetTempPath(), "tumen-bench-table.nfg");
        File.WriteAllText(path, GameFiles.Write(form.Game));
        return path;
    }

    private static RunResult Once(Tool tool, string game, string file, string tools, int cap)
    {
        double before = ProcessorTime.OfChildren;
        var start = new ProcessStartInfo("prlimit") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string word in new[] { $"--cpu={cap}", "--as=4000000000", Path.Combine(tools, "gambit-" + tool.Name) }) start.ArgumentList.Add(word);
        foreach (string word in tool.Options.Split(' ')) start.ArgumentList.Add(word);
        start.ArgumentList.Add(file);
        using var process = Process.Start(start)!;
        var profiles = new List<double[]>();
        var errors = process.StandardError.ReadToEndAsync();
        while (process.StandardOutput.ReadLine() is { } line)
            if (line.StartsWith("NE,", StringComparison.Ordinal) && profiles.Count < 20_000) profiles.Add([.. line[3..].Split(',').Select(Number)]);
        process.WaitForExit();
        double seconds = ProcessorTime.OfChildren - before;
        string why = errors.Result.Trim();
        // 128 + 24 and 128 + 9: ended by the limit on processor time.
        string status = process.ExitCode == 0 ? "done" : process.ExitCode is 152 or 137 ? "cap" : why.Contains("only valid", StringComparison.OrdinalIgnoreCase) || why.Contains("perfect recall", StringComparison.OrdinalIgnoreCase) ? "refused" : "failed";
        return new RunResult("gambit", tool.Name, game, status, seconds, process.ExitCode == 0 ? "" : $"exit {process.ExitCode}: {why}", [.. profiles]);
    }

    private static double Number(string text)
    {
        int slash = text.IndexOf('/');
        return slash < 0 ? Parse(text) : Rational.Parse(text).ToDouble();
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
