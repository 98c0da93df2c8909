namespace Tumen.Workbench.Tests;

/// <summary>A server that is killed.</summary>
public sealed class StoppedServerTests(Browser browser)
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
}
