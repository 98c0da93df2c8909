namespace Tumen.Workbench.Tests;

/// <summary>A server that is killed, and files that are nobody's business.</summary>
public sealed class StoppedServerTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_page_of_a_stopped_server_says_so()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        var desk = await Desk.At(SmallStudy.Write());
        var page = await desk.Visit(browser, "record");
        Assert.False(await page.IsVisibleAsync("#components-reconnect-modal"));
        await desk.DisposeAsync();
        await page.WaitForSelectorAsync("#components-reconnect-modal", new() { State = Microsoft.Playwright.WaitForSelectorState.Visible });
        Assert.Contains("nothing of the study is lost", await page.InnerTextAsync("#components-reconnect-modal"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../outside.game")]
    [InlineData("/etc/passwd")]
    [InlineData("out/../events.csv")]
    [InlineData("events.csv")]
    public async Task Only_the_language_files_of_the_folder_are_read_and_written(string name)
    {
        string folder = SmallStudy.Write();
        string beside = Path.Combine(Path.GetDirectoryName(folder)!, "outside.game");
        await using var desk = await Desk.At(folder);
        using var files = new Study.StudyDesk(new WorkbenchOptions(folder));
        Assert.Throws<Model.BadInputException>(() => files.ReadText(name));
        Assert.NotNull(await files.SaveText(name, "text", ""));
        Assert.False(File.Exists(beside));
        Assert.DoesNotContain("text", (await File.ReadAllTextAsync(Path.Combine(folder, "events.csv"), TestContext.Current.CancellationToken)).Split('\n')[0], StringComparison.Ordinal);
    }
}
