using Tumen.Model;

namespace Tumen.Language;

/// <summary>Walks the tokens of one clause. A method that fails has reported why.</summary>
internal sealed class TokenReader
{
    private readonly IReadOnlyList<Token> _tokens;
    private readonly Token _end;
    private int _at;
    private int _recovered = -1;

    public TokenReader(Clause clause, DiagnosticBag bag)
    {
        _tokens = clause.Tokens;
        Bag = bag;
        var last = _tokens[^1];
        _end = new Token(TokenKind.End, string.Empty, new Place(last.Place.Line, last.End, 1), false, 0);
    }

    /// <summary>Where findings go.</summary>
    public DiagnosticBag Bag { get; }

    /// <summary>Whether the clause is used up.</summary>
    public bool AtEnd => _at >= _tokens.Count;

    /// <summary>How many tokens have been taken.</summary>
    public int Position => _at;

    /// <summary>The words taken since a position, as a reader would say them.</summary>
    public string WordsSince(int position) =>
        string.Join(' ', _tokens.Skip(position).Take(_at - position).Select(t => t.Kind == TokenKind.Text ? $"\"{t.Text}\"" : t.Text))
            .Replace("( ", "(", StringComparison.Ordinal).Replace(" )", ")", StringComparison.Ordinal);

    /// <summary>The next token.</summary>
    public Token Peek => PeekAt(0);

    /// <summary>The last token taken.</summary>
    public Token Last => _at > 0 ? _tokens[_at - 1] : _tokens[0];

    /// <summary>A token further on.</summary>
    public Token PeekAt(int n) => _at + n < _tokens.Count ? _tokens[_at + n] : _end;

    /// <summary>Takes the next token.</summary>
    public Token Next()
    {
        var token = Peek;
        _at = Math.Min(_at + 1, _tokens.Count);
        return token;
    }

    /// <summary>Takes the next token as a word of the grammar.</summary>
    public Token Word()
    {
        Bag.Words.Add((Peek.Place.Line, Peek.Place.Column));
        return Next();
    }

    /// <summary>Takes one of several words if it is next; null otherwise.</summary>
    public string? TakeAny(IReadOnlyList<string> words)
    {
        Offer(words);
        return Peek.Kind == TokenKind.Word && words.Contains(Peek.Text) ? Word().Text : null;
    }

    /// <summary>Takes a word if it is next.</summary>
    public bool Take(string word)
    {
        var yes = Peek.Is(word);
        if (yes)
        {
            Word();
        }

        return yes;
    }

    /// <summary>Takes several words if they are next.</summary>
    public bool Take(string first, string second)
    {
        if (Peek.Typed is { } typed)
        {
            typed.Offer($"{first} {second}");
            return false;
        }

        var yes = Peek.Is(first) && PeekAt(1).Is(second);
        if (yes)
        {
            Word();
            Word();
        }

        return yes;
    }

    /// <summary>Takes a mark if it is next.</summary>
    public bool Take(char mark)
    {
        var yes = Peek.Is(mark);
        _at += yes ? 1 : 0;
        return yes;
    }

    /// <summary>Takes a quoted text if it is next.</summary>
    public string? TakeText() => Peek.Kind == TokenKind.Text ? Next().Text : null;

    /// <summary>Says that one of these words would be understood here, where they are looked for by other means than <see cref="Take(string)"/>.</summary>
    public void Offer(IEnumerable<string> words)
    {
        if (Peek.Typed is { } typed)
        {
            foreach (string word in words)
            {
                typed.Offer(word);
            }
        }
    }

    /// <summary>Says what kind of name would be understood here.</summary>
    public void Ask(string what) => Peek.Typed?.Ask(what);

    /// <summary>Reports that something else was expected here.</summary>
    public void Expected(string what, params string[] helps) =>
        Bag.Grammar("T121", Peek.Place, $"expected {what}, found {Peek.Shown}", caret: null, helps: [.. DecimalComma(), .. helps.Length > 0 ? helps : [AtEnd ? $"the clause ends too early: add {what}" : $"put {what} here"]]);

    /// <summary>0,4 is not 0.4: what a writer of decimal commas is told.</summary>
    private IEnumerable<string> DecimalComma() =>
        _at >= 2 && Peek.Kind == TokenKind.Number && _tokens[_at - 1].Is(',') && _tokens[_at - 2].Kind == TokenKind.Number && _tokens[_at - 2].End + 1 == Peek.Place.Column && Peek.Place.Line == _tokens[_at - 2].Place.Line
            ? [$"numbers are written with a point:   {_tokens[_at - 2].Text}.{Peek.Text}"] : [];

    /// <summary>Takes a word or reports its absence.</summary>
    public bool Expect(string word, params string[] helps)
    {
        if (Take(word))
        {
            return true;
        }

        Expected($"`{word}`", helps);
        return false;
    }

    /// <summary>Takes a mark or reports its absence.</summary>
    public bool Expect(char mark, params string[] helps)
    {
        if (Take(mark))
        {
            return true;
        }

        Expected($"`{mark}`", helps);
        return false;
    }

