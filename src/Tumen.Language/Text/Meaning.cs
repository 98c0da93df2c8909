using System.Text;

namespace Tumen.Language;

/// <summary>What a text of the language says, without how it is laid out.</summary>
public static class Meaning
{
    /// <summary>
    /// Kinds and words of all tokens, a line each, and how far lines are set in. Texts that differ in comments, blank lines, line ends and spaces between words only have the same meaning;
    /// texts that read differently never do.
    /// </summary>
    /// <param name="text">A text in the limits of <see cref="SourceText"/>.</param>
    public static string Of(string text)
    {
        var result = new StringBuilder();
        foreach (var token in Lexer.Read(text, new DiagnosticBag("", text)).Tokens)
        {
            result.Append(token.FirstOnLine ? $">{token.Place.Column}" : "").Append(' ').Append((int)token.Kind).Append(' ').Append(token.Text.Length).Append(':').Append(token.Text).Append('\n');
        }

        return result.ToString();
    }
}
