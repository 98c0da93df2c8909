using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>What payoff terms come to at given levels and moves.</summary>
internal static class TermSizes
{
    /// <summary>Terms of the base game, of everything a theory builds on, and its own, each once; "base" for the base game alone.</summary>
    public static IEnumerable<PayoffTerm> Terms(GameModel game, string theory) => game.Terms.Concat(TheoryTerms.Join(Built(game, theory)));

    /// <summary>A theory and everything it builds on, what is built on first.</summary>
    public static ImmutableArray<Theory> Built(GameModel game, string theory) => TheoryTerms.Built(game, theory);

    /// <summary>A term with its weight at 1, sign included; 0 where its condition does not hold.</summary>
    public static double Of(GameModel game, PayoffTerm term, int[] levels, int[] moves, IReadOnlyDictionary<string, double>? covariates = null)
    {
        if (!term.If.Holds(levels, moves))
        {
            return 0;
        }

        double x = term.Sign;
        foreach (var factor in term.Factors)
        {
            x *= factor switch
            {
                Factor.LevelOf l => game.Situations[l.Situation].Value(levels[l.Situation]),
                Factor.LackOf l => game.Situations[l.Situation].TopValue - game.Situations[l.Situation].Value(levels[l.Situation]),
                Factor.Literal n => n.Value,
                Factor.CountOf c => c.Value(moves),
                Factor.Covariate c when covariates is not null && covariates.TryGetValue(c.Name, out double value) => value,
                _ => throw new InvalidOperationException("covariates of the unit are needed for this term"),
            };
        }

        return x;
    }
}
