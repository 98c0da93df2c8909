using System.Text;

namespace Tumen.Workbench.Tests;

/// <summary>Every chart of every page of a fitted study goes away as a drawing, a picture and a table.</summary>
public sealed class ChartTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string[] Pages = ["", "record", "theories", "what-if", "what-ifs", "evidence", "doubts", "runs", "take-away"];

    [Fact]
    public async Task Every_chart_of_every_page_has_three_exports()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.At(SmallStudy.Write());
        var page = await desk.Visit(browser, "runs");
        await page.ClickAsync("#start");
        await page.UntilText("#run-status", "done");
        var seen = new HashSet<string>();
        foreach (string path in Pages)
        {
            await page.GotoAsync(desk.Page(path));
            await page.WaitForSelectorAsync("body[data-live=yes]");
            if (path is "evidence")
            {
                await page.Until("() => document.querySelector('#pair-plots, .note') !== null && !document.body.innerText.includes('Working out which')");
            }
            else if (path is "what-if")
            {
                await page.Until("() => document.querySelector('#detail')?.dataset.ready === 'yes'");
            }

            foreach (string id in await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('figure.chart')].map(f => f.id)"))
            {
                seen.Add(id);
                foreach (var (kind, begins) in new[] { ("SVG", "<svg"), ("PNG", "\u0089PNG"), ("CSV", "") })
                {
                    Assert.True(await page.Locator($"[id='{id}'] .take button:has-text('{kind}')").CountAsync() == 1, $"{id} on /{path} has no single {kind} button");
                    var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync($"[id='{id}'] .take button:has-text('{kind}')"));
                    Assert.Equal($"{id}.{kind.ToLowerInvariant()}", download.SuggestedFilename);
                    string text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken));
                    Assert.StartsWith(begins, text.TrimStart('\u00EF', '\u00BB', '\u00BF'), StringComparison.Ordinal);
                    Assert.True(kind != "CSV" || text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length > 1, $"{id} on /{path} has an empty table");
                }
            }
        }

        Assert.Superset(new HashSet<string> { "posterior", "record", "situation-map", "impulse", "evidence-by-month", "density", "power", "tilts-chart", "calibration-client" }, seen);
        Assert.Empty(desk.Complaints[page]);
    }
}
