using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Tumen.Studies;

namespace Tumen.Crossing.Tests;

/// <summary>Plain processes that share a folder: what one machine would have found, every piece once, nothing lost.</summary>
public sealed partial class WorkersTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "tumen-workers-" + Guid.NewGuid().ToString("N"));

    public WorkersTests()
    {
        Directory.CreateDirectory(_folder);
        Feature.All[0].WriteTo(_folder);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Study => Path.Combine(_folder, "tiny.study");

    private Process Start(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = _folder };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "tumen.dll"));
        foreach (string word in words)
        {
            start.ArgumentList.Add(word);
        }

        return Process.Start(start) ?? throw new InvalidOperationException("the program did not start");
    }

    private static async Task<(int Exit, string Out, string Error)> End(Process process)
    {
        var (text, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await text, await error);
    }

    private static byte[] Results(string folder) => File.ReadAllBytes(Path.Combine(folder, "results.json"));

    private static byte[] Report(string folder) => File.ReadAllBytes(Path.Combine(folder, "report.html"));

    private static (string Key, PieceHead Head)[] Pieces(string folder) =>
        [.. Directory.GetFiles(Path.Combine(folder, "store"), "*.piece").Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), PieceFile.Read(File.ReadAllBytes(f))!.Value.Head))];

    private static int MadeBy(string text) => int.Parse(Made().Match(text).Groups[1].Value, CultureInfo.InvariantCulture);

    [Fact]
    public async Task Eight_processes_of_which_one_is_killed_find_what_one_machine_finds_and_make_every_piece_once()
    {
        string alone = Path.Combine(_folder, "alone"), shared = Path.Combine(_folder, "shared");
        var one = await End(Start("study", Study, "--out", alone, "--threads", "2", "--quiet"));
        Assert.True(one.Exit is 0 or 1, one.Error);

        var workers = Enumerable.Range(0, 8).Select(_ => Start("work", Study, "--out", shared, "--threads", "1", "--quiet")).ToArray();
        var ends = workers.Select(End).ToArray();

        // The first that holds a piece is killed while it does.
        Process? dead = null;
        while (dead is null)
        {
            dead = Held(shared).Where(t => t.Contains("at work", StringComparison.Ordinal)).Select(t => workers.FirstOrDefault(w => t.Split(' ')[2] == w.Id.ToString(CultureInfo.InvariantCulture))).FirstOrDefault(w => w is not null);
            Assert.True(dead is not null || !Array.TrueForAll(workers, w => w.HasExited), "no worker ever held a piece");
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        dead.Kill();
        var ended = await Task.WhenAll(ends);
        var live = ended.Where((_, k) => workers[k] != dead).ToArray();
        Assert.All(live, e => Assert.True(e.Exit == 0, e.Error));
        string by = $"{Environment.MachineName} {dead.Id}";
        var pieces = Pieces(shared);
        Assert.Equal(pieces.Length, live.Sum(e => MadeBy(e.Out)) + pieces.Count(p => p.Head.By == by)); // none twice but what the dead held
        Assert.True(live.Count(e => MadeBy(e.Out) > 0) > 1, "the work was not shared");

        var report = await End(Start("study", Study, "--out", shared, "--threads", "1", "--quiet"));
        Assert.Equal(one.Exit, report.Exit);
        Assert.Equal(Results(alone), Results(shared));
        Assert.Equal(Report(alone), Report(shared));
        Assert.Equal(Pieces(alone).Select(p => p.Key), pieces.Select(p => p.Key));
        Assert.Equal(pieces.Length, Pieces(shared).Length); // whoever puts it together computes nothing
        Assert.Empty(Directory.GetFiles(shared, "*.claim", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(shared, "*.part", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task The_one_that_puts_the_study_together_is_killed_and_nothing_is_lost()
    {
        string alone = Path.Combine(_folder, "alone"), shared = Path.Combine(_folder, "shared");
        var one = await End(Start("study", Study, "--out", alone, "--threads", "2", "--quiet"));
        var first = Start("study", Study, "--out", shared, "--threads", "1", "--quiet");
        var helper = Start("work", Study, "--out", shared, "--threads", "1", "--quiet");
        var (firstEnd, helperEnd) = (End(first), End(helper));
        string by = $"{Environment.MachineName} {first.Id}";
        while (!first.HasExited && !Held(shared).Any(t => t.Contains("at work", StringComparison.Ordinal) && t.Split(' ')[2] == first.Id.ToString(CultureInfo.InvariantCulture)))
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.False(first.HasExited, "it never held a piece");
        first.Kill();
        await firstEnd;
        var helped = await helperEnd;
        Assert.True(helped.Exit == 0, helped.Error);
        Assert.Contains("taken over, its worker on", helped.Error, StringComparison.Ordinal); // told
        var pieces = Pieces(shared);
        Assert.Equal(pieces.Length, MadeBy(helped.Out) + pieces.Count(p => p.Head.By == by));
        var again = await End(Start("study", Study, "--out", shared, "--threads", "1", "--quiet"));
        Assert.Equal(one.Exit, again.Exit);
        Assert.Equal(Results(alone), Results(shared));
        Assert.Equal(Report(alone), Report(shared));
        Assert.Equal(pieces.Length, Pieces(shared).Length);
    }

    [Fact]
    public async Task Chains_are_kept_shared_and_the_same_as_one_run_makes()
    {
        string[] ask = ["sample", Study, "--theory", "kin", "--warmup", "30", "--draws", "30", "--threads", "1", "--quiet"];
        string alone = Path.Combine(_folder, "alone"), shared = Path.Combine(_folder, "shared");
        await End(Start([.. ask, "--chains", "4", "--out", alone]));
        await End(Start([.. ask, "--chains", "2", "--out", shared]));
        Assert.Equal(3, Pieces(shared).Length); // the mode and two chains
        await Task.WhenAll(End(Start([.. ask, "--chains", "4", "--out", shared])), End(Start([.. ask, "--chains", "4", "--out", shared])));
        Assert.Equal(5, Pieces(shared).Length);
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(alone, "draws-kin.csv"), TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(Path.Combine(shared, "draws-kin.csv"), TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetFiles(shared, "*.claim", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_worker_that_is_asked_to_end_hands_back_what_it_holds()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no such signal on Windows");
        string shared = Path.Combine(_folder, "shared");
        var worker = Start("work", Study, "--out", shared, "--threads", "2", "--quiet");
        var end = End(worker);
        while (!worker.HasExited && !Held(shared).Any(t => t.Contains("at work", StringComparison.Ordinal)))
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        using (var signal = Process.Start("kill", ["-TERM", worker.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await signal.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(130, (await end).Exit);
        Assert.DoesNotContain(Held(shared), t => t.Contains("at work", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Held(string folder) => Directory.Exists(Path.Combine(folder, "store")) ? Directory.GetFiles(Path.Combine(folder, "store"), "*.claim").Select(Text) : [];

    [Fact]
    public async Task Three_power_studies_at_once_in_one_folder_lose_nothing()
    {
        string[] ask = ["power", Study, "--times", "1", "--replications", "60", "--threads", "1", "--quiet"];
        string alone = Path.Combine(_folder, "alone"), shared = Path.Combine(_folder, "shared");
        var one = await End(Start([.. ask, "--out", alone]));
        Assert.Equal(0, one.Exit);
        var three = await Task.WhenAll(End(Start([.. ask, "--out", shared])), End(Start([.. ask, "--out", shared])), End(Start([.. ask, "--out", shared, "--seed", "2"])));
        Assert.All(three, e => Assert.True(e.Exit == 0, e.Error));
        Assert.All(three[..2], e => Assert.Equal(Table(one.Out), Table(e.Out)));

        var study = StudyFolder.Open(Study);
        foreach (ulong seed in new ulong[] { 1, 2 })
        {
            var all = PowerStudy.Read(study, shared, seed)!;
            Assert.True(all.IsPresent);
            Assert.Equal(120, all.Result.Outcomes.Length);
        }

        Assert.Equal(
            PowerStudy.Read(study, alone, 1)!.Result.Outcomes.Select(o => (o.Truth, o.Replication, string.Join(' ', o.LogMarginal))),
            PowerStudy.Read(study, shared, 1)!.Result.Outcomes.Select(o => (o.Truth, o.Replication, string.Join(' ', o.LogMarginal))));

        // Other theories, or fewer records, take nothing from what is there.
        Assert.Equal(0, (await End(Start("power", Study, "--times", "1", "--replications", "30", "--theories", "kin,base", "--threads", "1", "--quiet", "--out", shared))).Exit);
        Assert.Equal(120, PowerStudy.Read(study, shared, 2)!.Result.Outcomes.Length);
        Assert.Equal(120, PowerStudy.Read(study, shared, 1)!.Result.Outcomes.Length);
    }

    // What is printed above the line that says how long it took.
    private static string Table(string text) => string.Join('\n', text.Split('\n').Where(l => !l.Contains("written;", StringComparison.Ordinal)));

    private static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return ""; // given back just now
        }
    }

    [GeneratedRegex("([0-9]+) pieces? worked out here")]
    private static partial Regex Made();
}
