namespace Tumen.Language;

/// <summary>
/// Writes a game played once in the words of one that repeats: its moves are the players of the draft, so <c>answer is resist</c> becomes <c>answer plays resist</c>,
/// a payoff of a player belongs to that player's first move, and <c>outcome is war</c> becomes the moves that lead there.
/// </summary>
internal sealed class OnceExpansion
{
    private readonly Dictionary<string, string> _firstMove = new(StringComparer.Ordinal);
    private readonly HashSet<string> _moves = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Token>> _outcomes = new(StringComparer.Ordinal);

    private OnceExpansion(List<Clause> clauses)
    {
        foreach (var tokens in clauses.Where(c => c.Head.Is("move")).Select(c => c.Tokens).Where(t => t.Count > 3 && t[2].Is("of")))
        {
            _moves.Add(tokens[1].Text);
            _firstMove.TryAdd(tokens[3].Text, tokens[1].Text);
        }

        foreach (var tokens in clauses.Where(c => c.Head.Is("outcome")).Select(c => c.Tokens).Where(t => t.Count > 3 && t[2].Is("if")))
        {
            _outcomes.TryAdd(tokens[1].Text, Tests([.. tokens.Skip(3)]));
        }
    }

    /// <summary>Whether the title says that the game is played once, with errors.</summary>
    public static bool Is(List<Clause> clauses) => clauses.Any(c => c.Head.Is("game") && c.Tokens.Count > 5 && c.Tokens[3].Is("once") && c.Tokens[4].Is(',') && c.Tokens[5].Is("errors"));

    /// <summary>The clauses rewritten.</summary>
    public static List<Clause> Expand(List<Clause> clauses)
    {
        var expansion = new OnceExpansion(clauses);
        return [.. clauses.Select(expansion.Write)];
    }

    private Clause Write(Clause clause)
    {
        if (clause.Head.Text is "game" or "for" or "player" or "covariate" or "group" or "estimate" or "prior" or "fix" or "weight")
        {
            return clause;
        }

        if (clause.Head.Is("move") || clause.Head.Is("outcome"))
        {
            return new Clause([.. clause.Tokens.Take(2), .. Tests([.. clause.Tokens.Skip(2)])]);
        }

        var tokens = Tests(clause.Tokens);
        for (int i = 0; i + 1 < tokens.Count; i++)
        {
            if ((tokens[i + 1].Is("gains") || tokens[i + 1].Is("loses") || tokens[i + 1].Typed is not null) && tokens[i].Kind == TokenKind.Word && _firstMove.TryGetValue(tokens[i].Text, out var move))
            {
                tokens[i] = tokens[i] with { Text = move };
            }
        }

        return new Clause(tokens);
    }

    private List<Token> Tests(IReadOnlyList<Token> tokens)
    {
        var result = new List<Token>();
        for (int i = 0; i < tokens.Count; i++)
        {
            bool test = i + 1 < tokens.Count && tokens[i].Kind == TokenKind.Word && tokens[i + 1].Is("is");
            if (test && tokens[i].Is("outcome") && _outcomes.Count > 0)
            {
                i = Outcome(tokens, i, result);
                continue;
            }

            result.Add(tokens[i]);
            if (test && _moves.Contains(tokens[i].Text))
            {
                var at = tokens[++i];
                bool no = i + 1 < tokens.Count && tokens[i + 1].Is("not");
                result.AddRange(no ? [at with { Text = "does" }, tokens[++i], at with { Text = "play" }] : [at with { Text = "plays" }]);
            }
        }

        return result;
    }

    // outcome is A or B  →  ( ( moves of A ) or ( moves of B ) ); what is no outcome stays as it is, to be reported where it stands.
    private int Outcome(IReadOnlyList<Token> tokens, int i, List<Token> result)
    {
        var at = tokens[i];
        Token Mark(char c) => at with { Kind = TokenKind.Symbol, Text = c.ToString(), FirstOnLine = false };
        int next = i + 2;
        bool no = next < tokens.Count && tokens[next].Is("not");
        next += no ? 1 : 0;
        var parts = new List<Token>();
        while (next < tokens.Count && _outcomes.TryGetValue(tokens[next].Text, out var moves))
        {
            parts.AddRange([.. parts.Count > 0 ? new[] { at with { Text = "or" } } : [], Mark('('), .. moves.Select(m => m with { FirstOnLine = false }), Mark(')')]);
            next++;
            if (next + 1 < tokens.Count && tokens[next].Is("or") && _outcomes.ContainsKey(tokens[next + 1].Text) && !(next + 2 < tokens.Count && tokens[next + 2].Is("is")))
            {
                next++;
                continue;
            }

            break;
        }

        if (parts.Count == 0)
        {
            result.Add(at);
            return i;
        }

        result.AddRange([.. no ? new[] { at with { Text = "not" } } : [], Mark('('), .. parts, Mark(')')]);
        return next - 1;
    }
}
