using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tumen.Report.Tests;

/// <summary>The report as a browser shows and prints it: no sideways scroll at any width, nothing cut on paper, few pages. Skipped by name where no headless Chromium is installed.</summary>
[Collection(SmallStudyTests.Name)]
public sealed partial class RenderingTests(SmallStudy small)
{
    private const int MostPages = 30;

    private static string? Chromium => new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    private static string Here()
    {
        if (Chromium is null)
        {
            Assert.Skip("chromium is not installed here; how the report looks is not looked at");
        }

        return Chromium!;
    }

    // 1400, 800 and 400 pixels, all folds open, on a screen; and A4 and letter within margins of 15 mm (180 mm = 680 px, 185.9 mm = 702 px) under the rules for paper.
    [Fact]
    public void Nothing_is_wider_than_the_page_on_screens_and_on_paper_with_every_fold_open()
    {
        string browser = Here(), folder = Directory.CreateTempSubdirectory("tumen-look-").FullName;
        try
        {
            string open = small.Report.Replace("<details", "<details open", StringComparison.Ordinal), paper = open.Replace("</style>", ReportStyle.PaperRules + "</style>", StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(folder, "screen.html"), open);
            File.WriteAllText(Path.Combine(folder, "paper.html"), paper);
            File.WriteAllText(Path.Combine(folder, "appendices.html"), small.Appendices.Replace("<details", "<details open", StringComparison.Ordinal).Replace("</style>", ReportStyle.PaperRules + "</style>", StringComparison.Ordinal));
            (string File, int Width)[] looks = [("screen.html", 1400), ("screen.html", 800), ("screen.html", 400), ("paper.html", 680), ("paper.html", 702), ("appendices.html", 680)];
            string frames = string.Concat(looks.Select(l => $"<iframe src=\"{l.File}\" style=\"width:{l.Width}px;height:900px;border:0\"></iframe>"));
            File.WriteAllText(Path.Combine(folder, "look.html"), $$"""
                <!DOCTYPE html><meta charset="utf-8"><body>{{frames}}<pre id="found"></pre><script>
                onload = () => { document.getElementById('found').textContent = [...document.querySelectorAll('iframe')].map(f => {
                  const d = f.contentDocument, width = d.documentElement.clientWidth;
                  const cut = [...d.querySelectorAll('table,svg,figure,p,ul,pre')].filter(e => e.getClientRects().length && !e.closest('.wide') && e.getBoundingClientRect().right > width + 1);
                  const hidden = f.getAttribute('src') == 'screen.html' ? [] : [...d.querySelectorAll('.wide')].filter(e => e.scrollWidth > e.clientWidth + 1);
                  return 'look ' + f.getAttribute('src') + ' ' + f.clientWidth + ' scroll ' + (d.documentElement.scrollWidth - width) + ' cut ' + (cut.length + hidden.length) + ' ' + [...cut, ...hidden].slice(0, 3).map(e => e.outerHTML.slice(0, 90).replace(/[<>\n]/g, ' ')).join(' | ');
                }).join('\n'); };
                </script></body>
                """);
            string dom = Run(browser, folder, "--allow-file-access-from-files", "--virtual-time-budget=20000", "--dump-dom", "file://" + Path.Combine(folder, "look.html"));
            var found = Look().Matches(dom);
            Assert.Equal(looks.Length, found.Count);
            Assert.All(found, m => Assert.True(m.Groups["scroll"].Value == "0" && m.Groups["cut"].Value == "0", m.Value));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Theory]
    [InlineData("A4", 595, 842)]
    [InlineData("letter", 612, 792)]
    public void Printed_it_is_at_most_thirty_pages_of_the_size_asked_for(string paper, int width, int height)
    {
        string browser = Here(), folder = Directory.CreateTempSubdirectory("tumen-print-").FullName;
        try
        {
            string page = Path.Combine(folder, "report.html"), pdf = Path.Combine(folder, "report.pdf");
            File.WriteAllText(page, small.Report.Replace("@page{", $"@page{{size:{paper};", StringComparison.Ordinal));
            Run(browser, folder, "--no-pdf-header-footer", $"--print-to-pdf={pdf}", "file://" + page);
            string text = Encoding.Latin1.GetString(File.ReadAllBytes(pdf));
            int pages = Pages().Count(text);
            Assert.InRange(pages, 2, MostPages);
            var box = Box().Match(text);
            Assert.Equal(width, double.Parse(box.Groups["w"].Value, CultureInfo.InvariantCulture), 1.5);
            Assert.Equal(height, double.Parse(box.Groups["h"].Value, CultureInfo.InvariantCulture), 1.5);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static string Run(string browser, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(browser) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string a in (string[])["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", $"--user-data-dir={Path.Combine(folder, "profile")}", .. arguments])
        {
            start.ArgumentList.Add(a);
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(3)), "the browser did not end");
        Assert.True(process.ExitCode == 0, error.Result);
        return output;
    }

    [GeneratedRegex(@"look (?<file>\S+) (?<width>\d+) scroll (?<scroll>-?\d+) cut (?<cut>\d+).*")]
    private static partial Regex Look();

    [GeneratedRegex(@"/Type\s*/Page\b")]
    private static partial Regex Pages();

    [GeneratedRegex(@"/MediaBox\s*\[\s*0\s+0\s+(?<w>[\d.]+)\s+(?<h>[\d.]+)")]
    private static partial Regex Box();
}
