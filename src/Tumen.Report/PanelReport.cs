using System.Text;
using Tumen.Report.Drawing;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>A panel with learnt pooling as one self-contained HTML file.</summary>
public static class PanelReport
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "panel.html";

    /// <summary>Writes the report.</summary>
    public static string Write(PanelResults r)
    {
        var b = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        b.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        b.Append($"<title>{E(r.Study.Study.Question)}</title><style>{ReportStyle.Css}{ChartStyle.Css}</style></head><body><main>");
        b.Append($"<h1>{E(r.Study.Study.Question)}</h1><p>{E(r.Sentences[^1])}</p>");
        Section(b, "answer", "What the panel says", () =>
        {
            foreach (string s in r.Sentences.SkipLast(1))
            {
                b.Append($"<p>{E(s)}</p>");
            }
        });
        Section(b, "before", "Before any fit: what such records can teach", () => Design(b, r.Main));
        Section(b, "grid", "Who has which motive", () => Grid(b, r.Main));
        Section(b, "ahead", "Who looks ahead", () => Ahead(b, r.Main));
        Section(b, "sizes", "Sizes by unit, alone and drawn together", () => Forest(b, r.Main));
        if (r.Codings.Length + r.Placebos.Length > 1)
        {
            Section(b, "codings", "Other codings, and somebody else in the patron's place", () => Codings(b, r));
        }

        Section(b, "foretold", "Each unit foretold from the others", () => Foretold(b, r.Main));
        Section(b, "units", "The units", () => Units(b, r.Main));
        Section(b, "made", "How this was made", () => Made(b, r));
        return b.Append("</main></body></html>\n").ToString();
    }

    private static void Section(StringBuilder b, string id, string title, Action write)
    {
        b.Append($"<section id=\"{id}\"><h2>{E(title)}</h2>");
        write();
        b.Append("</section>");
    }

    private static void Design(StringBuilder b, PanelWork w)
    {
        b.Append("<table><tr><th>motive</th><th>information a month</th><th>months one unit needs for 0.1</th><th>for 0.2</th><th>units a mean of 0.1 needs</th><th>of 0.2</th><th></th></tr>");
        foreach (var d in w.Design)
        {
            b.Append($"<tr><td>{E(w.Laws.First(l => l.Name == d.Weight).Label)}</td><td class=n>{F(d.AMonth, "0.0000")}</td><td class=n>{F(d.Months[0], "0")}</td><td class=n>{F(d.Months[1], "0")}</td>"
                + $"<td class=n>{F(d.Units[0], "0")}</td><td class=n>{F(d.Units[1], "0")}</td><td>{(d.OutOfReach ? "out of reach" : "")}</td></tr>");
        }

        b.Append("</table><p class=note>Expected from the situations that the records hold and the stated priors, with everybody looking ahead who may; a size is found four times in five at two standard errors. "
            + "What is out of reach is still estimated: what is said of it is a bound.</p>");
    }

    private static void Grid(StringBuilder b, PanelWork w)
    {
        int[] motives = [.. Enumerable.Range(0, w.Laws.Length).Where(k => w.Laws[k].Switched)];
        b.Append("<table><tr><th>unit</th>");
        foreach (int k in motives)
        {
            b.Append($"<th>{E(w.Laws[k].Label)}</th>");
        }

        b.Append("</tr>");
        foreach (var u in w.Units)
        {
            b.Append($"<tr><td>{E(u.Name)}</td>");
            foreach (int k in motives)
            {
                var c = u.Cells[k];
                b.Append(c.Silent ? "<td class=\"n note\">silent here</td>" : $"<td class=n title=\"alone {F(c.Alone, "0.00")}\" style=\"background:rgba(43,108,176,{F(0.55 * c.Present, "0.00")})\">{F(c.Present, "0.00")}</td>");
            }

            b.Append("</tr>");
        }

        b.Append("<tr><th>share of all such relationships</th>");
        foreach (int k in motives)
        {
            b.Append($"<td class=n><b>{F(w.Laws[k].Share!.Mean, "0.00")}</b> [{F(w.Laws[k].Share!.Low, "0.00")}, {F(w.Laws[k].Share!.High, "0.00")}]</td>");
        }

        b.Append("</tr></table><p class=note>Chance that a unit has a motive, given all units. “Silent here”: the unit's record teaches less about the motive than the prior says; the column goes on with the others.</p>");
    }

    private static void Ahead(StringBuilder b, PanelWork w)
    {
        b.Append("<table><tr><th>unit</th>");
        foreach (string p in w.Players)
        {
            b.Append($"<th>{E(p)}</th><th>{E(p)}, alone</th>");
        }

        b.Append("</tr>");
        foreach (var u in w.Units)
        {
            b.Append($"<tr><td>{E(u.Name)}</td>");
            for (int i = 0; i < w.Players.Length; i++)
            {
                b.Append($"<td class=n>{F(u.Ahead[i], "0.00")}</td><td class=n>{F(u.AheadAlone[i], "0.00")}</td>");
            }

            b.Append("</tr>");
        }

        b.Append("</table>");
    }

    private static void Forest(StringBuilder b, PanelWork w)
    {
        for (int k = 0; k < w.Laws.Length; k++)
        {
            int at = k;
            var law = w.Laws[k];
            var rows = w.Units.Where(u => u.Cells[at].Size is not null).SelectMany(u => new[]
            {
                new IntervalRow(u.Name, u.Cells[at].Size!.Mean, u.Cells[at].Size!.Low, u.Cells[at].Size!.High, u.Cells[at].Silent ? IntervalMark.Weak : IntervalMark.Estimate),
                new IntervalRow("alone", u.Cells[at].AloneSize, double.NaN, double.NaN, IntervalMark.Open),
            }).Where(row => double.IsFinite(row.Value)).ToList();
            if (rows.Count > 0)
            {
                b.Append($"<details><summary>{E(law.Label)}: middle {Interval(law.Middle)}, spread {Interval(law.Spread)}{(law.ByLogarithm ? " of the logarithm" : "")}</summary>{DotInterval.Draw($"{law.Label} by unit", rows)}</details>");
            }
        }

        b.Append("<p class=note>Dots: the size given all units, with the middle nine tenths of its posterior. Hollow: what the unit's own record says; the way from the one to the other is what the unit borrows.</p>");
    }

    private static void Codings(StringBuilder b, PanelResults r)
    {
        b.Append("<table><tr><th>share of relationships</th>");
        foreach (var c in r.Codings.Concat(r.Placebos))
        {
            b.Append($"<th>{E(c.Record)}</th>");
        }

        b.Append("</tr>");
        foreach (var m in r.Motives)
        {
            b.Append($"<tr><td>{E(m.Label)}</td>{string.Concat(r.Codings.Concat(r.Placebos).Select(c => $"<td class=n>{Interval(PanelResults.LawOf(c, m.Name).Share!)}</td>"))}</tr>");
        }

        for (int i = 0; i < r.Main.Players.Length; i++)
        {
            int at = i;
            b.Append($"<tr><td>the {E(r.Main.Players[i])} looks ahead</td>{string.Concat(r.Codings.Concat(r.Placebos).Select(c => $"<td class=n>{Interval(c.Ahead[at])}</td>"))}</tr>");
        }

        b.Append("</table><p class=note>A motive toward the patron that is as frequent with somebody else in the patron's place says nothing of patrons.</p>");
    }

    private static void Foretold(StringBuilder b, PanelWork w)
    {
        b.Append("<table><tr><th>unit</th><th>everything</th><th>without motives</th><th>nobody looks ahead</th></tr>");
        foreach (var u in w.Units)
        {
            b.Append($"<tr><td>{E(u.Name)}</td>{string.Concat(u.Foretold.Select(x => $"<td class=n>{F(x, "0.000")}</td>"))}</tr>");
        }

        b.Append("</table><p class=note>Log score a month of a unit's moves at the means of all units outside its cluster.</p>");
    }

    private static void Units(StringBuilder b, PanelWork w)
    {
        b.Append("<table><tr><th>unit</th><th>cluster</th><th>months</th><th>unknown</th><th>never played</th><th>choice noise</th><th>Pareto k</th></tr>");
        foreach (var u in w.Units)
        {
            b.Append($"<tr><td>{E(u.Name)}</td><td>{E(u.Cluster ?? "–")}</td><td class=n>{u.Months}</td><td class=n>{u.Unknown}</td><td>{E(u.Never.Length == 0 ? "–" : string.Join("; ", u.Never))}</td><td class=n>{Interval(u.Noise)}</td><td class=n>{F(u.Shape, "0.00")}</td></tr>");
        }

        b.Append("</table>");
        foreach (string remark in w.Remarks)
        {
            b.Append($"<p class=note>{E(remark)}.</p>");
        }
    }

    private static void Made(StringBuilder b, PanelResults r)
    {
        foreach (var c in r.Codings.Concat(r.Placebos))
        {
            b.Append($"<p>{E(c.Record)}: {c.Draws} draws on response surfaces, {c.Checked} of them checked on the likelihood itself; Pareto k {F(c.Shape, "0.00")} over whole draws, up to {F(c.Units.Max(u => u.Shape), "0.00")} by unit"
                + (double.IsFinite(c.Moved) ? $"; reweighting moves no share by more than {F(c.Moved, "0.000")}" : "") + $"; R-hat up to {F(c.Laws.Max(l => l.Convergence), "0.00")}.</p>");
        }
    }

    private static string Interval(PanelNumber n) => $"{F(n.Mean, "0.00")} [{F(n.Low, "0.00")}, {F(n.High, "0.00")}]";
}
