using System.Text;
using Tumen.Model;

namespace Tumen.Studies.Tests;

/// <summary>A change of weights at an unknown date: found where it was made, not found where there was none, and never chosen without paying for the search.</summary>
public sealed class BreakTests : SmallStudy
{
    private const string Clause = "break \"the client changed\" weights of client, 2001-12 to 2008-12 every 12 months\nbreak \"the patron changed\" weights of patron, 2001-12 to 2008-12 every 12 months\n";

    private void Ask(string clause = Clause) => Write("small.study", File.ReadAllText(Path.Combine(Folder, "small.study")) + "\n" + clause);

    // The client provokes in one month of twenty up to 2004-12 and in more than half of all months after.
    private void Change()
    {
        var rng = new Tumen.Numerics.Philox(11, 0);
        var rows = new StringBuilder("event_id,date,actor\n");
        for (int t = 0; t < 120; t++)
        {
            bool provoke = rng.NextDouble() < (t < 60 ? 0.05 : 0.55);
            string month = $"{2000 + (t / 12)}-{1 + (t % 12):00}";
            rows.Append(provoke ? $"P{t},{month},N\n" : "");
            rows.Append(rng.NextDouble() < (provoke ? 0.6 : 0.2) ? $"V{t},{month},C\n" : "");
        }

        Write("events.csv", rows.ToString());
    }

    [Fact]
    public void A_change_is_found_at_its_date_and_in_the_player_who_changed()
    {
        Change();
        Ask();
        var r = Run();
        Assert.Equal(2, r.Breaks.Length);
        var client = r.Breaks[0];
        Assert.Equal(["2001-12", "2002-12", "2003-12", "2004-12", "2005-12", "2006-12", "2007-12", "2008-12"], client.Dates);
        Assert.Equal("2004-12", client.Dates[client.Likeliest]);
        Assert.True(client.Chance > 0.99, $"a change has probability {client.Chance}");

        // A patron that comes to reward provocations would explain a client that provokes more, so that this too is more probable than no change; but less than the truth.
        Assert.True(client.LogEvidence > r.Breaks[1].LogEvidence + 3, $"client {client.LogEvidence}, patron {r.Breaks[1].LogEvidence}");
        Assert.Equal(0, client.Failed);
    }

    [Fact]
    public void Probabilities_add_up_and_the_search_is_charged_for()
    {
        Change();
        Ask();
        var r = Run();
        foreach (var b in r.Breaks)
        {
            Assert.Equal(1, b.Chances.Sum(), 1e-12);
            Assert.Equal(1, b.WithBreak.Sum(), 1e-12);
            Assert.Equal(1, b.Either.Sum(), 1e-12);
            for (int i = 0; i < r.Theories.Length; i++)
            {
                // The mean over dates lies below the best date, by log 8 at the most.
                double best = b.ByDate[i].Max();
                Assert.InRange(b.LogOdds[i], best - Math.Log(8) - 1e-9, best);
            }
        }
    }

    [Fact]
    public void A_date_tried_is_the_variation_that_names_it()
    {
        Change();
        Ask("also assume \"known\" weights of client differ after 2004-12\n" + Clause);
        var r = Run();
        var known = r.Variations.Single();
        int date = r.Breaks[0].Dates.IndexOf("2004-12");
        for (int i = 0; i < r.Theories.Length; i++)
        {
            Assert.Equal(known.LogMarginalLikelihoods[i] - r.Theories[i].LogMarginalLikelihood, r.Breaks[0].ByDate[i][date], 0.01);
        }
    }

    [Fact]
    public void Without_a_change_none_is_found()
    {
        Ask();
        Assert.All(Run().Breaks, b => Assert.True(b.Chance < 0.5, $"{b.Spec.Name}: {b.Chance}"));
    }

    [Theory]
    [InlineData("break \"b\" weights of client, 1980-01 to 1981-12 every 12 months", "S526")]
    [InlineData("break \"b\" weights of client, 2004-01 to 2004-06 every 12 months", "S526")]
    [InlineData("break \"b\" weights of client, 2006-01 to 2004-06 every 12 months", "S401")]
    [InlineData("break \"b\" weights of clint, 2002-01 to 2004-06 every 12 months", "G201")]
    public void What_cannot_be_tried_is_refused(string clause, string code)
    {
        Ask(clause);
        var e = Assert.Throws<BadInputException>(() => StudyFolder.Open(Folder));
        Assert.Contains(e.Diagnostics, d => d.Code == code);
    }
}
