using System.Text;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>What the fitted theories imply that could be seen: how much each situation moves each player.</summary>
internal static class ImplicationsSection
{
    private const double Least = 0.02;

    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        var all = r.Theories.SelectMany(t => t.Contrasts).GroupBy(c => (c.Player, c.Move, c.Situation, c.Low, c.High));
        // Contrasts on which the theories differ: those they share are the base game's and tell nothing apart.
        var columns = all.Where(g => g.Max(c => c.Difference) - g.Min(c => c.Difference) >= Least).OrderByDescending(g => g.Max(c => c.Difference) - g.Min(c => c.Difference)).Select(g => g.Key).Take(14).ToArray();
        if (columns.Length == 0)
        {
            return;
        }

        b.Append("<p>Change in the chance of a move, in percentage points, when a situation stands one level higher and all else is as in the record's months. Only contrasts on which the theories differ by two points or more.</p><div class=\"wide\"><table><tr><th>theory</th>");
        foreach (var c in columns)
        {
            b.Append($"<th>{E(c.Player)} {E(c.Move)}<br><span class=\"q\">{E(c.Situation)}: {E(c.Low)} → {E(c.High)}</span></th>");
        }

        b.Append("</tr>");
        foreach (int i in order)
        {
            var t = r.Theories[i];
            b.Append($"<tr><td>{E(t.Name)}</td>");
            foreach (var key in columns)
            {
                double x = t.Contrasts.FirstOrDefault(c => (c.Player, c.Move, c.Situation, c.Low, c.High) == key)?.Difference ?? double.NaN;
                b.Append($"<td class=n>{(Math.Abs(x) < 0.005 ? "" : Signed(100 * x, "0.0"))}</td>");
            }

            b.Append("</tr>");
        }

        b.Append("</table></div><p class=\"note\">Blank: below half a point. At posterior modes.</p>");
    }
}
