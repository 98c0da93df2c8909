using System.Collections.Immutable;
using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>A forecaster without strategy, scored on moves only.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ParameterCount">Free chances.</param>
/// <param name="LogLikelihood">In nats, over the whole record with chances fitted to the whole record.</param>
/// <param name="ByPeriod">The same by period.</param>
/// <param name="HoldOutScore">Log score of the held-out periods with chances fitted before them; null without a hold-out.</param>
/// <param name="HoldOutByPeriod">The same by held-out period.</param>
public sealed record Baseline(
    string Name, int ParameterCount, double LogLikelihood, ImmutableArray<double> ByPeriod, double? HoldOutScore, ImmutableArray<double> HoldOutByPeriod)
{
    /// <summary>Log marginal likelihood of the moves, exact; null where it was not worked out.</summary>
    public double? LogMarginalLikelihood { get; init; }

    /// <summary>What the chances depend on, player by player, in words; null where the name says it.</summary>
    public string? Uses { get; init; }

    /// <summary>Akaike's criterion.</summary>
    public double Aic => (2 * ParameterCount) - (2 * LogLikelihood);

    /// <summary>Schwarz's criterion.</summary>
    public double Bic => (ParameterCount * Elementary.Log(ByPeriod.Length)) - (2 * LogLikelihood);
}

/// <summary>The two forecasters every theory must be shown against.</summary>
public static class Baselines
{
    /// <summary>Pseudo-count added to every cell of a frequency table: Jeffreys' ½.</summary>
    public const double Smoothing = 0.5;

    /// <summary>Moves at their base rates, each player by itself.</summary>
    public static Baseline BaseRates(ImmutableArray<Sequence> data, int[] moveCounts, int holdOut) =>
        Score("base rates", data, moveCounts, holdOut, 0, moveCounts.Sum(m => m - 1));

    /// <summary>Each player's move by a first-order Markov chain of its own moves, smoothed.</summary>
    public static Baseline MarkovChain(ImmutableArray<Sequence> data, int[] moveCounts, int holdOut) =>
        Score("Markov chain of habits", data, moveCounts, holdOut, 1, moveCounts.Sum(m => m * (m - 1)));

    /// <summary>Both baselines, foretelling the last periods of each sequence from what came before.</summary>
    /// <param name="data">Sequences that end with the periods to foretell.</param>
    /// <param name="moveCounts">Number of moves of each player.</param>
    /// <param name="held">Per sequence, how many periods at its end are foretold.</param>
    public static ImmutableArray<Baseline> Foretelling(ImmutableArray<Sequence> data, int[] moveCounts, int[] held) =>
    [
        Score("base rates", data, moveCounts, held, 0, moveCounts.Sum(m => m - 1)),
        Score("Markov chain of habits", data, moveCounts, held, 1, moveCounts.Sum(m => m * (m - 1))),
    ];

    /// <summary>Leave-one-out log scores of both baselines by period, exact: the chances of a period's moves where all other periods were counted.</summary>
    /// <param name="data">The record.</param>
    /// <param name="moveCounts">Number of moves of each player.</param>
    /// <remarks>The mean of a Dirichlet posterior with Jeffreys' prior, (n − 1 + ½)/(N − 1 + m/2) with n of N moves counted in the period's row of m. What was done the month before stays known.</remarks>
    public static ImmutableArray<(string Name, ImmutableArray<double> ByPeriod)> LeaveOneOut(ImmutableArray<Sequence> data, int[] moveCounts) =>
        [("base rates", Without(data, moveCounts, 0)), ("Markov chain of habits", Without(data, moveCounts, 1))];

