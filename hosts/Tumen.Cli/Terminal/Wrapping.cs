using System.Globalization;
using System.Text;

namespace Tumen.Cli;

/// <summary>Breaks lines between words.</summary>
internal static class Wrapping
{
    /// <summary>Breaks every line that is too wide; what follows a break stands two signs further in than the line began. Words are never broken, and lines of an excerpt are left whole.</summary>
    /// <param name="text">Any number of lines.</param>
    /// <param name="width">Signs a line.</param>
    public static string Wrap(string text, int width) => string.Join('\n', text.Split('\n').Select(line => Width(line) <= width || Excerpt(line) ? line : Broken(line, width)));

    /// <summary>Columns that a text takes: none for escapes and for marks set upon letters, two for wide letters.</summary>
    public static int Width(string text)
    {
        int width = 0;
        bool escape = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (escape || rune.Value == '\e')
            {
                escape = rune.Value != 'm';
                continue;
            }

            width += Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control ? 0 : IsWide(rune.Value) ? 2 : 1;
        }

        return width;
    }

    // Hangul, kana, Han and full-width forms (Unicode's East Asian Width, classes W and F, of scripts used in names).
    private static bool IsWide(int c) => c is >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 or >= 0x1F300 and <= 0x1FAFF or >= 0x20000 and <= 0x3FFFD;

    // "12 | text" and "   | ^^^": carets would lose what they point at.
    private static bool Excerpt(string line)
    {
        string bare = line.TrimStart(' ', '\e', '[', '3', '4', 'm');
        int bar = bare.IndexOf('|', StringComparison.Ordinal);
        return bar >= 0 && bare[..bar].All(c => char.IsAsciiDigit(c) || c == ' ');
    }

    private static string Broken(string line, int width)
    {
        int lead = line.Length - line.TrimStart(' ').Length;
        string inner = new(' ', Math.Min(lead + 2, width / 2));
        var (text, at) = (new StringBuilder(line[..lead]), lead);
        bool first = true;
        foreach (string word in line[lead..].Split(' '))
        {
            int w = Width(word);
            if (!first && at + 1 + w > width)
            {
                text.Append('\n').Append(inner).Append(word);
                at = inner.Length + w;
                continue;
            }

            text.Append(first ? "" : " ").Append(word);
            at += (first ? 0 : 1) + w;
            first = false;
        }

        return text.ToString();
    }
}
