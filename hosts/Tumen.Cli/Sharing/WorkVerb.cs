using System.Globalization;
using Tumen.Model;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen work`: one of any number of workers on a study's pieces.</summary>
internal static class WorkVerb
{
    public static int Run(Arguments a, CancellationToken cancel)
    {
        string file = a.OneFile("a study folder or .study file");
        var study = StudyFolder.Open(file);
        string folder = a.Text("--out") ?? study.OutFolder;
        if (a.Text("--slurm") is not null || a.Text("--kubernetes") is not null)
        {
            int workers = a.Count(a.Text("--slurm") is not null ? "--slurm" : "--kubernetes", 1, 10_000);
            Console.Write(a.Text("--slurm") is not null ? EngineScripts.Slurm(file, study, folder, a, workers) : EngineScripts.Kubernetes(file, study, a, workers));
            return 0;
        }

        string until = a.Text("--until") ?? "done";
        if (until is not ("done" or "empty"))
        {
            throw new UsageException($"--until is `{until}`; expected done (wait for what others hold) or empty (end when there is nothing left to begin)");
        }

        var options = new WorkOptions
        {
            Threads = a.Threads, Share = Share(a.Text("--share")), Waits = until == "done", TriesAgain = false, Told = line => Console.Error.WriteLine(line),
        };
        int last = -1;
        var (whole, made, failures) = StudyRunner.Work(study, StudyVerb.OpenStore(folder), a.Seed, options, a.Quiet ? null : p =>
        {
            if (p.Done > last)
            {
                last = p.Done;
                Console.Error.WriteLine($"[{p.Done}/{p.Of}] {p.What}");
            }
        }, cancel);
        Console.WriteLine($"{made} piece{(made == 1 ? "" : "s")} worked out here");
        Console.WriteLine(!whole ? "nothing is left to begin here; other pieces are held by others, or wait for those" : $"every piece is done; put it together by   tumen study {file}{(a.Text("--out") is { } o ? $" --out {o}" : "")}");
        return whole && failures.IsEmpty ? 0 : 1;
    }

    private static (int, int)? Share(string? text)
    {
        if (text is null)
        {
            return null;
        }

        string[] words = text.Split('/');
        return words.Length == 2 && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out int i) && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int n) && i >= 1 && i <= n
            ? (i, n) : throw new UsageException($"--share is `{text}`; expected I/N, such as 3/40: the third of forty fixed shares");
    }
}
