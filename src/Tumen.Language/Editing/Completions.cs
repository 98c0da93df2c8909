using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>What could come next at a place, as the readers of the language themselves say it: see <see cref="Cursor"/>.</summary>
internal static class Completions
{
    /// <summary>Words that only stand with others after them.</summary>
    private static readonly Dictionary<string, string> Phrases = new(StringComparer.Ordinal)
    {
        ["lack"] = "lack of", ["does"] = "does not play", ["builds"] = "builds on", ["number"] = "number of", ["log"] = "log(1 + number of", ["drawn"] = "drawn normal, deviation", ["coded"] = "coded by",
        ["holding"] = "holding out the last", ["going"] = "going on", ["differs"] = "differs by", ["favoured"] = "favoured over", ["theories"] = "theories imply", ["within"] = "within", ["normal"] = "normal(0, 1)", ["beta"] = "beta(1, 1)",
        ["every"] = "every", ["gradually"] = "gradually over", ["counting"] = "counting this", ["sum"] = "sum of",
    };

    private static readonly Dictionary<string, string> Says = new(StringComparer.Ordinal)
    {
        ["gains"] = "a payoff", ["loses"] = "a payoff", ["plays"] = "a test of its move", ["does not play"] = "a test of its move", ["if"] = "when", ["and"] = "both", ["or"] = "one of two", ["not"] = "the opposite", ["or else"] = "one of two tests",
        ["is"] = "one of some levels", ["at least"] = "this or above", ["at most"] = "this or below", ["above"] = "more than", ["below"] = "less than", ["rises"] = "one level up", ["falls"] = "one level down", ["becomes"] = "to a level",
        ["stays"] = "never changes", ["drawn normal, deviation"] = "a law on numbers", ["lack of"] = "top level minus level", ["number of"] = "a count of players", ["log(1 + number of"] = "the logarithm of a count", ["constant"] = "its size is assumed",
        ["builds on"] = "takes over another theory", ["predicts"] = "in words", ["any"] = "one event of a set or more", ["sum of"] = "adds up a column", ["count of"] = "how many events of a set", ["nothing reported"] = "no event of any kind", ["begins with"] = "the first signs of a cell", ["otherwise"] = "when no line holds", ["starts"] = "where it starts", ["same"] = "carried forward",
        ["unknown"] = "an empty cell", ["played"] = "a move of an earlier month", ["was"] = "a level of an earlier month", ["in the"] = "in the last N months", ["from"] = "from a month on", ["until"] = "up to a month", ["between"] = "two months and all between",
        ["may"] = "its moves", ["of"] = "", ["base"] = "the game without any theory", ["differs by"] = "a value for every group, player or era", ["it"] = "the player of the clause", ["other"] = "the other of two players", ["others"] = "all other players",
        ["its"] = "the player's own", ["their"] = "the other's", ["outcome"] = "a named end of the game", ["defang"] = "its moves act like the quiet one", ["freeze"] = "holds a player to its average", ["often"] = "how often something was so",
        ["scenario"] = "what a what-if does", ["leverage"] = "the leverage index", ["theory"] = "a comparison", ["theories imply"] = "what every theory implies", ["weight"] = "a weight", ["not observable"] = "nothing can decide it", ["remark"] = "a remark for the report",
    };

    /// <summary>Names first, then words, in the order in which the grammar looks for them.</summary>
    public static ImmutableArray<(string Text, string Says)> At(Outline outline, int line, int column)
    {
        var tokens = outline.Tokens;
        int end = 0;
        while (end < tokens.Count && (tokens[end].Place.Line < line || (tokens[end].Place.Line == line && tokens[end].End < column)))
        {
            end++;
        }

        // A word that is being typed is not yet what stands before.
        bool typing = end < tokens.Count && tokens[end].Place.Line == line && tokens[end].Place.Column < column && tokens[end].Kind == TokenKind.Word;
        int at = typing ? tokens[end].Place.Column : column;
        if (at == 1 || end == 0)
        {
            return [.. ClauseForms.Of(outline).Select(f => (f.Starts, f.Says)), .. Named(outline, outline.IsCodebook || outline.IsGame ? [NameKind.Player] : [])];
        }

        int head = Resolver.Head(outline, end - 1), next = end;
        while (next < tokens.Count && tokens[next].Place.Column != 1)
        {
            next++;
        }

        var cursor = new Cursor();
        var token = new Token(TokenKind.Cursor, string.Empty, new Place(line, at, 1), end == 0 || tokens[end - 1].Place.Line < line, 0, cursor);
        Read(outline, [.. tokens.Take(end), token, .. tokens.Skip(next)], cursor);
        return Items(outline, cursor, head, end - 1);
    }

    /// <summary>Reads the text as always, with the cursor in it; what is wrong is of no interest here.</summary>
    private static void Read(Outline outline, List<Token> tokens, Cursor cursor)
    {
        var bag = new DiagnosticBag(outline.File, outline.Text);
        if (outline.IsGame)
        {
            GameFile.Draft(tokens, bag, cursor);
            return;
        }

        var clauses = Clause.Split(tokens, bag);
        cursor.Listens = true;
        if (outline.IsCodebook)
        {
            CodebookFile.Draft(clauses, bag, Model(outline.Within));
        }
        else if (outline.IsStudy)
        {
            StudyFile.Draft(clauses, bag, Model(outline.Within));
        }
        else if (outline.IsClaims)
        {
            Claims(clauses, bag, outline.Within);
        }
    }

