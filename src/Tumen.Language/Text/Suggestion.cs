namespace Tumen.Language;

/// <summary>What a misspelt word was probably meant to be.</summary>
public static class Suggestion
{
    /// <summary>The candidate nearest to a word by edit distance, blind to case; null when none is near enough to be meant.</summary>
    /// <param name="word">The word as it was written.</param>
    /// <param name="candidates">What would have been right.</param>
    public static string? For(string word, IEnumerable<string> candidates) => Wording.Nearest(word, candidates);

    /// <summary>"; did you mean `x`?", or nothing.</summary>
    /// <param name="word">The word as it was written.</param>
    /// <param name="candidates">What would have been right.</param>
    public static string Ask(string word, IEnumerable<string> candidates) => For(word, candidates) is { } near ? $"; did you mean `{near}`?" : "";
}
