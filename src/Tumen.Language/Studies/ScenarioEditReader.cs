using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads one change of a what-if.</summary>
internal sealed class ScenarioEditReader(StudyDraft draft, TokenReader reader)
{
    /// <summary>Reads one change; null when its grammar failed (reported).</summary>
    public ScenarioEdit? Read()
    {
        reader.Ask("a player or a situation");
        var start = reader.Peek;
        if (start.Is("weight") || start.Is("chance"))
        {
            return Parameter(start);
        }

        if (start.Is("discount"))
        {
            return Discount(start);
        }

        if (start.Is("defang"))
        {
            return Defang(start);
        }

        if (start.Is("freeze"))
        {
            return Freeze(start);
        }

        if (start.Kind == TokenKind.Word && reader.PeekAt(1).Is("never") && reader.PeekAt(2).Is("reaches"))
        {
            return NeverReaches(start);
        }

        if (start.Kind == TokenKind.Word && (reader.PeekAt(1).Is("never") || reader.PeekAt(1).Is("always")))
        {
            return Forbid(start);
        }

        if (start.Kind == TokenKind.Word && (reader.PeekAt(1).Is("and") || reader.PeekAt(1).Is(',') || reader.PeekAt(1).Is("act")))
        {
            return new CoalitionReader(draft, reader).Read(start);
        }

        if (start.Kind == TokenKind.Word && (reader.PeekAt(1).Is("stays") || reader.PeekAt(1).Is("starts")))
        {
            return Hold(start);
        }

        if (start.Kind == TokenKind.Word && (reader.PeekAt(1).Is("halves") || reader.PeekAt(1).Is("doubles") || reader.PeekAt(1).Is("times")))
        {
            return Scale(start);
        }

        reader.Expected("what changes: `weight`, `chance`, `discount of`, `defang`, `freeze`, `NAME never plays`, `NAME always plays`, `NAME and NAME act as one`, `NAME stays`, `NAME starts`, `NAME halves`, `NAME doubles`, `NAME times 0.8` or `NAME never reaches`",
            "separate changes by ;", "say when by `from 2026-01 for 60 months`, or `gradually over 60 months`");
        return null;
    }

    private ScenarioEdit? Parameter(Token start)
    {
        var chance = reader.Word().Is("chance");
        if (reader.ExpectName(chance ? "a chance" : "a weight") is not { } name)
        {
            return null;
        }

        if (!chance && reader.Take("counts"))
        {
            return Counts(start, name);
        }

        var times = reader.Take("times");
        if ((!times && !reader.Expect('=', $"write `{start.Text} {name.Text} = 0` or `{start.Text} {name.Text} times 2`")) || reader.ExpectNumber("a number") is not { } value)
        {
            return null;
        }

        if (draft.Game is { } game)
        {
            var known = chance ? game.Chances.Select(c => c.Name) : game.Weights.Select(w => w.Name);
            if (!known.Contains(name.Text))
            {
                draft.Unknown("G209", name, chance ? "chance" : "weight", known);
            }
        }

        if (chance && (value.Value < 0 || (!times && value.Value > 1)))
        {
            draft.Bag.Error("G211", value.Place, $"a chance lies between 0 and 1; found {Wording.Number(value.Value)}", helps: ["write a number from 0 to 1, or a fraction such as 1/50"]);
        }

        return new ScenarioEdit.SetParameter(name.Text, value.Value, times, reader.CoverFrom(start));
    }

    /// <summary>weight NAME counts always, or counts if CONDITION.</summary>
    private ScenarioEdit.CountsWhen? Counts(Token start, Token weight)
    {
        if (draft.Game is { } known && known.Weights.All(w => w.Name != weight.Text))
        {
            draft.Unknown("G209", weight, "weight", known.Weights.Select(w => w.Name));
        }

        if (reader.Take("always"))
        {
            return new ScenarioEdit.CountsWhen(weight.Text, Condition.Always, reader.CoverFrom(start));
        }

        if (!reader.Expect("if", $"write `weight {weight.Text} counts always` or `weight {weight.Text} counts if warmth is cold`"))
        {
            return null;
        }

        if (draft.Game is { } game)
        {
            return new ConditionReader(GameDraft.Of(game, draft.Bag), reader).Read() is { } condition ? new ScenarioEdit.CountsWhen(weight.Text, condition, reader.CoverFrom(start)) : null;
        }

        // Names cannot be told apart without the game: the condition is read when it is there.
        while (!reader.AtEnd && !reader.Peek.Is(';') && !reader.Peek.Is(',') && !reader.Peek.Is("from") && !reader.Peek.Is("for") && !reader.Peek.Is("gradually"))
        {
            reader.Next();
        }

        return new ScenarioEdit.CountsWhen(weight.Text, Condition.Always, reader.CoverFrom(start));
    }

    private ScenarioEdit? Freeze(Token start)
    {
        reader.Word();
        if (reader.ExpectName("a player") is not { } who)
        {
            return null;
        }

        draft.Player(who);
        return new ScenarioEdit.Freeze(who.Text, reader.CoverFrom(start));
    }

    private ScenarioEdit? NeverReaches(Token start)
    {
        reader.Next();
        reader.Word();
        reader.Word();
        if (reader.ExpectName("a level") is not { } level)
        {
            return null;
        }

        Level(start, level);
        return new ScenarioEdit.NeverReaches(start.Text, level.Text, reader.CoverFrom(start));
    }

