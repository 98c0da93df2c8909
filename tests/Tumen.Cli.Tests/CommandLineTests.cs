using System.Diagnostics;
using System.Text.Json;

namespace Tumen.Cli.Tests;

/// <summary>Words of the command line: options by verb, suggestions, help, completion, and the one form of JSON.</summary>
public sealed class CommandLineTests : IDisposable
{
    private const string Game = """
        game "Small", month by month
        player client   may provoke, hold
        player patron   may maintain, reward
        all move at once
        situation warmth  cold | close   starts cold
        next warmth  becomes close 0.6 if patron plays reward
                     becomes cold 0.4 if patron plays maintain
        client  loses risk if client plays provoke
        patron  loses price if patron plays reward
        theory "fear" [Someone 2001] patron gains fear if patron plays reward and client plays provoke
        estimate every weight, prior normal(0, 1)
        assume discount 0.9

        """;

    private const string Tree = "EFG 2 R \"t\" { \"a\" \"b\" }\np \"\" 1 1 \"\" { \"l\" \"r\" } 0\nt \"\" 1 \"\" { 1, 2 }\nt \"\" 2 \"\" { 0, 0 }\n";

    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    private static string[] Verbs() => [.. Tumen.Cli.Verbs.All.Select(v => v.Name)];

    public static TheoryData<string, string> Mistakes => new()
    {
        { "sutdy .", "there is no verb `sutdy`; did you mean `study`?" },
        { "help sovle", "there is no verb `sovle`; did you mean `solve`?" },
        { "g.game", "there is no verb `g.game`; it is a game: try tumen format g.game" },
        { "--json check g.game", "`--json` stands before the verb" },
        { "check g.game --jsn", "unknown option --jsn; did you mean --json?" },
        { "check g.game --periods 3", "--periods is an option of solve, not of check" },
        { "watch x --chain 3", "unknown option --chain; --chains is an option of sample" },
        { "check g.game -h2", "unknown option -h2" },
        { "solve g.game --precision 1 --precision 2", "--precision is given twice" },
        { "solve g.game --precision", "--precision needs a value: --precision X|inf" },
        { "solve g.game --values shock", "--values is `shock`; expected shocks or errors; did you mean `shocks`?" },
        { "solve g.game --theory faer", "the game has no theory \"faer\"; it has \"fear\"; did you mean `fear`?" },
        { "solve g.game --threads 0", "--threads is `0`; expected a whole number above 0" },
        { "solve g.game --seed -1", "--seed is `-1`; expected a whole number" },
        { "solve g.study", "g.study is a study; solve takes a game" },
        { "code g.game", "g.game is a game; code takes a study\n  try tumen format g.game, tumen solve g.game" },
        { "check t.csv", "t.csv is a table, which is checked with the study or the game that reads it" },
        { "format t.efg", "t.efg is a game tree (.efg); format takes" },
        { "completion bsh", "there is no completion for bsh; expected bash, zsh, fish or powershell; did you mean `bash`?" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_with_what_was_meant(string line, string says)
    {
        _cli.Write("g.game", Game);
        _cli.Write("g.study", "study \"q\"\ngame \"g.game\"\n");
        _cli.Write("t.csv", "a,b\n1,2\n");
        _cli.Write("t.efg", Tree);
        var (exit, text, error) = _cli.Run(line.Split(' '));
        Assert.Equal(2, exit);
        Assert.Empty(text);
        Assert.StartsWith("error: " + says, error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_folder_is_refused() => Assert.Contains("--out is empty; name a folder", _cli.Run("solve", _cli.Write("g.game", Game), "--out", "").Error, StringComparison.Ordinal);

    [Fact]
    public void Every_verb_has_help_with_examples_and_no_line_is_wider_than_a_terminal()
    {
        string all = _cli.Run("help").Out;
        foreach (string verb in Verbs())
        {
            Assert.Contains($"tumen {verb} ", all, StringComparison.Ordinal);
        }

        Assert.Equal(Tumen.Cli.Verbs.All.Count, all.Split('\n').Count(l => l.StartsWith("  tumen ", StringComparison.Ordinal)));
        foreach (string verb in (string[])["fit", "solve"])
        {
            string help = _cli.Run("help", verb).Out;
            Assert.Equal(help, _cli.Run(verb, "--help").Out);
            Assert.Contains($"Examples:\n  tumen {verb} ", help, StringComparison.Ordinal);
            Assert.Contains("--threads N", help, StringComparison.Ordinal);
        }

        Assert.All(all.Split('\n'), l => Assert.True(l.Length <= 80, l));
    }

    [Fact]
    public void The_reference_page_is_what_the_program_says() =>
        Assert.Equal(File.ReadAllText(Path.Combine(Root(), "docs", "cli.md")).ReplaceLineEndings("\n"), _cli.Run("help", "--reference").Out);

    [Fact]
    public void Verbs_that_read_texts_have_json_too()
    {
        string game = _cli.Write("g.game", Game);
        JsonElement check = _cli.Json("check", game), format = _cli.Json("format", game), explain = _cli.Json("explain", game), story = _cli.Json("explain", "G214");
        Assert.True(check.GetProperty("sound").GetBoolean());
        Assert.Equal("2 players, 2 situations, 4 joint moves, 3 weights, 0 chances, 1 theory", check.GetProperty("holds").GetString());
        Assert.Equal(_cli.Run("format", game).Out, format.GetProperty("text").GetString());
        Assert.Contains(explain.GetProperty("equations").EnumerateArray(), e => e.GetProperty("theory").GetString() == "fear" && e.GetProperty("latex").GetString()!.Length > 0);
        Assert.Equal("G214", story.GetProperty("code").GetString());
        Assert.All((JsonElement[])[check, format, explain, story], d => Assert.Equal(1, d.GetProperty("seed").GetInt32()));
    }

    [Fact]
    public void A_mistake_in_a_file_is_a_document_when_json_is_asked_for()
    {
        var (exit, text, _) = _cli.Run("check", _cli.Write("g.game", Game.Replace("plays reward", "plays rewrd", StringComparison.Ordinal)), "--json");
        Assert.Equal(2, exit);
        using var json = JsonDocument.Parse(text);
        Assert.False(json.RootElement.GetProperty("sound").GetBoolean());
        var first = json.RootElement.GetProperty("diagnostics")[0];
        Assert.Equal("error", first.GetProperty("severity").GetString());
        Assert.Equal(6, first.GetProperty("line").GetInt32());
        Assert.Contains("rewrd", first.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_its_ending_is_known_by_its_words_and_standard_input_too()
    {
        var named = _cli.Json("solve", _cli.Write("tree.txt", Tree));
        Assert.Equal("t", named.GetProperty("game").GetString());
        Assert.Equal(0, _cli.Run("solve", _cli.Write("g.txt", Game), "--quiet").Exit);
        var (exit, text, error) = _cli.Feed(Tree, "solve", "/dev/stdin", "--json");
        Assert.True(exit == 0, error);
        using var json = JsonDocument.Parse(text);
        Assert.Equal("/dev/stdin", json.RootElement.GetProperty("inputs").EnumerateObject().Single().Name);
        Assert.Equal(named.GetProperty("equilibria").ToString(), json.RootElement.GetProperty("equilibria").ToString());
    }

    [Fact]
    public void Bash_completes_verbs_options_and_their_values()
    {
        if (!File.Exists("/bin/bash"))
        {
            Assert.Skip("bash is not here");
        }

        string script = _cli.Write("c.bash", _cli.Run("completion", "bash").Out);
        Assert.Equal("solve", Completed(script, "tumen", "sol"));
        Assert.Equal("--precision", Completed(script, "tumen", "solve", "--prec"));
        Assert.Equal("errors", Completed(script, "tumen", "solve", "--values", "er"));
        Assert.Equal("egame12 egame122 egame123", Completed(script, "tumen", "fit", "eg"));
        Assert.Equal("", Completed(script, "tumen", "check", "--prec"));
    }

    [Theory]
    [InlineData("zsh", "--precision[precision of choice")]
    [InlineData("fish", "-l precision -r -d")]
    [InlineData("powershell", "'solve --values' = @('shocks', 'errors')")]
    public void Other_shells_have_scripts_that_name_every_verb(string shell, string holds)
    {
        string script = _cli.Run("completion", shell).Out;
        Assert.Contains(holds, script, StringComparison.Ordinal);
        Assert.All(Verbs(), v => Assert.Contains(v, script, StringComparison.Ordinal));
    }

    private static string Completed(string script, params string[] words)
    {
        string line = string.Join(' ', words.Select(w => $"'{w}'"));
        var start = new ProcessStartInfo("/bin/bash") { RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"source '{script}'; COMP_WORDS=({line}); COMP_CWORD={words.Length - 1}; _tumen; echo \"${{COMPREPLY[*]}}\"");
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start");
        string found = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return found.Trim();
    }

    private static string Root()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "ARCHITECTURE.md")))
            {
                return at.FullName;
            }
        }

        throw new DirectoryNotFoundException("the tests lie inside the sources");
    }
}
