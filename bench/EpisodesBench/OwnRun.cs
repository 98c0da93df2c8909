using System.Diagnostics;
using Tumen.Episodes;

namespace Tumen.EpisodesBench;

/// <summary>Runs the methods here in one warm process, reading included.</summary>
internal static class OwnRun
{
    private static readonly Lock Gate = new();
    private static (Tool Tool, string Game, long Started)? _current;

    public static int All(ResultFolder store, string games, int cap, string? only)
    {
        var done = store.Read("ours").Select(run => (run.Tool, run.Game)).ToHashSet();
        var watchdog = new Thread(() => Watch(store, cap)) { IsBackground = true };
        watchdog.Start();
        foreach (var tool in Tool.All)
        {
            if (only is not null && tool.Name != only) continue;
            string[] todo = [.. Tool.Games(games).Where(file => !done.Contains((tool.Name, Path.GetRelativePath(games, file))))];
            if (todo.Length == 0) continue;
            Warm(tool);
            foreach (string file in todo)
            {
                string game = Path.GetRelativePath(games, file);
                lock (Gate) _current = (tool, game, Stopwatch.GetTimestamp());
                var first = Once(tool, game, file);
                if (first.Seconds < 0.3 && first.Status == "done")
                {
                    var times = new List<double> { first.Seconds };
                    for (double sum = 0; times.Count < 3 || (sum < 0.02 && times.Count < 15); sum += times[^1]) times.Add(Once(tool, game, file).Seconds);
                    first = first with { Seconds = times.Order().ElementAt(times.Count / 2) };
                }
                lock (Gate)
                {
                    _current = null;
                    store.Add(first);
                }
            }
        }
        return 0;
    }

    // Over the cap in wall time of at least that much processor time is likely on a busy machine, so the wall limit is generous.
    private static void Watch(ResultFolder store, int cap)
    {
        while (true)
        {
            Thread.Sleep(500);
            lock (Gate)
            {
                if (_current is not { } at || Stopwatch.GetElapsedTime(at.Started).TotalSeconds < 2.5 * cap) continue;
                store.Add(new RunResult("ours", at.Tool.Name, at.Game, "cap", cap, "", []));
                Environment.Exit(3);
            }
        }
    }

    private static void Warm(Tool tool)
    {
        const string text = "NFG 1 R \"w\" { \"a\" \"b\" } { 3 3 } 1 -1 0 0 2 -2 0 0 3 -3 1 -1 2 -2 1 -1 0 0";
        const string tree = "EFG 2 R \"w\" { \"a\" \"b\" } c \"\" 1 \"\" { \"x\" 1/2 \"y\" 1/2 } 0 p \"\" 1 1 \"\" { \"l\" \"r\" } 0 p \"\" 2 1 \"\" { \"l\" \"r\" } 0 t \"\" 1 \"\" { 1 -1 } t \"\" 2 \"\" { 2 -2 } t \"\" 3 \"\" { 0 0 } p \"\" 1 2 \"\" { \"l\" \"r\" } 0 p \"\" 2 1 0 t \"\" 3 t \"\" 4 \"\" { 5 -5 } t \"\" 1";
        for (int k = 0; k < 60; k++)
        {
            EpisodeMethods.Solve(GameFiles.Read(text, "warm").Strategic!, tool.Method(true), Options());
            EpisodeMethods.Solve(GameFiles.Read(tree, "warm").Extensive!, tool.Method(false), Options());
        }
        Thread.Sleep(300);
    }

    private static EpisodeOptions Options() => new() { NewtonRays = 1, Supports = new SupportOptions() };

    private static RunResult Once(Tool tool, string game, string file)
    {
        double before = ProcessorTime.OfThread;
        var read = GameFiles.Open(file, out _);
        var answer = read.Extensive is { } tree ? EpisodeMethods.Solve(tree, tool.Method(false), Options())
            : EpisodeMethods.Solve(read.Strategic!, tool.Method(true), Options());
        double seconds = ProcessorTime.OfThread - before;
        if (answer.Refused is { } why) return new RunResult("ours", tool.Name, game, "refused", seconds, why, []);
        string note = (answer.Complete ? "complete" : "incomplete") + (answer.Notes.Count > 0 ? $"; {answer.Notes.Count} notes: {answer.Notes[0]}" : "");
        return new RunResult("ours", tool.Name, game, "done", seconds, note, [.. answer.Profiles.Where(solved => solved.Status is SolveStatus.Exact or SolveStatus.Certified).Take(20_000).Select(solved => InFileOrder(solved.Profile))]);
    }

    /// <summary>Chances by player, then information set in order of the file, then action.</summary>
    public static double[] InFileOrder(StrategyProfile profile) => [.. profile.Game.InformationSets.Where(set => !set.IsChance).OrderBy(set => set.Player).ThenBy(set => set.Index)
        .SelectMany(set => Enumerable.Range(0, set.Actions.Count).Select(a => profile.Probability(set, a)))];
}
