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
                    var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync(button));
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

    // Chromium lets a page start ten downloads within a second of the first and drops the eleventh in silence; on a quick machine a reader's clicks, or these tests, came that fast.
    [Fact]
    public async Task Thirty_downloads_asked_for_at_once_all_arrive()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.At(SmallStudy.Write());
        var page = await desk.Visit(browser, "take-away");
        var names = new System.Collections.Concurrent.ConcurrentBag<string>();
        page.Download += (_, d) => names.Add(d.SuggestedFilename);
        await page.EvaluateAsync("() => Promise.all([...Array(30).keys()].map(k => tumen.save(`part-${k}.csv`, 'text/csv', `a,b\n${k},1\n`)))");
        for (int look = 0; names.Count < 30 && look < 200; look++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(Enumerable.Range(0, 30).Select(k => $"part-{k}.csv").Order(), names.Order());
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
