using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Tumen.Model;

namespace Tumen.Language.Tests;

/// <summary>One file for each mistake, its transcript beside it. TUMEN_ACCEPT=1 rewrites transcripts; the diff is the review.</summary>
public sealed partial class BadFilesTests
{
    private static readonly GameModel Surface = GameFile.Parse(TestFiles.Read("good/surface.game"), "surface.game").Required;

    private static readonly StudyModel Study = StudyFile.Parse(TestFiles.Read("good/full.study"), "full.study", Surface).Required;

    public static TheoryData<string> Files => [.. Names];

    private static IEnumerable<string> Names => Directory.EnumerateFiles(Path.Combine(TestFiles.Folder(), "bad")).Where(f => !f.EndsWith(".expected", StringComparison.Ordinal)).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Files))]
    public void Says_what_is_wrong(string file)
    {
        var path = Path.Combine(TestFiles.Folder(), "bad", file);
        var text = File.ReadAllText(path);
        var found = Find(file, text);
        var transcript = Diagnostics.Render(found, text) + "\n";
        if (TestFiles.Accept)
        {
            File.WriteAllText(path + ".expected", transcript);
        }

        Assert.Contains(found, d => d.Severity == Severity.Error);
        if (Code().Match(file) is { Success: true } code)
        {
            Assert.Contains(found, d => d.Code == code.Value);
            Assert.Single(found.Where(d => d.Severity == Severity.Error));
        }

        Assert.Equal(File.ReadAllText(path + ".expected").ReplaceLineEndings("\n"), transcript);
    }

    [Fact]
    public void Every_code_that_a_file_can_raise_has_a_file()
    {
        // T101 to T105 and T115 are about bytes and sizes, G244 about millions of cases, S423 about a table of facts: SourceTextTests, LawTests and the tests of facts hold those. Remarks are in reviewed/.
        string[] elsewhere = ["T101", "T102", "T103", "T104", "T105", "T115", "G215", "G244", "S423"];
        var have = Names.Select(f => Code().Match(f).Value).ToHashSet();
        var missing = OfThisProject.Where(c => !have.Contains(c)).Except(elsewhere);
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_error_shows_the_line_and_a_way_out()
    {
        var mute = from file in Names let text = File.ReadAllText(Path.Combine(TestFiles.Folder(), "bad", file)) from d in Find(file, text)
                   where d.Place.Line < 1 || d.Place.Column < 1 || (d.Helps.IsDefaultOrEmpty && d.Caret?.Contains("did you mean", StringComparison.Ordinal) != true)
                   select $"{file}: {d.Code} {d.Message}";
        Assert.True(!mute.Any(), string.Join("\n", mute));
    }

    /// <summary>What a story shows as an example is what a wrong file here draws the code for, line by line (remarks in round brackets and ellipses aside).</summary>
    [Fact]
    public void The_example_of_every_story_is_drawn_by_a_file()
    {
        var lines = Names.Select(f => (Code: Code().Match(f).Value, File: f)).Where(f => f.Code.Length > 0)
            .Concat(new[] { "everything.game", "unread.game" }.SelectMany(f => Codes("reviewed", f).Select(c => (Code: c, File: "../reviewed/" + f))))
            .ToLookup(f => f.Code, f => Words(File.ReadAllText(Path.Combine(TestFiles.Folder(), "bad", f.File))));
        foreach (var story in DiagnosticCatalog.All.Where(s => lines.Contains(s.Code) && !s.Example.Contains('…') && !s.Example.StartsWith("a ", StringComparison.Ordinal)))
        {
            foreach (string line in story.Example.Split('\n'))
            {
                string shown = Words(line.Split("   (")[0]);
                Assert.True(lines[story.Code].Any(text => text.Contains(shown, StringComparison.Ordinal)), $"no wrong file for {story.Code} says: {shown}");
            }
        }

        string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        IEnumerable<string> Codes(string folder, string file) => Remark().Matches(File.ReadAllText(Path.Combine(TestFiles.Folder(), folder, file + ".expected"))).Select(m => m.Groups[1].Value).Distinct();
    }

    [Fact]
    public void A_story_is_found_whatever_the_case_of_its_code()
    {
        Assert.Equal("G214", DiagnosticCatalog.Find("g214")!.Code);
        Assert.Null(DiagnosticCatalog.Find("G999"));
        Assert.Equal("T106: a quoted text is not closed", DiagnosticCatalog.Find("T106")!.Tell().Split('\n')[0]);
        Assert.EndsWith("a way out:\n    game \"Two\", month by month", DiagnosticCatalog.Find("T106")!.Tell(), StringComparison.Ordinal);
    }

    /// <summary>Codes of texts, games, codebooks, studies and claims; those of tables, arrays and folders are raised and tested elsewhere.</summary>
    private static IEnumerable<string> OfThisProject => DiagnosticCatalog.All.Select(s => s.Code).Where(c => Own().IsMatch(c));

    private static ImmutableArray<Diagnostic> Find(string file, string text) => Path.GetExtension(file) switch
    {
        ".game" => GameFile.Parse(text, file).Diagnostics,
        ".codebook" => CodebookFile.Parse(text, file, Surface).Diagnostics,
        ".study" => StudyFile.Parse(text, file, Surface).Diagnostics,
        ".claims" => ClaimsFile.Parse(text, file, Surface, Study).Diagnostics,
        var other => throw new InvalidOperationException($"{other} is no kind of file"),
    };

    [GeneratedRegex("^[TGCS][0-9]{3}")]
    private static partial Regex Code();

    [GeneratedRegex("^([TGC][0-9]{3}|S4[0-9]{2})$")]
    private static partial Regex Own();

    [GeneratedRegex("^review (R[0-9]+):", RegexOptions.Multiline)]
    private static partial Regex Remark();
}
