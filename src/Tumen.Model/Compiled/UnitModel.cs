using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>One unit's game as a game without covariates: what they multiply is multiplied by the unit's numbers.</summary>
public static class UnitModel
{
    /// <summary>Writes a unit's covariates into the payoffs of the base game and of every theory.</summary>
    /// <param name="model">The game as written.</param>
    /// <param name="covariates">The unit's values by name.</param>
    /// <returns>The same model when it declares no covariates.</returns>
    /// <exception cref="ArgumentException">A covariate without a value.</exception>
    public static GameModel Of(GameModel model, IReadOnlyDictionary<string, double> covariates)
    {
        if (model.Covariates.IsEmpty)
        {
            return model;
        }

        Factor Bound(Factor factor) => factor is not Factor.Covariate c ? factor
            : new Factor.Literal(covariates.TryGetValue(c.Name, out double value) ? value : throw new ArgumentException($"covariate \"{c.Name}\" has no value", nameof(covariates)));
        ImmutableArray<PayoffTerm> Terms(ImmutableArray<PayoffTerm> terms) => [.. terms.Select(t => t with { Factors = [.. t.Factors.Select(Bound)] })];
        return model with { Terms = Terms(model.Terms), Theories = [.. model.Theories.Select(t => t with { Terms = Terms(t.Terms) })], Covariates = [] };
    }
}
