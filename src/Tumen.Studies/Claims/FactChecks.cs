using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;
using Tumen.Numerics.Special;

namespace Tumen.Studies;

/// <summary>Checks of claims that rest on a table of dated facts.</summary>
internal static class FactChecks
{
    /// <summary>Fewest values on either side for an interval; fewer are a reading of documents, not a sample.</summary>
    public const int Fewest = 6;

    /// <summary>Whether a fact lies above or below a number or another fact.</summary>
    /// <param name="c">The check.</param>
    /// <param name="tables">Tables of facts by file.</param>
    public static CheckResult Of(ClaimCheck.FactAt c, ImmutableDictionary<string, ImmutableArray<Fact>> tables)
    {
        var left = FactTable.In(tables[c.File], c.Left);
        var right = c.Right is null ? [] : FactTable.In(tables[c.File], c.Right);
        double a = left.Average(f => f.Value), b = c.Right is null ? c.Value : right.Average(f => f.Value), difference = a - b;
        string says = $"{Words(c.Left)} {(c.Above ? "above" : "below")} {(c.Right is null ? Number(c.Value) : Words(c.Right))}";
        ImmutableArray<string> behind = [.. left.Concat(right).Select(f => $"{f.Date} {f.Name} {Number(f.Value)}: {f.Source}")];
        bool sample = left.Length >= Fewest && (c.Right is null || right.Length >= Fewest);
        if (!sample)
        {
            var plain = difference == 0 ? ClaimVerdict.Contradicted : (difference > 0) == c.Above ? ClaimVerdict.Supported : ClaimVerdict.Contradicted;
            return new CheckResult(says, difference, double.NaN, double.NaN, "as coded", plain, $"{Number(a)} against {Number(b)}, read from documents: no sample, so no interval", behind);
        }

        double error = Math.Sqrt(Variance(left) + (c.Right is null ? 0 : Variance(right))), low = difference - (1.96 * error), high = difference + (1.96 * error);
        return new CheckResult(says, difference, low, high, "as coded", ClaimChecker.ByInterval(difference, low, high, c.Above),
            $"mean of {left.Length} values {Number(a)} against {Number(b)}{(c.Right is null ? "" : $" of {right.Length}")}; 95 % interval, errors that allow {Stretches.Lags} values of dependence", behind)
        {
            Chance = error > 0 ? 2 * Normal.Cdf(-Math.Abs(difference) / error) : double.NaN,
        };
    }

    private static double Variance(ImmutableArray<Fact> facts)
    {
        double mean = facts.Average(f => f.Value);
        return Stretches.LongRun([[.. facts.Select(f => f.Value - mean)]]).Sum / ((double)facts.Length * facts.Length);
    }

    private static string Words(FactSpan s) => s.Name.Replace('_', ' ') + (s.From is null ? "" : $" in {s.From} to {s.To}");

    private static string Number(double x) => x.ToString("0.###", CultureInfo.InvariantCulture);
}
