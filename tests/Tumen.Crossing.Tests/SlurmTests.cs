using System.Diagnostics;
using System.Globalization;
using Tumen.Studies;

namespace Tumen.Crossing.Tests;

/// <summary>An array of three tasks on two nodes of one machine, one task and one node killed, finds what one machine finds.</summary>
public sealed class SlurmTests
{
    private static bool Has(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Any(d => File.Exists(Path.Combine(d, program)));

    [Fact]
    public async Task An_array_with_a_task_and_a_node_killed_finds_what_one_machine_finds()
    {
        Assert.SkipUnless(Has("sbatch") && Has("slurmctld") && Has("slurmd") && Has("munged") && Environment.UserName == "root", "slurm-wlm and munge are not installed, or the test is not run as root");
        string folder = Directory.CreateTempSubdirectory("tumen-slurm-").FullName, alone = Path.Combine(folder, "alone"), shared = Path.Combine(folder, "shared");
        try
        {
            Feature.All[0].WriteTo(folder);
            string study = Path.Combine(folder, "tiny.study");
            Assert.InRange(InProcess.Run("study", study, "--out", alone, "--threads", "2", "--quiet").Exit, 0, 1);
            var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (string word in new[] { Path.Combine(AppContext.BaseDirectory, "slurm.sh"), Path.Combine(AppContext.BaseDirectory, "tumen.dll"), study, shared })
            {
                start.ArgumentList.Add(word);
            }

            start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin";
            using var script = Process.Start(start)!;
            var error = script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string text = await script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await script.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(script.ExitCode == 0, $"{text}\n{await error}");
            Assert.Contains("task killed", text, StringComparison.Ordinal);
            Assert.Equal(File.ReadAllBytes(Path.Combine(alone, "results.json")), File.ReadAllBytes(Path.Combine(shared, "results.json")));
            Assert.Equal(File.ReadAllBytes(Path.Combine(alone, "report.html")), File.ReadAllBytes(Path.Combine(shared, "report.html")));

            // Every piece was made once, but those that the dead held: what live workers count, with what the dead had finished, is all there is.
            string[] dead = [.. text.Split('\n').Where(l => l.StartsWith("dead: ", StringComparison.Ordinal)).SelectMany(l => l[6..].Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(id => $"{Environment.MachineName} {id}")];
            Assert.InRange(dead.Length, 1, 20);
            var pieces = Directory.GetFiles(Path.Combine(shared, "store"), "*.piece").Select(f => (Key: Path.GetFileName(f), PieceFile.Read(File.ReadAllBytes(f))!.Value.Head)).ToArray();
            int[] made = [.. Directory.GetFiles(shared, "slurm-*.log").SelectMany(File.ReadAllLines).Where(l => l.EndsWith("worked out here", StringComparison.Ordinal)).Select(l => int.Parse(l.Split(' ')[0], CultureInfo.InvariantCulture))];
            Assert.True(made.Length > 0, text);
            Assert.Equal(pieces.Length, made.Sum() + pieces.Count(p => dead.Contains(p.Head.By)));
            Assert.Equal(Directory.GetFiles(Path.Combine(alone, "store"), "*.piece").Select(Path.GetFileName).Order(StringComparer.Ordinal), pieces.Select(p => p.Key).Order(StringComparer.Ordinal));
            Assert.Contains("taken over, its worker on", text, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
