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
            b.Append("<figure>").Append(Gauge.Draw(title, [.. rows.Select(i => (r.Theories[i], of(r.Theories[i].Leverage!))).Select(x => new GaugeRow(x.Item1.Name, x.Item2.Value, x.Item2.Low, x.Item2.High))], LeverageRunner.SmallestThatMatters, unit))
                .Append($"<figcaption>{E(says)}</figcaption></figure>");
        }

        b.Append("<div class=\"pair\">");
        Figure("capacity by theory", l => l.Capacity, "Capacity: concessions owed to what can be staked.");
        Figure("exertion by theory", l => l.Exertion, "Exertion: the part owed to acting because it pays.");
        b.Append("</div><div class=\"wide\"><table><tr><th>theory</th><th class=n>probability</th><th class=n>concessions</th><th class=n>capacity</th><th class=n>matters with chance</th><th>split by move</th><th class=n>exertion</th><th class=n>matters with chance</th><th class=n>influence</th><th class=n>price</th><th>verdict</th></tr>");
        foreach (int i in rows)
        {
            var l = r.Theories[i].Leverage!;
            b.Append($"<tr><td>{E(r.Theories[i].Name)}</td><td class=n>{F(r.Posterior[i], "0.000")}</td><td class=n>{F(l.Concessions.Value, "0.000")}</td><td class=n>{Interval(l.Capacity)}</td><td class=n>{F(l.Capacity.ChanceMatters)}</td>"
                + $"<td>{E(string.Join(", ", l.ByMove.Select(m => $"{m.Key} {F(m.Value, "0.000")}")))}</td><td class=n>{Interval(l.Exertion)}</td><td class=n>{F(l.Exertion.ChanceMatters)}</td><td class=n>{Interval(l.Influence)}</td><td class=n>{Interval(l.Price)}</td><td>{E(Standing.NoProbability(r.Theories[i]) is { } why ? $"none: {why}" : l.Verdict)}</td></tr>");
        }

        b.Append($"</table></div><p class=\"note\">Averages over the record's months, discounted at the patron's rate. Intervals are the middle 90 % of {rows.Max(i => r.Theories[i].Leverage!.Draws)} posterior draws (Laplace). "
            + $"“Matters” means above {F(LeverageRunner.SmallestThatMatters)} {E(unit)}. Influence is compliance owed to the patron's instruments. The split adds up to capacity (Shapley 1953). Price: what the patron's payoff loses by it, in units of choice noise a month.</p>");
        Assumed(b, r);
        int best = rows[0];
        double[] series = r.Theories[best].Leverage!.CapacityByPeriod, none = [.. series.Select(_ => double.NaN)];
        b.Append("<figure>").Append(SignedSeries.DrawBand($"capacity by month under {r.Theories[best].Name}", [.. r.Study.Records[0].Table.Units.SelectMany(u => u.Periods)], series, none, none, [], "0.000"));
        b.Append($"<figcaption>Capacity as it stood in each month's situation under {E(r.Theories[best].Name)}, {E(unit)}.</figcaption></figure>");
    }

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
            b.Append($"<tr><td>{E(ReferenceEquals(v, r.Averaged) ? "as written" : v.Record)}</td><td class=n>{Interval(v.Capacity)}</td><td class=n>{F(v.Capacity!.ChanceMatters)}</td><td class=n>{Interval(v.Exertion)}</td><td class=n>{F(v.Exertion?.ChanceMatters)}</td><td class=n>{Interval(v.Influence)}</td>"
                + $"<td>{E(v.Best)}{(v.Unsound.IsEmpty ? "" : $" ({v.Unsound.Length} theories have no probability)")}</td></tr>");
        }

        b.Append("</table>");
    }
}
