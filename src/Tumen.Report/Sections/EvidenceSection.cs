using System.Globalization;
using System.Text;
using Tumen.Report.Drawing;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>Which months speak for the leading theory and which against it, and what was done in them.</summary>
internal static class EvidenceSection
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        string[] periods = [.. r.Study.Records[0].Table.Units.SelectMany(u => u.Periods)];
        foreach (var e in r.Evidence)
        {
            b.Append($"<h3>{E(e.First)} against {E(e.Second)}</h3><figure>");
            b.Append(SignedSeries.Draw($"evidence by month, {e.First} against {e.Second}", periods, e.ByPeriod, [.. e.Top.Select(m => new PeriodNote(Array.FindIndex(periods, p => m.Period.EndsWith(p, StringComparison.Ordinal)), m.Moves)).Where(n => n.Period >= 0)]));
            b.Append($"<figcaption>Bars: log score of the month's moves under {E(e.First)} less that under {E(e.Second)}, in nats; beneath, the running total. Total {F(e.ByPeriod.Sum())} nats; without the ten months below {F(e.WithoutTop)}.</figcaption></figure>");
            b.Append("<details><summary>The ten months that matter most, and the events behind them</summary><table><tr><th>month</th><th class=n>nats</th><th>moves</th><th>events</th></tr>");
            foreach (var m in e.Top)
            {
                b.Append($"<tr><td>{E(m.Period)}</td><td class=n>{m.Nats.ToString("+0.00;-0.00", CultureInfo.InvariantCulture)}</td><td>{E(m.Moves)}</td><td>{string.Join("<br>", m.Events.Select(E))}</td></tr>");
            }

            b.Append("</table></details>");
        }
    }
}
