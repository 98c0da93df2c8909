using System.Collections.Immutable;

namespace Tumen.Episodes;

/// <summary>What names mean while a text is read.</summary>
internal sealed class EpisodeNames
{
    public List<string> Players { get; } = [];

    /// <summary>Constants by name.</summary>
    public Dictionary<string, Rational> Constants { get; } = [];

    /// <summary>Levels of every type and move by name.</summary>
    public Dictionary<string, ImmutableArray<string>> Levels { get; } = [];

    /// <summary>Names that some clause declares, whether it was read already or not.</summary>
    public HashSet<string> Declared { get; } = [];

    /// <summary>Names of the moves of each player.</summary>
    public Dictionary<string, List<string>> MovesOf { get; } = [];

    public static string Near(string word, IEnumerable<string> known)
    {
        string? best = known.Where(k => Distance(word, k) <= 1 + word.Length / 4).OrderBy(k => Distance(word, k)).FirstOrDefault();
        return best is null ? "" : $"; did you mean `{best}`?";
    }

    private static int Distance(string a, string b)
    {
        if (a.Length > 60 || b.Length > 60) return 99;
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int corner = row[0]++;
            for (int j = 1; j <= b.Length; j++)
            {
                int next = Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1));
                (corner, row[j]) = (row[j], next);
            }
        }
        return row[^1];
    }
}

/// <summary>Reads amounts and conditions.</summary>
internal sealed class EpisodeExpressions(EpisodeNames names)
{
    private const int DeepestNesting = 200;
    private int _depth;

    public Rational Constant(EpisodeClause clause) => Amount(clause) is EpisodeAmount.Number number ? number.Value
        : throw new EpisodeSyntaxException("E203", clause.Place, "expected a number that is known before play, not the level of a type or move");

    /// <summary>sum := product (± product)*</summary>
    public EpisodeAmount Amount(EpisodeClause clause)
    {
        Enter(clause);
        var left = Product(clause);
        while (clause.Kind == EpisodeToken.Sign && clause.Text is "+" or "-")
        {
            char sign = clause.Text[0];
            clause.Advance();
            left = Join(sign, left, Product(clause), clause);
        }
        _depth--;
        return left;
    }

    private EpisodeAmount Product(EpisodeClause clause)
    {
        var left = Factor(clause);
        while (clause.Kind == EpisodeToken.Sign && clause.Text is "*" or "/")
        {
            char sign = clause.Text[0];
            clause.Advance();
            left = Join(sign, left, Factor(clause), clause);
        }
        return left;
    }

    private EpisodeAmount Factor(EpisodeClause clause)
    {
        if (clause.Try("-"))
        {
            Enter(clause);
            var part = Factor(clause);
            _depth--;
            return Join('*', new EpisodeAmount.Number(-1), part, clause);
        }
        if (clause.Try("("))
        {
            var inside = Amount(clause);
            clause.Expect(")");
            return inside;
        }
        var place = clause.Place;
        if (clause.Kind == EpisodeToken.Number)
        {
            string digits = clause.Text;
            clause.Advance();
            return Rational.TryParse(digits, out var value) ? new EpisodeAmount.Number(value) : throw new EpisodeSyntaxException("E201", place, $"`{digits}` is not a number such as 3, 0.25 or 1/3");
        }
        string name = clause.Word("a number, a constant, or a type whose levels are numbers");
        if (name is "max" or "min" && clause.Text == "(" && !names.Constants.ContainsKey(name) && !names.Levels.ContainsKey(name)) return Extreme(clause, name == "max" ? '↑' : '↓');
        return Named(clause, name, place);
    }

    // max(a, b, …) or min(a, b, …).
    private EpisodeAmount Extreme(EpisodeClause clause, char which)
    {
        clause.Expect("(");
        var left = Amount(clause);
        clause.Expect(",", " and a second number");
        do left = Join(which, left, Amount(clause), clause);
        while (clause.Try(","));
        clause.Expect(")");
        return left;
    }

    private EpisodeAmount Named(EpisodeClause clause, string name, TextPlace place)
    {
        if (names.Constants.TryGetValue(name, out var constant)) return new EpisodeAmount.Number(constant);
        if (!names.Levels.TryGetValue(name, out var levels))
            throw new EpisodeSyntaxException("E204", place, $"`{name}` is neither a constant (`let {name} = …`) nor a type or move{EpisodeNames.Near(name, names.Constants.Keys.Concat(names.Levels.Keys))}");
        foreach (string level in levels)
            if (!Rational.TryParse(level, out _)) throw new EpisodeSyntaxException("E205", place, $"`{name}` counts in an amount, but its level `{level}` is not a number");
        return new EpisodeAmount.Level(name);
    }

