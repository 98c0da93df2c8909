using System.Collections.Immutable;
using System.Globalization;

namespace Tumen.Studies;

/// <summary>
/// Allows for the number of checks by counting. Those judged by posterior chances need none: where each mark is wrong with a chance of at most .1, so is the expected share of wrong marks (Newton and others 2004, Biostatistics 5, 155-176).
/// </summary>
/// <remarks>Benjamini and Hochberg 1995, Journal of the Royal Statistical Society B 57, 289-300.</remarks>
internal static class FalseDiscovery
{
    /// <summary>Expected share of wrong marks among those made.</summary>
    public const double Rate = 0.1;

    /// <summary>Adjusted chances, in the order given.</summary>
    /// <param name="chances">In [0, 1].</param>
    public static double[] Adjust(IReadOnlyList<double> chances)
    {
        int n = chances.Count;
        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(k => chances[k])];
        var adjusted = new double[n];
        double least = 1;
        for (int r = 0; r < n; r++)
        {
            least = Math.Min(least, chances[order[r]] * n / (n - r));
            adjusted[order[r]] = least;
        }

        return adjusted;
    }

    /// <summary>Adjusts every check by counting of a list of claims under one coding; a mark that does not survive becomes "cannot say".</summary>
    /// <param name="checks">Per claim, its checks.</param>
    public static ImmutableArray<ImmutableArray<CheckResult>> Over(ImmutableArray<ImmutableArray<CheckResult>> checks)
    {
        var counted = checks.SelectMany(c => c).Where(c => !double.IsNaN(c.Chance)).ToArray();
        double[] adjusted = Adjust([.. counted.Select(c => c.Chance)]);
        int at = 0;
        return [.. checks.Select(list => list.Select(c => double.IsNaN(c.Chance) ? c : Mark(c, adjusted[at++], counted.Length)).ToImmutableArray())];
    }

    private static CheckResult Mark(CheckResult check, double adjusted, int count)
    {
        bool lost = adjusted > Rate && check.Verdict is (ClaimVerdict.Supported or ClaimVerdict.Contradicted);
        return check with
        {
            Adjusted = adjusted,
            Verdict = lost ? ClaimVerdict.CannotSay : check.Verdict,
            Why = $"{check.Why}; chance {adjusted.ToString("0.000", CultureInfo.InvariantCulture)} allowing for {count} checks by counting{(lost ? ", above .1" : "")}",
        };
    }
}
