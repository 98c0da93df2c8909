using System.Text;

namespace Tumen.Language;

/// <summary>
/// The one layout of a ledger text: no trailing blanks, at most one empty line in a row, one blank between words of a head, continuation lines
/// indented by nine columns, comments kept. Formatting twice gives the same text, and only white space ever changes.
/// </summary>
public static class Layout
{
    private const int Indent = 9;

    /// <summary>Formats a text.</summary>
    public static string Format(string text)
    {
        var result = new StringBuilder();
        bool blank = true;
        foreach (string raw in text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n'))
        {
            string line = raw.TrimEnd();
            if (line.Length == 0)
            {
                if (!blank)
                {
                    result.Append('\n');
                }

                blank = true;
                continue;
            }

            blank = false;
            bool continued = char.IsWhiteSpace(line[0]);
            if (continued)
            {
                result.Append(' ', Indent);
            }

            result.Append(Words(line.TrimStart())).Append('\n');
        }

        return result.ToString().TrimEnd('\n') + "\n";
    }

    // Runs of blanks outside texts, citations and comments: two or more become two (they separate columns), one stays one.
    private static string Words(string line)
    {
        var b = new StringBuilder();
        char close = '\0';
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (close != '\0')
            {
                b.Append(c);
                close = c == close ? '\0' : close;
                continue;
            }

            if (c == '#')
            {
                b.Append(line.AsSpan(i));
                break;
            }

            if (char.IsWhiteSpace(c))
            {
                int end = i;
                while (end < line.Length && char.IsWhiteSpace(line[end]))
                {
                    end++;
                }

                b.Append(' ', end - i > 1 ? 2 : 1);
                i = end - 1;
                continue;
            }

            close = c == '"' ? '"' : c == '[' ? ']' : '\0';
            b.Append(c);
        }

        return b.ToString().TrimEnd();
    }
}
