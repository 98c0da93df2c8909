using System.Text;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>How theories fitted to what came before foretold a stretch of months.</summary>
internal static class ForesightSection
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        foreach (var f in r.Foresights)
        {
            b.Append($"<h3>{E(f.Stretch.Name)}, {E(f.Stretch.From)} to {E(f.Stretch.To)}</h3><p>Every theory fitted to the months before {E(f.Stretch.From)} and nothing else, then asked for {f.Months} months, each given all before it.</p>");
            var habit = f.Baselines[^1];
            b.Append("<table><tr><th>forecaster</th><th class=n>log score</th><th class=n>a month, as a chance</th><th class=n>over habit</th><th>fit</th></tr>");
            var rows = f.Scores.Select(s => (Name: s.Theory, s.Score, s.Status, Base: false)).Concat(f.Baselines.Select(x => (Name: x.Name, Score: x.HoldOutScore ?? double.NaN, Status: "", Base: true)));
            foreach (var (name, score, status, isBase) in rows.OrderByDescending(x => double.IsNaN(x.Score) ? double.NegativeInfinity : x.Score))
            {
                b.Append($"<tr{(isBase ? " class=\"base\"" : "")}><td>{E(name)}</td><td class=n>{F(score, "0.0")}</td><td class=n>{F(Math.Exp(score / f.Months), "0.000")}</td><td class=n>{Signed(score - (habit.HoldOutScore ?? double.NaN), "0.0")}</td><td>{E(status)}</td></tr>");
            }

            b.Append("</table><p class=\"note\">Nats; nearer to zero is better. “A month, as a chance”: the geometric mean chance given to what all players did in a month.</p>");
        }
    }
}
