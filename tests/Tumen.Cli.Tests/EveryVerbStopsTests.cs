using System.Diagnostics;
using System.Globalization;

namespace Tumen.Cli.Tests;

/// <summary>Every verb that can take long is told to stop in the middle of hours of work: it ends by itself, with its exit code and one line, and leaves no torn file.</summary>
public sealed class EveryVerbStopsTests : IDisposable
{
    private const string Game = """
        game "pair", month by month
        player a   may fight, hold
        player b   may help, wait
        all move at once
        situation mood   bad | good   starts bad
        next mood  rises 0.2 if b plays help
                   falls 0.2 if a plays fight
        a gains spoils if a plays fight
        b gains peace * mood
          loses cost if b plays help
        theory "calm" [Someone 2001] a gains calm * mood if a plays hold
        estimate every weight, prior normal(0, 1)
        assume discount 0.9
        concession of b to a  +1 if b plays help
        threats of a  fight quiet hold
        """;

    // Hours of work each; the words after the verb's files.
    public static TheoryData<string> Long => [.. Lines];

    private static readonly string[] Lines =
    [
        "study s.study", "work s.study", "compare s.study", "whatif s.study --draws 10000", "watch s.study --draws 1000000", "sample s.study --theory base --draws 1000000",
        "power s.study --replications 100000", "simulate s.study --units 100000000 --months 100000000", "fit s.study --bootstrap 10000000",
        "fit egame12 --records plays.csv --formula y~1|0|x|z --bootstrap 10000000", "solve g.game --periods 1000000", "solve g.game --all --starts 100000", "serve s.study",
    ];

    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void No_verb_may_take_longer_than_a_second_after_the_first_signal() => Assert.All(Verbs.All, verb => Assert.InRange(verb.Grace, 0, 0.9));

    [Theory]
    [MemberData(nameof(Long))]
    public async Task A_verb_stops_in_the_middle_of_its_work(string line)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("signals are sent otherwise on Windows");
        }

        Files();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true, WorkingDirectory = _cli.Folder };
        foreach (string word in (string[])[Path.Combine(AppContext.BaseDirectory, "tumen.dll"), .. line.Split(' '), "--threads", "1"])
        {
            start.ArgumentList.Add(word);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("the program did not start");
        try
        {
            _ = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var told = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            bool serves = line.StartsWith("serve", StringComparison.Ordinal);
            // In the middle of its work: it has used more processor time than starting takes. A server has nothing to do, and is listening soon.
            for (int waited = 0; !process.HasExited && process.TotalProcessorTime < TimeSpan.FromSeconds(serves ? 0.8 : 2) && waited < 1200; waited++)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }

            Assert.False(process.HasExited, $"{line} ended by itself");
            using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
            {
                await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken); // hours of work are left; how soon is held by the grace above
            Assert.True(process.ExitCode == (serves ? 0 : 130), $"{line}: exit {process.ExitCode}: {await told}");
            Assert.DoesNotContain("   at ", (await told), StringComparison.Ordinal);
            if (!serves)
            {
                Assert.StartsWith("stopped", (await told).TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
            }

        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private void Files()
    {
        _cli.Write("g.game", Game);
        var random = new Tumen.Numerics.Philox(3, 0);
        bool good = false;
        var rows = new List<string> { "period,a,b,mood" };
        for (int t = 0; t < 240; t++)
        {
            bool fight = random.NextDouble() < 0.5, help = random.NextDouble() < 0.5;
            rows.Add(string.Create(CultureInfo.InvariantCulture, $"{2000 + (t / 12)}-{(t % 12) + 1:00},{(fight ? "fight" : "hold")},{(help ? "help" : "wait")},{(good ? "good" : "bad")}"));
            good = good ? !fight || random.NextDouble() > 0.3 : help && random.NextDouble() < 0.3;
        }

        _cli.Write("record.csv", string.Join('\n', rows) + "\n");
        _cli.Write("s.study", "study \"q?\"\ngame \"g.game\"\nrecords \"record.csv\"\ncompare base, \"calm\"\npower 10000 records of each theory\nwatch \"help\" b plays help within 3 months\n"
            + string.Concat(Enumerable.Range(0, 300).Select(k => $"what if \"w{k}\" weight cost times 1.{k + 1}\n")));
        _cli.Write("plays.csv", "y,x,z\n" + string.Concat(Enumerable.Range(0, 300).Select(_ => string.Create(CultureInfo.InvariantCulture, $"{1 + random.NextIndex(3)},{random.NextDouble():0.000},{random.NextDouble():0.000}\n"))));
    }
}
