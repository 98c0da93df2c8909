using System.Text;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>Every claim of the text with its verdict, the number behind it and the events behind the number.</summary>
internal static class ClaimsSection
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        if (r.Claims.IsEmpty)
        {
            return;
        }

        var counts = Enum.GetValues<ClaimVerdict>().Select(v => (Verdict: v, Count: r.Claims.Count(c => c.Verdict == v))).Where(x => x.Count > 0);
        b.Append($"<p>{E(r.Study.Claims!.Source)}: {r.Claims.Length} {(r.Claims.Length == 1 ? "claim" : "claims")}; {E(string.Join(", ", counts.Select(x => $"{x.Count} {ClaimResult.Words(x.Verdict)}")))}.</p>");
        b.Append("<div class=\"wide\"><table><tr><th>claim</th><th>kind</th><th>says</th><th>verdict</th><th class=numbers>numbers</th>");
        foreach (var c in r.Codings.Skip(1))
        {
            b.Append($"<th>{E(c.Record)}</th>");
        }

        b.Append("</tr>");
        foreach (var c in r.Claims)
        {
            b.Append($"<tr id=\"claim-{E(c.Claim.Id)}\"><td>{E(c.Claim.Id)}{(c.Claim.Where is { } where ? $"<br><span class=\"q\">{E(where)}</span>" : "")}</td><td>{E(c.Claim.Kind)}</td><td>{E(c.Claim.Text)}</td><td class=\"v {Class(c.Verdict)}\">{ClaimResult.Words(c.Verdict)}</td><td>");
            b.Append(c.Claim.NotObservable is { } why ? E(why) : string.Concat(c.Checks.Select(Check)));
            b.Append(c.Claim.Remark is { } remark ? $"<p class=\"note\">{E(remark)}</p>" : "");
            b.Append("</td>");
            foreach (var (_, verdict) in c.ByCoding.Skip(1))
            {
                b.Append($"<td class=\"v {Class(verdict)}\">{ClaimResult.Words(verdict)}</td>");
            }

            b.Append("</tr>");
        }

        b.Append("</table></div><p class=\"note\">A claim is supported when every check is, contradicted when any is. Checks of the record are differences of rates: block-bootstrap intervals, or errors within each stretch where two stretches are compared; checks of theories ask ten-to-one odds or a posterior chance of 0.9. "
            + "<i>Built in</i> is what nine in ten draws from the priors say already and the record does not turn: the assumptions speak there. "
            + "Every other column works everything out again under its coding: counts, fits, foresight, eras and what-ifs; only episodes are those of the main coding. Checks by counting allow for their number (Benjamini and Hochberg at .1).</p>");
    }

    private static string Check(CheckResult c)
    {
        string number = double.IsNaN(c.Value) ? "–" : $"{Signed(c.Value, Format(c))}{(double.IsNaN(c.Low) ? "" : $" [{Signed(c.Low, Format(c))}, {Signed(c.High, Format(c))}]")} {E(c.Unit)}";
        string behind = c.Behind.IsEmpty ? "" : $"<details><summary>months behind it</summary>{string.Join("<br>", c.Behind.Select(E))}</details>";
        return $"<div class=\"check\"><b class=\"{Class(c.Verdict)}\">{ClaimResult.Words(c.Verdict)}</b>: {E(c.Says)}: {number}. <span class=\"q\">{E(c.Why)}</span>{behind}</div>";
    }

    private static string Format(CheckResult c) => Math.Abs(c.Value) < 0.1 ? "0.0000" : Math.Abs(c.Value) < 10 ? "0.00" : "0.0";

    private static string Class(ClaimVerdict v) => v switch
    {
        ClaimVerdict.Supported => "yes",
        ClaimVerdict.Contradicted => "no",
        _ => "open",
    };
}
