namespace Tumen.Estimation;

/// <summary>Walks a wholly observed record decision by decision and step by step.</summary>
internal static class Decisions
{
    /// <summary>One decision of the record.</summary>
    /// <param name="Row">Period over all sequences.</param>
    /// <param name="Block">Group · eras + era.</param>
    /// <param name="State">State of the solved game.</param>
    /// <param name="First">First slot of the decision point.</param>
    /// <param name="Moves">Number of moves there.</param>
    /// <param name="Made">The move made.</param>
    public readonly record struct Decision(int Row, int Block, int State, int First, int Moves, int Made);

    /// <summary>All decisions, in order.</summary>
    public static IEnumerable<Decision> Of(Likelihood likelihood)
    {
        var profiles = likelihood.Game.Profiles;
        int eras = likelihood.Parameters.Eras.Length, row = 0;
        for (int d = 0; d < likelihood.Data.Length; d++)
        {
            var unit = likelihood.Data[d];
            for (int t = 0; t < unit.Length; t++, row++)
            {
                int p = profiles.Index(unit.Moves[t].AsSpan()), block = (likelihood.Group(d) * eras) + (eras == 1 ? 0 : likelihood.Parameters.EraOf(unit.Periods[t]));
                for (int i = 0; i < profiles.Players.Length; i++)
                {
                    int slot = profiles.Slot(p, i), a = profiles.Moves(i), first = slot - ((slot - profiles.Offsets[i]) % a);
                    yield return new Decision(row, block, likelihood.SolvedState(d, t), first, a, slot - first);
                }
            }
        }
    }

    /// <summary>Scores of the laws' chances by period (T × K; zero for weights) and their expected information (K × K).</summary>
    public static (double[][] Scores, double[] Information) LawScores(Likelihood likelihood, double[] x)
    {
        var space = likelihood.Parameters;
        var game = likelihood.Game;
        int k = space.Count, row = 0;
        var chances = space.Chances(x);
        var slopes = new double[chances.Length];
        double[][] scores = [.. Enumerable.Range(0, likelihood.PeriodCount).Select(_ => new double[k])];
        for (int d = 0; d < likelihood.Data.Length; d++)
        {
            var unit = likelihood.Data[d];
            for (int t = 0; t < unit.Length; t++, row++)
            {
                int p = game.Profiles.Index(unit.Moves[t].AsSpan()), s = likelihood.WholeState(d, t);
                for (int v = 0; v < game.States.Situations.Length && t + 1 < unit.Length; v++)
                {
                    if (game.IsGiven(v))
                    {
                        continue;
                    }

                    double q = game.LevelChance(v, s, p, unit.Levels[t + 1][v], chances, slopes);
                    for (int c = 0; c < slopes.Length && q > 0; c++)
                    {
                        if (slopes[c] != 0 && space.ChanceIndex(c) is >= 0 and var at)
                        {
                            scores[row][at] += slopes[c] / q;
                        }
                    }
                }
            }
        }

        double[] gradient = new double[k], information = new double[k * k];
        likelihood.Counts!.AddSteps(game, space, chances, gradient, information);
        return (scores, information);
    }
}
