using System.Globalization;
using System.Text;
using System.Text.Json;
using Tumen.Numerics;

namespace Tumen.Cli.Tests;

/// <summary>Fits that once said more than they knew: units of covariates, laws that add up to more than 1, priors that were ignored, formulas within formulas.</summary>
public sealed class EstimateCommandTests
{
    private const string Panel = """
        game "pan", month by month
        for each dyad
        player a   may fight, hold
        player b   may help, wait
        all move at once
        situation mood   bad | good   starts bad
        next mood  rises up if b plays help
                   rises upslow if b plays wait
                   falls down
        covariate trade by dyad
        a gains spoils if a plays fight, t * trade if a plays fight
        b gains peace * mood if b plays help
        estimate every weight, prior normal(0, 1)
        assume discount 0.9
        """;

    private static string Dyads(double unit)
    {
        var stream = new Philox(3, 0);
        var text = new StringBuilder("period,dyad,a,b,mood,trade\n");
        for (int d = 0; d < 8; d++)
        {
            bool good = false;
            double trade = 1 + (d % 4);
            for (int t = 0; t < 24; t++)
            {
                bool fights = stream.NextDouble() < 0.25 + (0.1 * trade), helps = stream.NextDouble() < 0.5;
                text.Append(CultureInfo.InvariantCulture, $"{2018 + (t / 12)}-{1 + (t % 12):00},D{d},{(fights ? "fight" : "hold")},{(helps ? "help" : "wait")},{(good ? "good" : "bad")},{(trade * unit).ToString("R", CultureInfo.InvariantCulture)}\n");
                good = good ? stream.NextDouble() > 0.3 : stream.NextDouble() < (helps ? 0.5 : 0.2);
            }
        }

        return text.ToString();
    }

    private static (int Exit, JsonElement Json, string Error) Fit(Cli line, params string[] words)
    {
        var (exit, text, error) = line.Run(["fit", .. words, "--json"]);
        Assert.True(text.Length > 0, error);
        using var document = JsonDocument.Parse(text);
        return (exit, document.RootElement.Clone(), error);
    }

    private static JsonElement Theory(JsonElement fit) => fit.TryGetProperty("theories", out var all) ? all[0] : fit;

