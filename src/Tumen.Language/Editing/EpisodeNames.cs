namespace Tumen.Language;

/// <summary>Names that an episode declares, by the words its clauses start with; the episode itself is read by Tumen.Episodes.</summary>
internal static class EpisodeNames
{
    /// <summary>Players, moves, types, numbers, and their levels.</summary>
    public static IEnumerable<NamedThing> Of(List<Token> tokens, string file)
    {
        var found = new List<NamedThing>();
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Place.Column != 1 || i + 1 >= tokens.Count)
            {
                continue;
            }

            int end = i + 1;
            while (end < tokens.Count && tokens[end].Place.Column != 1)
            {
                end++;
            }

            Clause(tokens.GetRange(i, end - i), file, found);
        }

        return found.DistinctBy(t => (t.Name, t.Kind, t.Owner));
    }

    private static void Clause(List<Token> clause, string file, List<NamedThing> found)
    {
        var (head, name) = (clause[0], clause[1]);
        switch (head.Text)
        {
            case "player" when name.Kind == TokenKind.Word:
                found.Add(Thing(name, NameKind.Player, file, $"player {name.Text}"));
                Levels(clause, clause.FindIndex(t => t.Is("may")) + 1, ',', NameKind.Move, clause.FindIndex(t => t.Is("as")) is > 0 and var alias && alias + 1 < clause.Count ? clause[alias + 1].Text : name.Text, file, found);
                if (clause.FindIndex(t => t.Is("as")) is > 0 and var at && at + 1 < clause.Count)
                {
                    found.Add(Thing(clause[at + 1], NameKind.Decision, file, $"the move of {name.Text}"));
                }

                break;
            case "move" when name.Kind == TokenKind.Word:
                found.Add(Thing(name, NameKind.Decision, file, $"move {name.Text}"));
                Levels(clause, clause.FindIndex(t => t.Is("may")) + 1, ',', NameKind.Move, name.Text, file, found);
                break;
            case "chance" when name.Kind == TokenKind.Word:
                found.Add(Thing(name, NameKind.Decision, file, $"nature draws {name.Text}"));
                Levels(clause, clause.FindIndex(t => t.Is("is")) + 1, '|', NameKind.Move, name.Text, file, found);
                break;
            case "let":
                for (int i = 1; i + 1 < clause.Count; i++)
                {
                    if (clause[i].Kind == TokenKind.Word && clause[i + 1].Is('=') && (i == 1 || clause[i - 1].Is(',')))
                    {
                        found.Add(Thing(clause[i], NameKind.Number, file, $"{clause[i].Text} = {string.Concat(clause.Skip(i + 2).TakeWhile(t => !t.Is(',')).Select(t => t.Text))}"));
                    }
                }

                break;
            default:
                if (head.Kind == TokenKind.Word && name.Is("is"))
                {
                    found.Add(Thing(head, NameKind.Situation, file, $"{head.Text} is drawn before anybody moves"));
                    Levels(clause, 2, '|', NameKind.Level, head.Text, file, found);
                }

                break;
        }
    }

    /// <summary>Words separated by a mark, up to the first that is not.</summary>
    private static void Levels(List<Token> clause, int from, char mark, NameKind kind, string owner, string file, List<NamedThing> found)
    {
        for (int i = from; from > 0 && i < clause.Count && clause[i].Kind == TokenKind.Word; i++)
        {
            found.Add(Thing(clause[i], kind, file, $"{clause[i].Text} of {owner}") with { Owner = owner });
            int next = clause.FindIndex(i, t => t.Is(mark) || t.Is("if") || t.Is("as") || t.Is("known"));
            if (next < 0 || !clause[next].Is(mark))
            {
                break;
            }

            i = next;
        }
    }

    private static NamedThing Thing(Token name, NameKind kind, string file, string says) => new(name.Text, kind, null, file, name.Place, null, says);
}
