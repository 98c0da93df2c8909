using Tumen.Model;

namespace Tumen.Language;

/// <summary>What a file is by its first clause, so that one given in place of another is called what it is.</summary>
internal static class FileKind
{
    /// <summary>The one error that a file of another kind deserves; null when nothing says that it is one.</summary>
    /// <param name="clauses">Its clauses.</param>
    /// <param name="expected">What should be there: game, codebook, study or claims.</param>
    /// <param name="file">Name as the user gave it.</param>
    public static Diagnostic? Mistaken(IReadOnlyList<Clause> clauses, string expected, string file)
    {
        if (clauses.Count == 0 || Of(clauses[0]) is not { } kind || clauses.Any(c => Of(c) == expected))
        {
            return null;
        }

        string start = expected switch
        {
            "game" => "game \"title\", month by month",
            "codebook" => "codebook \"title\" for \"file.game\"",
            "study" => "study \"question\"",
            _ => "claims \"author, title (year)\"",
        };
        return Diagnostic.Error("T127", $"this is {Said(kind)}, and {Said(expected)} was expected here", file, clauses[0].Head.Place,
            notes: [$"{Said(expected)} starts like   {start}"], helps: [$"name {(expected == "claims" ? "the file" : "the " + expected)} that is meant; {Said(kind)} is called NAME.{kind}"]);
    }

    private static string? Of(Clause clause) => clause.Head.Kind != TokenKind.Word ? null : clause.Head.Text switch
    {
        "study" or "codebook" or "claims" when clause.Tokens is [_, { Kind: TokenKind.Text }, ..] => clause.Head.Text,
        "game" when clause.Tokens is [_, { Kind: TokenKind.Text }, { Kind: TokenKind.Symbol, Text: "," }, ..] => "game",
        _ => null,
    };

    private static string Said(string kind) => kind == "claims" ? "a file of claims" : $"a {kind}";
}
