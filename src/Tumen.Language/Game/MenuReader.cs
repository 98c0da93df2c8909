using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads where moves may be chosen: <c>player client may provoke if arsenal at least tested, hold</c>. Players are read before situations, their conditions after.</summary>
internal sealed class MenuReader(GameDraft draft, TokenReader reader)
{
    /// <summary>The conditions of one <c>player</c> clause that was read as a declaration before.</summary>
    public bool Read()
    {
        reader.Next();
        var name = reader.Next();
        int player = draft.PlayerIndex(name.Text);
        if (player < 0 || draft.Players[player].Place != name.Place || !reader.Take("may"))
        {
            return true;
        }

        var who = draft.Players[player];
        var allowed = Enumerable.Repeat(Condition.Always, who.Moves.Length).ToArray();
        bool any = false;
        do
        {
            var move = reader.Next();
            if (reader.Take('='))
            {
                reader.ExpectNumber("the number of the move");
            }

            if (!reader.Take("if"))
            {
                continue;
            }

            if (Test(who, move) is not { } condition)
            {
                return false;
            }

            any = true;
            if (who.MoveIndex(move.Text) is >= 0 and var at)
            {
                allowed[at] = condition;
            }
        }
        while (reader.Take(','));
        reader.TakeText();
        if (any)
        {
            draft.Players[player] = who with { Allowed = [.. allowed] };
        }

        return reader.ExpectEnd("the condition of a move", "moves are separated by commas");
    }

    private Condition? Test(Player who, Token move)
    {
        var first = reader.Peek;
        if (new ConditionReader(draft, reader).Read() is not { } condition)
        {
            return null;
        }

        if (condition.ReadsMoves)
        {
            draft.Bag.Error("G261", reader.CoverFrom(first), $"whether {who.Name} may {move.Text} depends on a move",
                notes: ["a menu is what everybody knows when a period begins: it depends on the situation alone"],
                helps: [$"let a situation remember the move, and test that:   player {who.Name} may {move.Text} if SITUATION is LEVEL, …"]);
            return Condition.Always;
        }

        return condition;
    }
}
