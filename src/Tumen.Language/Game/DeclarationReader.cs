using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads what later clauses refer to: the title, players, situations and covariates.</summary>
internal sealed class DeclarationReader(GameDraft draft, TokenReader reader)
{
    private readonly NameListReader _names = new(draft, reader);

    /// <summary>Most moves of a player and most levels of a situation.</summary>
    public const int MostNames = 1000;

    /// <summary>game "title", month by month.</summary>
    public bool Title()
    {
        var head = reader.Next();
        if (draft.Header is { } earlier)
        {
            draft.Bag.Error("T124", head.Place, "the game has a second title", others: [new DiagnosticLabel(earlier.Place, "the first one")], helps: ["keep one `game` clause; one file holds one game"]);
            return false;
        }

        draft.Header = head;
        if (reader.ExpectText("the title of the game") is not { } title)
        {
            return false;
        }

        draft.Name = title.Text;
        if (!reader.Expect(',', "write `game \"…\", month by month`"))
        {
            return false;
        }

        if (reader.Peek.Is("once") && reader.PeekAt(1).Is(','))
        {
            reader.Next();
            reader.Next();
            (draft.Once, bool read) = OnceReader.Title(reader);
            draft.Period = "play";
            return read;
        }

        if (reader.Peek.Is("once"))
        {
            draft.Bag.Error("T126", reader.Peek.Place, "a game that is played once is an episode; nothing repeats in it, so it has no record of months",
                notes: ["episodes are checked and solved by themselves: docs/episodes.md"], helps: ["write `month by month` for a game that repeats"]);
            return false;
        }

        var word = reader.Peek;
        if (word.Kind != TokenKind.Word || !reader.PeekAt(1).Is("by") || reader.PeekAt(2).Text != word.Text)
        {
            reader.Expected("a period such as `month by month`");
            return false;
        }

        draft.Period = word.Text;
        reader.Next();
        reader.Next();
        reader.Next();
        if (reader.Take(','))
        {
            if (!reader.Expect("for", $"write `{word.Text} by {word.Text}, for 12 {word.Text}s`") || reader.ExpectCount($"the number of {word.Text}s", 1) is not { } length
                || (!reader.Take(word.Text) && !reader.Expect(word.Text + "s")))
            {
                return false;
            }

            if (length > MostNames)
            {
                draft.Bag.Error("T112", reader.Last.Place, $"a game lasts at most {MostNames} {word.Text}s; found {length}", helps: ["a game that goes on is discounted instead: leave the length out"]);
                return false;
            }

            Horizon.Declare(draft, word, length);
        }

        return reader.ExpectEnd("the title of the game");
    }

    /// <summary>player X may a, b, c "label".</summary>
    public bool Player()
    {
        reader.Next();
        if (reader.ExpectName("the name of a player") is not { } name || !reader.Expect("may", $"write `player {reader.Last.Text} may …` and its moves")
            || _names.Moves() is not { } read)
        {
            return false;
        }

        var (moves, values) = read;
        var label = reader.TakeText();
        if (!reader.ExpectEnd("the moves of a player", "moves are separated by commas"))
        {
            return false;
        }

        _names.NoTwice(moves, "move", name.Text);
        if (draft.Claim(name, "player"))
        {
            draft.Add(new Player(name.Text, [.. moves.Select(m => m.Text).Distinct()], Label(label), name.Place, values.Count == moves.Count && values.Count > 0 ? [.. values] : default));
        }

        return true;
    }

    /// <summary>situation X l0 | l1 | l2 "label" starts l1.</summary>
    public bool Situation()
    {
        reader.Next();
        if (reader.ExpectName("the name of a situation") is not { } name)
        {
            return false;
        }

        if (reader.Take("from"))
        {
            return Grid(name);
        }

        if (_names.Levels() is not { } read)
        {
            return false;
        }

        var (levels, values) = read;
        var label = reader.TakeText();
        Token? starts = null;
        if (reader.Take("starts") && (starts = reader.ExpectName("the level it starts at")) is null)
        {
            return false;
        }

        label ??= reader.TakeText();
        if (!reader.ExpectEnd("the levels of a situation", "levels are separated by |"))
        {
            return false;
        }

        _names.NoTwice(levels, "level", name.Text);
        if (levels.Count < 2)
        {
            draft.Bag.Error("G218", name.Place, $"`{name.Text}` has one level, so it can never differ", helps: ["give it a second level after |", "or leave the situation out"]);
        }

        if (!draft.Claim(name, "situation"))
        {
            return true;
        }

        var names = levels.Select(l => l.Text).Distinct().ToImmutableArray();
        draft.Add(new Situation(name.Text, names, Label(label), null, values.Count == names.Length ? [.. values] : default, name.Place));
        if (starts is { } start && draft.Level(draft.Situations.Count - 1, start) is >= 0 and var index)
        {
            draft.Situations[^1] = draft.Situations[^1] with { StartsAt = index };
        }

        return true;
    }

    /// <summary>situation popularity from -30 to 10 by 0.05 "label" starts 0.</summary>
    private bool Grid(Token name)
    {
        if (!Numbers(name, out int? starts, out var grid, out string? label) || !reader.ExpectEnd("the levels of a situation"))
        {
            return false;
        }

        if (draft.Claim(name, "situation"))
        {
            draft.Add(new Situation(name.Text, grid.Names, label, starts, grid.Values, name.Place));
        }

        return true;
    }

