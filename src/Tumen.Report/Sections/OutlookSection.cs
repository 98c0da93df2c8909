using System.Text;
using Tumen.Report.Drawing;
using Tumen.Scenarios;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>What the theories expect from here if nothing changes: fans of every move and of concessions; and from which situations threats pay.</summary>
internal static class OutlookSection
{
    private const int Shown = 3;

    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        Fans(b, r, order);
        Map(b, r, order);
    }

    private static void Fans(StringBuilder b, StudyResults r, int[] order)
    {
        string[] today = [.. r.Study.Study.Scenarios.Where(s => s.From is null).Select(s => s.Name)];
        var works = order.Select(i => (Index: i, Work: r.Scenarios.FirstOrDefault(s => s.Theory == r.Theories[i].Name && s.Curves.Length > 0 && today.Contains(s.Scenario)))).Where(x => x.Work is not null).ToArray();
        if (works.Length == 0)
        {
            return;
        }

        var shown = works.Take(Shown).ToArray();
        Tone[] tones = [Tone.Blue, Tone.Vermilion, Tone.Green];
        b.Append($"<p>Chance of every move and expected concessions, month by month after {E(r.Records[0].To)}, under {E(string.Join(", ", shown.Select(x => r.Theories[x.Index].Name)))}: the most probable theories. Bands are the middle 90 % of posterior draws.</p><div class=\"multiples\">");
        var first = shown[0].Work!.Curves.Where(c => c.Group == CurveGroups.Path).ToArray();
        foreach (var c in first)
        {
            b.Append(BandPlot.Draw(c.Name, c.At, "months from now", [.. shown.Select((x, k) => (x.Index, k, Curve: x.Work!.Curves.FirstOrDefault(o => o.Group == c.Group && o.Name == c.Name))).Where(x => x.Curve is not null)
                .Select(x => new BandSeries(r.Theories[x.Index].Name, tones[x.k], x.Curve!.Before, x.Curve.BeforeLow, x.Curve.BeforeHigh))]));
        }

        b.Append("</div>");
    }

    // Rows: theories; columns: situations at a level; cells: τ averaged over the record's months there.
    private static void Map(StringBuilder b, StudyResults r, int[] order)
    {
        var works = order.Select(i => r.Marginal.FirstOrDefault(m => m.Theory == r.Theories[i].Name && m.Cells.Length > 0)).OfType<MarginalWork>().ToArray();
        if (works.Length == 0)
        {
            return;
        }

        b.Append("<h3>From where do threats pay?</h3><p>Marginal leverage τ: concessions gained in all by making the move now rather than the quiet one, everybody playing on as solved; averaged over the record's months with a situation at a level.</p>");
        var situations = r.Study.Game.Situations;
        var columns = situations.SelectMany((s, v) => s.Levels.Select((level, l) => (Name: $"{s.Name} {level}", v, l))).Where(c => works[0].Cells.Any(x => x.Levels[c.v] == c.l)).ToArray();
        for (int m = 0; m < works[0].Moves.Length; m++)
        {
            int move = m;
            double Mean(MarginalWork w, int v, int l)
            {
                var cells = w.Cells.Where(x => x.Levels[v] == l).ToArray();
                return cells.Length == 0 ? double.NaN : cells.Sum(x => x.Months * x.Values[move]) / cells.Sum(x => x.Months);
            }

            b.Append("<figure>").Append(HeatMap.Draw($"marginal leverage of {works[0].Moves[m]}", [.. works.Select(w => w.Theory)], [.. columns.Select(c => c.Name)],
                [.. works.Select(w => (IReadOnlyList<double>)[.. columns.Select(c => Mean(w, c.v, c.l))])], "+0.00;−0.00;0.00", "theory"))
                .Append($"<figcaption>Net rewards in all that {E(works[0].Moves[m])} brings now.</figcaption></figure>");
        }

        var best = works[0];
        b.Append($"<details><summary>Every situation of the record under {E(best.Theory)}</summary><div class=\"wide\"><table><tr><th>situation</th><th class=n>months</th>");
        foreach (string move in best.Moves)
        {
            b.Append($"<th class=n>{E(move)}, 90 % of draws</th><th class=n>pays with chance</th>");
        }

        b.Append("</tr>");
        foreach (var cell in best.Cells)
        {
            b.Append($"<tr><td>{E(string.Join(", ", cell.Levels.Select((l, v) => $"{situations[v].Name} {situations[v].Levels[l]}")))}</td><td class=n>{cell.Months}</td>");
            for (int m = 0; m < best.Moves.Length; m++)
            {
                b.Append($"<td class=n>{Signed(cell.Values[m], "0.000")} [{Signed(cell.Lows[m], "0.000")}, {Signed(cell.Highs[m], "0.000")}]</td><td class=n>{F(cell.Positive[m])}</td>");
            }

            b.Append("</tr>");
        }

        b.Append("</table></div></details>");
    }
}
