using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads what is said of weights and chances: <c>estimate</c>, <c>prior</c>, <c>fix</c>, <c>weight</c>.</summary>
internal sealed class ParameterReader(GameDraft draft, TokenReader reader)
{
    private readonly ParameterDraft _p = draft.Parameters;

    /// <summary>estimate every weight, prior normal(0, 1); at least 0: a, b; at most 0: c.</summary>
    public bool Estimate()
    {
        var head = reader.Next();
        if (_p.EstimateToken is { } earlier)
        {
            draft.Bag.Error("T124", head.Place, "there is a second `estimate` clause", others: [new DiagnosticLabel(earlier.Place, "the first one")], helps: ["put everything in one clause, its parts separated by ;"]);
        }

        _p.EstimateToken ??= head;
        string? every = null;
        do
        {
            if (!EstimatePart(ref every))
            {
                return false;
            }
        }
        while (reader.Take(';') || reader.Take(','));
        return reader.ExpectEnd("an `estimate` clause", "its parts are separated by ;");
    }

    private bool EstimatePart(ref string? every)
    {
        var token = reader.Peek;
        if (reader.Take("every"))
        {
            if (!reader.Peek.Is("weight") && !reader.Peek.Is("chance"))
            {
                reader.Expected("`weight` or `chance`");
                return false;
            }

            every = reader.Word().Text;
            return true;
        }

        if (reader.Peek.Is("prior") && reader.PeekAt(1).Is("of"))
        {
            return PriorOf();
        }

        if (reader.Take("prior"))
        {
            if (every is null)
            {
                draft.Bag.Grammar("T121", token.Place, "this prior belongs to nothing", helps: ["write `every weight, prior …`", "or `prior of NAME …` for one weight or chance"]);
                return false;
            }

            if (ReadPrior() is not { } prior)
            {
                return false;
            }

            CheckFamily(prior, every == "chance", token.Place, $"every {every}");
            _ = every == "weight" ? (_p.EveryWeight = (prior, token)) : (_p.EveryChance = (prior, token));
            return true;
        }

        if (reader.Take("at"))
        {
            return Bound();
        }

        reader.Expected("`every weight`, `every chance`, `prior`, `at least` or `at most`");
        return false;
    }

    private bool Bound()
    {
        var upper = reader.Take("most");
        if ((!upper && !reader.Expect("least")) || reader.ExpectNumber("the bound") is not { } bound || !reader.Expect(':'))
        {
            return false;
        }

        do
        {
            if (reader.ExpectName("a weight") is not { } name)
            {
                return false;
            }

            Once(upper ? _p.Upper : _p.Lower, name, bound.Value, upper ? "upper bound" : "lower bound");
        }
        while (reader.Peek.Is(',') && !reader.PeekAt(1).Is("at") && !reader.PeekAt(1).Is("prior") && !reader.PeekAt(1).Is("every") && reader.Take(','));
        return true;
    }

    /// <summary>prior of X, Y normal(0.5, 1).</summary>
    public bool PriorOf()
    {
        reader.Next();
        if (!reader.Expect("of", "write `prior of NAME normal(0, 1)`"))
        {
            return false;
        }

        var names = new List<Token>();
        do
        {
            if (reader.ExpectName("a weight or a chance") is not { } name)
            {
                return false;
            }

            names.Add(name);
        }
        while (reader.Take(','));
        if (ReadPrior() is not { } prior)
        {
            return false;
        }

        foreach (var name in names.Where(n => !_p.Priors.TryAdd(n.Text, (prior, n))))
        {
            draft.Bag.Error("T124", name.Place, $"`{name.Text}` has a second prior", others: [new DiagnosticLabel(_p.Priors[name.Text].At.Place, "the first one")], helps: ["keep one"]);
        }

        return true;
    }

    private Prior? ReadPrior()
    {
        var family = reader.Peek;
        if (reader.Take("flat"))
        {
            return new Prior.Flat();
        }

        if (!family.Is("normal") && !family.Is("beta"))
        {
            reader.Expected("`normal(mean, deviation)`, `beta(a, b)` or `flat`");
            return null;
        }

        reader.Word();
        if (!reader.Expect('(') || reader.ExpectNumber(family.Is("beta") ? "a" : "the mean") is not { } first || !reader.Expect(',')
            || reader.ExpectNumber(family.Is("beta") ? "b" : "the standard deviation") is not { } second || !reader.Expect(')'))
        {
            return null;
        }

        if (family.Is("beta"))
        {
            if (!(first.Value > 0 && second.Value > 0))
            {
                draft.Bag.Error("G234", reader.CoverFrom(family), $"both numbers of a beta prior must be above 0; found {Wording.Number(first.Value)} and {Wording.Number(second.Value)}",
                    notes: ["beta(a, b) has mean a/(a+b) and the weight of a+b observed periods"], helps: ["for no opinion write   beta(1, 1)"]);
                return new Prior.Beta(1, 1);
            }

            return new Prior.Beta(first.Value, second.Value);
        }

        if (!(second.Value > 0))
        {
            draft.Bag.Error("G234", second.Place, $"the standard deviation of a prior must be above 0; found {Wording.Number(second.Value)}",
                helps: second.Value == 0 ? ["to hold the weight at a value write   fix NAME = VALUE"] : []);
            return new Prior.Normal(first.Value, 1);
        }

        return new Prior.Normal(first.Value, second.Value);
    }

