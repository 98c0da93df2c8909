using Tumen.Numerics.Special;

namespace Tumen.Model;

/// <summary>A normal law of motion worked out on the numbers of a situation's levels. Cells with the same mean share one distribution.</summary>
internal static class NormalTransitions
{
    /// <summary>Class of every (state, profile) cell, and the classes.</summary>
    public static (int[] Cells, LawClass[] Classes) Classify(NormalLaw law, int situation, StateSpace states, ProfileSpace profiles)
    {
        var ids = new Dictionary<double, int>();
        var classes = new List<LawClass>();
        var cells = new int[states.Count * profiles.Count];
        var levels = new int[states.Situations.Length];
        var moves = new int[profiles.Players.Length];
        double[] edges = Edges(states.Situations[situation]);
        for (int s = 0; s < states.Count; s++)
        {
            states.Levels(s, levels);
            for (int p = 0; p < profiles.Count; p++)
            {
                for (int i = 0; i < moves.Length; i++)
                {
                    moves[i] = profiles.Move(p, i);
                }

                double mean = Mean(law, states, levels, moves);
                if (!ids.TryGetValue(mean, out int id))
                {
                    ids[mean] = id = classes.Count;
                    classes.Add(LawClass.Known(Distribution(law, mean, edges)));
                }

                cells[(s * profiles.Count) + p] = id;
            }
        }

        return (cells, [.. classes]);
    }

    /// <summary>Chances of all levels: differences of Φ between the edges, small ones dropped, scaled to sum 1.</summary>
    internal static double[] Distribution(NormalLaw law, double mean, ReadOnlySpan<double> edges)
    {
        var result = new double[edges.Length + 1];
        double sum = 0;
        for (int k = 0; k < result.Length; k++)
        {
            double low = k == 0 ? double.NegativeInfinity : (edges[k - 1] - mean) / law.Deviation;
            double high = k == edges.Length ? double.PositiveInfinity : (edges[k] - mean) / law.Deviation;
            // In the upper tail the difference is taken from above, where it keeps its digits.
            double chance = low > 0 ? Cdf(-low) - Cdf(-high) : Cdf(high) - Cdf(low);
            result[k] = chance < law.Threshold ? 0 : chance;
            sum += result[k];
        }

        for (int k = 0; k < result.Length; k++)
        {
            result[k] /= sum;
        }

        return result;
    }

    private static double Cdf(double z) => double.IsNegativeInfinity(z) ? 0 : double.IsPositiveInfinity(z) ? 1 : Normal.Cdf(z);

    private static double[] Edges(Situation situation)
    {
        var edges = new double[situation.Levels.Length - 1];
        for (int k = 0; k < edges.Length; k++)
        {
            edges[k] = (situation.Value(k) + situation.Value(k + 1)) / 2;
        }

        return edges;
    }

    private static double Mean(NormalLaw law, StateSpace states, ReadOnlySpan<int> levels, ReadOnlySpan<int> moves)
    {
        double mean = 0;
        foreach (var term in law.Mean)
        {
            if (!term.If.Holds(levels, moves))
            {
                continue;
            }

            double x = term.Coefficient;
            foreach (var factor in term.Factors)
            {
                x *= factor switch
                {
                    Factor.LevelOf f => states.Situations[f.Situation].Value(levels[f.Situation]),
                    Factor.LackOf f => states.Situations[f.Situation].TopValue - states.Situations[f.Situation].Value(levels[f.Situation]),
                    Factor.Literal f => f.Value,
                    Factor.CountOf f => f.Value(moves),
                    _ => throw new InvalidOperationException($"a mean cannot hold {factor.GetType().Name}"),
                };
            }

            mean += x;
        }

        return mean;
    }
}