    /// <summary>Levels in equal steps, a label and the number at the start.</summary>
    private bool Numbers(Token name, out int? starts, out (ImmutableArray<string> Names, ImmutableArray<double> Values) grid, out string? said)
    {
        (starts, grid, said) = (null, default, null);
        if (GridReader.Read(reader, name) is not { } read)
        {
            return false;
        }

        grid = read;
        var label = reader.TakeText();
        if (reader.Take("starts"))
        {
            if (reader.ExpectNumber("the number it starts at") is not { } start)
            {
                return false;
            }

            starts = GridReader.Level(new Situation(name.Text, grid.Names, Values: grid.Values), start.Value);
            if (starts < 0)
            {
                draft.Bag.Error("G204", start.Place, $"there is no level of {name.Text} at {Wording.Number(start.Value)}", notes: [$"levels run from {grid.Names[0]} to {grid.Names[^1]} in equal steps"], helps: ["start at one of the levels"]);
                starts = null;
            }
        }

        said = Label(label ?? reader.TakeText());
        return true;
    }

    /// <summary>for each dyad.</summary>
    public bool Panel()
    {
        var head = reader.Next();
        if (!reader.Expect("each", "write `for each dyad`") || reader.ExpectName("what a unit of the record is, such as dyad") is not { } unit || !reader.ExpectEnd("`for each`", "write `for each dyad`"))
        {
            return false;
        }

        if (draft.Unit is { } earlier)
        {
            draft.Bag.Error("T124", head.Place, "what a unit is, is said twice", others: [new DiagnosticLabel(earlier.Place, "the first time")], helps: ["keep one"]);
            return true;
        }

        if (draft.Claim(unit, "unit"))
        {
            draft.Unit = unit;
        }

        return true;
    }

    /// <summary>covariate x, y by unit.</summary>
    public bool Covariate()
    {
        reader.Next();
        if (_names.Names(',', "the name of a covariate") is not { } names || !reader.Expect("by"))
        {
            return false;
        }

        var by = reader.Peek;
        if (by.Is(draft.Period) && !by.Is(draft.UnitWord) && reader.PeekAt(1).Is("from"))
        {
            reader.Next();
            reader.Next();
            return Given(names);
        }

        if (!by.Is(draft.UnitWord) && by.Kind == TokenKind.Word)
        {
            var unit = draft.UnitWord;
            if (by.Is("unit"))
            {
                draft.Bag.Error("G247", by.Place, $"a unit is called `{unit}` in this game", others: [new DiagnosticLabel(draft.Unit!.Value.Place, "said here")], helps: [$"write   by {unit}"]);
            }
            else
            {
                draft.Bag.Error("G223", by.Place, $"a covariate that changes from {Wording.Shorten(by.Text)} to {Wording.Shorten(by.Text)} cannot be solved for",
                    notes: ["players look ahead: what changes over time needs a law of motion that they know", $"a covariate `by {unit}` stays the same within a {unit}, and one game is solved for each"],
                    helps: [$"say what values it takes and what players expect of it:   covariate {names[0].Text} by {Wording.Shorten(by.Text)} from 0 to 10 by 1, expected to stay", $"declare it as a situation:   situation {names[0].Text} low | high   and   next {names[0].Text} …", $"or, if it never changes within a {unit}:   covariate {names[0].Text} by {unit}",
                        .. draft.Unit is null ? new[] { $"if the record holds many of them:   for each {Wording.Shorten(by.Text)}" } : []]);
            }

            reader.Next();
        }
        else if (by.Is(draft.UnitWord))
        {
            reader.Next();
        }
        else
        {
            reader.Expect(draft.UnitWord);
            return false;
        }

        foreach (var name in names.Where(n => draft.Claim(n, "covariate")))
        {
            draft.Covariates.Add(new CovariateSpec(name.Text, name.Place));
        }

        return reader.ExpectEnd("a covariate");
    }

    /// <summary>covariate trade by month from 0 to 8 by 0.5 "label" starts 3, expected …: a situation that is a number and is given from outside.</summary>
    private bool Given(List<Token> names)
    {
        var name = names[0];
        if (names.Count > 1)
        {
            draft.Bag.Error("G265", names[1].Place, $"what changes from {draft.Period} to {draft.Period} is declared one by one", helps: [$"write a clause for `{names[1].Text}` of its own"]);
        }

        if (!Numbers(name, out int? starts, out var grid, out string? label))
        {
            return false;
        }

        if (!reader.Take(',') || !reader.Peek.Is("expected"))
        {
            draft.Bag.Error("G265", name.Place, $"nothing says what players expect of `{name.Text}`", notes: ["players look ahead: what they do today depends on what they think will come"],
                helps: [$"write   covariate {name.Text} by {draft.Period} from … by …, expected to stay", $"or   …, expected to be drawn normal, deviation 0.4, mean 0.3, 0.9 * {name.Text}"]);
            draft.Bag.Doubt(name.Text);
            return true;
        }

        if (draft.Claim(name, "situation"))
        {
            draft.Add(new Situation(name.Text, grid.Names, label, starts, grid.Values, name.Place));
        }

        return true;
    }

    /// <summary>group region, country of each.</summary>
    public bool Group()
    {
        reader.Next();
        do
        {
            if (reader.ExpectName("the name of a group") is not { } name)
            {
                return false;
            }

            bool ofEach = reader.Take("of");
            if (ofEach && !reader.Expect("each", $"write `group {name.Text} of each`"))
            {
                return false;
            }

            if (draft.Claim(name, "group"))
            {
                draft.Groups.Add(new GroupSpec(name.Text, ofEach, name.Place));
            }
        }
        while (reader.Take(','));
        return reader.ExpectEnd("a group", "write `group region` or `group country of each`");
    }

    private static string? Label(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
