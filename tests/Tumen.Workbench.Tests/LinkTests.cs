namespace Tumen.Workbench.Tests;

/// <summary>A link restores the view of every page that has one.</summary>
public sealed class LinkTests(Browser browser, FittedStudy fitted)
{
    [Fact]
    public async Task What_is_chosen_on_a_page_is_in_its_address()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.At(fitted.Copy());
        await desk.Power(2);
        var page = await desk.Visit(browser);
        var fresh = await desk.Visit(browser);
        async Task Restored(string path, Func<Task> choose, string address, string selector, string shows)
        {
            await page.GotoAsync(desk.Page(path));
            await page.WaitForSelectorAsync("body[data-live=yes]");
            await page.Settled();
            await choose();
            await page.UntilAddress(address);
            await fresh.GotoAsync(page.Url);
            await fresh.WaitForSelectorAsync("body[data-live=yes]");
            await fresh.Settled();
            await fresh.Until("a => [...document.querySelectorAll(a[0])].some(e => (e.value ?? e.textContent).includes(a[1]))", new[] { selector, shows });
        }

        await Restored("", () => page.ClickAsync(".chips a:has-text('fear')"), "theory=fear", ".chips a.on", "fear");
        await Restored("record", () => page.FillAsync("#find", "event 7 ").ContinueWith(_ => page.PressAsync("#find", "Enter")).Unwrap(), "find=event", "#find", "event 7");
        await Restored("record", () => page.SelectOptionAsync("#coding", "1"), "coding=1", "#coding", "1");
        await Restored("theories", () => page.SelectOptionAsync("#beside", "fear"), "b=fear", "#beside", "fear");
        await Restored("theories", () => page.SelectOptionAsync("#player", "client"), "player=client", "#player", "client");
        await Restored("theories", () => page.SelectOptionAsync("#file", "small.codebook"), "file=small.codebook", "#file", "small.codebook");
        await Restored("evidence", () => page.SelectOptionAsync("#pair-a", "fear"), "a=fear", "#densities", "fear");
        await Restored("evidence", () => page.SelectOptionAsync("#weight", "risk"), "weight=risk", "#density .what", "risk");
        await Restored("what-ifs", () => page.SelectOptionAsync("#chosen", "a tired patron"), "name=a", "#one", "a tired patron");
        await Restored("runs", () => page.ClickAsync("#kind-power"), "run=power", "#power-says", "The true theory wins");
        await Restored("what-if?theory=kin", () => page.SelectOptionAsync("#response", "0"), "of=client", "#response", "0");
        await Restored("what-if?theory=kin", () => page.SelectOptionAsync("#timing", "months"), "months=24", "#months", "24");
        await Restored("what-if?theory=kin", () => page.FillAsync("#another", "freeze patron").ContinueWith(_ => page.PressAsync("#another", "Enter")).Unwrap(), "also=freeze", "#also .mono", "freeze patron");
        if (await page.Locator("nav a[href=episodes]").CountAsync() > 0)
        {
            await page.GotoAsync(desk.Page("episodes"));
            await page.WaitForSelectorAsync("body[data-live=yes]");
            int options = await page.Locator(".episode select").Last.Locator("option").CountAsync();
            if (options > 1)
            {
                await Restored("episodes", () => page.Locator(".episode select").Last.SelectOptionAsync("1"), "at=episode", ".episode select:last-of-type", "1");
            }
        }
    }
}
