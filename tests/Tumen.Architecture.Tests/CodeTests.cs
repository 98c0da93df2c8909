using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Tumen.Language;

namespace Tumen.Architecture.Tests;

/// <summary>Every code that anything in the source can raise is explained, and means one thing.</summary>
public partial class CodeTests
{
    /// <summary>Codes that two parts of the program raise, because the same mistake can be met in both.</summary>
    private static readonly Dictionary<string, string> Shared = new()
    {
        ["G214"] = "chances above 1, met again when a game is compiled with numbers",
        ["R100"] = "a file over the limit, a table or any file of a study",
        ["R121"] = "a table without a column of the game, of months or of plays",
        ["R123"] = "a table without rows, of months or of plays",
        ["R126"] = "a cell that is no move, in a table of months or of plays",
        ["R128"] = "a number that usually stands for nothing known, in a table of months or of plays",
        ["R206"] = "a move or level that no month has, in a coded record or one by hand",
        ["S512"] = "a file that is not there, of a study at the command line or in the workbench",
        ["S517"] = "a file that waits for its game, in an editor or in the workbench",
        ["W114"] = "a what-if that the study does not ask",
        ["W202"] = "imperfect recall, in a file of a tree or in an episode of a study",
    };

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    /// <summary>Codes by the project that raises them.</summary>
    private static ILookup<string, string> Raised => (from folder in new[] { "src", "hosts" }
                                                      from file in Directory.GetFiles(Path.Combine(Root(), folder), "*", SearchOption.AllDirectories)
                                                      let parts = Path.GetRelativePath(Root(), file).Split(Path.DirectorySeparatorChar)
                                                      where Path.GetExtension(file) is ".cs" or ".razor" && !parts.Contains("obj") && !parts.Contains("bin") && !file.EndsWith("Stories.cs", StringComparison.Ordinal)
                                                      from Match m in (parts[1] == "Tumen.Language" ? CodeOrRemark() : Code()).Matches(File.ReadAllText(file))
                                                      select (Code: m.Groups[1].Value, Project: parts[1])).Distinct().ToLookup(r => r.Code, r => r.Project);

    [Fact]
    public void Every_code_has_a_title_a_story_an_example_and_a_way_out() => Assert.All(Raised.Select(r => r.Key).Order(StringComparer.Ordinal), code =>
    {
        var story = DiagnosticCatalog.Find(code);
        Assert.True(story is not null, $"{code} has no story");
        Assert.InRange(story.Title.Length, 10, 90);
        Assert.True(story.Story.Length > 30 && !story.Story.StartsWith(story.Title, StringComparison.OrdinalIgnoreCase), $"{code} only repeats its title: {story.Story}");
        Assert.False(string.IsNullOrWhiteSpace(story.Example), $"{code} has no example");
        Assert.False(string.IsNullOrWhiteSpace(story.WayOut), $"{code} has no way out");
        Assert.NotEqual(story.Example, story.WayOut);
    });

    [Fact]
    public void Every_story_belongs_to_a_code_that_something_raises()
    {
        var raised = Raised;
        Assert.All(DiagnosticCatalog.All, s => Assert.True(raised.Contains(s.Code), $"nothing raises {s.Code}"));
    }

    [Fact]
    public void No_code_means_two_things()
    {
        Assert.Equal(DiagnosticCatalog.All.Length, DiagnosticCatalog.All.Select(s => s.Code).Distinct().Count());
        Assert.Equal(DiagnosticCatalog.All.Length, DiagnosticCatalog.All.Select(s => s.Example + s.WayOut).Distinct().Count());
        Assert.All(Raised.Where(r => r.Count() > 1), r => Assert.True(Shared.ContainsKey(r.Key), $"{r.Key} is raised in {string.Join(" and ", r)}: say here what the two have in common, or take another code"));
    }

    [GeneratedRegex("(?:\"|error )([CEGPRSTW][0-9]{3})[\":]")]
    private static partial Regex Code();

    // The reviewer's remarks have short codes, which elsewhere are names of payoffs.
    [GeneratedRegex("(?:\"|error )([CEGPRSTW][0-9]{3}|R[0-9]{1,2})[\":]")]
    private static partial Regex CodeOrRemark();
}
