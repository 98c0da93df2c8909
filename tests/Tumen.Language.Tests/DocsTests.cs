using System.Text.RegularExpressions;
using Tumen.Model;

namespace Tumen.Language.Tests;

/// <summary>The blocks of docs/language.md are one game, one codebook and one study.</summary>
public sealed partial class DocsTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(TestFiles.Folder(), "..", "..", "docs", "language.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_game_of_the_documentation_is_read_and_laid_out_without_change_of_meaning()
    {
        var text = Together("game");
        var game = GameFile.Parse(text, "docs.game");
        Assert.True(game.IsGood, Diagnostics.Render(game.Diagnostics, text));
        Assert.Equal(Dump.Of(game.Required), FormatterTests.Model("docs.game", Formatter.Format(text, "docs.game").Required));
        Assert.Equal(new Chance(1.0 / 50), game.Required.Laws[1].Lines[2].Parts[0].Chance);
        Assert.Equal([-1.0, 1.0], game.Required.Situations[4].Values);
        Assert.Equal([0.95, 0.95, 0.9], game.Required.Discounts);
        Assert.Equal(["early", "late"], game.Required.Weights.Single(w => w.Name == "buffer").Eras.Select(e => e.Name));
        Assert.Equal(0.1, game.Required.Weights.Single(w => w.Name == "expense").Fixed);
        Assert.IsType<Prior.Flat>(game.Required.Weights.Single(w => w.Name == "pretext").Prior);
    }

    [Fact]
    public void The_game_about_numbers_is_read_and_laid_out_without_change_of_meaning()
    {
        var text = Together("game numbers");
        var game = GameFile.Parse(text, "docs.game");
        Assert.True(game.IsGood, Diagnostics.Render(game.Diagnostics, text));
        Assert.Equal(Dump.Of(game.Required), FormatterTests.Model("docs.game", Formatter.Format(text, "docs.game").Required));
        Assert.Equal(17, game.Required.Situations.Single(s => s.Name == "support").Levels.Length);
        Assert.Equal(0.3, game.Required.Laws[2].Normal!.Deviation);
    }

    [Theory]
    [InlineData("game panel")]
    [InlineData("game learnt")]
    [InlineData("game regimes")]
    [InlineData("game once")]
    public void Panels_and_games_played_once_are_read_and_laid_out_without_change_of_meaning(string kind)
    {
        var text = Together(kind);
        var game = GameFile.Parse(text, "docs.game");
        Assert.True(game.IsGood, Diagnostics.Render(game.Diagnostics, text));
        var once = Formatter.Format(text, "docs.game").Required;
        Assert.Equal(once, Formatter.Format(once, "docs.game").Required);
        Assert.Equal(Dump.Of(game.Required), FormatterTests.Model("docs.game", once));
        if (kind == "game once")
        {
            Assert.Equal(["calm", "surrender", "war"], game.Required.Once!.Outcomes.Select(o => o.Name));
            Assert.Equal([0, 1], game.Required.Once.Owner);
        }
        else if (kind == "game regimes")
        {
            Assert.Equal((2, 96.0, false), (game.Required.Regimes!.Count, game.Required.Regimes.Stay, game.Required.Regimes.Foreseen));
            Assert.Equal(["risk"], game.Required.Weights.Where(w => w.InRegime is not null).Select(w => w.InRegime!.Of));
        }
        else if (kind == "game learnt")
        {
            Assert.Equal((2, 0.3, "region"), (game.Required.Panel.Foresight.Length, game.Required.Panel.NoiseSpread, game.Required.Panel.Clusters));
            Assert.NotNull(game.Required.Weights.Single(w => w.Name == "revenge").Varies!.Presence);
        }
        else
        {
            Assert.Equal(["country_i", "country_j", "region"], game.Required.GroupColumns);
            Assert.Equal("taste", game.Required.Weights.Single(w => w.Name == "taste_j").Shared);
            Assert.Equal(2, game.Required.Weights.Single(w => w.Name == "revenge").Eras.Length);
        }
    }

    [Fact]
    public void Each_alternative_of_the_documentation_is_read_in_its_place()
    {
        var alternatives = Blocks().Where(b => b.Kind.StartsWith("game instead of ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(alternatives);
        foreach (var (kind, body) in alternatives)
        {
            var text = Together("game").Replace(kind["game instead of ".Length..].Trim('"'), body.TrimEnd(), StringComparison.Ordinal);
            Assert.Contains(body.TrimEnd(), text, StringComparison.Ordinal);
            var game = GameFile.Parse(text, "docs.game");
            Assert.True(game.IsGood, Diagnostics.Render(game.Diagnostics, text));
            Assert.Equal(2, game.Required.Turns.Length);
        }
    }

    [Fact]
    public void The_codebook_and_the_study_of_the_documentation_fit_its_game()
    {
        var game = GameFile.Parse(Together("game"), "docs.game").Required;
        var codebookText = Together("codebook");
        var codebook = CodebookFile.Parse(codebookText, "docs.codebook", game);
        Assert.True(codebook.IsGood, Diagnostics.Render(codebook.Diagnostics, codebookText));
        Assert.Equal(10, codebook.Required.Rules.Length);
        Assert.Equal(new SeriesRule("grain-CHN-PRK", "series.csv", [], [], null, null, 12), codebook.Required.Rules.Single(r => r.Name == "grain").Series! with { Cuts = [], Quantiles = [] });
        Assert.Equal([0.33, 0.67], codebook.Required.Rules.Single(r => r.Name == "price").Series!.Quantiles);
        Assert.True(game.Laws.Where(l => l.IsExpectation).Select(l => game.Situations[l.Situation].Name).SequenceEqual(["grain", "price"]));
        Assert.Equal(new PeriodTest.Sum("deployment", "intensity", "below", -8, 12, 1), codebook.Required.Rules[2].Lines[1].If);
        var studyText = Together("study");
        var study = StudyFile.Parse(studyText, "docs.study", game);
        Assert.True(study.IsGood, Diagnostics.Render(study.Diagnostics, studyText));
        Assert.Equal(3, study.Required.Records.Length);
        var claimsText = Together("claims");
        var claims = ClaimsFile.Parse(claimsText, "docs.claims", game, study.Required);
        Assert.True(claims.IsGood, Diagnostics.Render(claims.Diagnostics, claimsText));
    }

    /// <summary>Kinds of blocks that make whole files.</summary>
    internal static readonly string[] Kinds = ["game", "game numbers", "game panel", "game learnt", "game regimes", "game once", "codebook", "study", "claims"];

    internal static string Together(string kind) => string.Concat(Blocks().Where(b => b.Kind == kind).Select(b => b.Body));

    private static IEnumerable<(string Kind, string Body)> Blocks() => Fence().Matches(Text).Select(m => (m.Groups[1].Value, m.Groups[2].Value));

    [GeneratedRegex("^```([^\n]+)\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();
}
