using System.Text;
using Microsoft.Playwright;

namespace Tumen.Workbench.Tests;

/// <summary>What is written is not lost, and a file keeps what the page does not show: ends of lines, a byte-order mark, its rights.</summary>
public sealed class KeptTextTests(Browser browser)
{
    private const string File_ = "small.game";

    private static async Task Write(IPage page, string text)
    {
        await page.FillAsync("#text", text);
        await page.UntilText("#diagnostics h3", "it can be saved");
    }

    [Theory]
    [InlineData("\r\n", false)]
    [InlineData("\r\n", true)]
    [InlineData("\r", false)]
    [InlineData("\n", true)]
    public async Task A_file_is_saved_with_the_ends_of_lines_and_the_mark_that_it_had(string end, bool mark)
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        string folder = SmallStudy.Write(), path = Path.Combine(folder, File_);
        string before = (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Replace("\n", end, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, before, new UTF8Encoding(mark), TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.GroupRead | UnixFileMode.OtherExecute);
        }

        await using var desk = await Desk.At(folder);
        var page = await desk.Visit(browser, "theories?file=" + File_);
        await page.UntilText("#diagnostics h3", "No errors");
        await Write(page, await page.InputValueAsync("#text") + "# a remark\n");
        await page.ClickAsync("#save");
        await page.UntilText("#said", "written");
        byte[] after = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal([.. mark ? Encoding.UTF8.GetPreamble() : [], .. Encoding.UTF8.GetBytes(before + "# a remark" + end)], after);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.GroupRead | UnixFileMode.OtherExecute, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public async Task Unsaved_text_survives_other_files_other_pages_and_a_page_loaded_anew()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.At(SmallStudy.Write());
        var page = await desk.Visit(browser, "theories?file=" + File_);
        await page.UntilText("#diagnostics h3", "No errors");
        string good = await page.InputValueAsync("#text"), mine = good + "# mine, not saved\n";
        await Write(page, mine);
        await page.SelectOptionAsync("#file", "small.study"); // another file
        await page.Until("() => document.querySelector('#text').value.startsWith('study')");
        Assert.Contains("not saved", await page.InnerTextAsync("#file"));
        await page.SelectOptionAsync("#file", File_);
        await page.Until("t => document.querySelector('#text').value === t", mine);
        await page.ClickAsync("nav >> text=Record"); // another page
        await page.WaitForSelectorAsync("#record");
        await page.ClickAsync("nav >> text=Theories");
        await page.Until("t => document.querySelector('#text')?.value === t", mine);
        await page.ReloadAsync(); // a page loaded anew has a new server side
        await page.WaitForSelectorAsync("body[data-live=yes]");
        await page.Until("t => document.querySelector('#text')?.value === t", mine);
        Assert.Equal(good, await File.ReadAllTextAsync(Path.Combine(desk.Folder, File_), TestContext.Current.CancellationToken));
        await page.ClickAsync("#save");
        await page.UntilText("#said", "written");
        await page.ReloadAsync();
        await page.WaitForSelectorAsync("body[data-live=yes]");
        await page.Until("t => document.querySelector('#text')?.value === t", mine);
        Assert.True(await page.IsDisabledAsync("#undo"));
        Assert.Empty(desk.Complaints[page]);
    }

    [Fact]
    public async Task Text_that_is_taken_back_is_forgotten_and_a_file_changed_meanwhile_is_not_overwritten()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.At(SmallStudy.Write());
        var page = await desk.Visit(browser, "theories?file=" + File_);
        await page.UntilText("#diagnostics h3", "No errors");
        string good = await page.InputValueAsync("#text");
        await Write(page, good + "# first\n");
        await page.ClickAsync("#undo");
        await page.Until("t => document.querySelector('#text').value === t", good);
        await page.ReloadAsync();
        await page.WaitForSelectorAsync("body[data-live=yes]");
        await page.Until("t => document.querySelector('#text')?.value === t", good);
        await Write(page, good + "# second\n");
        await page.ClickAsync("nav >> text=Record");
        await page.WaitForSelectorAsync("#record");
        await File.WriteAllTextAsync(Path.Combine(desk.Folder, File_), good + "# theirs\n", TestContext.Current.CancellationToken);
        await page.ClickAsync("nav >> text=Theories");
        await page.Until("t => document.querySelector('#text')?.value === t", good + "# second\n");
        await page.WaitForSelectorAsync("#save:enabled");
        await page.ClickAsync("#save");
        await page.UntilText("#said", "has changed since");
        Assert.Equal(good + "# theirs\n", await File.ReadAllTextAsync(Path.Combine(desk.Folder, File_), TestContext.Current.CancellationToken));
    }
}
