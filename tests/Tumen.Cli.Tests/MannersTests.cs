using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tumen.Numerics;

namespace Tumen.Cli.Tests;

/// <summary>Files as other programs write them, and what the command line makes of them.</summary>
public sealed class MannersTests : IDisposable
{
    private const string Game = "game \"pair\", month by month\nplayer a   may fight, hold\nplayer b   may help, wait\nall move at once\nsituation mood   bad | good   starts bad\n"
        + "next mood  rises 0.2 if b plays help  falls 0.2 if a plays fight\na gains spoils if a plays fight\nb gains peace * mood\nestimate every weight, prior normal(0, 1)\nassume discount 0.9\n";

    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    private (int Exit, string Out, string Error) Fit(string csv, string formula, params string[] more) => _cli.Run(["fit", "egame12", "--records", _cli.Write("t.csv", csv), "--formula", formula, .. more]);

    private static string Rows(string header, int n, string[] outcomes)
    {
        var stream = new Philox(3, 0);
        var text = new StringBuilder(header).Append('\n');
        for (int i = 0; i < n; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{outcomes[stream.NextIndex([.. outcomes.Select(_ => 1.0 / outcomes.Length)])]},{stream.NextNormalByInversion():0.000},{stream.NextNormalByInversion():0.000}\n");
        }

        return text.ToString();
    }

