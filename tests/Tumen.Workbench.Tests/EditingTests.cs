namespace Tumen.Workbench.Tests;

/// <summary>An analyst changes the texts, runs the study, and takes things away.</summary>
public sealed class EditingTests(Browser browser)
{
    [Fact]
    public async Task Break_the_game_text_read_the_diagnostic_mend_it_and_save()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.Of("studies/china-dprk");
        var page = await desk.Visit(browser, "theories");
        await page.UntilText("#diagnostics h3", "No errors");
        string good = await page.InputValueAsync("#text");
        await page.FillAsync("#text", good.Replace("client   loses risk if client plays provoke", "client   loses risk if client plays provok", StringComparison.Ordinal));
        await page.WaitForSelectorAsync("#diagnostics li.error");
        string told = await page.InnerTextAsync("#diagnostics");
        Assert.Contains("provok", told);
        Assert.Contains("provoke", told); // the way out
        Assert.True(await page.IsDisabledAsync("#save"));
        await page.ClickAsync("#diagnostics li.error button"); // the caret goes to the place
        string selected = "";
        for (int look = 0; look < 100 && selected.Length == 0; look++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken); // the click goes to the server and comes back
            selected = await page.EvaluateAsync<string>("() => { const t = document.querySelector('#text'); return t.value.substring(t.selectionStart, t.selectionEnd); }");
        }

        Assert.Equal("provok", selected);

        await page.FillAsync("#text", good + "\n# a remark\n");
        await page.UntilText("#diagnostics h3", "it can be saved");
        await page.ClickAsync("#save");
        await page.UntilText("#said", "written");
        Assert.EndsWith("# a remark\n", await File.ReadAllTextAsync(Path.Combine(desk.Folder, "china-dprk.game"), TestContext.Current.CancellationToken));
        Assert.Empty(desk.Complaints[page]);
    }

    [Fact]
    public async Task A_text_changed_elsewhere_is_not_overwritten()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.Of("studies/china-dprk");
        var page = await desk.Visit(browser, "theories");
        await page.UntilText("#diagnostics h3", "No errors");
        string good = await page.InputValueAsync("#text");
        await page.FillAsync("#text", good + "# mine\n");
        await page.WaitForSelectorAsync("#save:enabled");
        await File.AppendAllTextAsync(Path.Combine(desk.Folder, "china-dprk.game"), "# theirs\n", TestContext.Current.CancellationToken);
        await page.ClickAsync("#save");
        await page.UntilText("#said", "has changed since");
        Assert.EndsWith("# theirs\n", await File.ReadAllTextAsync(Path.Combine(desk.Folder, "china-dprk.game"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Start_and_cancel_a_fit_in_one_window_and_see_it_in_the_other()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.Of("studies/china-dprk");
        var page = await desk.Visit(browser, "runs");
        var other = await desk.Visit(browser, "runs");
        await page.UntilText("#state", "none yet");
        await page.ClickAsync("#start");
        await other.WaitForSelectorAsync("#run-status[data-status=Running]");
        await other.Until("() => document.querySelector('#log').textContent.includes('theories')");
        await other.ClickAsync("#cancel");
        await page.WaitForSelectorAsync("#run-status[data-status=Cancelled]");
        Assert.Contains("Go on", await page.InnerTextAsync("#start"));
        Assert.Empty(desk.Complaints[page]);
    }

    [Fact]
    public async Task Charts_are_taken_away_as_svg_png_and_csv()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.Of("studies/china-dprk");
        var page = await desk.Visit(browser, "record");
        await page.WaitForSelectorAsync("#record svg");
        async Task<byte[]> Take(string name)
        {
            var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync($"#record .take button:has-text('{name}')"));
            Assert.Equal("record." + name.ToLowerInvariant(), download.SuggestedFilename);
            return await File.ReadAllBytesAsync((await download.PathAsync())!, TestContext.Current.CancellationToken);
        }

        string svg = System.Text.Encoding.UTF8.GetString(await Take("SVG"));
        Assert.Equal("svg", System.Xml.Linq.XDocument.Parse(svg).Root!.Name.LocalName);
        Assert.Contains("<style>", svg); // it stands alone
        byte[] png = await Take("PNG");
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], png[..4]);
        Assert.True(png.Length > 20_000); // a picture, not an empty sheet
        string csv = System.Text.Encoding.UTF8.GetString(await Take("CSV"));
        Assert.Equal(433, csv.TrimEnd().Split('\n').Length); // a head and 432 months
        Assert.Empty(desk.Complaints[page]);
    }
}
