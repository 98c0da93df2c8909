using System.Text;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>
/// The one layout of .game, .codebook and .study files: blanks between words are set, clauses of a paragraph share a column, comments stay. Only blanks
/// change, and no line moves to or from the margin, so the meaning cannot.
/// </summary>
public static class Formatter
{
    private const int WidestHead = 40;

    /// <summary>Lays a text out. Laying out twice changes nothing more.</summary>
    /// <param name="text">Any text; one that is no text, or has a line that is no line of tokens, is refused.</param>
    /// <param name="fileName">Name as the user gave it, for messages.</param>
    public static Parsed<string> Format(string text, string fileName)
    {
        if (SourceText.Problem(text, fileName) is { } problem)
        {
            return Parsed<string>.Bad(problem);
        }

        var bag = new DiagnosticBag(fileName, text);
        var (tokens, comments) = Lexer.Read(text, bag);
        return bag.HasErrors ? new Parsed<string>(null, bag.All) : Parsed<string>.Good(Lay(tokens, comments));
    }

    private static string Lay(List<Token> tokens, List<Comment> comments)
    {
        var lines = Lines(tokens, comments);
        SetColumns(lines);
        var result = new StringBuilder();
        var last = 0;
        foreach (var line in lines)
        {
            if (last > 0 && line.Number > last + 1)
            {
                result.Append('\n');
            }

            last = line.Number;
            Write(result, line);
        }

        return result.ToString();
    }

    private static List<LayoutLine> Lines(List<Token> tokens, List<Comment> comments)
    {
        var lines = new SortedDictionary<int, LayoutLine>();
        foreach (var token in tokens)
        {
            (lines.TryGetValue(token.Place.Line, out var line) ? line : lines[token.Place.Line] = new LayoutLine(token.Place.Line)).Tokens.Add(token);
        }

        foreach (var comment in comments)
        {
            (lines.TryGetValue(comment.Line, out var line) ? line : lines[comment.Line] = new LayoutLine(comment.Line)).Comment = comment;
        }

        return [.. lines.Values];
    }

    /// <summary>Every paragraph (clauses without an empty line or a comment at the margin between) shares the column where bodies start.</summary>
    private static void SetColumns(List<LayoutLine> lines)
    {
        var paragraph = new List<LayoutLine>();
        string? kind = null;
        var last = 0;
        foreach (var line in lines)
        {
            var own = line.StartsClause ? Kind(line) : kind;
            if (line.Number > last + 1 || own != kind)
            {
                Close(paragraph);
            }

            (kind, last) = (own, line.Number);
            paragraph.Add(line);
        }

        Close(paragraph);
    }

    private static void Close(List<LayoutLine> paragraph)
    {
        var heads = paragraph.Where(l => l.StartsClause).Select(l => Head(l)).ToList();
        var widest = heads.Where(h => h.Length <= WidestHead).Select(h => h.Length).DefaultIfEmpty(1).Max();
        foreach (var line in paragraph)
        {
            line.Column = Math.Max(2, widest + 2);
        }

        var labelled = paragraph.Where(l => l.StartsClause && l.Tokens[0].Text is "player" or "situation" && LabelAt(l) > 0).ToList();
        var longest = labelled.Select(l => Join(l.Tokens, HeadCount(l), LabelAt(l)).Length).Where(n => n <= 2 * WidestHead).DefaultIfEmpty(0).Max();
        foreach (var line in labelled)
        {
            line.LabelColumn = longest;
        }

        paragraph.Clear();
    }

    /// <summary>Clauses whose bodies line up: all declarations of one kind, all payoffs.</summary>
    private static string Kind(LayoutLine line) => line.Tokens[0].Text switch
    {
        "player" or "situation" or "next" or "theory" or "events" or "study" or "codebook" or "estimate" or "all" or "first" or "covariate" => line.Tokens[0].Text,
        "game" or "records" or "source" or "compare" => "data",
        "watch" or "what" => "what to compute",
        "concession" or "compliance" or "threats" or "instruments" => "flows",
        "prior" or "fix" or "weight" or "foresight" or "noise" or "clusters" or "regimes" or "assume" or "leave" => "assumptions",
        "one" when line.Tokens.Count > 2 && line.Tokens[1].Is("a") && line.Tokens[2].Is("day") => "assumptions",
        "each" when line.Tokens.Count > 1 && line.Tokens[1].Is("event") => "assumptions",
        _ => "payoffs",
    };

