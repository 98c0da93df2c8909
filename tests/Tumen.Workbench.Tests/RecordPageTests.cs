namespace Tumen.Workbench.Tests;

/// <summary>An analyst looks into the record.</summary>
public sealed class RecordPageTests(Browser browser)
{
    [Fact]
    public async Task Filter_to_2017_and_2018_then_read_the_sources_of_June_2018()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.Of("studies/china-dprk");
        var page = await desk.Visit(browser, "record");
        await page.FillAsync("#from", "2017-01");
        await page.UntilAddress("from=2017-01");
        await page.FillAsync("#to", "2018-12");
        await page.UntilAddress("to=2018-12");
        await page.UntilText("#record figcaption", "January 2017 to December 2018");
        Assert.Equal(24, await page.Locator("#record svg a").CountAsync());

        await page.Locator("#record svg a[aria-label='2018-06'] rect").ClickAsync(new() { Position = new() { X = 5, Y = 60 } });
        await page.UntilText("#month h2", "June 2018");
        string cells = await page.InnerTextAsync("#cells");
        Assert.Contains("plays", cells); // the deciding line of the codebook
        string events = await page.InnerTextAsync("#month .events");
        Assert.Contains("Singapore", events); // the summit of 12 June 2018
        Assert.Contains("confidence", events); // with its source
        Assert.Contains("decides North Korea's move", events);
        Assert.Equal(14, await page.Locator("#expected tbody tr").CountAsync());

        string link = page.Url; // a link restores the view
        var other = await desk.Visit(browser, new Uri(link).PathAndQuery[1..]);
        await other.UntilText("#month h2", "June 2018");
        Assert.Equal(24, await other.Locator("#record svg a").CountAsync());
        Assert.Empty(desk.Complaints[page]);
    }
}
