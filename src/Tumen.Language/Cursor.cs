using Tumen.Model;

namespace Tumen.Language;

/// <summary>A syntax error already reported; the clause is skipped and reading goes on with the next one.</summary>
internal sealed class ClauseFailed : Exception;

/// <summary>Walks over tokens clause by clause. A clause is a line and the indented lines below it.</summary>
internal sealed class Cursor(List<Token> tokens, string file, List<Diagnostic> found)
{
    private int _at;

    public Token Now => tokens[_at];

    public bool AtEnd => Now.Kind == TokenKind.End;

    public string File => file;

    public Token Ahead(int n) => tokens[Math.Min(_at + n, tokens.Count - 1)];

    public Token Take() => tokens[_at < tokens.Count - 1 ? _at++ : _at];

    /// <summary>Whether the clause continues on an indented next line; if so, moves there.</summary>
    public bool Continue()
    {
        if (Now.Kind == TokenKind.LineEnd && Ahead(1).Kind != TokenKind.End && Ahead(1).Indented)
        {
            _at++;
            return true;
        }

        return false;
    }

    /// <summary>Whether nothing is left in the clause (after moving over continued lines).</summary>
    public bool ClauseOver()
    {
        while (Now.Kind == TokenKind.LineEnd)
        {
            if (!Continue())
            {
                return true;
            }
        }

        return AtEnd;
    }

    public bool LineOver => Now.Kind is TokenKind.LineEnd or TokenKind.End;

    public bool Is(string word) => Now.Kind is TokenKind.Word or TokenKind.Symbol && Now.Text == word;

    public bool Accept(params ReadOnlySpan<string> words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            var t = Ahead(i);
            if (t.Kind is not (TokenKind.Word or TokenKind.Symbol) || t.Text != words[i])
            {
                return false;
            }
        }

        _at += words.Length;
        return true;
    }

    public void Expect(string word)
    {
        if (!Accept(word))
        {
            Fail("G010", $"expected `{word}`, found {Describe(Now)}");
        }
    }

    public Token Word(string what)
    {
        if (Now.Kind != TokenKind.Word)
        {
            Fail("G011", $"expected {what}, found {Describe(Now)}");
        }

        return Take();
    }

    public double Number(string what)
    {
        double sign = Accept("-") ? -1 : Accept("+") ? 1 : 1;
        if (Now.Kind != TokenKind.Number)
        {
            Fail("G012", $"expected {what}, found {Describe(Now)}");
        }

        return sign * Take().Number;
    }

    public string Text(string what)
    {
        if (Now.Kind != TokenKind.Text)
        {
            Fail("G013", $"expected {what} in quotes, found {Describe(Now)}");
        }

        return Take().Text;
    }

    public void SkipClause()
    {
        while (!AtEnd)
        {
            while (!LineOver)
            {
                _at++;
            }

            if (!Continue())
            {
                break;
            }
        }

        if (Now.Kind == TokenKind.LineEnd)
        {
            _at++;
        }
    }

    public void EndClause()
    {
        if (!ClauseOver())
        {
            Fail("G014", $"{Describe(Now)} does not belong here");
        }

        if (Now.Kind == TokenKind.LineEnd)
        {
            _at++;
        }
    }

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    public void Fail(string code, string message, Place? place = null, IEnumerable<string>? notes = null, IEnumerable<string>? helps = null)
    {
        Report(code, message, place, notes, helps);
        throw new ClauseFailed();
    }

    public void Report(string code, string message, Place? place = null, IEnumerable<string>? notes = null, IEnumerable<string>? helps = null) =>
        found.Add(Diagnostic.Error(code, message, file, place ?? Now.Place, null, notes, helps));

    public static string Describe(Token t) => t.Kind switch
    {
        TokenKind.LineEnd => "the end of the line",
        TokenKind.End => "the end of the file",
        TokenKind.Text => $"the text \"{t.Text}\"",
        TokenKind.Cite => $"the citation [{t.Text}]",
        _ => $"`{t.Text}`",
    };
}
