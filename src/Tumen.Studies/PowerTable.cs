using System.Collections.Immutable;
using Tumen.Compare;
using Tumen.Fit;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>The local power table of a study: one information matrix per theory, under the union of all theories' weights.</summary>
public static class PowerTable
{
    /// <summary>Rows: the true theory at its posterior mode; columns: the fitted one. 2 × expected Δ log-likelihood over the record's situations.</summary>
    public static ImmutableArray<ImmutableArray<double>> Of(GameModel game, ImmutableArray<Sequence> data, ImmutableArray<TheoryWork> works)
    {
        const string Union = "\u222a";
        var names = works.Select(w => w.Name).Where(n => game.FindTheory(n) is not null).ToImmutableArray();
        // Assumptions (such as a discount factor) cannot be united; theories that make one are compared by their weights only.
        var union = game with { Theories = [.. game.Theories.Select(t => t with { Assumptions = [] }), new Theory(Union, null, names, [], [])] };
        var likelihood = new Likelihood(ParametricGame.Compile(union, Union), data);
        var space = likelihood.Parameters;
        var table = ImmutableArray.CreateBuilder<ImmutableArray<double>>();
        foreach (var truth in works)
        {
            var x = space.PlainStart();
            for (int k = 0; k < x.Length; k++)
            {
                x[k] = truth.Parameters.FirstOrDefault(p => p.Name == space.Free[k].Name)?.Mode ?? (space.Free[k].Kind == ParameterKind.Weight ? 0 : x[k]);
            }

            likelihood.Forget();
            var at = likelihood.Evaluate(x, true);
            var own = Names(truth);
            table.Add([.. works.Select(fitted => at.Solved ? LocalPower.Distance(space, at.Information, x, own, Names(fitted)) : double.NaN)]);
        }

        return table.ToImmutable();
    }

    private static HashSet<string> Names(TheoryWork w) => [.. w.Parameters.Select(p => p.Name)];
}
