using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>Rules that settle which theory, or which family of theories, made the record, judged on records made by theories with motives from the stated priors.</summary>
/// <remarks>
/// A record is one case for and one against. For: the probability of the theory that made it (of a family that holds it). Against: the largest probability of any that did not. So the false rate is that of
/// concluding anything wrong on a record, whatever the number of theories.
/// </remarks>
public static class PowerRules
{
    /// <summary>The rule for theories; null without records.</summary>
    public static ConclusionRule? ForTheories(ConfusionTable? made) => made is null ? null
        : ConclusionRule.Of([.. Each(made).SelectMany(r => new (double, bool)[] { (r.Posterior[r.Truth], true), (Largest(r.Posterior, i => i != r.Truth), false) })], made.LogMarginals.Length);

    /// <summary>The rule for families; null without records, or where the study has no two families.</summary>
    public static ConclusionRule? ForFamilies(ConfusionTable? made, ImmutableArray<TheoryFamily> families)
    {
        if (made is null || families.IsEmpty)
        {
            return null;
        }

        int[][] members = [.. families.Select(f => f.Theories.Select(t => made.Theories.IndexOf(t)).Where(i => i >= 0).ToArray())];
        var cases = new List<(double, bool)>();
        foreach (var (truth, posterior) in Each(made))
        {
            double[] sums = [.. members.Select(m => m.Sum(i => posterior[i]))];
            cases.AddRange(sums.Where((_, f) => members[f].Contains(truth)).Select(s => (s, true)));
            double[] wrong = [.. sums.Where((_, f) => !members[f].Contains(truth))];
            if (wrong.Length > 0)
            {
                cases.Add((wrong.Max(), false));
            }
        }

        return ConclusionRule.Of(cases, made.LogMarginals.Length);
    }

    private static IEnumerable<(int Truth, ImmutableArray<double> Posterior)> Each(ConfusionTable made) =>
        made.LogMarginals.Select(x => (x.Truth, PosteriorProbabilities.Of(x.Logs))).Where(x => !double.IsNaN(x.Item2[0]));

    private static double Largest(ImmutableArray<double> posterior, Func<int, bool> taken) => posterior.Where((_, i) => taken(i)).DefaultIfEmpty(0).Max();
}
