using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>
/// All that a wholly observed record says about a theory's parameters: how often each move was made at each decision point, and how often each case of each law
/// led to each level. A likelihood read from counts costs the same however long the record is.
/// </summary>
internal sealed class RecordCounts
{
    /// <summary>A decision point of the solved game that the record reaches.</summary>
    /// <param name="State">State of the solved game.</param>
    /// <param name="Slot">Its first slot in the state's strategy vector.</param>
    /// <param name="Moves">How often each move was made (weighted).</param>
    /// <param name="Total">Their sum.</param>
    public readonly record struct Point(int State, int Slot, double[] Moves, double Total);

    /// <summary>A case of a situation's law that the record meets.</summary>
    /// <param name="Situation">Situation of the whole game.</param>
    /// <param name="Case">Case of its law.</param>
    /// <param name="Levels">How often each level followed (weighted).</param>
    public readonly record struct Step(int Situation, int Case, double[] Levels);

    private RecordCounts(Point[][] points, Step[] steps) => (Points, Steps) = (points, steps);

    /// <summary>Decision points by game and era: index group · eras + era; sorted by state and slot.</summary>
    public Point[][] Points { get; }

    /// <summary>Law cases.</summary>
    public Step[] Steps { get; }

    /// <summary>States of the solved game that a block's points lie in.</summary>
    public bool[] States(int block, int count)
    {
        var visited = new bool[count];
        foreach (var p in Points[block])
        {
            visited[p.State] = true;
        }

        return visited;
    }

    /// <summary>Counts a record; null when a cell is missing, because the likelihood is then not a function of counts.</summary>
    /// <param name="game">The whole game.</param>
    /// <param name="reduction">How the solved game's states relate to it.</param>
    /// <param name="space">Parameters, for the eras.</param>
    /// <param name="data">The record.</param>
    /// <param name="states">Whole-game state of each unit and period.</param>
    /// <param name="groupOf">Game of each unit.</param>
    /// <param name="groups">Number of games.</param>
    /// <param name="weights">How often each period counts, or null.</param>
    public static RecordCounts? Of(
        ParametricGame game, GameReduction reduction, ParameterSpace space, IReadOnlyList<Sequence> data, int[][] states, int[] groupOf, int groups, double[]? weights)
    {
        for (int d = 0; d < data.Count; d++)
        {
            if (Array.IndexOf(states[d], -1) >= 0 || data[d].Moves.Any(m => m.Contains(-1)))
            {
                return null;
            }
        }

        int eras = space.Eras.Length, situations = game.States.Situations.Length, row = 0;
        var profiles = game.Profiles;
        var points = new SortedDictionary<(int State, int Slot), double[]>[groups * eras];
        for (int b = 0; b < points.Length; b++)
        {
            points[b] = [];
        }

        var steps = new double[situations][][];
        for (int v = 0; v < situations; v++)
        {
            steps[v] = new double[game.LawCases(v)][];
        }

        for (int d = 0; d < data.Count; d++)
        {
            for (int t = 0; t < data[d].Length; t++, row++)
            {
                double weight = weights?[row] ?? 1;
                int s = states[d][t], p = profiles.Index(data[d].Moves[t].AsSpan());
                var block = points[(groupOf[d] * eras) + (eras == 1 ? 0 : space.EraOf(data[d].Periods[t]))];
                for (int i = 0; i < profiles.Players.Length; i++)
                {
                    int slot = profiles.Slot(p, i), moves = profiles.Moves(i), first = slot - ((slot - profiles.Offsets[i]) % moves);
                    var key = (reduction.StateMap[s], first);
                    if (!block.TryGetValue(key, out double[]? counts))
                    {
                        block[key] = counts = new double[moves];
                    }

                    counts[slot - first] += weight;
                }

                for (int v = 0; v < situations && t + 1 < data[d].Length; v++)
                {
                    if (game.IsGiven(v))
                    {
                        continue;
                    }

                    var cell = steps[v][game.LawCase(v, s, p)] ??= new double[game.States.Situations[v].Levels.Length];
                    cell[data[d].Levels[t + 1][v]] += weight;
                }
            }
        }

        return new RecordCounts(
            [.. points.Select(block => block.Select(x => new Point(x.Key.State, x.Key.Slot, x.Value, x.Value.Sum())).Where(x => x.Total > 0).ToArray())],
            [.. steps.SelectMany((cases, v) => cases.Select((levels, c) => (v, c, levels))).Where(x => x.levels is not null && x.levels.Sum() > 0).Select(x => new Step(x.v, x.c, x.levels))]);
    }

    /// <summary>Adds the laws' log-likelihood, score and expected information.</summary>
    /// <param name="game">The whole game.</param>
    /// <param name="space">Parameters.</param>
    /// <param name="chances">Named chances.</param>
    /// <param name="gradient">K numbers, or empty.</param>
    /// <param name="information">K × K, or empty.</param>
    /// <returns>Log-likelihood of the steps.</returns>
    public double AddSteps(ParametricGame game, ParameterSpace space, double[] chances, Span<double> gradient, Span<double> information)
    {
        double total = 0;
        int k = space.Count;
        var slopes = new double[gradient.IsEmpty ? 0 : chances.Length];
        foreach (var step in Steps)
        {
            double visits = 0;
            foreach (double c in step.Levels)
            {
                visits += c;
            }

            for (int l = 0; l < step.Levels.Length; l++)
            {
                double q = game.CaseChance(step.Situation, step.Case, l, chances, slopes), count = step.Levels[l];
                total += count > 0 ? count * Elementary.Log(q) : 0;
                for (int a = 0; a < slopes.Length && q > 0; a++)
                {
                    int ka = slopes[a] == 0 ? -1 : space.ChanceIndex(a);
                    if (ka < 0)
                    {
                        continue;
                    }

                    gradient[ka] += count * slopes[a] / q;
                    for (int b = 0; b < slopes.Length && !information.IsEmpty; b++)
                    {
                        int kb = slopes[b] == 0 ? -1 : space.ChanceIndex(b);
                        if (kb >= 0)
                        {
                            information[(ka * k) + kb] += visits * slopes[a] * slopes[b] / q;
                        }
                    }
                }
            }
        }

        return total;
    }
}
