using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Tumen.Docs.Tests;

/// <summary>The site built from these documents: no link is dead (its builder refuses them), every document is a page, texts of the language are coloured, and there is something to search.</summary>
public sealed class SiteTests
{
    private static string Site([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../site"));

    [Fact]
    public async Task Every_document_is_a_page_with_coloured_texts_and_a_search()
    {
        bool found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, "npm")));
        Assert.SkipWhen(!found, "Node.js is not installed");
        Assert.SkipWhen(!Directory.Exists(Path.Combine(Site(), "node_modules")), "the site's packages are not installed (npm ci in site)");
        var start = new ProcessStartInfo("npm") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Site() };
        start.ArgumentList.Add("run");
        start.ArgumentList.Add("build");
        using (var npm = Process.Start(start)!)
        {
            var complaints = npm.StandardError.ReadToEndAsync();
            string said = npm.StandardOutput.ReadToEnd();
            npm.WaitForExit();
            Assert.True(npm.ExitCode == 0, said + await complaints);
        }

        string pages = Path.Combine(Site(), "out"), documents = Path.GetFullPath(Path.Combine(Site(), "../docs"));
        Assert.All(Directory.GetFiles(documents, "*.md"), d => Assert.True(File.Exists(Path.Combine(pages, "docs", Path.GetFileNameWithoutExtension(d).Replace("README", "index", StringComparison.Ordinal) + ".html")), d));
        string language = File.ReadAllText(Path.Combine(pages, "docs", "language.html"));
        Assert.Matches("<div class=\"language-game[^>]*>", language);
        Assert.Matches("<span style=\"--shiki-light:#[0-9A-F]+;--shiki-dark:#[0-9A-F]+;?\">player</span>", language);
        Assert.Contains(Directory.GetFiles(Path.Combine(pages, "assets", "chunks")), f => Path.GetFileName(f).StartsWith("@localSearchIndex", StringComparison.Ordinal));
    }
}