    /// <summary>Takes a name or reports its absence. Words with a fixed meaning are no names.</summary>
    public Token? ExpectName(string what)
    {
        Ask(what);
        if (Peek.Kind != TokenKind.Word)
        {
            Expected(what);
            return null;
        }

        if (Keywords.IsReserved(Peek.Text))
        {
            Bag.Grammar("T123", Peek.Place, $"expected {what}, found `{Peek.Text}`, a word with a fixed meaning",
                notes: [$"words with a fixed meaning are no names: {Wording.List(Keywords.Reserved, most: 60)}"],
                helps: [what.StartsWith("the name of", StringComparison.Ordinal) || !Keywords.IsStructural(Peek.Text) ? $"if it is to be a name, take another word, or join two:   {Peek.Text}_time" : $"write {what} before `{Peek.Text}`"]);
            return null;
        }

        return Next();
    }

    /// <summary>Takes a quoted text or reports its absence.</summary>
    public Token? ExpectText(string what)
    {
        Ask($"{what} in quotes");
        if (Peek.Kind == TokenKind.Text && Peek.Text.Length > 0)
        {
            return Next();
        }

        Expected($"{what} in quotes");
        return null;
    }

    /// <summary>Whether a word is next that other programs write for a number that is none; where a number could stand it is never a name.</summary>
    public bool IsNotANumber => Peek.Kind == TokenKind.Word && Peek.Text.ToLowerInvariant() is "nan" or "inf" or "infinity";

    /// <summary>Takes a number with an optional sign or reports its absence.</summary>
    public (double Value, Place Place)? ExpectNumber(string what)
    {
        var signed = Peek.Is('-') || Peek.Is('+');
        var token = PeekAt(signed ? 1 : 0);
        if (token.Kind == TokenKind.Number)
        {
            var from = Peek;
            var sign = from.Is('-') ? -1.0 : 1.0;
            _at += signed ? 2 : 1;
            return (sign * token.Value, Cover(from, token));
        }

        if (IsNotANumber)
        {
            Bag.Grammar("T108", Peek.Place, $"`{Peek.Text}` is not a number that can be used", notes: ["every number is finite"], helps: ["write a number; where it is not known, leave the clause out"]);
            return null;
        }

        Ask("a number");
        Expected(what);
        return null;
    }

    /// <summary>Takes a whole number from <paramref name="least"/> to 1,000,000 or reports.</summary>
    public int? ExpectCount(string what, int least)
    {
        var token = Peek;
        if (ExpectNumber(what) is not { } number)
        {
            return null;
        }

        if (number.Value != Math.Floor(number.Value) || number.Value < least || number.Value > 1_000_000)
        {
            Bag.Error("T112", number.Place, $"{what} must be a whole number from {least} to 1,000,000; found {Wording.Number(number.Value)}", helps: [$"write a whole number{(number.Value > least && number.Value < 1_000_000 ? $", such as {Wording.Number(Math.Round(number.Value))}" : $" from {least} on")}"]);
            return null;
        }

        return (int)number.Value;
    }

    /// <summary>Takes a month or reports its absence.</summary>
    public Token? ExpectDate(string what)
    {
        Ask("a month");
        if (Peek.Kind == TokenKind.Date)
        {
            return Next();
        }

        Expected($"{what} such as 2017-09");
        return null;
    }

    /// <summary>Reports text after the end of what was understood, if any.</summary>
    public bool ExpectEnd(string after, params string[] helps)
    {
        if (AtEnd)
        {
            return true;
        }

        Bag.Grammar("T122", Peek.Place, $"{Peek.Shown} is not understood after {after}",
            notes: ["nothing is skipped: every word of a clause must be one that the clause knows"],
            helps: [.. DecimalComma(), .. helps.Length > 0 ? helps : ["take it out, or begin a clause of its own with it at the margin"]]);
        return false;
    }

    /// <summary>Gives the rest of the clause up: after what was reported it can prove nothing.</summary>
    public void Abandon() => _at = _tokens.Count;

    /// <summary>Skips to the next line of the clause, or to the next of some words, and doubts the names passed.</summary>
    public void Recover(params ReadOnlySpan<string> stops)
    {
        // Where a line ended too early, the next one is read as if nothing had happened; a second failure at its start moves on.
        if (!AtEnd && Peek.FirstOnLine && _at > 0 && _recovered != _at && stops.Contains(Peek.Text))
        {
            _recovered = _at;
            return;
        }

        for (var i = Math.Min(_at, _tokens.Count - 1); i >= 0 && _tokens[i].Place.Line == Peek.Place.Line; i--)
        {
            if (_tokens[i].Kind == TokenKind.Word)
            {
                Bag.Doubt(_tokens[i].Text);
            }
        }

        var first = true;
        while (!AtEnd)
        {
            var token = Peek;
            if (token.FirstOnLine && !first)
            {
                return;
            }

            if (!first && token.Kind == TokenKind.Word && stops.Contains(token.Text))
            {
                return;
            }

            first = false;
            if (token.Kind == TokenKind.Word)
            {
                Bag.Doubt(token.Text);
            }

            Next();
        }
    }

    /// <summary>From one token to the end of another, cut to the first line.</summary>
    public static Place Cover(Token from, Token to) =>
        from.Place.Line == to.Place.Line && to.End > from.Place.Column ? from.Place with { Length = to.End - from.Place.Column } : from.Place;

    /// <summary>From one token to the last one taken.</summary>
    public Place CoverFrom(Token from)
    {
        var length = from.Place.Length;
        for (var i = _at - 1; i >= 0; i--)
        {
            if (_tokens[i].Place.Line == from.Place.Line)
            {
                length = Math.Max(length, _tokens[i].End - from.Place.Column);
                break;
            }
        }

        return from.Place with { Length = length };
    }
}
