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
