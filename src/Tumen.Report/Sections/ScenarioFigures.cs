using System.Text;
using Tumen.Report.Drawing;
using Tumen.Scenarios;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>A what-if under one theory as small multiples: courses, responses, rhythm and first times, without the change and with it, each with the band of its draws.</summary>
internal static class ScenarioFigures
{
    /// <summary>Draws the figures of one what-if.</summary>
    public static void Write(StringBuilder b, ScenarioWork work)
    {
        if (work.Curves.Length == 0)
        {
            return;
        }

        b.Append($"<details><summary>Figures under {E(work.Theory)}: month by month, responses, rhythm, first times</summary><div class=\"multiples\">");
        foreach (var c in work.Curves)
        {
            string axis = c.Group == CurveGroups.Spectrum ? "period, months" : "months from now";
            string title = c.Group switch
            {
                CurveGroups.Spectrum => $"spectrum: {c.Name}",
                CurveGroups.Passage => $"chance of {c.Name} by then",
                _ => c.Name,
            };
            b.Append(BandPlot.Draw(title, c.At, axis,
                [new BandSeries("without", Tone.Gray, c.Before, c.BeforeLow, c.BeforeHigh), new BandSeries("with", Tone.Blue, c.After, c.AfterLow, c.AfterHigh)], c.Group == CurveGroups.Spectrum));
        }

        b.Append("</div>");
        Table(b, work);
        b.Append("</details>");
    }

    // Return times, the cycle, its rhythm and leverage, before and after.
    private static void Table(StringBuilder b, ScenarioWork work)
    {
        var rows = work.Quantities.Where(q => !q.Name.StartsWith("share ", StringComparison.Ordinal)).ToArray();
        b.Append("<table><tr><th>number</th><th class=n>without</th><th class=n>with</th><th class=n>change, 90 % of draws</th><th>unit</th></tr>");
        foreach (var q in rows)
        {
            var i = q.Changes.Length == 0 || !double.IsFinite(q.Change) ? null : Mixture.Interval([(1, q.Change, q.Changes)]);
            string format = Math.Abs(q.Before) >= 10 ? "0.0" : "0.000";
            b.Append($"<tr><td>{E(q.Name)}</td><td class=n>{F(q.Before, format)}</td><td class=n>{(double.IsPositiveInfinity(q.After) ? "never" : F(q.After, format))}</td>"
                + $"<td class=n>{(i is null ? "–" : $"{Signed(i.Value, format)} [{Signed(i.Low, format)}, {Signed(i.High, format)}]")}</td><td>{E(q.Unit)}</td></tr>");
        }

        b.Append("</table>");
    }
}
