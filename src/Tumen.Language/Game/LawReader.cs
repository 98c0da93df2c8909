using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads <c>next X …</c>: how a situation moves.</summary>
internal sealed class LawReader(GameDraft draft, TokenReader reader)
{
    private readonly ConditionReader _conditions = new(draft, reader);
    private readonly List<LawLine> _lines = [];

    /// <summary>Reads one clause into the draft.</summary>
    public void Read()
    {
        reader.Next();
        if (reader.ExpectName("the name of a situation") is not { } name)
        {
            reader.Recover();
            return;
        }

        var situation = draft.Situation(name);
        if (situation >= 0 && draft.Laws.TryGetValue(situation, out var earlier))
        {
            draft.Bag.Error("G213", name.Place, $"`{name.Text}` has a second `next` clause", others: [new DiagnosticLabel(earlier.Place, "the first one")],
                notes: ["lines under one `next` are alternatives whose chances add, so they must stand together"], helps: ["move these lines under the first clause, indented"]);
        }

        NormalLaw? normal = null;
        if (reader.Take("stays"))
        {
            reader.ExpectEnd("`stays`");
        }
        else if (reader.Take("drawn"))
        {
            normal = new NormalLawReader(draft, reader).Read();
            draft.Unsure += normal is null ? 1 : 0;
        }
        else if (reader.AtEnd)
        {
            reader.Expected("what happens to it: `rises`, `falls`, `becomes`, `is`, `stays` or `drawn normal`");
        }
        else
        {
            while (!reader.AtEnd)
            {
                var unsure = (draft.Unsure, draft.Bag.Count);
                var before = _lines.Count;
                if (!Effect(situation))
                {
                    reader.Recover("rises", "falls", "becomes");
                }

                if (unsure != (draft.Unsure, draft.Bag.Count))
                {
                    _lines.RemoveRange(before, _lines.Count - before);
                }

                reader.Take(',');
            }
        }

        if (situation >= 0)
        {
            draft.Laws.TryAdd(situation, new SituationLaw(situation, [.. _lines], name.Place) { Normal = normal });
        }
    }

    private bool Effect(int situation)
    {
        var start = reader.Peek;
        if (reader.Take("rises"))
        {
            return Chances(LawEffect.Rises, -1, start);
        }

        if (reader.Take("falls"))
        {
            return Chances(LawEffect.Falls, -1, start);
        }

        if (reader.Take("becomes"))
        {
            return Level() is { } level && Chances(LawEffect.Becomes, situation < 0 ? -1 : draft.Level(situation, level), start);
        }

        if (reader.Take("is"))
        {
            return Certain(situation, start);
        }

        reader.Expected("`rises`, `falls`, `becomes` or `is`", start.Is("if") ? "a line has one `if`; join tests with `and` or `or`" : "join tests with `and` or `or`; start another alternative with `rises`, `falls` or `becomes`");
        return false;
    }

    /// <summary>A level by name, or by number followed by a comma-free chance.</summary>
    private Token? Level()
    {
        if (reader.Peek.Kind != TokenKind.Number && !reader.Peek.Is('-'))
        {
            return reader.ExpectName("a level");
        }

        return reader.ExpectNumber("a level") is { } number ? new Token(TokenKind.Number, Wording.Number(number.Value), number.Place, false, number.Value) : null;
    }

    private bool Chances(LawEffect effect, int level, Token start)
    {
        var parts = ImmutableArray.CreateBuilder<ChanceIf>();
        int steps = 1;
        if (effect != LawEffect.Becomes && reader.Peek.Is("by") && reader.PeekAt(1).Kind == TokenKind.Number)
        {
            reader.Next();
            if (reader.ExpectCount("the number of levels", 2) is not { } count || !reader.Expect("levels", "write `rises by 2 levels 0.1 if …`"))
            {
                return false;
            }

            steps = count;
        }

        if (reader.Take("by"))
        {
            if (!reader.Expect("any") || !reader.Expect("of") || !reader.Expect(':'))
            {
                return false;
            }

            do
            {
                if (Part() is not { } part)
                {
                    return false;
                }

                parts.Add(part);
            }
            while (PartGoesOn() && reader.Take(','));
        }
        else if (Part() is { } only)
        {
            parts.Add(only);
        }
        else
        {
            return false;
        }

        _lines.Add(new LawLine(effect, level, parts.ToImmutable(), reader.CoverFrom(start)) { Steps = steps });
        return true;
    }

