namespace Tumen.Workbench.Tests;

/// <summary>What is missing is said, with the way to get it; a run from the page makes the command line's files.</summary>
public sealed class BadInputTests(Browser browser, FittedStudy fitted)
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
        await File.WriteAllTextAsync(Path.Combine(folder, "out", "store", "0123.piece"), "{\"torn", TestContext.Current.CancellationToken);
        await using var desk = await Desk.At(folder);
        var page = await desk.Visit(browser, "evidence");
        await page.UntilText("[data-missing=results]", "No theory has been fitted");
    }

    [Fact]
    public async Task A_half_written_run_is_counted_and_gone_on_with()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        string folder = fitted.Copy();
        string[] pieces = [.. Directory.GetFiles(Path.Combine(folder, "out", "store"), "*.piece").OrderBy(File.GetLastWriteTimeUtc)]; // as a killed run leaves them
        foreach (string piece in pieces[(pieces.Length / 2)..])
        {
            File.Delete(piece);
        }

        await File.WriteAllTextAsync(pieces[1], "{\"torn", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "out", "fit.json"), "{\"theory\":", TestContext.Current.CancellationToken);
        await using var desk = await Desk.At(folder);
        var page = await desk.Visit(browser, "runs");
        await page.UntilText("#state", "pieces are kept");
        Assert.Contains("Go on", await page.InnerTextAsync("#start"), StringComparison.Ordinal);
        await page.ClickAsync("#kind-fit");
        await page.UntilText("[data-missing=fit-readable]", "cannot be read");
        await page.ClickAsync("#kind-power");
        await page.UntilText("[data-missing=power]", "No power study");
        await page.ClickAsync("#kinds a:has-text('whole study')");
        await page.ClickAsync("#start");
        await page.UntilText("#run-status", "done");
        await page.UntilText("#state", "whole");
        Assert.Empty(desk.Complaints[page]);
    }

    [Fact]
    public async Task Without_a_fit_every_page_says_what_is_missing_and_how_to_get_it()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        string folder = SmallStudy.WriteRich();
        await using var desk = await Desk.At(folder);
        var page = await desk.Visit(browser);
        foreach (var (path, says) in new[]
        {
            ("", "press Start"), ("evidence", "press Start"), ("doubts", "press Start"), ("what-ifs", "press Start"), ("record?month=2005-05", "No theory is fitted yet (Runs does that)"),
            ("theories", "No theory is fitted yet (Runs does that)"), ("what-if", "No theory is fitted yet (Runs does that)"), ("episodes", "A stand-off"), ("runs", "none yet"),
            ("runs?run=fit", "No single fit has been made"), ("runs?run=power", "No power study has been run"), ("take-away", "They come with the first run"),
        })
        {
            await page.GotoAsync(desk.Page(path));
            await page.UntilText("main", says);
        }

        Assert.Empty(desk.Complaints[page]);
    }

    [Fact]
    public async Task What_a_record_says_is_shown_as_text()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        const string Nasty = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
        string folder = SmallStudy.Write();
        string events = Path.Combine(folder, "events.csv"), text = await File.ReadAllTextAsync(events, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(events, text.Replace("event 7 happened", $"\"{Nasty.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", StringComparison.Ordinal).Replace(",visit,", ",<b>visit</b>,", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        string game = Path.Combine(folder, "small.game");
        await File.WriteAllTextAsync(game, (await File.ReadAllTextAsync(game, TestContext.Current.CancellationToken)).Replace("\"the client\"", "\"<i>the client</i>\"", StringComparison.Ordinal).Replace("theory \"kin\"", "theory \"<u>kin\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        string study = Path.Combine(folder, "small.study");
        await File.WriteAllTextAsync(study, (await File.ReadAllTextAsync(study, TestContext.Current.CancellationToken)).Replace("\"kin\"", "\"<u>kin\"", StringComparison.Ordinal).Replace("Does it", "<b>Does</b> it", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await using var desk = await Desk.At(folder);
        var page = await desk.Visit(browser, "record?find=onerror");
        await page.UntilText(".events", "onerror=");
        foreach (string path in (string[])["record?find=onerror", "", "theories?a=%3Cu%3Ekin", "what-if", "runs"])
        {
            await page.GotoAsync(desk.Page(path));
            await page.WaitForSelectorAsync("body[data-live=yes]");
            await page.Settled();
            Assert.Equal(0, await page.EvaluateAsync<int>("() => document.querySelectorAll('main img, main script, main i, main u, h1 b, .events b').length"));
            Assert.DoesNotContain("owned", await page.TitleAsync(), StringComparison.Ordinal);
        }

        Assert.Empty(desk.Complaints[page]);
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
        await page.GotoAsync(desk.Page("record?find=happened"));
        await page.UntilText("main h2", "100000 events with");
        int drawn = await page.EvaluateAsync<int>("() => document.querySelectorAll('*').length");
        Assert.True(drawn < 4000, $"{drawn} elements for 100,000 events"); // only what is shown is drawn
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
