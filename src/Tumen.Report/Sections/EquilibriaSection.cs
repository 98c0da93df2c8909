using System.Globalization;
using System.Text;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>How many equilibria each theory's game has at its estimate, how stable they are, and which one fits.</summary>
internal static class EquilibriaSection
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        var taken = order.Select(i => r.Scrutiny?.Theories[i]).OfType<ScrutinyWork>().Where(w => w.Censuses.Length > 0).ToArray();
        if (taken.Length == 0)
        {
            return;
        }

        var several = taken.Where(w => w.Censuses.Any(c => c.Entries.Length > 1)).Select(w => w.Theory).ToArray();
        int starts = taken.Max(w => w.Censuses.Max(c => c.Starts));
        b.Append($"<p>{(several.Length == 0 ? $"For every theory all of {starts} starts that ended at an equilibrium led to one and the same." : $"More than one equilibrium was found for {E(string.Join(", ", several))}.")} "
            + $"One start follows the branch from the uniform strategy at λ = 0, which is the one that fits use; {Scrutineer.CensusStarts} begin at wild action values. That no other equilibrium was found is no proof that there is none. Nothing in this report is averaged over equilibria.</p>");
        b.Append("<div class=\"wide\"><table><tr><th>theory</th><th>equilibrium</th><th class=n>starts that led to it</th><th class=n>spectral radius</th><th class=n>distance to a fold</th><th class=n>log-lik.</th><th class=n>of moves</th><th class=n>residual</th><th class=n>one-shot gain</th><th class=n>regret</th></tr>");
        foreach (var w in taken)
        {
            foreach (var c in w.Censuses)
            {
                for (int e = 0; e < c.Entries.Length; e++)
                {
                    var x = c.Entries[e];
                    string which = (x.Selected ? "used" : "another") + (ReferenceEquals(x, c.BetterFitting) ? ", under which the record is likelier" : "");
                    b.Append($"<tr><td>{(e == 0 ? E(w.Theory + (c.Game.Length > 0 ? $" ({c.Game})" : "")) : "")}</td><td>{which}</td><td class=n>{x.Hits} of {c.Starts}{(c.Failed > 0 ? $" ({c.Failed} failed)" : "")}</td><td class=n>{F(x.SpectralRadius, "0.000")}</td><td class=n>{F(x.FoldDistance, "0.0000")}</td>"
                        + $"<td class=n>{F(x.LogLikelihood, "0.00")}</td><td class=n>{F(x.MoveLogLikelihood, "0.00")}</td><td class=n>{Tiny(x.Residual)}</td><td class=n>{Tiny(x.OneShotGain)}</td><td class=n>{Tiny(x.Regret)}</td></tr>");
                }

                if (c.Entries.Length == 0)
                {
                    b.Append($"<tr><td>{E(w.Theory)}</td><td>none was certified</td><td class=n>0 of {c.Starts}</td><td></td><td></td><td></td><td></td><td></td><td></td><td></td></tr>");
                }
            }
        }

        b.Append("</table></div><p class=\"note\">At the maximum-likelihood estimate. Spectral radius: growth a round of a small departure when everyone re-solves its own problem against the others' last strategies; below 1 play returns. Distance to a fold: smallest singular value of the linearised value equations; near 0 two equilibria are about to merge and vanish. "
            + "Certificate: residual, the largest distance of a chance from the logit response to exact values; one-shot gain and regret, the most that any player could gain in any situation by one departure, or by re-solving its whole problem, in units of choice noise.</p>");
    }

    private static string Tiny(double x) => double.IsFinite(x) ? x.ToString("0e+0", CultureInfo.InvariantCulture) : "–";
}
