using System.Text;
using Tumen.Numerics;
using Tumen.Report.Drawing;
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
            b.Append("<table><tr><th>forecaster</th><th class=n>log score</th><th class=n>a month, as a chance</th><th class=n>over habit</th><th class=n>Brier</th><th class=n>calibration gap</th><th class=n>from the cut alone</th><th>fit</th></tr>");
            var rows = f.Scores.Select(s => (Name: s.Theory, s.Score, s.Status, Base: false, s.Brier, Gap: s.CalibrationGap, s.Ahead)).Concat(f.Baselines.Select((x, k) => (
                Name: x.Name, Score: x.HoldOutScore ?? double.NaN, Status: "", Base: true, Brier: k < f.BaselineScores.Length ? f.BaselineScores[k].Brier : (double?)null, Gap: k < f.BaselineScores.Length ? f.BaselineScores[k].Gap : (double?)null, Ahead: (double?)null)))
                .Concat(f.Fair.Select(x => (Name: x.Name, Score: x.HoldOutScore ?? double.NaN, Status: x.Uses ?? "", Base: true, Brier: (double?)null, Gap: (double?)null, Ahead: (double?)null)))
                .Concat(f.Blind is { } s0 ? [(Name: "base, nobody looks ahead", Score: s0.Score, Status: s0.Status, Base: true, Brier: s0.Brier, Gap: s0.CalibrationGap, Ahead: s0.Ahead)] : []);
            foreach (var (name, score, status, isBase, brier, gap, ahead) in rows.OrderByDescending(x => double.IsNaN(x.Score) ? double.NegativeInfinity : x.Score))
            {
                b.Append($"<tr{(isBase ? " class=\"base\"" : "")}><td>{E(name)}</td><td class=n>{F(score, "0.0")}</td><td class=n>{F(Elementary.Exp(score / f.Months), "0.000")}</td><td class=n>{Signed(score - (habit.HoldOutScore ?? double.NaN), "0.0")}</td><td class=n>{F(brier, "0.000")}</td><td class=n>{F(gap, "0.000")}</td><td class=n>{F(ahead, "0.0")}</td><td>{E(status)}</td></tr>");
            }

            b.Append("</table><p class=\"note\">Nats; nearer to zero is better. “A month, as a chance”: the geometric mean chance given to what all players did in a month. Brier (1950): mean squared distance between the chances of a move and what happened, nearer to 0 is better. Calibration gap: mean distance between chances given and shares that happened. “From the cut alone”: the log score when no month after the cut is seen.</p>");
            if (f.Scores.FirstOrDefault(s => s.Theory == r.Answer.Best && s.Calibration.Length > 0) is { } leader)
            {
                b.Append($"<figure>{Calibration.Draw($"calibration of {leader.Theory}, {f.Stretch.Name}", [.. leader.Calibration.Select(c => new Drawing.CalibrationBin(c.Forecast, c.Happened, c.Count))])}<figcaption>What {E(leader.Theory)} foretold with a chance, against how often it happened.</figcaption></figure>");
            }
        }
    }
}
