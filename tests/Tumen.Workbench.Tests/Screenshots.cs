using Microsoft.Playwright;

namespace Tumen.Workbench.Tests;

/// <summary>Makes the pictures of docs/workbench from a study with results; runs only when TUMEN_SCREENSHOTS names the folder to write to.</summary>
public sealed class Screenshots(Browser browser)
{
    private static readonly (string Name, string Path, string Wait, ColorScheme Scheme)[] Pages =
    [
        ("question", "", "#answer", ColorScheme.Light),
        ("question-dark", "", "#answer", ColorScheme.Dark),
        ("record", "record", "#record svg", ColorScheme.Light),
        ("record-2018", "record?from=2017-01&to=2018-12&month=2018-06", "#expected", ColorScheme.Light),
        ("theories", "theories?a=leverage+by+presence", ".theory-card figure", ColorScheme.Light),
        ("theories-compared", "theories?a=leverage+by+realignment&b=collapse+aversion&player=client", ".theory-card thead", ColorScheme.Dark),
        ("evidence", "evidence", "#pairs svg", ColorScheme.Light),
        ("runs", "runs", "#state:has-text('kept')", ColorScheme.Light),
        ("take-away", "take-away", "#take-report", ColorScheme.Light),
        ("what-if", "what-if?theory=leverage+by+presence&patience=client:0.5&set=aid:1.5", "#detail[data-ready=yes]", ColorScheme.Light),
    ];

    [Fact]
    public async Task Every_page()
    {
        string? to = Environment.GetEnvironmentVariable("TUMEN_SCREENSHOTS");
        Assert.SkipWhen(string.IsNullOrEmpty(to), "TUMEN_SCREENSHOTS names no folder");
        string? only = Environment.GetEnvironmentVariable("TUMEN_SCREENSHOT");
        await using var desk = await Desk.At(Path.Combine(Desk.Root(), "studies/china-dprk/china-dprk.study"), Path.Combine(Desk.Root(), "studies/china-dprk"), keep: true);
        foreach (var (name, path, wait, scheme) in Pages.Where(p => only is null || only.Split(',').Contains(p.Name)))
        {
            var page = await desk.Visit(browser, path, scheme);
            await page.WaitForSelectorAsync(wait);
            await page.WaitForTimeoutAsync(400);
            await page.ScreenshotAsync(new() { Path = Path.Combine(to!, name + ".png"), FullPage = true });
            Assert.Empty(desk.Complaints[page]);
            await page.Context.CloseAsync();
        }
    }
}
