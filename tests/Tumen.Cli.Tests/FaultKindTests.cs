using System.Globalization;
using System.Text.Json;

namespace Tumen.Cli.Tests;

/// <summary>What once was silent, false or refused, from the command line.</summary>
public sealed class FaultKindTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    /// <summary>Where a law's fixed and estimated chances add up to one the estimate can grow no further: that is told, beside "upper bound".</summary>
    [Fact]
    public void An_estimate_on_the_border_of_a_law_is_told()
    {
        string game = _cli.Write("c.game", "game \"c\", month by month\nplayer a may x, y\nplayer b may p, q\nsituation w low | mid | high\nnext w  rises up if b plays p\n        falls 0.3 if a plays x\n"
            + "a loses c if a plays x\nb loses d if b plays p\n  gains g * w\nassume discount 0.9\n");
        var rows = new List<string> { "period,w,a,b" };
        string[] levels = ["low", "mid", "high"];
        int w = 0;
        for (int t = 0; t < 60; t++) // up whenever it can be: 0.7 is the most that the law can give beside 0.3
        {
            (string a, string b) = (t % 3 == 0 ? "x" : "y", t % 4 == 3 ? "q" : "p");
            rows.Add(string.Create(CultureInfo.InvariantCulture, $"{2000 + (t / 12)}-{(t % 12) + 1:00},{levels[w]},{a},{b}"));
            w = b == "p" && w < 2 ? w + 1 : a == "x" && w > 0 ? w - 1 : w;
        }

        var (_, text, error) = _cli.Run("fit", game, "--records", _cli.Write("r.csv", string.Join('\n', rows) + "\n"), "--starts", "2");
        Assert.Contains("upper bound", text, StringComparison.Ordinal);
        Assert.Contains("up ends at 0.700, where the chances of a law add up to one", text + error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_game_that_ends_may_discount_nothing_in_lists_fits_and_leverage()
    {
        string Text(string discount) => "game \"fin\", month by month, for 3 months\nplayer a   may fight, hold\nplayer b   may help, wait\nall move at once\nsituation mood   bad | good   starts bad\n"
            + "next mood  rises 0.3 if b plays help\n           falls 0.4 if a plays fight\na loses spoils if a plays fight\n  gains calm * mood\nb loses cost if b plays help\n  gains peace if a plays hold\n"
            + "estimate every weight, prior normal(0, 1)\nprior of cost normal(0.7, 0.001)\nfix spoils = 0.4\nfix calm = 2\nfix peace = 1\n"
            + $"assume discount {discount}\nconcession of b to a  +1 if b plays help\nthreats of a  fight quiet hold\n";
        string record = _cli.Write("r.csv", "period,a,b,mood,month\n1,fight,help,bad,1\n2,fight,wait,good,2\n3,hold,help,bad,3\n");
        (double Capacity, double Price, double Fit) At(string discount)
        {
            string game = _cli.Write("g.game", Text(discount));
            Assert.Equal(1, _cli.Json("solve", game, "--all", "--starts", "6", "--quiet").GetProperty("equilibria").GetArrayLength());
            double fit = _cli.Json("fit", game, "--records", record, "--posterior", "--starts", "2", "--quiet").GetProperty("logLikelihood").GetDouble();
            string study = _cli.Write("s.study", "study \"q?\"\ngame \"g.game\"\nrecords \"r.csv\"\ncompare base\n"), folder = _cli.Path_("out" + discount);
            Assert.Equal(0, _cli.Run("study", study, "--out", folder, "--quiet").Exit);
            using var results = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "results.json")));
            var leverage = results.RootElement.GetProperty("theories")[0].GetProperty("leverage");
            return (leverage.GetProperty("capacity").GetProperty("value").GetDouble(), leverage.GetProperty("price").GetProperty("value").GetDouble(), fit);
        }

        // At δ = 1 a month weighs a third, below it 1 − δ: the same sums in the limit.
        var (one, near) = (At("1"), At("0.99999"));
        Assert.Equal(near.Fit, one.Fit, 1e-4);
        Assert.InRange(one.Price, 0.2, 0.3);
        Assert.Equal(1, one.Capacity * 3 / (near.Capacity / 1e-5), 1e-3);
        Assert.Equal(1, one.Price * 3 / (near.Price / 1e-5), 1e-3);
    }

    /// <summary>A start that is given is a start that is used: the pseudo likelihood climbs no further from its own top.</summary>
    [Fact]
    public void Starts_given_to_a_crisis_game_are_climbed_from()
    {
        string game = _cli.Write("sig.game", "game \"Crisis\", once, errors normal, private information\nfor each pair\nplayer A\nplayer B\nmove demand of A   may hold_back, threaten\n"
            + "move answer of B   may concede, resist          if demand is threaten\nmove stand of A    may stand_firm, back_down    if answer is resist\noutcome sq if demand is hold_back\n"
            + "outcome cd if answer is concede\noutcome sf if stand is stand_firm\noutcome bd if stand is back_down\nA   gains va if outcome is cd, wa if outcome is sf, ar if outcome is bd\n"
            + "B   gains wb if outcome is sf, vb if outcome is bd\nestimate every weight, prior flat\n");
        string[] counts = ["14,5,2,4", "12,6,1,6", "13,7,3,2", "15,4,2,4", "11,8,2,4", "14,6,1,4", "13,5,3,4", "12,7,2,4"];
        string record = _cli.Write("c.csv", "sq,cd,sf,bd\n" + string.Join('\n', counts) + "\n");
        var plain = _cli.Json("fit", game, "--records", record, "--method", "pl", "--quiet");
        var estimates = plain.GetProperty("estimates").EnumerateArray().Select(e => (Name: e.GetProperty("name").GetString()!, Value: e.GetProperty("estimate").GetDouble())).ToArray();
        string table = "parameter,value\n" + string.Concat(estimates.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Name},{e.Value:R}\n")));
        var again = _cli.Json("fit", game, "--records", record, "--method", "pl", "--from", _cli.Write("from.csv", table), "--quiet");
        Assert.True(plain.GetProperty("iterations").GetInt32() > 2);
        Assert.InRange(again.GetProperty("iterations").GetInt32(), 0, 1);
        Assert.Equal(plain.GetProperty("logLikelihood").GetDouble(), again.GetProperty("logLikelihood").GetDouble(), 1e-9);
        var (exit, _, error) = _cli.Run("fit", game, "--records", record, "--method", "cmle", "--from", _cli.Write("bogus.csv", "parameter,value\nnosuch,1\n"));
        Assert.Equal(2, exit);
        Assert.Contains("nosuch", error, StringComparison.Ordinal);
    }

    /// <summary>A single path is held against another that fits; where one ends lower, that is told, and the fit is the higher.</summary>
    [Fact]
    public void A_single_path_is_held_against_another()
    {
        string game = _cli.Write("g.game", "game \"pair\", month by month\nplayer a   may fight, hold\nplayer b   may help, wait\nall move at once\nsituation mood   bad | good   starts bad\nnext mood  rises 0.2 if b plays help  falls 0.2 if a plays fight\n"
            + "a gains spoils if a plays fight\nb gains peace * mood\nestimate every weight, prior normal(0, 1)\nassume discount 0.9\n");
        string record = _cli.Write("record.csv", "period,a,b,mood\n2000-01,fight,help,bad\n2000-02,hold,help,good\n2000-03,fight,wait,good\n2000-04,hold,wait,bad\n2000-05,hold,help,bad\n");
        var (exit, text, error) = _cli.Run("fit", game, "--records", record, "--path", "discount");
        Assert.True(exit == 0, error);
        Assert.Contains("path frequencies: ", error, StringComparison.Ordinal);
        Assert.Contains("taken beside the path asked for", error, StringComparison.Ordinal);
        Assert.DoesNotContain("only one path was climbed", text + error, StringComparison.Ordinal);
        Assert.DoesNotContain("taken beside", _cli.Run("fit", game, "--records", record, "--path", "discount,frequencies").Error, StringComparison.Ordinal);
        Assert.Equal(0, _cli.Json("fit", game, "--records", record, "--census", "off", "--quiet").GetProperty("census").GetArrayLength());
    }
}
