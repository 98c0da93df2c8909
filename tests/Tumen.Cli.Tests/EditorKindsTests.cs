using System.Text.Json.Nodes;

namespace Tumen.Cli.Tests;

/// <summary>Every kind of file in one editor session over standard input and output: completion, hover, definition, rename, layout, diagnostics.</summary>
public sealed class EditorKindsTests(EditorKindsTests.Session session) : IClassFixture<EditorKindsTests.Session>, IDisposable
{
    private const string Panel = """
        game "Rivals", month by month
        for each dyad
        player i, j   may hold = 1, press = 2
        situation hit of each   no | yes   "was hit"
        situation support       from -2 to 2 by 0.5   "support at home"
        next hit of each   is yes if other plays press, else no
        next support       drawn normal, deviation 0.3, mean 0.05, 0.9 * support, -0.2 if i plays press
        covariate wealth of each, distance by dyad
        group country of each, region
        each   gains taste if it plays press   "a taste for pressing"
               gains revenge * support if it plays above other and their hit is yes
               loses reach * distance if number of others that play press at least 1
        weight taste differs by country
        weight reach differs by dyad
        estimate every weight, prior normal(0, 1)
        assume discount 0.9
        """;

    private const string Once = """
        game "Escalation", once, errors normal
        for each dispute
        player challenger   "who may start"
        player target
        move escalation of challenger   may accept, escalate
        move reply of target            may give_in, fight   if escalation is escalate
        outcome calm        if escalation is accept
        outcome surrender   if reply is give_in
        outcome war         if reply is fight
        covariate balance by dispute
        challenger   gains peace if outcome is calm   "quiet"
                     gains fighting if outcome is war
        target       gains resolve * balance if outcome is war
        estimate every weight, prior flat
        """;

    private const string Offer = """
        game "Offers", once, errors logistic, private information
        player proposer
        player responder
        move offer of proposer from 0 to 100
        move answer of responder may refuse, accept
        proposer    gains keep if answer is refuse
        responder   gains pride if answer is refuse
        estimate every weight, prior flat
        """;

    private const string Episode = """
        game "Signal", once
        player client   may flirt, wait   as signal
        player patron   may pay, hold
        client is wavering | loyal, known to client, prior 1/5 wavering
        first client moves, then patron
        patron sees signal
        let B = 10, r = 4
        client   gains r if patron plays pay
        patron   loses r if patron plays pay
                 loses B if client is wavering and patron plays hold
        """;

    private const string Game = """
        game "Pair", month by month
        player client   may provoke, wait
        player patron   may hold, reward
        situation warmth   cold | close
        next warmth   becomes close 0.4 if patron plays reward   becomes cold 0.1 if client plays provoke
        client   loses risk if client plays provoke
                 gains aid * warmth if client plays wait
        patron   loses price if patron plays reward
        theory "kin" [Somebody]   patron gains kin * warmth if patron plays reward
        theory "pride" [Another]   builds on "kin"   patron gains pride if patron plays hold
        threats of client provoke
        estimate every weight, prior normal(0, 1)
        assume discount 0.9
        """;

    private const string Codebook = """
        codebook "Pair" for "pair.game"
        events tests   kind is test
        client plays provoke   in a month with any tests
               otherwise wait
        patron plays reward    in a month with any tests 1 month ago
               otherwise hold
        situation warmth   is close if client played wait 1 month ago
                           otherwise cold
        """;

    private const string Study = """
        study "Who gives?"
        game "pair.game"
        records "events.csv" coded by "pair.codebook", 2000-01 to 2009-12
        compare base, "kin", "pride", holding out the last 12 months
        family "all" "kin", "pride"
        also assume "eras" weights of patron differ after 2004-12
        foretell "the end" 2008-01 to 2009-12
        leave out "the crisis" 2003-01 to 2003-12
        placebo "another" "events.csv" coded by "pair.codebook", 2000-01 to 2009-12
        power 2 records of each theory
        what if "no threats" defang provoke of client; weight aid = 0, from 2005-01 for 12 months
        watch "gift" patron plays reward within 3 months
        episode "a signal" "signal.game" in 2005-01 going on under "kin"
        claims "text.claims"
        """;

    private const string Claims = """
        claims "A text (2018)"
        claim S1 fact "gifts follow tests" [¶1]
              often patron plays reward within 2 months after client plays provoke more than otherwise
        claim S2 theory "kin"
              theory "kin" favoured over "pride"
              theory "kin" foretells "the end" better than habit
              weight kin of "kin" rises under "eras"
              scenario "no threats" lowers share of client provoke under "kin"
              theories imply cycle below 60
              episode "a signal" some equilibrium has patron play pay above 0.1
        """;

