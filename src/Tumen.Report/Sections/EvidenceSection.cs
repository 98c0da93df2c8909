using System.Globalization;
using System.Text;
using Tumen.Numerics;
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
        double loudest = r.Evidence.SelectMany(e => e.ByPeriod).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        foreach (var e in r.Evidence)
        {
            string finding = Finding(e, r.Study.Game.Period);
            b.Append($"<figure><h3>{E(finding)}</h3>");
            b.Append(SignedSeries.Draw($"{finding}. {Total(e)}", periods, e.ByPeriod, [.. e.Top.Select(m => new PeriodNote(Array.FindIndex(periods, p => m.Period.EndsWith(p, StringComparison.Ordinal)), ReaderNames.In(r.Study.Game, m.Moves))).Where(n => n.Period >= 0)], reach: loudest));
            b.Append($"<figcaption>A bar up: the {E(r.Study.Game.Period)}'s moves were more probable under {E(e.First)} than under {E(e.Second)}; +0.7 is twice as probable, in nats; beneath, the running total. {E(Total(e))} Both charts have one scale. Moves only: it does not show what the changes of the situation add.</figcaption></figure>");
            b.Append("<details><summary>The ten months that matter most, and the events behind them</summary><table><tr><th>month</th><th class=n>nats</th><th>moves</th><th>events</th></tr>");
            foreach (var m in e.Top)
            {
                b.Append($"<tr><td>{E(m.Period)}</td><td class=n>{m.Nats.ToString("+0.00;-0.00", CultureInfo.InvariantCulture)}</td><td>{E(ReaderNames.In(r.Study.Game, m.Moves))}</td><td>{string.Join("<br>", m.Events.Select(E))}</td></tr>");
            }

            b.Append("</table></details>");
        }
    }

    // The months that decide, if any do: odds of two to one are the least that a reader would notice.
    private static string Finding(EvidenceTable e, string period)
    {
        double[] all = [.. e.ByPeriod.Where(double.IsFinite)];
        double loudest = all.Select(Math.Abs).DefaultIfEmpty(0).Max(), total = all.Sum(), top = total - e.WithoutTop;
        return loudest < Elementary.Log(2) ? $"{e.First} against {e.Second}: no {period} decides; the loudest is {Spoken.Odds(Elementary.Exp(loudest))}"
            : $"{e.First} against {e.Second}: {Spoken.Count(Math.Min(10, e.Top.Length), period)} carry {Signed(top, "0.0")} of {Signed(total, "0.0")} nats";
    }

    private static string Total(EvidenceTable e) => $"All together {Signed(e.ByPeriod.Where(double.IsFinite).Sum(), "0.0")} nats; without the loudest ten {Signed(e.WithoutTop, "0.0")}.";
}
