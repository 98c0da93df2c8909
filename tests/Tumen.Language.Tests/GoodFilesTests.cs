using Tumen.Model;

namespace Tumen.Language.Tests;

public class GoodFilesTests
{
    [Fact]
    public void A_game_is_read_as_written()
    {
        var g = Texts.Good;
        Assert.Equal(["client", "patron"], g.Players.Select(p => p.Name));
        Assert.Equal(1, g.Situations[0].StartsAt);
        Assert.Equal(["aid", "risk", "price", "kin"], g.Weights.Select(w => w.Name));
        Assert.Equal("warming", Assert.Single(g.Chances).Name);
        Assert.Equal(0, g.Weights[0].Lower);
        Assert.Equal("Someone 2000", Assert.Single(g.Theories).Source);
        Assert.Equal(2, g.Concession!.Parts.Length);
        Assert.Equal(1, g.Threats!.Quiet);
        var game = ParametricGame.Compile(g, "kin");
        Assert.Equal(6, game.States.Count);
        Assert.Equal(4, game.Weights.Length);
    }

    [Fact]
    public void Codebook_and_study_are_read()
    {
        Assert.True(CodebookFile.Parse(Texts.Read("good.codebook"), "good.codebook", Texts.Good).Succeeded);
        var study = StudyFile.Parse(Texts.Read("good.study"), "good.study", Texts.Good).Value!;
        Assert.Equal(12, study.HoldOut);
        Assert.Equal(["base", "kin"], study.Compare);
    }

    // warmth (3 levels) at "correct": rises 0.25 with reward; row of the kernel by hand.
    [Fact]
    public void Laws_become_transition_chances()
    {
        var game = ParametricGame.Compile(Texts.Good, "base");
        var kernel = game.Kernel([0.25]);
        int s = game.States.Index([1, 0]), up = game.States.Index([2, 0]), upOn = game.States.Index([2, 1]), same = game.States.Index([1, 0]);
        int reward = game.Profiles.Index([1, 2]), reach = game.Profiles.Index([2, 2]);
        Assert.Equal(0.25, kernel.Probability(s, reward, up), 1e-15);
        Assert.Equal(0.75, kernel.Probability(s, reward, same), 1e-15);
        Assert.Equal(0.25 * 0.6, kernel.Probability(s, reach, upOn), 1e-15);
    }

    [Fact]
    public void Formatting_twice_changes_nothing_and_keeps_the_meaning()
    {
        foreach (string name in new[] { "good.game", "good.codebook", "good.study" })
        {
            string once = Layout.Format(Texts.Read(name));
            Assert.Equal(once, Layout.Format(once));
        }

        var again = GameFile.Parse(Layout.Format(Texts.Read("good.game")), "good.game").Value!;
        Assert.Equal(Equations.Of(Texts.Good).Select(e => e.Text), Equations.Of(again).Select(e => e.Text));
        Assert.Equal(Texts.Good.Weights.Select(w => (w.Name, w.Lower)), again.Weights.Select(w => (w.Name, w.Lower)));
    }

    [Fact]
    public void Explain_gives_equations_in_text_and_latex()
    {
        var e = Equations.Of(Texts.Good).First(x => x.Text.Contains("aid", StringComparison.Ordinal));
        Assert.Equal("u_client: … + aid · warmth", e.Text);
        Assert.Equal("u_{\\text{client}} \\ni + \\theta_{\\text{aid}}\\,\\mathit{warmth}", e.Latex);
    }

    [Fact]
    public void Any_of_combines_chances_as_independent_causes()
    {
        string text = Texts.Read("good.game").Replace(
            "becomes off 0.80 if client plays provoke", "becomes off by any of: 0.5 if client plays provoke, 0.4 if patron plays punish", StringComparison.Ordinal);
        var game = ParametricGame.Compile(GameFile.Parse(text, "x").Value!, "base");
        int on = game.States.Index([0, 1]), off = game.States.Index([0, 0]);
        Assert.Equal(0.7, game.Kernel([0]).Probability(on, game.Profiles.Index([0, 0]), off), 1e-15);
    }

    [Fact]
    public void Situations_that_cannot_matter_are_dropped()
    {
        var reduction = GameReduction.Of(Texts.Good, "kin");
        Assert.Equal("warmth", Assert.Single(reduction.Model.Situations).Name);
        Assert.Equal(3, new StateSpace(reduction.Model.Situations).Count);
    }
}