    private static ImmutableArray<double> Without(ImmutableArray<Sequence> data, int[] moveCounts, int memory)
    {
        var tables = Tables(data, moveCounts, memory, new int[data.Length]);
        return [.. data.SelectMany(s => Enumerable.Range(0, s.Length).Select(t => Enumerable.Range(0, moveCounts.Length).Where(i => s.Moves[t][i] >= 0).Sum(i =>
        {
            int m = moveCounts[i], row = Row(s, t, i, memory, m);
            double all = Enumerable.Range(0, m).Sum(a => tables[i][row, a]);
            return Elementary.Log((tables[i][row, s.Moves[t][i]] - 1 + Smoothing) / (all - 1 + (m * Smoothing)));
        })))];
    }

    private static Baseline Score(string name, ImmutableArray<Sequence> data, int[] moveCounts, int holdOut, int memory, int parameters) =>
        Score(name, data, moveCounts, [.. data.Select(_ => holdOut)], memory, parameters);

    private static Baseline Score(string name, ImmutableArray<Sequence> data, int[] moveCounts, int[] holdOut, int memory, int parameters)
    {
        var whole = ByPeriod(data, Tables(data, moveCounts, memory, new int[data.Length]), moveCounts, memory);
        ImmutableArray<double> held = [];
        bool any = holdOut.Any(h => h > 0);
        if (any)
        {
            var before = ByPeriod(data, Tables(data, moveCounts, memory, holdOut), moveCounts, memory);
            held = [.. HeldOut(data, before, holdOut)];
        }

        return new Baseline(name, parameters, whole.Sum(), [.. whole], any ? held.Sum() : null, held);
    }

    /// <summary>The entries of a by-period list that lie in the last periods of each sequence.</summary>
    public static IEnumerable<double> HeldOut(ImmutableArray<Sequence> data, IReadOnlyList<double> byPeriod, int holdOut) =>
        HeldOut(data, byPeriod, [.. data.Select(_ => holdOut)]);

    /// <summary>The same with a number of periods for each sequence.</summary>
    public static IEnumerable<double> HeldOut(ImmutableArray<Sequence> data, IReadOnlyList<double> byPeriod, int[] holdOut)
    {
        int at = 0;
        for (int d = 0; d < data.Length; d++)
        {
            for (int t = 0; t < data[d].Length; t++, at++)
            {
                if (t >= data[d].Length - holdOut[d])
                {
                    yield return byPeriod[at];
                }
            }
        }
    }

    private static double[][,] Tables(ImmutableArray<Sequence> data, int[] moveCounts, int memory, int[] holdOut)
    {
        var tables = moveCounts.Select(m => new double[memory == 0 ? 1 : m + 1, m]).ToArray();
        for (int d = 0; d < data.Length; d++)
        {
            var s = data[d];
            for (int t = 0; t < s.Length - holdOut[d]; t++)
            {
                for (int i = 0; i < moveCounts.Length; i++)
                {
                    if (s.Moves[t][i] >= 0)
                    {
                        tables[i][Row(s, t, i, memory, moveCounts[i]), s.Moves[t][i]]++;
                    }
                }
            }
        }

        return tables;
    }

    private static double[] ByPeriod(ImmutableArray<Sequence> data, double[][,] tables, int[] moveCounts, int memory)
    {
        var result = new List<double>();
        foreach (var s in data)
        {
            for (int t = 0; t < s.Length; t++)
            {
                double log = 0;
                for (int i = 0; i < moveCounts.Length; i++)
                {
                    if (s.Moves[t][i] < 0)
                    {
                        continue;
                    }

                    int row = Row(s, t, i, memory, moveCounts[i]);
                    double sum = 0;
                    for (int a = 0; a < moveCounts[i]; a++)
                    {
                        sum += tables[i][row, a] + Smoothing;
                    }

                    log += Elementary.Log((tables[i][row, s.Moves[t][i]] + Smoothing) / sum);
                }

                result.Add(log);
            }
        }

        return [.. result];
    }

    // Last period's own move; an extra row where it is unknown or there is no last period.
    private static int Row(Sequence s, int t, int player, int memory, int moves) =>
        memory == 0 ? 0 : t == 0 || s.Moves[t - 1][player] < 0 ? moves : s.Moves[t - 1][player];
}
