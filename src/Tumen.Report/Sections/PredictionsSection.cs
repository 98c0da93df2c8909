using System.Text;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>What is foretold: every prediction as numbers with intervals, averaged over the theories and theory by theory.</summary>
internal static class PredictionsSection
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        if (r.Predictions.IsEmpty)
        {
            return;
        }

        b.Append($"<p>{E(r.Study.Predictions!.Source)}. Each number is averaged over the theories by their probability unless a theory is named; intervals are the middle 90 % of posterior draws (95 % by block bootstrap for scores). "
            + "The last column names the theories whose own draws bear the prediction out nine times in ten.</p>");
        b.Append("<div class=\"wide\"><table><tr><th>prediction</th><th>says</th><th>verdict</th><th>number</th><th class=n>value</th><th>unit</th><th>borne out under</th></tr>");
        foreach (var p in r.Predictions)
        {
            var checks = p.Result.Checks;
            for (int k = 0; k < checks.Length; k++)
            {
                var c = checks[k];
                string span = $" rowspan={checks.Length}";
                b.Append("<tr>");
                if (k == 0)
                {
                    b.Append($"<td{span}>{E(p.Result.Claim.Id)}{(p.Result.Claim.Where is { } w ? $"<br><span class=\"q\">{E(w)}</span>" : "")}</td><td{span}>{E(p.Result.Claim.Text)}{(p.Result.Claim.Remark is { } remark ? $"<p class=\"note\">{E(remark)}</p>" : "")}</td>"
                        + $"<td{span} class=\"v {Class(p.Result.Verdict)}\">{ClaimResult.Words(p.Result.Verdict)}</td>");
                }

                string format = Math.Abs(c.Value) < 10 ? "0.000" : "0.0";
                b.Append($"<td>{E(c.Says)}: <b class=\"{Class(c.Verdict)}\">{ClaimResult.Words(c.Verdict)}</b></td><td class=n>{Signed(c.Value, format)}{(double.IsNaN(c.Low) ? "" : $" [{Signed(c.Low, format)}, {Signed(c.High, format)}]")}</td><td>{E(c.Unit)}</td>");
                if (k == 0)
                {
                    b.Append($"<td{span}>{E(p.BorneOutUnder.IsEmpty ? "none" : string.Join(", ", p.BorneOutUnder))}</td>");
                }

                b.Append("</tr>");
            }
        }

        b.Append("</table></div>");
        foreach (var p in r.Predictions)
        {
            Theories(b, r, order, p);
        }
    }

    private static void Theories(StringBuilder b, StudyResults r, int[] order, PredictionResult p)
    {
        var rows = order.Select(i => r.Theories[i].Name).Where(t => p.ByTheory.Any(c => c.Any(x => x.Theory == t))).ToArray();
        if (rows.Length == 0)
        {
            return;
        }

        b.Append($"<details><summary>{E(p.Result.Claim.Id)} theory by theory</summary><div class=\"wide\"><table><tr><th>theory</th>{string.Concat(p.Result.Checks.Select(c => $"<th class=n>{E(c.Says)}</th>"))}</tr>");
        foreach (string theory in rows)
        {
            b.Append($"<tr><td>{E(theory)}</td>");
            foreach (var check in p.ByTheory)
            {
                b.Append($"<td class=n>{(check.FirstOrDefault(x => x.Theory == theory) is { } x ? Cell(x) : "–")}</td>");
            }

            b.Append("</tr>");
        }

        b.Append("</table></div></details>");
    }

    private static string Cell(PredictionRow x)
    {
        string format = Math.Abs(x.Value) < 10 ? "0.000" : "0.0";
        return $"{Signed(x.Value, format)}{(double.IsNaN(x.Low) ? "" : $" [{Signed(x.Low, format)}, {Signed(x.High, format)}]")}{(double.IsNaN(x.Agrees) ? "" : $" <span class=\"q\">{F(x.Agrees)}</span>")}";
    }

    private static string Class(ClaimVerdict v) => v switch
    {
        ClaimVerdict.Supported => "yes",
        ClaimVerdict.Contradicted => "no",
        _ => "open",
    };
}