    private static double Of(JsonElement fit, string weight, string what)
    {
        foreach (var e in Theory(fit).GetProperty("estimates").EnumerateArray())
        {
            if (e.GetProperty("name").GetString() == weight)
            {
                var value = what == "estimate" ? e.GetProperty("estimate") : e.GetProperty("standardError").GetProperty(what);
                return value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble();
            }
        }

        throw new KeyNotFoundException(weight);
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-6)]
    [InlineData(1e6)]
    [InlineData(1e9)]
    public void A_panel_does_not_depend_on_a_covariates_unit(double unit)
    {
        using var line = new Cli();
        string game = line.Write("pan.game", Panel);
        var plain = Fit(line, game, "--records", line.Write("one.csv", Dyads(1)), "--starts", "2");
        var scaled = Fit(line, game, "--records", line.Write("scaled.csv", Dyads(unit)), "--starts", "2");
        Assert.Equal(0, plain.Exit);
        Assert.Equal(0, scaled.Exit);
        Assert.Equal(Theory(plain.Json).GetProperty("logLikelihood").GetDouble(), Theory(scaled.Json).GetProperty("logLikelihood").GetDouble(), 1e-6);
        foreach (string weight in (string[])["spoils", "t", "peace"])
        {
            double by = weight == "t" ? unit : 1;
            foreach (string what in (string[])["estimate", "hessian", "expected", "sandwich"])
            {
                double own = Of(plain.Json, weight, what), other = by * Of(scaled.Json, weight, what);
                Assert.True(Math.Abs(own - other) < 2e-3 * (0.1 + Math.Abs(own)), $"{weight} {what}: {own} against {other}");
            }
        }

        Assert.DoesNotContain("apart", Theory(scaled.Json).GetProperty("identification").GetRawText());
        Assert.Contains("e-", line.Run("fit", game, "--records", line.Path_("scaled.csv"), "--starts", "1").Out.Split('\n').FirstOrDefault(l => l.Contains(" t ", StringComparison.Ordinal)) is { } row && unit > 1 ? row : "e-");
    }

    private const string Sums = """
        game "m", month by month
        player a may x, y
        player b may p, q
        situation w low | high
        next w  rises up if b plays p
                rises 0.6 if a plays x
                falls 0.5 if b plays q
        a gains s * w
          loses c if a plays x
        b loses d if b plays p
          gains g * w
        assume discount 0.9
        """;

    /// <summary>At the prior's mean of up, 0.5, the chances of rising add up to 1.1: the start is drawn inside, and the fit is that of a prior that starts there.</summary>
    [Fact]
    public void A_start_beyond_a_sum_of_chances_is_drawn_inside()
    {
        using var line = new Cli();
        string record = line.Write("tiny.csv", "period,a,b,w\n2010-01,x,p,low\n2010-02,y,q,low\n2010-03,x,q,low\n2010-04,y,p,high\n2010-05,y,q,high\n2010-06,x,p,low\n2010-07,y,p,high\n");
        var (_, fit, error) = Fit(line, line.Write("m.game", Sums), "--records", record);
        Assert.DoesNotContain("chance zero", error + fit.GetRawText());
        var other = Fit(line, line.Write("m2.game", Sums + "\nprior of up beta(2, 8)\n"), "--records", record);
        Assert.Equal(Theory(other.Json).GetProperty("logLikelihood").GetDouble(), Theory(fit).GetProperty("logLikelihood").GetDouble(), 1e-4);
        Assert.Equal(-9.563, Theory(fit).GetProperty("logLikelihood").GetDouble(), 1e-3);
        Assert.InRange(Of(fit, "up", "estimate"), 0, 0.4);
    }

    [Fact]
    public void A_posterior_mode_is_finite_where_maximum_likelihood_runs_off()
    {
        using var line = new Cli();
        var record = new StringBuilder("period,a,b,mood\n");
        var stream = new Philox(9, 0);
        bool good = false;
        for (int t = 0; t < 60; t++)
        {
            bool helps = stream.NextDouble() < 0.5;
            record.Append(CultureInfo.InvariantCulture, $"{2015 + (t / 12)}-{1 + (t % 12):00},hold,{(helps ? "help" : "wait")},{(good ? "good" : "bad")}\n");
            good = good ? stream.NextDouble() > 0.3 : stream.NextDouble() < (helps ? 0.5 : 0.2);
        }

        string game = line.Write("one.game", """
            game "one", month by month
            player a   may fight, hold
            player b   may help, wait
            all move at once
            situation mood   bad | good   starts bad
            next mood  rises up if b plays help
                       rises upslow if b plays wait
                       falls down
            a gains spoils if a plays fight
            b gains peace * mood if b plays help
            estimate every weight, prior normal(0, 1)
            assume discount 0.9
            """), csv = line.Write("r.csv", record.ToString());
        var plain = Fit(line, game, "--records", csv, "--starts", "2");
        Assert.Contains("its prior was not used", plain.Json.GetRawText());
        Assert.NotEqual(0, plain.Exit);
        var mode = Fit(line, game, "--records", csv, "--starts", "2", "--posterior");
        Assert.Equal(0, mode.Exit);
        // 60 months of holding: the mode of log L(-w)·60 - w²/2 solves 60 L(w) = -w.
        double w = Of(mode.Json, "spoils", "estimate");
        Assert.Equal(0, (60 / (1 + Math.Exp(-w))) + w, 1e-3);
    }

    private const string Formula = "y ~ 1 | 0 | x | z";

    private static string Plays(int rows)
    {
        var stream = new Philox(21, 0);
        var text = new StringBuilder("y,x,z,junk,dyad\n");
        for (int i = 0; i < rows; i++)
        {
            double x = stream.NextNormalByInversion(), z = stream.NextNormalByInversion(), p4 = 1 / (1 + Math.Exp(-(0.3 + z) / Math.Sqrt(2))), p2 = 1 / (1 + Math.Exp(-((p4 * (0.8 + x)) + 0.2) / Math.Sqrt(2)));
            bool enters = stream.NextDouble() < p2, on = stream.NextDouble() < p4;
            text.Append(CultureInfo.InvariantCulture, $"{(enters ? on ? 3 : 2 : 1)},{x:R},{z:R},{stream.NextNormalByInversion():R},{(i % 5 == 0 ? "" : $"D{i % 3}")}\n");
        }

        return text.ToString();
    }

    [Fact]
    public void A_rival_that_contains_the_formula_is_tested_by_the_likelihood_ratio()
    {
        using var line = new Cli();
        string csv = line.Write("s.csv", Plays(300));
        var (exit, text, error) = line.Run("fit", "egame12", "--records", csv, "--formula", Formula, "--link", "logit", "--versus", "y ~ 1 | 0 | x + junk | z");
        Assert.True(exit == 0, error);
        Assert.Contains("likelihood ratio", text);
        Assert.DoesNotContain("Vuong,", text);
        Assert.DoesNotContain("None", text);
    }

    [Fact]
    public void Rows_without_a_cluster_are_left_out_and_few_clusters_are_said()
    {
        using var line = new Cli();
        string csv = line.Write("s.csv", Plays(300));
        var (_, text, _) = line.Run("fit", "egame12", "--records", csv, "--formula", Formula, "--link", "logit", "--cluster", "dyad");
        Assert.Contains("240 rows, 60 left out", text);
        Assert.Contains("3 clusters for 5 weights", text);
        var one = line.Run("fit", "egame12", "--records", line.Write("one.csv", "y,x,z,dyad\n" + string.Concat(Plays(60).Split('\n').Skip(1).Where(l => l.Length > 0).Select(l => string.Join(',', l.Split(',').Take(3)) + ",D1\n"))), "--formula", Formula, "--link", "logit", "--cluster", "dyad");
        Assert.Equal(2, one.Exit);
        Assert.Contains("P124", one.Error);
    }

    [Fact]
    public void Tables_say_z_p_intervals_and_covariances()
    {
        using var line = new Cli();
        var (_, fit, _) = Fit(line, "egame12", "--records", line.Write("s.csv", Plays(300)), "--formula", Formula, "--link", "logit");
        int k = 0;
        foreach (var e in fit.GetProperty("estimates").EnumerateArray())
        {
            double estimate = e.GetProperty("estimate").GetDouble(), error = e.GetProperty("standardError").GetProperty("hessian").GetDouble();
            Assert.Equal(estimate / error, e.GetProperty("z").GetDouble(), 1e-9);
            Assert.Equal(estimate - (1.959963984540054 * error), e.GetProperty("interval95")[0].GetDouble(), 1e-9);
            Assert.Equal(error * error, fit.GetProperty("covariance")[k][k].GetDouble(), 1e-9);
            k++;
        }
    }

    [Fact]
    public void Remarks_on_events_and_records_reach_the_reader()
    {
        using var line = new Cli();
        line.Write("g.game", """
            game "pair", month by month
            player a   may fight, hold
            player b   may help, wait
            all move at once
            situation mood   bad | good   starts bad
            next mood  rises 0.2 if b plays help  falls 0.2 if a plays fight
            a gains spoils if a plays fight
            b gains peace * mood
            estimate every weight, prior normal(0, 1)
            assume discount 0.9
            """);
        line.Write("g.codebook", """
            codebook "x" for "g.game"
            events fights   actor is PRK, kind is clash
            events helps    actor is CHN
            a plays fight  in a month with any fights
              otherwise hold
            b plays help   in a month with any helps
              otherwise wait
            situation mood is good if any helps in the last 3 months, otherwise bad
            """);
        line.Write("g.study", "study \"q?\"\ngame \"g.game\"\nrecords \"e.csv\" coded by \"g.codebook\", 2018-01 to 2018-12\ncompare base\n");
        line.Write("e.csv", "event_id,date,actor,target,kind,description,dup_of\n1,2018-06-19,PRK,KOR,clash,x,\n2,2018-07-02,CHN,PRK,aid,y,\n3,2018-08-02,PRK ,KOR,clash,,99\n4,2018-06-19,PRK,KOR,clash,x,\n5,0025-06-19,PRK,KOR,clash,z,\n");
        foreach (string verb in (string[])["code", "check"])
        {
            var (_, _, error) = line.Run(verb, line.Path_("g.study"));
            foreach (string code in (string[])["R116", "R117", "R118", "R119", "R215"])
            {
                Assert.Contains(code, error);
            }
        }

        string record = line.Write("rec.csv", "period,a,b,mood,gdp\n2018-01,hold,wait,bad,7\n2018-02,fight,wait,bad,7\n2018-03,hold,help,bad,7\n2018-04,hold,wait,good,7\n");
        Assert.Contains("R122", line.Run("fit", line.Path_("g.game"), "--records", record, "--starts", "1").Error);
        Assert.Contains("G227", line.Run("check", line.Write("big.game", File.ReadAllText(line.Path_("g.game")).Replace("spoils if", "constant 1e308 * 1e308 if", StringComparison.Ordinal))).Error);
    }
}
