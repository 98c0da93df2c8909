using System.Text.Json;

namespace Tumen.Cli.Tests;

/// <summary>What documents have in common: the schema of their verb, no clock, no folder; and that the schemas can be broken.</summary>
public sealed class DocumentTests : IDisposable
{
    private const string Game = "game \"pair\", month by month\nplayer a   may fight, hold\nplayer b   may help, wait\nall move at once\nsituation mood   bad | good   starts bad\n"
        + "next mood  rises 0.2 if b plays help  falls 0.2 if a plays fight\na gains spoils if a plays fight\nb gains peace * mood\ntheory \"calm\"   a gains calm if b plays wait\nestimate every weight, prior normal(0, 1)\nassume discount 0.9\n";

    private const string Record = "period,a,b,mood\n2000-01,fight,help,bad\n2000-02,hold,help,good\n2000-03,fight,wait,good\n2000-04,hold,wait,bad\n2000-05,hold,help,bad\n2000-06,hold,help,good\n2000-07,fight,wait,good\n";

    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void Every_document_obeys_its_schema_and_holds_no_clock_and_no_folder()
    {
        string game = _cli.Write("g.game", Game), record = _cli.Write("record.csv", Record);
        string study = _cli.Write("s.study", "study \"q?\"\ngame \"g.game\"\nrecords \"record.csv\"\ncompare base, \"calm\"\nwhat if \"dear\" weight peace times 2\n");
        string[][] runs =
        [
            ["check", game], ["check", study], ["explain", "W107"], ["solve", game, "--out", "one"], ["fit", game, "--records", record, "--starts", "1", "--out", "one"], ["whatif", study, "--draws", "2", "--out", "one"],
            ["simulate", game, "--units", "2", "--months", "12", "--out", "one"], ["study", study, "--out", "one"], ["pieces", study, "--out", "one"], ["power", study, "--replications", "2", "--times", "1", "--out", "one"],
            ["sample", study, "--theory", "calm", "--chains", "2", "--warmup", "10", "--draws", "10", "--out", "one"], ["code", study],
        ];
        foreach (string[] words in runs)
        {
            var (exit, text, error) = _cli.Run([.. words, "--json", "--quiet"]);
            Assert.True(exit is 0 or 1, $"{words[0]}: {error}");
            using var document = JsonDocument.Parse(text);
            Assert.Empty(JsonSchemas.Mistakes(document.RootElement));
            if (words[0] != "pieces") // whose business are the seconds that pieces took
            {
                Assert.DoesNotContain("econds\"", text, StringComparison.Ordinal);
            }

            Assert.DoesNotContain(_cli.Folder, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Environment.MachineName + "\"", text, StringComparison.Ordinal);
        }

        foreach (var (file, schema) in new[] { ("results.json", "study"), ("curves.json", "curves"), ("fit.json", "fit"), ("solve.json", "solve"), ("whatif.json", "whatif"), ("simulate.json", "simulate"), ("power.json", "power"), ("sample.json", "sample"), ("run.json", "run") })
        {
            using var written = JsonDocument.Parse(File.ReadAllBytes(_cli.Path_($"one/{file}")));
            Assert.Empty(JsonSchemas.Mistakes(written.RootElement, schema));
        }

        Assert.Contains(_cli.Folder, File.ReadAllText(_cli.Path_("one/run.json")), StringComparison.Ordinal); // which is where folders are told
        byte[] before = File.ReadAllBytes(_cli.Path_("one/results.json"));
        _cli.Run("study", study, "--out", "two", "--quiet", "--threads", "1");
        Assert.Equal(before, File.ReadAllBytes(_cli.Path_("two/results.json")));
    }

    // A study with everything that a study can ask for, and one whose months are hidden.
    [Fact]
    public void Studies_that_ask_for_everything_obey_the_schema_too()
    {
        var csv = new System.Text.StringBuilder("period,a,b,mood\n");
        var random = new Random(5);
        for (int t = 0, mood = 0; t < 72; t++)
        {
            bool fights = random.Next(3) == 0, helps = random.Next(2) == 0;
            csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"{2000 + (t / 12)}-{1 + (t % 12):00},{(fights ? "fight" : "hold")},{(helps ? "help" : "wait")},{(mood == 0 ? "bad" : "good")}\n");
            mood = helps && random.Next(5) == 0 ? 1 : fights && random.Next(5) == 0 ? 0 : mood;
        }

        _cli.Write("record.csv", csv.ToString());
        _cli.Write("other.csv", csv.ToString());
        _cli.Write("g.game", Game);
        _cli.Write("hidden.game", Game.Replace("estimate every", "regimes 2 of a, stay 24 months, unforeseen\nestimate every", StringComparison.Ordinal));
        string full = _cli.Write("full.study", """
            study "q?"
            game "g.game"
            records "record.csv"
            records "again" "other.csv"
            compare base, "calm" holding out the last 12 months
            also assume "shorter sight" discount 0.8
            break "a changed" weights of a, 2002-01 to 2003-01 every 12 months
            foretell "the end" 2005-01 to 2005-12
            leave out "the middle" 2003-01 to 2003-12
            motives every theory term, judged by 5 records
            placebo "another pair" "other.csv"
            power 2 records of each theory
            what if "dear" weight peace times 2
            watch "help" b plays help within 3 months
            """);
        string hidden = _cli.Write("hidden.study", "study \"q?\"\ngame \"hidden.game\"\nrecords \"record.csv\"\nsource \"again\" \"other.csv\" of a misreports with chances dirichlet(10, 1)\ncompare base, \"calm\"\n");
        foreach (string study in (string[])[full, hidden])
        {
            var (exit, text, error) = _cli.Run("study", study, "--json", "--quiet");
            Assert.True(exit is 0 or 1, error);
            using var document = JsonDocument.Parse(text);
            Assert.Empty(JsonSchemas.Mistakes(document.RootElement));
        }
    }

    [Theory]
    [InlineData("\"format\": 1", "\"format\": 2", "/format is 2, not 1")]
    [InlineData("\"verb\": \"solve\"", "\"verb\": \"solve\", \"seconds\": {}", "seconds, which the schema does not know")]
    [InlineData("\"seed\": 1", "\"seed\": \"1\"", "/seed is String")]
    [InlineData("\"seed\": 1,", "", "has no seed")]
    public void A_document_that_breaks_its_schema_is_found_out(string what, string by, string told)
    {
        string text = _cli.Run("solve", _cli.Write("g.game", Game), "--json", "--quiet").Out;
        Assert.Contains(what, text, StringComparison.Ordinal);
        using var broken = JsonDocument.Parse(text.Replace(what, by, StringComparison.Ordinal));
        Assert.Contains(JsonSchemas.Mistakes(broken.RootElement), m => m.Contains(told, StringComparison.Ordinal));
    }
}
