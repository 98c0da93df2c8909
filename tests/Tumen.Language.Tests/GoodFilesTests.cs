using Tumen.Model;

namespace Tumen.Language.Tests;

public sealed class GoodFilesTests
{
    [Fact]
    public void The_surface_example_is_read()
    {
        var text = TestFiles.Read("good/surface.game");
        var parsed = GameFile.Parse(text, "surface.game");
        Assert.True(parsed.IsGood, Diagnostics.Render(parsed.Diagnostics, text));
        var game = parsed.Required;
        Assert.Equal("Patron, client and rival", game.Name);
        Assert.Equal(["client", "patron", "rival"], game.Players.Select(p => p.Name));
        Assert.Equal(["pressure", "warmth", "talks", "provoked", "seoul"], game.Situations.Select(s => s.Name));
        Assert.Equal(1, game.Situations[1].StartsAt);
        Assert.Equal(["fear", "aid", "opening", "risk", "discipline", "pretext", "effort", "buffer", "entangle"], game.Weights.Select(w => w.Name));
        Assert.Equal(0, game.Weights[0].Lower);
        Assert.Equal(double.NegativeInfinity, game.Weights[1].Lower);
        Assert.Equal("warming", Assert.Single(game.Chances).Name);
        Assert.Equal(7, game.Terms.Length);
        Assert.Equal(["buffer"], game.Theories[1].BuildsOn);
        Assert.Equal("Li Bin", game.Theories[1].Source);
        Assert.Equal(new Assumption(0, null, 0, game.Theories[2].Assumptions[0].Place), game.Theories[2].Assumptions[0]);
        Assert.Equal([0.95, 0.95, 0.95], game.Discounts);
        Assert.Equal(1, game.Instruments!.Quiet);
        Assert.Equal(1, game.Threats!.Quiet);
    }

    [Fact]
    public void An_if_belongs_to_its_own_term_only()
    {
        var game = GameFile.Parse(TestFiles.Read("good/surface.game"), "g").Required;
        var aid = game.Terms.Single(t => t.Weight == "aid");
        var opening = game.Terms.Single(t => t.Weight == "opening");
        Assert.IsType<Condition.AlwaysTrue>(aid.If);
        Assert.Equal(new Condition.LevelIn(2, [1]), opening.If);
    }

    [Fact]
    public void The_whole_frame_with_its_codebook_and_study_is_read()
    {
        var text = TestFiles.Read("good/china-dprk.game");
        var game = GameFile.Parse(text, "china-dprk.game");
        Assert.True(game.IsGood, Diagnostics.Render(game.Diagnostics, text));
        Assert.Equal(432, game.Required.Situations.Aggregate(1, (n, s) => n * s.Levels.Length));
        Assert.Equal(13, game.Required.Theories.Length);
        Assert.Equal(25, game.Required.Weights.Length);

        var codebookText = TestFiles.Read("good/china-dprk.codebook");
        var codebook = CodebookFile.Parse(codebookText, "china-dprk.codebook", game.Required);
        Assert.True(codebook.IsGood, Diagnostics.Render(codebook.Diagnostics, codebookText));
        Assert.Equal(10, codebook.Required.Rules.Length);

        var studyText = TestFiles.Read("good/china-dprk.study");
        var study = StudyFile.Parse(studyText, "china-dprk.study", game.Required);
        Assert.True(study.IsGood, Diagnostics.Render(study.Diagnostics, studyText));
        Assert.Equal(36, study.Required.HoldOut);
        Assert.Equal(7, study.Required.Scenarios.Length);
        Assert.Equal(4, study.Required.Scenarios[4].Edits.Length);
        Assert.Equal(60, study.Required.Scenarios[4].Periods);
    }
}
