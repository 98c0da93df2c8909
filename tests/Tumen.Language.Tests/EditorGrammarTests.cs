using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tumen.Language.Tests;

/// <summary>The grammar that colours the language in editors knows every word that the readers know, and takes no name for one.</summary>
public sealed partial class EditorGrammarTests
{
    private static readonly Colours Colours = new();

    /// <summary>Every word that a reader of the language looks for.</summary>
    private static readonly HashSet<string> Words = Read();

    private static HashSet<string> Read()
    {
        string source = Path.Combine(TestFiles.Folder(), "..", "..", "src");
        var readers = new[] { "Game", "Once", "Studies", "Claims", "Codebooks" }.Select(d => Path.Combine(source, "Tumen.Language", d)).Append(Path.Combine(source, "Tumen.Episodes", "Language"));
        var text = readers.SelectMany(d => Directory.EnumerateFiles(d, "*.cs")).Select(File.ReadAllText).ToList();
        return
        [
            .. text.SelectMany(t => Looked().Matches(t)).SelectMany(m => m.Groups.Values.Skip(1)).Where(g => g.Success).Select(g => g.Value),
            .. text.SelectMany(t => Lists().Matches(t)).SelectMany(m => Quoted().Matches(m.Groups[1].Value)).Select(m => m.Groups[1].Value),
            .. Keywords.Reserved,
        ];
    }

    // Taken by readers only to be refused with advice, or part of names in programs rather than of the language.
    private static readonly string[] Unused = ["including", "since", "unit", "acts"];

    [Fact]
    public void Every_word_that_a_reader_looks_for_stands_in_the_grammar()
    {
        var words = Words;
        Assert.True(words.Count > 190, $"only {words.Count} words were found in the readers");
        string all = string.Join('\n', Colours.Patterns).Replace(@"\s+", " ", StringComparison.Ordinal).Replace(@"\b", " ", StringComparison.Ordinal);
        Assert.Empty(words.Except(Unused).Where(w => !Regex.IsMatch(all, $@"(?<![\p{{L}}]){Regex.Escape(w)}(?![\p{{L}}])")).Order(StringComparer.Ordinal));
    }

    public static TheoryData<string> Documents => [.. Directory.EnumerateFiles(Path.Combine(TestFiles.Folder(), "..", "..", "docs"), "*.md").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    /// <summary>Every block of the documentation that is written in the language: its words are coloured, its names are not.</summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public void Blocks_of_the_documentation_are_coloured(string document)
    {
        string text = File.ReadAllText(Path.Combine(TestFiles.Folder(), "..", "..", "docs", document)).ReplaceLineEndings("\n");
        var wrong = Fence().Matches(text).Select(m => (Kind: m.Groups[1].Value.Trim(), Body: m.Groups[2].Value)).Where(b => b.Kind != "text" && IsLanguage(b.Body))
            .GroupBy(b => b.Kind).SelectMany(g => document == "language.md" ? [(Kind: g.Key, Body: string.Concat(g.Select(b => b.Body)))] : g.Select(b => (b.Kind, b.Body)))
            .SelectMany(b => Wrong(b.Body, Extension(b.Body, b.Kind)).Select(w => $"{b.Kind}: {w}")).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    public static TheoryData<string> Files => [.. new[] { "catalog", "studies" }.SelectMany(d => Directory.EnumerateFiles(Path.Combine(TestFiles.Folder(), "..", "..", d), "*", SearchOption.AllDirectories))
        .Where(f => Path.GetExtension(f) is ".game" or ".codebook" or ".study" or ".claims").Select(f => Path.GetRelativePath(Path.Combine(TestFiles.Folder(), "..", ".."), f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Files_of_the_catalog_and_the_studies_are_coloured(string file)
    {
        string path = Path.Combine(TestFiles.Folder(), "..", "..", file);
        var wrong = Wrong(File.ReadAllText(path).ReplaceLineEndings("\n"), Path.GetFileName(path), Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*.game").FirstOrDefault()).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Every_clause_is_coloured_where_it_starts() => Assert.All(ClauseForms.Game.Concat(ClauseForms.Once).Concat(ClauseForms.Episode).Concat(ClauseForms.Codebook).Concat(ClauseForms.Study).Concat(ClauseForms.Claims), f =>
    {
        string?[] scopes = Colours.Line(f.Form);
        string head = f.Starts.Split(',')[0] is var s && f.Form.StartsWith(s, StringComparison.Ordinal) ? s : f.Starts.Split(' ')[0];
        Assert.All(Enumerable.Range(0, head.Split(' ')[0].Length), i => Assert.Equal("keyword.control.clause.tumen", scopes[i]));
    });

    [Fact]
    public void The_extension_packages_what_the_program_serves()
    {
        string folder = Path.Combine(TestFiles.Folder(), "..", "..", "editors", "vscode");
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "package.json")));
        var contributes = json.RootElement.GetProperty("contributes");
        Assert.Equal([".game", ".codebook", ".study", ".claims"], contributes.GetProperty("languages")[0].GetProperty("extensions").EnumerateArray().Select(e => e.GetString()));
        Assert.All(new[] { json.RootElement.GetProperty("main").GetString()!, contributes.GetProperty("grammars")[0].GetProperty("path").GetString()!, contributes.GetProperty("languages")[0].GetProperty("configuration").GetString()!, "README.md", "LICENSE" },
            f => Assert.True(File.Exists(Path.Combine(folder, f)), f));
        Assert.Equal("node build.mjs", json.RootElement.GetProperty("scripts").GetProperty("package").GetString());
        Assert.True(File.Exists(Path.Combine(folder, "build.mjs")));
        using var configuration = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "language-configuration.json")));
        Assert.Matches(new Regex($"^(?:{configuration.RootElement.GetProperty("wordPattern").GetString()})$"), "half-life");
    }

