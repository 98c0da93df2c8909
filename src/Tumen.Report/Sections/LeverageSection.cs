using System.Text;
using Tumen.Report.Drawing;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>The leverage index by theory, by assumption and by month.</summary>
internal static class LeverageSection
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        int[] rows = [.. order.Where(i => r.Theories[i].Leverage is not null)];
        if (rows.Length == 0)
        {
            return;
        }

        string unit = $"net rewards a {r.Study.Game.Period}";
        void Figure(string title, Func<LeverageWork, IntervalWork> of, string says)
        {
            b.Append("<figure>").Append(Gauge.Draw(title, [.. rows.Select(i => (r.Theories[i], of(r.Theories[i].Leverage!))).Select(x => new GaugeRow(x.Item1.Name, double.IsNaN(x.Item2.Median) ? x.Item2.Value : x.Item2.Median, x.Item2.Low, x.Item2.High))], LeverageRunner.SmallestThatMatters, unit))
                .Append($"<figcaption>{E(says)}</figcaption></figure>");
        }

        b.Append("<div class=\"pair\">");
        Figure("capacity by theory", l => l.Capacity, "Capacity: concessions owed to threats that could be left for the quiet move.");
        Figure("exertion by theory", l => l.Exertion, "Exertion: the part owed to making them because they pay.");
        b.Append("</div><div class=\"wide\"><table><tr><th>theory</th><th class=n>probability</th><th class=n>concessions</th><th class=n>capacity</th><th>that is</th><th class=n>matters (before)</th><th>split by move</th><th class=n>exertion</th><th class=n>matters (before)</th><th class=n>exerted</th><th class=n>influence</th><th class=n>price</th><th class=n>without threats</th><th>verdict</th></tr>");
        foreach (int i in rows)
        {
            var l = r.Theories[i].Leverage!;
            b.Append($"<tr><td>{E(r.Theories[i].Name)}</td><td class=n>{F(r.Posterior[i], "0.000")}</td><td class=n>{F(l.Concessions.Median, "0.000")}</td><td class=n>{Middle(l.Capacity)}</td><td>{E(LeverageRunner.Every(l.Capacity.Median, r.Study.Game.Period))}</td><td class=n>{Chance(l.Capacity)}</td>"
                + $"<td>{E(string.Join(", ", l.ByMove.Select(m => $"{m.Key} {F(m.Value, "0.000")}")))}</td><td class=n>{Middle(l.Exertion)}</td><td class=n>{Chance(l.Exertion)}</td><td class=n>{F(l.ChanceExerted)}</td><td class=n>{Middle(l.Influence)}</td><td class=n>{Middle(l.Price)}</td><td class=n>{Middle(l.WithoutThreats)}</td><td>{E(Standing.NoProbability(r.Theories[i]) is { } why ? $"none: {why}" : l.Verdict)}</td></tr>");
        }

        int draws = rows.Max(i => r.Theories[i].Leverage!.Draws), before = rows.Max(i => r.Theories[i].Leverage!.PriorDraws);
        b.Append($"</table></div><p class=\"note\">From the record's months on, discounted at the patron's rate. Medians and the middle 90 % of {draws} posterior draws (Laplace); the split is at the mode. "
            + $"“Matters”: above one net reward in ten years ({F(LeverageRunner.SmallestThatMatters, "0.0000")} {E(unit)}), ± Monte-Carlo standard error; in brackets the same before the record{(before > 0 ? $", at {before} draws from the stated priors" : "")}. “Exerted”: exertion matters, and a threat that adds to capacity is made more often because it pays. "
            + "Influence is compliance owed to the patron's instruments. Price: what the patron's payoff loses by the threats, in units of choice noise a month. Without threats: concessions less those of a world in which threats have no effect on anything; it is not leverage, for it counts how freed probability is shared over the menu.</p>");
        Consists(b, r, rows);
        foreach (var (note, who) in rows.SelectMany(i => r.Theories[i].Leverage!.Notes.Select(n => (Note: n, r.Theories[i].Name))).GroupBy(x => x.Note).Select(g => (g.Key, g.Select(x => x.Name).ToArray())))
        {
            b.Append($"<p class=\"note\">{E(who.Length == rows.Length ? "Every theory" : string.Join(", ", who))}: {E(note)}.</p>");
        }

        Assumed(b, r);
        int best = rows[0];
        double[] series = r.Theories[best].Leverage!.CapacityByPeriod, none = [.. series.Select(_ => double.NaN)];
        b.Append("<figure>").Append(SignedSeries.DrawBand($"capacity by month under {r.Theories[best].Name}", [.. r.Study.Records[0].Table.Units.SelectMany(u => u.Periods)], series, none, none, [], "0.000"));
        b.Append($"<figcaption>Capacity as it stood in each month's situation under {E(r.Theories[best].Name)}, {E(unit)}.</figcaption></figure>");
    }

    // Capacity = exertion + made anyway + others adapt; by era or unit where there are several.
    private static void Consists(StringBuilder b, StudyResults r, int[] rows)
    {
        b.Append("<h3>What capacity consists of</h3><table><tr><th>theory</th><th class=n>capacity</th><th class=n>exertion</th><th class=n>made anyway</th><th class=n>others adapt</th><th>made more often because it pays</th></tr>");
        foreach (int i in rows)
        {
            var l = r.Theories[i].Leverage!;
            b.Append($"<tr><td>{E(r.Theories[i].Name)}</td><td class=n>{F(l.Capacity.Value, "0.0000")}</td><td class=n>{F(l.Exertion.Value, "0.0000")}</td><td class=n>{F(l.MadeAnyway?.Value, "0.0000")}</td><td class=n>{F(l.OthersAdapt?.Value, "0.0000")}</td>"
                + $"<td>{E(string.Join(", ", l.Twin.Select(m => $"{m.Key} {F(100 * m.Value, "+0.0;-0.0;0.0")} of {F(100 * l.Frequency.GetValueOrDefault(m.Key), "0.0")} points of months")))}</td></tr>");
        }

        b.Append("</table><p class=\"note\">At the posterior modes; the three parts add up to capacity. Made anyway: what threats bring that would be made even by a client that believes its patron blind to them, everybody else's rules held. Others adapt: what the others' rules bring by being made for a client that threatens, the part that rests most on foresight and least on what was seen.</p>");
        var parts = rows.SelectMany(i => r.Theories[i].Leverage!.Parts.Select(p => (Theory: r.Theories[i].Name, Part: p))).ToArray();
        if (parts.Length > 0)
        {
            b.Append("<h3>By era and unit, at the posterior modes</h3><table><tr><th>theory</th><th>part</th><th class=n>months</th><th class=n>concessions</th><th class=n>capacity</th><th class=n>exertion</th></tr>");
            foreach (var (theory, p) in parts)
            {
                b.Append($"<tr><td>{E(theory)}</td><td>{E(p.Name)}</td><td class=n>{p.Months}</td><td class=n>{F(p.Concessions, "0.000")}</td><td class=n>{F(p.Capacity, "0.0000")}</td><td class=n>{F(p.Exertion, "0.0000")}</td></tr>");
            }

            b.Append("</table>");
        }
    }

    private static string Middle(IntervalWork? i) => i is null ? "–" : double.IsNaN(i.Low) ? F(i.Value, "0.000") : $"{F(i.Median, "0.000")} [{F(i.Low, "0.000")}, {F(i.High, "0.000")}]";

    private static string Chance(IntervalWork? i) => i is null ? "–" : $"{F(i.ChanceMatters)}{(i.ChanceError >= 0.005 ? $" ± {F(i.ChanceError)}" : "")}{(i.PriorMatters is { } p ? $" ({F(p)})" : "")}";

    // The same index under other discount factors, conventions, timings and eras: what rests on assumption is shown beside what rests on the record.
    private static void Assumed(StringBuilder b, StudyResults r)
    {
        if (r.Variations.IsEmpty)
        {
            return;
        }

        var rows = new[] { r.Averaged }.Concat(r.Variations).Where(v => v.Capacity is not null).ToArray();
        b.Append("<h3>Averaged over the theories, under every assumption tried</h3><table><tr><th>assumed</th><th class=n>capacity</th><th class=n>matters with chance</th><th class=n>exertion</th><th class=n>matters with chance</th><th class=n>influence</th><th>leads there</th></tr>");
        foreach (var v in rows)
        {
            b.Append($"<tr><td>{E(ReferenceEquals(v, r.Averaged) ? "as written" : v.Record)}</td><td class=n>{Middle(v.Capacity)}</td><td class=n>{Chance(v.Capacity)}</td><td class=n>{Middle(v.Exertion)}</td><td class=n>{Chance(v.Exertion)}</td><td class=n>{Middle(v.Influence)}</td>"
                + $"<td>{E(v.Best)}{(v.Unsound.IsEmpty ? "" : $" ({Spoken.Count(v.Unsound.Length, "theory has", "theories have")} no probability)")}</td></tr>");
        }

        b.Append("</table>");
    }
}
