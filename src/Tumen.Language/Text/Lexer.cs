using System.Globalization;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Text to tokens, line by line. One error for each place that is no token; it never stops early.</summary>
internal sealed class Lexer
{
    private const string Marks = ",|;:=*()+-/";

    private readonly string _text;
    private readonly DiagnosticBag _bag;
    private readonly List<Token> _tokens = [];
    private readonly List<Comment> _comments = [];
    private int _line = 1;
    private int _start;
    private int _at;
    private bool _first = true;

    private Lexer(string text, DiagnosticBag bag) => (_text, _bag) = (text, bag);

    /// <summary>All tokens and comments of a text that keeps the limits of <see cref="SourceText"/>.</summary>
    public static (List<Token> Tokens, List<Comment> Comments) Read(string text, DiagnosticBag bag)
    {
        var lexer = new Lexer(text, bag);
        lexer.Run();
        return (lexer._tokens, lexer._comments);
    }

    private void Run()
    {
        if (_text.StartsWith('\uFEFF'))
        {
            (_at, _start) = (1, 1);
        }

        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (c == '\n')
            {
                _at++;
                (_line, _start, _first) = (_line + 1, _at, true);
            }
            else if (c is ' ' or '\t' or '\r' or '\u00A0')
            {
                _at++;
            }
            else if (c == '#')
            {
                ReadComment();
            }
            else if (c == '"')
            {
                ReadQuoted('"', TokenKind.Text, "T106", "this quoted text has no closing quote", "quotes close on the line where they open");
            }
            else if (c == '[')
            {
                ReadQuoted(']', TokenKind.Cite, "T107", "this citation has no closing bracket", "a citation closes on the line where it opens");
            }
            else if (char.IsAsciiDigit(c) || (c == '.' && Ahead(1) is { } d && char.IsAsciiDigit(d)))
            {
                ReadNumber();
            }
            else if (IsWordStart(c))
            {
                ReadWord();
            }
            else if (Marks.Contains(c))
            {
                Add(TokenKind.Symbol, _at, _at + 1, c.ToString());
            }
            else
            {
                ReadStranger(c);
            }
        }
    }

    private char? Ahead(int n) => _at + n < _text.Length ? _text[_at + n] : null;

    private static bool IsWordStart(char c) => char.IsLetter(c) || c == '_';

    private void Add(TokenKind kind, int from, int to, string text, double value = 0)
    {
        _tokens.Add(new Token(kind, text, new Place(_line, from - _start + 1, to - from), _first, value));
        (_at, _first) = (to, false);
    }

    private int LineEnd()
    {
        var end = _text.IndexOf('\n', _at);
        end = end < 0 ? _text.Length : end;
        return end > _at && _text[end - 1] == '\r' ? end - 1 : end;
    }

    private void ReadComment()
    {
        var end = LineEnd();
        _comments.Add(new Comment(_text[_at..end].TrimEnd(), _line, _at - _start + 1, _first));
        _at = end;
    }

    private void ReadQuoted(char close, TokenKind kind, string code, string message, string rule)
    {
        var end = LineEnd();
        var stop = _text.IndexOf(close, _at + 1, end - _at - 1);
        if (stop < 0)
        {
            _bag.Grammar(code, new Place(_line, _at - _start + 1, end - _at), message, notes: [rule], helps: [$"add the missing {close}"]);
            Add(kind, _at, end, _text[(_at + 1)..end].Trim());
            return;
        }

        Add(kind, _at, stop + 1, _text[(_at + 1)..stop].Trim());
    }

    private void ReadNumber()
    {
        var from = _at;
        if (from + 7 <= _text.Length && _text[from + 4] == '-' && AllDigits(from, 4) && AllDigits(from + 5, 2)
            && (from + 7 == _text.Length || !(char.IsAsciiLetterOrDigit(_text[from + 7]) || _text[from + 7] is '-' or '_')))
        {
            ReadDate(from);
            return;
        }

        var i = Digits(from);
        if (i < _text.Length && _text[i] == '.')
        {
            i = Digits(i + 1);
        }

        if (i + 1 < _text.Length && _text[i] is 'e' or 'E')
        {
            var exponent = _text[i + 1] is '+' or '-' ? i + 2 : i + 1;
            var stop = Digits(exponent);
            i = stop > exponent ? stop : i;
        }

        var to = i;
        while (to < _text.Length && (char.IsLetterOrDigit(_text[to]) || _text[to] is '_' or '.'))
        {
            to++;
        }

        var text = _text[from..to];
        if (to > i || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            _bag.Error("T108", new Place(_line, from - _start + 1, to - from), $"`{Wording.Shorten(text)}` is not a number that can be used",
                notes: ["a number is written like 3, 0.25, .25 or 1e-3, and is finite; a month is written like 2017-09; a name starts with a letter"], helps: Way(text));
            _bag.Break(_line);
            value = 0;
        }

        Add(TokenKind.Number, from, to, text, value);
    }

    private static string[] Way(string text) =>
        text.Any(char.IsLetter) && !text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && text.Trim('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', 'e', 'E').Length > 0 ? [$"if it is a value of a column, put it into quotes:   \"{Wording.Shorten(text)}\"", $"if it is a name of a game, start it with a letter:   n{Wording.Shorten(text)}"]
        : text.Count(c => c == '.') > 1 ? ["a number has one point; thousands are not marked"] : ["write a number that is finite and not too large:   0.25"];

    private void ReadDate(int from)
    {
        var text = _text[from..(from + 7)];
        var month = (text[5] - '0') * 10 + (text[6] - '0');
        if (month is < 1 or > 12 || text.StartsWith("0000", StringComparison.Ordinal))
        {
            _bag.Error("T109", new Place(_line, from - _start + 1, 7), $"`{text}` is not a month", notes: ["a month is written yyyy-MM, from 01 to 12"], helps: [$"write a month such as {(text.StartsWith("0000", StringComparison.Ordinal) ? "1990" : text[..4])}-{Math.Clamp(month, 1, 12):00}"]);
        }

        Add(TokenKind.Date, from, from + 7, text);
    }

    private bool AllDigits(int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            if (!char.IsAsciiDigit(_text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private int Digits(int i)
    {
        while (i < _text.Length && char.IsAsciiDigit(_text[i]))
        {
            i++;
        }

        return i;
    }

    private void ReadWord()
    {
        var i = _at + 1;
        while (i < _text.Length && (char.IsLetterOrDigit(_text[i]) || _text[i] == '_' || char.GetUnicodeCategory(_text[i]) == UnicodeCategory.NonSpacingMark
            || (_text[i] == '-' && i + 1 < _text.Length && char.IsLetter(_text[i + 1]))))
        {
            i++;
        }

        Add(TokenKind.Word, _at, i, _text[_at..i]);
    }

    private void ReadStranger(char c)
    {
        var width = char.IsHighSurrogate(c) && _at + 1 < _text.Length ? 2 : 1;
        var shown = _text.Substring(_at, width);
        string[] helps = c switch
        {
            '\u201C' or '\u201D' or '\u2018' or '\u2019' or '\'' => ["texts are quoted with the straight double quote \""],
            '\u2212' or '\u2013' => ["a minus is written -"],
            '\u00D7' or '\u00B7' => ["a product is written *"],
            '.' => ["a name of a file, and any other text, stands in quotes"],
            '%' => ["a share is a number from 0 to 1: 40 % is 0.4"],
            '\uFF0C' or '\u3001' or '\u060C' => ["a comma is written ,"],
            '\uFF5C' => ["levels are separated by |"],
            '\u200B' or '\u200E' or '\u200F' or '\u2060' or '\uFEFF' => ["it cannot be seen; delete what stands before and after the mark and type it again"],
            '<' or '>' or '\u2265' or '\u2264' => ["comparisons are words: at least, at most, above, below"],
            _ => ["take it out; in a text that is printed, put it into quotes"],
        };
        _bag.Grammar("T110", new Place(_line, _at - _start + 1, width), $"the character {shown} (U+{char.ConvertToUtf32(_text, _at):X4}) means nothing here",
            notes: ["outside quotes a file holds words, numbers and the marks , | ; : = * ( ) + - [ ] # \""], helps: helps);
        _at += width;
        _first = false;
    }
}
