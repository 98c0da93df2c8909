using System.Text;
using Tumen.Numerics;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>What to watch next: how each indicator would move the odds between the theories.</summary>
internal static class WatchSection
{
    /// <summary>One row an indicator, the most instructive first, and what records of known truth say.</summary>
    public static void Overview(StringBuilder b, StudyResults r, int[] order)
    {
        foreach (var reason in r.Answer.Checks.IsDefaultOrEmpty ? [] : r.Answer.Checks.Where(c => c.Kind == ReasonKind.Power).Take(1))
        {
            b.Append($"<p>{E(reason.Words)}</p>");
        }

        if (r.Watch.IsEmpty)
        {
            return;
        }

        b.Append("<table><tr><th>watch for</th><th class=n>chance, averaged</th><th class=n>of what is unknown, it would remove</th><th>what it would do</th></tr>");
        foreach (var item in r.Watch)
        {
            b.Append($"<tr><td>{E(ReaderNames.In(r.Study.Game, item.Indicator.Name))}, within {E(Spoken.Count(item.Indicator.Within, r.Study.Game.Period))}</td><td class=n>{F(item.Chance)}</td><td class=n>{F(100 * item.Information / Math.Max(item.Uncertainty, double.Epsilon), "0.0")} %</td><td>{E(item.Says)}</td></tr>");
        }

        b.Append("</table>");
    }

    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        if (r.Watch.IsEmpty)
        {
            return;
        }

        b.Append($"<p>After {E(r.Watch[0].After)}, the most instructive first. The theories' odds hold {F(r.Watch[0].Uncertainty / Elementary.Log(2), "0.00")} bits of uncertainty today; expected information says how much of it an indicator is expected to remove.</p>");
        foreach (var item in r.Watch)
        {
            b.Append($"<h3>{E(item.Indicator.Name)}</h3><p>{E(r.Study.Game.Players.FirstOrDefault(p => p.Name == item.Indicator.Player)?.Display ?? item.Indicator.Player)} plays {E(string.Join(" or ", item.Indicator.Moves))} within {E(Spoken.Count(item.Indicator.Within, r.Study.Game.Period))}: {E(item.Says)}. Expected information {F(item.Bits, "0.000")} bits.</p>");
            b.Append("<details><summary>By theory</summary><table><tr><th>theory</th><th class=n>today</th><th class=n>chance</th><th class=n>if it happens</th><th class=n>if not</th><th class=n>factor if it happens</th><th class=n>if not</th></tr>");
            foreach (var v in item.Verdicts.OrderByDescending(v => v.Prior))
            {
                b.Append($"<tr><td>{E(v.Theory)}</td><td class=n>{F(v.Prior, "0.000")}</td><td class=n>{F(v.Chance)} [{F(v.Low)}, {F(v.High)}]</td><td class=n>{F(v.IfHappens, "0.000")}</td><td class=n>{F(v.IfNot, "0.000")}</td><td class=n>{F(v.FactorIfHappens)}</td><td class=n>{F(v.FactorIfNot)}</td></tr>");
            }

            b.Append("</table></details>");
        }
    }
}
