namespace Tumen.Language.Tests;

public sealed class ExplainerTests
{
    [Fact]
    public void A_line_is_explained_in_text_and_latex()
    {
        var text = TestFiles.Read("good/surface.game");
        var game = GameFile.Parse(text, "g").Required;
        var line = text.Split('\n').ToList().FindIndex(l => l.StartsWith("theory \"buffer\"", StringComparison.Ordinal)) + 1;
        var equation = Assert.Single(Explainer.Explain(game, line));
        Assert.Equal("buffer", equation.Theory);
        Assert.Equal("u[patron](s, a) has the term − buffer · pressure(s) · (2 − warmth(s))", equation.Text);
        Assert.Equal("u_{\\mathrm{patron}}(s,a) \\ni -w_{\\mathrm{buffer}}\\,\\mathrm{pressure}(s)\\,(2 - \\mathrm{warmth}(s))", equation.Latex);
    }

    [Fact]
    public void A_line_may_hold_several_equations()
    {
        var text = TestFiles.Read("good/surface.game");
        var game = GameFile.Parse(text, "g").Required;
        var line = text.Split('\n').ToList().FindIndex(l => l.StartsWith("next warmth", StringComparison.Ordinal)) + 1;
        Assert.Equal(["Pr(warmth′ = min(warmth + 1, 2) | s, a) has the term warming · [patron plays reward]", "Pr(warmth′ = max(warmth − 1, 0) | s, a) has the term 0.4 · [patron plays punish]"],
            Explainer.Explain(game, line).Select(e => e.Text));
        Assert.Empty(Explainer.Explain(game, 1));
        Assert.Empty(Explainer.Explain(game, 10_000));
    }

    [Fact]
    public void Causes_joined_by_any_of_multiply_and_braces_balance_everywhere()
    {
        var game = GameFile.Parse(TestFiles.Read("good/china-dprk.game"), "g").Required;
        var all = Explainer.Explain(game);
        Assert.Contains(all, e => e.Text == "Pr(strain′ = strained | s, a) has the term 1 − (1 − 0.01)(1 − 0.02 · [presence is reinforced])(1 − 0.04 · [warmth is cold])");
        Assert.Contains(all, e => e.Text == "concession g(s, a) from patron to client = +1 · [patron plays reward] −1 · [patron plays punish]");
        Assert.Contains(all, e => e.Text == "δ[client] = 0" && e.Theory == "madman");
        Assert.All(all, e => Assert.Equal(e.Latex.Count(c => c == '{'), e.Latex.Count(c => c == '}')));
    }
}
