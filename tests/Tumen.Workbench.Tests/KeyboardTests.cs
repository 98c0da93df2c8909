using Microsoft.Playwright;

namespace Tumen.Workbench.Tests;

/// <summary>Everything can be reached and used without a mouse, and one sees where one is.</summary>
public sealed class KeyboardTests(Browser browser, FittedStudy fitted)
{
    private const string Where = """
        () => {
          const e = document.activeElement;
          if (!e || e === document.body) return ['', 0];
          const s = getComputedStyle(e), hit = e.querySelector?.('.tc-hit');
          const seen = (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || (hit && parseFloat(getComputedStyle(hit).strokeWidth) >= 2);
          return [e.id || e.getAttribute('href') || e.textContent.trim().slice(0, 30) || e.tagName, seen ? 1 : 0];
        }
        """;

    [Fact]
    public async Task Tab_goes_through_every_control_of_every_page_in_the_order_of_the_page_and_the_focus_is_seen()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.At(fitted.Copy());
        var page = await desk.Visit(browser);
        foreach (string path in (string[])["", "record?month=2005-05", "theories", "what-if", "what-ifs", "episodes", "evidence", "doubts", "runs?run=fit", "runs?run=power", "take-away"])
        {
            await page.GotoAsync(desk.Page(path));
            await page.WaitForSelectorAsync("body[data-live=yes]");
            await page.Settled();
            // What can take the focus by Tab, in the order of the page: links, buttons, fields, summaries that are shown and in force.
            int stops = await page.EvaluateAsync<int>("""
                () => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
                  .filter(e => !e.disabled && e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true })).length
                """);
            int positive = await page.EvaluateAsync<int>("() => [...document.querySelectorAll('[tabindex]')].filter(e => e.tabIndex > 0).length");
            Assert.Equal(0, positive);
            await page.EvaluateAsync("() => { document.activeElement?.blur(); getSelection().removeAllRanges(); scrollTo(0, 0); }");
            var reached = new List<string>();
            for (int k = 0; k < stops && k < 70; k++)
            {
                await page.Keyboard.PressAsync("Tab");
                object[] here = [.. (await page.EvaluateAsync<System.Text.Json.JsonElement>(Where)).EnumerateArray().Select(x => (object)x.ToString())];
                reached.Add((string)here[0]);
                Assert.True((string)here[1] == "1", $"/{path}: the focus on “{here[0]}” is not seen");
            }

            Assert.DoesNotContain("", reached);
            Assert.Contains("main", reached[0]); // the way past the bar comes first
        }
    }

    [Fact]
    public async Task A_month_is_found_opened_and_closed_by_keys()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.At(fitted.Copy());
        var page = await desk.Visit(browser, "record");
        await page.WaitForSelectorAsync("#record svg a");
        Assert.Equal(1, await page.Locator("#record svg a[tabindex='0']").CountAsync());
        await page.FocusAsync("#record svg a[tabindex='0']");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Enter");
        await page.UntilText("#month h2", "March 2000");
        await page.Keyboard.PressAsync("Escape");
        await page.Until("() => document.querySelector('#month') === null");
        Assert.DoesNotContain("month=", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_do_not_move_while_they_fill()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.At(fitted.Copy());
        var page = await desk.Visit(browser);
        await page.Context.AddInitScriptAsync("window.shifted = 0; new PerformanceObserver(l => { for (const e of l.getEntries()) if (!e.hadRecentInput) window.shifted += e.value; }).observe({ type: 'layout-shift', buffered: true });");
        foreach (string path in (string[])["", "record?month=2005-05", "theories", "what-if", "what-ifs", "episodes", "evidence", "doubts", "runs", "take-away"])
        {
            await page.GotoAsync(desk.Page(path));
            await page.WaitForSelectorAsync("body[data-live=yes]");
            await page.Settled();
            await page.WaitForTimeoutAsync(300);
            double shift = await page.EvaluateAsync<double>("() => window.shifted");
            Assert.True(shift < 0.1, $"/{path} shifts by {shift:0.000}"); // what the field calls good
        }
    }

    [Fact]
    public async Task Nothing_is_wider_than_a_laptop_or_a_projector_and_print_shows_no_controls()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.At(fitted.Copy());
        var page = await desk.Visit(browser);
        foreach (var (width, height) in new[] { (1366, 768), (1024, 768) })
        {
            await page.SetViewportSizeAsync(width, height);
            foreach (string path in (string[])["", "record?month=2005-05", "theories?a=kin&b=fear", "what-if", "evidence", "runs?run=fit"])
            {
                await page.GotoAsync(desk.Page(path));
                await page.WaitForSelectorAsync("body[data-live=yes]");
                int over = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
                Assert.True(over <= 0, $"/{path} is {over} pixels wider than {width}");
            }
        }

        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.False(await page.IsVisibleAsync("header.bar"));
        Assert.False(await page.IsVisibleAsync("#start-fit"));
        Assert.True(await page.IsVisibleAsync("h1"));
    }
}
