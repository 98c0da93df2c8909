using System.Collections.Immutable;
using System.Text.Json;
using Tumen.Model;
using Tumen.Report;

namespace Tumen.Studies.Tests;

/// <summary>Each thing that can be wrong with one theory of a study is named with a remedy, and the other theories get their full comparison.</summary>
public sealed class BadInputStudyTests : SmallStudy
{
    private const string Estimate = "estimate every weight, prior normal(0, 1); at least 0: kin, aid";

    // The small game with more theories and other words about weights.
    private void Theories(string compare, string more, string estimate = Estimate)
    {
        Write("small.game", Game.Replace(Estimate, more + "\n" + estimate, StringComparison.Ordinal));
        Write("small.study", Study.Replace("compare base, \"kin\", \"fear\"", $"compare {compare}", StringComparison.Ordinal));
    }

    // The record as given, a row a month: client, patron, warmth.
    private void Record(IEnumerable<string> rows, string compare, int holdOut = 0)
    {
        Write("record.csv", "period,client,patron,warmth\n" + string.Join('\n', rows.Select((r, t) => $"{2000 + (t / 12)}-{1 + (t % 12):00},{r}")) + "\n");
        Write("small.study", $"study \"Does fear pay?\"\ngame \"small.game\"\nrecords \"record.csv\"\ncompare {compare}{(holdOut > 0 ? $" holding out the last {holdOut} months" : "")}\n");
    }

