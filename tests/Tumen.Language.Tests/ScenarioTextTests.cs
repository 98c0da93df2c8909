using System.Runtime.CompilerServices;
using Tumen.Model;

namespace Tumen.Language.Tests;

/// <summary>What-ifs written back are what-ifs read.</summary>
public sealed class ScenarioTextTests
{
    private static string Study([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "studies", "china-dprk"));

    private static readonly GameModel Game = GameFile.Parse(File.ReadAllText(Path.Combine(Study(), "china-dprk.game")), "china-dprk.game").Required;

    public static TheoryData<string> Clauses() => new([
        .. StudyFile.Parse(File.ReadAllText(Path.Combine(Study(), "china-dprk.study")), "china-dprk.study", Game).Required.Scenarios.Select(s => ScenarioText.Write(s, Game)),
        "what if  \"every way\"   weight aid times 0.5; discount of patron 0.8; client always plays hold; talks never reaches on; presence starts reinforced; freeze patron; rival and patron act as one, moving last, weights 1, 2; from 2018-06; for 24 months",
        "what if  \"slowly\"   weight aid = 0; gradually over 60 months",
        "what if  \"now and then\"   weight desertion counts if warmth is cold and (talks is on or client plays provoke)",
    ]);

    [Theory]
    [MemberData(nameof(Clauses))]
    public void Reading_then_writing_gives_the_text_again(string clause)
    {
        var read = ScenarioText.Parse(clause, Game);
        Assert.True(read.IsGood, string.Join("; ", read.Diagnostics.Select(d => d.Message)));
        Assert.Equal(clause, ScenarioText.Write(read.Required, Game));
    }

    [Theory]
    [InlineData("what if  \"less\"   grain halves; price times 1.5; from 2026-01")]
    [InlineData("what if  \"more\"   grain doubles; for 24 months")]
    [InlineData("what if  \"two\"   grain stays 2; price starts 3")]
    public void Multiples_and_numbers_too(string clause)
    {
        var game = GameFile.Parse(DocsTests.Together("game"), "docs.game").Required;
        var read = ScenarioText.Parse(clause, game);
        Assert.True(read.IsGood, string.Join("; ", read.Diagnostics.Select(d => d.Message)));
        Assert.Equal(clause, ScenarioText.Write(read.Required, game));
    }

    [Fact]
    public void A_clause_that_names_nothing_known_is_refused_with_its_place()
    {
        var read = ScenarioText.Parse("what if \"x\"  freeze nobody", Game);
        Assert.False(read.IsGood);
        Assert.Contains("nobody", read.Diagnostics[0].Message, StringComparison.Ordinal);
    }
}
