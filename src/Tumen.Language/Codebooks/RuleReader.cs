using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads how one column of the record is coded: lines tried in order, or a trailing balance.</summary>
internal sealed class RuleReader(CodebookDraft draft, TokenReader reader)
{
    /// <summary>client plays X in a month with …, plays Y …, otherwise Z.</summary>
    public bool Moves()
    {
        var name = reader.Next();
        var player = draft.Player(name);
        var rule = Rule(name, isMove: true);
        return Body(rule, "plays", value => Check(value, player, null));
    }

    /// <summary>situation X is L if …, is M from 2006-10, otherwise N, starts L; or by balance of ….</summary>
    public bool Situation()
    {
        reader.Next();
        if (reader.ExpectName("the name of a situation") is not { } name)
        {
            return false;
        }

        var situation = draft.Situation(name);
        var rule = Rule(name, isMove: false);
        if (reader.Take("from", "series"))
        {
            return new SeriesReader(draft, reader).Read(rule);
        }

        return reader.Take("by") ? Balance(rule, situation) : Body(rule, "is", value => Check(value, null, situation));
    }

    private RuleDraft Rule(Token name, bool isMove)
    {
        if (!draft.Rules.TryGetValue((name.Text, isMove), out var rule))
        {
            rule = draft.Rules[(name.Text, isMove)] = new RuleDraft(name, isMove);
        }

        return rule;
    }

    private bool Body(RuleDraft rule, string verb, Action<Token> check)
    {
        if (reader.AtEnd)
        {
            reader.Expected($"`{verb}` or `otherwise`");
            return false;
        }

        while (!reader.AtEnd)
        {
            if (!Line(rule, verb, check))
            {
                return false;
            }

            reader.Take(',');
        }

        return true;
    }

    private bool Line(RuleDraft rule, string verb, Action<Token> check)
    {
        var start = reader.Peek;
        if (reader.Take("otherwise"))
        {
            if (Value(rule, check) is not { } value)
            {
                return false;
            }

            if (rule.Otherwise is { } earlier)
            {
                draft.Bag.Error("T124", start.Place, $"`{rule.Name.Text}` has a second `otherwise`", others: [new DiagnosticLabel(earlier.At.Place, "the first one")], helps: ["keep one"]);
            }

            rule.Otherwise ??= (value, start);
            return true;
        }

        if (reader.Take("starts"))
        {
            if (Value(rule, check) is not { } value)
            {
                return false;
            }

            if (rule.Starts is not null)
            {
                draft.Bag.Error("T124", start.Place, $"`{rule.Name.Text}` starts twice", helps: ["keep one"]);
            }

            rule.Starts ??= (value, start);
            return true;
        }

        if (!reader.Take(verb))
        {
            reader.Expected($"`{verb}`, `otherwise` or `starts`", "lines are separated by commas or line ends; join tests with `and` or `or`");
            return false;
        }

        if (Value(rule, check) is not { } name || Test(rule) is not { } test)
        {
            return false;
        }

        rule.Lines.Add(new CodingLine(name, test, reader.CoverFrom(start)));
        return true;
    }

    /// <summary>A level's test follows <c>if</c>; a move's <c>in a month with</c>, or it starts with a date.</summary>
    private PeriodTest? Test(RuleDraft rule)
    {
        var tests = new PeriodTestReader(draft, reader);
        var dated = reader.Peek.Is("from") || reader.Peek.Is("until") || reader.Peek.Is("between");
        if (!rule.IsMove)
        {
            return reader.Expect("if", dated ? $"write `if {reader.Peek.Text} {reader.PeekAt(1).Text}`" : "write `if` and a test") ? tests.Read() : null;
        }

        return dated || (reader.Expect("in", $"write `in a {draft.Period} with any SET`, or a date: `from 2017-09`") && (reader.Take("a") || reader.Expect("an")) && draft.ExpectPeriod(reader) && reader.Expect("with"))
            ? tests.Read() : null;
    }

    private string? Value(RuleDraft rule, Action<Token> check)
    {
        if (reader.Peek.Is("unknown") || reader.Peek.Is("same"))
        {
            return reader.Word().Text;
        }

        if (reader.ExpectName(rule.IsMove ? "a move, `unknown` or `same`" : "a level, `unknown` or `same`") is not { } name)
        {
            return null;
        }

        check(name);
        return name.Text;
    }

