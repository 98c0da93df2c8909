using System.Text;
using System.Xml.Linq;

namespace Tumen.Workbench.Tests;

/// <summary>Every chart of every page of a fitted study goes away as a drawing, a picture and a table.</summary>
public sealed class ChartTests(Browser browser, FittedStudy fitted)
{
    private static readonly string[] Pages =
        ["", "record?month=2005-05", "theories", "theories?a=kin&b=fear", "what-if", "what-if?theory=kin&never=client.provoke&months=12", "what-ifs", "episodes", "evidence", "doubts", "runs?run=fit", "runs?run=power", "take-away"];

    [Fact]
    public async Task Every_chart_of_every_page_has_three_exports()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.At(fitted.Copy());
        await desk.Fit(bootstrap: 20);
        await desk.Power(4);
        var page = await desk.Visit(browser);
        var seen = new HashSet<string>();
        foreach (string path in Pages)
        {
            await page.GotoAsync(desk.Page(path));
            await page.WaitForSelectorAsync("body[data-live=yes]");
            await page.Settled();
            string[] charts = await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('figure.chart')].map(f => f.id)");
            Assert.Equal(charts.Length, charts.Distinct().Count());
            foreach (string id in charts.Where(id => seen.Add(id)))
            {
                foreach (string kind in (string[])["SVG", "PNG", "CSV"])
                {
                    string button = $"[id='{id}'] .take button:has-text('{kind}')";
                    Assert.True(await page.Locator(button).CountAsync() == 1, $"{id} on /{path} has no single {kind} button");
                    var download = await Take(page, button);
                    Assert.Equal($"{id}.{kind.ToLowerInvariant()}", download.SuggestedFilename);
                    byte[] bytes = await File.ReadAllBytesAsync((await download.PathAsync())!, TestContext.Current.CancellationToken);
                    Holds(id, kind, bytes);
                }
            }
        }

        Assert.Superset(
            new HashSet<string>
            {
                "posterior", "leverage-gauge", "record", "situation-map", "strategies", "path-client", "impulse", "what-ifs", "evidence-by-month", "left-out", "density", "pair-plots", "pairs", "power", "watch-a-reward-soon",
                "calibration-client", "tilts-chart", "omissions-chart", "placebo-0", "break-0", "confusion-matrix", "episode-a-stand-off-tree", "fit-spread", "power-recognised", "power-matrix",
            },
            seen);
        Assert.Empty(desk.Complaints[page]);
    }

    // The browser drops a download now and then when dozens follow each other on one page; whoever clicks again gets it.
    private static async Task<Microsoft.Playwright.IDownload> Take(Microsoft.Playwright.IPage page, string button)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return await page.RunAndWaitForDownloadAsync(() => page.ClickAsync(button), new() { Timeout = 15000 });
            }
            catch (TimeoutException) when (attempt < 3)
            {
                await page.WaitForTimeoutAsync(500);
            }
        }
    }

    private static void Holds(string id, string kind, byte[] bytes)
    {
        switch (kind)
        {
            case "SVG":
                var root = XDocument.Parse(Encoding.UTF8.GetString(bytes)).Root!;
                Assert.Equal("svg", root.Name.LocalName);
                Assert.True(root.Descendants().Count() > 3, $"{id}: an empty drawing");
                break;
            case "PNG":
                Assert.Equal([0x89, 0x50, 0x4E, 0x47], bytes[..4]);
                Assert.True(bytes.Length > 3000, $"{id}: an empty picture of {bytes.Length} bytes");
                break;
            default:
                string[] lines = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries);
                Assert.True(lines.Length > 1, $"{id}: an empty table");
                Assert.Contains(',', lines[0]);
                break;
        }
    }
}
