using Tumen.Model;

namespace Tumen.Language.Tests;

/// <summary>What a game says of a panel with learnt pooling is read, laid out and completed.</summary>
public sealed class PanelLanguageTests
{
    private const string Text = """
        game "Panel", month by month
        for each triad
        group region
        player client, rival   may hold, provoke
        client loses risk if client plays provoke
        rival loses effort if rival plays provoke
        client gains aid if client plays hold
        estimate every weight, prior normal(0, 1); at least 0: aid
        weight risk, effort varies by triad, spread halfnormal(0.5)
        weight aid varies by triad, spread halfnormal(0.25), present with chance beta(2, 3)
        foresight of client, rival present with chance beta(1, 1)
        noise varies by triad, spread 0.3
        clusters by region
        assume discount 0.95

        """;

    [Fact]
    public void Every_clause_of_a_panel_is_read()
    {
        var game = GameFile.Parse(Text, "panel.game").Required;
        Assert.Equal((0.5, null), game.Weights.Where(w => w.Name == "effort").Select(w => (w.Varies!.Spread, w.Varies.Presence)).Single());
        Assert.Equal((0.25, new Prior.Beta(2, 3)), game.Weights.Where(w => w.Name == "aid").Select(w => (w.Varies!.Spread, w.Varies.Presence!)).Single());
        Assert.Equal([(0, new Prior.Beta(1, 1)), (1, new Prior.Beta(1, 1))], game.Panel.Foresight.Select(f => (f.Player, f.Presence)));
        Assert.Equal((0.3, "region"), (game.Panel.NoiseSpread, game.Panel.Clusters));
    }

    [Fact]
    public void Laying_out_keeps_the_panel()
    {
        string once = Formatter.Format(Text, "panel.game").Required;
        Assert.Equal(once, Formatter.Format(once, "panel.game").Required);
        Assert.Equal(GameFile.Parse(Text, "panel.game").Required.Panel.NoiseSpread, GameFile.Parse(once, "panel.game").Required.Panel.NoiseSpread);
        Assert.Contains("varies by triad, spread halfnormal(0.25), present with chance beta(2, 3)", once);
    }

    [Theory]
    [InlineData("weight aid varies by triad, spread halfnormal(0.25), present with chance beta(2, 3)", "weight aid varies by triad, spread halfnormal(0.25), present with chance beta(0, 3)", "G234")]
    [InlineData("weight risk, effort varies", "weight risk, risk varies", "T124")]
    [InlineData("foresight of client, rival", "foresight of client, client", "T124")]
    [InlineData("noise varies by triad, spread 0.3", "noise varies by triad, spread 0", "G258")]
    [InlineData("noise varies by triad", "noise varies by unit", "G255")]
    [InlineData("at least 0: aid", "at least 0: aid; at most 2: aid", "G257")]
    [InlineData("weight risk, effort varies", "weight risk, efort varies", "G209")]
    public void What_does_not_fit_is_named(string was, string becomes, string code) =>
        Assert.Contains(GameFile.Parse(Text.Replace(was, becomes, StringComparison.Ordinal), "panel.game").Diagnostics, d => d.Code == code && d.Severity == Severity.Error);

    [Fact]
    public void A_study_gives_units_their_groups()
    {
        var game = GameFile.Parse(Text, "panel.game").Required;
        const string Study = """
            study "How many?"
            game "panel.game"
            records "a.csv", 1990-01 to 1999-12 as "A" with region "levant" and "b.csv", 1990-01 to 1999-12 as "B" with region "gulf"
            compare base

            """;
        var record = StudyFile.Parse(Study, "panel.study", game).Required.Records.Single();
        Assert.Equal("levant", record.Groups["region"]);
        Assert.Equal("gulf", record.Joined.Single().Groups["region"]);
        Assert.Contains(StudyFile.Parse(Study.Replace("with region", "with regoin", StringComparison.Ordinal), "panel.study", game).Diagnostics, d => d.Code == "G260");
    }
}
