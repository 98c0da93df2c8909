using System.Text;
using Tumen.Report.Drawing;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>Weights and theories that this record cannot tell apart.</summary>
internal static class IdentificationSection
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        if (r.Remarks.Length > 0)
        {
            b.Append("<h3>Found before and after the fits</h3><table><tr><th>theories</th><th>what</th><th>remedy</th></tr>");
            foreach (var x in r.Remarks)
            {
                b.Append($"<tr><td>{E(x.All ? "every theory" : string.Join(", ", x.Theories))}</td><td>{(x.Remark.Stops ? "<b>cannot be fitted</b>: " : "")}{E(x.Remark.Says)}</td><td>{E(x.Remark.Remedy)}</td></tr>");
            }

            b.Append("</table><p class=\"note\">A theory that cannot be fitted has no probability and no rank; the others are compared among themselves.</p>");
        }

        b.Append("<ul>");
        foreach (var t in r.Theories.Where(t => t.Weak.Length > 0))
        {
            b.Append($"<li><b>{E(t.Name)}</b>: {E(string.Join("; ", t.Weak.Select(w => w.Says)))}</li>");
        }

        foreach (string e in r.Merged.Concat(r.Equivalences))
        {
            b.Append($"<li>{E(e)}</li>");
        }

        b.Append("</ul>");
        if (r.Confusion is { } c)
        {
            b.Append("<h3>What wins when what is true</h3><figure>").Append(Matrix.Draw("share of simulated records that each theory wins", c.Theories, [.. c.Matrix.Cells.Select(row => (IReadOnlyList<double>)[.. row.Select(x => x.Share)])], "0.00", "if true", "wins"));
            int leader = c.Theories.IndexOf(r.Answer.Best);
            string how = !c.Local ? "and every theory refitted"
                : $"and every theory weighed without a refit, by the log posterior of all motives taken as quadratic at the truth{(r.Theories.Where(t => !c.Theories.Contains(t.Name)).Select(t => E(t.Name)).ToArray() is { Length: > 0 } others ? $" ({string.Join(", ", others)} {(others.Length == 1 ? "assumes" : "assume")} more than motives and {(others.Length == 1 ? "takes" : "take")} no part)" : "")}";
            b.Append($"<figcaption>Records of this length simulated from each theory at its posterior mode, {c.Matrix.Cells[0][0].Of} each, {how}; a theory wins by the largest marginal likelihood. The truth wins {F(100 * c.Matrix.Right.Share, "0")} % [{F(100 * c.Matrix.Right.Low, "0")}, {F(100 * c.Matrix.Right.High, "0")}] of all records; by luck it would win {F(100.0 / c.Theories.Length, "0")} %. "
                + (leader >= 0 && double.IsFinite(c.WhenItLeads[leader]) ? $"Of the records on which {E(r.Answer.Best)} led, it had made {F(100 * c.WhenItLeads[leader], "0")} %. " : "")
                + $"{E(c.Says)}. {c.Matrix.Failures.Failed} of {c.Matrix.Failures.Of} {(c.Local ? "could not be weighed" : "refits failed or stalled")}.</figcaption></figure>");
        }

        if (r.Theories.Length > 1)
        {
            b.Append("<figure>").Append(Matrix.Draw("local power", [.. r.Theories.Select(t => t.Name)], [.. r.LocalPower.Select((row, i) => (IReadOnlyList<double>)[.. row.Select((x, j) => i == j ? double.NaN : x)])], "0.0", "if true", "fitted"));
            b.Append("<figcaption>Local power: 2 × expected difference in log-likelihood if the row is true at its posterior mode and the column is fitted to this record's situations. 7.9 is what one weight needs for 80 % power at 5 %; below that the record is unlikely to tell the two apart. "
                + "Local approximation, sign restrictions off.</figcaption></figure>");
        }
    }
}
