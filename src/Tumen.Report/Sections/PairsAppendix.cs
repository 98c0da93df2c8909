using System.Text;
using Tumen.Estimation;
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

        b.Append("<details><summary>Show the tests</summary><table><tr><th>first</th><th>second</th><th class=n>difference</th><th>test</th><th class=n>chance</th><th>at every near-optimal fit</th></tr>");
        foreach (var p in r.Pairs)
        {
            if (p.Withheld is not null)
            {
                b.Append($"<tr><td>{E(p.First)}</td><td>{E(p.Second)}</td><td class=n>–</td><td colspan=3>no test: {E(p.Withheld)}</td></tr>");
                continue;
            }

            (string test, double chance) = p.Test!.LikelihoodRatio is { } lr ? ($"likelihood ratio {F(lr.Statistic)} on {lr.DegreesOfFreedom}{Bounds(p.Test)}", lr.Chance)
                : p.Test.Vuong is null && p.Test.Distinct is { } same ? ("the record does not tell the two apart (variance test): no other test", same.P)
                : p.Test.Vuong is { } v ? ($"Vuong {F(v.Plain)} (AIC {F(v.Aic)}, BIC {F(v.Bic)}); Clarke {p.Test.Clarke?.Favour}/{p.Test.Clarke?.Of}", v.Chance) : ("", double.NaN);
            b.Append($"<tr><td>{E(p.First)}</td><td>{E(p.Second)}</td><td class=n>{F(p.Test.Difference)}</td><td>{E(test)}</td><td class=n>{F(chance, "0.000")}</td><td>{E(Range(p.Range))}</td></tr>");
        }

        b.Append("</table></details><p class=\"note\">Difference in log-likelihood, first less second. Theories of which one contains the other are compared by likelihood ratio; where weights that it tests cannot lie on one side of zero, its law is a mixture of chi-squares "
            + "(Self and Liang 1987), with three such weights and more an upper bound of the chance (Kodde and Palm 1986). Of others Vuong's variance test asks first whether the record tells them apart at all; only then do Vuong (1989), months taken as independent, and Clarke (2007) follow. A test that would rest on a fit that did not converge, or along a direction of which the record knows nothing, is not made. “At every near-optimal fit”: where a theory has several optima within 2 nats of its best, the range over all pairs of them.</p>");
    }

    private static string Bounds(PairComparison c) => c.AtBounds == 0 ? "" : $", {c.AtBounds} of them bounded at zero{(c.AtMost ? " (at most)" : "")}";

    private static string Range(PairRange? r) => r is null ? "" : $"difference {F(r.Differences.Low)} to {F(r.Differences.High)}, chance {F(r.Chances.Low, "0.000")} to {F(r.Chances.High, "0.000")}; {r.Separating} of {r.Combinations} separate{(r.Turns ? ": the conclusion turns" : "")}";
}
