using System.Diagnostics;

namespace Tumen.Cli.Tests;

/// <summary>Stopping, full and closed streams, folders that cannot be written, inputs that must not be overwritten, files without an end.</summary>
public sealed class StoppingTests : IDisposable
{
    private const string Game = "game \"pair\", month by month\nplayer a   may fight, hold\nplayer b   may help, wait\nall move at once\nsituation mood   bad | good   starts bad\n"
        + "next mood  rises 0.2 if b plays help  falls 0.2 if a plays fight\na gains spoils if a plays fight\nb gains peace * mood\nestimate every weight, prior normal(0, 1)\nassume discount 0.9\n";

    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    private (int Exit, string Out, string Error) Shell(string line)
    {
        if (!File.Exists("/bin/bash") || !File.Exists("/dev/full"))
        {
            Assert.Skip("bash and /dev/full are not here");
        }

        var start = new ProcessStartInfo("/bin/bash") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _cli.Folder };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"tumen() {{ dotnet '{Path.Combine(AppContext.BaseDirectory, "tumen.dll")}' \"$@\"; }}; {line}");
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start");
        var error = process.StandardError.ReadToEndAsync();
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text, error.Result);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task A_signal_ends_a_verb(string signal)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("signals are sent otherwise on Windows");
        }

        _cli.Write("g.game", Game);
        _cli.Write("record.csv", "period,a,b,mood\n2000-01,fight,help,bad\n2000-02,hold,help,good\n2000-03,fight,wait,good\n2000-04,hold,wait,bad\n2000-05,hold,help,bad\n");
        // A program that is started in the background without job control inherits an ignored interrupt, and is right to go on: the test must not.
        var start = new ProcessStartInfo("env") { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = _cli.Folder };
        foreach (string word in (string[])[$"--default-signal={signal}", "dotnet", Path.Combine(AppContext.BaseDirectory, "tumen.dll"), "simulate", _cli.Write("s.study", "study \"q?\"\ngame \"g.game\"\nrecords \"record.csv\"\ncompare base\n"), "--units", "100000000", "--months", "100000000", "--threads", "1"])
        {
            start.ArgumentList.Add(word);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("the program did not start");
        try
        {
            Assert.Equal("base: fitting", process.StandardError.ReadLine()); // it listens by now
            using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
            var rest = process.StandardError.ReadToEndAsync();
            Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)), "the program went on");
            Assert.Equal((130, "stopped\n"), (process.ExitCode, await rest));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    [Fact]
    public void Streams_that_are_full_or_closed_never_end_in_a_stack_trace()
    {
        _cli.Write("g.game", Game);
        var full = Shell("tumen solve g.game --quiet > /dev/full");
        Assert.Equal((2, "error: standard output cannot be written: No space left on device\n"), (full.Exit, full.Error));
        var closed = Shell("tumen solve g.game --quiet --json >&-");
        Assert.Equal(2, closed.Exit);
        Assert.Single(closed.Error.TrimEnd().Split('\n'));
        Assert.StartsWith("error: standard output cannot be written", closed.Error, StringComparison.Ordinal);
        Assert.Equal(0, Shell("tumen solve g.game 2>&-").Exit);
        Assert.Equal(0, Shell("tumen solve g.game 2>/dev/full").Exit);
        Assert.Equal(0, Shell("set -o pipefail; tumen explain g.game | head -1 > /dev/null").Exit);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_found_before_the_work()
    {
        _cli.Write("file", "");
        var (exit, text, error) = _cli.Run("solve", _cli.Write("g.game", Game), "--out", _cli.Path_("file"));
        Assert.Equal(2, exit);
        Assert.Empty(text);
        Assert.StartsWith("error S520: ", error, StringComparison.Ordinal);
        Assert.Equal(2, _cli.Run("solve", _cli.Path_("g.game"), "--out", _cli.Path_("new"), "--precision", "x").Exit);
        Assert.False(Directory.Exists(_cli.Path_("new")));
    }

    [Fact]
    public void Results_never_overwrite_what_was_read()
    {
        _cli.Write("g.game", Game);
        string record = _cli.Write("record.csv", "period,a,b,mood\n2000-01,fight,help,bad\n2000-02,hold,help,good\n2000-03,hold,wait,good\n");
        string before = File.ReadAllText(record), study = _cli.Write("s.study", "study \"q?\"\ngame \"g.game\"\nrecords \"record.csv\"\ncompare base\n");
        var (exit, _, error) = _cli.Run("code", study, "--out", _cli.Folder);
        Assert.Equal(2, exit);
        Assert.Contains("record.csv is one of the files read, and would be written over", error, StringComparison.Ordinal);
        Assert.Equal(2, _cli.Run("simulate", _cli.Path_("g.game"), "--records", record, "--out", _cli.Folder).Exit);
        Assert.Equal(before, File.ReadAllText(record));
        string tree = _cli.Write("t.efg", "EFG 2 R \"t\" { \"a\" }\np \"\" 1 1 \"\" { \"l\" \"r\" } 0\nt \"\" 1 \"\" { 1 }\nt \"\" 2 \"\" { 0 }\n");
        Assert.Contains("would be written over", _cli.Run("convert", tree, tree).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_without_an_end_or_a_writer_are_refused()
    {
        Assert.Contains("may have no end", Shell("tumen check /dev/zero").Error, StringComparison.Ordinal);
        Assert.Contains("no end in sight", Shell("ln -s /dev/zero z.efg; tumen solve z.efg").Error, StringComparison.Ordinal);
        Assert.Contains("it is a pipe that nobody writes to", Shell("mkfifo p.game; tumen check p.game").Error, StringComparison.Ordinal);
        Assert.Contains("it is a pipe that nobody writes to", Shell("ln -s p.game l.game; tumen check l.game").Error, StringComparison.Ordinal);
    }
}
