namespace Tumen.Language;

/// <summary>Says what a word of a text stands for, by its neighbours where several things carry the name.</summary>
internal static class Resolver
{
    /// <summary>What the token stands for; null for a word of the grammar, a value in the data, a label.</summary>
    public static NamedThing? Resolve(Outline outline, int index)
    {
        var token = outline.Tokens[index];
        if (token.Kind == TokenKind.Text)
        {
            return Quoted(outline, index);
        }

        if (token.Kind != TokenKind.Word || outline.Words.Contains((token.Place.Line, token.Place.Column)))
        {
            return null;
        }

        int head = Head(outline, index);
        var first = outline.Tokens[head];
        if (first.Text is "events" or "leave" && outline.IsCodebook)
        {
            return index == head + 1 ? outline.Things.FirstOrDefault(t => t.Kind == NameKind.EventSet && t.Name == token.Text) : null;
        }

        var candidates = outline.Things.Where(t => t.Name == token.Text && !t.IsQuoted).ToList();
        if (candidates.Count == 0 || (index == head && candidates.All(t => t.Kind is not (NameKind.Player or NameKind.Situation))))
        {
            return null; // a word that starts a clause is a word of the grammar, unless it is a player, or a circumstance of an episode
        }

        if (candidates.FirstOrDefault(t => t.Place == token.Place && t.File == outline.File) is { } declared)
        {
            return declared;
        }

        var (subject, verb) = index > head ? Subject(outline, head, index - 1) : (null, null);
        if (verb is "its" or "their" && candidates.FirstOrDefault(t => t.Kind is NameKind.Situation or NameKind.Covariate or NameKind.Group) is { } own)
        {
            return own;
        }

        if (verb == "outcome" || (verb is "is" or "or" or "not" && index > 1 && outline.Tokens[Math.Max(head, index - 2)].Is("outcome")))
        {
            return candidates.FirstOrDefault(t => t.Kind == NameKind.Outcome) ?? candidates[0];
        }

        if (candidates.Count == 1)
        {
            return candidates[0];
        }

        bool value = verb is "plays" or "play" or "played" or "may" or "quiet" or "never" or "is" or "not" or "was" or "least" or "most" or "above" or "below" or "becomes" or "starts" or "stays" or "reaches" or "|" or "otherwise" or "equilibrium";
        string? owner = value ? (verb is "otherwise" or "starts" ? null : subject?.Name) ?? Coded(outline, head) : null;
        return candidates.FirstOrDefault(t => owner is not null && (t.Owner == owner || Is(outline, t, owner))) ?? candidates.FirstOrDefault(t => value == (t.Owner is not null)) ?? candidates[0];
    }

    /// <summary>Index of the token that starts the clause of another.</summary>
    public static int Head(Outline outline, int index)
    {
        int head = index;
        while (head > 0 && outline.Tokens[head].Place.Column != 1)
        {
            head--;
        }

        return head;
    }

    /// <summary>Whether the owner of a move or level is one of the players' own things of that name: hit stands for hit_i and hit_j.</summary>
    public static bool Is(Outline outline, NamedThing thing, string owner) => thing.Owner is { } o && outline.Things.Any(p => p.Kind == NameKind.Player && o == $"{owner}_{p.Name}");

    /// <summary>The player, situation or move that the words before a place speak of, and the verb they end with; names joined by `or` and commas are passed over.</summary>
    public static (NamedThing? Subject, string? Verb) Subject(Outline outline, int head, int last)
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
        for (int j = i; j >= head && i - j <= 4; j--)
        {
            if (tokens[j].Kind == TokenKind.Word && j < i && Find(outline, tokens[j].Text) is { } thing)
            {
                return (thing, verb);
            }
        }

        return (null, verb);
    }

    private static NamedThing? Find(Outline outline, string name) => name switch
    {
        "it" or "other" or "others" or "each" => outline.Things.FirstOrDefault(t => t.Kind == NameKind.Player),
        _ => outline.Things.FirstOrDefault(t => t.Name == name && t.Kind is NameKind.Player or NameKind.Situation or NameKind.Decision && t.Name == name),
    };

    /// <summary>What a clause is about: its second word after `next`, `situation`, `player` or `move`, otherwise its first.</summary>
    private static string? Coded(Outline outline, int head) =>
        outline.Tokens[head].Text is "next" or "situation" or "player" or "move" ? head + 1 < outline.Tokens.Count ? outline.Tokens[head + 1].Text : null : outline.Tokens[head].Text;

    /// <summary>Names in quotes: where they are given, and where the word before says of what kind they are.</summary>
    private static NamedThing? Quoted(Outline outline, int index)
    {
        var token = outline.Tokens[index];
        var candidates = outline.Things.Where(t => t.IsQuoted && t.Name == token.Text).ToList();
        if (candidates.FirstOrDefault(t => t.Place == token.Place && t.File == outline.File) is { } declared)
        {
            return declared;
        }

        if (outline.IsClaims && Head(outline, index) is var head && outline.Tokens[head].Is("claim") && index == head + 3)
        {
            return null; // what the claim says
        }

        var before = index > 0 ? outline.Tokens[index - 1] : default;
        NamedThing? Kind(params NameKind[] kinds) => candidates.FirstOrDefault(t => kinds.Contains(t.Kind));
        if (before.Is(','))
        {
            // A list goes on: of the kind of its first name.
            int i = index;
            while (i > 1 && outline.Tokens[i - 1].Is(',') && (outline.Tokens[i - 2].Kind == TokenKind.Text || outline.Tokens[i - 2].Is("base")))
            {
                i -= 2;
            }

            before = i > 0 ? outline.Tokens[i - 1] : default;
            before = before.Kind == TokenKind.Text && i > 1 ? outline.Tokens[i - 2] : before;
        }
        else if (before.Kind == TokenKind.Text && index > 1)
        {
            before = outline.Tokens[index - 2]; // family "name" "theory"
        }

        return before.Text switch
        {
            "scenario" => Kind(NameKind.Scenario),
            "foretells" => Kind(NameKind.Stretch),
            "episode" => Kind(NameKind.Episode),
            "under" => Kind(NameKind.Assumptions, NameKind.Theory),
            "theory" or "on" or "compare" or "over" or "of" or "than" or "family" => Kind(NameKind.Theory),
            _ => null,
        };
    }
}
