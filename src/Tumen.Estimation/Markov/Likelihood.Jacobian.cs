using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>How choices respond to weights, whatever was chosen.</summary>
public sealed partial class Likelihood
{
    /// <summary>
    /// ∂ log σ / ∂ weights: a row for every move at every decision point of every game and era that the record plays, a column for every free weight.
    /// </summary>
    /// <param name="x">One number per free parameter.</param>
    /// <param name="scale">What each weight is moved by, one number a free weight.</param>
    /// <param name="cancel">Stops between solves.</param>
    /// <returns>Every row, and the rows of situations that the record visits (where one is not known, every situation of its game may be the one); null when a game is not certified.</returns>
    internal (List<double[]> All, List<double[]> Visited)? ChoiceSlopes(double[] x, double[] scale, CancellationToken cancel = default)
    {
        int k = Parameters.Count, eraCount = Parameters.Eras.Length, slots = Solved.Profiles.Size;
        int[] weights = [.. Enumerable.Range(0, k).Where(j => Parameters.Free[j] is { Kind: ParameterKind.Weight, OfSource: false })];
        if (Respond(x, true, true, out _, cancel) is not { } eras)
        {
            return null;
        }

        List<double[]> rows = [], visited = [];
        var been = Visited();
        for (int block = 0; block < BlockCount; block++)
        {
            var era = eras[block / eraCount][block % eraCount]!;
            for (int s = 0; s < Solved.States.Count && IsPlayed(block); s++)
            {
                double[] slopes = era.SlopesSolved(s);
                for (int r = 0; r < slots; r++)
                {
                    double[] row = [.. weights.Select((j, w) => slopes[(r * k) + j] * scale[w])];
                    rows.Add(row);
                    if (been[block][s])
                    {
                        visited.Add(row);
                    }
                }
            }
        }

        return (rows, visited);
    }

    // Per block, the states of the solved game in which the record finds a unit.
    private bool[][] Visited()
    {
        int eraCount = Parameters.Eras.Length;
        bool[][] been = [.. Enumerable.Range(0, BlockCount).Select(_ => new bool[Solved.States.Count])];
        for (int u = 0; u < _data.Length; u++)
        {
            for (int t = 0; t < _data[u].Length; t++)
            {
                var block = been[(_groupOf[u] * eraCount) + Parameters.EraOf(_data[u].Periods[t])];
                if (SolvedState(u, t) is >= 0 and var state)
                {
                    block[state] = true;
                }
                else
                {
                    Array.Fill(block, true);
                }
            }
        }

        return been;
    }
}