    private bool PartGoesOn()
    {
        var next = reader.PeekAt(1);
        return reader.Peek.Is(',') && !(next.Is("rises") || next.Is("falls") || next.Is("becomes") || next.Is("is"));
    }

    private ChanceIf? Part()
    {
        if (Chance() is not { } chance || _conditions.ReadIf() is not { } condition)
        {
            return null;
        }

        return new ChanceIf(chance, condition);
    }

    private Chance? Chance()
    {
        var start = reader.Peek;
        if (start.Is("if") || reader.AtEnd)
        {
            reader.Expected("a chance: a number from 0 to 1 or a name", "for what happens with certainty write 1", "for a chance to estimate write a name of your own");
            return null;
        }

        if (start.Kind == TokenKind.Word && !reader.IsNotANumber)
        {
            return reader.ExpectName("a chance") is { } name && Named(name) ? new Chance(0, name.Text) : null;
        }

        if (reader.ExpectNumber("a chance: a number from 0 to 1 or a name") is not { } number)
        {
            return null;
        }

        var value = number.Value;
        if (reader.Take('/'))
        {
            if (reader.ExpectNumber("the number to divide by") is not { } divisor)
            {
                return null;
            }

            value /= divisor.Value;
        }

        if (!(value >= 0 && value <= 1))
        {
            draft.Bag.Error("G211", reader.CoverFrom(start), double.IsFinite(value) ? $"a chance lies between 0 and 1; found {Wording.Number(value)}" : $"`{draft.Bag.Source(reader.CoverFrom(start))}` divides by 0",
                helps: value is > 1 and <= 100 ? [$"if it is a percentage, write {Wording.Number(value / 100)}"] : ["write a number from 0 to 1, or a fraction such as 1/50"]);
            value = 0;
        }

        return new Chance(value);
    }

    private bool Named(Token name)
    {
        if (draft.KindOf(name.Text) == "chance")
        {
            return true;
        }

        if (draft.KindOf(name.Text) is { } kind)
        {
            draft.Bag.Error("G207", name.Place, $"`{name.Text}` is a {kind}, so it cannot be a chance",
                notes: ["a chance is a number from 0 to 1, or a new name for a number to estimate"], helps: ["write the number, or give the chance a name of its own"]);
            draft.Unsure++;
            return true;
        }

        draft.Claim(name, "chance");
        draft.Parameters.Chances.Add((name.Text, name.Place));
        return true;
    }

    /// <summary>is L if C, else M if D, else N: certain; each branch holds where no earlier one does.</summary>
    private bool Certain(int situation, Token start)
    {
        Condition? earlier = null;
        while (true)
        {
            if (Level() is not { } name)
            {
                return false;
            }

            var level = situation < 0 ? -1 : draft.Level(situation, name);
            var conditional = reader.Take("if");
            var condition = conditional ? _conditions.Read() : Condition.Always;
            if (condition is null)
            {
                return false;
            }

            var here = earlier is null ? condition : condition is Condition.AlwaysTrue ? new Condition.Not(earlier) : new Condition.And(condition, new Condition.Not(earlier));
            _lines.Add(new LawLine(LawEffect.Becomes, level, [new ChanceIf(new Chance(1), here)], reader.CoverFrom(start)));
            var comma = reader.Peek.Is(',') && reader.PeekAt(1).Is("else");
            if (comma)
            {
                reader.Next();
            }

            start = reader.Peek;
            if (!reader.Take("else"))
            {
                return true;
            }

            if (!conditional || _lines.Count > ConditionReader.MostTests)
            {
                reader.Bag.Grammar("T122", reader.Last.Place, "this `else` can never be reached", notes: ["the branch before it has no `if`"], helps: ["give that branch a condition, or take this one out"]);
                return false;
            }

            earlier = earlier is null ? condition : new Condition.Or(earlier, condition);
        }
    }
}
