using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads payoff terms: <c>gains weight * factor * …, … if condition "label"</c>.</summary>
internal sealed class PayoffReader(GameDraft draft, TokenReader reader)
{
    private readonly ConditionReader _conditions = new(draft, reader);

    /// <summary>Reads terms after <c>gains</c> or <c>loses</c>, which has been taken, until no comma follows.</summary>
    /// <returns>False when the grammar failed; what was understood before is kept.</returns>
    public bool Terms(int player, bool gains, List<PayoffTerm> into)
    {
        do
        {
            var seen = (draft.Unsure, draft.Bag.Count);
            if (Term(player, gains) is not { } term)
            {
                return false;
            }

            if (seen == (draft.Unsure, draft.Bag.Count) && player >= 0)
            {
                into.Add(term);
            }
        }
        while (!NextIsVerb() && reader.Take(','));
        return true;
    }

    private bool NextIsVerb() => reader.Peek.Is(',') && (reader.PeekAt(1).Is("gains") || reader.PeekAt(1).Is("loses"));

    private PayoffTerm? Term(int player, bool gains)
    {
        var start = reader.Peek;
        var constant = reader.Take("constant");
        var weights = new List<Token>();
        var factors = ImmutableArray.CreateBuilder<Factor>();
        do
        {
            if (!ReadFactor(weights, factors))
            {
                return null;
            }
        }
        while (reader.Take('*') && factors.Count < 64);
        if (reader.Peek.Is('+') || reader.Peek.Is('-') || reader.Peek.Is('/') || reader.Peek.Is('('))
        {
            reader.Bag.Grammar("T122", reader.Peek.Place, $"a payoff term is a product; {reader.Peek.Shown} has no place in it",
                notes: ["a term is `weight * factor * …`; factors are situations, `lack of` a situation, covariates and numbers"],
                helps: ["separate terms that are added by a comma, and write `loses` for those that are subtracted"]);
            return null;
        }

        var whole = reader.CoverFrom(start);
        if (_conditions.ReadIf() is not { } condition)
        {
            return null;
        }

        var label = reader.TakeText();
        var weight = Weight(start, whole, constant, weights, factors);
        return new PayoffTerm(player, gains, weight, factors.ToImmutable(), condition, string.IsNullOrEmpty(label) ? null : label, whole);
    }

    private bool ReadFactor(List<Token> weights, ImmutableArray<Factor>.Builder factors)
    {
        if (reader.Peek.Is("lack"))
        {
            reader.Next();
            if (!reader.Expect("of") || reader.ExpectName("a situation") is not { } lacking)
            {
                return false;
            }

            if (draft.Situation(lacking) is >= 0 and var index)
            {
                factors.Add(new Factor.LackOf(index));
            }

            return true;
        }

        var counts = new CountReader(draft, reader);
        if (counts.IsNext)
        {
            if (counts.Factor() is not { } count)
            {
                return false;
            }

            factors.Add(count);
            return true;
        }

        if (reader.Peek.Kind == TokenKind.Number || reader.Peek.Is('-'))
        {
            if (reader.ExpectNumber("a number") is not { } number)
            {
                return false;
            }

            factors.Add(new Factor.Literal(number.Value));
            return true;
        }

        if (reader.ExpectName("a weight, a situation, a covariate or a number") is not { } name)
        {
            return false;
        }

        switch (draft.KindOf(name.Text))
        {
            case "situation":
                factors.Add(new Factor.LevelOf(draft.SituationIndex(name.Text)));
                break;
            case "covariate":
                factors.Add(new Factor.Covariate(name.Text));
                break;
            default:
                weights.Add(name);
                break;
        }

        return true;
    }