    [Fact]
    public void Moves_without_names_or_with_one_name_are_told_apart_by_position()
    {
        string tree = _cli.Write("d.efg", "EFG 2 R \"dup\" { \"A\" \"A\" }\n\"\"\np \"\" 1 1 \"\" { \"\" \"\" \"\" } 0\nt \"\" 1 \"\" { 1, 1 }\np \"\" 2 1 \"\" { \"go\" \"go\" } 0\nt \"\" 2 \"\" { 0, 0 }\nt \"\" 3 \"\" { 3, 2 }\nt \"\" 4 \"\" { 2, 2 }\n");
        var first = _cli.Json("solve", tree).GetProperty("equilibria")[0].GetProperty("strategies");
        Assert.Equal(["A#1", "A#2"], first.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["1", "2", "3"], first.GetProperty("A#1").EnumerateObject().Single().Value.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["go#1", "go#2"], first.GetProperty("A#2").EnumerateObject().Single().Value.EnumerateObject().Select(p => p.Name));
        string arrays = _cli.Path_("d.sgame.json");
        Assert.Equal(0, _cli.Run("convert", tree, arrays).Exit);
        Assert.Equal(0, _cli.Run("check", arrays).Exit);
        var table = _cli.Json("solve", _cli.Write("d.nfg", "NFG 1 R \"dup\" { \"A\" \"A\" } { { \"x\" \"x\" } { \"l\" \"r\" } }\n{ { \"\" 1, 1 } { \"\" 0, 0 } { \"\" 0, 0 } { \"\" 1, 1 } }\n1 2 3 4\n"));
        Assert.All(table.GetProperty("equilibria").EnumerateArray(), e => Assert.Equal(2, e.GetProperty("payoffs").EnumerateObject().Count()));
        Assert.Contains("W201", _cli.Run("check", _cli.Path_("d.nfg")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p \"\" 1 1 \"\" { \"l\" \"r\" } 0\nt \"\" 1 \"a\" { 1, 2 }\nt \"\" 1 \"b\" { 1, 2 }\n", "outcome 1 is called a where it is declared and b here")]
    [InlineData("p \"\" 1 1 \"\" { \"l\" \"r\" } 0\np \"\" 2 1 \"S\" { \"x\" \"y\" } 0\nt \"\" 1 \"\" { 1, 2 }\nt \"\" 2 \"\" { 3, 4 }\np \"\" 2 1 \"OTHER\" { \"x\" \"y\" } 0\nt \"\" 1\nt \"\" 2\n", "information set 1 is called S where it is declared and OTHER here")]
    public void A_number_under_two_names_is_remarked_on(string nodes, string says)
    {
        var (exit, _, error) = _cli.Run("check", _cli.Write("r.efg", "EFG 2 R \"t\" { \"A\" \"B\" }\n\"\"\n" + nodes));
        Assert.Equal(0, exit);
        Assert.Contains("W204: " + says, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_drawing_has_room_for_long_names()
    {
        const string Name = "The Federated Commonwealth of Somewhere Rather Far Away (中华人民共和国)", Move = "sends an envoy with a carefully worded protest";
        string tree = _cli.Write("long.efg", $"EFG 2 R \"long\" {{ \"{Name}\" \"B\" }}\n\"\"\np \"\" 1 1 \"\" {{ \"{Move}\" \"waits\" }} 0\np \"\" 2 1 \"\" {{ \"{Move} again\" \"no\" }} 0\nt \"\" 1 \"\" {{ 1, 1 }}\nt \"\" 2 \"\" {{ 0, 0 }}\nt \"\" 3 \"\" {{ 3, 2 }}\n");
        Assert.Equal(0, _cli.Run("convert", tree, _cli.Path_("long.svg")).Exit);
        string svg = File.ReadAllText(_cli.Path_("long.svg"));
        double width = double.Parse(Regex.Match(svg, "width=\"(\\d+)\"").Groups[1].Value, CultureInfo.InvariantCulture);
        var texts = Regex.Matches(svg, "<text x=\"([0-9.]+)\" y=\"([0-9.]+)\"( text-anchor=\"middle\")?[^>]*>([^<]*)");
        Assert.True(texts.Count > 8);
        var placed = texts.Select(t =>
        {
            double x = double.Parse(t.Groups[1].Value, CultureInfo.InvariantCulture), wide = 6 * t.Groups[4].Value.EnumerateRunes().Sum(r => r.Value > 0x2E80 ? 2 : 1), left = t.Groups[3].Success ? x - (wide / 2) : x;
            return (Left: left, Right: left + wide, Y: double.Parse(t.Groups[2].Value, CultureInfo.InvariantCulture));
        }).ToArray();
        Assert.All(placed, t => Assert.True(t.Left >= 0 && t.Right <= width));
        Assert.All(from i in Enumerable.Range(0, placed.Length) from j in Enumerable.Range(0, i) where Math.Abs(placed[i].Y - placed[j].Y) < 8 select (One: placed[i], Two: placed[j]), p => Assert.True(p.One.Right <= p.Two.Left || p.Two.Right <= p.One.Left));
    }

    [Fact]
    public void Columns_with_blanks_are_named_in_quotes_in_a_codebook_and_in_backticks_in_a_formula()
    {
        _cli.Write("g.game", Game);
        _cli.Write("e.csv", "event_id,date,Source Country,CAMEO Code\n1,2018-01-05,China,190\n2,2018-02-05,Japan,190\n3,2018-03-05,China,20\n");
        string study = _cli.Write("g.study", "study \"q?\"\ngame \"g.game\"\nrecords \"e.csv\" coded by \"c.codebook\", 2018-01 to 2018-03\ncompare base\n");
        const string Rest = "\na plays fight  in a month with any fights\n  otherwise hold\nb plays help  in a month with any fights\n  otherwise wait\nsituation mood is good if any fights in the last 3 months, otherwise bad\n";
        _cli.Write("c.codebook", "codebook \"c\" for \"g.game\"\nevents fights   \"Source Country\" is \"China\", \"CAMEO Code\" at least 140" + Rest);
        var months = _cli.Json("code", study).GetProperty("months").EnumerateArray().Select(m => m.GetProperty("a").GetProperty("value").GetString());
        Assert.Equal(["fight", "hold", "hold"], months);
        _cli.Write("c.codebook", "codebook \"c\" for \"g.game\"\nevents fights   Source Country is \"China\"" + Rest);
        Assert.Contains("a column whose name has blanks stands in quotes:   \"Source Country\" is", _cli.Run("code", study).Error, StringComparison.Ordinal);

        string csv = Rows("y,GDP per-capita (log),w", 40, ["1", "2", "3"]);
        var fitted = Fit(csv, "y ~ 1 | 0 | `GDP per-capita (log)` | w", "--json");
        Assert.Contains("\"u1(3):GDP per-capita (log)\"", fitted.Out, StringComparison.Ordinal);
        Assert.Equal(JsonDocument.Parse(Fit(csv.Replace("GDP per-capita (log)", "g", StringComparison.Ordinal), "y ~ 1 | 0 | g | w", "--json").Out).RootElement.GetProperty("logLikelihood").GetDouble(), JsonDocument.Parse(fitted.Out).RootElement.GetProperty("logLikelihood").GetDouble());
        Assert.Contains("P100: `GDP per` has blanks", Fit(csv, "y ~ 1 | 0 | GDP per | w").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_of_other_programs_are_told_what_they_are()
    {
        Assert.Contains("R103: cells seem to be separated by semicolons", Fit("y;x;z\n1;0,5;1,5\n2;0,25;1\n", "y ~ 1 | 0 | x | z").Error, StringComparison.Ordinal);
        string game = _cli.Write("g.game", Game);
        string packed = "period,a,b,mood\n" + string.Concat(Enumerable.Range(1, 12).Select(m => $"2018{m:00},fight,help,bad\n"));
        string error = _cli.Run("fit", game, "--records", _cli.Write("r.csv", packed)).Error;
        Assert.Contains("R124: column `period` is `201801`, a whole number that looks like a month", error, StringComparison.Ordinal);
        Assert.Contains("write months with a dash: 2018-01", error, StringComparison.Ordinal);
        Assert.Contains("R124", _cli.Run("fit", game, "--records", _cli.Write("r.csv", string.Join('\n', packed.Split('\n')[..6]) + "\n")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_of_other_systems_are_read()
    {
        Assert.Equal(0, _cli.Run("check", _cli.Write("cr.game", Game.Replace('\n', '\r'))).Exit);
        const string Arrays = "{\"players\": [\"a\", \"b\"], \"actions\": [[\"x\", \"y\"], [\"l\", \"r\"]], \"discount\": [0, 0], \"states\": [\"s\"], \"payoffs\": [[[[1, 0], [0, 2]]], [[[1, 0], [0, 2]]]], \"transitions\": [[[[1], [1]], [[1], [1]]]]}";
        Assert.Equal(0, _cli.Run("check", _cli.Write("b.sgame.json", "\uFEFF" + Arrays)).Exit);
        Assert.Contains("put it into quotes:   \"2A\"", _cli.Run("check", _cli.Write("c.codebook", "codebook \"x\" for \"g.game\"\nevents fights   kind is 2A\n")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_out_of_the_folder_is_called_a_link()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("symbolic links need rights on Windows");
        }

        _cli.Write("g.game", Game);
        Directory.CreateDirectory(_cli.Path_("sym"));
        File.CreateSymbolicLink(_cli.Path_("sym/g.study"), _cli.Write("g.study", "study \"q?\"\ngame \"g.game\"\n"));
        Assert.Contains($"S515: g.study is a symbolic link to {_cli.Path_("g.study")}, outside the study's folder", _cli.Run("code", _cli.Path_("sym")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Advice_leads_on()
    {
        string error = Fit(Rows("y,x,z", 30, ["1", "2"]), "y ~ 1 | 0 | x | z").Error;
        Assert.Contains("P111", error, StringComparison.Ordinal);
        Assert.DoesNotContain("--levels", error, StringComparison.Ordinal);
        var words = Fit(Rows("y,x,z", 60, ["capitulate", "fight", "peace"]), "y ~ 1 | 0 | x | z");
        Assert.Contains("outcomes are taken in alphabetical order", words.Error, StringComparison.Ordinal);
        Assert.Contains("1 (player 1 stops) = capitulate", words.Out, StringComparison.Ordinal);
        var named = Fit(Rows("y,x,z", 60, ["capitulate", "fight", "peace"]), "y ~ 1 | 0 | x | z", "--levels", "peace,capitulate,fight");
        Assert.DoesNotContain("alphabetical", named.Error, StringComparison.Ordinal);
        Assert.Contains("1 (player 1 stops) = peace", named.Out, StringComparison.Ordinal);
        Assert.Contains("expected a number above 0.2 and below 1", _cli.Run("sample", WithRecord(), "--target-acceptance", "2").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_given_is_a_start_used_and_values_given_are_evaluated()
    {
        string csv = Rows("y,x,z", 80, ["1", "2", "3"]);
        string fit = _cli.Write("fit.json", Fit(csv, "y ~ 1 | 0 | x | z", "--json").Out);
        using var document = JsonDocument.Parse(File.ReadAllText(fit));
        var at = JsonDocument.Parse(Fit(csv, "y ~ 1 | 0 | x | z", "--at", fit, "--json").Out).RootElement.GetProperty("at")[0];
        Assert.Equal(document.RootElement.GetProperty("logLikelihood").GetDouble(), at.GetProperty("logLikelihood").GetDouble(), 1e-9);
        Assert.All(at.GetProperty("parameters").EnumerateArray(), p => Assert.InRange(Math.Abs(p.GetProperty("gradient").GetDouble()), 0, 1e-5));
        Assert.Contains("there is no weight `u9(3):x` to estimate", Fit(csv, "y ~ 1 | 0 | x | z", "--set", "u9(3):x=1").Error, StringComparison.Ordinal);

        string crisis = _cli.Write("c.csv", "sq,cd,sf,bd,x,z\n" + string.Concat(Enumerable.Range(0, 25).Select(i => $"{120 + i},{20 + (i % 5)},{30 - (i % 7)},{25 + (i % 3)},{(i % 5) - 2},{(i % 7) - 3}\n")));
        string[] line = ["fit", "crisis", "--records", crisis, "--formula", "sq + cd + sf + bd ~ x - 1 | 1 | z | 1 | 1 | 1 | 0", "--method", "pl"];
        Assert.Contains("there is no weight `none` to estimate", _cli.Run([.. line, "--set", "none=1"]).Error, StringComparison.Ordinal);
        var plain = JsonDocument.Parse(_cli.Run([.. line, "--json"]).Out).RootElement;
        string first = plain.GetProperty("estimates")[0].GetProperty("name").GetString()!;
        var moved = JsonDocument.Parse(_cli.Run([.. line, "--json", "--set", $"{first}=0.7"]).Out).RootElement;
        Assert.Equal(plain.GetProperty("logLikelihood").GetDouble(), moved.GetProperty("logLikelihood").GetDouble(), 1e-6);
    }

    [Fact]
    public void The_likelihood_of_a_game_that_goes_on_is_evaluated_at_values_given()
    {
        string game = _cli.Write("g.game", Game), record = Record();
        string[] line = ["fit", game, "--records", record, "--starts", "2", "--quiet"];
        string fit = _cli.Write("fit.json", _cli.Run([.. line, "--json"]).Out);
        var at = JsonDocument.Parse(_cli.Run("fit", game, "--records", record, "--at", fit, "--json").Out).RootElement.GetProperty("at")[0];
        Assert.Contains($"log-likelihood {at.GetProperty("logLikelihood").GetDouble().ToString("0.000", CultureInfo.InvariantCulture)} (", _cli.Run([.. line, "--census", "off"]).Out, StringComparison.Ordinal);
        Assert.All(at.GetProperty("parameters").EnumerateArray(), p => Assert.InRange(Math.Abs(p.GetProperty("gradient").GetDouble()), 0, 1e-3));
        Assert.DoesNotContain("equilibria at the estimate", _cli.Run([.. line, "--census", "off"]).Out, StringComparison.Ordinal);
        Assert.Contains("equilibria at the estimate of", _cli.Run([.. line, "--census", "units"]).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_weights_of_an_era_are_those_that_fits_name()
    {
        string plain = _cli.Write("p.game", Game), eras = _cli.Write("e.game", Game.Replace("estimate every", "weight spoils differs by era early until 1999-12 | late\nestimate every", StringComparison.Ordinal));
        string Strategies(string file, params string[] more) => _cli.Json(["solve", file, "--quiet", .. more]).GetProperty("states").ToString();
        string[] given = ["--set", "spoils (early)=2,spoils (late)=-1,peace=1"];
        Assert.Equal(Strategies(plain, "--set", "spoils=2,peace=1"), Strategies(eras, [.. given, "--era", "early"]));
        Assert.Equal(Strategies(plain, "--set", "spoils=-1,peace=1"), Strategies(eras, given));
        Assert.Contains("the game has no era `erly`; it has early, late; did you mean `early`?", _cli.Run("solve", eras, "--era", "erly").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_editor_may_call_a_text_what_it_likes()
    {
        string[] addresses = ["untitled:Untitled-1", "untitled:x.game", "git:/folder/x.game?%7B%22ref%22%3A%22%22%7D", "x.game", "", "file:///c%3A/Users/x.game"];
        static string Framed(string json) => $"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}";
        var text = new StringBuilder(Framed("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}"));
        foreach (string uri in addresses)
        {
            text.Append(Framed($"{{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":{{\"textDocument\":{{\"uri\":\"{uri}\",\"text\":\"game\"}}}}}}"));
            text.Append(Framed($"{{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"textDocument/hover\",\"params\":{{\"textDocument\":{{\"uri\":\"{uri}\"}},\"position\":{{\"line\":0,\"character\":1}}}}}}"));
        }

        text.Append(Framed("{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":{}}"));
        text.Append(Framed("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"shutdown\"}")).Append(Framed("{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}"));
        var (exit, answers, error) = _cli.Feed(text.ToString(), "lsp");
        Assert.True(exit == 0, error);
        Assert.All(addresses, uri => Assert.Contains($"\"uri\":\"{uri}\"", answers, StringComparison.Ordinal));
    }

    private string Record()
    {
        var stream = new Philox(11, 0);
        var text = new StringBuilder("period,a,b,mood\n");
        bool good = false;
        for (int t = 0; t < 60; t++)
        {
            bool fight = stream.NextDouble() < 0.4, help = stream.NextDouble() < 0.6;
            text.Append(CultureInfo.InvariantCulture, $"{2000 + (t / 12)}-{(t % 12) + 1:00},{(fight ? "fight" : "hold")},{(help ? "help" : "wait")},{(good ? "good" : "bad")}\n");
            double u = stream.NextDouble();
            good = good ? !(fight && u < 0.2) : help && u < 0.2;
        }

        return _cli.Write("record.csv", text.ToString());
    }

    private string WithRecord()
    {
        _cli.Write("g.game", Game);
        Record();
        return _cli.Write("s.study", "study \"q?\"\ngame \"g.game\"\nrecords \"record.csv\"\ncompare base\n");
    }
}