    private readonly string _folder = session.Folder;
    private readonly Editor _editor = session.Editor;
    private readonly Dictionary<string, string> _texts = session.Texts;

    /// <summary>One program and one folder for all tests; each closes what it opened, so that the files on disk count again.</summary>
    public sealed class Session : IDisposable
    {
        public Session()
        {
            foreach (var (name, text) in Texts)
            {
                Texts[name] = text.ReplaceLineEndings("\n") + "\n";
                File.WriteAllText(Path.Combine(Folder, name), Texts[name]);
            }

            Editor.Ask("initialize", new JsonObject { ["processId"] = null, ["rootUri"] = null, ["capabilities"] = new JsonObject() });
            Editor.Tell("initialized", new JsonObject());
        }

        internal string Folder { get; } = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "tumen-kinds-" + Path.GetRandomFileName())).FullName;

        internal Editor Editor { get; } = new();

        internal Dictionary<string, string> Texts { get; } = new()
        {
            ["panel.game"] = Panel, ["once.game"] = Once, ["offer.game"] = Offer, ["signal.game"] = Episode, ["pair.game"] = Game, ["pair.codebook"] = Codebook, ["pair.study"] = Study, ["text.claims"] = Claims,
        };

        public void Dispose()
        {
            Editor.Dispose();
            Directory.Delete(Folder, true);
        }
    }

    public void Dispose()
    {
        foreach (string name in _texts.Keys)
        {
            _editor.Tell("textDocument/didClose", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri(name) } });
        }

        _editor.Ask("textDocument/hover", At("pair.game", "player client", "client")); // everything said about closed files has come by now
        while (_editor.Waiting > 0)
        {
            _editor.Notice();
        }
    }

    private string Uri(string name) => new Uri(Path.Combine(_folder, name)).AbsoluteUri;

    /// <summary>Opens a file with another text than on disk and returns what is wrong with it.</summary>
    private string[] Errors(string name, string text)
    {
        _editor.Tell("textDocument/didOpen", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri(name), ["languageId"] = "tumen", ["version"] = 1, ["text"] = text } });
        while (true)
        {
            var notice = _editor.Notice();
            if (notice["params"]!["uri"]!.GetValue<string>() == Uri(name))
            {
                return [.. notice["params"]!["diagnostics"]!.AsArray().Where(d => d!["severity"]!.GetValue<int>() == 1).Select(d => d!["code"]!.GetValue<string>())];
            }
        }
    }

    /// <summary>The position in a line that contains some words; the offset counts from the word.</summary>
    private JsonObject At(string name, string line, string word, int offset = 0)
    {
        string[] lines = _texts[name].Split('\n');
        int row = Array.FindIndex(lines, l => l.Contains(line, StringComparison.Ordinal));
        Assert.True(row >= 0, $"{name} has no line with {line}");
        int column = lines[row].IndexOf(line, StringComparison.Ordinal) + line.IndexOf(word, StringComparison.Ordinal);
        return new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri(name) }, ["position"] = new JsonObject { ["line"] = row, ["character"] = column + offset } };
    }

    /// <summary>What is offered at a word that stands in a line, as if it were being typed.</summary>
    private string[] Offered(string name, string line, string word) =>
        [.. _editor.Ask("textDocument/completion", At(name, line, word, 1))["result"]!.AsArray().Select(i => i!["label"]!.GetValue<string>())];

    private string Hover(string name, string line, string word) => _editor.Ask("textDocument/hover", At(name, line, word, 1))["result"]?["contents"]?["value"]?.GetValue<string>() ?? "";

    private (string File, int Line) Definition(string name, string line, string word)
    {
        var there = _editor.Ask("textDocument/definition", At(name, line, word, 1))["result"];
        Assert.True(there is not null, $"nothing is defined at {word} of {line}");
        return (Path.GetFileName(new Uri(there!["uri"]!.GetValue<string>()).LocalPath), there["range"]!["start"]!["line"]!.GetValue<int>() + 1);
    }

    /// <summary>Renames and returns every file afterwards; the program checks them all, and so does this.</summary>
    private Dictionary<string, string> Rename(string name, string line, string word, string to)
    {
        var ask = At(name, line, word, 1);
        ask["newName"] = to;
        var answer = _editor.Ask("textDocument/rename", ask);
        Assert.True(answer["result"] is not null, answer.ToJsonString());
        var after = new Dictionary<string, string>(_texts);
        foreach (var (uri, edits) in answer["result"]!["changes"]!.AsObject())
        {
            string file = Path.GetFileName(new Uri(uri).LocalPath);
            string[] lines = after[file].Split('\n');
            foreach (var e in edits!.AsArray().OrderByDescending(e => e!["range"]!["start"]!["character"]!.GetValue<int>()))
            {
                int row = e!["range"]!["start"]!["line"]!.GetValue<int>(), from = e["range"]!["start"]!["character"]!.GetValue<int>(), until = e["range"]!["end"]!["character"]!.GetValue<int>();
                lines[row] = lines[row][..from] + e["newText"]!.GetValue<string>() + lines[row][until..];
            }

            after[file] = string.Join('\n', lines);
        }

        return after;
    }

    [Theory]
    [InlineData("panel.game", "each   gains", "each   gayns", "T121")]
    [InlineData("panel.game", "weight taste differs by country", "weight taste differs by cuontry", "G245")]
    [InlineData("panel.game", "for each dyad", "for each dyad or so", "T122")]
    [InlineData("panel.game", "from -2 to 2 by 0.5", "from -2 to 2 by 0.3", "G225")]
    [InlineData("once.game", "errors normal", "errors nomal", "T121")]
    [InlineData("once.game", "may give_in, fight   if", "may give_in, fight   if reply is fight and", "G250")]
    [InlineData("offer.game", "from 0 to 100", "from 1 to 100", "G249")]
    [InlineData("signal.game", "patron sees signal", "patron sees sgnal", "E204")]
    [InlineData("pair.codebook", "otherwise wait", "otherwise hold", "G203")]
    [InlineData("pair.study", "also assume", "also asume", "T121")]
    [InlineData("pair.study", "family \"all\" \"kin\"", "family \"all\" \"kim\"", "S411")]
    [InlineData("text.claims", "scenario \"no threats\"", "scenario \"no threat\"", "S413")]
    [InlineData("text.claims", "patron plays reward", "patron plays rewrd", "G203")]
    public void Mistakes_are_shown_while_writing(string name, string from, string to, string code)
    {
        Assert.Empty(Errors(name, _texts[name]));
        Assert.Contains(from, _texts[name], StringComparison.Ordinal);
        Assert.Contains(code, Errors(name, _texts[name].Replace(from, to, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_change_of_the_game_shows_in_the_claims_of_its_study()
    {
        _editor.Tell("textDocument/didOpen", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri("pair.game"), ["languageId"] = "tumen", ["version"] = 1, ["text"] = _texts["pair.game"].Replace("reward", "gift", StringComparison.Ordinal) } });
        var wrong = new Dictionary<string, int>();
        while (wrong.Count < 4)
        {
            var notice = _editor.Notice()["params"]!;
            wrong[Path.GetFileName(new Uri(notice["uri"]!.GetValue<string>()).LocalPath)] = notice["diagnostics"]!.AsArray().Count(d => d!["severity"]!.GetValue<int>() == 1);
        }

        Assert.Equal(["pair.codebook", "pair.game", "pair.study", "text.claims"], wrong.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(0, wrong["pair.game"]);
        Assert.True(wrong["pair.codebook"] > 0 && wrong["pair.study"] > 0 && wrong["text.claims"] == 0, string.Join(", ", wrong)); // the claims wait for their study
    }

    [Theory]
    [InlineData("panel.game", "for each dyad", "each", "each")]
    [InlineData("panel.game", "situation hit of each", "of", "of each")]
    [InlineData("panel.game", "if it plays press   \"", "it", "it")]
    [InlineData("panel.game", "it plays above other and their", "other", "other")]
    [InlineData("panel.game", "their hit is yes", "their", "their")]
    [InlineData("panel.game", "their hit is yes", "yes", "yes")]
    [InlineData("panel.game", "number of others that", "others", "others")]
    [InlineData("panel.game", "situation support       from", "from", "from")]
    [InlineData("panel.game", "next support       drawn", "drawn", "drawn normal, deviation")]
    [InlineData("panel.game", "group country of each", "of", "of each")]
    [InlineData("panel.game", "weight taste differs by country", "differs", "differs by")]
    [InlineData("panel.game", "weight taste differs by country", "country", "country")]
    [InlineData("panel.game", "weight reach differs by dyad", "dyad", "dyad")]
    [InlineData("panel.game", "weight taste differs by country", "country", "player")]
    [InlineData("panel.game", "weight taste differs by country", "country", "era")]
    [InlineData("once.game", "once, errors normal", "errors", "errors")]
    [InlineData("once.game", "once, errors normal", "normal", "logistic")]
    [InlineData("offer.game", "logistic, private information", "private", "private")]
    [InlineData("once.game", "move reply of target", "target", "challenger")]
    [InlineData("once.game", "if escalation is escalate", "escalation", "escalation")]
    [InlineData("once.game", "if escalation is escalate", "escalate", "accept")]
    [InlineData("once.game", "gains fighting if outcome is war", "outcome", "outcome")]
    [InlineData("once.game", "gains fighting if outcome is war", "war", "surrender")]
    [InlineData("once.game", "outcome war         if", "outcome", "move")]
    [InlineData("offer.game", "move offer of proposer from", "from", "from")]
    [InlineData("signal.game", "patron sees signal", "sees", "sees")]
    [InlineData("signal.game", "patron sees signal", "signal", "everything")]
    [InlineData("signal.game", "known to client", "known", "known")]
    [InlineData("signal.game", "if client is wavering and patron", "wavering", "loyal")]
    [InlineData("signal.game", "let B", "let", "afterwards")]
    [InlineData("pair.codebook", "any tests 1", "tests", "tests")]
    [InlineData("pair.codebook", "if client played wait", "wait", "provoke")]
    [InlineData("pair.codebook", "events tests", "events", "leave out")]
    [InlineData("pair.study", "also assume \"eras\"", "assume", "assume")]
    [InlineData("pair.study", "differ after", "differ", "differ")]
    [InlineData("pair.study", "family \"all\"", "family", "placebo")]
    [InlineData("pair.study", "power 2 records of each theory", "records", "records")]
    [InlineData("pair.study", "defang provoke of client", "provoke", "provoke")]
    [InlineData("pair.study", "defang provoke of client", "defang", "freeze")]
    [InlineData("pair.study", "weight aid = 0", "aid", "aid")]
    [InlineData("pair.study", "going on under \"kin\"", "going", "going on")]
    [InlineData("pair.study", "under \"kin\"", "under", "under")]
    [InlineData("text.claims", "theory \"kin\" favoured over", "favoured", "favoured over")]
    [InlineData("text.claims", "theory \"kin\" favoured over", "favoured", "foretells")]
    [InlineData("text.claims", "lowers share of client", "share", "cycle")]
    [InlineData("text.claims", "claim S2 theory", "theory", "counterfactual")]
    [InlineData("text.claims", "rises under", "rises", "stays")]
    [InlineData("text.claims", "some equilibrium", "equilibrium", "sequential")]
    public void Completion_knows_every_kind_of_clause(string name, string line, string word, string offered)
    {
        var offers = Offered(name, line, word);
        Assert.True(offers.Contains(offered), $"{offered} is not among {string.Join(" | ", offers)}");
    }

    [Theory]
    [InlineData("text.claims", "scenario \"no threats\"", "\"no", "\"no threats\"")]
    [InlineData("text.claims", "foretells \"the end\"", "\"the", "\"the end\"")]
    [InlineData("text.claims", "rises under \"eras\"", "\"eras", "\"eras\"")]
    [InlineData("text.claims", "over \"pride\"", "\"pride", "\"kin\"")]
    [InlineData("pair.study", "compare base, \"kin\"", "\"kin", "\"pride\"")]
    [InlineData("pair.game", "builds on \"kin\"", "\"kin", "\"kin\"")]
    public void Names_in_quotes_are_offered_before_they_are_typed(string name, string line, string word, string offered)
    {
        string cut = string.Join('\n', _texts[name].Split('\n').Select(l => l.Contains(line, StringComparison.Ordinal) ? l[..(l.IndexOf(line, StringComparison.Ordinal) + line.IndexOf(word, StringComparison.Ordinal))] : l));
        Errors(name, cut);
        var offers = _editor.Ask("textDocument/completion", At(name, line, word))["result"]!.AsArray().Select(i => i!["label"]!.GetValue<string>()).ToList();
        Assert.True(offers.Contains(offered), $"{offered} is not among {string.Join(" | ", offers)}");
    }

    [Fact]
    public void Hover_tells_what_a_word_stands_for_and_its_equation()
    {
        string taste = Hover("panel.game", "each   gains taste", "taste");
        Assert.Contains("weight taste_i, prior normal(0, 1), differs by country_i", taste, StringComparison.Ordinal);
        Assert.Contains("a taste for pressing", taste, StringComparison.Ordinal);
        Assert.Contains("u[i](s, a) has the term + taste", taste, StringComparison.Ordinal);
        Assert.Contains("u[j](s, a) has the term + taste", taste, StringComparison.Ordinal);
        string support = Hover("panel.game", "0.9 * support", "support");
        Assert.Contains("situation support: -2 | -1.5 |", support, StringComparison.Ordinal);
        Assert.Contains("support at home", support, StringComparison.Ordinal);
        Assert.Contains("Φ(", support, StringComparison.Ordinal);
        Assert.Contains("group country: one column a player", Hover("panel.game", "group country of each", "country"), StringComparison.Ordinal);
        Assert.Contains("covariate wealth_i, constant within a dyad", Hover("panel.game", "covariate wealth", "wealth"), StringComparison.Ordinal);
        Assert.Contains("a unit of the record is a dyad", Hover("panel.game", "distance by dyad", "dyad"), StringComparison.Ordinal);
        Assert.Contains("`for each dyad`", Hover("panel.game", "for each dyad", "for"), StringComparison.Ordinal);
        Assert.Contains("move reply of target may give_in, fight", Hover("once.game", "if reply is fight", "reply"), StringComparison.Ordinal);
        Assert.Contains("choice fight in reply of target", Hover("once.game", "if reply is fight", "fight"), StringComparison.Ordinal);
        Assert.Contains("player challenger moves escalation", Hover("once.game", "challenger   gains peace", "challenger"), StringComparison.Ordinal);
        Assert.Contains("who may start", Hover("once.game", "challenger   gains peace", "challenger"), StringComparison.Ordinal);
        Assert.Contains("outcome war", Hover("once.game", "gains fighting if outcome is war", "war"), StringComparison.Ordinal);
        Assert.Contains("an offer from 0 to 100", Hover("offer.game", "move offer of", "offer"), StringComparison.Ordinal);
        Assert.Contains("client is drawn before anybody moves", Hover("signal.game", "client is wavering | loyal", "client") + Hover("signal.game", "if client is wavering", "client"), StringComparison.Ordinal);
        Assert.Contains("B = 10", Hover("signal.game", "loses B", "B"), StringComparison.Ordinal);
        Assert.Contains("set of events tests", Hover("pair.codebook", "any tests 1", "tests"), StringComparison.Ordinal);
        Assert.Contains("what if \"no threats\": 2 changes, from 2005-01", Hover("text.claims", "scenario \"no threats\"", "\"no"), StringComparison.Ordinal);
        Assert.Contains("foretell \"the end\", 2008-01 to 2009-12", Hover("text.claims", "foretells \"the end\"", "\"the"), StringComparison.Ordinal);
        Assert.Contains("fits everything again under other assumptions", Hover("pair.study", "also assume \"eras\"", "also"), StringComparison.Ordinal);
        Assert.Equal("", Hover("pair.study", "weights of patron differ after", "differ"));
    }

    [Fact]
    public void Definition_leads_to_where_a_name_is_given()
    {
        Assert.Equal(("panel.game", 4), Definition("panel.game", "their hit is yes", "hit"));
        Assert.Equal(("panel.game", 9), Definition("panel.game", "differs by country", "country"));
        Assert.Equal(("panel.game", 2), Definition("panel.game", "reach differs by dyad", "dyad"));
        Assert.Equal(("once.game", 6), Definition("once.game", "outcome war         if reply", "reply"));
        Assert.Equal(("once.game", 9), Definition("once.game", "gains fighting if outcome is war", "war"));
        Assert.Equal(("signal.game", 2), Definition("signal.game", "patron sees signal", "signal"));
        Assert.Equal(("signal.game", 7), Definition("signal.game", "gains r", "r"));
        Assert.Equal(("pair.codebook", 2), Definition("pair.codebook", "any tests 1", "tests"));
        Assert.Equal(("pair.game", 2), Definition("pair.codebook", "client played wait", "client"));
        Assert.Equal(("pair.game", 9), Definition("pair.study", "under \"kin\"", "\"kin"));
        Assert.Equal(("pair.study", 6), Definition("text.claims", "under \"eras\"", "\"eras"));
        Assert.Equal(("pair.study", 11), Definition("text.claims", "scenario \"no threats\"", "\"no"));
        Assert.Equal(("pair.study", 13), Definition("text.claims", "episode \"a signal\"", "\"a"));
        Assert.Equal(("pair.game", 9), Definition("text.claims", "weight kin of", "kin"));
        Assert.Equal(("pair.game", 1), Definition("pair.study", "game \"pair.game\"", "\"pair"));
        Assert.Equal(("text.claims", 1), Definition("pair.study", "claims \"text.claims\"", "\"text"));
        Assert.Equal(("signal.game", 1), Definition("pair.study", "\"signal.game\"", "\"signal"));
    }

    [Fact]
    public void Rename_goes_through_every_kind_of_file()
    {
        Assert.Equal(_texts["panel.game"].Replace("hit of each", "struck of each", StringComparison.Ordinal).Replace("their hit", "their struck", StringComparison.Ordinal), Rename("panel.game", "their hit is yes", "hit", "struck")["panel.game"]);
        Assert.Equal(_texts["panel.game"].Replace("group country", "group state", StringComparison.Ordinal).Replace("by country", "by state", StringComparison.Ordinal), Rename("panel.game", "group country", "country", "state")["panel.game"]);
        Assert.Equal(_texts["panel.game"].Replace("taste if", "liking if", StringComparison.Ordinal).Replace("weight taste", "weight liking", StringComparison.Ordinal), Rename("panel.game", "weight taste", "taste", "liking")["panel.game"]);
        Assert.Equal(_texts["once.game"].Replace("move reply", "move answer", StringComparison.Ordinal).Replace("if reply", "if answer", StringComparison.Ordinal), Rename("once.game", "outcome war         if reply", "reply", "answer")["once.game"]);
        Assert.Equal(_texts["once.game"].Replace("outcome war ", "outcome battle ", StringComparison.Ordinal).Replace("outcome is war", "outcome is battle", StringComparison.Ordinal), Rename("once.game", "gains fighting if outcome is war", "war", "battle")["once.game"]);
        Assert.Equal(_texts["signal.game"].Replace("signal", "sign", StringComparison.Ordinal).Replace("\"Sign", "\"Signal", StringComparison.Ordinal).Replace("Signalal", "Signal", StringComparison.Ordinal), Rename("signal.game", "patron sees signal", "signal", "sign")["signal.game"]);
        var kin = Rename("pair.game", "theory \"kin\" [Somebody]", "\"kin", "kinship");
        Assert.Equal(_texts["pair.game"].Replace("\"kin\"", "\"kinship\"", StringComparison.Ordinal), kin["pair.game"]);
        Assert.Equal(_texts["pair.study"].Replace("\"kin\"", "\"kinship\"", StringComparison.Ordinal), kin["pair.study"]);
        Assert.Equal(_texts["text.claims"].Replace("theory \"kin\" f", "theory \"kinship\" f", StringComparison.Ordinal).Replace("of \"kin\"", "of \"kinship\"", StringComparison.Ordinal).Replace("under \"kin\"", "under \"kinship\"", StringComparison.Ordinal), kin["text.claims"]);
        var move = Rename("text.claims", "often patron plays reward", "reward", "gift");
        foreach (string file in new[] { "pair.game", "pair.codebook", "pair.study", "text.claims" })
        {
            Assert.Equal(_texts[file].Replace("reward", "gift", StringComparison.Ordinal), move[file]);
        }

        var scenario = Rename("text.claims", "scenario \"no threats\"", "\"no", "calm");
        Assert.Equal(_texts["pair.study"].Replace("\"no threats\"", "\"calm\"", StringComparison.Ordinal), scenario["pair.study"]);
        Assert.Equal(_texts["text.claims"].Replace("\"no threats\"", "\"calm\"", StringComparison.Ordinal), scenario["text.claims"]);
    }

    [Theory]
    [InlineData("panel.game")]
    [InlineData("once.game")]
    [InlineData("offer.game")]
    [InlineData("signal.game")]
    [InlineData("pair.codebook")]
    [InlineData("pair.study")]
    [InlineData("text.claims")]
    public void Layout_changes_once_and_keeps_a_file_sound(string name)
    {
        Assert.Empty(Errors(name, _texts[name]));
        var ask = new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri(name) }, ["options"] = new JsonObject { ["tabSize"] = 2, ["insertSpaces"] = true } };
        string once = Assert.Single(_editor.Ask("textDocument/formatting", ask)["result"]!.AsArray())!["newText"]!.GetValue<string>();
        Assert.NotEqual(_texts[name], once);
        Assert.Empty(Errors(name, once));
        Assert.Empty(_editor.Ask("textDocument/formatting", ask.DeepClone())["result"]!.AsArray());
    }
}
