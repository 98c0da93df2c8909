using System.Collections.Frozen;

namespace Tumen.Language;

/// <summary>Words with a fixed meaning, which no player, move, situation, level, weight or chance may carry.</summary>
internal static class Keywords
{
    /// <summary>In alphabetical order.</summary>
    public static readonly IReadOnlyList<string> Reserved =
    [
        "above", "all", "and", "any", "assume", "at", "becomes", "below", "builds", "by", "concession", "compliance", "constant", "covariate", "does", "each", "else", "estimate",
        "every", "falls", "first", "fix", "gains", "game", "if", "instruments", "is", "lack", "loses", "may", "next", "not", "of", "or", "otherwise", "player",
        "plays", "predicts", "prior", "quiet", "rises", "same", "situation", "starts", "then", "theory", "threats", "to", "unknown", "until", "was", "weight",
    ];

    private static readonly FrozenSet<string> Structure = new[]
    {
        "and", "at", "becomes", "builds", "by", "does", "else", "every", "gains", "if", "is", "loses", "may", "not", "of", "or", "plays", "then", "to", "until", "was",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Set = Reserved.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a word only holds others together, so that nobody means it as a name.</summary>
    public static bool IsStructural(string word) => Structure.Contains(word);

    /// <summary>Whether a word is reserved.</summary>
    public static bool IsReserved(string word) => Set.Contains(word);
}
