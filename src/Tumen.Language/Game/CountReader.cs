using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads <c>number of firm2, firm3 that play enter</c>, as a factor of a payoff, also inside <c>log(1 + …)</c>, or as a test with a comparison.</summary>
internal sealed class CountReader(GameDraft draft, TokenReader reader)
{
    /// <summary>Whether a count starts here.</summary>
    public bool IsNext => (reader.Peek.Is("number") && reader.PeekAt(1).Is("of")) || (reader.Peek.Is("log") && reader.PeekAt(1).Is('('));

    /// <summary>A count as a factor; null when the grammar failed.</summary>
    public Factor.CountOf? Factor()
    {
        if (!reader.Take("log"))
        {
            return Count();
        }

        if (!reader.Expect('(') || reader.ExpectNumber("1") is not { } one || !reader.Expect('+', "write `log(1 + number of others that play enter)`") || Count() is not { } count || !reader.Expect(')'))
        {
            return null;
        }

        if (one.Value != 1)
        {
            draft.Bag.Error("G229", one.Place, $"the logarithm is taken of 1 + a number, not of {Wording.Number(one.Value)} +", notes: ["so that it is 0 when nobody is counted"], helps: ["write   log(1 + number of …)"]);
        }

        return count with { LogOnePlus = true };
    }

    /// <summary>A count compared with a number, as a test; null when the grammar failed.</summary>
    public Condition? Test()
    {
        if (Count() is not { } count)
        {
            return null;
        }

        if (ComparisonReader.Relation(reader) is not { } relation)
        {
            reader.Expected("`at least`, `at most`, `above` or `below`", "write `number of others that play enter at least 2`");
            return null;
        }

        return reader.ExpectNumber("a number") is { } number ? From(count, 0, 0, n => relation(n, number.Value), []) : null;
    }

    private Factor.CountOf? Count()
    {
        if (!reader.Expect("number") || !reader.Expect("of"))
        {
            return null;
        }

        var names = new List<Token>();
        do
        {
            if (reader.ExpectName("a player, or `others` in a clause of `each`") is not { } name)
            {
                return null;
            }

            names.Add(name);
        }
        while (reader.Take(',') || reader.Take("and"));
        if (!reader.Expect("that", "write `number of others that play enter`") || (!reader.Take("play") && !reader.Expect("plays")))
        {
            return null;
        }

        var moves = new List<Token>();
        do
        {
            if (reader.ExpectName("a move") is not { } move)
            {
                return null;
            }

            moves.Add(move);
        }
        while (reader.Peek.Is("or") && !(reader.PeekAt(2).Is("is") || reader.PeekAt(2).Is("plays") || reader.PeekAt(2).Is("at") || reader.PeekAt(2).Is("does")) && reader.Take("or"));
        int[] players = [.. names.Select(draft.Player).Where(p => p >= 0).Distinct()];
        return new Factor.CountOf([.. players], [.. players.Select(p => moves.Select(m => draft.Move(p, m)).Where(m => m >= 0).Order().ToImmutableArray())], false);
    }

    /// <summary>The test as a decision over one player after the other; what two branches share is built once.</summary>
    private static Condition From(Factor.CountOf count, int player, int sofar, Func<double, bool> holds, Dictionary<(int, int), Condition> known)
    {
        if (player == count.Players.Length)
        {
            return holds(sofar) ? Condition.Always : new Condition.Not(Condition.Always);
        }

        if (known.TryGetValue((player, sofar), out var done))
        {
            return done;
        }

        Condition yes = From(count, player + 1, sofar + 1, holds, known), no = From(count, player + 1, sofar, holds, known);
        var plays = new Condition.Plays(count.Players[player], count.Moves[player]);
        Condition result = yes.Equals(no) ? yes : (yes, no) switch
        {
            (Condition.AlwaysTrue, Condition.Not { Inner: Condition.AlwaysTrue }) => plays,
            (Condition.Not { Inner: Condition.AlwaysTrue }, Condition.AlwaysTrue) => new Condition.Not(plays),
            (Condition.AlwaysTrue, _) => new Condition.Or(plays, no),
            (Condition.Not { Inner: Condition.AlwaysTrue }, _) => new Condition.And(new Condition.Not(plays), no),
            (_, Condition.Not { Inner: Condition.AlwaysTrue }) => new Condition.And(plays, yes),
            (_, Condition.AlwaysTrue) => new Condition.Or(new Condition.Not(plays), yes),
            _ => new Condition.Or(new Condition.And(plays, yes), new Condition.And(new Condition.Not(plays), no)),
        };
        return known[(player, sofar)] = result;
    }
}
