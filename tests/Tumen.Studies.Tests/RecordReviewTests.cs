using System.Collections.Immutable;
using Tumen.Language;
using Tumen.Model;
using Tumen.Record;

namespace Tumen.Studies.Tests;

/// <summary>Remarks that need the record beside the game.</summary>
public class RecordReviewTests
{
    private const string Text = """
        game "Remarks", month by month
        player client   may provoke, hold
        player patron   may maintain, reward
        situation warmth  cold | close
        situation talks   off | on
        next warmth  becomes close warming if patron plays reward
                     becomes cold rare if client plays provoke and talks is on
        next talks   becomes on 0.2 if client plays hold, becomes off 0.2 if client plays provoke
        client  loses risk if client plays provoke
                gains both * warmth if client plays provoke and talks is on
                loses other if client plays provoke and talks is on and warmth is close
        patron  loses price if patron plays reward
        theory "apart" [Nobody]  client gains sole * talks if client plays provoke
        estimate every weight, prior normal(0, 1)
        assume discount 0.9
        """;

    // 40 months, talks on only while warmth is cold; `rare` applies in the four months with a provocation during talks at warmth close: none.
    private static ImmutableArray<Diagnostic> Remarks(bool together)
    {
        var game = GameFile.Parse(Text, "g").Required;
        var rows = Enumerable.Range(0, 40).Select(t => (Period: $"{2000 + (t / 12)}-{1 + (t % 12):00}", Warmth: t % 2, Talks: together ? t / 2 % 2 : 1 - (t % 2), Client: t / 4 % 2, Patron: 1 - (t % 2))).ToList();
        string csv = "period,client,patron,warmth,talks\n" + string.Concat(rows.Select(r =>
            $"{r.Period},{game.Players[0].Moves[r.Client]},{game.Players[1].Moves[r.Patron]},{game.Situations[0].Levels[r.Warmth]},{game.Situations[1].Levels[r.Talks]}\n"));
        return RecordReview.Of(game, RecordTable.Read(System.Text.Encoding.UTF8.GetBytes(csv), "r.csv", game), "g");
    }

    [Fact]
    public void Corners_that_no_month_shows_are_named_once()
    {
        var r = Assert.Single(Remarks(false), d => d.Code == "R210");
        Assert.Contains("`warmth` cold with `talks` off, or `warmth` close with `talks` on", r.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Remarks(true), d => d.Code == "R210");
    }

    [Fact]
    public void A_chance_is_counted_over_the_months_that_speak_about_it()
    {
        Assert.Contains("0 months", Assert.Single(Remarks(false), d => d.Code == "R211").Message, StringComparison.Ordinal);
        // together: provocations fall in months 0-3, 8-11, ...; there warmth is close and talks on in one month of four, and warming has months enough.
        Assert.Contains("5 months", Assert.Single(Remarks(true), d => d.Code == "R211").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_differ_in_the_same_proportion_everywhere_are_found()
    {
        // `both` times warmth (0 or 1) during talks and `other` during talks at warmth close are the same numbers with opposite sign.
        Assert.Contains(Remarks(true), d => d.Code == "R212" && d.Message.Contains("`both` and `other`", StringComparison.Ordinal));
        Assert.DoesNotContain(Remarks(true), d => d.Code == "R212" && d.Message.Contains("risk", StringComparison.Ordinal));
    }
}
