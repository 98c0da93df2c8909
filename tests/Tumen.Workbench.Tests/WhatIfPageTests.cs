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

    [Fact]
    public async Task Dragging_the_thumb_with_the_mouse_moves_the_path_while_it_is_held()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.At(SmallStudy.Write());
        var page = await desk.Visit(browser, "what-if?theory=kin");
        await page.Settled();
        string before = await page.Locator("#path-client svg").InnerHTMLAsync();
        var box = (await page.Locator("#patience-client").BoundingBoxAsync())!;
        double y = box.Y + (box.Height / 2);
        await page.Mouse.MoveAsync(box.X + (float)(box.Width * 0.95), (float)y);
        await page.Mouse.DownAsync();
        for (int k = 1; k <= 12; k++)
        {
            await page.Mouse.MoveAsync(box.X + (float)(box.Width * (0.95 - (0.05 * k))), (float)y);
        }

        await page.Until("b => document.querySelector('#path-client svg').innerHTML !== b", before); // the button is still down
        await page.Mouse.UpAsync();
        await page.Until("() => Math.abs(+document.querySelector('output[for=patience-client]').textContent - 0.35) < 0.06");
        await page.UntilAddress("patience=client:0.3");
        Assert.Empty(desk.Complaints[page]);
    }

    [Fact]
    public async Task A_change_for_some_months_is_set_by_switches_kept_and_opened_again_as_it_was()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.At(SmallStudy.Write());
        string file = Path.Combine(desk.Folder, "small.study");
        await File.AppendAllTextAsync(file, "what if  \"a cold heart\"   warmth stays cold\n", TestContext.Current.CancellationToken);
        var page = await desk.Visit(browser, "what-if?theory=kin&from=2005-05");
        await page.WaitForSelectorAsync("#no-threats");
        await page.CheckAsync("#no-threats");
        await page.CheckAsync("#scenarios input[aria-label='a cold heart']");
        await page.SelectOptionAsync("#timing", "months");
        await page.FillAsync("#months", "18");
        await page.PressAsync("#months", "Enter");
        await page.FillAsync("#another", "freez patron");
        await page.PressAsync("#another", "Enter");
        await page.UntilText("#another-wrong", "expected"); // what cannot be read is said
        await page.FillAsync("#another", "freeze patron");
        await page.PressAsync("#another", "Enter");
        await page.UntilText("#also .mono", "freeze patron");
        await page.UntilText("#notes", "lasts 18 months");
        await page.Settled();
        Assert.Contains("18 months", await page.InnerTextAsync("#detail h3 >> nth=0"), StringComparison.Ordinal);
        string leverage = await page.InnerTextAsync("#leverage");
        Assert.Contains("capacity", leverage, StringComparison.Ordinal);
        await page.UntilAddress("months=18");
        string address = new Uri(page.Url).Query;

        await page.FillAsync("#keep-name", "eighteen months");
        await page.ClickAsync("#keep");
        await page.UntilText("#kept", "Kept");
        Assert.Contains(
            "what if  \"eighteen months\"   defang provoke of client; warmth stays cold; freeze patron; from 2005-05; for 18 months\n",
            await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var again = await desk.Visit(browser, "what-if?theory=kin");
        await again.ClickAsync("#scenarios a:has-text('eighteen months')");
        await again.UntilAddress("months=18");
        await again.UntilText("#detail h3", "18 months");
        await again.Settled();
        Assert.Equal(address, new Uri(again.Url).Query);
        Assert.Equal(leverage, await again.InnerTextAsync("#leverage"));
        Assert.True(await again.IsCheckedAsync("#no-threats"));
        await again.UncheckAsync("#scenarios input[aria-label='eighteen months']");
        await again.UntilText("#keep-name ~ *, .note", "Nothing is changed yet");
        await again.SelectOptionAsync("#theory", "fear"); // another theory brings its own sliders
        await again.WaitForSelectorAsync("#set-fear");
        Assert.Equal(0, await again.Locator("#set-kin").CountAsync());
        Assert.Empty(desk.Complaints[page]);
        Assert.Empty(desk.Complaints[again]);
    }

    [Fact]
    public async Task Changes_that_cannot_be_made_together_are_named()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.At(SmallStudy.Write());
        var page = await desk.Visit(browser, "what-if?theory=kin&never=client.provoke&gradual=24");
        await page.UntilText("#solved", "cannot be made together");
        await page.SelectOptionAsync("#timing", "good");
        await page.UntilText("#solved", "Solved");
        Assert.Empty(desk.Complaints[page]);
    }
}
