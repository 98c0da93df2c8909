using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>Forecasts of a theory over draws, and of the baselines without strategy.</summary>
public static class Forecaster
{
    /// <summary>
    /// Chances of every move one month ahead: the month's situation is known, and, with <paramref name="within"/>, also what earlier movers did in it. Averaged
    /// over draws. Months whose situation or move is unknown are left out.
    /// </summary>
    /// <param name="runner">The theory.</param>
    /// <param name="draws">The theory solved at each draw.</param>
    /// <param name="data">The record.</param>
    /// <param name="from">Index of the first month to forecast, per sequence.</param>
    /// <param name="within">Whether later movers' forecasts use earlier moves of the month (the chain rule: log scores then are those of joint moves).</param>
    public static ImmutableArray<MovePrediction> OneMonthAhead(
        ScenarioSolver runner, IReadOnlyList<SolvedTheory> draws, ImmutableArray<Sequence> data, IReadOnlyList<int> from, bool within = true)
    {
        var list = ImmutableArray.CreateBuilder<MovePrediction>();
        var profiles = runner.Whole.Profiles;
        for (int d = 0; d < data.Length; d++)
        {
            for (int t = from[d]; t < data[d].Length; t++)
            {
                if (data[d].Levels[t].Contains(-1))
                {
                    continue;
                }

                int state = runner.Whole.States.Index(data[d].Levels[t].AsSpan());
                for (int i = 0; i < profiles.Players.Length; i++)
                {
                    if (data[d].Moves[t][i] >= 0)
                    {
                        list.Add(new MovePrediction(data[d].Periods[t], i, Chances(profiles, draws, state, i, within ? data[d].Moves[t] : []), data[d].Moves[t][i]));
                    }
                }
            }
        }

        return list.ToImmutable();
    }

    /// <summary>The base rates (memory 0) or the Markov chain of habits (memory 1), fitted to the months before and smoothed as <see cref="Baselines"/> are.</summary>
    /// <param name="data">The record.</param>
    /// <param name="moveCounts">Number of moves of each player.</param>
    /// <param name="from">Index of the first month to forecast, per sequence.</param>
    /// <param name="memory">0 or 1.</param>
    public static ImmutableArray<MovePrediction> Habits(ImmutableArray<Sequence> data, int[] moveCounts, IReadOnlyList<int> from, int memory)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(memory, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(memory);
        var tables = moveCounts.Select(m => new double[m + 1, m]).ToArray();
        int Row(Sequence s, int t, int i) => memory == 0 || t == 0 || s.Moves[t - 1][i] < 0 ? moveCounts[i] : s.Moves[t - 1][i];
        for (int d = 0; d < data.Length; d++)
        {
            for (int t = 0; t < from[d]; t++)
            {
                for (int i = 0; i < moveCounts.Length; i++)
                {
                    if (data[d].Moves[t][i] >= 0)
                    {
                        tables[i][Row(data[d], t, i), data[d].Moves[t][i]]++;
                    }
                }
            }
        }

        var list = ImmutableArray.CreateBuilder<MovePrediction>();
        for (int d = 0; d < data.Length; d++)
        {
            for (int t = from[d]; t < data[d].Length; t++)
            {
                for (int i = 0; i < moveCounts.Length; i++)
                {
                    if (data[d].Moves[t][i] >= 0)
                    {
                        int row = Row(data[d], t, i);
                        double[] c = [.. Enumerable.Range(0, moveCounts[i]).Select(a => tables[i][row, a] + Baselines.Smoothing)];
                        double sum = c.Sum();
                        list.Add(new MovePrediction(data[d].Periods[t], i, [.. c.Select(x => x / sum)], data[d].Moves[t][i]));
                    }
                }
            }
        }

        return list.ToImmutable();
    }

    // Σ over joint moves that agree with what is known of the month.
    private static double[] Chances(ProfileSpace profiles, IReadOnlyList<SolvedTheory> draws, int state, int player, ImmutableArray<int> moves)
    {
        var mean = new double[profiles.Moves(player)];
        var own = new double[mean.Length];
        foreach (var draw in draws)
        {
            Array.Clear(own);
            var pi = draw.Play.ProfileChances(state);
            for (int p = 0; p < pi.Length; p++)
            {
                bool agrees = true;
                foreach (int j in profiles.Earlier[player])
                {
                    agrees &= moves.IsEmpty || moves[j] < 0 || moves[j] == profiles.Move(p, j);
                }

                own[profiles.Move(p, player)] += agrees ? pi[p] : 0;
            }

            double sum = own.Sum();
            for (int a = 0; a < own.Length; a++)
            {
                mean[a] += own[a] / sum / draws.Count;
            }
        }

        return mean;
    }
}
