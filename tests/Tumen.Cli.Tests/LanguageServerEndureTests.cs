using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Tumen.Numerics;

namespace Tumen.Cli.Tests;

/// <summary>Nothing that is sent ends the language server, and any address is a document, answered under that address.</summary>
public sealed class LanguageServerEndureTests : IDisposable
{
    private const string Sound = "game \"x\", month by month\nplayer a may go, stay\nplayer b may go, stay\nsituation warmth cold | close\nnext warmth becomes close 0.2 if a plays go\na gains w * warmth\nassume discount 0.9\nestimate every weight, prior normal(0, 1)\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("tumen-lsp-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    private static Editor Begun()
    {
        var editor = new Editor();
        editor.Ask("initialize", new JsonObject { ["processId"] = null, ["rootUri"] = null, ["capabilities"] = new JsonObject() });
        return editor;
    }

    private static JsonObject Document(string uri, string? text = null)
    {
        var document = new JsonObject { ["uri"] = uri };
        if (text is not null)
        {
            (document["languageId"], document["version"], document["text"]) = ("tumen", 1, text);
        }

        return new JsonObject { ["textDocument"] = document };
    }

    public static TheoryData<string> Addresses =>
    [
        "untitled:Untitled-1", "untitled:x.game", "git:/tmp/x.game?%7B%22ref%22%3A%22%22%7D", "vscode-vfs://github/o/r/x.game", "file:///c%3A/Users/J%C3%BCrgen/x.game", "file://server/share/x.game",
        "file:///tmp/a%23b.game", "file:///tmp/100%25.game", "file:///tmp/x.game#frag", "FILE:///tmp/x.game", "x.game", "", "file:///nosuch/dir/x.game", "file:///tmp/%00.game", "file://", "file:///",
        "http://[broken/x.game", "a b\tc", "../../x.game", "file:relative.game", "\uD83D\uDE00:😀.game",
    ];

