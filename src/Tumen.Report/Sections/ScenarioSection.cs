using System.Text;
using Tumen.Report.Drawing;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>What-ifs: what each changes under every theory, and averaged over them.</summary>
internal static class ScenarioSection
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        if (r.Scenarios.IsEmpty)
        {
            return;
        }

        b.Append("<p class=\"note\">Each what-if changes the game and solves it again under every theory at its posterior mode and at posterior draws. Numbers: change in the long-run share of a move (percentage points), in net rewards a month, "
            + "and in leverage; “sign” is the share of draws that move the same way as the mode.</p>");
        foreach (var spec in r.Study.Study.Scenarios)
        {
            var rows = order.Select(i => (Index: i, Work: r.Scenarios.FirstOrDefault(s => s.Scenario == spec.Name && s.Theory == r.Theories[i].Name))).Where(x => x.Work is not null).ToArray();
            if (rows.Length > 0)
            {
                One(b, r, spec.Name, [.. rows.Select(x => (x.Index, x.Work!))]);
            }
        }
    }

    private static void One(StringBuilder b, StudyResults r, string name, (int Index, ScenarioWork Work)[] rows)
    {
        b.Append($"<h3>{E(name)}</h3>");
        var quiet = new[] { r.Study.Game.Threats, r.Study.Game.Instruments }.Where(s => s is not null).SelectMany(s => r.Study.Game.Players[s!.Player].Moves
            .Where((_, a) => a != s.Quiet).Select(m => $"share {r.Study.Game.Players[s.Player].Name} {m}")).ToHashSet();
        string[] columns = [.. rows.SelectMany(x => x.Work.Quantities).Select(q => q.Name).Distinct().Where(q => quiet.Contains(q) || !q.Contains(' ', StringComparison.Ordinal))];
        b.Append("<div class=\"wide\"><table><tr><th>theory</th><th>probability</th>");
        foreach (string c in columns)
        {
            b.Append($"<th>{E(c)}</th>");
        }

        b.Append("<th>never-seen months</th><th>remarks</th></tr><tr class=\"base\"><td>averaged</td><td></td>");
        foreach (string c in columns)
        {
            var parts = rows.Select(x => (Weight: r.Posterior[x.Index], Q: x.Work.Quantities.FirstOrDefault(q => q.Name == c))).Where(x => x.Q is { Changes.Length: > 0 } && x.Weight > 0 && double.IsFinite(x.Q.Change)).ToArray();
            b.Append($"<td class=n>{(parts.Length == 0 ? "–" : Range(Mixture.Interval([.. parts.Select(x => (x.Weight, x.Q!.Change, x.Q.Changes))]), Scale(parts[0].Q!)))}</td>");
        }

        b.Append("<td></td><td></td></tr>");
        foreach (var (i, w) in rows)
        {
            b.Append($"<tr><td>{E(w.Theory)}</td><td class=n>{F(r.Posterior[i], "0.000")}</td>");
            foreach (string c in columns)
            {
                b.Append($"<td class=n>{(w.Quantities.FirstOrDefault(q => q.Name == c) is { } q ? Cell(q) : "–")}</td>");
            }

            b.Append($"<td class=n>{F(100 * w.Unseen, "0")} %</td><td>{E(string.Join("; ", w.Status == "solved" ? w.Notes : [w.Status, .. w.Notes]))}</td></tr>");
        }

        b.Append("</table></div>");
        if (rows[0].Work.Paths.Length > 0)
        {
            b.Append($"<details><summary>Month by month under {E(rows[0].Work.Theory)}</summary>");
            foreach (var p in rows[0].Work.Paths)
            {
                string[] months = [.. Enumerable.Range(0, p.With.Length).Select(t => $"+{t}")];
                b.Append(LinePlot.Draw($"{p.Name} after the change and without it", months, [new LineSeries(p.Name, Tone.Blue, p.With, p.Without)]));
            }

            b.Append("</details>");
        }
    }

    private static double Scale(QuantityWork q) => q.Name.StartsWith("share ", StringComparison.Ordinal) ? 100 : 1;

    private static string Range(IntervalWork i, double scale)
    {
        string format = scale > 1 ? "0.0" : Math.Abs(i.Value) >= 1 ? "0.0" : "0.000";
        return $"{Signed(scale * i.Value, format)} [{Signed(scale * i.Low, format)}, {Signed(scale * i.High, format)}]";
    }

    private static string Cell(QuantityWork q)
    {
        double scale = Scale(q);
        string format = scale > 1 ? "0.0" : Math.Abs(q.Change) >= 1 ? "0.0" : "0.000";
        if (q.Changes.Length == 0 || !double.IsFinite(q.Change))
        {
            return Signed(scale * q.Change, format);
        }

        double same = q.Changes.Count(d => Math.Sign(Math.Abs(d) < 1e-9 ? 0 : d) == Math.Sign(Math.Abs(q.Change) < 1e-9 ? 0 : q.Change)) / (double)q.Changes.Length;
        return $"{Signed(scale * q.Change, format)} <span class=\"q\">sign {F(same, "0.00")}</span>";
    }
}
