using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>The names a game's conditions may use.</summary>
internal sealed class Names
{
    public List<Player> Players { get; } = [];

    public List<Situation> Situations { get; } = [];

    public int Player(string name) => Players.FindIndex(p => p.Name == name);

    public int Situation(string name) => Situations.FindIndex(s => s.Name == name);

    /// <summary>"did you mean" for an unknown name, when one is near.</summary>
    public static string[] Near(string name, IEnumerable<string> known)
    {
        var best = known.Select(k => (k, d: Distance(name, k))).OrderBy(x => x.d).FirstOrDefault();
        return best.k is not null && best.d <= Math.Max(1, name.Length / 3) ? [$"did you mean `{best.k}`?"] : [];
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int up = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = up;
            }
        }

        return row[^1];
    }
}

/// <summary>Reads conditions: <c>or</c> binds weakest, then <c>and</c>, then <c>not</c>.</summary>
internal static class Conditions
{
    private const int DeepestNesting = 60;

    public static Condition OptionalIf(Cursor c, Names names) => c.Accept("if") ? Or(c, names, 0) : Condition.Always;

    public static Condition Or(Cursor c, Names names, int depth)
    {
        var left = And(c, names, depth);
        while (c.Accept("or"))
        {
            left = new Condition.Or(left, And(c, names, depth));
        }

        return left;
    }

    private static Condition And(Cursor c, Names names, int depth)
    {
        var left = Not(c, names, depth);
        while (c.Accept("and"))
        {
            left = new Condition.And(left, Not(c, names, depth));
        }

        return left;
    }

    private static Condition Not(Cursor c, Names names, int depth)
    {
        if (depth > DeepestNesting)
        {
            c.Fail("G020", $"conditions are nested more than {DeepestNesting} deep");
        }

        if (c.Accept("not"))
        {
            return new Condition.Not(Not(c, names, depth + 1));
        }

        if (c.Accept("("))
        {
            var inner = Or(c, names, depth + 1);
            c.Expect(")");
            return inner;
        }

        return Test(c, names);
    }

    private static Condition Test(Cursor c, Names names)
    {
        var subject = c.Word("a player or a situation");
        int player = names.Player(subject.Text);
        if (player >= 0)
        {
            bool negative = c.Accept("does", "not", "play");
            if (!negative)
            {
                c.Expect("plays");
            }

            var plays = new Condition.Plays(player, Set(c, "move", names.Players[player].Moves, names.Players[player].Name));
            return negative ? new Condition.Not(plays) : plays;
        }

        int situation = names.Situation(subject.Text);
        if (situation < 0)
        {
            c.Fail("G021", $"`{subject.Text}` is neither a player nor a situation", subject.Place, null,
                Names.Near(subject.Text, names.Players.Select(p => p.Name).Concat(names.Situations.Select(s => s.Name))));
        }

        var s = names.Situations[situation];
        if (c.Accept("at", "least"))
        {
            int from = Level(c, s);
            return new Condition.LevelIn(situation, [.. Enumerable.Range(from, s.Levels.Length - from)]);
        }

        if (c.Accept("at", "most"))
        {
            return new Condition.LevelIn(situation, [.. Enumerable.Range(0, Level(c, s) + 1)]);
        }

        c.Expect("is");
        bool not = c.Accept("not");
        var test = new Condition.LevelIn(situation, Set(c, "level", s.Levels, s.Name));
        return not ? new Condition.Not(test) : test;
    }

    public static int Level(Cursor c, Situation s)
    {
        var word = c.Word($"a level of {s.Name}");
        int level = s.LevelIndex(word.Text);
        if (level < 0)
        {
            c.Fail("G022", $"`{word.Text}` is not a level of {s.Name}", word.Place, [$"its levels are {string.Join(" | ", s.Levels)}"], Names.Near(word.Text, s.Levels));
        }

        return level;
    }

    // a, or "a or b" as long as the word after "or" is in the same set and does not start another test.
    private static ImmutableArray<int> Set(Cursor c, string kind, ImmutableArray<string> known, string owner)
    {
        var result = new SortedSet<int>();
        do
        {
            var word = c.Word($"a {kind} of {owner}");
            int index = known.IndexOf(word.Text);
            if (index < 0)
            {
                c.Fail("G023", $"`{word.Text}` is not a {kind} of {owner}", word.Place, [$"its {kind}s are {string.Join(", ", known)}"], Names.Near(word.Text, known));
            }

            result.Add(index);
        }
        while (c.Is("or") && c.Ahead(1).Kind == TokenKind.Word && known.Contains(c.Ahead(1).Text)
            && !(c.Ahead(2).Kind == TokenKind.Word && c.Ahead(2).Text is "plays" or "is" or "does" or "at") && c.Accept("or"));
        return [.. result];
    }
}
