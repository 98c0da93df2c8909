namespace Tumen.Workbench.Tests;

/// <summary>What is missing is said, with the way to get it; a run from the page makes the command line's files.</summary>
public sealed class BadInputTests(Browser browser)
{
    [Fact]
    public async Task A_study_without_a_fit_is_fitted_from_the_page_and_then_answers()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.At(SmallStudy.Write());
        var page = await desk.Visit(browser);
        await page.UntilText("[data-missing=results]", "No theory has been fitted");
        var other = await desk.Visit(browser, "evidence");
        await other.UntilText("[data-missing=results]", "press Start");

        await page.ClickAsync("[data-missing=results] a[href=runs]");
        await page.ClickAsync("#start");
        await page.UntilText("#run-status", "done");
        Assert.True(File.Exists(Path.Combine(desk.Folder, "out", "results.json")));
        Assert.Contains("Does it hang together?", await File.ReadAllTextAsync(Path.Combine(desk.Folder, "out", "report.html"), TestContext.Current.CancellationToken));

        await other.UntilText("#comparison", "kin"); // the other window has filled by itself
        await page.ClickAsync("nav a[href='']");
        await page.UntilText("#answer", "record");
        Assert.Equal(5, await page.Locator("#months-for tbody tr").CountAsync());
        await page.Locator("#months-for a").First.ClickAsync(); // from the month to its sources
        await page.UntilText("#month h3", "with their sources");
        Assert.Empty(desk.Complaints[page]);
        Assert.Empty(desk.Complaints[other]);
    }

    [Fact]
    public async Task A_game_that_stops_parsing_is_shown_as_it_last_was_and_says_where_it_is_wrong()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.At(SmallStudy.Write());
        var page = await desk.Visit(browser, "record");
        await page.UntilText("#record", "the client");
        string path = Path.Combine(desk.Folder, "small.game"), good = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(path, good.Replace("gains aid * warmth", "gains aid * warmt", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await page.UntilText("#problems", "small.game, line 9");
        await page.UntilText("#problems", "warmt");
        Assert.True(await page.IsVisibleAsync("#record svg"));
        await File.WriteAllTextAsync(path, good, TestContext.Current.CancellationToken);
        await page.Until("() => document.querySelector('#problems') === null");
    }

    [Fact]
    public async Task A_torn_piece_in_the_store_is_as_good_as_none()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        string folder = SmallStudy.Write();
        Directory.CreateDirectory(Path.Combine(folder, "out", "store"));
        await File.WriteAllTextAsync(Path.Combine(folder, "out", "store", "0123.json"), "{\"torn", TestContext.Current.CancellationToken);
        await using var desk = await Desk.At(folder);
        var page = await desk.Visit(browser, "evidence");
        await page.UntilText("[data-missing=results]", "No theory has been fitted");
    }

    [Fact]
    public async Task A_record_of_100000_events_opens_and_is_listed_in_parts()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.At(SmallStudy.Write(100_000));
        var page = await desk.Visit(browser, "record?month=2004-05");
        await page.UntilText("#month h2", "May 2004");
        Assert.True(await page.Locator("#month .events").First.Locator("tbody tr").CountAsync() <= 60);
        await page.Locator("#month button:has-text('more')").First.ClickAsync();
        await page.Until("() => document.querySelectorAll('#month .events tbody tr').length > 60");
    }

    [Fact]
    public async Task A_folder_without_a_study_says_what_it_lacks()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.At(Directory.CreateTempSubdirectory("tumen-workbench-").FullName);
        var page = await desk.Visit(browser);
        await page.UntilText("#problems", "holds no .study file");
    }
}
