using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads <c>what if "name" edits, from 2026-01 for 60 months</c>.</summary>
internal sealed class ScenarioReader(StudyDraft draft, TokenReader reader)
{
    private readonly List<ScenarioEdit> _edits = [];

    /// <summary>Reads one scenario after <c>what if</c>.</summary>
    public bool Read()
    {
        if (reader.ExpectText("the name of the scenario") is not { } name)
        {
            return false;
        }

        string? from = null;
        int? periods = null;
        while (!reader.AtEnd)
        {
            if (reader.Take("from"))
            {
                if (reader.ExpectDate("the first month") is not { } first)
                {
                    return false;
                }

                from = first.Text;
            }
            else if (reader.Take("for"))
            {
                if (reader.ExpectCount($"a number of {draft.Period}s", 1) is not { } length || !StudyFile.ExpectPeriods(draft, reader))
                {
                    return false;
                }

                periods = length;
            }
            else if (Edit() is { } edit)
            {
                _edits.Add(edit);
            }
            else
            {
                return false;
            }

            _ = reader.Take(';') || reader.Take(',');
        }

        if (_edits.Count == 0)
        {
            draft.Bag.Error("S407", name.Place, $"scenario \"{name.Text}\" changes nothing", helps: ["say what changes:   weight aid = 0   or   client never plays provoke"]);
        }

        if (draft.Scenarios.FirstOrDefault(s => s.Name == name.Text) is { } twin)
        {
            draft.Bag.Error("G207", name.Place, $"there are two scenarios called \"{name.Text}\"", others: [new DiagnosticLabel(twin.Place, "the first one")], helps: ["give one of them another name"]);
        }

        draft.Scenarios.Add(new ScenarioSpec(name.Text, [.. _edits], from, periods, name.Place));
        return true;
    }

    private ScenarioEdit? Edit()
    {
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

        if (start.Kind == TokenKind.Word && (reader.PeekAt(1).Is("never") || reader.PeekAt(1).Is("always")))
        {
            return Forbid(start);
        }

        if (start.Kind == TokenKind.Word && (reader.PeekAt(1).Is("and") || reader.PeekAt(1).Is(',') || reader.PeekAt(1).Is("act")))
        {
            return Coalition(start);
        }

        if (start.Kind == TokenKind.Word && (reader.PeekAt(1).Is("stays") || reader.PeekAt(1).Is("starts")))
        {
            return Hold(start);
        }

        reader.Expected("what changes: `weight`, `chance`, `discount of`, `defang`, `NAME never plays`, `NAME always plays`, `NAME and NAME act as one`, `NAME stays` or `NAME starts`",
            "separate changes by ;", "say when by `from 2026-01 for 60 months`");
        return null;
    }

    private ScenarioEdit? Parameter(Token start)
    {
        var chance = reader.Next().Is("chance");
        if (reader.ExpectName(chance ? "a chance" : "a weight") is not { } name)
        {
            return null;
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
            draft.Bag.Error("G211", value.Place, $"a chance lies between 0 and 1; found {Wording.Number(value.Value)}");
        }

        return new ScenarioEdit.SetParameter(name.Text, value.Value, times, reader.CoverFrom(start));
    }

    private ScenarioEdit? Discount(Token start)
    {
        reader.Next();
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
        reader.Next();
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
        var always = reader.Next().Is("always");
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

    private ScenarioEdit? Coalition(Token start)
    {
        if (Names("and", "a player") is not { } players || !reader.Expect("act") || !reader.Expect("as") || !reader.Expect("one"))
        {
            return null;
        }

        var weights = ImmutableArray.CreateBuilder<double>();
        var at = start;
        if (reader.Peek.Is("weights") || (reader.Peek.Is(',') && reader.PeekAt(1).Is("weights")))
        {
            reader.Take(',');
            at = reader.Next();
            do
            {
                if (reader.ExpectNumber("the weight of a player") is not { } weight)
                {
                    return null;
                }

                if (weight.Value < 0)
                {
                    draft.Bag.Error("S410", weight.Place, $"a weight among players that act as one is not negative; found {Wording.Number(weight.Value)}");
                }

                weights.Add(weight.Value);
            }
            while (reader.Peek.Is(',') && reader.PeekAt(1).Kind is TokenKind.Number or TokenKind.Symbol && reader.Take(','));
        }

        foreach (var player in players)
        {
            draft.Player(player);
        }

        if (players.Count < 2 || players.Select(p => p.Text).Distinct().Count() != players.Count)
        {
            draft.Bag.Error("S410", start.Place, "two or more different players act as one", helps: ["write `rival and patron act as one`"]);
        }
        else if (weights.Count != 0 && (weights.Count != players.Count || weights.Sum() == 0))
        {
            draft.Bag.Error("S410", at.Place, weights.Count != players.Count ? $"{players.Count} players act as one, but there are {weights.Count} weights" : "the weights add up to 0",
                notes: ["together they maximise the weighted sum of their payoffs"], helps: ["give one weight a player, in the same order"]);
        }

        return new ScenarioEdit.Coalition([.. players.Select(p => p.Text)], weights.Count == 0 ? [.. players.Select(_ => 1.0)] : weights.ToImmutable(), reader.CoverFrom(start));
    }

    private ScenarioEdit? Hold(Token start)
    {
        reader.Next();
        var forever = reader.Next().Is("stays");
        if (reader.ExpectName("a level") is not { } level)
        {
            return null;
        }

        if (draft.Game is { } game)
        {
            var situation = game.Situations.FirstOrDefault(s => s.Name == start.Text);
            if (situation is null)
            {
                draft.Unknown("G202", start, "situation", game.Situations.Select(s => s.Name));
            }
            else if (situation.LevelIndex(level.Text) < 0)
            {
                draft.Unknown("G204", level, $"level of {situation.Name}", situation.Levels);
            }
        }

        return new ScenarioEdit.HoldSituation(start.Text, level.Text, forever, reader.CoverFrom(start));
    }

    private List<Token>? Names(char mark, string what) => Names(() => reader.Take(mark), what);

    private List<Token>? Names(string word, string what) => Names(() => reader.Take(word), what);

    private List<Token>? Names(Func<bool> more, string what)
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