    private static StudyRemark Named(StudyResults r, string kind, string subject = "")
    {
        var remark = Assert.Single(r.Remarks, x => x.Remark.Kind == kind && (subject.Length == 0 || x.Remark.Subject == subject));
        Assert.NotEmpty(remark.Remark.Remedy);
        string html = HtmlReport.Write(r);
        Assert.Contains(System.Net.WebUtility.HtmlEncode(remark.Remark.Says), html.Replace("&#39;", "'", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(ResultsJson.Write(r));
        var written = json.RootElement.GetProperty("remarks").EnumerateArray().Single(x => x.GetProperty("kind").GetString() == kind && x.GetProperty("subject").GetString() == remark.Remark.Subject);
        Assert.Equal(remark.Remark.Says, written.GetProperty("says").GetString());
        Assert.Equal(remark.Theories, written.GetProperty("theories").EnumerateArray().Select(t => t.GetString()!));
        return remark;
    }

    private static void Whole(StudyResults r, params string[] theories)
    {
        foreach (string name in theories)
        {
            int i = r.Study.Study.Compare.IndexOf(name);
            Assert.Equal("converged", r.Theories[i].ModeStatus);
            Assert.InRange(r.Posterior[i], 1e-6, 1);
        }

        Assert.Equal(1, r.Posterior.Where(p => !double.IsNaN(p)).Sum(), 1e-12);
    }

    [Fact]
    public void No_free_weight()
    {
        Theories("\"kin\", base", "fix risk = 0.8\nfix aid = 0.1\nfix price = 0.7", "estimate every weight, prior normal(0, 1); at least 0: kin");
        var r = Run();
        Assert.Equal(["base"], Named(r, "no free weight").Theories);
        Whole(r, "base", "kin");
        Assert.Equal(0, r.Theories[1].Parameters.Count(p => p.Kind == "weight"));
    }

    // The patron never rewards after a provocation: of all theories only pride has a weight for exactly that.
    [Fact]
    public void Perfectly_separated_moves()
    {
        Theories("base, \"fear\", \"pride\"", "theory \"pride\" patron loses pride if patron plays reward and client plays provoke and warmth is close");
        var rng = new Tumen.Numerics.Philox(3, 0);
        var rows = new List<string>();
        bool warm = false;
        for (int t = 0; t < 120; t++)
        {
            bool provoke = rng.NextDouble() < 0.4, reward = rng.NextDouble() < 0.5 && !(provoke && warm);
            rows.Add($"{(provoke ? "provoke" : "hold")},{(reward ? "reward" : "maintain")},{(warm ? "close" : "cold")}");
            warm = reward ? warm || rng.NextDouble() < 0.6 : warm && rng.NextDouble() < 0.6;
        }

        Record(rows, "base, \"fear\", \"pride\"", 12);
        var r = Run();
        Assert.Equal(["pride"], Named(r, "perfectly separated moves", "pride").Theories);
        Whole(r, "base", "fear", "pride");
        var pair = r.Pairs.Single(p => p.First == "base" && p.Second == "pride");
        Assert.Null(pair.Test);
        Assert.Contains("ran away", pair.Withheld, StringComparison.Ordinal);
        Assert.NotNull(r.Theories[2].Parameters.Single(p => p.Name == "pride").ModeError);
    }

    [Fact]
    public void A_weight_that_never_enters()
    {
        Theories("base, \"fear\", \"dead\"", "theory \"dead\" patron gains dead if client plays provoke and client plays hold");
        var r = Run();
        Assert.Equal(["dead"], Named(r, "weight moves nothing", "dead").Theories);
        Assert.Equal(["base", "dead"], Named(r, "weight moves nothing", "aid").Theories);
        Whole(r, "base", "fear", "dead");
        Assert.Contains("dead changes no choice of this record", r.Pairs.Single(p => p.First == "fear" && p.Second == "dead").Withheld, StringComparison.Ordinal);
        Assert.Contains(r.Answer.Reasons, x => x.Contains("Sizes that this record cannot show, because no move would differ", StringComparison.Ordinal) && x.Contains("dead", StringComparison.Ordinal));
        Assert.False(r.Answer.Conclusive);
    }

    // A weight that neither theory's moves depend on is in neither likelihood: it cancels, and the test is the one without it.
    [Fact]
    public void An_idle_weight_that_both_share_does_not_stop_their_test()
    {
        Theories("base, \"kin\"", "");
        double with = Run().Pairs[0].Test!.LikelihoodRatio!.Value.Statistic;
        Theories("base, \"kin\"", "fix aid = 0.1", "estimate every weight, prior normal(0, 1); at least 0: kin");
        var without = Run().Pairs[0].Test!.LikelihoodRatio!.Value;
        Assert.Equal(1, without.DegreesOfFreedom);
        Assert.Equal(without.Statistic, with, 1e-4);
    }

    [Fact]
    public void A_level_never_visited_is_said_once_for_all_theories()
    {
        var rng = new Tumen.Numerics.Philox(4, 0);
        Record(Enumerable.Range(0, 60).Select(_ => $"{(rng.NextDouble() < 0.4 ? "provoke" : "hold")},{(rng.NextDouble() < 0.3 ? "reward" : "maintain")},cold"), "base, \"kin\", \"fear\"");
        var r = Run();
        var remark = Named(r, "level never visited", "warmth close");
        Assert.True(remark.All);
        Assert.StartsWith("every theory: the record never shows warmth close", remark.Line, StringComparison.Ordinal);
        Whole(r, "base", "kin", "fear");
    }

    [Fact]
    public void A_record_of_one_row()
    {
        Record(["provoke,reward,cold"], "base, \"kin\", \"fear\"");
        var r = Run();
        Assert.True(Named(r, "short record").All);
        Assert.All(r.Theories, t => Assert.InRange(t.LogMarginalLikelihood, -10, 0)); // the chance of what happened is none above one
        Whole(r, "base", "kin", "fear");
        Assert.All(r.Pairs, p => Assert.NotNull(p.Withheld));
        Assert.False(r.Answer.Conclusive);
    }

    // Almost nothing of the prior lies within the bounds: fitted, and said. (Beyond five standard deviations the game's text is refused, G237.)
    [Fact]
    public void A_prior_that_presses_against_its_bound()
    {
        Theories("base, \"odd\", \"fear\"", "theory \"odd\" patron gains odd * warmth", Estimate + ", odd\nprior of odd normal(-4, 1)");
        var r = Run();
        var remark = Named(r, "prior outside bounds", "odd");
        Assert.False(remark.Remark.Stops);
        Assert.Equal(["odd"], remark.Theories);
        Whole(r, "base", "odd", "fear");
    }

    [Fact]
    public void Contradictory_priors_and_bounds_stop_their_theory_only()
    {
        var study = StudyFolder.Open(Folder);
        GameModel With(Func<WeightSpec, WeightSpec> change) => study.Game with { Weights = [.. study.Game.Weights.Select(w => w.Name == "kin" ? change(w) : w)] };
        var prior = With(w => w with { Prior = new Prior.Normal(-40, 1) });
        var bounds = With(w => w with { Lower = 2, Upper = 1 });
        TheoryWork Fit(GameModel game, string theory) => TheoryRunner.Run(game, theory, study.Records[0].Sequences, new TheoryOptions { Starts = 2, ModeStarts = 1, Draws = 0, HoldOut = 12 }, null, TestContext.Current.CancellationToken);
        foreach (var (game, kind) in new[] { (prior, "prior outside bounds"), (bounds, "empty bounds") })
        {
            var stopped = Fit(game, "kin");
            Assert.Equal(kind, Assert.Single(stopped.Remarks, x => x.Stops).Kind);
            Assert.StartsWith("cannot be fitted: ", Standing.NoProbability(stopped), StringComparison.Ordinal);
            Assert.Null(Standing.NoProbability(Fit(game, "fear")));
            var early = Foreteller.Run(game, "kin", study.Records[0].Sequences, new ForesightSpec("late", "2007-01", "2009-12", default), 1, TestContext.Current.CancellationToken);
            Assert.StartsWith("cannot be fitted: ", early.Status, StringComparison.Ordinal);
            var before = PowerTable.Before(game, study.Records[0].Sequences, ["base", "kin", "fear"], 1, TestContext.Current.CancellationToken);
            Assert.All(before.Table[1], x => Assert.True(double.IsNaN(x)));
            Assert.True(double.IsFinite(before.Table[0][2]));
        }
    }

    // A weight so large that a move of the record has chance zero in doubles: this theory is refuted by arithmetic, the others go on, what-ifs and all.
    [Fact]
    public void Minus_infinity_at_the_start()
    {
        Theories("base, \"kin\", \"fear\", \"horror\"", "theory \"horror\" patron loses horror if patron plays reward\nfix horror = 900");
        Write("small.study", File.ReadAllText(Path.Combine(Folder, "small.study")) + """

            also assume "patient" discount 0.97
            foretell "late" 2008-01 to 2009-12
            leave out "the middle" 2004-03 to 2004-08
            power 2 records of each theory
            what if "none" client never plays provoke
            watch "a visit" patron plays reward within 3 months
            """);
        var r = Run();
        var remark = Named(r, "impossible period");
        Assert.True(remark.Remark.Stops);
        Assert.Equal(["horror"], remark.Theories);
        Whole(r, "base", "kin", "fear");
        Assert.True(double.IsNaN(r.Posterior[3]));
        Assert.NotEqual("horror", r.Answer.Best);
        Assert.Contains(r.Answer.Reasons, x => x.Contains("One of four theories has no probability", StringComparison.Ordinal) && x.Contains("horror cannot be fitted", StringComparison.Ordinal));
        Assert.All(r.LocalPower[3], x => Assert.True(double.IsNaN(x)));
        Assert.True(double.IsFinite(r.LocalPower[0][2]));
        Assert.Equal(3, r.Scenarios.Length);
        Assert.Equal(["base", "kin", "fear"], r.Confusion!.Theories);
        Assert.True(double.IsNaN(r.Omissions[0].Posterior[3]));
        Assert.Equal(1, r.Omissions[0].Posterior.Take(3).Sum(), 1e-12);
        Assert.Contains(r.Variations[0].Unsound, u => u.Theory == "horror");
        using var json = JsonDocument.Parse(ResultsJson.Write(r));
        var horror = json.RootElement.GetProperty("theories")[3];
        Assert.Equal(JsonValueKind.Null, horror.GetProperty("posteriorProbability").ValueKind);
        Assert.StartsWith("cannot be fitted", horror.GetProperty("noPosteriorProbability").GetString(), StringComparison.Ordinal);
        var pair = json.RootElement.GetProperty("pairs").EnumerateArray().Single(p => p.GetProperty("first").GetString() == "fear" && p.GetProperty("second").GetString() == "horror");
        Assert.Equal(JsonValueKind.Null, pair.GetProperty("separates").ValueKind);
        Assert.Contains("horror", pair.GetProperty("withheld").GetString(), StringComparison.Ordinal);
    }

    // Warmth never rises without a reward: a record in which it does is impossible under every theory of this game.
    [Fact]
    public void A_study_in_which_no_theory_can_be_fitted_says_so()
    {
        Record(["hold,maintain,cold", "hold,maintain,close", "provoke,reward,close", "hold,maintain,close", "hold,reward,cold", "hold,maintain,cold", "hold,reward,cold", "provoke,maintain,cold"], "base, \"kin\", \"fear\"");
        Write("small.study", File.ReadAllText(Path.Combine(Folder, "small.study")) + "what if \"none\" client never plays provoke\nwatch \"a visit\" patron plays reward within 3 months\npower 2 records of each theory\n");
        var r = Run();
        Assert.All(r.Theories, t => Assert.Equal(TheoryWork.CannotBeFitted, t.Status));
        Assert.All(r.Posterior, p => Assert.True(double.IsNaN(p)));
        Assert.True(Named(r, "impossible period").All);
        Assert.StartsWith("No theory can be ranked: every theory cannot be fitted", r.Answer.Sentence, StringComparison.Ordinal);
        Assert.Equal("", r.Answer.Best);
        Assert.Empty(r.Scenarios);
    }
}
