using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Studies;

/// <summary>Strategies beside the record: each player's average chances of its moves where a situation is at a level, model and observed.</summary>
public static class Responses
{
    /// <summary>One row per player, situation and level that the record visits; the model's chances are averaged over the same periods.</summary>
    public static ResponseWork[] Of(ParametricGame game, ImmutableArray<Sequence> data, LogitMarkovEquilibrium equilibrium, GameReduction reduction)
    {
        var rows = new List<ResponseWork>();
        var marginals = new Dictionary<int, double[][]>();
        var stage = new Stage(game.Profiles);
        int players = game.Profiles.Players.Length;
        for (int i = 0; i < players; i++)
        {
            for (int v = 0; v < game.States.Situations.Length; v++)
            {
                for (int l = 0; l < game.States.Situations[v].Levels.Length; l++)
                {
                    Add(rows, game, data, equilibrium, reduction, stage, marginals, i, v, l);
                }
            }
        }

        return [.. rows];
    }

    private static void Add(
        List<ResponseWork> rows, ParametricGame game, ImmutableArray<Sequence> data, LogitMarkovEquilibrium e, GameReduction reduction, Stage stage,
        Dictionary<int, double[][]> marginals, int player, int situation, int level)
    {
        int moves = game.Profiles.Moves(player);
        double[] model = new double[moves], record = new double[moves];
        int months = 0;
        foreach (var d in data)
        {
            for (int t = 0; t < d.Length; t++)
            {
                if (d.Levels[t].Contains(-1) || d.Levels[t][situation] != level || d.Moves[t][player] < 0)
                {
                    continue;
                }

                int s = reduction.StateMap[game.States.Index(d.Levels[t].AsSpan())];
                if (!marginals.TryGetValue(s, out var m))
                {
                    marginals[s] = m = [.. Enumerable.Range(0, game.Profiles.Players.Length)
                        .Select(i => Enumerable.Range(0, game.Profiles.Moves(i)).Select(a => e.MarginalProbability(stage, s, i, a)).ToArray())];
                }

                months++;
                record[d.Moves[t][player]]++;
                for (int a = 0; a < moves; a++)
                {
                    model[a] += m[player][a];
                }
            }
        }

        if (months > 0)
        {
            rows.Add(new ResponseWork(
                game.Profiles.Players[player].Name, game.States.Situations[situation].Name, game.States.Situations[situation].Levels[level], months,
                [.. model.Select(x => x / months)], [.. record.Select(x => x / months)]));
        }
    }
}
