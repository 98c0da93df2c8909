using System.Text;

namespace Tumen.Episodes;

internal enum GameToken { End, Text, Number, Word, Open, Close, Comma, Other }

/// <summary>A file that cannot be read further, thrown inside the readers and turned into a diagnostic at their door.</summary>
internal sealed class GameSyntaxException(string code, int position, string message) : Exception(message)
{
    public string Code { get; } = code;

    public int Position { get; } = position;
}

/// <summary>Cuts .efg and .nfg text into tokens; forward only, one token ahead.</summary>
internal sealed class GameScanner
{
    private const double LargestPayoff = 1e100;

    private readonly string _text;
    private int _next;

    public GameScanner(string text)
    {
        _text = text;
        Advance();
    }

    public GameToken Token { get; private set; }

    public int Start { get; private set; }

    public string Text { get; private set; } = "";

    public ReadOnlySpan<char> Raw => _text.AsSpan(Start, _next - Start);

    public void Advance()
    {
        while (_next < _text.Length && (char.IsWhiteSpace(_text[_next]) || _text[_next] == '\uFEFF')) _next++;
        Start = _next;
        if (_next >= _text.Length) { Token = GameToken.End; return; }
        char c = _text[_next];
        switch (c)
        {
            case '{': _next++; Token = GameToken.Open; return;
            case '}': _next++; Token = GameToken.Close; return;
            case ',': _next++; Token = GameToken.Comma; return;
            case '"': ReadText(); return;
        }
        if (char.IsAsciiDigit(c) || c is '.' or '-' or '+')
        {
            while (_next < _text.Length && IsNumberPart(_next)) _next++;
            Token = GameToken.Number;
        }
        else if (char.IsLetter(c))
        {
            while (_next < _text.Length && char.IsLetterOrDigit(_text[_next])) _next++;
            Token = GameToken.Word;
        }
        else
        {
            _next++;
            Token = GameToken.Other;
        }
    }

    private bool IsNumberPart(int at)
    {
        char c = _text[at];
        return char.IsAsciiDigit(c) || c is '.' or '/' or 'e' or 'E' || (c is '-' or '+' && (at == Start || _text[at - 1] is 'e' or 'E'));
    }

    private void ReadText()
    {
        Token = GameToken.Text;
        int end = _text.IndexOf('"', _next + 1);
        if (end > 0 && _text[end - 1] != '\\')
        {
            Text = _text[(_next + 1)..end];
            _next = end + 1;
            return;
        }
        var built = new StringBuilder();
        for (int k = _next + 1; k < _text.Length; k++)
        {
            if (_text[k] == '"')
            {
                Text = built.ToString();
                _next = k + 1;
                return;
            }
            if (_text[k] == '\\' && k + 1 < _text.Length && _text[k + 1] == '"') k++;
            built.Append(_text[k]);
        }
        throw new GameSyntaxException("E102", Start, "this text in quotes never ends; expected a closing \"");
    }

    public string Found() => Token switch
    {
        GameToken.End => "the end of the file",
        GameToken.Text => $"the text \"{(Text.Length > 40 ? Text[..40] + "…" : Text)}\"",
        _ => $"'{(Raw.Length > 40 ? string.Concat(Raw[..40], "…") : Raw.ToString())}'",
    };

    public GameSyntaxException Unexpected(string expected) => new("E101", Start, $"expected {expected}, found {Found()}");

    public void Expect(GameToken token, string expected)
    {
        if (Token != token) throw Unexpected(expected);
        Advance();
    }

    public string TakeText(string expected)
    {
        if (Token != GameToken.Text) throw Unexpected(expected);
        string value = Text;
        Advance();
        return value;
    }

    public bool TryTake(GameToken token)
    {
        if (Token != token) return false;
        Advance();
        return true;
    }

    public Rational TakeNumber(string expected)
    {
        if (Token != GameToken.Number || !Rational.TryParse(Raw, out var value)) throw Unexpected(expected);
        Advance();
        return value;
    }

    /// <summary>A payoff, small enough for sums of payoffs to be numbers.</summary>
    public Rational TakePayoff(string expected)
    {
        int at = Start;
        var value = TakeNumber(expected);
        double size = Math.Abs(value.ToDouble());
        if (!(size <= LargestPayoff)) throw new GameSyntaxException("E117", at, "the payoff is beyond 1e100 in size; expected payoffs in a larger unit");
        return value;
    }

    public int TakeInteger(string expected)
    {
        if (Token != GameToken.Number || !int.TryParse(Raw, System.Globalization.CultureInfo.InvariantCulture, out int value)) throw Unexpected(expected);
        Advance();
        return value;
    }

    public static (int Line, int Column) Place(string text, int position)
    {
        int line = 1, lineStart = 0;
        for (int k = 0; k < position && k < text.Length; k++)
            if (text[k] == '\n') (line, lineStart) = (line + 1, k + 1);
        return (line, position - lineStart + 1);
    }
}
