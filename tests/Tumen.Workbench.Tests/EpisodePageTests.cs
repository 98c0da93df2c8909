namespace Tumen.Workbench.Tests;

/// <summary>An analyst looks at a crisis inside the long game.</summary>
public sealed class EpisodePageTests(Browser browser)
{
    private const string Crisis = """
        game "Crisis", once
        player client may flirt, quiet as signal
        player patron may pay, not
        client is wavering | loyal, known to client, prior 1/5 wavering
        first client moves, then patron
        patron sees signal
        client gains 4 if patron plays pay
        patron loses 4 if patron plays pay
               loses 10 if client is wavering and patron plays not
        """;

    [Fact]
    public async Task The_tree_is_drawn_before_anything_is_fitted()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        string folder = SmallStudy.Write();
        await File.WriteAllTextAsync(Path.Combine(folder, "crisis.game"), Crisis, TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(Path.Combine(folder, "small.study"), "episode \"A flirt\" \"crisis.game\"\n", TestContext.Current.CancellationToken);
        await using var desk = await Desk.At(folder);
        var page = await desk.Visit(browser, "episodes");
        await page.UntilText("#episode-a-flirt h2", "A flirt");
        await page.UntilText("#episode-a-flirt svg", "wavering 1/5");
        Assert.Equal(7, await page.Locator("#episode-a-flirt svg circle").CountAsync());
        Assert.Empty(desk.Complaints[page]);
    }
}
