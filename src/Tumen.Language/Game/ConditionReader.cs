using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads conditions: tests joined by <c>or</c>, <c>and</c>, <c>not</c> (loosest first) and parentheses.</summary>
internal sealed class ConditionReader(GameDraft draft, TokenReader reader)
{
    /// <summary>Deepest nesting of parentheses and <c>not</c>.</summary>
    public const int Deepest = 50;

    /// <summary>Most tests in one condition.</summary>
    public const int MostTests = 200;

    private int _tests;

    /// <summary>A condition, or null when its grammar failed (reported).</summary>
    public Condition? Read()
    {
        _tests = 0;
        return ReadOr(0);
    }

    /// <summary>A condition after <c>if</c>; always true without <c>if</c>; null when its grammar failed.</summary>
    public Condition? ReadIf() => reader.Take("if") ? Read() : Condition.Always;

    private Condition? ReadOr(int depth)
    {
        var left = ReadAnd(depth);
        while (left is not null && reader.Take("or"))
        {
            left = ReadAnd(depth) is { } right ? new Condition.Or(left, right) : null;
        }

        return left;
    }

    private Condition? ReadAnd(int depth)
    {
        var left = ReadNot(depth);
        while (left is not null && reader.Take("and"))
        {
            left = ReadNot(depth) is { } right ? new Condition.And(left, right) : null;
        }

        return left;
    }

    private Condition? ReadNot(int depth)
    {
        if (depth > Deepest || _tests > MostTests)
        {
            reader.Bag.Grammar("T113", reader.Peek.Place, "this condition is too large to be read",
                notes: [$"a condition holds at most {MostTests} tests, nested at most {Deepest} deep"], helps: ["declare a situation that remembers a part of it"]);
            reader.Abandon();
            return null;
        }

        if (reader.Take("not"))
        {
            return ReadNot(depth + 1) is { } inner ? new Condition.Not(inner) : null;
        }

        if (reader.Take('('))
        {
            return ReadOr(depth + 1) is { } inside && reader.Expect(')') ? inside : null;
        }

        _tests++;
        return ReadTest();
    }

    private Condition? ReadTest()
    {
        var counts = new CountReader(draft, reader);
        if (counts.IsNext)
        {
            return counts.Test();
        }

        if (reader.ExpectName("a player or a situation") is not { } name)
        {
            return null;
        }

        if (reader.Take("plays"))
        {
            return ComparisonReader.Relation(reader) is { } relation ? new ComparisonReader(draft, reader).Move(name, relation) : Moves(name, no: false);
        }

        if (reader.Take("does"))
        {
            return reader.Expect("not") && reader.Expect("play") ? Moves(name, no: true) : null;
        }

        if (reader.Take("is"))
        {
            return Levels(name, no: reader.Take("not"));
        }

        if (reader.Peek.Is("at") || reader.Peek.Is("above") || reader.Peek.Is("below"))
        {
            if (ComparisonReader.Relation(reader) is { } than)
            {
                return new ComparisonReader(draft, reader).Situation(name, than);
            }

            reader.Next();
            reader.Expect("least");
            return null;
        }

        reader.Expected(draft.PlayerIndex(name.Text) >= 0 ? "`plays` or `does not play`" : draft.SituationIndex(name.Text) >= 0 ? "`is`, `at least`, `at most`, `above` or `below`" : "`plays`, `does not play`, `is`, `at least`, `at most`, `above` or `below`",
            $"write `{Example(name.Text)}`");
        return null;
    }

    private string Example(string name) =>
        draft.PlayerIndex(name) is >= 0 and var p ? $"{name} plays {draft.Players[p].Moves[0]}" :
        draft.SituationIndex(name) is >= 0 and var s ? $"{name} is {draft.Situations[s].Levels[0]}" :
        draft.Players.Count > 0 ? $"{draft.Players[0].Name} plays {draft.Players[0].Moves[0]}" : "client plays provoke";

    private Condition? Moves(Token name, bool no)
    {
        if (Names("a move") is not { } names)
        {
            return null;
        }

        var player = draft.Player(name);
        var moves = player < 0 ? [] : names.Select(n => draft.Move(player, n)).Where(m => m >= 0).Distinct().Order().ToImmutableArray();
        Condition test = moves.IsEmpty ? Condition.Always : new Condition.Plays(player, moves);
        return no ? new Condition.Not(test) : test;
    }

    private Condition? Levels(Token name, bool no)
    {
        if (Names("a level", numbers: true) is not { } names)
        {
            return null;
        }

        var situation = draft.Situation(name);
        var levels = situation < 0 ? [] : names.Select(n => draft.Level(situation, n)).Where(l => l >= 0).Distinct().Order().ToImmutableArray();
        Condition test = levels.IsEmpty ? Condition.Always : new Condition.LevelIn(situation, levels);
        return no ? new Condition.Not(test) : test;
    }

    /// <summary>One name or several joined by <c>or</c>. An <c>or</c> before a new test belongs to the condition, not to the list.</summary>
    private List<Token>? Names(string what, bool numbers = false)
    {
        var names = new List<Token>();
        do
        {
            if (numbers && (reader.Peek.Kind == TokenKind.Number || reader.Peek.Is('-')))
            {
                var at = reader.Peek;
                if (reader.ExpectNumber(what) is not { } number)
                {
                    return null;
                }

                names.Add(new Token(TokenKind.Number, Wording.Number(number.Value), number.Place, at.FirstOnLine, number.Value));
                continue;
            }

            if (reader.ExpectName(what) is not { } name)
            {
                return null;
            }

            names.Add(name);
        }
        while (ListGoesOn(what) && reader.Take("or"));
        return names;
    }

    private bool ListGoesOn(string what)
    {
        var (next, after) = (reader.PeekAt(1), reader.PeekAt(2));
        if (reader.Peek.Is("or"))
        {
            next.Typed?.Ask(what);
        }

        return reader.Peek.Is("or") && (next.Kind is TokenKind.Word or TokenKind.Number || next.Is('-')) && !next.Is("not") && !(next.Is("number") && after.Is("of"))
            && !(after.Is("is") || after.Is("plays") || after.Is("does") || after.Is("at") || after.Is("above") || after.Is("below"));
    }
}
