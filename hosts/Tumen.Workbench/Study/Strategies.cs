using Tumen.Model;
using Tumen.Record;
using Tumen.Workbench.WhatIf;

namespace Tumen.Workbench.Study;

/// <summary>Strategies as a table: situations the record has shown, most frequent first, by moves.</summary>
/// <param name="Situations">Names of the situations that tell the rows apart.</param>
/// <param name="Rows">Levels, in words, and months.</param>
/// <param name="First">Chances under the first theory: [row][move].</param>
/// <param name="Second">Chances under the second, or what the record shows when there is no second theory.</param>
public sealed record Strategies(string Situations, IReadOnlyList<string> Rows, double[][] First, double[][] Second)
{
    /// <summary>Makes the table.</summary>
    /// <param name="unit">The record.</param>
    /// <param name="player">Whose moves.</param>
    /// <param name="first">A theory.</param>
    /// <param name="second">Another to compare with; null compares with the record.</param>
    /// <param name="most">Most rows.</param>
    public static Strategies Of(RecordUnit unit, int player, SolvedTheory first, SolvedTheory? second, int most)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(first);
        var game = first.Whole;
        int[] shown = [.. first.Reduction.Kept.Concat(second?.Reduction.Kept ?? []).Distinct().Order()];
        var groups = Enumerable.Range(0, unit.Length).Where(t => shown.All(v => unit.Level(t, v) >= 0))
            .GroupBy(t => string.Join(" · ", shown.Select(v => Wording.Plain(game.Situations[v].Levels[unit.Level(t, v)]))))
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(most).ToArray();
        int moves = game.Players[player].Moves.Length;
        double[] Chances(SolvedTheory theory, int month)
        {
            int s = theory.StateOf(unit.Levels[month]);
            return [.. Enumerable.Range(0, moves).Select(a => theory.Equilibrium.MarginalProbability(s, player, a))];
        }

        double[] Seen(IEnumerable<int> months)
        {
            int[] known = [.. months.Select(t => unit.Move(t, player)).Where(m => m >= 0)];
            return [.. Enumerable.Range(0, moves).Select(a => known.Length == 0 ? double.NaN : (double)known.Count(m => m == a) / known.Length)];
        }

        return new Strategies(
            string.Join(" · ", shown.Select(v => Wording.Plain(game.Situations[v].Name))),
            [.. groups.Select(g => $"{g.Key} ({g.Count()})")],
            [.. groups.Select(g => Chances(first, g.First()))],
            [.. groups.Select(g => second is null ? Seen(g) : Chances(second, g.First()))]);
    }
}
