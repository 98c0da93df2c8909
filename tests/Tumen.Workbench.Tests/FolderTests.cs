using Tumen.Model;
using Tumen.Studies;
using Tumen.Workbench.Runs;
using Tumen.Workbench.Study;

namespace Tumen.Workbench.Tests;

/// <summary>Files that are nobody's business: outside the study's folder by name, by path or by link.</summary>
public sealed class FolderTests : IDisposable
{
    private readonly string _folder = SmallStudy.Write();
    private readonly string _outside = Directory.CreateTempSubdirectory("tumen-outside-").FullName;

    private StudyDesk Desk => new(new WorkbenchOptions(_folder));

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        Directory.Delete(_outside, recursive: true);
    }

    [Theory]
    [InlineData("../outside.game")]
    [InlineData("/etc/passwd")]
    [InlineData("out/../events.csv")]
    [InlineData("events.csv")]
    [InlineData("small.game/../small.codebook")]
    [InlineData("%2e%2e/outside.game")]
    public async Task Only_the_language_files_of_the_folder_are_read_and_written(string name)
    {
        string events = await File.ReadAllTextAsync(Path.Combine(_folder, "events.csv"), TestContext.Current.CancellationToken);
        using var desk = Desk;
        Assert.Throws<BadInputException>(() => desk.ReadText(name));
        Assert.NotNull(await desk.SaveText(name, "text", ""));
        Assert.Equal(events, await File.ReadAllTextAsync(Path.Combine(_folder, "events.csv"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("../events.csv")]
    [InlineData("/etc/passwd")]
    [InlineData("sub/../../events.csv")]
    public async Task A_study_that_names_a_file_outside_is_refused(string name)
    {
        string study = Path.Combine(_folder, "small.study");
        await File.WriteAllTextAsync(study, (await File.ReadAllTextAsync(study, TestContext.Current.CancellationToken)).Replace("\"events.csv\"", $"\"{name}\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        using var desk = Desk;
        await desk.Refresh();
        Assert.Contains("outside the study's folder", Assert.Single(desk.View.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("small.game")]
    [InlineData("events.csv")]
    [InlineData("small.codebook")]
    public async Task A_file_that_is_a_link_out_of_the_folder_is_not_read(string name)
    {
        string there = Path.Combine(_outside, name), here = Path.Combine(_folder, name);
        File.Move(here, there);
        File.CreateSymbolicLink(here, there);
        string before = await File.ReadAllTextAsync(there, TestContext.Current.CancellationToken);
        using var desk = Desk;
        await desk.Refresh();
        Assert.Contains("outside the study's folder", Assert.Single(desk.View.Problems).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(name, desk.Texts());
        Assert.Throws<BadInputException>(() => desk.ReadText(name));
        Assert.NotNull(await desk.SaveText(name, "text", before));
        Assert.Equal(before, await File.ReadAllTextAsync(there, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_folder_that_is_a_link_out_of_the_study_is_not_read()
    {
        File.Move(Path.Combine(_folder, "events.csv"), Path.Combine(_outside, "events.csv"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "data"), _outside);
        string study = Path.Combine(_folder, "small.study");
        await File.WriteAllTextAsync(study, (await File.ReadAllTextAsync(study, TestContext.Current.CancellationToken)).Replace("events.csv", "data/events.csv", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        using var desk = Desk;
        await desk.Refresh();
        Assert.Contains("outside the study's folder", Assert.Single(desk.View.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saving_does_not_follow_a_link_laid_where_the_unfinished_file_goes()
    {
        string victim = Path.Combine(_outside, "victim");
        await File.WriteAllTextAsync(victim, "mine", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(_folder, "small.game.part"), victim);
        using var desk = Desk;
        string good = desk.ReadText("small.game");
        Assert.Null(await desk.SaveText("small.game", good + "# more\n", good));
        Assert.Equal("mine", await File.ReadAllTextAsync(victim, TestContext.Current.CancellationToken));
        Assert.EndsWith("# more\n", desk.ReadText("small.game"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_are_not_written_through_a_link_out_of_the_folder()
    {
        Directory.CreateSymbolicLink(Path.Combine(_folder, "out"), _outside);
        using var desk = Desk;
        await desk.Refresh();
        using var runs = new RunDesk(new WorkbenchOptions(_folder), desk);
        foreach (var order in (RunOrder[])[new StudyOrder(), new PowerOrder([1], 1), new FitOrder("kin", 1, null)])
        {
            runs.Start(order);
            while (runs.View.Busy)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            Assert.Equal(RunStatus.Failed, runs.View.Status);
            Assert.Contains("leads out of the study's folder", runs.View.Error, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(_outside));
    }

    [Fact]
    public void Real_paths_follow_links_and_circles_end()
    {
        Directory.CreateSymbolicLink(Path.Combine(_folder, "in"), "sub");
        Directory.CreateDirectory(Path.Combine(_folder, "sub"));
        Assert.True(RealPath.IsInside(_folder, Path.Combine(_folder, "in", "x")));
        Assert.False(RealPath.IsInside(_folder, _folder + "x"));
        File.CreateSymbolicLink(Path.Combine(_folder, "a"), "b");
        File.CreateSymbolicLink(Path.Combine(_folder, "b"), "a");
        Assert.Throws<IOException>(() => RealPath.Of(Path.Combine(_folder, "a")));
    }
}
