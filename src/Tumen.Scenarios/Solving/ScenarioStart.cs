using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;

namespace Tumen.Scenarios;

/// <summary>Where a scenario begins, from a record.</summary>
public static class ScenarioStart
{
    /// <summary>
    /// Law over states at the start of a month of the record, or of the month after its last (from the laws and the last month's moves). An unknown
    /// level is spread evenly over the situation's levels.
    /// </summary>
    /// <param name="game">The whole game.</param>
    /// <param name="chances">Chances of the laws.</param>
    /// <param name="sequence">The record of one unit.</param>
    /// <param name="period">The month; null for the month after the last.</param>
    /// <exception cref="ArgumentException">The month is neither in the record nor the one after it.</exception>
    public static double[] From(ParametricGame game, ReadOnlySpan<double> chances, Sequence sequence, string? period)
    {
        int at = period is null ? sequence.Length : sequence.Periods.IndexOf(period);
        if (at < 0)
        {
            at = sequence.Length > 0 && ScenarioCheck.NextMonth(sequence.Periods[^1]) == period ? sequence.Length
                : throw new ArgumentException($"the record of {sequence.Periods.FirstOrDefault()} to {sequence.Periods.LastOrDefault()} has no month {period}", nameof(period));
        }

        if (at < sequence.Length)
        {
            return Spread(game.States, sequence.Levels[at]);
        }

        double[] last = Spread(game.States, sequence.Levels[^1]), next = new double[last.Length];
        var moves = sequence.Moves[^1];
        int[] profiles = [.. Enumerable.Range(0, game.Profiles.Count).Where(p => moves.Select((m, i) => m < 0 || m == game.Profiles.Move(p, i)).All(x => x))];
        var kernel = game.Kernel(chances);
        for (int s = 0; s < last.Length; s++)
        {
            foreach (int p in last[s] > 0 ? profiles : [])
            {
                double mass = last[s] / profiles.Length;
                kernel.ForEachNext(s, p, (to, c) => next[to] += mass * c);
            }
        }

        return next;
    }

    /// <summary>Which states of the whole game a record visits; months with an unknown situation are left out.</summary>
    public static bool[] Visited(StateSpace states, ImmutableArray<Sequence> data)
    {
        var visited = new bool[states.Count];
        foreach (var levels in data.SelectMany(d => d.Levels).Where(l => !l.Contains(-1)))
        {
            visited[states.Index(levels.AsSpan())] = true;
        }

        return visited;
    }

    /// <summary>Share of a record's months in each state of the whole game, months with an unknown situation left out; even when there is no known month.</summary>
    public static double[] Shares(StateSpace states, ImmutableArray<Sequence> data)
    {
        var shares = new double[states.Count];
        int total = 0;
        foreach (var levels in data.SelectMany(d => d.Levels).Where(l => !l.Contains(-1)))
        {
            shares[states.Index(levels.AsSpan())]++;
            total++;
        }

        return [.. shares.Select(n => total > 0 ? n / total : 1.0 / shares.Length)];
    }

    private static double[] Spread(StateSpace states, ImmutableArray<int> levels)
    {
        var law = new double[states.Count];
        int[] fits = [.. Enumerable.Range(0, law.Length).Where(s => levels.Select((l, v) => l < 0 || l == states.Level(s, v)).All(x => x))];
        foreach (int s in fits)
        {
            law[s] = 1.0 / fits.Length;
        }

        return law;
    }
}