    /// <summary>Index of the label of a player or a situation, or -1.</summary>
    private static int LabelAt(LayoutLine line) => line.Tokens.FindIndex(Math.Min(2, line.Tokens.Count), t => t.Kind == TokenKind.Text);

    private static int HeadCount(LayoutLine line)
    {
        var tokens = line.Tokens;
        var count = tokens[0].Text switch
        {
            "player" => Math.Max(2, tokens.FindIndex(t => t.Is("may"))),
            "situation" or "next" when tokens.Count > 4 && tokens[2].Is("of") && tokens[3].Is("each") => 4,
            "situation" or "next" or "events" or "leave" => 2,
            "one" when tokens.Count > 2 && tokens[1].Is("a") && tokens[2].Is("day") => 3,
            "each" when tokens.Count > 1 && tokens[1].Is("event") => 4,
            "what" => tokens.Count > 2 && tokens[2].Kind == TokenKind.Text ? 3 : 2,
            "watch" => tokens.Count > 1 && tokens[1].Kind == TokenKind.Text ? 2 : 1,
            "theory" => 2,
            "concession" or "compliance" => 5,
            "threats" or "instruments" => 3,
            _ => 1,
        };
        while (tokens[0].Text == "theory" && count < tokens.Count && tokens[count].Kind == TokenKind.Cite)
        {
            count++;
        }

        return Math.Min(count, tokens.Count);
    }

    private static string Head(LayoutLine line) => Join(line.Tokens, 0, HeadCount(line));

    private static void Write(StringBuilder result, LayoutLine line)
    {
        var start = result.Length;
        if (line.Tokens.Count == 0)
        {
            var comment = line.Comment!.Value;
            result.Append(' ', comment.Column == 1 ? 0 : line.Column).Append(comment.Text).Append('\n');
            return;
        }

        if (line.StartsClause)
        {
            var count = HeadCount(line);
            var head = Join(line.Tokens, 0, count);
            result.Append(head);
            if (count < line.Tokens.Count)
            {
                var gap = Tight(line.Tokens[count - 1], line.Tokens[count]) ? 0 : Aligned(line) && head.Length <= WidestHead ? line.Column - head.Length : 1;
                result.Append(' ', gap).Append(Body(line, count));
            }
        }
        else
        {
            result.Append(' ', line.Column).Append(Join(line.Tokens, 0, line.Tokens.Count));
        }

        if (line.Comment is { } trailing)
        {
            result.Append("   ").Append(trailing.Text);
        }

        while (result.Length > start && result[^1] == ' ')
        {
            result.Length--;
        }

        result.Append('\n');
    }

    private static string Body(LayoutLine line, int from)
    {
        var label = line.LabelColumn > 0 ? LabelAt(line) : -1;
        if (label <= from)
        {
            return Join(line.Tokens, from, line.Tokens.Count);
        }

        return Join(line.Tokens, from, label).PadRight(line.LabelColumn) + "   " + Join(line.Tokens, label, line.Tokens.Count);
    }

    private static bool Aligned(LayoutLine line) => line.Tokens[0].Text is not ("game" or "study" or "codebook" or "all" or "first" or "estimate" or "assume" or "prior" or "fix" or "weight" or "covariate")
        || line.Tokens[0].Text == "game" && line.Tokens.Count == 2;

    private static string Join(List<Token> tokens, int from, int to)
    {
        var result = new StringBuilder();
        for (var i = from; i < to; i++)
        {
            if (i > from)
            {
                result.Append(' ', Gap(tokens, i));
            }

            result.Append(Source(tokens[i]));
        }

        return result.ToString();
    }

