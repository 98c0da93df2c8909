using System.Globalization;
using System.Text;

namespace Tumen.Cli.Tests;

/// <summary>What-ifs and simulation from the command line, end to end.</summary>
public sealed class WhatIfCommandTests : IDisposable
{
    private const string Game = """
        game "Client and patron", month by month

        player client   may provoke, hold
        player patron   may punish, maintain, reward
        first client moves, then patron

        situation presence   low | high
        situation warmth     cold | close

        next presence   rises 0.50 if client plays provoke     falls 0.10 if client plays hold
        next warmth     rises 0.60 if patron plays reward      falls 0.40 if patron plays punish

        client   loses risk if client plays provoke
                 gains aid * warmth
        patron   loses price if patron plays reward
                 loses discipline if patron plays punish
                 loses buffer * presence * lack of warmth

        estimate every weight, prior normal(1, 0.5)
        assume discount 0.9, choice precision 1

        concession of patron to client   +1 if patron plays reward, -1 if patron plays punish
        threats of client                provoke     quiet hold
        """;

    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    private string Study(string whatIfs)
    {
        _cli.Write("a.game", Game);
        var csv = new StringBuilder("period,client,patron,presence,warmth\n");
        int presence = 0, warmth = 0;
        for (int t = 0; t < 120; t++)
        {
            bool provoke = t % 5 == 2;
            string answer = t % 4 == 1 ? "reward" : t % 11 == 3 ? "punish" : "maintain";
            csv.Append(CultureInfo.InvariantCulture, $"{2000 + (t / 12)}-{1 + (t % 12):00},{(provoke ? "provoke" : "hold")},{answer},{(presence == 0 ? "low" : "high")},{(warmth == 0 ? "cold" : "close")}\n");
            presence = provoke && t % 2 == 0 ? 1 : !provoke && t % 9 == 0 ? 0 : presence;
            warmth = answer == "reward" && t % 3 != 0 ? 1 : answer == "punish" ? 0 : warmth;
        }

        _cli.Write("record.csv", csv.ToString());
        return _cli.Write("a.study", $"""
            study "Does it pay?"
            game     "a.game"
            records  "record.csv"
            compare  base
            {whatIfs}
            """);
    }

    [Fact]
    public void What_ifs_come_with_intervals_and_the_defanged_game_gives_the_capacity()
    {
        string study = Study("what if \"no threats\"   defang provoke of client\nwhat if \"dear\"   weight price times 2");
        var answer = _cli.Json("whatif", study, "--draws", "6", "--threads", "1", "--quiet");
        var scenarios = answer.GetProperty("scenarios").EnumerateArray().ToArray();
        Assert.Equal(["no threats", "dear"], scenarios.Select(s => s.GetProperty("scenario").GetString()));
        var numbers = scenarios[0].GetProperty("numbers").EnumerateArray().ToArray();
        double Of(string group, string name, string what) => numbers.Single(n => n.GetProperty("group").GetString() == group && n.GetProperty("name").GetString() == name).GetProperty(what).GetDouble();
        Assert.Equal(Of("leverage", "capacity", "before"), -Of("concessions", "discounted average over the record", "change"), 1e-7);
        Assert.Equal(6, scenarios[1].GetProperty("draws").GetInt32());
        var (exit, text, _) = _cli.Run("whatif", study, "--scenario", "dear", "--draws", "0", "--quiet");
        Assert.Equal(0, exit);
        Assert.Contains("dear, under base: solved", text, StringComparison.Ordinal);
        Assert.DoesNotContain("no threats", text, StringComparison.Ordinal);
    }

