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
        if (r.Theories.Length > 1)
        {
            b.Append("<figure>").Append(Matrix.Draw("local power", [.. r.Theories.Select(t => t.Name)], [.. r.LocalPower.Select((row, i) => (IReadOnlyList<double>)[.. row.Select((x, j) => i == j ? double.NaN : x)])], "0.0", "if true", "fitted"));
            b.Append("<figcaption>Local power: 2 × expected difference in log-likelihood if the row is true at its posterior mode and the column is fitted to this record's situations. 7.9 is what one weight needs for 80 % power at 5 %; below that the record is unlikely to tell the two apart. "
                + "Local approximation, sign restrictions off.</figcaption></figure>");
        }
    }
}
