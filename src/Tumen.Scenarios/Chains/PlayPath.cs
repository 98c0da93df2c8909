using Tumen.Model;

namespace Tumen.Scenarios;

/// <summary>Expected course of play by month.</summary>
/// <param name="Moves">[player][move][month]: chance of the move in the month.</param>
/// <param name="Situations">[situation][level][month]: chance that the situation is at the level when the month starts.</param>
/// <param name="Flow">Expected amount of a flow by month; empty when none was given.</param>
/// <param name="Laws">Law over states at the start of each month, and after the last.</param>
public sealed record PathShares(double[][][] Moves, double[][][] Situations, double[] Flow, double[][] Laws)
{
    /// <summary>Number of months.</summary>
    public int Months => Laws.Length - 1;

    /// <summary>This path less another of the same shape.</summary>
    public PathShares Minus(PathShares other) => new(
        Difference(Moves, other.Moves), Difference(Situations, other.Situations), [.. Flow.Zip(other.Flow, (a, b) => a - b)],
        [.. Laws.Zip(other.Laws, (a, b) => a.Zip(b, (x, y) => x - y).ToArray())]);

    private static double[][][] Difference(double[][][] a, double[][][] b) =>
        [.. a.Zip(b, (x, y) => x.Zip(y, (u, v) => u.Zip(v, (p, q) => p - q).ToArray()).ToArray())];
}

/// <summary>Expected courses of play and responses to an impulse, by stepping the law over states.</summary>
public static class PlayPath
{
    /// <summary>The course from a start law.</summary>
    /// <param name="plays">Play of month 0, 1, …; the last one goes on.</param>
    /// <param name="start">Law over states at the start of month 0.</param>
    /// <param name="months">Number of months.</param>
    /// <param name="flow">Amount per (state, joint move), or null.</param>
    public static PathShares Of(IReadOnlyList<Play> plays, ReadOnlySpan<double> start, int months, Func<int, int, double>? flow = null)
    {
        StateSpace states = plays[0].States;
        ProfileSpace profiles = plays[0].Profiles;
        int n = profiles.Players.Length;
        double[][][] moves = [.. Enumerable.Range(0, n).Select(i => Rows(profiles.Moves(i), months))];
        double[][][] situations = [.. states.Situations.Select(v => Rows(v.Levels.Length, months))];
        var laws = new double[months + 1][];
        var flows = new double[flow is null ? 0 : months];
        laws[0] = start.ToArray();
        Play? last = null;
        double[] expected = [], chances = [];
        int width = moves.Sum(x => x.Length);
        for (int t = 0; t < months; t++)
        {
            var play = plays[Math.Min(t, plays.Count - 1)];
            var law = laws[t];
            if (!ReferenceEquals(play, last))
            {
                (expected, chances) = (flow is null ? [] : play.Expected(flow), play.MoveChances());
            }

            if (flow is not null)
            {
                flows[t] = Numerics.FixedOrder.Dot(law, expected);
            }

            for (int s = 0; s < law.Length; s++)
            {
                if (law[s] == 0)
                {
                    continue;
                }

                for (int v = 0; v < situations.Length; v++)
                {
                    situations[v][states.Level(s, v)][t] += law[s];
                }

                for (int i = 0, k = s * width; i < n; i++)
                {
                    for (int a = 0; a < moves[i].Length; a++)
                    {
                        moves[i][a][t] += law[s] * chances[k++];
                    }
                }
            }

            laws[t + 1] = play.Step(law);
            last = play;
        }

        return new PathShares(moves, situations, flows, laws);
    }

    /// <summary>What a move forced in month 0 changes, month by month, against the same start without it.</summary>
    public static PathShares AfterMove(Play play, ReadOnlySpan<double> start, int player, int move, int months, Func<int, int, double>? flow = null) =>
        Of([play.Forced(player, move), play], start, months, flow).Minus(Of([play], start, months, flow));

    /// <summary>What putting a situation at a level in month 0 changes, month by month, against the same start without it.</summary>
    public static PathShares AfterSituation(Play play, ReadOnlySpan<double> start, int situation, int level, int months, Func<int, int, double>? flow = null) =>
        Of([play], Put(play.States, start, situation, level), months, flow).Minus(Of([play], start, months, flow));

    /// <summary>The law with one situation put at a level.</summary>
    public static double[] Put(StateSpace states, ReadOnlySpan<double> law, int situation, int level)
    {
        var put = new double[law.Length];
        for (int s = 0; s < law.Length; s++)
        {
            put[s + ((level - states.Level(s, situation)) * states.Stride(situation))] += law[s];
        }

        return put;
    }

    private static double[][] Rows(int count, int months) => [.. Enumerable.Range(0, count).Select(_ => new double[months])];
}
