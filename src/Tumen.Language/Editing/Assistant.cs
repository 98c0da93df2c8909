using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Answers an editor's questions about a place in a text: what is meant here, where else it stands, what could follow.</summary>
public static class Assistant
{
    private static readonly string[] GameHeads = ["game", "player", "each", "all move at once", "first", "situation", "covariate", "next", "theory", "estimate every weight, prior", "prior of", "fix", "weight", "assume discount", "concession of", "compliance of", "threats of", "instruments of"];
    private static readonly string[] CodebookHeads = ["codebook", "leave out", "events", "situation"];
    private static readonly string[] StudyHeads = ["study", "game", "records", "compare base", "what if", "watch"];

    /// <summary>The name at a place; null when none stands there.</summary>
    /// <param name="outline">The text.</param>
    /// <param name="line">Line, from 1.</param>
    /// <param name="column">Column, from 1; just behind a word counts as on it.</param>
    public static NamedThing? At(Outline outline, int line, int column) => Index(outline, line, column) is >= 0 and var i ? Resolve(outline, i) : null;

    /// <summary>Every place where a name stands in a text.</summary>
    public static ImmutableArray<Place> Places(Outline outline, NamedThing thing) =>
        [.. Enumerable.Range(0, outline.Tokens.Count).Where(i => Resolve(outline, i) is { } t && t.Name == thing.Name && t.Kind == thing.Kind && t.Owner == thing.Owner).Select(i => outline.Tokens[i].Place)];

