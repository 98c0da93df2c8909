using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads what the leverage index needs: flows between players and sets of moves. Also the order of moves.</summary>
internal sealed class FlowReader(GameDraft draft, TokenReader reader)
{
    /// <summary>concession of patron to client +1 if …, -1 if …; compliance likewise.</summary>
    public bool Flow()
    {
        var head = reader.Next();
        if (!reader.Expect("of") || reader.ExpectName("the player that gives") is not { } from || !reader.Expect("to") || reader.ExpectName("the player that receives") is not { } to)
        {
            return false;
        }

        var conditions = new ConditionReader(draft, reader);
        var parts = ImmutableArray.CreateBuilder<FlowPart>();
        do
        {
            if (reader.ExpectNumber("an amount such as +1") is not { } amount || conditions.ReadIf() is not { } condition)
            {
                return false;
            }

            parts.Add(new FlowPart(amount.Value, condition));
        }
        while (reader.Take(','));
        if (!reader.ExpectEnd("the amounts of a flow", "amounts are separated by commas"))
        {
            return false;
        }

        var (giver, receiver) = (draft.Player(from), draft.Player(to));
        if (giver >= 0 && giver == receiver)
        {
            draft.Bag.Error("G243", to.Place, $"{from.Text} cannot give to itself", helps: ["name the two players of the relationship"]);
        }

        var earlier = head.Is("concession") ? draft.Concession : draft.Compliance;
        if (earlier is not null)
        {
            draft.Bag.Error("T124", head.Place, $"there is a second `{head.Text}` clause", others: [new DiagnosticLabel(earlier.Place, "the first one")], helps: ["put all amounts in one clause"]);
            return true;
        }

        var flow = new Flow(giver, receiver, parts.ToImmutable(), head.Place);
        _ = head.Is("concession") ? draft.Concession = flow : draft.Compliance = flow;
        return true;
    }

    /// <summary>threats of client provoke, reach_out quiet hold; instruments likewise.</summary>
    public bool Moves()
    {
        var head = reader.Next();
        if (!reader.Expect("of") || reader.ExpectName("a player") is not { } who)
        {
            return false;
        }

        var names = new List<Token>();
        do
        {
            if (reader.ExpectName("a move") is not { } name)
            {
                return false;
            }

            names.Add(name);
        }
        while (reader.Take(','));
        Token? quiet = null;
        if (reader.Take("quiet") && (quiet = reader.ExpectName("the quiet move")) is null)
        {
            return false;
        }

        if (!reader.ExpectEnd($"the {head.Text}", "moves are separated by commas, and `quiet` names the move that a defanged one acts like"))
        {
            return false;
        }

        var player = draft.Player(who);
        if (player < 0)
        {
            return true;
        }

        var moves = names.Select(n => draft.Move(player, n)).Where(m => m >= 0).Distinct().ToImmutableArray();
        var still = Quiet(head, player, moves, quiet);
        var earlier = head.Is("threats") ? draft.Threats : draft.Instruments;
        if (earlier is not null)
        {
            draft.Bag.Error("T124", head.Place, $"there is a second `{head.Text}` clause", others: [new DiagnosticLabel(earlier.Place, "the first one")], helps: ["name all moves in one clause"]);
        }
        else if (still >= 0)
        {
            var set = new MoveSet(player, moves, still, head.Place);
            _ = head.Is("threats") ? draft.Threats = set : draft.Instruments = set;
        }

        return true;
    }

    private int Quiet(Token head, int player, ImmutableArray<int> moves, Token? named)
    {
        var who = draft.Players[player];
        if (named is { } name)
        {
            var index = draft.Move(player, name);
            if (index >= 0 && moves.Contains(index))
            {
                draft.Bag.Error("G242", name.Place, $"`{name.Text}` is the quiet move and also one of the {head.Text}", helps: ["the quiet move is the one that a defanged move acts like; take it off the list"]);
            }

            return index;
        }

        var left = Enumerable.Range(0, who.Moves.Length).Where(m => !moves.Contains(m)).ToList();
        if (left.Count != 1)
        {
            draft.Bag.Error("G241", head.Place, $"nothing says which move of {who.Name} is quiet",
                notes: [$"to measure what these moves are worth they are made to act like the quiet one; {(left.Count == 0 ? "no other move is left" : "left are " + Wording.Coded(left.Select(m => who.Moves[m])))}"],
                helps: left.Count == 0 ? [] : [$"add   quiet {who.Moves[left[0]]}"]);
            return -1;
        }

        return left[0];
    }

    /// <summary>all move at once; first client moves, then patron and rival.</summary>
    public bool Turns()
    {
        var head = reader.Next();
        if (draft.TurnsToken is { } earlier)
        {
            draft.Bag.Error("T124", head.Place, "the order of moves is said twice", others: [new DiagnosticLabel(earlier.Place, "the first time")], helps: ["keep one"]);
        }

        draft.TurnsToken = head;
        if (head.Is("all"))
        {
            draft.Turns = [[.. Enumerable.Range(0, draft.Players.Count)]];
            return reader.Expect("move") && reader.Expect("at") && reader.Expect("once") && reader.ExpectEnd("`all move at once`");
        }

        var turns = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        var seen = new HashSet<int>();
        do
        {
            var turn = ImmutableArray.CreateBuilder<int>();
            do
            {
                if (reader.ExpectName("a player") is not { } who)
                {
                    return false;
                }

                var player = draft.Player(who);
                if (player >= 0 && !seen.Add(player))
                {
                    draft.Bag.Error("G217", who.Place, $"{who.Text} moves twice in a {draft.Period}", helps: ["every player moves once; name it in one turn"]);
                }
                else if (player >= 0)
                {
                    turn.Add(player);
                }
            }
            while (reader.Take("and"));
            if (!reader.Take("moves"))
            {
                reader.Take("move");
            }

            turns.Add(turn.ToImmutable());
        }
        while (reader.Take(',') && reader.Expect("then"));
        if (!reader.ExpectEnd("the order of moves", "write `first client moves, then patron and rival`"))
        {
            return false;
        }

        var missing = Enumerable.Range(0, draft.Players.Count).Where(p => !seen.Contains(p)).Select(p => draft.Players[p].Name).ToList();
        if (missing.Count > 0)
        {
            draft.Bag.Error("G217", head.Place, $"the order of moves leaves out {Wording.List(missing)}", helps: [$"add   then {Wording.List(missing)}"]);
            return true;
        }

        draft.Turns = turns.ToImmutable();
        return true;
    }
}
