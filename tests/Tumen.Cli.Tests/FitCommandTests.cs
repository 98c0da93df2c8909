using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tumen.Cli.Tests;

/// <summary>`tumen fit GAME`: estimators, panels, eras, holes, and everything that can be wrong with theory and record together.</summary>
public sealed class FitCommandTests
{
    private const string Game = """
        game "Small", month by month
        player client   may provoke, hold
        player patron   may maintain, reward
        first client moves, then patron
        situation warmth   cold | correct | close   starts correct
        situation storm    no | yes
        next warmth   rises warming if patron plays reward   falls 0.3 if patron plays maintain
        next storm    becomes yes 0.1 if storm is no   becomes no 0.5 if storm is yes
        client   loses risk if client plays provoke
                 gains aid * warmth
        patron   loses price if patron plays reward
                 gains calm if patron plays reward and client plays hold
        theory "idle"      patron gains idleness if storm is yes
        theory "frozen"    assume weight risk = 1   assume weight aid = 0.5   assume weight price = 1   assume weight calm = 0.5
        estimate every weight, prior normal(0, 1)
        prior of warming beta(2, 2)
        assume discount 0.9, choice precision 1
        """;

    private static string Month(int t) => string.Create(CultureInfo.InvariantCulture, $"{1990 + (t / 12):0000}-{1 + (t % 12):00}");

    // A record that follows the laws; moves by a plain generator.
    private static string Record(int months, Func<int, int, (string Client, string Patron)>? moves = null, bool storms = true, string? units = null, Func<int, bool>? hole = null)
    {
        var text = new StringBuilder(units is null ? "period,client,patron,warmth,storm\n" : "period,unit,client,patron,warmth,storm\n");
        foreach (string? unit in units is null ? new string?[] { null } : units.Split(' '))
        {
            int warmth = 1, storm = 0;
            var random = new Random(unit is null ? 5 : unit[0]);
            string[] levels = ["cold", "correct", "close"];
            for (int t = 0; t < months; t++)
            {
                var (client, patron) = moves?.Invoke(t, warmth) ?? (random.NextDouble() < 0.4 ? "provoke" : "hold", random.NextDouble() < 0.4 ? "reward" : "maintain");
                bool punched = hole?.Invoke(t) ?? false;
                text.Append(CultureInfo.InvariantCulture, $"{Month(t)},{(unit is null ? "" : unit + ",")}{(punched ? "" : client)},{patron},{(punched ? "" : levels[warmth])},{(storm == 1 ? "yes" : "no")}\n");
                warmth = patron == "reward" ? Math.Min(2, warmth + (random.NextDouble() < 0.5 ? 1 : 0)) : Math.Max(0, warmth - (random.NextDouble() < 0.3 ? 1 : 0));
                storm = !storms ? 0 : storm == 1 ? (random.NextDouble() < 0.5 ? 0 : 1) : random.NextDouble() < 0.1 ? 1 : 0;
            }
        }

        return text.ToString();
    }

