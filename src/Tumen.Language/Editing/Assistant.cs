using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Answers an editor's questions about a place in a text: what is meant here, where else it stands, what could follow.</summary>
public static class Assistant
{
    /// <summary>The name at a place; null when none stands there.</summary>
    /// <param name="outline">The text.</param>
    /// <param name="line">Line, from 1.</param>
    /// <param name="column">Column, from 1; just behind a word counts as on it.</param>
    public static NamedThing? At(Outline outline, int line, int column) => Index(outline, line, column) is >= 0 and var i ? Resolver.Resolve(outline, i) : null;

    /// <summary>Every place where a name stands in a text.</summary>
    public static ImmutableArray<Place> Places(Outline outline, NamedThing thing) =>
        [.. Enumerable.Range(0, outline.Tokens.Count).Where(i => Resolver.Resolve(outline, i) is { } t && t.Name == thing.Name && t.Kind == thing.Kind && t.Owner == thing.Owner).Select(i => outline.Tokens[i].Place)];

    /// <summary>Why a name may not be given to a thing; null when it may.</summary>
    public static string? Refuses(Outline outline, NamedThing thing, string name)
    {
        if (thing.IsQuoted)
        {
            string what = thing.Kind.ToString().ToLowerInvariant();
            return name.Contains('"') || name.Contains('\n') || name.Trim().Length == 0 || (name == "base" && thing.Kind == NameKind.Theory) ? $"the name of a {what} is a text without quotation marks{(thing.Kind == NameKind.Theory ? ", and not base" : "")}"
                : outline.Things.Any(t => t.Kind == thing.Kind && t.Name == name) ? $"there is a {what} \"{name}\" already" : null;
        }

        var bag = new DiagnosticBag("name", name);
        var tokens = Lexer.Read(name, bag).Tokens;
        if (bag.HasErrors || tokens is not [{ Kind: TokenKind.Word } word] || word.Text != name)
        {
            return $"`{Wording.Shorten(name)}` is not a name: a name is one word of letters, digits and _";
        }

        if (Keywords.IsReserved(name))
        {
            return $"`{name}` is a word with a fixed meaning";
        }

        bool shared = thing.Kind is NameKind.Move or NameKind.Level;
        return outline.Things.FirstOrDefault(t => t.Name == name && (shared ? t.Owner == thing.Owner : t.Owner is null && !t.IsQuoted)) is { } taken ? $"`{name}` is already a {taken.Kind.ToString().ToLowerInvariant()}" : null;
    }

    /// <summary>Words and names that could come next, names first.</summary>
    /// <param name="outline">The text.</param>
    /// <param name="line">Line, from 1.</param>
    /// <param name="column">Column, from 1; a word that ends there is still being typed.</param>
    public static ImmutableArray<(string Text, string Says)> Completions(Outline outline, int line, int column) => Language.Completions.At(outline, line, column);

    /// <summary>How the clause is written that starts at a place; null when none starts there.</summary>
    public static ClauseForm? FormAt(Outline outline, int line, int column)
    {
        if (Index(outline, line, column) is not (>= 0 and var i) || outline.Tokens[i].Kind != TokenKind.Word || Resolver.Resolve(outline, i) is not null)
        {
            return null;
        }

        // The words a clause starts with may be several: leave out, what if.
        int head = Resolver.Head(outline, i);
        string starts = string.Join(' ', Enumerable.Range(head, i - head + 1).Select(k => outline.Tokens[k].Text));
        return i - head > 1 ? null : ClauseForms.Of(outline).FirstOrDefault(f => f.Starts == starts || f.Starts.StartsWith(starts + " ", StringComparison.Ordinal));
    }

    /// <summary>The name of a file that stands at a place in quotes; null when none does.</summary>
    public static string? FileAt(Outline outline, int line, int column) =>
        Index(outline, line, column) is >= 0 and var i && outline.Tokens[i] is { Kind: TokenKind.Text } text && Path.GetExtension(text.Text) is ".game" or ".codebook" or ".study" or ".claims" or ".csv" ? outline.Tokens[i].Text : null;

    private static int Index(Outline outline, int line, int column)
    {
        for (int i = 0; i < outline.Tokens.Count; i++)
        {
            var t = outline.Tokens[i];
            if (t.Place.Line == line && column >= t.Place.Column && column <= t.End)
            {
                // Just between two tokens the word is meant, not the mark.
                return t.Kind == TokenKind.Symbol && i + 1 < outline.Tokens.Count && outline.Tokens[i + 1].Place.Line == line && outline.Tokens[i + 1].Place.Column == column ? i + 1 : i;
            }
        }

        return -1;
    }
}
