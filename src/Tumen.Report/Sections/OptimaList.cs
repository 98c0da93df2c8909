using System.Globalization;
using System.Text;
using Tumen.Estimation;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>Where the starts of a theory's fit ended: every optimum, with its weights and whether it tells another story.</summary>
internal static class OptimaList
{
    private const int Shown = 8;

    public static void Write(StringBuilder b, TheoryWork t)
    {
        string[] names = [.. t.Parameters.Select(p => p.Name)];
        var rows = OptimaTable.Of([.. t.Optima.Select(o => new Optimum(o.Objective, o.Point, o.Hits, o.Decrement) { Origin = o.Origin, Converged = o.Converged })], names);
        if (rows.IsEmpty)
        {
            return;
        }

        string Score(OptimumRow o) => o.Score.ToString("0e+0", CultureInfo.InvariantCulture);
        if (rows.Length == 1)
        {
            b.Append($"<p class=\"note\">One optimum: log-likelihood {F(rows[0].Objective)}, reached from {rows[0].Hits} of {t.Starts} starts, score {Score(rows[0])}, signs {E(rows[0].Signs)}.</p>");
            return;
        }

        b.Append("<table><tr><th>optimum</th><th class=n>log-likelihood</th><th class=n>below the best</th><th class=n>AIC</th><th class=n>BIC</th><th class=n>starts</th><th class=n>score</th><th>signs</th><th>signs that differ</th><th>rival</th></tr>");
        foreach (var (o, i) in rows.Take(Shown).Select((o, i) => (o, i)))
        {
            b.Append($"<tr><td>{i + 1}</td><td class=n>{F(o.Objective)}</td><td class=n>{F(o.BelowBest)}</td><td class=n>{F(t.Aic + (2 * o.BelowBest), "0.0")}</td><td class=n>{F(t.Bic + (2 * o.BelowBest), "0.0")}</td><td class=n>{o.Hits}</td><td class=n>{Score(o)}</td>"
                + $"<td>{E(o.Signs)}</td><td>{E(string.Join(", ", o.SignsDiffer))}</td><td>{(o.IsRival ? "yes: within 2 nats, other signs" : i > 0 && o.IsNear ? "near: within 2 nats, same signs" : o.Converged ? "" : "no optimum: its climb stopped short")}</td></tr>");
        }

        b.Append("</table><div class=\"wide\"><table><tr><th>parameter</th>");
        for (int i = 0; i < Math.Min(rows.Length, Shown); i++)
        {
            b.Append($"<th class=n>optimum {i + 1}</th>");
        }

        b.Append("</tr>");
        for (int j = 0; j < names.Length; j++)
        {
            b.Append($"<tr><td>{E(names[j])}</td>{string.Concat(rows.Take(Shown).Select(o => $"<td class=n>{F(o.Weights[j], "0.000")}</td>"))}</tr>");
        }

        b.Append("</table></div>");
        if (rows.Length > Shown)
        {
            b.Append($"<p class=\"note\">And {rows.Length - Shown} more, further below; all are in results.json.</p>");
        }
    }
}
