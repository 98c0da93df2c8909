using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Studies;

/// <summary>How much a situation moves a player under a theory: the chance of a move with the situation one level up, less the chance with it as low, all else as in the record's months.</summary>
/// <param name="Player">Player.</param>
/// <param name="Move">Move.</param>
/// <param name="Situation">Situation.</param>
/// <param name="Low">Lower level.</param>
/// <param name="High">The next level.</param>
/// <param name="Difference">Mean difference of chances over the record's months.</param>
public sealed record ContrastWork(string Player, string Move, string Situation, string Low, string High, double Difference);

/// <summary>The observable implications of a theory as fitted: what each situation does to each move.</summary>
public static class Contrasts
{
    /// <summary>Every contrast of neighbouring levels, averaged over the months of the record with known situations.</summary>
    public static ContrastWork[] Of(ParametricGame game, ImmutableArray<Sequence> data, LogitMarkovEquilibrium equilibrium, GameReduction reduction)
    {
        var stage = new Stage(game.Profiles);
        int players = game.Profiles.Players.Length;
        var marginals = new Dictionary<int, double[][]>();
        double[][] At(int[] levels)
        {
            int s = reduction.StateMap[game.States.Index(levels)];
            if (!marginals.TryGetValue(s, out var m))
            {
                marginals[s] = m = [.. Enumerable.Range(0, players).Select(i => Enumerable.Range(0, game.Profiles.Moves(i)).Select(a => equilibrium.MarginalProbability(stage, s, i, a)).ToArray())];
            }

            return m;
        }

        // How often each combination of levels occurs.
        var months = new Dictionary<int, int>();
        foreach (var levels in data.SelectMany(d => d.Levels).Where(l => !l.Contains(-1)))
        {
            int s = game.States.Index(levels.AsSpan());
            months[s] = months.GetValueOrDefault(s) + 1;
        }

        double total = months.Values.Sum();
        var rows = new List<ContrastWork>();
        var at = new int[game.States.Situations.Length];
        for (int v = 0; v < at.Length; v++)
        {
            var situation = game.States.Situations[v];
            for (int l = 0; l + 1 < situation.Levels.Length; l++)
            {
                var sums = Enumerable.Range(0, players).Select(i => new double[game.Profiles.Moves(i)]).ToArray();
                foreach (var (s, count) in months.OrderBy(x => x.Key))
                {
                    game.States.Levels(s, at);
                    at[v] = l;
                    var low = At(at);
                    at[v] = l + 1;
                    var high = At(at);
                    for (int i = 0; i < players; i++)
                    {
                        for (int a = 0; a < sums[i].Length; a++)
                        {
                            sums[i][a] += count * (high[i][a] - low[i][a]);
                        }
                    }
                }

                for (int i = 0; i < players; i++)
                {
                    rows.AddRange(sums[i].Select((x, a) => new ContrastWork(game.Profiles.Players[i].Name, game.Profiles.Players[i].Moves[a], situation.Name, situation.Levels[l], situation.Levels[l + 1], x / total)));
                }
            }
        }

        return [.. rows];
    }
}
