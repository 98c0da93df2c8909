using Tumen.Model;

namespace Tumen.Language;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>A keyword or a name.</summary>
    Word,

    /// <summary>An unsigned number.</summary>
    Number,

    /// <summary>A month written yyyy-MM.</summary>
    Date,

    /// <summary>A quoted text.</summary>
    Text,

    /// <summary>A citation in square brackets.</summary>
    Cite,

    /// <summary>One punctuation mark.</summary>
    Symbol,

    /// <summary>The end of a clause.</summary>
    End,

    /// <summary>The place where an editor's user is typing.</summary>
    Cursor,
}

/// <summary>One token with its place.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The word, the mark, or the content of a quoted text or citation.</param>
/// <param name="Place">Where it stands, quotes included.</param>
/// <param name="FirstOnLine">Whether nothing but blanks precedes it on its line.</param>
/// <param name="Value">The number, for a number.</param>
/// <param name="Typed">What is wanted here, where somebody is typing; null elsewhere.</param>
internal readonly record struct Token(TokenKind Kind, string Text, Place Place, bool FirstOnLine, double Value, Cursor? Typed = null)
{
    /// <summary>Whether it is that word.</summary>
    public bool Is(string word)
    {
        Typed?.Offer(word);
        return Kind == TokenKind.Word && string.Equals(Text, word, StringComparison.Ordinal);
    }

    /// <summary>Whether it is that mark.</summary>
    public bool Is(char mark) => Kind == TokenKind.Symbol && Text[0] == mark;

    /// <summary>How a message names it.</summary>
    public string Shown => Kind switch
    {
        TokenKind.End or TokenKind.Cursor => "the end of the clause",
        TokenKind.Text => $"the text \"{Wording.Shorten(Text)}\"",
        TokenKind.Cite => $"the citation [{Wording.Shorten(Text)}]",
        _ => $"`{Wording.Shorten(Text)}`",
    };

    /// <summary>Column just after it.</summary>
    public int End => Place.Column + Place.Length;
}

/// <summary>A comment, kept for the formatter.</summary>
/// <param name="Text">From the mark # to the end of the line, trailing blanks removed.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Column">Column of its #.</param>
/// <param name="Alone">Whether nothing else is on the line.</param>
internal readonly record struct Comment(string Text, int Line, int Column, bool Alone);