    /// <summary>The one weight of a term, or the error that says why there is not one.</summary>
    private string? Weight(Token start, Place whole, bool constant, List<Token> weights, ImmutableArray<Factor>.Builder factors)
    {
        // Each number is finite; their product need not be.
        if (factors.OfType<Factor.Literal>().Aggregate(1.0, (x, n) => x * n.Value) is var product && !double.IsFinite(product))
        {
            draft.Bag.Error("G227", whole, "the numbers of this term multiply to more than can be held", notes: ["the largest number is about 1.8e308; payoffs near it leave no room for anything else"],
                helps: ["write a smaller number: only differences of payoffs beside the noise of choices matter"]);
            draft.Unsure++;
            return null;
        }

        if (constant)
        {
            if (weights.Count > 0)
            {
                NotConstant(weights[0]);
            }

            return null;
        }

        if (weights.Count == 0)
        {
            draft.Bag.Error("G220", whole, $"this term has no weight: {Parts(factors)}",
                notes: ["a term is a weight to estimate times what it weighs"],
                helps: [$"name a weight:   stake * {draft.Bag.Source(whole)}", $"or say that its size is known:   constant {draft.Bag.Source(whole)}"]);
            return null;
        }

        if (weights.Count > 1)
        {
            TwoWeights(whole, weights);
            return null;
        }

        return Use(weights[0]) ? weights[0].Text : null;
    }

    private string Parts(ImmutableArray<Factor>.Builder factors) => factors.Count == 0 ? "it is empty" : Wording.List(factors.Select(f => f switch
    {
        Factor.LevelOf l => $"`{draft.Situations[l.Situation].Name}` is a situation",
        Factor.LackOf l => $"`{draft.Situations[l.Situation].Name}` is a situation",
        Factor.Covariate c => $"`{c.Name}` is a covariate",
        Factor.Literal n => $"{Wording.Number(n.Value)} is a number",
        Factor.CountOf => "a number of players",
        _ => throw new InvalidOperationException("an unknown kind of factor"),
    }).Distinct());

    private void NotConstant(Token name)
    {
        var nearest = Wording.Nearest(name.Text, draft.Situations.Select(s => s.Name).Concat(draft.Covariates.Select(c => c.Name)));
        draft.Bag.Error("G222", name.Place, $"a `constant` term has no weight, but `{name.Text}` is neither a situation nor a covariate",
            nearest is null ? null : $"did you mean `{nearest}`?", notes: ["`constant 0.5 * warmth` is a payoff whose size is assumed; without `constant` its weight is estimated"],
            helps: nearest is null ? ["take `constant` away, so that the name is a weight", "or declare it:   situation … or covariate …"] : []);
        draft.Unsure++;
    }

    private void TwoWeights(Place whole, List<Token> weights)
    {
        draft.Unsure++;
        if (weights.Any(w => draft.Bag.IsDoubtful(w.Text)))
        {
            return;
        }

        foreach (var weight in weights)
        {
            draft.Bag.Doubt(weight.Text);
        }

        var helps = weights.Select(w => (w.Text, Near: Wording.Nearest(w.Text, draft.Situations.Select(s => s.Name).Concat(draft.Covariates.Select(c => c.Name)))))
            .Where(p => p.Near is not null).Select(p => $"if `{p.Text}` is a misspelt name, write `{p.Near}`").ToList();
        draft.Bag.Error("G221", whole, $"this term multiplies {weights.Count} weights: {Wording.Coded(weights.Select(w => w.Text))}",
            notes: ["weights enter payoffs linearly: that is what makes the estimation sharp", "a name that is no situation and no covariate is a weight"],
            helps: [.. helps, $"declare what is weighed as a situation or a covariate, or keep one weight:   {weights[0].Text}"]);
    }

    private bool Use(Token name)
    {
        switch (draft.KindOf(name.Text))
        {
            case "weight":
                return true;
            case null:
                draft.Claim(name, "weight");
                draft.Parameters.Weights.Add((name.Text, name.Place));
                return true;
            case var kind:
                draft.Bag.Error("G207", name.Place, $"`{name.Text}` is a {kind}, so it cannot be a weight",
                    notes: kind == "player" ? ["a move is tested by a condition"] : [],
                    helps: kind == "player" ? [$"write   cost if {name.Text} plays …"] : ["give the weight a name of its own"]);
                draft.Unsure++;
                return false;
        }
    }
}
