using System.Text.Json.Nodes;

namespace Tumen.Cli.Tests;

/// <summary>The protocol from the first message to the last, against the program as it is shipped.</summary>
public sealed class LanguageServerTests : IDisposable
{
    private const string Game = """
        game "Pair", month by month
        player client   may provoke, hold
        player patron   may hold, reward   "the patron"
        situation warmth   cold | close   "how the patron treats the client"
        next warmth   becomes close 0.4 if patron plays reward
                      becomes cold 0.1 if client plays provoke and not patron plays reward
        client   loses risk if client plays provoke   "cost of provoking"
                 gains aid * warmth
        patron   loses price if patron plays reward and client plays hold
        theory "kin" [Somebody]   patron gains kin * warmth
        estimate every weight, prior normal(0, 1); at least 0: aid, risk
        assume discount 0.9
        """;

    private const string Codebook = """
        codebook "Pair" for "pair.game"
        events tests   kind is provoke or hold
        client plays provoke   in a month with any tests
               otherwise hold
        patron otherwise hold
        situation warmth   is close if client played hold 1 month ago
                           otherwise cold
        """;

    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "tumen-lsp-" + Path.GetRandomFileName())).FullName;
    private readonly Editor _editor = new();

    public LanguageServerTests()
    {
        File.WriteAllText(Path.Combine(_folder, "pair.codebook"), Codebook);
        var capabilities = _editor.Ask("initialize", new JsonObject { ["processId"] = null, ["rootUri"] = null, ["capabilities"] = new JsonObject() })["result"]!["capabilities"]!;
        Assert.True(capabilities["renameProvider"]!["prepareProvider"]!.GetValue<bool>());
        _editor.Tell("initialized", new JsonObject());
    }

    public void Dispose()
    {
        _editor.Dispose();
        Directory.Delete(_folder, true);
    }

    private string Uri(string name) => new Uri(Path.Combine(_folder, name)).AbsoluteUri;

    /// <summary>Opens a text and returns what the server publishes about it.</summary>
    private JsonArray Open(string name, string text)
    {
        _editor.Tell("textDocument/didOpen", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri(name), ["languageId"] = "tumen", ["version"] = 1, ["text"] = text } });
        return Published(name);
    }

    private JsonArray Published(string name)
    {
        while (true)
        {
            var notice = _editor.Notice();
            Assert.Equal("textDocument/publishDiagnostics", notice["method"]!.GetValue<string>());
            if (notice["params"]!["uri"]!.GetValue<string>() == Uri(name))
            {
                return notice["params"]!["diagnostics"]!.AsArray();
            }
        }
    }

    private JsonObject At(string name, string text, string line, string word, int offset = 0)
    {
        string[] lines = text.Split('\n');
        int row = Array.FindIndex(lines, l => l.Contains(line, StringComparison.Ordinal));
        int column = lines[row].IndexOf(line, StringComparison.Ordinal) + line.IndexOf(word, StringComparison.Ordinal);
        return new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri(name) }, ["position"] = new JsonObject { ["line"] = row, ["character"] = column + offset } };
    }

    [Fact]
    public void A_mistake_is_shown_while_writing_and_gone_when_mended()
    {
        var found = Open("pair.game", Game.Replace("gains aid * warmth", "gains aid * wamth", StringComparison.Ordinal));
        var error = Assert.Single(found, d => d!["severity"]!.GetValue<int>() == 1)!;
        Assert.Equal("G221", error["code"]!.GetValue<string>());
        Assert.Equal(7, error["range"]!["start"]!["line"]!.GetValue<int>());
        Assert.Contains("help:", error["message"]!.GetValue<string>(), StringComparison.Ordinal);
        _editor.Tell("textDocument/didChange", new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = Uri("pair.game"), ["version"] = 2 },
            ["contentChanges"] = new JsonArray(new JsonObject { ["text"] = Game }),
        });
        Published("pair.codebook");
        Assert.DoesNotContain(Published("pair.game"), d => d!["severity"]!.GetValue<int>() == 1);
    }

    [Fact]
    public void Hover_tells_the_label_and_the_equation()
    {
        Open("pair.game", Game);
        string says = _editor.Ask("textDocument/hover", At("pair.game", Game, "gains aid * warmth", "warmth", 2))["result"]!["contents"]!["value"]!.GetValue<string>();
        Assert.Contains("situation warmth: cold | close", says, StringComparison.Ordinal);
        Assert.Contains("how the patron treats the client", says, StringComparison.Ordinal);
        Assert.Contains("u[client](s, a) has the term + aid · warmth(s)", says, StringComparison.Ordinal);
        says = _editor.Ask("textDocument/hover", At("pair.game", Game, "loses risk", "risk"))["result"]!["contents"]!["value"]!.GetValue<string>();
        Assert.Contains("weight risk, prior normal(0, 1), at least 0", says, StringComparison.Ordinal);
        Assert.Contains("cost of provoking", says, StringComparison.Ordinal);
    }

    [Fact]
    public void Completion_offers_what_can_follow()
    {
        string text = Game + "\nclient   gains x if patron plays \n         gains y if warmth is \n         gains \n";
        Open("pair.game", text);
        string[] Labels(string line, int offset) => [.. _editor.Ask("textDocument/completion", At("pair.game", text, line, line, offset))["result"]!.AsArray().Select(i => i!["label"]!.GetValue<string>())];
        Assert.Equal(["hold", "reward"], Labels("gains x if patron plays ", 24).Take(2));
        Assert.DoesNotContain("provoke", Labels("gains x if patron plays ", 24)); // a move of the client
        Assert.Equal(["cold", "close"], Labels("gains y if warmth is ", 21).Take(2));
        Assert.Contains("not", Labels("gains y if warmth is ", 21));
        Assert.Contains("warmth", Labels("         gains \n".TrimEnd('\n'), 15));
        Assert.Contains("lack of", Labels("         gains \n".TrimEnd('\n'), 15));
        Assert.Contains("situation", Labels("assume discount", 0));
    }

    [Fact]
    public void Definition_leads_from_the_codebook_to_the_game()
    {
        Open("pair.game", Game);
        Open("pair.codebook", Codebook);
        var there = _editor.Ask("textDocument/definition", At("pair.codebook", Codebook, "client played hold", "hold"))["result"]!;
        Assert.Equal(Uri("pair.game"), there["uri"]!.GetValue<string>());
        Assert.Equal(1, there["range"]!["start"]!["line"]!.GetValue<int>());
        Assert.Equal(Game.Split('\n')[1].IndexOf("hold", StringComparison.Ordinal), there["range"]!["start"]!["character"]!.GetValue<int>());
    }

    // `hold` is a move of both players and, in the codebook, also a value in the data: only the client's move takes the new name.
    [Fact]
    public void Rename_changes_one_players_move_in_every_file_and_nothing_else()
    {
        Open("pair.game", Game);
        var answer = _editor.Ask("textDocument/rename", With(At("pair.game", Game, "provoke, hold", "hold"), "wait"));
        Assert.True(answer["result"] is not null, answer.ToJsonString());
        var changes = answer["result"]!["changes"]!.AsObject();
        string game = Apply(Game, changes[Uri("pair.game")]!.AsArray()), codebook = Apply(Codebook, changes[Uri("pair.codebook")]!.AsArray());
        Assert.Equal(Game.Replace("provoke, hold", "provoke, wait", StringComparison.Ordinal).Replace("client plays hold", "client plays wait", StringComparison.Ordinal), game);
        Assert.Equal(Codebook.Replace("       otherwise hold", "       otherwise wait", StringComparison.Ordinal).Replace("client played hold", "client played wait", StringComparison.Ordinal), codebook);
    }

    [Theory]
    [InlineData("two words", "is not a name")]
    [InlineData("if", "fixed meaning")]
    [InlineData("patron", "already a player")]
    public void Rename_refuses_what_would_break_the_game(string name, string why)
    {
        Open("pair.game", Game);
        Assert.Contains(why, _editor.Ask("textDocument/rename", With(At("pair.game", Game, "situation warmth", "warmth"), name))["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Format_is_the_one_layout_and_a_second_time_nothing()
    {
        Open("pair.game", Game);
        var ask = new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri("pair.game") }, ["options"] = new JsonObject { ["tabSize"] = 2, ["insertSpaces"] = true } };
        string once = Assert.Single(_editor.Ask("textDocument/formatting", ask)["result"]!.AsArray())!["newText"]!.GetValue<string>();
        Open("pair.game", once);
        Assert.Empty(_editor.Ask("textDocument/formatting", ask.DeepClone())["result"]!.AsArray());
    }

    [Fact]
    public void Nonsense_is_answered_and_the_server_stays()
    {
        _editor.Raw("Content-Length: 9\r\n\r\nnot json!");
        Assert.Equal(-32700, _editor.Notice()["error"]!["code"]!.GetValue<int>());
        Assert.Equal(-32601, _editor.Ask("textDocument/unheardOf", new JsonObject())["error"]!["code"]!.GetValue<int>());
        Assert.Equal(-32602, _editor.Ask("textDocument/hover", new JsonObject())["error"]!["code"]!.GetValue<int>());
        Assert.Null(_editor.Ask("textDocument/hover", At("nowhere.game", "x", "x", "x"))["result"]);
        Assert.Null(_editor.Ask("shutdown")["result"]);
        Assert.Equal(-32600, _editor.Ask("textDocument/hover", new JsonObject())["error"]!["code"]!.GetValue<int>());
        Assert.Equal(0, _editor.Exit());
    }

    private static JsonObject With(JsonObject at, string name)
    {
        at["newName"] = name;
        return at;
    }

    private static string Apply(string text, JsonArray edits)
    {
        string[] lines = text.Split('\n');
        foreach (var e in edits.OrderByDescending(e => e!["range"]!["start"]!["character"]!.GetValue<int>()))
        {
            int row = e!["range"]!["start"]!["line"]!.GetValue<int>(), from = e["range"]!["start"]!["character"]!.GetValue<int>(), to = e["range"]!["end"]!["character"]!.GetValue<int>();
            lines[row] = lines[row][..from] + e["newText"]!.GetValue<string>() + lines[row][to..];
        }

        return string.Join('\n', lines);
    }
}