    private static JsonElement Fit(Cli line, string game, string record, params string[] more)
    {
        var (_, text, error) = line.Run(["fit", line.Write("small.game", game), "--records", line.Write("small.csv", record), .. more.Contains("--starts") ? Array.Empty<string>() : ["--starts", "2"], "--json", .. more]);
        Assert.True(text.Length > 0, error);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static string[] Remarks(JsonElement fit, string kind) =>
        [.. fit.GetProperty("remarks").EnumerateArray().Where(r => r.GetProperty("kind").GetString() == kind).Select(r =>
        {
            Assert.False(string.IsNullOrWhiteSpace(r.GetProperty("remedy").GetString()));
            return r.GetProperty("says").GetString()!;
        })];

    [Fact]
    public void Estimators_agree_and_say_how_they_came_there()
    {
        using var line = new Cli();
        string record = Record(300);
        JsonElement nested = Fit(line, Game, record, "--profile", "--bootstrap", "30");
        double top = nested.GetProperty("logLikelihood").GetDouble();
        Assert.Equal("nfxp", nested.GetProperty("estimator").GetString());
        Assert.Equal(2, nested.GetProperty("estimates")[0].GetProperty("profile").GetArrayLength());
        Assert.Equal(30, nested.GetProperty("bootstrap").GetProperty("converged").GetInt32() + nested.GetProperty("bootstrap").GetProperty("failed").GetArrayLength());
        Assert.Equal(1, nested.GetProperty("census")[0].GetProperty("equilibria").GetArrayLength());
        foreach (string other in new[] { "cmle", "epl" })
        {
            JsonElement fit = Fit(line, Game, record, "--estimator", other);
            Assert.True(fit.GetProperty("converged").GetBoolean(), other);
            Assert.Equal(top, fit.GetProperty("logLikelihood").GetDouble(), 1e-6);
        }

        JsonElement npl = Fit(line, Game, record, "--estimator", "npl");
        Assert.InRange(npl.GetProperty("rounds").GetProperty("spectralRadius").GetDouble(), 0, 1);
        Assert.InRange(top - npl.GetProperty("logLikelihood").GetDouble(), -1e-9, 3);
        var (exit, _, error) = line.Run("fit", line.Path_("small.game"), "--records", line.Path_("small.csv"), "--estimator", "gmm");
        Assert.Equal(2, exit);
        Assert.Contains("expected nfxp, cmle, epl", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Panels_cluster_by_unit_and_weights_differ_by_era()
    {
        using var line = new Cli();
        string eras = Game.Replace("prior of warming", "weight price differs by era early until 1991-06 | late\nprior of warming", StringComparison.Ordinal);
        JsonElement fit = Fit(line, eras, Record(40, units: "Aland Borland Curland Dorland Erland Farland Gorland Harland Irland"));
        Assert.Equal(360, fit.GetProperty("observations").GetProperty("periods").GetInt32());
        string[] names = [.. fit.GetProperty("estimates").EnumerateArray().Select(e => e.GetProperty("name").GetString()!)];
        Assert.Contains("price (early)", names);
        Assert.Contains("price (late)", names);
        Assert.True(fit.GetProperty("estimates")[0].GetProperty("standardError").GetProperty("clustered").GetDouble() > 0);
        // With no more units than parameters, sums of scores by unit say nothing, and it is said.
        JsonElement few = Fit(line, eras, Record(120, units: "Aland Borland Curland"));
        Assert.Equal(JsonValueKind.Null, few.GetProperty("estimates")[0].GetProperty("standardError").GetProperty("clustered").ValueKind);
        Assert.Contains("3 units for", few.GetRawText());
    }

    [Fact]
    public void Missing_cells_are_summed_out_by_the_filter_and_refused_where_they_cannot_be()
    {
        using var line = new Cli();
        string whole = Record(200), holes = Record(200, hole: t => t % 9 == 4);
        JsonElement a = Fit(line, Game, whole), b = Fit(line, Game, holes);
        Assert.True(b.GetProperty("converged").GetBoolean());
        Assert.True(b.GetProperty("observations").GetProperty("moves").GetInt32() < a.GetProperty("observations").GetProperty("moves").GetInt32());
        double error = a.GetProperty("estimates")[0].GetProperty("standardError").GetProperty("hessian").GetDouble();
        Assert.InRange(b.GetProperty("estimates")[0].GetProperty("estimate").GetDouble() - a.GetProperty("estimates")[0].GetProperty("estimate").GetDouble(), -2 * error, 2 * error);
        var (exit, _, message) = line.Run("fit", line.Path_("small.game"), "--records", line.Path_("small.csv"), "--estimator", "epl");
        Assert.Equal(2, exit);
        Assert.Contains("use nfxp", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_are_taken_alone_unless_starts_are_asked_for_and_every_optimum_says_who_found_it()
    {
        using var line = new Cli();
        JsonElement plain = Fit(line, Game, Record(200)), both = Fit(line, Game, Record(200), "--path", "discount", "--starts", "1");
        var (exit, text, error) = line.Run("fit", line.Path_("small.game"), "--records", line.Path_("small.csv"), "--path", "discount,frequencies", "--pooling", "5", "--path-from", "0.2", "--json");
        Assert.True(exit == 0, error);
        using var document = JsonDocument.Parse(text);
        JsonElement along = document.RootElement;
        Assert.Equal(2, along.GetProperty("starts").GetProperty("tried").GetInt32());
        Assert.Equal(2, both.GetProperty("starts").GetProperty("tried").GetInt32());
        Assert.Equal(plain.GetProperty("logLikelihood").GetDouble(), along.GetProperty("logLikelihood").GetDouble(), 1e-6);
        JsonElement optimum = along.GetProperty("optima")[0];
        Assert.Equal(2, optimum.GetProperty("hits").GetInt32());
        Assert.True(optimum.GetProperty("converged").GetBoolean());
        // Both paths end there; the one that came nearest to the top is named.
        Assert.Contains(optimum.GetProperty("foundBy").GetString(), (string[])["discount factors raised from 0.2", "frequencies pooled with weight 5"]);
        Assert.Equal("starts", plain.GetProperty("optima")[0].GetProperty("foundBy").GetString());
    }

    [Theory]
    [InlineData("expected discount, grid, frequencies", "--path", "nowhere")]
    [InlineData("numeric situation", "--path", "grid")]
    [InlineData("discount factor in [0, 1)", "--path", "discount", "--path-from", "1.5")]
    [InlineData("numbers above 0", "--path", "frequencies", "--pooling", "0")]
    public void A_path_that_cannot_be_taken_is_wrong_use(string says, params string[] words)
    {
        using var line = new Cli();
        var (exit, _, message) = line.Run(["fit", line.Write("small.game", Game), "--records", line.Write("small.csv", Record(60)), .. words]);
        Assert.Equal(2, exit);
        Assert.Contains(says, message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_free_weight_and_a_weight_that_never_enters_are_named_and_the_other_theories_go_on()
    {
        using var line = new Cli();
        JsonElement all = Fit(line, Game, Record(150, storms: false), "--theory", "all").GetProperty("fits");
        Assert.Equal(["base", "idle", "frozen"], all.EnumerateArray().Select(f => f.GetProperty("theory").GetString()));
        Assert.True(all[0].GetProperty("converged").GetBoolean());
        Assert.Single(Remarks(all[1], "WeightMovesNothing"), r => r.StartsWith("idleness changes no choice", StringComparison.Ordinal));
        Assert.Single(Remarks(all[2], "NoFreeWeight"));
        Assert.Contains(Remarks(all[1], "NeverVisited"), r => r.Contains("never shows storm yes", StringComparison.Ordinal));
    }

    [Fact]
    public void Perfectly_separated_moves_are_named_and_have_no_standard_error()
    {
        using var line = new Cli();
        JsonElement fit = Fit(line, Game, Record(150, (t, _) => ("hold", t % 3 == 0 ? "reward" : "maintain")));
        Assert.Equal("a weight ran away to its guard", fit.GetProperty("status").GetString());
        Assert.Contains(Remarks(fit, "Separated"), r => r.StartsWith("risk ran away", StringComparison.Ordinal));
        JsonElement risk = fit.GetProperty("estimates")[0];
        Assert.Equal("guard", risk.GetProperty("bound").GetString());
        Assert.Equal(JsonValueKind.Null, risk.GetProperty("standardError").GetProperty("hessian").ValueKind);
    }

    [Fact]
    public void A_record_of_one_row_is_named()
    {
        using var line = new Cli();
        JsonElement fit = Fit(line, Game, Record(1));
        Assert.Single(Remarks(fit, "ShortRecord"));
    }

    [Fact]
    public void Contradictory_priors_and_bounds_stop_with_a_remedy()
    {
        using var line = new Cli();
        string far = Game.Replace("prior of warming", "prior of aid normal(-40, 1)\nprior of warming", StringComparison.Ordinal).Replace("prior normal(0, 1)", "prior normal(0, 1); at least 0: aid", StringComparison.Ordinal);
        var (exit, text, error) = line.Run("fit", line.Write("far.game", far), "--records", line.Write("far.csv", Record(60)));
        Assert.True(exit is 1 or 2);
        string said = text + error;
        Assert.Contains("aid", said, StringComparison.Ordinal);
        Assert.Contains("prior", said, StringComparison.Ordinal);
        string empty = Game.Replace("prior normal(0, 1)", "prior normal(0, 1); at least 0: aid; at most -1: aid", StringComparison.Ordinal);
        (exit, text, error) = line.Run("fit", line.Write("empty.game", empty), "--records", line.Path_("far.csv"));
        Assert.True(exit is 1 or 2, text + error);
        Assert.Contains("aid", text + error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_likelihood_of_zero_names_the_period()
    {
        using var line = new Cli();
        // Warmth cannot jump two levels.
        string[] rows = Record(40).Split('\n');
        string csv = string.Join('\n', rows.Select((r, i) => i switch { 10 => Set(r, "cold"), 11 => Set(r, "close"), _ => r }));
        JsonElement fit = Fit(line, Game, csv);
        Assert.Equal("not fitted", fit.GetProperty("status").GetString());
        Assert.Contains(Remarks(fit, "ImpossiblePeriod"), r => r.Contains("1990-", StringComparison.Ordinal));
    }

    private static string Set(string row, string warmth)
    {
        string[] cells = row.Split(',');
        cells[3] = warmth;
        return string.Join(',', cells);
    }

    [Fact]
    public void Every_code_of_the_reader_of_tables_is_explained()
    {
        using var line = new Cli();
        var (exit, text, _) = line.Run("explain", "P101");
        Assert.Equal(0, exit);
        Assert.StartsWith("P101: ", text, StringComparison.Ordinal);
    }
}
