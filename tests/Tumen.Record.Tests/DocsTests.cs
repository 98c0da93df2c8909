using System.Text.RegularExpressions;

namespace Tumen.Record.Tests;

/// <summary>What docs/record.md and the study's sources.md say is checked against the code and the file.</summary>
public class DocsTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(StudyFiles.EventsPath)!, "..", ".."));

    [Fact]
    public void Every_code_is_explained_and_every_explanation_has_a_code()
    {
        var written = Directory.GetFiles(Path.Combine(Root, "src", "Tumen.Record"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => Codes(File.ReadAllText(f), "\"(R[0-9]{3})\"")).ToHashSet();
        var explained = Codes(File.ReadAllText(Path.Combine(Root, "docs", "record.md")), "(R[0-9]{3})").ToHashSet();

        Assert.Equal(written.Order(), explained.Order());
    }

    [Fact]
    public void The_sources_are_counted_right()
    {
        string text = File.ReadAllText(Path.Combine(Root, "studies", "china-dprk", "sources.md"));
        var events = StudyFiles.Events;
        int rows = 0;
        foreach (Match row in Regex.Matches(text, @"^\| `([A-Z-]+):` \| ([0-9]+)", RegexOptions.Multiline))
        {
            rows++;
            Assert.Equal(int.Parse(row.Groups[2].Value), events.Events.Count(e => events.Value(e, "source").Split(':')[0] == row.Groups[1].Value));
        }

        Assert.Equal(events.Events.Select(e => events.Value(e, "source").Split(':')[0]).Distinct().Count(), rows);
        Assert.Contains($"{events.Events.Count(e => e.Precision == DatePrecision.Month)} rows are dated by month only", text);
        Assert.Contains($"`high` in {events.Events.Count(e => events.Value(e, "confidence") == "high"):N0} of all rows", text);
        var chinese = events.Events.Where(e => events.Value(e, "actor") == "CHN").ToArray();
        Assert.Contains($"{chinese.Count(e => events.Value(e, "source").StartsWith("PUB:", StringComparison.Ordinal))} of the {chinese.Length} Chinese acts", text);
    }

    private static IEnumerable<string> Codes(string text, string pattern) => Regex.Matches(text, pattern).Select(m => m.Groups[1].Value);
}
