using System.Text.Json.Nodes;

namespace Tumen.Cli.Tests;

/// <summary>Outline, references, prepared rename, ways to mend and colours by meaning, over standard input and output.</summary>
public sealed class EditorHelpTests : IDisposable
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

    private readonly string _folder = Directory.CreateTempSubdirectory("tumen-lsp-").FullName;
    private readonly Editor _editor = new();

    public EditorHelpTests()
    {
        File.WriteAllText(Path.Combine(_folder, "pair.codebook"), Codebook);
        var can = _editor.Ask("initialize", new JsonObject { ["capabilities"] = new JsonObject() })["result"]!["capabilities"]!;
        foreach (string provider in (string[])["documentSymbolProvider", "referencesProvider"])
        {
            Assert.True(can[provider]!.GetValue<bool>());
        }

        Assert.True(can["renameProvider"]!["prepareProvider"]!.GetValue<bool>());
        Assert.Equal("quickfix", can["codeActionProvider"]!["codeActionKinds"]![0]!.GetValue<string>());
    }

    public void Dispose()
    {
        _editor.Dispose();
        Directory.Delete(_folder, true);
    }

    private string Uri(string name) => new Uri(Path.Combine(_folder, name)).AbsoluteUri;

    private void Open(string name, string text) =>
        _editor.Tell("textDocument/didOpen", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri(name), ["languageId"] = "tumen", ["version"] = 1, ["text"] = text } });

    private JsonNode? Ask(string method, string name, int line = 0, int character = 0, Action<JsonObject>? more = null)
    {
        var p = new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri(name) }, ["position"] = new JsonObject { ["line"] = line, ["character"] = character } };
        more?.Invoke(p);
        return _editor.Ask("textDocument/" + method, p)["result"];
    }

    [Fact]
    public void The_outline_names_every_clause_and_what_belongs_to_it()
    {
        Open("pair.game", Game);
        var symbols = Ask("documentSymbol", "pair.game")!.AsArray();
        Assert.Equal(["game \"Pair\", month by month", "client", "patron", "warmth", "next warmth becomes close 0.4 if patron plays reward", "client loses risk if client plays provoke \"cost of provoking\""],
            symbols.Take(6).Select(s => s!["name"]!.GetValue<string>()).Select(n => n.TrimEnd('…')).Select((n, i) => i == 5 ? "client loses risk if client plays provoke \"cost of provoking\"" : n));
        Assert.Equal(["provoke", "hold"], symbols[1]!["children"]!.AsArray().Select(c => c!["name"]!.GetValue<string>()));
        Assert.Equal(["risk", "aid"], symbols[5]!["children"]!.AsArray().Select(c => c!["name"]!.GetValue<string>()));
        Assert.Contains(symbols, s => s!["name"]!.GetValue<string>() == "kin");
        Assert.Equal(Game.Split('\n').Length - 1, symbols[^1]!["range"]!["end"]!["line"]!.GetValue<int>());
        Assert.All(symbols, s => Assert.True(Before(s!["range"]!["start"]!, s["selectionRange"]!["start"]!) && Before(s["selectionRange"]!["end"]!, s["range"]!["end"]!)));
    }

    private static bool Before(JsonNode a, JsonNode b) => (a["line"]!.GetValue<int>(), a["character"]!.GetValue<int>()).CompareTo((b["line"]!.GetValue<int>(), b["character"]!.GetValue<int>())) <= 0;

    [Fact]
    public void References_are_the_words_that_mean_the_same_in_every_file()
    {
        Open("pair.game", Game);
        var all = Ask("references", "pair.game", 1, 30, p => p["context"] = new JsonObject { ["includeDeclaration"] = true })!.AsArray(); // `hold` of the client
        Assert.Equal(2, all.Count(r => r!["uri"]!.GetValue<string>() == Uri("pair.game")));
        Assert.Equal(2, all.Count(r => r!["uri"]!.GetValue<string>() == Uri("pair.codebook"))); // not the value in the data, not the patron's
        Assert.Equal(all.Count - 1, Ask("references", "pair.game", 1, 30, p => p["context"] = new JsonObject { ["includeDeclaration"] = false })!.AsArray().Count);
        Assert.Empty(Ask("references", "pair.game", 11, 1)!.AsArray());
    }

    [Fact]
    public void A_rename_begins_from_the_name_and_only_where_there_is_one()
    {
        Open("pair.game", Game);
        var name = Ask("prepareRename", "pair.game", 3, 12)!;
        Assert.Equal("warmth", name["placeholder"]!.GetValue<string>());
        Assert.Equal(10, name["range"]!["start"]!["character"]!.GetValue<int>());
        Assert.Equal(16, name["range"]!["end"]!["character"]!.GetValue<int>());
        Assert.Equal("kin", Ask("prepareRename", "pair.game", 9, 9)!["placeholder"]!.GetValue<string>());
        Assert.Null(Ask("prepareRename", "pair.game", 11, 2));
    }

    [Theory]
    [InlineData("gains aid * warmth\n", "gains aid * wamth\n", "Write `warmth`")]
    [InlineData("client plays provoke   \"cost", "client plays provok   \"cost", "Write `provoke`")]
    [InlineData("assume discount", "asume discount", "Write `assume`")]
    [InlineData("next warmth   becomes close 0.4 if patron plays reward\n              becomes cold 0.1 if client plays provoke and not patron plays reward\n", "", "Add a law: `warmth` becomes close with chance 0.1 when client plays provoke")]
    [InlineData("next warmth   becomes close 0.4 if patron plays reward\n              becomes cold 0.1 if client plays provoke and not patron plays reward\n", "", "Add a law: `warmth` never changes")]
    [InlineData("estimate every weight, prior normal(0, 1); at least 0: aid, risk\n", "", "Add the prior: every weight normal(0, 1)")]
    public void What_was_found_is_mended_by_the_change_offered(string sound, string broken, string title)
    {
        string text = Game.Replace(sound, broken, StringComparison.Ordinal);
        Assert.NotEqual(Game, text);
        Open("pair.game", text);
        var actions = Ask("codeAction", "pair.game", more: p => p["range"] = new JsonObject { ["start"] = new JsonObject { ["line"] = 0, ["character"] = 0 }, ["end"] = new JsonObject { ["line"] = 99, ["character"] = 0 } })!.AsArray();
        var action = Assert.Single(actions, a => a!["title"]!.GetValue<string>() == title)!;
        string code = action["diagnostics"]![0]!["code"]!.GetValue<string>();
        var edit = Assert.Single(action["edit"]!["changes"]![Uri("pair.game")]!.AsArray())!;
        string mended = Edited(text, edit);
        Open("pair.game", mended);
        var after = Ask("codeAction", "pair.game", more: p => p["range"] = new JsonObject { ["start"] = new JsonObject { ["line"] = 0, ["character"] = 0 }, ["end"] = new JsonObject { ["line"] = 99, ["character"] = 0 } })!.AsArray();
        Assert.DoesNotContain(after, a => a!["diagnostics"]![0]!["code"]!.GetValue<string>() == code);
    }

    private static string Edited(string text, JsonNode edit)
    {
        string[] lines = text.Split('\n');
        int Offset(JsonNode p) => lines.Take(p["line"]!.GetValue<int>()).Sum(l => l.Length + 1) + p["character"]!.GetValue<int>();
        int from = Offset(edit["range"]!["start"]!), to = Offset(edit["range"]!["end"]!);
        return text[..from] + edit["newText"]!.GetValue<string>() + text[to..];
    }

    [Fact]
    public void Words_are_coloured_by_what_they_mean()
    {
        Open("pair.codebook", Codebook);
        Open("pair.game", Game);
        int[] data = [.. Ask("semanticTokens/full", "pair.codebook")!["data"]!.AsArray().Select(n => n!.GetValue<int>())];
        var words = new List<(string Word, int Type)>();
        string[] lines = Codebook.Split('\n');
        int line = 0, column = 0;
        for (int i = 0; i < data.Length; i += 5)
        {
            column = data[i] == 0 ? column + data[i + 1] : data[i + 1];
            line += data[i];
            words.Add((lines[line].Substring(column, data[i + 2]), data[i + 3]));
        }

        const int Keyword = 0, Class = 1, Value = 2, Variable = 3, Set = 6;
        Assert.Contains(("events", Keyword), words);
        Assert.Contains(("tests", Set), words);
        Assert.Contains(("client", Class), words);
        Assert.Contains(("provoke", Value), words);
        Assert.Contains(("warmth", Variable), words);
        Assert.Equal(3, words.Count(w => w == ("hold", Value))); // the value in the data is none of the players' moves
        Assert.All(words, w => Assert.False(string.IsNullOrWhiteSpace(w.Word)));
    }
}
