using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tumen.Language;

namespace Tumen.Cli.Tests;

/// <summary>From an empty folder to an answer: `new`, `import`, `pack`, `verify`, and the page that tells it.</summary>
public partial class FirstStudyTests
{
    private static string Docs([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "docs"));

    // Numbers move with the estimates; words, names, columns and their order do not.
    [Fact]
    public void Every_command_of_the_first_study_prints_what_the_page_shows()
    {
        using var cli = new Cli();
        string page = File.ReadAllText(Path.Combine(Docs(), "first-study.md"));
        int commands = 0;
        foreach (Match block in Block().Matches(page))
        {
            if (block.Groups[1].Value.StartsWith("text ", StringComparison.Ordinal))
            {
                cli.Write(block.Groups[1].Value[5..], block.Groups[2].Value);
                continue;
            }

            foreach (string part in block.Groups[2].Value.Split("$ tumen ", StringSplitOptions.RemoveEmptyEntries))
            {
                string[] lines = part.Split('\n', StringSplitOptions.RemoveEmptyEntries);
                var (exit, text, error) = cli.Run(lines[0].Split(' '));
                Assert.True(exit == 0, $"{lines[0]}: exit {exit}: {error}");
                string[] printed = text.Replace(cli.Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
                Compare(lines[0], lines[1..], printed);
                commands++;
            }
        }

        Assert.True(commands >= 8, $"only {commands} commands were found on the page");
    }

    private static void Compare(string command, string[] shown, string[] printed)
    {
        int at = 0;
        for (int k = 0; k < shown.Length; k++)
        {
            if (shown[k] == "…")
            {
                at = Array.FindIndex(printed, at, l => Fits(shown[k + 1], l));
                Assert.True(at >= 0, $"{command}: nothing printed fits: {shown[k + 1]}");
                continue;
            }

            Assert.True(at < printed.Length && Fits(shown[k], printed[at]), $"{command}: the page shows\n{shown[k]}\nprinted is\n{(at < printed.Length ? printed[at] : "nothing more")}");
            at++;
        }

        Assert.True(at == printed.Length || shown[^1].EndsWith('…'), $"{command}: more is printed: {string.Join('\n', printed.Skip(at))}");
    }

    private static bool Fits(string shown, string printed)
    {
        string a = Plain(shown), b = Plain(printed);
        return a.EndsWith('…') ? b.StartsWith(a[..^1].TrimEnd(), StringComparison.Ordinal) : a == b;
    }

    private static string Plain(string line) => Blanks().Replace(Number().Replace(line, "#"), " ").Replace("─", "", StringComparison.Ordinal).Trim();

    [Theory]
    [InlineData("client-patron")]
    [InlineData("arms-race")]
    [InlineData("crisis")]
    [InlineData("deterrence")]
    [InlineData("panel")]
    [InlineData("signalling")]
    public void A_new_study_is_sound_and_says_that_its_events_are_invented(string like)
    {
        using var cli = new Cli();
        Assert.Equal(0, cli.Run("new", "mine", "--like", like).Exit);
        var (exit, text, error) = cli.Run("check", "mine", "--remarks", "none");
        Assert.True(exit == 0, error);
        Assert.Contains("sound", text, StringComparison.Ordinal);
        Assert.Contains("invented", File.ReadAllText(cli.Path_("mine/README.md")), StringComparison.Ordinal);
        int events = Directory.GetFiles(cli.Path_("mine"), "*.csv").Sum(f => File.ReadLines(f).Count() - 1);
        Assert.InRange(events, 70, 160);
        Assert.All(Directory.GetFiles(cli.Path_("mine"), "*.csv").SelectMany(f => File.ReadLines(f).Skip(1)), l => Assert.EndsWith("\"invented\"", l, StringComparison.Ordinal));
        Assert.Equal(2, cli.Run("new", "mine").Exit);
    }

    [Fact]
    public void Every_step_that_the_laws_forbid_is_listed_by_check_and_code()
    {
        using var cli = new Cli();
        cli.Run("new", "mine");
        string game = cli.Path_("mine/relations.game");
        File.WriteAllText(game, File.ReadAllText(game).Replace("   falls 0.30", "", StringComparison.Ordinal));

        // Independent count: without a law that falls, every month of high tension followed by one of low is forbidden.
        Assert.Equal(0, cli.Run("code", "mine", "--out", "coded", "--remarks", "none").Exit);
        string[][] rows = [.. File.ReadLines(cli.Path_("coded/record.csv")).Skip(1).Select(l => l.Split(','))];
        int column = File.ReadLines(cli.Path_("coded/record.csv")).First().Split(',').ToList().IndexOf("tension");
        string[] expected = [.. rows.Zip(rows.Skip(1)).Where(p => p.First[column] == "high" && p.Second[column] == "low").Select(p => p.First[0])];
        Assert.True(expected.Length > 3);
        Assert.Equal(expected, File.ReadLines(cli.Path_("coded/forbidden.csv")).Skip(1).Select(l => l.Split(',')[2]));

        var (exit, _, error) = cli.Run("check", "mine", "--remarks", "none");
        Assert.Equal(2, exit);
        Assert.Equal(expected.Length, Code221().Count(error));
        Assert.Contains("client plays hold", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_packed_study_that_was_changed_or_is_none_is_refused()
    {
        using var cli = new Cli();
        cli.Write("no.zip", "no archive");
        Assert.Equal(2, cli.Run("verify", "no.zip").Exit);
        Assert.Equal(2, cli.Run("verify", "nowhere.zip").Exit);

        using (var zip = ZipFile.Open(cli.Path_("forged.zip"), ZipArchiveMode.Create))
        {
            Put(zip, "a.study", "study \"x\"\n");
            Put(zip, "manifest.json", "{\"tumen\":\"0\",\"study\":\"a.study\",\"seed\":1,\"sha256\":{\"a.study\":\"00\"}}");
        }

        var (exit, _, error) = cli.Run("verify", "forged.zip");
        Assert.Equal(1, exit);
        Assert.Contains("a.study", error, StringComparison.Ordinal);
        using (var zip = ZipFile.Open(cli.Path_("out.zip"), ZipArchiveMode.Create))
        {
            Put(zip, "../outside.txt", "x");
        }

        Assert.Equal(2, cli.Run("verify", "out.zip").Exit);
        Assert.False(File.Exists(Path.Combine(Path.GetDirectoryName(cli.Folder)!, "outside.txt")));
    }

    [Fact]
    public void Import_counts_every_row_and_writes_where_it_is_told()
    {
        using var cli = new Cli();
        cli.Write("own.csv", "When,Who,Whom,What\n2016-01-05,China,North Korea,visit\n2016-01-32,China,North Korea,visit\n2016-01-06,China,Atlantis,visit\n");
        var json = cli.Json("import", "table", "own.csv", "--columns", "date=When,actor=Who,target=Whom,kind=What", "--dyad", "CHN,PRK", "--out", "case/e.csv");
        Assert.Equal(3, json.GetProperty("rowsRead").GetInt32());
        Assert.Equal(3, json.GetProperty("rowsKept").GetInt32() + json.GetProperty("rowsDropped").EnumerateObject().Sum(d => d.Value.GetInt32()));
        Assert.Equal(64, json.GetProperty("files")[0].GetProperty("sha256").GetString()!.Length);
        Assert.Equal(2, File.ReadLines(cli.Path_("case/e.csv")).Count());
        using var beside = JsonDocument.Parse(File.ReadAllText(cli.Path_("case/e.import.json")));
        Assert.Equal(json.ToString(), beside.RootElement.ToString());

        Assert.Equal(2, cli.Run("import", "table", "own.csv", "--columns", "date=When,actor=Who,target=Whom", "--out", "own.csv").Exit);
        Assert.Equal(2, cli.Run("import", "gdelt", "own.csv").Exit);
        Assert.Equal(2, cli.Run("import", "gdelt", "nowhere.csv").Exit);
        Assert.Equal(2, cli.Run("import", "gdelt").Exit);
    }

    [Fact]
    public void A_drafted_codebook_is_one()
    {
        using var cli = new Cli();
        string file = cli.Write("e.csv", "event_id,date,actor,target,kind,dup_of\nA,2016-01-05,CHN,PRK,high visit,\nB,2016-02-05,CHN,PRK,high visit,\nC,2016-02-06,PRK,CHN,1 test,\n");
        Assert.Equal(0, cli.Run("new", "mine", "--from", file).Exit);
        var book = CodebookFile.Parse(File.ReadAllText(cli.Path_("mine/draft.codebook")), "draft.codebook").Required;
        Assert.Equal(["chn_high_visit_prk", "prk_1_test_chn"], book.Sets.Select(s => s.Name));
    }

    // A codebook to begin with for every source: each is read by the language.
    [Fact]
    public void Every_codebook_of_the_page_on_data_is_read()
    {
        var blocks = Block().Matches(File.ReadAllText(Path.Combine(Docs(), "data.md"))).Where(m => m.Groups[1].Value == "codebook").ToArray();
        Assert.Equal(9, blocks.Length);
        Assert.All(blocks, b =>
        {
            var parsed = CodebookFile.Parse(b.Groups[2].Value, "data.md");
            Assert.True(parsed.IsGood, Diagnostics.Render(parsed.Diagnostics, b.Groups[2].Value));
        });
    }

    private static void Put(ZipArchive zip, string name, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(text);
    }

    [GeneratedRegex("```([^\n]*)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("-?[0-9][0-9.,]*")]
    private static partial Regex Number();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex("error R221")]
    private static partial Regex Code221();
}
