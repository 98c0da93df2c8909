namespace Tumen.Workbench.Tests;

/// <summary>An analyst moves an assumption and watches the answer move.</summary>
public sealed class WhatIfPageTests(Browser browser)
{
    [Fact]
    public async Task Drag_patience_and_see_the_path_change_then_keep_it()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.Of("studies/china-dprk");
        var page = await desk.Visit(browser, "what-if?theory=leverage+by+presence&set=aid:2,buffer:1");
        await page.UntilText("#solved", "Solved");
        string before = await page.Locator("#path-client svg").InnerHTMLAsync();
        var slider = page.Locator("#patience-client");
        await slider.FocusAsync();
        for (int i = 0; i < 40; i++)
        {
            await page.Keyboard.PressAsync("ArrowLeft"); // the keyboard does what the mouse does
        }

        await page.Until("b => document.querySelector('#path-client svg').innerHTML !== b", before);
        await page.Until("() => document.querySelector('#detail').dataset.ready === 'yes'");
        await page.UntilAddress("patience=client:0.75"); // 0.95 − 40 · 0.005
        Assert.Equal("0.75", (await page.Locator("output[for=patience-client]").InnerTextAsync()).Trim());
        Assert.True(await page.Locator("#path-client svg path.tc-before").CountAsync() > 0); // the fitted path stays, dashed

        var again = await desk.Visit(browser, new Uri(page.Url).PathAndQuery[1..]); // a link restores the sliders
        Assert.Equal("0.75", (await again.Locator("output[for=patience-client]").InnerTextAsync()).Trim());

        await page.FillAsync("#keep-name", "hurried client");
        await page.ClickAsync("#keep");
        await page.UntilText("#kept", "Kept");
        Assert.Matches("what if  \"hurried client\" .*discount of client 0.75", await File.ReadAllTextAsync(Path.Combine(desk.Folder, "china-dprk.study"), TestContext.Current.CancellationToken));
        await again.UntilText("#scenarios a", "hurried client"); // the other window sees it
        Assert.Empty(desk.Complaints[page]);
    }

    [Fact]
    public async Task Forbidding_provocation_ends_it()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.Of("studies/china-dprk");
        var page = await desk.Visit(browser, "what-if?theory=buffer");
        await page.UntilText("#solved", "Solved");
        await page.SelectOptionAsync("#move-client-provoke", "never");
        await page.Until("() => [...document.querySelectorAll('#path-client text')].some(t => t.textContent === 'provoke 0.00')");
        await page.Until("() => document.querySelector('#detail').dataset.ready === 'yes'");
        Assert.Contains("0 %", await page.Locator("#detail tr:has-text('provoke')").First.InnerTextAsync());
    }
}