    // One way to a number: what the study keeps is what the verb prints, whether the theory's fit lies in the store or not, and what the workbench shows.
    [Fact]
    public void A_what_if_has_the_same_digits_in_the_study_and_in_the_verb()
    {
        string study = Study("what if \"no threats\"   defang provoke of client\nwhat if \"dear\"   weight price times 2\nwhat if \"dear for a while\"   weight price times 2   from 2005-01 for 24 months\nwhat if \"dearer and dearer\"   weight price times 2, gradually over 24 months\nwhat if \"together\"   client and patron act as one");
        var fresh = _cli.Json("whatif", study, "--threads", "2", "--quiet"); // nothing is kept yet
        var whole = _cli.Json("study", study, "--threads", "2", "--quiet");
        var kept = _cli.Json("whatif", study, "--threads", "1", "--quiet");
        Assert.Equal(fresh.GetRawText(), kept.GetRawText());
        int compared = 0;
        foreach (var own in whole.GetProperty("scenarios").EnumerateArray())
        {
            var told = kept.GetProperty("scenarios").EnumerateArray().Single(s => s.GetProperty("scenario").GetString() == own.GetProperty("scenario").GetString());
            var numbers = told.GetProperty("numbers").EnumerateArray().ToArray();
            foreach (var q in own.GetProperty("quantities").EnumerateArray())
            {
                // The study names rows with their group where the verb has a column for it.
                string name = q.GetProperty("name").GetString()!;
                var row = numbers.Single(n => Named(n.GetProperty("group").GetString()!, n.GetProperty("name").GetString()!) == name);
                foreach (var (study_, verb) in new[] { ("before", "before"), ("after", "after"), ("changeLow", "low"), ("changeHigh", "high") })
                {
                    Assert.Equal((own.GetProperty("scenario").GetString(), name, study_, q.GetProperty(study_).GetRawText()), (own.GetProperty("scenario").GetString(), name, study_, row.GetProperty(verb).GetRawText()));
                }

                compared++;
            }
        }

        Assert.True(compared > 50, $"{compared} quantities");
        Assert.All(whole.GetProperty("scenarios").EnumerateArray(), s => Assert.False(s.TryGetProperty("curves", out _)));
        using var curves = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(_cli.Path_("out/curves.json")));
        Assert.Equal(1, curves.RootElement.GetProperty("format").GetInt32());
        Assert.Contains(curves.RootElement.GetProperty("scenarios").EnumerateArray(), s => s.GetProperty("scenario").GetString() == "dear" && s.GetProperty("curves").GetArrayLength() > 0);
    }

    private static string Named(string group, string name) => group switch
    {
        "long-run share of moves" or "long-run share of situations" => $"share {name}",
        "return time of moves, months" => $"return {name}",
        "cycle, months" => $"cycle: {name}",
        "rhythm" => $"rhythm: {name}",
        "gain from leaving the coalition" => $"leaving {name}",
        "concessions" when name == "discounted average over the record" => "concessions",
        "concessions" or "share of moves in the first months" or "months in situations the record never saw" => "", // in the verb alone
        _ => name,
    };

    [Fact]
    public void A_scenario_that_is_not_there_or_begins_outside_the_record_is_refused()
    {
        var (exit, _, error) = _cli.Run("whatif", Study("what if \"dear\"   weight price times 2"), "--scenario", "cheap");
        Assert.Equal(2, exit);
        Assert.Contains("W114", error, StringComparison.Ordinal);
        Assert.Contains("\"dear\"", error, StringComparison.Ordinal);
        var outside = _cli.Run("whatif", Study("what if \"dear\"   weight price times 2     from 2031-01 for 12 months"));
        Assert.Equal(2, outside.Exit);
        Assert.Contains("2000-01", outside.Error, StringComparison.Ordinal);
        Assert.Contains("coalition", _cli.Run("explain", "W107").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Simulated_months_match_the_long_run_and_do_not_depend_on_threads()
    {
        string game = _cli.Write("a.game", Game);
        var one = _cli.Json("simulate", game, "--units", "200", "--months", "500", "--seed", "3", "--threads", "1", "--quiet").GetProperty("moves").EnumerateArray().ToArray();
        var two = _cli.Json("simulate", game, "--units", "200", "--months", "500", "--seed", "3", "--threads", "2", "--quiet").GetProperty("moves").EnumerateArray().ToArray();
        for (int k = 0; k < one.Length; k++)
        {
            double exact = one[k].GetProperty("longRun").GetDouble(), share = one[k].GetProperty("simulated").GetDouble(), error = one[k].GetProperty("error").GetDouble();
            Assert.InRange(share - exact, -4.5 * error, 4.5 * error);
            Assert.Equal(share, two[k].GetProperty("simulated").GetDouble());
        }

        Assert.Equal(2, _cli.Run("simulate", game, "--units", "0").Exit);
    }
}
