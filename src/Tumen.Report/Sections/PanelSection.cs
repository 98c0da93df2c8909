using System.Text;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>A panel: the theories in each unit alone, with one size for all, and with a size for each.</summary>
internal static class PanelSection
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        if (r.Units.IsEmpty)
        {
            return;
        }

        double[] sums = [.. Enumerable.Range(0, r.Theories.Length).Select(i => r.Units.Sum(u => u.LogMarginalLikelihoods[i]))];
        var own = Standing.Among([.. sums]);
        b.Append("<table><tr><th>theory</th>");
        foreach (var u in r.Units)
        {
            b.Append($"<th>{E(u.Unit)} alone</th>");
        }

        b.Append("<th>all, sizes of their own</th><th>all, one size</th><th>log odds of one size</th></tr>");
        foreach (int i in order)
        {
            b.Append($"<tr><td>{E(r.Theories[i].Name)}</td>");
            foreach (var u in r.Units)
            {
                b.Append($"<td class=n>{F(u.Verdict.Posterior[i], "0.000")}</td>");
            }

            b.Append($"<td class=n>{F(own[i], "0.000")}</td><td class=n>{F(r.Posterior[i], "0.000")}</td><td class=n>{Signed(r.Theories[i].LogMarginalLikelihood - sums[i], "0.0")}</td></tr>");
        }

        b.Append("</table><p class=\"note\">Posterior probabilities at equal prior odds. “Sizes of their own”: the theory is the same in every unit, its weights and chances are not (evidence multiplies). “One size”: every weight and chance is shared. "
            + "The last column compares the two for each theory; far below zero means that the units differ in size, which is what one expects of different countries.</p>");
        b.Append("<table><tr><th>unit</th><th>leads</th><th>capacity, averaged</th><th>exertion, averaged</th><th>influence, averaged</th></tr>");
        foreach (var u in r.Units)
        {
            b.Append($"<tr><td>{E(u.Unit)}</td><td>{E(u.Verdict.Best.Length == 0 ? "–" : u.Verdict.Best)}</td><td class=n>{Interval(u.Verdict.Capacity)}</td><td class=n>{Interval(u.Verdict.Exertion)}</td><td class=n>{Interval(u.Verdict.Influence)}</td></tr>");
        }

        b.Append("</table>");
    }
}
