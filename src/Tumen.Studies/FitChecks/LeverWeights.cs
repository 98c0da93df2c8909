using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>Which free parameters of a theory deserve a closer look: those it adds to the base game, and those of the base game that leverage turns on.</summary>
internal static class LeverWeights
{
    /// <summary>The parameters, the theory's own first.</summary>
    /// <param name="model">The game.</param>
    /// <param name="likelihood">Theory and record.</param>
    /// <returns>Index among the free parameters, and whether the theory adds it.</returns>
    public static ImmutableArray<(int Index, bool Own)> Of(GameModel model, Likelihood likelihood)
    {
        var game = likelihood.Game;
        var home = ParametricGame.Compile(model, "base", likelihood.Data[0].Covariates).Weights.Select(w => w.Name).ToHashSet(StringComparer.Ordinal);
        var levers = Levers(model);
        var space = likelihood.Parameters;
        var rows = new List<(int Index, bool Own)>();
        for (int k = 0; k < game.Weights.Length; k++)
        {
            bool own = game.TheoryName != "base" && !home.Contains(game.Weights[k].Name);
            if (!own && !levers.Contains(game.Weights[k].Name))
            {
                continue;
            }

            for (int kind = 0; kind < space.Kinds; kind++)
            {
                for (int era = 0; era < space.Eras.Length; era++)
                {
                    rows.Add((space.WeightIndex(era, k, kind), own));
                }
            }
        }

        return [.. rows.Where(r => r.Index >= 0).Distinct().OrderByDescending(r => r.Own).ThenBy(r => r.Index)];
    }

    /// <summary>Names of all weights among which these are, known before anything is compiled: those that the theory's terms name, in their order, then those that leverage turns on.</summary>
    public static ImmutableArray<string> Names(GameModel model, string theory) =>
        [.. TheoryTerms.Join(TheoryTerms.Built(model, theory)).Select(t => t.Weight).OfType<string>().Concat(Levers(model).Order(StringComparer.Ordinal)).Distinct(StringComparer.Ordinal)];

    // What threatening costs the client and what conceding costs the patron: weights, in terms of theirs that no situation switches, on a threat or on a move that counts as a concession.
    private static HashSet<string> Levers(GameModel model)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var term in model.Terms.Where(t => t.Weight is not null && t.Factors.IsEmpty))
        {
            bool threat = model.Threats is { } threats && term.Player == threats.Player && term.If is Condition.Plays p && p.Player == threats.Player && p.Moves.Any(threats.Moves.Contains);
            bool concession = model.Concession is { } flow && term.Player == flow.From && term.If is Condition.Plays q && q.Player == flow.From
                && flow.Parts.Any(part => part.If is Condition.Plays give && give.Player == flow.From && give.Moves.Any(q.Moves.Contains));
            if (threat || concession)
            {
                names.Add(term.Weight!);
            }
        }

        return names;
    }
}
