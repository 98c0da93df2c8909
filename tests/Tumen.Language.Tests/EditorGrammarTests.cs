using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tumen.Language.Tests;

/// <summary>The grammar that colours the language in editors knows the words that start clauses.</summary>
public sealed class EditorGrammarTests
{
    [Theory]
    [InlineData("x.game", 17)]
    [InlineData("x.codebook", 4)]
    [InlineData("x.study", 6)]
    public void Every_word_that_starts_a_clause_is_coloured(string file, int least)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(TestFiles.Folder(), "..", "..", "editors", "vscode", "syntaxes", "tumen.tmLanguage.json")));
        var clause = new Regex(json.RootElement.GetProperty("patterns").EnumerateArray().Single(p => p.GetProperty("name").GetString() == "keyword.control.clause.tumen").GetProperty("match").GetString()!);
        var heads = Assistant.Completions(Outline.Of("", file), 1, 1);
        Assert.True(heads.Length >= least, $"only {heads.Length} clauses are offered");
        Assert.All(heads, h => Assert.Matches(clause, h.Text));
        Assert.All(json.RootElement.GetProperty("patterns").EnumerateArray(), p => new Regex(p.GetProperty("match").GetString()!));
    }

    [Fact]
    public void An_outline_survives_a_game_that_is_being_written()
    {
        var outline = Outline.Of("game \"x\", month by month\nplayer a may push, \nsituation s low | high \"label\"\nnext s rises 0.1 if a pl", "x.game");
        Assert.Equal(["s", "low", "high"], outline.Things.Select(t => t.Name));
        Assert.Equal("label", Assistant.At(outline, 3, 11)!.Label);
        Assert.Null(Assistant.At(outline, 9, 9));
    }
}
