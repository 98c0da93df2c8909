using Tumen.Model;

namespace Tumen.Language.Tests;

/// <summary>Whatever stands in a sound file is offered where it stands: the words of every clause form of the documentation, and the names it declares.</summary>
public sealed class CompletionTests
{
    public static TheoryData<string, string> Blocks => new()
    {
        { "game", "docs.game" }, { "game numbers", "docs.game" }, { "game panel", "docs.game" }, { "game once", "docs.game" }, { "codebook", "docs.codebook" }, { "study", "docs.study" }, { "claims", "docs.claims" },
    };

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Every_word_of_the_documentation_is_offered_where_it_stands(string kind, string file)
    {
        string text = DocsTests.Together(kind);
        var outline = Of(kind, file, text);
        var missing = new List<string>();
        int asked = 0;
        for (int i = 0; i < outline.Tokens.Count; i++)
        {
            var token = outline.Tokens[i];
            bool declared = outline.Things.Any(t => t.Place == token.Place && t.File == outline.File) || (i > 0 && IsFree(outline, i));
            if (token.Kind != TokenKind.Word || declared)
            {
                continue;
            }

            asked++;
            var offers = Assistant.Completions(outline, token.Place.Line, token.Place.Column + 1).Select(o => o.Text).ToList();
            string before = i > 0 && outline.Tokens[i - 1].Kind == TokenKind.Word ? outline.Tokens[i - 1].Text : "";
            if (!offers.Contains(token.Text) && !offers.Any(o => o.StartsWith(token.Text + " ", StringComparison.Ordinal) || o.StartsWith(token.Text + "(", StringComparison.Ordinal)) && !InPhrase(outline, i))
            {
                missing.Add($"{token.Place.Line}: `{before} {token.Text}` among {string.Join(" | ", offers.Take(12))}");
            }
        }

        Assert.True(asked > 40, $"only {asked} words");
        Assert.True(missing.Count == 0, $"{missing.Count} of {asked} words are not offered:\n{string.Join("\n", missing)}");
    }

    /// <summary>A word inside a phrase that was offered as a whole where it started.</summary>
    private static bool InPhrase(Outline outline, int index)
    {
        for (int back = 1; back <= 5 && index - back >= 0; back++)
        {
            var start = outline.Tokens[index - back];
            string phrase = string.Join(' ', outline.Tokens.Skip(index - back).Take(back + 1).Select(t => t.Text)).Replace(" ,", ",", StringComparison.Ordinal);
            if (start.Kind == TokenKind.Word && Assistant.Completions(outline, start.Place.Line, start.Place.Column + 1).Any(o => o.Text.StartsWith(phrase, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Names that the text gives itself without declaring them, and words of the data.</summary>
    private static bool IsFree(Outline outline, int i)
    {
        var (token, head) = (outline.Tokens[i], outline.Tokens[Resolver.Head(outline, i)]);
        var before = outline.Tokens[i - 1];
        return head.Text is "events" or "leave" or "one" && outline.IsCodebook                                                   // columns and values of the events
            || (before.Is("era") || before.Is('|')) && head.Is("weight")                                                      // names of eras
            || before.Is("of") && outline.IsCodebook && outline.Tokens[i - 2].Is("sum")                                       // a column
            || head.Is("game") && outline.IsGame                                                                             // the period
            || outline.Things.FirstOrDefault(t => t.Name == token.Text) is { Kind: NameKind.Weight or NameKind.Chance } && (before.Is("gains") || before.Is("loses") || before.Is(',') || before.Is("rises") || before.Is("falls"));
    }

    private static Outline Of(string kind, string file, string text)
    {
        var game = kind is "codebook" or "study" or "claims" ? Outline.Of(DocsTests.Together("game"), "docs.game") : null;
        return Outline.Of(text, file, kind == "claims" ? Outline.Of(DocsTests.Together("study"), "docs.study", game) : game);
    }
}
