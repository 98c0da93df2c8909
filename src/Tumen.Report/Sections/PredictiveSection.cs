using System.Text;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>Moves and their spells in records that each theory makes, beside the record itself.</summary>
internal static class PredictiveSection
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        var works = order.Select(i => r.Scrutiny?.Theories[i]).OfType<ScrutinyWork>().Where(w => w.Predictive.Length > 0).ToArray();
        if (works.Length == 0)
        {
            return;
        }

        string month = r.Study.Game.Period;
        var leader = works[0];
        b.Append($"<p>Could the theories have made this record? {leader.Predictive[0].Share.Records} records of its length, made by {E(leader.Theory)} at draws from its posterior: how often each move is made, and for how many {E(month)}s in a row.</p>");
        b.Append($"<div class=\"wide\"><table><tr><th>player</th><th>move</th><th class=n>share in the record</th><th class=n>in simulated ones [5 %, 95 %]</th><th class=n>tail chance</th><th class=n>{E(month)}s in a row in the record</th><th class=n>in simulated ones [5 %, 95 %]</th><th class=n>tail chance</th></tr>");
        foreach (var p in leader.Predictive)
        {
            b.Append($"<tr><td>{E(p.Player)}</td><td>{E(p.Move)}</td>{Cells(p.Share, "0.000")}{Cells(p.Spell, "0.0")}</tr>");
        }

        b.Append("</table></div><h3>All theories</h3><table><tr><th>theory</th><th class=n>numbers outside nine tenths</th><th>which (record against the simulated mean)</th></tr>");
        foreach (var w in works)
        {
            var all = w.Predictive.SelectMany(p => new[] { (p.Player, p.Move, What: "share", Format: "0.000", N: (PredictiveNumber?)p.Share), (p.Player, p.Move, What: $"{month}s in a row", Format: "0.0", N: p.Spell) }).Where(x => x.N is not null).ToArray();
            var outside = all.Where(x => x.N!.Outside).OrderBy(x => x.N!.Chance).ToArray();
            b.Append($"<tr><td>{E(w.Theory)}</td><td class=n>{outside.Length} of {all.Length}</td><td>{E(string.Join("; ", outside.Take(6).Select(x => $"{x.Player} {x.Move}, {x.What} {F(x.N!.Record, x.Format)} against {F(x.N.Mean, x.Format)}")))}{(outside.Length > 6 ? "; …" : "")}</td></tr>");
        }

        b.Append("</table><p class=\"note\">Posterior predictive check (Rubin 1984). A theory whose spells are too short misses something that lasts; one whose shares are off misses how often a move is made at all. Tail chance: twice the smaller share of simulated records on one side of the record. Having been fitted to the record, "
            + "a theory looks better here than it is; of many numbers one in ten lies outside nine tenths by luck, and they hang together.</p>");
    }

    private static string Cells(PredictiveNumber? x, string format) => x is null ? "<td class=n>–</td><td class=n>–</td><td class=n>–</td>"
        : $"<td class=n>{F(x.Record, format)}</td><td class=n>{F(x.Mean, format)} [{F(x.Low, format)}, {F(x.High, format)}]</td><td class=\"n{(x.Outside ? " no" : "")}\">{F(x.Chance)}</td>";
}
