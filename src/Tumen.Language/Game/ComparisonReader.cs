using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>
/// Reads comparisons by <c>at least</c>, <c>at most</c>, <c>above</c> and <c>below</c>: of a situation or a player's move with a level, a move, a number, another
/// situation or another player's move. They are written out as tests of levels and moves, so that nothing else has to know them.
/// </summary>
internal sealed class ComparisonReader(GameDraft draft, TokenReader reader)
{
    /// <summary>Takes a relation if one is next.</summary>
    public static Func<double, double, bool>? Relation(TokenReader reader) =>
        reader.Take("at", "least") ? (a, b) => a >= b : reader.Take("at", "most") ? (a, b) => a <= b : reader.Take("above") ? (a, b) => a > b : reader.Take("below") ? (a, b) => a < b : null;

    /// <summary>What a situation is compared with, after the relation.</summary>
    public Condition? Situation(Token name, Func<double, double, bool> relation)
    {
        int left = draft.Situation(name);
        if (Against(left < 0 ? null : v => draft.Situations[left].LevelIndex(v), "a level, a number, a situation or a player") is not { } right)
        {
            return null;
        }

        if (left < 0)
        {
            return Condition.Always;
        }

        var situation = draft.Situations[left];
        if (right.Name is { } level && draft.KindOf(level.Text) is not ("situation" or "player"))
        {
            int index = draft.Level(left, level);
            return index < 0 ? Condition.Always : Test(new Subject(null, left), situation.Value(index), relation);
        }

        return Between(new Subject(null, left), right, relation);
    }

    /// <summary>What a player's move is compared with, after the relation.</summary>
    public Condition? Move(Token name, Func<double, double, bool> relation)
    {
        int left = draft.Player(name);
        if (Against(left < 0 ? null : v => draft.Players[left].MoveIndex(v), "a move, a number, a situation or a player") is not { } right)
        {
            return null;
        }

        if (left < 0)
        {
            return Condition.Always;
        }

        if (right.Name is { } move && draft.KindOf(move.Text) is not ("situation" or "player"))
        {
            int index = draft.Move(left, move);
            return index < 0 ? Condition.Always : Test(new Subject(left, null), draft.Players[left].Value(index), relation);
        }

        return Between(new Subject(left, null), right, relation);
    }

    /// <summary>A name or a number; null when neither is there (reported). A name of the left side's own levels or moves comes first.</summary>
    private (Token? Name, double Number)? Against(Func<string, int>? own, string what)
    {
        if (reader.Peek.Kind == TokenKind.Number || reader.Peek.Is('-') || reader.Peek.Is('+'))
        {
            return reader.ExpectNumber(what) is { } number ? (null, number.Value) : null;
        }

        return reader.ExpectName(what) is { } name ? own?.Invoke(name.Text) >= 0 ? (name with { Text = name.Text }, double.NaN) : (name, 0) : null;
    }

    private Condition Between(Subject left, (Token? Name, double Number) right, Func<double, double, bool> relation)
    {
        if (right.Name is not { } name)
        {
            return Test(left, right.Number, relation);
        }

        var other = draft.KindOf(name.Text) == "situation" ? new Subject(null, draft.SituationIndex(name.Text)) : new Subject(draft.PlayerIndex(name.Text), null);
        Condition? all = null;
        // Levels of the right side that leave the left side the same choice are joined.
        foreach (var group in Enumerable.Range(0, Count(other)).GroupBy(r => string.Join(',', Enumerable.Range(0, Count(left)).Where(l => relation(Value(left, l), Value(other, r))))))
        {
            if (group.Key.Length == 0)
            {
                continue;
            }

            ImmutableArray<int> mine = [.. group.Key.Split(',').Select(int.Parse)];
            Condition both = group.Count() == Count(other) ? In(left, mine) : mine.Length == Count(left) ? In(other, [.. group]) : new Condition.And(In(other, [.. group]), In(left, mine));
            all = all is null ? both : new Condition.Or(all, both);
        }

        return all ?? new Condition.Not(Condition.Always);
    }

    private Condition Test(Subject left, double number, Func<double, double, bool> relation)
    {
        ImmutableArray<int> holds = [.. Enumerable.Range(0, Count(left)).Where(l => relation(Value(left, l), number))];
        return holds.IsEmpty ? new Condition.Not(Condition.Always) : holds.Length == Count(left) ? Condition.Always : In(left, holds);
    }

    private static Condition In(Subject subject, ImmutableArray<int> which) =>
        subject.Player is { } p ? new Condition.Plays(p, which) : new Condition.LevelIn(subject.Situation!.Value, which);

    private int Count(Subject subject) => subject.Player is { } p ? draft.Players[p].Moves.Length : draft.Situations[subject.Situation!.Value].Levels.Length;

    private double Value(Subject subject, int index) => subject.Player is { } p ? draft.Players[p].Value(index) : draft.Situations[subject.Situation!.Value].Value(index);

    /// <summary>A player's move or a situation's level.</summary>
    private readonly record struct Subject(int? Player, int? Situation);
}