    private static EpisodeAmount Join(char sign, EpisodeAmount left, EpisodeAmount right, EpisodeClause clause)
    {
        if (left is not EpisodeAmount.Number a || right is not EpisodeAmount.Number b) return new EpisodeAmount.Joined(sign, left, right);
        if (sign == '/' && b.Value.IsZero) throw new EpisodeSyntaxException("E206", clause.Place, "a division by zero");
        return new EpisodeAmount.Number(Worked(sign, a.Value, b.Value));
    }

    /// <summary>Two numbers joined; a divisor is not zero.</summary>
    internal static Rational Worked(char sign, Rational left, Rational right) => sign switch
    {
        '+' => left + right,
        '-' => left - right,
        '*' => left * right,
        '↑' => Rational.Max(left, right),
        '↓' => Rational.Min(left, right),
        _ => left / right,
    };

    /// <summary>or := and (or and)*</summary>
    public EpisodeCondition Condition(EpisodeClause clause)
    {
        Enter(clause);
        var left = Both(clause);
        while (clause.Try("or")) left = new EpisodeCondition.Or(left, Both(clause));
        _depth--;
        return left;
    }

    private EpisodeCondition Both(EpisodeClause clause)
    {
        var left = Simple(clause);
        while (clause.Try("and")) left = new EpisodeCondition.And(left, Simple(clause));
        return left;
    }

    private EpisodeCondition Simple(EpisodeClause clause)
    {
        if (clause.Try("not"))
        {
            Enter(clause);
            var part = Simple(clause);
            _depth--;
            return new EpisodeCondition.Not(part);
        }
        if (clause.Try("("))
        {
            var inside = Condition(clause);
            clause.Expect(")");
            return inside;
        }
        var place = clause.Place;
        string name = clause.Word("a condition such as `patron plays pay` or `client is wavering`");
        if (clause.Try("plays"))
        {
            if (!names.MovesOf.TryGetValue(name, out var moves))
                throw new EpisodeSyntaxException("E204", place, $"`{name}` is not a player who moves{EpisodeNames.Near(name, names.MovesOf.Keys)}");
            return Levels(clause, [.. moves], [.. moves.SelectMany(move => names.Levels[move]).Distinct()], $"an action of {name}");
        }
        if (Relation(clause) is { } relation) return new EpisodeCondition.Compared(Named(clause, name, place), relation, Product(clause));
        if (!clause.Try("is")) throw clause.Unexpected($"`plays`, `is`, `at least`, `at most`, `more than` or `less than` after `{name}`");
        if (!names.Levels.ContainsKey(name) && names.Declared.Contains(name))
            throw new EpisodeSyntaxException("E209", place, $"`{name}` is decided later than this; a move can only depend on what comes before it, and two moves that depend on each other are a circle");
        if (!names.Levels.TryGetValue(name, out var levels))
            throw new EpisodeSyntaxException("E204", place, $"`{name}` is not a type or a move{EpisodeNames.Near(name, names.Levels.Keys)}");
        if (!clause.Try("not")) return Levels(clause, [name], levels, $"a level of {name}");
        // "is not" is still a statement about what happened: a move never made is no level at all.
        var denied = (EpisodeCondition.Is)Levels(clause, [name], levels, $"a level of {name}");
        return new EpisodeCondition.Is([name], [.. levels.Where(level => !denied.Levels.Contains(level))]);
    }

    private static char? Relation(EpisodeClause clause)
    {
        (string First, string Second, char Sign)[] known = [("at", "least", '≥'), ("at", "most", '≤'), ("more", "than", '>'), ("less", "than", '<')];
        foreach (var (first, second, sign) in known)
            if (clause.Text == first && clause.Peek(1) == second && clause.Try(first) && clause.Try(second)) return sign;
        return null;
    }

    private static EpisodeCondition Levels(EpisodeClause clause, ImmutableArray<string> asked, ImmutableArray<string> known, string what)
    {
        var levels = ImmutableArray.CreateBuilder<string>();
        do
        {
            var place = clause.Place;
            string level = clause.Level(what);
            if (!known.Contains(level)) throw new EpisodeSyntaxException("E207", place, $"`{level}` is not {what}; expected {string.Join(" or ", known)}{EpisodeNames.Near(level, known)}");
            levels.Add(level);
        }
        while (NextIsLevel(clause, known));
        return new EpisodeCondition.Is(asked, levels.ToImmutable());
    }

    // "is a or b": the `or` belongs to the list when a level follows that starts no condition of its own.
    private static bool NextIsLevel(EpisodeClause clause, ImmutableArray<string> known) => clause.Text == "or" && clause.Peek(1) is { } next && (known.Contains(next) || next == "-") && clause.Peek(2) is not ("plays" or "is") && clause.Try("or");

    private void Enter(EpisodeClause clause)
    {
        if (++_depth > DeepestNesting) throw new EpisodeSyntaxException("E208", clause.Place, $"nested more than {DeepestNesting} deep; split the clause");
    }

    /// <summary>Forgets how deep a failed clause went.</summary>
    public void Reset() => _depth = 0;
}