    [Theory]
    [MemberData(nameof(Addresses))]
    public void Any_address_is_a_document_and_comes_back_as_it_was_given(string uri)
    {
        using var editor = Begun();
        editor.Tell("textDocument/didOpen", Document(uri, Sound.Replace("warmth\nassume", "wamth\nassume", StringComparison.Ordinal)));
        var notice = editor.Notice();
        Assert.Equal("textDocument/publishDiagnostics", notice["method"]!.GetValue<string>());
        Assert.Equal(uri, notice["params"]!["uri"]!.GetValue<string>());
        Assert.Contains(notice["params"]!["diagnostics"]!.AsArray(), d => d!["code"]!.GetValue<string>() == "G221");
        var where = Document(uri);
        where["position"] = new JsonObject { ["line"] = 3, ["character"] = 12 };
        Assert.Contains("situation warmth", editor.Ask("textDocument/hover", where.DeepClone())["result"]!["contents"]!["value"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(uri, editor.Ask("textDocument/definition", where)["result"]!["uri"]!.GetValue<string>());
        editor.Ask("shutdown");
        Assert.Equal(0, editor.Exit());
    }

    [Fact]
    public void An_old_version_of_a_file_says_nothing_about_the_file()
    {
        using var editor = Begun();
        string file = new Uri(Path.Combine(_folder, "x.game")).AbsoluteUri;
        editor.Tell("textDocument/didOpen", Document(file, Sound));
        editor.Tell("textDocument/didOpen", Document("git:" + file["file://".Length..] + "?old", "game \"x\", month by month\nplayer"));
        Assert.Equal(file, editor.Notice()["params"]!["uri"]!.GetValue<string>());
        Assert.StartsWith("git:", editor.Notice()["params"]!["uri"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(0, editor.Ask("textDocument/formatting", Document(file))["result"]!.AsArray().Count(e => e!["newText"]!.GetValue<string>().EndsWith("player", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_text_without_a_name_is_read_as_what_it_begins_with()
    {
        using var editor = Begun();
        editor.Tell("textDocument/didOpen", Document("untitled:Untitled-7", "# mine\nstudy \"q\"\ngame \"x.game\"\nrekords \"e.csv\"\n"));
        Assert.Contains("no clause of a study starts with", editor.Notice()["params"]!["diagnostics"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 24\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":5,", -32700)]
    [InlineData("Content-Length: 2\r\n\r\n[]", -32600)]
    [InlineData("Content-Length: 4\r\n\r\nnull", -32600)]
    [InlineData("Content-Length: 16\r\n\r\n{\"jsonrpc\":\"2.0\"", -32700)]
    [InlineData("Content-Length: 17\r\n\r\n{\"jsonrpc\":\"2.0\"}", -32600)]
    [InlineData("Content-Length: minus\r\n\r\n", -32700)]
    [InlineData("Content-Length: -4\r\n\r\n", -32700)]
    [InlineData("X: y\r\n\r\n", -32700)]
    [InlineData("Content-Length: 27\r\n\r\n{\"method\":\"x\",\"id\":{\"a\":1}}", -32600)]
    [InlineData("Content-Length: 29\r\n\r\n{\"method\":\"x\",\"id\":\"\\ud800\"}  ", -32600)]
    public void What_is_no_message_is_refused_and_the_next_is_served(string raw, int code)
    {
        using var editor = Begun();
        editor.Raw(raw);
        Assert.Equal(code, editor.Notice()["error"]!["code"]!.GetValue<int>());
        Assert.NotNull(editor.Ask("shutdown"));
        Assert.Equal(0, editor.Exit());
    }

    [Fact]
    public void A_message_of_a_hundred_megabytes_is_passed_over()
    {
        using var editor = Begun();
        editor.Raw("Content-Length: 100000000\r\n\r\n");
        string piece = new('x', 1_000_000);
        for (int k = 0; k < 100; k++)
        {
            editor.Raw(piece);
        }

        Assert.Equal(-32700, editor.Notice()["error"]!["code"]!.GetValue<int>());
        editor.Ask("shutdown");
        Assert.Equal(0, editor.Exit());
    }

    [Fact]
    public void Before_initialize_nothing_is_served()
    {
        using var editor = new Editor();
        Assert.Equal(-32002, editor.Ask("textDocument/hover", Document("x.game"))["error"]!["code"]!.GetValue<int>());
    }

    [Fact]
    public async Task Two_thousand_messages_drawn_by_a_seed_leave_the_server_serving()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "tumen.dll"));
        start.ArgumentList.Add("lsp");
        using var server = Process.Start(start)!;
        var listening = server.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var input = server.StandardInput.BaseStream;
        void Send(string body) => input.Write(Encoding.UTF8.GetBytes($"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));
        Send("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}""");
        var random = new Philox(20260730, 0);
        for (int k = 0; k < 2000; k++)
        {
            string body = Message(random, k);
            if (random.NextIndex(20) == 0)
            {
                body = body[..random.NextIndex(body.Length)]; // cut short
            }

            Send(body);
            if (random.NextIndex(50) == 0)
            {
                input.Write(Encoding.UTF8.GetBytes(Pick(random, "Content-Length: x\r\n\r\n", "\r\n\r\n", "A: b\r\n\r\n", "Content-Length: 99999999999999999999\r\n\r\n")));
            }
        }

        Send(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = "textDocument/didOpen", ["params"] = Document("untitled:last.game", Sound) }.ToJsonString());
        var where = Document("untitled:last.game");
        where["position"] = new JsonObject { ["line"] = 3, ["character"] = 12 };
        Send(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = "last", ["method"] = "textDocument/hover", ["params"] = where }.ToJsonString());
        Send("""{"jsonrpc":"2.0","id":"down","method":"shutdown"}""");
        Send("""{"jsonrpc":"2.0","method":"exit"}""");
        input.Flush();
        input.Close();
        Assert.True(server.WaitForExit(300_000), "the server does not leave");
        string all = await listening.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.True(server.ExitCode == 0, $"exit {server.ExitCode}: {await server.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
        Assert.Contains("situation warmth", all[all.IndexOf("\"id\":\"last\"", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.DoesNotContain("-32603", all); // nor was any of them a mistake of the program
    }

    private static string Pick(Philox random, params string[] of) => of[random.NextIndex(of.Length)];

    private static string Message(Philox random, int k)
    {
        string method = Pick(random, "textDocument/hover", "textDocument/completion", "textDocument/definition", "textDocument/references", "textDocument/documentSymbol", "textDocument/prepareRename", "textDocument/rename",
            "textDocument/codeAction", "textDocument/semanticTokens/full", "textDocument/formatting", "textDocument/didOpen", "textDocument/didOpen", "textDocument/didChange", "textDocument/didClose", "initialized", "$/cancelRequest",
            "workspace/symbol", "", "textDocument/", "initialize");
        var message = new JsonObject { ["jsonrpc"] = "2.0", ["method"] = random.NextIndex(40) == 0 ? JsonValue.Create(7) : method };
        bool notice = method.StartsWith("textDocument/did", StringComparison.Ordinal) || method is "initialized" or "$/cancelRequest";
        if (!notice || random.NextIndex(10) == 0)
        {
            message["id"] = random.NextIndex(8) switch { 0 => JsonValue.Create("t" + k), 1 => JsonValue.Create(-1.5), 2 => new JsonArray(1), 3 => null, _ => JsonValue.Create(k + 10) };
        }

        JsonNode? parameters = random.NextIndex(15) switch { 0 => null, 1 => new JsonArray(1, "a"), 2 => JsonValue.Create("x"), _ => Parameters(random) };
        message["params"] = parameters;
        return message.ToJsonString();
    }

    private static JsonObject Parameters(Philox random)
    {
        string uri = Pick(random, "untitled:1.game", "untitled:2", "file:///tmp/no/such.study", "git:/a.codebook?x", "claims.claims", "untitled:1.codebook", "file://host/x.game", "", "untitled:e.game");
        var p = Document(uri, random.NextIndex(3) == 0 ? null : Text(random));
        JsonNode Position() => new JsonObject { ["line"] = Whole(random), ["character"] = Whole(random) };
        p["position"] = random.NextIndex(12) == 0 ? JsonValue.Create("here") : Position();
        p["range"] = new JsonObject { ["start"] = Position(), ["end"] = Position() };
        p["newName"] = Pick(random, "x", "", "two words", "if", "\"", "ß", new string('n', 500));
        p["contentChanges"] = random.NextIndex(8) switch { 0 => new JsonArray(), 1 => JsonValue.Create(3), 2 => new JsonArray(new JsonObject()), _ => new JsonArray(new JsonObject { ["text"] = Text(random) }) };
        p["context"] = new JsonObject { ["diagnostics"] = new JsonArray(), ["includeDeclaration"] = random.NextIndex(2) == 0 };
        return p;
    }

    private static JsonNode Whole(Philox random) => random.NextIndex(12) switch { 0 => -1, 1 => int.MaxValue, 2 => 1e300, 3 => 2.5, 4 => long.MaxValue, _ => random.NextIndex(12) };

    // A sound text of each kind with words of it struck, doubled, or put elsewhere; and strange signs.
    private static string Text(Philox random)
    {
        string text = Pick(random, Sound, "codebook \"c\" for \"1.game\"\nevents tests kind is test\na plays go in a month with any tests\n otherwise stay\n", "study \"q\"\ngame \"1.game\"\nrecords \"e.csv\"\ncompare base\n",
            "claim c1 theory \"t\"\n theory \"x\"\n", "game \"e\", once\nplayer a may go, stay\nplayer b may go, stay\na is s | w, known to a, prior 1/3 s\nfirst a moves, then b\na gains 2 if b plays go\n", "");
        var words = text.Split(' ').ToList();
        for (int n = random.NextIndex(6); n > 0 && words.Count > 0; n--)
        {
            int at = random.NextIndex(words.Count);
            switch (random.NextIndex(5))
            {
                case 0: words.RemoveAt(at); break;
                case 1: words.Insert(at, words[random.NextIndex(words.Count)]); break;
                case 2: words[at] = Pick(random, "\"", "[", "((((", "\n", "\r", "\t", "\0", "\uFEFF", "1e999", "2020-13", "😀", "\u2028", "#"); break;
                case 3: words[at] += "\n"; break;
                default: words.Insert(at, new string('(', 1 + random.NextIndex(400))); break;
            }
        }

        return string.Join(' ', words);
    }
}