    private void Check(Token value, Player? player, Situation? situation)
    {
        if (player is not null)
        {
            draft.Move(player, value);
        }

        if (situation is not null)
        {
            draft.Level(situation, value);
        }
    }

    /// <summary>by balance of visits +1, punishments -1.5, half-life 6, cuts -1, 1.5, starts 0.</summary>
    private bool Balance(RuleDraft rule, Situation? situation)
    {
        var sets = ImmutableArray.CreateBuilder<(string, double)>();
        var cuts = ImmutableArray<double>.Empty;
        var (half, start, lag) = (double.PositiveInfinity, 0.0, 1);
        Token? cutsAt = null;
        if (!reader.Expect("balance") || !reader.Expect("of"))
        {
            return false;
        }

        do
        {
            if (reader.Take("half-life"))
            {
                if (reader.ExpectNumber($"a number of {draft.Periods}") is not { } number)
                {
                    return false;
                }

                half = number.Value;
                Positive(number, "a half-life");
            }
            else if (reader.Peek.Is("cuts"))
            {
                cutsAt = reader.Word();
                if (Cuts() is not { } read)
                {
                    return false;
                }

                cuts = read;
            }
            else if (reader.Take("starts"))
            {
                if (reader.ExpectNumber("the balance before the first period") is not { } number)
                {
                    return false;
                }

                start = number.Value;
            }
            else if (reader.Take("counting"))
            {
                if (!reader.Expect("this") || !draft.ExpectPeriod(reader))
                {
                    return false;
                }

                lag = 0;
            }
            else if (reader.ExpectName("a set of events, `half-life`, `cuts`, `starts` or `counting`") is { } set && reader.ExpectNumber("what one event adds, such as +1") is { } amount)
            {
                draft.UseSet(set);
                sets.Add((set.Text, amount.Value));
            }
            else
            {
                return false;
            }
        }
        while (reader.Take(','));
        if (!reader.ExpectEnd("a balance", "its parts are separated by commas"))
        {
            return false;
        }

        CheckCuts(rule.Name, situation, cuts, cutsAt);
        if (rule.Balance is not null || rule.Lines.Count > 0)
        {
            draft.Bag.Error("C303", rule.Name.Place, $"`{rule.Name.Text}` is coded by a balance and by something else", helps: ["code it one way: by lines, or by a balance"]);
        }

        rule.Balance ??= new BalanceRule(sets.ToImmutable(), half, cuts, start, lag);
        return true;
    }

    private void Positive((double Value, Place Place) number, string what)
    {
        if (!(number.Value > 0))
        {
            draft.Bag.Error("C304", number.Place, $"{what} must be above 0; found {Wording.Number(number.Value)}", helps: ["leave `half-life` out for a balance that forgets nothing"]);
        }
    }

    private ImmutableArray<double>? Cuts()
    {
        var cuts = ImmutableArray.CreateBuilder<double>();
        do
        {
            if (reader.ExpectNumber("a cut") is not { } cut)
            {
                return null;
            }

            if (cuts.Count > 0 && cut.Value <= cuts[^1])
            {
                draft.Bag.Error("C305", cut.Place, $"cuts rise from left to right; {Wording.Number(cut.Value)} does not follow {Wording.Number(cuts[^1])}", helps: ["write them in rising order:   cuts -1, 1.5"]);
            }

            cuts.Add(cut.Value);
        }
        while (reader.Peek.Is(',') && (reader.PeekAt(1).Kind == TokenKind.Number || reader.PeekAt(1).Is('-') || reader.PeekAt(1).Is('+')) && reader.Take(','));
        return cuts.ToImmutable();
    }

    private void CheckCuts(Token name, Situation? situation, ImmutableArray<double> cuts, Token? at)
    {
        if (at is null)
        {
            draft.Bag.Error("C305", name.Place, $"the balance of `{name.Text}` has no cuts, so it decides nothing", helps: ["add   cuts LOW, HIGH: one number between each two levels"]);
        }
        else if (situation is not null && cuts.Length != situation.Levels.Length - 1)
        {
            draft.Bag.Error("C305", at.Value.Place, $"`{name.Text}` has {situation.Levels.Length} levels, so its balance needs {situation.Levels.Length - 1} cut{(situation.Levels.Length == 2 ? string.Empty : "s")}; found {cuts.Length}",
                notes: [$"levels: {Wording.List(situation.Levels)}"], helps: ["give one number between each two levels"]);
        }
    }
}
