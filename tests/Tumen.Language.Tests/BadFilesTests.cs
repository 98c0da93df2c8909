using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Tumen.Model;

namespace Tumen.Language.Tests;

/// <summary>One file for each mistake, its transcript beside it. TUMEN_ACCEPT=1 rewrites transcripts; the diff is the review.</summary>
public sealed partial class BadFilesTests
{
    private static readonly GameModel Surface = GameFile.Parse(TestFiles.Read("good/surface.game"), "surface.game").Required;

    private static readonly StudyModel Study = StudyFile.Parse(TestFiles.Read("good/full.study"), "full.study", Surface).Required;

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Path.Combine(TestFiles.Folder(), "bad")).Where(f => !f.EndsWith(".expected", StringComparison.Ordinal)).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

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
        // T101 to T105 and T115 are about bytes and sizes, G244 about millions of cases: SourceTextTests and LawTests hold those. Remarks are in reviewed/.
        string[] elsewhere = ["T101", "T102", "T103", "T104", "T105", "T115", "G215", "G244"];
        var have = Files.Select(f => Code().Match(f).Value).ToHashSet();
        var missing = OfThisProject.Where(c => c[0] != 'R' && !have.Contains(c)).Except(elsewhere);
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_code_has_a_story_and_every_story_a_code()
    {
        var source = Path.Combine(TestFiles.Folder(), "..", "..", "src", "Tumen.Language");
        var raised = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("Stories", StringComparison.Ordinal) && !f.Contains("obj", StringComparison.Ordinal))
            .SelectMany(f => Quoted().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value).ToHashSet();
        Assert.Equal(raised.Order(StringComparer.Ordinal), OfThisProject.Order(StringComparer.Ordinal));
        Assert.Equal("G214", DiagnosticCatalog.Find("g214")!.Code);
        Assert.Null(DiagnosticCatalog.Find("G999"));
    }

    /// <summary>Codes of texts, games, codebooks, studies and the reviewer; tables, arrays and folders (R1xx, S3xx, S5xx) are raised and tested elsewhere.</summary>
    private static IEnumerable<string> OfThisProject => DiagnosticCatalog.All.Select(s => s.Code).Where(c => Quoted().IsMatch($"\"{c}\""));

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

    [GeneratedRegex("\"([TGC][0-9]{3}|S4[0-9]{2}|R[0-9]{1,2})\"")]
    private static partial Regex Quoted();
}
