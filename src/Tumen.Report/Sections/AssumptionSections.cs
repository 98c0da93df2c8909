using System.Collections.Immutable;
using System.Text;
using Tumen.Numerics;
using Tumen.Report.Drawing;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>What changes when the record is coded otherwise or something else is assumed.</summary>
internal static class AssumptionSections
{
    /// <summary>Probabilities and averaged leverage under every coding, and how far the codings agree cell by cell.</summary>
    public static void Codings(StringBuilder b, StudyResults r, int[] order)
    {
        if (r.Codings.Length < 2)
        {
            return;
        }

        Table(b, r, order, r.Codings, "A verdict that changes with the coding rule is a fact about the rule.");
        string[] columns = [.. r.Agreement.Select(a => a.Column).Distinct()];
        b.Append("<h3>How far the codings agree with the main one</h3><table><tr><th>column</th>");
        foreach (var c in r.Codings.Skip(1))
        {
            b.Append($"<th class=n>{E(c.Record)}: agree</th><th class=n>kappa</th>");
        }

        b.Append("</tr>");
        foreach (string column in columns)
        {
            b.Append($"<tr><td>{E(column)}</td>");
            foreach (var c in r.Codings.Skip(1))
            {
                var a = r.Agreement.First(x => x.Record == c.Record && x.Column == column);
                b.Append($"<td class=n>{F(100 * a.Agreement, "0")} %</td><td class=n>{F(a.Kappa)}</td>");
            }

            b.Append("</tr>");
        }

        b.Append("</table><p class=\"note\">Cohen's (1960) kappa: agreement beyond luck, 1 when perfect. The rules differ, the events are the same: a second coder of the events themselves would add disagreement of its own.</p>");
    }

    /// <summary>The same under every other set of assumptions, and the tests of a break.</summary>
    public static void Assumptions(StringBuilder b, StudyResults r, int[] order)
    {
        if (r.Variations.IsEmpty)
        {
            return;
        }

        Table(b, r, order, [r.Averaged, .. r.Variations],
            "Every theory fitted again with one assumption changed. Discount factors, the value convention and the timing are assumed, not estimated: what moves here rests on them, not on the record.");
        Together(b, r, order);
        Eras(b, r);
    }

    // Theories and assumptions weighed on one scale: the same record, so that marginal likelihoods compare.
    private static void Together(StringBuilder b, StudyResults r, int[] order)
    {
        CodingVerdict[] columns = [r.Averaged, .. r.Variations];
        if (columns.Any(c => c.LogMarginalLikelihoods.Length != r.Theories.Length))
        {
            return;
        }

        double top = columns.SelectMany(c => c.LogMarginalLikelihoods).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        b.Append("<h3>Theories and assumptions on one scale</h3><figure>").Append(HeatMap.Draw(
            "log marginal likelihood by theory and assumption", [.. order.Select(i => r.Theories[i].Name)], [.. columns.Select((c, k) => k == 0 ? "as written" : c.Record)],
            [.. order.Select(i => (IReadOnlyList<double>)[.. columns.Select(c => c.LogMarginalLikelihoods[i] - top)])], "0.0", "theory", 220));
        b.Append("<figcaption>Log marginal likelihood below the best of all, in nats; the same record throughout. Assumptions that split eras have been charged for their extra weights, but their dates were chosen with the record in sight, which is not charged.</figcaption></figure>");
    }

    private static void Table(StringBuilder b, StudyResults r, int[] order, ImmutableArray<CodingVerdict> columns, string note)
    {
        b.Append("<div class=\"wide\"><table><tr><th>theory</th>");
        foreach (var c in columns)
        {
            b.Append($"<th class=n>{E(c.Record)}</th>");
        }

        b.Append("</tr>");
        foreach (int i in order)
        {
            b.Append($"<tr><td>{E(r.Theories[i].Name)}</td>");
            foreach (var c in columns)
            {
                bool best = c.Best == r.Theories[i].Name;
                b.Append($"<td class=n>{(best ? "<b>" : "")}{F(c.Posterior[i], "0.000")}{(best ? "</b>" : "")}</td>");
            }

            b.Append("</tr>");
        }

        for (int f = 0; f < r.Study.Study.Families.Length; f++)
        {
            b.Append($"<tr class=\"base\"><td>{E(r.Study.Study.Families[f].Name)}, together</td>");
            foreach (var c in columns)
            {
                b.Append($"<td class=n>{F(c.Families[f], "0.000")}</td>");
            }

            b.Append("</tr>");
        }

        Row(b, columns, "capacity, averaged", c => Interval(c.Capacity));
        Row(b, columns, "chance that it matters", c => F(c.Capacity?.ChanceMatters));
        Row(b, columns, "exertion, averaged", c => Interval(c.Exertion));
        Row(b, columns, "chance that it matters", c => F(c.Exertion?.ChanceMatters));
        Row(b, columns, "influence, averaged", c => Interval(c.Influence));
        Row(b, columns, "without a probability", c => c.Unsound.IsEmpty ? "–" : string.Join("<br>", c.Unsound.Select(u => E($"{u.Theory}: {u.Why}"))));
        b.Append($"</table></div><p class=\"note\">Posterior probabilities at equal prior odds; leverage in net rewards a month, averaged over the theories by their probability, with the middle 90 % of pooled posterior draws. {E(note)}</p>");
    }

    private static void Row(StringBuilder b, ImmutableArray<CodingVerdict> columns, string name, Func<CodingVerdict, string> of)
    {
        if (columns.All(c => of(c) == "–"))
        {
            return;
        }

        b.Append($"<tr class=\"base\"><td>{E(name)}</td>");
        foreach (var c in columns)
        {
            b.Append($"<td class=n>{of(c)}</td>");
        }

        b.Append("</tr>");
    }

    // A variation that splits eras can be tested: does the split explain more than its weights cost?
    private static void Eras(StringBuilder b, StudyResults r)
    {
        if (r.EraTests.IsEmpty)
        {
            return;
        }

        b.Append("<h3>One regime or two?</h3><div class=\"wide\"><table><tr><th>theory</th><th class=n>log marginal likelihood, one regime</th>");
        foreach (var v in r.EraTests)
        {
            b.Append($"<th class=n>{E(v.Variation)}</th>");
        }

        b.Append("</tr>");
        foreach (var row in r.EraTests[0].Rows.OrderByDescending(x => x.One))
        {
            b.Append($"<tr><td>{E(row.Theory)}</td><td class=n>{F(row.One, "0.0")}</td>");
            foreach (var v in r.EraTests)
            {
                var here = v.Rows.First(x => x.Theory == row.Theory);
                b.Append($"<td class=n>{Odds(here.Split - here.One)}</td>");
            }

            b.Append("</tr>");
        }

        b.Append("</table></div><p class=\"note\">Odds for a break at the date against one regime throughout. The marginal likelihood charges the split for its extra weights; odds above 10 to one are strong. Where every date does as well, no date is special.</p>");
    }

    private static string Odds(double log) => !double.IsFinite(log) ? "–" : log >= 0 ? $"{F(Elementary.Exp(Math.Min(log, 30)), "#,##0.#")} to one for" : $"{F(Elementary.Exp(Math.Min(-log, 30)), "#,##0.#")} to one against";
}