    /// <summary>Blanks before a token that follows another on its line.</summary>
    private static int Gap(List<Token> tokens, int i)
    {
        var (before, token) = (tokens[i - 1], tokens[i]);
        if (Tight(before, token))
        {
            return 0;
        }

        if (before.Is('-') || before.Is('+'))
        {
            return token.Kind == TokenKind.Number ? 0 : 1;
        }

        return !before.Is(',') && i > 1 && (StartsAlternative(tokens, i) || IsLabel(tokens, i)) ? 3 : 1;
    }

    /// <summary>Whether another alternative, player or part of the clause starts here, in the middle of a line.</summary>
    private static bool StartsAlternative(List<Token> tokens, int i)
    {
        var token = tokens[i];
        if (token.Kind != TokenKind.Word || tokens[i - 1].Kind == TokenKind.Cite)
        {
            return false;
        }

        if (i + 1 < tokens.Count && (tokens[i + 1].Is("gains") || tokens[i + 1].Is("loses")))
        {
            return true;
        }

        return token.Text switch
        {
            "rises" or "falls" or "becomes" or "quiet" or "builds" or "predicts" or "holding" => true,
            "gains" or "loses" => !IsPlayer(tokens, i - 1),
            "starts" => !(tokens[i - 2].Is(';') || tokens[i - 2].Is(',') || tokens[i - 2].Kind == TokenKind.Text),
            _ => false,
        };
    }

    /// <summary>Whether a word is the player of the verb after it, rather than the end of what was said before.</summary>
    private static bool IsPlayer(List<Token> tokens, int i) =>
        tokens[i].Kind == TokenKind.Word && i > 0 && !(tokens[i - 1].Is('*') || tokens[i - 1].Is("of") || tokens[i - 1].Is("is") || tokens[i - 1].Is("or") || tokens[i - 1].Is("plays")
            || tokens[i - 1].Is("play") || tokens[i - 1].Is("not") || tokens[i - 1].Is("least") || tokens[i - 1].Is("most") || tokens[i - 1].Is("gains") || tokens[i - 1].Is("loses") || tokens[i - 1].Is(',') || tokens[i - 1].Is("constant"));

    /// <summary>Whether a quoted text is the label of what stands before it.</summary>
    private static bool IsLabel(List<Token> tokens, int i)
    {
        var before = tokens[i - 1];
        if (tokens[i].Kind != TokenKind.Text || before.Kind is TokenKind.Text or TokenKind.Cite || (i == 2 && tokens[0].Is("weight")))
        {
            return false;
        }

        return !(before.Kind == TokenKind.Word && (before.Text is "predicts" or "by" or "for" or "if" || (before.Text == "on" && tokens[i - 2].Is("builds"))
            || (before.Text is "is" or "or" or "not" && tokens[0].Text is not ("player" or "situation"))));
    }

    private static bool Tight(Token before, Token token) =>
        token.Is(',') || token.Is(';') || token.Is(':') || token.Is(')') || before.Is('(') || token.Is('/') || before.Is('/')
        || (token.Is('(') && before.Kind == TokenKind.Word && before.Text is "normal" or "halfnormal" or "beta" or "log");

    private static string Source(Token token) => token.Kind switch
    {
        TokenKind.Text => $"\"{token.Text}\"",
        TokenKind.Cite => $"[{token.Text}]",
        _ => token.Text,
    };
}

/// <summary>One line being laid out.</summary>
internal sealed class LayoutLine(int number)
{
    public int Number { get; } = number;

    public List<Token> Tokens { get; } = [];

    public Comment? Comment { get; set; }

    /// <summary>Blanks before a continuation, and column of a clause's body.</summary>
    public int Column { get; set; } = 2;

    /// <summary>Width of what stands between head and label; 0 when labels are not lined up.</summary>
    public int LabelColumn { get; set; }

    public bool StartsClause => Tokens.Count > 0 && Tokens[0].Place.Column == 1;
}
