using System.Collections.Immutable;

namespace Tumen.Scenarios;

/// <summary>Finds where strategies change most.</summary>
internal static class StrategyChanges
{
    /// <summary>The twelve largest changes, by long-run share of the state times change.</summary>
    public static ImmutableArray<StrategyChange> Of(SolvedTheory baseline, Play play)
    {
        var list = new List<(double Size, StrategyChange Change)>();
        var law = baseline.LongRun.Shares;
        for (int i = 0; i < play.Profiles.Players.Length; i++)
        {
            for (int a = 0; a < play.Profiles.Moves(i); a++)
            {
                double[] before = baseline.Play.Chance((_, p) => play.Profiles.Move(p, i) == a), after = play.Chance((_, p) => play.Profiles.Move(p, i) == a);
                for (int s = 0; s < law.Length; s++)
                {
                    double size = law[s] * Math.Abs(after[s] - before[s]);
                    if (size > 1e-9)
                    {
                        list.Add((size, new StrategyChange(play.States.Name(s), play.Profiles.Players[i].Name, play.Profiles.Players[i].Moves[a], law[s], before[s], after[s])));
                    }
                }
            }
        }

        return [.. list.OrderByDescending(x => x.Size).Take(12).Select(x => x.Change)];
    }
}
