namespace Tumen.Episodes;

internal enum EpisodeToken { Word, Number, Text, Sign, End, Cursor }

/// <summary>A clause that cannot be read, thrown within it and turned into a diagnostic at its end.</summary>
internal sealed class EpisodeSyntaxException(string code, TextPlace place, string message) : Exception(message)
{
    public string Code { get; } = code;

    public TextPlace Place { get; } = place;
}

/// <summary>The words of one clause, its indented lines included, read one at a time.</summary>
internal sealed class EpisodeClause
{
    private readonly List<(EpisodeToken Kind, string Text, TextPlace Place)> _tokens = [];
    /// <summary>Stands in a text where somebody is typing.</summary>
    public const char Cursor = '\u0001';

    private readonly List<string> _wanted = [];
    private readonly TextPlace _end;
    private int _next;

    private EpisodeClause(IEnumerable<(int Number, string Text)> lines)
    {
        foreach (var (number, text) in lines) Cut(number, text);
        _end = _tokens.Count > 0 ? new TextPlace(_tokens[^1].Place.Line, _tokens[^1].Place.Column + _tokens[^1].Text.Length) : new TextPlace(1, 1);
        Start = _tokens.Count > 0 ? _tokens[0].Place : _end;
    }

    public TextPlace Start { get; }

    /// <summary>What the reader looked for where somebody is typing: words of the grammar, and descriptions of names after a question mark.</summary>
    public IEnumerable<string> Wanted => _wanted;

    /// <summary>Every clause starts at the left margin; indented lines continue it.</summary>
    public static IEnumerable<EpisodeClause> Split(string text)
    {
        var block = new List<(int, string)>();
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            string bare = WithoutComment(line).TrimEnd();
            if (bare.Length == 0) continue;
            if (!char.IsWhiteSpace(bare[0]) && block.Count > 0)
            {
                yield return new EpisodeClause(block);
                block.Clear();
            }
            block.Add((number, bare));
        }
        if (block.Count > 0) yield return new EpisodeClause(block);
    }

    private static string WithoutComment(string line)
    {
        bool quoted = false;
        for (int k = 0; k < line.Length; k++)
        {
            if (line[k] == '"') quoted = !quoted;
            if (line[k] == '#' && !quoted) return line[..k];
        }
        return line;
    }

    private void Cut(int line, string text)
    {
        int k = 0;
        while (k < text.Length)
        {
            char c = text[k];
            var place = new TextPlace(line, k + 1);
            if (char.IsWhiteSpace(c) || c == '\uFEFF')
            {
                k++;
                continue;
            }
            int from = k;
            if (c == '"')
            {
                int close = text.IndexOf('"', k + 1);
                k = close < 0 ? text.Length : close + 1;
                _tokens.Add((EpisodeToken.Text, close < 0 ? text[from..] : text[from..k], place));
            }
            else if (c == Cursor)
            {
                k++;
                _tokens.Add((EpisodeToken.Cursor, c.ToString(), place));
            }
            else if (c == '[')
            {
                int close = text.IndexOf(']', k);
                k = close < 0 ? text.Length : close + 1;
                if (close < 0) _tokens.Add((EpisodeToken.Sign, text[from..], place)); // what follows would be lost in silence: it is read as a sign that nothing expects
            }
            else if (char.IsAsciiDigit(c) || (c == '.' && k + 1 < text.Length && char.IsAsciiDigit(text[k + 1])))
            {
                while (k < text.Length && (char.IsAsciiDigit(text[k]) || text[k] == '.')) k++;
                _tokens.Add((EpisodeToken.Number, text[from..k], place));
            }
            else if (char.IsLetter(c) || c == '_')
            {
                while (k < text.Length && (char.IsLetterOrDigit(text[k]) || text[k] == '_' || (text[k] == '\'' && k > from))) k++;
                _tokens.Add((EpisodeToken.Word, text[from..k], place));
            }
            else
            {
                k++;
                _tokens.Add((EpisodeToken.Sign, c.ToString(), place));
            }
        }
    }

    public EpisodeToken Kind => _next < _tokens.Count ? _tokens[_next].Kind : EpisodeToken.End;

    public string Text => _next < _tokens.Count ? _tokens[_next].Text : "";

    public TextPlace Place => _next < _tokens.Count ? _tokens[_next].Place : _end;

    public void Advance() => _next++;

    public string? Peek(int ahead) => _next + ahead < _tokens.Count ? _tokens[_next + ahead].Text : null;

    /// <summary>Says what would be understood at a token further on, should somebody be typing there.</summary>
    public void Offer(int ahead, params ReadOnlySpan<string> words)
    {
        if (_next + ahead < _tokens.Count && _tokens[_next + ahead].Kind == EpisodeToken.Cursor) _wanted.AddRange(words);
    }

    public EpisodeSyntaxException Unexpected(string expected)
    {
        if (Kind == EpisodeToken.Cursor) _wanted.Add("?" + expected);
        return new("E201", Place, $"expected {expected}, found {(Kind == EpisodeToken.End ? "the end of the clause" : $"`{Text}`")}");
    }

    public bool Try(string text)
    {
        if (Kind == EpisodeToken.Cursor) _wanted.Add(text);
        if (Text != text || Kind is EpisodeToken.Text or EpisodeToken.End or EpisodeToken.Cursor) return false;
        _next++;
        return true;
    }

    public void Expect(string text, string? why = null)
    {
        if (!Try(text)) throw Unexpected($"`{text}`{why}");
    }

    public string Word(string expected)
    {
        if (Kind != EpisodeToken.Word) throw Unexpected(expected);
        return _tokens[_next++].Text;
    }

    /// <summary>A word or a number, perhaps with a minus and a fraction: the name of a level or an action.</summary>
    public string Level(string expected)
    {
        if (Kind == EpisodeToken.Word) return _tokens[_next++].Text;
        string minus = Try("-") ? "-" : "";
        if (Kind != EpisodeToken.Number) throw Unexpected(expected);
        string number = _tokens[_next++].Text;
        if (!Try("/")) return minus + number;
        if (Kind != EpisodeToken.Number) throw Unexpected("a number below the fraction line");
        return $"{minus}{number}/{_tokens[_next++].Text}";
    }

    public string Quoted(string expected)
    {
        if (Kind != EpisodeToken.Text) throw Unexpected(expected);
        string text = _tokens[_next++].Text;
        return text.Length > 1 && text[^1] == '"' ? text[1..^1] : throw new EpisodeSyntaxException("E202", _tokens[_next - 1].Place, "this text in quotes never ends on its line");
    }

    public void ExpectEnd()
    {
        if (Kind == EpisodeToken.Text) Advance();
        if (Kind != EpisodeToken.End) throw Unexpected("the end of the clause");
    }
}
