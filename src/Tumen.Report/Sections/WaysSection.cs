using System.Text;
using Tumen.Report.Drawing;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>What the answer hangs on: one line for every way of asking.</summary>
internal static class WaysSection
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        if (WaysOfAsking.Of(r) is not { } ways || ways.All.Length < 2)
        {
            return;
        }

        b.Append($"<table><tr><th>asked</th><th class=n>{E(ways.First.Name)}</th><th class=n>{E(ways.Second.Name)}</th><th>most probable single theory</th><th class=n>its probability</th></tr>");
        foreach (var (group, way) in ways.Groups.SelectMany(g => g.Ways.Select(w => (g.Name, w))).Prepend(("", ways.AsWritten)))
        {
            b.Append($"<tr><td>{E(way.Name)}{(group.Length == 0 ? "" : $" <span class=\"q\">{E(group.ToLowerInvariant())}</span>")}</td><td class=n>{Share(way.First)}</td><td class=n>{Share(way.Second)}</td><td>{E(way.Leader)}</td><td class=n>{Share(way.LeaderProbability)}</td></tr>");
        }

        b.Append($"</table><p class=\"note\">Before the record {Share(ways.First.Prior)} and {Share(ways.Second.Prior)}. Posterior probabilities at equal prior odds of the theories; the ways overlap, and are not votes.</p>");
    }

    private static string Share(double p) => E(TextMeasure.Share(p));
}
