using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads <c>drawn normal, deviation 0.2, mean 0.1, 0.9 * popularity, -0.2 if …</c>: a law of motion on numbers.</summary>
internal sealed class NormalLawReader(GameDraft draft, TokenReader reader)
{
    /// <summary>Largest share of a distribution that may be dropped at one level.</summary>
    private const double LargestThreshold = 1e-3;

    private readonly ConditionReader _conditions = new(draft, reader);

    /// <summary>Reads the law after <c>drawn</c>, which has been taken; null when the grammar failed.</summary>
    public NormalLaw? Read()
    {
        if (!reader.Expect("normal", "write `drawn normal, deviation 0.2, mean …`") || !reader.Expect(',') || !reader.Expect("deviation", "write `drawn normal, deviation 0.2, mean …`")
            || reader.ExpectNumber("the standard deviation") is not { } deviation || !reader.Expect(','))
        {
            return null;
        }

        double threshold = 0;
        if (reader.Take("threshold"))
        {
            if (reader.ExpectNumber("the chance below which a level is dropped") is not { } number || !reader.Expect(','))
            {
                return null;
            }

            threshold = number.Value;
            if (!(threshold >= 0 && threshold <= LargestThreshold))
            {
                draft.Bag.Error("G226", number.Place, $"the threshold lies between 0 and {Wording.Number(LargestThreshold)}; found {Wording.Number(threshold)}", notes: ["chances below it become 0, and the rest is scaled back to 1"], helps: ["write   threshold 1e-8   or leave it out"]);
            }
        }

        if (!(deviation.Value > 0))
        {
            draft.Bag.Error("G226", deviation.Place, $"the standard deviation must be above 0; found {Wording.Number(deviation.Value)}", helps: ["for a law that is certain write `is LEVEL if …, else …`"]);
            return null;
        }

        if (!reader.Expect("mean", "write `drawn normal, deviation 0.2, mean 0.1, 0.9 * popularity`"))
        {
            return null;
        }

        var terms = ImmutableArray.CreateBuilder<IndexTerm>();
        do
        {
            if (Term() is not { } term)
            {
                return null;
            }

            terms.Add(term);
        }
        while (reader.Take(','));
        return reader.ExpectEnd("a mean", "its terms are separated by commas and add up; each has its own `if`") ? new NormalLaw(terms.ToImmutable(), deviation.Value, threshold) : null;
    }

    private IndexTerm? Term()
    {
        double coefficient = 1;
        var factors = ImmutableArray.CreateBuilder<Factor>();
        do
        {
            if (reader.Peek.Kind == TokenKind.Number || reader.Peek.Is('-') || reader.Peek.Is('+'))
            {
                if (reader.ExpectNumber("a number") is not { } number)
                {
                    return null;
                }

                coefficient *= number.Value;
                continue;
            }

            var counts = new CountReader(draft, reader);
            if (counts.IsNext)
            {
                if (counts.Factor() is not { } count)
                {
                    return null;
                }

                factors.Add(count);
                continue;
            }

            var lack = reader.Take("lack");
            if ((lack && !reader.Expect("of")) || reader.ExpectName("a number or a situation") is not { } name)
            {
                return null;
            }

            if (draft.Situation(name) is >= 0 and var index)
            {
                factors.Add(lack ? new Factor.LackOf(index) : new Factor.LevelOf(index));
            }
        }
        while (reader.Take('*') && factors.Count < 64);
        return _conditions.ReadIf() is { } condition ? new IndexTerm(coefficient, factors.ToImmutable(), condition) : null;
    }
}
