using System.Text;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>Does the answer rest on one episode, on a sign that was assumed, on weights that drift? Would another government do as well in the patron's place?</summary>
internal static class DoubtsSection
{
    private const double Level = 0.05;

    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        Omitted(b, r, order);
        Placebos(b, r, order);
        Drift(b, r, order);
        BreakFigures.Write(b, r, order);
        Bounds(b, r, order);
    }

    private static void Omitted(StringBuilder b, StudyResults r, int[] order)
    {
        if (r.Omissions.IsEmpty)
        {
            return;
        }

        b.Append("<h3>Without one stretch of the record at a time</h3><div class=\"wide\"><table><tr><th>left out</th><th class=n>months</th><th>leads without it</th>");
        foreach (int i in order.Take(5))
        {
            b.Append($"<th class=n>{E(r.Theories[i].Name)}</th>");
        }

        foreach (var f in r.Study.Study.Families)
        {
            b.Append($"<th class=n>{E(f.Name)}</th>");
        }

        b.Append("<th class=n>nats in it for the leader</th></tr><tr class=\"base\"><td>nothing</td><td></td>");
        b.Append($"<td>{E(r.Answer.Best)}</td>{string.Concat(order.Take(5).Select(i => $"<td class=n>{F(r.Posterior[i])}</td>"))}{string.Concat(r.Averaged.Families.Select(f => $"<td class=n>{F(f)}</td>"))}<td></td></tr>");
        foreach (var o in r.Omissions)
        {
            double rival = order.Skip(1).Select(i => o.Foretold[i]).Take(1).DefaultIfEmpty(double.NaN).First();
            b.Append($"<tr><td>{E(o.Stretch.Name)} <span class=\"q\">{E(o.Stretch.From)} to {E(o.Stretch.To)}</span></td><td class=n>{o.Periods}</td><td>{E(o.Best)}{(o.Unsound.IsEmpty ? "" : $" <span class=\"q\">{o.Unsound.Length} theories have no probability</span>")}</td>"
                + $"{string.Concat(order.Take(5).Select(i => $"<td class=n>{F(o.Posterior[i])}</td>"))}{string.Concat(o.Families.Select(f => $"<td class=n>{F(f)}</td>"))}<td class=n>{Signed(o.Foretold[order[0]] - rival)}</td></tr>");
        }

        b.Append("</table></div><p class=\"note\">Every theory fitted again to the rest; what comes before and after the gap are separate pieces. Last column: log probability that the leader, fitted to the rest, gives to what was left out, less that of the runner-up.</p>");
    }

    private static void Placebos(StringBuilder b, StudyResults r, int[] order)
    {
        foreach (var p in r.Placebos)
        {
            b.Append($"<h3>Placebo: {E(p.Name)}</h3><table><tr><th>theory</th><th class=n>over the base game, in the record</th><th class=n>in the placebo</th><th class=n>probability in the placebo</th></tr>");
            foreach (int i in order)
            {
                b.Append($"<tr><td>{E(r.Theories[i].Name)}</td><td class=n>{Signed(p.OverBaseInTheRecord[i], "0.0")}</td><td class=n>{Signed(p.OverBase[i], "0.0")}</td><td class=n>{F(p.Posterior[i], "0.000")}</td></tr>");
            }

            b.Append($"</table><p class=\"note\">Log marginal likelihood less that of the base game, in nats. The placebo's moves: {E(string.Join("; ", p.Columns.Where(c => c.IsMove).Select(c => $"{c.Name} {string.Join(", ", c.Counts.Select(x => $"{x.Value} {x.Months}"))}")))}. "
                + $"A theory that gains as much here owes its gain to the coding or to the times.{(p.Unsound.IsEmpty ? "" : $" Without a probability: {E(string.Join(", ", p.Unsound.Select(u => u.Theory)))}.")}</p>");
        }
    }

    private static void Drift(StringBuilder b, StudyResults r, int[] order)
    {
        string[] periods = [.. r.Study.Records[0].Table.Units.SelectMany(u => u.Periods.Select(p => u.Name.Length > 0 ? $"{u.Name} {p}" : p))];
        var tested = order.Where(i => r.Theories[i].JointConstancy is not null).ToArray();
        if (tested.Length == 0)
        {
            return;
        }

        b.Append("<h3>Do the weights stay what they are, and does a month's surprise foretell the next month's?</h3><table><tr><th>theory</th><th class=n>all together: statistic</th><th class=n>chance</th><th>weights that drift (chance below 5 %)</th><th>weights with surprises that last (chance below 5 %)</th></tr>");
        foreach (int i in tested)
        {
            var t = r.Theories[i];
            string drifting = string.Join(", ", t.Parameters.Where(p => p.Kind == "weight" && p.ConstancyChance < Level).OrderBy(p => p.ConstancyChance).Select(p => $"{p.Name} ({(p.ConstancyPeak is { } t0 ? $"after {periods[t0]}, " : "")}{F(p.ConstancyChance, "0.000")})"));
            string lasting = string.Join(", ", t.Parameters.Where(p => p.Kind == "weight" && p.SerialChance < Level).OrderBy(p => p.SerialChance).Select(p => $"{p.Name} ({Signed(p.Serial ?? double.NaN)}, {F(p.SerialChance, "0.000")})"));
            b.Append($"<tr><td>{E(t.Name)}</td><td class=n>{F(t.JointConstancy)}</td><td class=n>{F(t.JointConstancyChance, "0.000")}</td><td>{E(drifting)}</td><td>{E(lasting)}</td></tr>");
        }

        int parameters = tested.Max(i => r.Theories[i].Parameters.Count(p => p.Kind == "weight" && p.ConstancyChance is not null));
        b.Append($"</table><p class=\"note\">Constancy: Nyblom (1989), no date of a break assumed, the likeliest one named; a small chance says that a weight or a chance of change drifts over the record. Lasting surprises: White's (1987) dynamic information-matrix test, with the correlation of a month's score with the month before's; "
            + $"a small chance says that something which lasts was left out. Of about {parameters} weights {F(Level * parameters, "0.#")} fall below 5 % by luck, in either column. Chances of change are tested too, together with the rest; one by one they rest on a handful of changes each, too few for these tests.</p>");
    }

    private static void Bounds(StringBuilder b, StudyResults r, int[] order)
    {
        var rows = order.SelectMany(i => r.Theories[i].Parameters.Where(p => p.Pull is not null).Select(p => (Theory: r.Theories[i].Name, P: p))).ToArray();
        if (rows.Length == 0)
        {
            return;
        }

        b.Append("<h3>Signs that were assumed: where would weights at a bound go?</h3><table><tr><th>theory</th><th>weight</th><th>at its</th><th class=n>would be about</th><th class=n>± s.e.</th><th class=n>chance</th></tr>");
        foreach (var (theory, p) in rows)
        {
            b.Append($"<tr><td>{E(theory)}</td><td>{E(p.Label is null ? p.Name : $"{p.Name} ({p.Label})")}</td><td>{E(p.Bound ?? "")} bound</td><td class=n>{Signed(p.Pull!.Value)}</td><td class=n>{F(p.Pull.Error)}</td><td class=n>{F(p.Pull.Chance, "0.000")}</td></tr>");
        }

        b.Append("</table><p class=\"note\">One-step estimates without the bound (Rao's score test). A small chance says that the record presses against an assumed sign.</p>");
    }
}