    [Fact]
    public void An_outline_survives_a_game_that_is_being_written()
    {
        var outline = Outline.Of("game \"x\", month by month\nplayer a may push, \nsituation s low | high \"label\"\nnext s rises 0.1 if a pl", "x.game");
        Assert.Equal(["s", "low", "high"], outline.Things.Select(t => t.Name));
        Assert.Equal("label", Assistant.At(outline, 3, 11)!.Label);
        Assert.Null(Assistant.At(outline, 9, 9));
    }

    private static bool IsLanguage(string body) => Regex.IsMatch(body, @"^(?:game|codebook|study|claims|claim|player|situation|episode|what if|next|theory|estimate|events|compare|covariate|client|concession)\b", RegexOptions.Multiline) && !body.Contains("tumen ", StringComparison.Ordinal) && !body.Contains("var ", StringComparison.Ordinal);

    private static string Extension(string body, string kind) =>
        kind.StartsWith("codebook", StringComparison.Ordinal) || body.StartsWith("codebook", StringComparison.Ordinal) ? "x.codebook" : kind == "study" || Regex.IsMatch(body, "^(?:study|episode|what if)", RegexOptions.Multiline) ? "x.study" : kind == "claims" || body.StartsWith("claim", StringComparison.Ordinal) ? "x.claims" : "x.game";

    /// <summary>Words of the grammar without a colour, and names that have one.</summary>
    private static IEnumerable<string> Wrong(string text, string file, string? game = null)
    {
        var words = Words;
        var coloursOf = text.Split('\n').Select(Colours.Line).ToArray();
        var within = game is not null && !file.EndsWith(".game", StringComparison.Ordinal) ? Outline.Of(File.ReadAllText(game), game) : Path.GetExtension(file) is ".codebook" or ".study" or ".claims" ? Outline.Of(DocsTests.Together("game"), "docs.game") : null;
        var outline = Outline.Of(text, file, within);
        string[] lines = text.Split('\n');
        for (int i = 0; i < outline.Tokens.Count; i++)
        {
            var token = outline.Tokens[i];
            if (token.Kind != TokenKind.Word)
            {
                continue;
            }

            string? scope = coloursOf[token.Place.Line - 1][token.Place.Column - 1];
            bool coloured = scope?.StartsWith("keyword", StringComparison.Ordinal) == true || scope == "variable.language.tumen";
            bool name = Resolver.Resolve(outline, i) is not null;
            // The period of a game that ends is a situation too; an episode's actions may carry words of the long form, and its sequels levels of another game.
            name &= !outline.Tokens[Resolver.Head(outline, i)].Is("game") && !(outline.IsEpisode && Keywords.IsReserved(token.Text));
            bool data = (outline.IsEpisode && i > 0 && outline.Tokens[i - 1].Is("is")) || outline.IsCodebook && outline.Tokens[Resolver.Head(outline, i)].Text is "events" or "leave";
            if (name && scope?.StartsWith("keyword", StringComparison.Ordinal) == true)
            {
                yield return $"line {token.Place.Line}: the name `{token.Text}` is coloured {scope}: {lines[token.Place.Line - 1].Trim()}";
            }
            else if (!name && !coloured && !data && words.Contains(token.Text) && !Unused.Contains(token.Text) && scope != "entity.name.tumen")
            {
                yield return $"line {token.Place.Line}: `{token.Text}` is not coloured: {lines[token.Place.Line - 1].Trim()}";
            }
        }
    }

    [GeneratedRegex("(?:Take|Expect|Is|Try)\\(\"([a-z_-]+)\"(?:, \"([a-z-]+)\"\\))?|(?:is|or|case) \"([a-z_-]+)\"")]
    private static partial Regex Looked();

    [GeneratedRegex("string\\[\\] (?:Kinds|Leverage|Amounts|Standards|Heads) =\\s*\\[([^\\]]*)\\]")]
    private static partial Regex Lists();

    [GeneratedRegex("\"([a-z_-]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("^```([^\n]*)\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();
}
