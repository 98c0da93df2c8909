using System.Text;
using Tumen.Report.Drawing;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>What the record could tell apart, before any theory is fitted to it.</summary>
internal static class BeforeSection
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        if (!r.Designs.IsEmpty)
        {
            Pairs(b, r);
        }

        PriorIdentificationTable.Write(b, r);
    }

    private static void Pairs(StringBuilder b, StudyResults r)
    {
        b.Append("<p>2 × expected difference in log-likelihood if the row is true, with its own weights at the size their priors expect, and the column is fitted. "
            + "7.9 is what one weight needs for 80 % power at 5 %. Where a pair stays below, a verdict between the two would be luck.</p>");
        var names = r.Designs[0].Before.Theories;
        b.Append("<figure>").Append(Matrix.Draw("what this record could tell apart before any fit", names, [.. names.Select((_, i) => (IReadOnlyList<double>)[.. names.Select((_, j) => i == j ? double.NaN : r.Designs[0].Before.Table[i][j])])], "0.0", "if true", "fitted")).Append("</figure>");
        if (r.Designs.Length > 1)
        {
            b.Append("<table><tr><th>design</th><th>pairs that it could separate</th></tr>");
            foreach (var d in r.Designs)
            {
                b.Append($"<tr><td>{E(d.Name)}</td><td class=n>{F(100 * d.Before.Separable, "0")} %</td></tr>");
            }

            b.Append("</table><p class=\"note\">The share of ordered pairs at 7.9 or more. The design in use stands first; it was kept for what its laws and codings say, and this table says what that costs or gains in power.</p>");
        }
    }
}
