using Microsoft.Playwright;

namespace Tumen.Workbench.Tests;

/// <summary>Makes the pictures of docs/workbench from a study with results; runs only when TUMEN_SCREENSHOTS names the folder to write to; TUMEN_STUDY names a copy of the first study that has been run, with a fit and a power study.</summary>
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
        ("texts", "theories?file=china-dprk.game#texts", "#text.painted", ColorScheme.Light),
        ("what-if", "what-if?theory=leverage+by+presence&patience=client:0.5&set=aid:1.5", "#detail[data-ready=yes]", ColorScheme.Light),
        ("what-if-passing", "what-if?theory=leverage+by+presence&stays=presence:reinforced&months=24&from=2018-06", "#detail[data-ready=yes]", ColorScheme.Dark),
        ("worked-out", "what-ifs?name=umbrella", "#numbers", ColorScheme.Light),
        ("episodes", "episodes", ".episode svg", ColorScheme.Light),
        ("evidence", "evidence", "#pairs svg", ColorScheme.Light),
        ("doubts", "doubts", "#omissions-chart svg", ColorScheme.Dark),
        ("runs", "runs", "#state:has-text('whole'), #state:has-text('kept')", ColorScheme.Light),
        ("runs-fit", "runs?run=fit", "#fit-estimates", ColorScheme.Light),
        ("runs-power", "runs?run=power", "#power-says", ColorScheme.Light),
        ("take-away", "take-away", "#take-report", ColorScheme.Light),
    ];

    [Fact]
    public async Task Every_page()
    {
        string? to = Environment.GetEnvironmentVariable("TUMEN_SCREENSHOTS");
        Assert.SkipWhen(string.IsNullOrEmpty(to), "TUMEN_SCREENSHOTS names no folder");
        string? only = Environment.GetEnvironmentVariable("TUMEN_SCREENSHOT");
        string study = Environment.GetEnvironmentVariable("TUMEN_STUDY") is { Length: > 0 } named ? named : Path.Combine(Desk.Root(), "studies/china-dprk");
        await using var desk = await Desk.At(Path.Combine(study, "china-dprk.study"), study, keep: true);
        foreach (var (name, path, wait, scheme) in Pages.Where(p => only is null || only.Split(',').Contains(p.Name)))
        {
            var page = await desk.Visit(browser, path, scheme);
            await page.SetViewportSizeAsync(1366, 1000); // what a laptop shows, and a little more: whole pages would be pictures of a megabyte
            await page.WaitForSelectorAsync(wait);
            await page.Settled();
            if (path.Contains('#', StringComparison.Ordinal))
            {
                await page.EvaluateAsync("id => document.querySelector(id).scrollIntoView()", path[path.IndexOf('#', StringComparison.Ordinal)..]);
                await page.EvaluateAsync("() => scrollBy(0, -60)");
            }

            await page.WaitForTimeoutAsync(400);
            await page.ScreenshotAsync(new() { Path = Path.Combine(to!, name + ".png") });
            Assert.Empty(desk.Complaints[page]);
            await page.Context.CloseAsync();
        }
    }
}
