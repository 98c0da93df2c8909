using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads the clauses that only a game played once has: who decides, the moves in turn, the outcomes.</summary>
internal sealed class OnceReader(GameDraft draft, TokenReader reader)
{
    private readonly OnceDraft _once = draft.Once!;

    /// <summary>What the title says after <c>once,</c>: errors normal | logistic, [private information]. Where it cannot be read, the other clauses are still those of such a game.</summary>
    public static (OnceDraft Draft, bool Read) Title(TokenReader reader)
    {
        var unread = (new OnceDraft(ErrorLaw.Normal, false), false);
        if (!reader.Expect("errors", "write `once, errors normal` or `once, errors logistic`"))
        {
            return unread;
        }

        if (!reader.Peek.Is("normal") && !reader.Peek.Is("logistic"))
        {
            reader.Expected("`normal` or `logistic`", "normal errors give probit choices, logistic ones logit choices");
            return unread;
        }

        var errors = reader.Next().Is("normal") ? ErrorLaw.Normal : ErrorLaw.Logistic;
        bool privately = reader.Take(',');
        return privately && (!reader.Expect("private", "write `errors normal, private information`, or leave it out for an error of every choice") || !reader.Expect("information", "write `errors normal, private information`"))
            ? unread : (new OnceDraft(errors, privately), reader.ExpectEnd("the title of the game"));
    }

    /// <summary>player sender "label".</summary>
    public bool Player()
    {
        reader.Next();
        if (reader.ExpectName("the name of a player") is not { } name)
        {
            return false;
        }

        reader.TakeText();
        if (reader.Peek.Is("may"))
        {
            draft.Bag.Error("G248", reader.Peek.Place, $"in a game played once, what {name.Text} may do is a move with a name of its own", notes: ["moves are made in the order in which they are written, each where its `if` holds"],
                helps: [$"write   move NAME of {name.Text} may …"]);
            draft.Bag.Doubt("move");
            _once.Deciders.Add(name);
            return false;
        }

        if (draft.Claim(name, "player"))
        {
            _once.Deciders.Add(name);
        }

        return reader.ExpectEnd("a player");
    }

    /// <summary>move answer of target may concede, resist [if …]; or move offer of proposer from 0 to 100. The condition is read by <see cref="When"/>.</summary>
    public bool Declare()
    {
        reader.Next();
        if (reader.ExpectName("the name of a move") is not { } name || !reader.Expect("of", $"write `move {reader.Last.Text} of PLAYER may …`") || reader.ExpectName("a player") is not { } who)
        {
            return false;
        }

        if (_once.Deciders.All(d => d.Text != who.Text))
        {
            draft.Unknown("G201", who, "player", _once.Deciders.Select(d => d.Text), [], $"declare it:   player {Wording.Shorten(who.Text)}");
        }

        if (reader.Take("from"))
        {
            return Offer(name, who);
        }

        if (!reader.Expect("may") || new NameListReader(draft, reader).Moves() is not { } read)
        {
            return false;
        }

        var moves = read.Names;
        new NameListReader(draft, reader).NoTwice(moves, "move", name.Text);
        if (draft.Claim(name, "move"))
        {
            draft.Add(new Player(name.Text, [.. moves.Select(m => m.Text).Distinct()], null, name.Place));
            _once.Owners.Add(who);
        }

        return true;
    }

    private bool Offer(Token name, Token who)
    {
        if (reader.ExpectNumber("the smallest offer") is not { } low || !reader.Expect("to") || reader.ExpectNumber("the largest offer") is not { } high)
        {
            return false;
        }

        if (low.Value != 0 || !(high.Value > 0))
        {
            draft.Bag.Error("G249", high.Place, $"an offer lies between 0 and something above it; found {Wording.Number(low.Value)} to {Wording.Number(high.Value)}", notes: ["accepted, it goes to the other, and the mover keeps the rest"], helps: [$"write   from 0 to {Wording.Number(Math.Max(1, high.Value))}"]);
        }

        if (draft.Claim(name, "move"))
        {
            _once.Offer = draft.Players.Count;
            _once.LargestOffer = high.Value;
            draft.Add(new Player(name.Text, ["offer"], null, name.Place));
            _once.Owners.Add(who);
        }

        return true;
    }

    /// <summary>The condition of a move, once all moves are known.</summary>
    public bool When()
    {
        reader.Next();
        int move = draft.PlayerIndex(reader.Next().Text);
        while (!reader.AtEnd && !reader.Peek.Is("if"))
        {
            reader.Next();
        }

        int seen = draft.Bag.Count;
        if (new ConditionReader(draft, reader).ReadIf() is not { } condition)
        {
            return false;
        }

        if (move >= 0 && seen == draft.Bag.Count)
        {
            _once.When[move] = condition;
            var later = ConditionReads.Of(condition).Players.FirstOrDefault(p => p >= move, -1);
            if (later >= 0)
            {
                draft.Bag.Error("G250", reader.Last.Place, $"`{draft.Players[move].Name}` waits for `{draft.Players[later].Name}`, which is not made before it", notes: ["moves are made in the order in which they are written"], helps: [$"write the clause of `{draft.Players[later].Name}` first"]);
            }
        }

        return reader.ExpectEnd("a move");
    }

    /// <summary>outcome war if answer is fight.</summary>
    public bool Outcome()
    {
        reader.Next();
        if (reader.ExpectName("the name of an outcome") is not { } name || !reader.Expect("if", "write `outcome war if answer is fight`") || new ConditionReader(draft, reader).Read() is not { } condition)
        {
            return false;
        }

        if (draft.Claim(name, "outcome"))
        {
            _once.Outcomes.Add(new OnceOutcome(name.Text, condition, name.Place));
        }

        return reader.ExpectEnd("an outcome");
    }
}