    /// <summary>Why a name may not be given to a thing; null when it may.</summary>
    public static string? Refuses(Outline outline, NamedThing thing, string name)
    {
        if (thing.Kind == NameKind.Theory)
        {
            return name.Contains('"') || name.Trim().Length == 0 || name == "base" ? "a theory's name is a text without quotation marks, and not base"
                : outline.Things.Any(t => t.Kind == NameKind.Theory && t.Name == name) ? $"there is a theory \"{name}\" already" : null;
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
        return outline.Things.FirstOrDefault(t => t.Name == name && (shared ? t.Owner == thing.Owner : t.Owner is null && t.Kind != NameKind.Theory)) is { } taken ? $"`{name}` is already a {taken.Kind.ToString().ToLowerInvariant()}" : null;
    }

    /// <summary>Words that could come next.</summary>
    public static ImmutableArray<(string Text, string Says)> Completions(Outline outline, int line, int column)
    {
        var tokens = outline.Tokens;
        int end = 0;
        while (end < tokens.Count && (tokens[end].Place.Line < line || (tokens[end].Place.Line == line && tokens[end].End < column)))
        {
            end++;
        }

        // A word that is being typed is not yet what stands before.
        bool typing = end < tokens.Count && tokens[end].Place.Line == line && tokens[end].Place.Column < column && tokens[end].Kind == TokenKind.Word;
        int wordColumn = typing ? tokens[end].Place.Column : column;
        int head = end - 1;
        while (head >= 0 && tokens[head].Place.Column != 1)
        {
            head--;
        }

        if (wordColumn == 1 || head < 0)
        {
            string[] heads = outline.IsGame ? GameHeads : outline.File.EndsWith(".study", StringComparison.Ordinal) ? StudyHeads : CodebookHeads;
            return [.. heads.Select(h => (h, "starts a clause")), .. Of(outline, NameKind.Player)];
        }

        return After(outline, head, end - 1);
    }

    private static ImmutableArray<(string, string)> After(Outline outline, int head, int last)
    {
        var tokens = outline.Tokens;
        var word = tokens[last];
        var (subject, verb) = Subject(outline, head, last);
        if (verb is "plays" or "play" or "played" or "never" or "may" or "quiet" || (verb is "or" && subject?.Kind == NameKind.Player))
        {
            return Of(outline, NameKind.Move, subject?.Name);
        }

        if (verb is "is" or "not" or "was" or "least" or "most" or "above" or "below" or "becomes" or "starts")
        {
            string? situation = subject?.Kind == NameKind.Situation ? subject.Name : tokens[head].Text is "next" or "situation" && head + 1 <= last ? tokens[head + 1].Text : null;
            var levels = Of(outline, NameKind.Level, situation);
            return levels.IsEmpty ? Of(outline, NameKind.Level) : levels;
        }

        if (word.Is("on") || word.Kind == TokenKind.Text || tokens[head].Is("compare"))
        {
            return [.. outline.Things.Where(t => t.Kind == NameKind.Theory).Select(t => ($"\"{t.Name}\"", t.Says))];
        }

        if (word.Is("any") || word.Is("with"))
        {
            return [.. Of(outline, NameKind.EventSet), ("any", "one event of a set or more"), ("at least", "so many events of a set")];
        }

        return Find(outline, word.Text, head) switch
        {
            { Kind: NameKind.Player } when last > head => [("plays", "a test of its move"), ("does not play", "a test of its move"), ("gains", "a payoff"), ("loses", "a payoff")],
            { Kind: NameKind.Player } => outline.IsGame ? [("gains", "a payoff"), ("loses", "a payoff")] : [("plays", "how it is coded")],
            { Kind: NameKind.Situation } when tokens[head].Is("next") && last == head + 1 => [("rises", "one level up"), ("falls", "one level down"), ("becomes", "to a level"), ("is", "certain"), ("stays", "never changes"), ("drawn normal, deviation", "a law on numbers")],
            { Kind: NameKind.Situation } when tokens[head].Text is not ("next" or "situation") || last > head + 1 => [("is", "one of some levels"), ("at least", "this level or above"), ("at most", "this level or below"), ("if", "when")],
            _ when word.Is("next") || word.Is("situation") => Of(outline, NameKind.Situation),
            _ when word.Is("gains") || word.Is("loses") || word.Is('*') => [.. Of(outline, NameKind.Situation), .. Of(outline, NameKind.Weight), .. Of(outline, NameKind.Covariate), ("lack of", "top level minus level")],
            _ => [.. Of(outline, NameKind.Player), .. Of(outline, NameKind.Situation), .. Of(outline, NameKind.Weight), .. Of(outline, NameKind.Chance), ("if", "when"), ("and", "both"), ("or", "one of two"), ("not", "the opposite")],
        };
    }

    private static ImmutableArray<(string, string)> Of(Outline outline, NameKind kind, string? owner = null) =>
        [.. outline.Things.Where(t => t.Kind == kind && (owner is null || t.Owner == owner || Is(outline, t, owner))).Select(t => (t.Name, t.Label ?? t.Says)).Distinct()];

    // Situations of each share their levels: hit stands for hit_i and hit_j.
    private static bool Is(Outline outline, NamedThing thing, string owner) => thing.Owner is { } o && outline.Things.Any(p => p.Kind == NameKind.Player && o == $"{owner}_{p.Name}");

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

    /// <summary>What the token stands for, by its neighbours where several things carry the name.</summary>
    private static NamedThing? Resolve(Outline outline, int index)
    {
        var token = outline.Tokens[index];
        if (token.Kind == TokenKind.Text)
        {
            bool names = index > 0 && (outline.Tokens[index - 1].Is("theory") || outline.Tokens[index - 1].Is("on") || outline.Tokens[index - 1].Is(',') || outline.Tokens[index - 1].Is("compare"));
            return names ? outline.Things.FirstOrDefault(t => t.Kind == NameKind.Theory && t.Name == token.Text) : null;
        }

        if (token.Kind != TokenKind.Word)
        {
            return null;
        }

        int head = index;
        while (head > 0 && outline.Tokens[head].Place.Column != 1)
        {
            head--;
        }

        if (outline.Tokens[head].Text is "events" or "leave" && !outline.IsGame)
        {
            return index == head + 1 ? outline.Things.FirstOrDefault(t => t.Kind == NameKind.EventSet && t.Name == token.Text) : null;
        }

        var candidates = outline.Things.Where(t => t.Name == token.Text && t.Kind != NameKind.Theory).ToList();
        if (candidates.Count <= 1)
        {
            return candidates.FirstOrDefault();
        }

        var (subject, verb) = index > head ? Subject(outline, head, index - 1) : (null, null);
        bool value = verb is "plays" or "play" or "played" or "may" or "quiet" or "never" or "is" or "not" or "was" or "least" or "most" or "above" or "below" or "becomes" or "starts" or "|" or "otherwise";
        string? owner = value ? (verb is "otherwise" or "starts" ? null : subject?.Name) ?? Coded(outline, head) : null;
        return candidates.FirstOrDefault(t => owner is not null && (t.Owner == owner || Is(outline, t, owner))) ?? candidates.FirstOrDefault(t => value == (t.Owner is not null)) ?? candidates[0];
    }

    /// <summary>What a clause is about: its second word after `next`, `situation` or `player`, otherwise its first.</summary>
    private static string? Coded(Outline outline, int head) =>
        outline.Tokens[head].Text is "next" or "situation" or "player" ? head + 1 < outline.Tokens.Count ? outline.Tokens[head + 1].Text : null : outline.Tokens[head].Text;

    /// <summary>The player or situation that the words before a place speak of, and the verb they end with; names joined by `or` and commas are passed over.</summary>
    private static (NamedThing? Subject, string? Verb) Subject(Outline outline, int head, int last)
    {
        var tokens = outline.Tokens;
        int i = last;
        while (i > head + 1 && (tokens[i].Is("or") || tokens[i].Is(',') || tokens[i].Is('|')) && tokens[i - 1].Kind == TokenKind.Word && !Keywords.IsReserved(tokens[i - 1].Text))
        {
            i -= 2;
        }

        if (tokens[i].Kind != TokenKind.Word)
        {
            return (null, null);
        }

        string verb = tokens[i].Text;
        for (int j = i; j >= head; j--)
        {
            if (tokens[j].Kind == TokenKind.Word && Find(outline, tokens[j].Text, head) is { Kind: NameKind.Player or NameKind.Situation } thing && j < i)
            {
                return (thing, verb);
            }

            if (i - j > 4)
            {
                break;
            }
        }

        return (null, verb);
    }

    private static NamedThing? Find(Outline outline, string name, int head) =>
        outline.Things.FirstOrDefault(t => t.Name == name && t.Kind is NameKind.Player or NameKind.Situation && t.Name == name);
}
