using System.Globalization;
using Tumen.Model;

namespace Tumen.Language;

internal enum TokenKind { Word, Number, Text, Cite, Symbol, LineEnd, End }

internal readonly record struct Token(TokenKind Kind, string Text, double Number, Place Place, bool Indented);

/// <summary>Cuts a ledger text into tokens: words, numbers, "texts", [citations] and symbols, with line ends and whether a line is indented.</summary>
internal static class Tokens
{
    public static List<Token> Cut(string text, Action<Diagnostic> report, string file)
    {
        var list = new List<Token>();
        int line = 0;
        foreach (string raw in text.Split('\n'))
        {
            line++;
            CutLine(raw.TrimEnd('\r'), line, list, report, file);
        }

        list.Add(new Token(TokenKind.End, "", 0, new Place(line, 1, 0), false));
        return list;
    }

    private static void CutLine(string s, int line, List<Token> list, Action<Diagnostic> report, string file)
    {
        int first = list.Count, i = 0;
        bool indented = s.Length > 0 && char.IsWhiteSpace(s[0]);
        while (i < s.Length)
        {
            char c = s[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
                continue;
            }

            if (c == '#')
            {
                break;
            }

            int start = i;
            Place At(int length) => new(line, start + 1, length);
            if (c is '"' or '[')
            {
                char close = c == '"' ? '"' : ']';
                int end = s.IndexOf(close, i + 1);
                if (end < 0)
                {
                    report(Diagnostic.Error("G002", c == '"' ? "a quoted text does not end on its line" : "a citation does not end on its line", file, At(s.Length - i),
                        $"opened here", ["texts and citations stay on one line"], [$"close it with {close}"]));
                    return;
                }

                list.Add(new Token(c == '"' ? TokenKind.Text : TokenKind.Cite, s[(i + 1)..end], 0, At(end - i + 1), indented));
                i = end + 1;
            }
            else if (char.IsAsciiDigit(c) || (c == '.' && i + 1 < s.Length && char.IsAsciiDigit(s[i + 1])))
            {
                // Dates such as 2018-10 are words; numbers are digits with an optional fraction and exponent.
                while (i < s.Length && (char.IsLetterOrDigit(s[i]) || s[i] == '.' || (s[i] == '-' && i + 1 < s.Length && char.IsAsciiDigit(s[i + 1]) && i - start == 4)
                    || (s[i] is '-' or '+' && char.ToLowerInvariant(s[i - 1]) == 'e')))
                {
                    i++;
                }

                string word = s[start..i];
                if (word.Contains('-') && word.Length == 7 && word[4] == '-')
                {
                    list.Add(new Token(TokenKind.Word, word, 0, At(word.Length), indented));
                }
                else if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number))
                {
                    list.Add(new Token(TokenKind.Number, word, number, At(word.Length), indented));
                }
                else
                {
                    report(Diagnostic.Error("G003", $"`{word}` is not a number", file, At(word.Length), null, null, ["write numbers like 0.25 or 3, dates like 2018-10"]));
                    return;
                }
            }
            else if (char.IsLetter(c) || c == '_')
            {
                while (i < s.Length && (char.IsLetterOrDigit(s[i]) || s[i] == '_'))
                {
                    i++;
                }

                list.Add(new Token(TokenKind.Word, s[start..i], 0, At(i - start), indented));
            }
            else if ("|*,;:()=+-".Contains(c))
            {
                i++;
                list.Add(new Token(TokenKind.Symbol, c.ToString(), 0, At(1), indented));
            }
            else
            {
                report(Diagnostic.Error("G001", $"the character `{c}` means nothing here", file, At(1), null, null, ["remove it, or put it in a quoted text"]));
                return;
            }
        }

        if (list.Count > first)
        {
            list.Add(new Token(TokenKind.LineEnd, "", 0, new Place(line, s.Length + 1, 0), indented));
        }
    }
}