    private ScenarioEdit? Discount(Token start)
    {
        reader.Word();
        if (!reader.Expect("of") || reader.ExpectName("a player") is not { } who || reader.ExpectNumber("the discount factor") is not { } value)
        {
            return null;
        }

        draft.Player(who);
        if (!(value.Value >= 0 && value.Value < 1))
        {
            draft.Bag.Error("G230", value.Place, $"a discount factor lies in [0, 1); found {Wording.Number(value.Value)}", helps: ["for a very patient player write 0.99"]);
        }

        return new ScenarioEdit.SetDiscount(who.Text, value.Value, reader.CoverFrom(start));
    }

    private ScenarioEdit? Defang(Token start)
    {
        reader.Word();
        if (Names(',', "a move") is not { } moves || !reader.Expect("of", "write `defang provoke of client`") || reader.ExpectName("a player") is not { } who)
        {
            return null;
        }

        var player = draft.Player(who);
        draft.Moves(player, moves);
        if (player is not null && draft.Game is { } game && !HasQuiet(game, player))
        {
            draft.Bag.Error("S408", who.Place, $"the game does not say which move of {who.Text} is quiet", notes: ["a defanged move stays in the menu, but acts like the quiet one"],
                helps: [$"add to the game   threats of {who.Text} {string.Join(", ", moves.Select(m => m.Text))}   quiet MOVE"]);
        }

        return new ScenarioEdit.Defang(who.Text, [.. moves.Select(m => m.Text)], reader.CoverFrom(start));
    }

    private static bool HasQuiet(GameModel game, Player player)
    {
        var index = game.Players.IndexOf(player);
        return game.Threats?.Player == index || game.Instruments?.Player == index;
    }

    private ScenarioEdit? Forbid(Token start)
    {
        reader.Next();
        var always = reader.Word().Is("always");
        if (!reader.Expect("plays") || Names("or", "a move") is not { } moves)
        {
            return null;
        }

        var player = draft.Player(start);
        draft.Moves(player, moves);
        if (!always && player is not null && player.Moves.All(m => moves.Any(t => t.Text == m)))
        {
            draft.Bag.Error("S409", start.Place, $"this leaves {start.Text} no move at all", notes: [$"moves of {start.Text}: {Wording.List(player.Moves)}"], helps: ["leave at least one"]);
        }

        return new ScenarioEdit.Forbid(start.Text, [.. moves.Select(m => m.Text)], always, reader.CoverFrom(start));
    }

    private ScenarioEdit? Hold(Token start)
    {
        reader.Next();
        var forever = reader.Word().Is("stays");
        if (HeldLevel(start) is not { } level)
        {
            return null;
        }

        Level(start, level);
        return new ScenarioEdit.HoldSituation(start.Text, level.Text, forever, reader.CoverFrom(start));
    }

    /// <summary>trade halves, doubles, or times 0.8.</summary>
    private ScenarioEdit.ScaleSituation? Scale(Token start)
    {
        reader.Next();
        string verb = reader.Word().Text;
        double factor = verb == "halves" ? 0.5 : 2;
        if (verb == "times")
        {
            if (reader.ExpectNumber("a number") is not { } number)
            {
                return null;
            }

            factor = number.Value;
        }

        if (draft.Game is { } game)
        {
            var situation = game.Situations.FirstOrDefault(s => s.Name == start.Text);
            if (situation is null)
            {
                draft.Unknown("G202", start, "situation", game.Situations.Select(s => s.Name));
            }
            else if (situation.Values.IsDefaultOrEmpty)
            {
                draft.Bag.Error("S428", start.Place, $"{start.Text} is no number: its levels are {Wording.List(situation.Levels)}", helps: [$"say where it goes:   {start.Text} starts {situation.Levels[0]}"]);
            }
        }

        return new ScenarioEdit.ScaleSituation(start.Text, factor, reader.CoverFrom(start));
    }

    /// <summary>A level by its name, or by its number where the situation is a number.</summary>
    private Token? HeldLevel(Token situation)
    {
        if (reader.Peek.Kind != TokenKind.Number && !reader.Peek.Is('-'))
        {
            return reader.ExpectName("a level");
        }

        var at = reader.Peek;
        return reader.ExpectNumber($"a level of {situation.Text}") is { } number ? new Token(TokenKind.Number, GridReader.Name(number.Value), number.Place, at.FirstOnLine, number.Value) : null;
    }

    private void Level(Token name, Token level)
    {
        if (draft.Game is not { } game)
        {
            return;
        }

        var situation = game.Situations.FirstOrDefault(s => s.Name == name.Text);
        if (situation is null)
        {
            draft.Unknown("G202", name, "situation", game.Situations.Select(s => s.Name));
        }
        else if (situation.LevelIndex(level.Text) < 0)
        {
            draft.Unknown("G204", level, $"level of {situation.Name}", situation.Levels);
        }
    }

    private List<Token>? Names(char mark, string what) => NamesOf(reader, () => reader.Take(mark), what);

    private List<Token>? Names(string word, string what) => NamesOf(reader, () => reader.Take(word), what);

    /// <summary>Names separated by a mark; null when one is missing (reported).</summary>
    internal static List<Token>? NamesOf(TokenReader reader, Func<bool> more, string what)
    {
        var names = new List<Token>();
        do
        {
            if (reader.ExpectName(what) is not { } name)
            {
                return null;
            }

            names.Add(name);
        }
        while (more());
        return names;
    }
}