    /// <summary>Reads claims with whatever is known of their study.</summary>
    public static void Claims(List<Clause> clauses, DiagnosticBag bag, Outline? within)
    {
        var game = within is { IsStudy: true } ? Model(within.Within) : null;
        var study = within is { IsStudy: true } ? StudyFile.Parse(within.Text, within.File).Value : null;
        ClaimsFile.Draft(clauses, bag, game ?? new GameModel { Name = "", Players = [], Turns = [], Discounts = [] }, study ?? new StudyModel { Question = "", GameFile = "", Records = [], Compare = [] });
    }

    /// <summary>The game of an outline, when it holds together.</summary>
    public static GameModel? Model(Outline? game) => game is { IsGame: true } ? GameFile.Parse(game.Text, game.File).Value : null;

    private static ImmutableArray<(string, string)> Items(Outline outline, Cursor cursor, int head, int last)
    {
        var items = new List<(string Text, string Says)>();
        var first = outline.Tokens[head];
        bool every = outline.Tokens.Skip(head).Take(last - head + 1).Any(t => t.Is("each"));
        bool once = outline.IsGame && outline.Things.Any(t => t.Kind == NameKind.Decision);
        var before = outline.Tokens[last];
        foreach (string what in cursor.Names)
        {
            bool declares = what.StartsWith("the name of", StringComparison.Ordinal) && !(outline.IsClaims || first.Is("next") || outline.IsCodebook) && !what.Contains("a theory", StringComparison.Ordinal);
            if (declares || what is "a number" or "a month")
            {
                continue;
            }

            var (subject, verb) = Resolver.Subject(outline, head, last);
            foreach (var (word, kind) in new[]
            {
                ("player", NameKind.Player), ("situation", NameKind.Situation), ("weight", NameKind.Weight), ("chance", NameKind.Chance), ("covariate", NameKind.Covariate), ("group", NameKind.Group), ("what a unit", NameKind.Unit), ("theory", NameKind.Theory),
                ("set of events", NameKind.EventSet), ("scenario", NameKind.Scenario), ("stretch", NameKind.Stretch), ("assumptions", NameKind.Assumptions), ("episode in quotes", NameKind.Episode),
            })
            {
                if (what.Contains(word, StringComparison.Ordinal) && (what.EndsWith("in quotes", StringComparison.Ordinal) || kind is not (NameKind.Theory or NameKind.Scenario or NameKind.Stretch or NameKind.Assumptions or NameKind.Episode)))
                {
                    items.AddRange(Named(outline, once && kind == NameKind.Player && what.Contains("situation", StringComparison.Ordinal) ? [NameKind.Decision] : [kind]));
                }
            }

            foreach (var (word, kind) in new[] { ("move", NameKind.Move), ("level", NameKind.Level) })
            {
                if (what.Contains(word, StringComparison.Ordinal))
                {
                    string? owner = subject?.Name ?? (first.Text is "next" or "situation" && head + 1 <= last ? outline.Tokens[head + 1].Text : null);
                    var own = outline.Things.Where(t => t.Kind == kind && owner is not null && (t.Owner == owner || Resolver.Is(outline, t, owner))).ToList();
                    items.AddRange((own.Count > 0 ? own : outline.Things.Where(t => t.Kind == kind)).Select(t => (t.Name, t.Label ?? t.Says)));
                    items.AddRange(verb == "is" && once && last >= head && outline.Tokens[last - 1 >= head ? last - 1 : last].Is("outcome") ? Named(outline, [NameKind.Outcome]) : []);
                }
            }

            if (every && what.Contains("player", StringComparison.Ordinal))
            {
                items.AddRange(new[] { "it", "other", "others" }.Select(w => (w, Says[w])));
            }

            if (first.Is("theory") && what == "a player")
            {
                items.Add(("each", "once for every player"));
            }

            if (every && what.Contains("situation", StringComparison.Ordinal))
            {
                items.AddRange(new[] { "its", "their" }.Select(w => (w, Says[w])));
            }

            if (once && what.Contains("a player or a situation", StringComparison.Ordinal))
            {
                items.Add(("outcome", Says["outcome"]));
            }
        }

        // What is said of each player is written out before readers see it.
        if (outline.IsGame && first.Text is "situation" or "next" or "covariate" or "group")
        {
            items.AddRange(before.Is("of") ? [("each", "one for every player")] : before.Kind == TokenKind.Word && last > head && (last == head + 1 || outline.Tokens[last - 1].Is(',')) ? [("of each", "one for every player")] : []);
        }

        if (once && before.Is("is"))
        {
            items.Add(("not", Says["not"]));
        }

        items.AddRange(cursor.Words.Select(w => Phrases.GetValueOrDefault(w, w)).Select(w => (w, Says.GetValueOrDefault(w, $"in a clause of `{first.Text}`"))));
        return [.. items.DistinctBy(i => i.Text)];
    }

    private static IEnumerable<(string, string)> Named(Outline outline, NameKind[] kinds) => outline.Things.Where(t => kinds.Contains(t.Kind)).Select(t => (t.Written, t.Label ?? t.Says)).Distinct();
}
