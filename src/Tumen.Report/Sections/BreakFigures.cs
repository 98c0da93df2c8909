using System.Text;
using Tumen.Report.Drawing;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>When did a player's weights change, if they did, and does the answer survive not knowing?</summary>
internal static class BreakFigures
{
    private const double Covered = 0.9;

    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        if (r.Breaks.Length > 1)
        {
            var ranked = r.Breaks.OrderByDescending(x => x.LogEvidence).ToArray();
            b.Append($"<h3>Whose weights changed?</h3><p>{string.Join("; ", ranked.Select((x, k) => $"{E(x.Spec.Name)} (weights of {E(x.Spec.Player)}){(k == 0 ? "" : $": {Signed(x.LogEvidence - ranked[0].LogEvidence, "0.0")} nats")}"))}. "
                + "Log marginal likelihood of one change at an unknown date, averaged over the theories, less that of the first named. Players answer each other: a change in what one does may be owed to a change in what the other wants.</p>");
        }

        foreach (var x in r.Breaks)
        {
            b.Append($"<h3>A change that nobody has dated: {E(x.Spec.Name)}</h3><p>Every theory is fitted again with the weights of {E(x.Spec.Player)} free to differ before and after each of {x.Dates.Length} dates, {E(x.Dates[0])} to {E(x.Dates[^1])}. "
                + $"With even prior odds for a change and for none, and every date as likely as the next, a change has probability <b>{F(x.Chance, "0.000")}</b>; if there was one it came most likely after <b>{E(x.Dates[x.Likeliest])}</b> ({F(x.Chances[x.Likeliest])}); {F(100 * Covered, "0")} % of its probability lies on {E(Dates(x))}.</p>");
            b.Append("<figure>").Append(LinePlot.Draw("probability of each date, if there was a change", x.Dates, [new LineSeries("probability", Tone.Blue, [.. x.Chances], [])], 0, double.NaN, 90, "0.000"));
            b.Append("<figcaption>Probability of each date, if there was a change; theories and dates weighed by their marginal likelihoods.</figcaption></figure>");
            b.Append("<figure>").Append(HeatMap.Draw(
                "log odds of a change by theory and date", [.. order.Select(i => r.Theories[i].Name)], Columns(x), [.. order.Select(i => (IReadOnlyList<double>)x.ByDate[i])], "0", "theory", 220));
            b.Append($"<figcaption>Log marginal likelihood with a change after the date less that without any, in nats; a column is the last {E(r.Study.Game.Period)} of the first era{(x.Dates.All(e => e.Length == 7 && e[4..] == x.Dates[0][4..]) ? $" (…{E(x.Dates[0][4..])})" : "")}. Hatched: the fit did not converge.</figcaption></figure>");
            b.Append("<div class=\"wide\"><table><tr><th>theory</th><th class=n>as written</th><th class=n>odds of a change, date unknown</th><th class=n>probability if there was one</th><th class=n>probability, change or none</th></tr>");
            foreach (int i in order)
            {
                b.Append($"<tr><td>{E(r.Theories[i].Name)}</td><td class=n>{F(r.Posterior[i], "0.000")}</td><td class=n>{Signed(x.LogOdds[i], "0.0")} nats</td><td class=n>{F(x.WithBreak[i], "0.000")}</td><td class=n>{F(x.Either[i], "0.000")}</td></tr>");
            }

            b.Append($"</table></div><p class=\"note\">The date is averaged over, not chosen, so that the search is charged for; the weights of the second era have the priors of the first.{(x.Failed > 0 ? $" {x.Failed} of {x.Dates.Length * r.Theories.Length} fits did not converge; their dates count as impossible for that theory." : "")}</p>");
        }
    }

    // Dates of one calendar month are told by their years.
    private static string[] Columns(BreakResult x) => [.. x.Dates.Select(d => d.Length == 7 && x.Dates.All(e => e.Length == 7 && e[4..] == d[4..]) ? d[..4] : d)];

    // The most probable dates that together hold nine tenths.
    private static string Dates(BreakResult x)
    {
        var chosen = new List<int>();
        double sum = 0;
        foreach (int d in Enumerable.Range(0, x.Dates.Length).OrderByDescending(d => x.Chances[d]))
        {
            chosen.Add(d);
            if ((sum += x.Chances[d]) >= Covered)
            {
                break;
            }
        }

        return chosen.Count > 8 ? $"{chosen.Count} of the dates, {x.Dates[chosen.Min()]} to {x.Dates[chosen.Max()]}" : string.Join(", ", chosen.Order().Select(d => x.Dates[d]));
    }
}