    private void CheckFamily(Prior prior, bool chance, Place place, string what)
    {
        if (chance && prior is Prior.Normal)
        {
            draft.Bag.Error("G233", place, $"the prior of {what} is normal, but a chance lies between 0 and 1", helps: ["write `beta(a, b)`: mean a/(a+b), worth a+b observed periods"]);
        }
        else if (!chance && prior is Prior.Beta)
        {
            draft.Bag.Error("G233", place, $"the prior of {what} is beta, which is for chances; a weight may be any number", helps: ["write `normal(mean, deviation)`"]);
        }
    }

    /// <summary>fix aid = 0.</summary>
    public bool Fix()
    {
        reader.Next();
        do
        {
            if (reader.ExpectName("a weight or a chance") is not { } name || !reader.Expect('=') || reader.ExpectNumber("its value") is not { } value)
            {
                return false;
            }

            Once(_p.Fixed, name, value.Value, "fixed value");
        }
        while (reader.Take(','));
        return reader.ExpectEnd("a `fix` clause");
    }

    /// <summary>weight fear "label" differs by era early until 2011-12 | late.</summary>
    public bool Weight()
    {
        reader.Next();
        if (reader.ExpectName("a weight") is not { } name)
        {
            return false;
        }

        if (reader.Peek.Kind == TokenKind.Text)
        {
            if (!_p.Labels.TryAdd(name.Text, (reader.Next().Text, name)))
            {
                draft.Bag.Error("T124", name.Place, $"`{name.Text}` has a second label", helps: ["keep one"]);
            }

            if (reader.AtEnd)
            {
                return true;
            }
        }

        if (reader.Peek.Is(',') || reader.Peek.Is("varies"))
        {
            return new PanelReader(draft, reader).Varies(name);
        }

        if (!reader.Expect("differs", "write `weight NAME differs by era early until 2011-12 | late`", "or `weight NAME \"label\"`") || !reader.Expect("by", $"write `weight {name.Text} differs by country`"))
        {
            return false;
        }

        reader.Offer(["player"]);
        if (reader.Take("era"))
        {
            return Eras(name) && reader.ExpectEnd("the last era");
        }

        if (reader.ExpectName("`era`, `player`, a group or what a unit is") is not { } by || !reader.ExpectEnd("a weight that differs"))
        {
            return false;
        }

        if (!_p.Differs.TryAdd(name.Text, (by, name)))
        {
            draft.Bag.Error("T124", name.Place, $"`{name.Text}` differs by `{_p.Differs[name.Text].By.Text}` already", helps: ["keep one; by era and by a group go together"]);
        }

        return true;
    }

    private bool Eras(Token weight)
    {
        var eras = ImmutableArray.CreateBuilder<Era>();
        string? last = null;
        var open = false;
        do
        {
            if (reader.ExpectName("the name of an era") is not { } name)
            {
                return false;
            }

            if (open || eras.Any(e => e.Name == name.Text))
            {
                draft.Bag.Error("G239", name.Place, open ? $"the era before `{name.Text}` never ends" : $"there are two eras called `{name.Text}`", notes: ["every era but the last ends: NAME until yyyy-MM"], helps: [open ? $"say when it ends:   {eras[^1].Name} until 2011-12 | {name.Text}" : "give one of them another name"]);
            }

            Token? until = null;
            if (reader.Take("until") && (until = reader.ExpectDate("the last month of the era")) is null)
            {
                return false;
            }

            open = until is null;
            if (until is { } end && last is not null && string.CompareOrdinal(end.Text, last) <= 0)
            {
                draft.Bag.Error("G239", end.Place, $"this era ends in {end.Text}, not after the one before it ({last})", notes: ["eras follow each other in time"], helps: ["write the earlier era first"]);
            }

            last = until?.Text ?? last;
            eras.Add(new Era(name.Text, until?.Text));
        }
        while (reader.Take('|'));
        if (!open || eras.Count < 2)
        {
            draft.Bag.Error("G239", weight.Place, eras.Count < 2 ? "one era is no difference" : "the last era ends, so no value is said for the time after it",
                notes: ["every era but the last has an end: early until 2011-12 | late"], helps: [$"write   weight {weight.Text} differs by era {eras[0].Name} until {eras[0].Until ?? "2011-12"} | late"]);
        }

        if (!_p.Eras.TryAdd(weight.Text, (eras.ToImmutable(), weight)))
        {
            draft.Bag.Error("T124", weight.Place, $"`{weight.Text}` differs by era twice", helps: ["keep one"]);
        }

        return true;
    }

    private void Once(Dictionary<string, (double Value, Token At)> into, Token name, double value, string what)
    {
        if (!into.TryAdd(name.Text, (value, name)))
        {
            draft.Bag.Error("T124", name.Place, $"`{name.Text}` has a second {what}", others: [new DiagnosticLabel(into[name.Text].At.Place, "the first one")], helps: ["keep one"]);
        }
    }
}
