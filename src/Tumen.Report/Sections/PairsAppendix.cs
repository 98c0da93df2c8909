using System.Text;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>Tests between all pairs of theories.</summary>
internal static class PairsAppendix
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        if (r.Pairs.IsEmpty)
        {
            return;
        }

        b.Append("<details><summary>Show the tests</summary><table><tr><th>first</th><th>second</th><th class=n>difference</th><th>test</th><th class=n>chance</th></tr>");
        foreach (var p in r.Pairs)
        {
            (string test, double chance) = p.LikelihoodRatio is { } lr ? ($"likelihood ratio {F(lr.Statistic)} on {lr.DegreesOfFreedom}", lr.Chance)
                : p.Vuong is { } v ? ($"Vuong {F(v.Plain)} (AIC {F(v.Aic)}, BIC {F(v.Bic)}); Clarke {p.Clarke?.Favour}/{p.Clarke?.Of}", v.Chance) : ("", double.NaN);
            b.Append($"<tr><td>{E(p.First)}</td><td>{E(p.Second)}</td><td class=n>{F(p.Difference)}</td><td>{E(test)}</td><td class=n>{F(chance, "0.000")}</td></tr>");
        }

        b.Append("</table></details><p class=\"note\">Difference in log-likelihood, first less second. Theories of which one contains the other are compared by likelihood ratio; with weights that cannot be negative its chance is conservative. "
            + "Others by Vuong (1989), months taken as independent, and Clarke (2007).</p>");
    }
}
