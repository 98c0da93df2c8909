using System.Text;
using Tumen.Model;
using Tumen.Report.Drawing;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>When a player changed, which months are doubted and how far each source is believed, under the leading theory.</summary>
internal static class HiddenSection
{
    private const int Most = 24;

    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        int at = order.FirstOrDefault(i => r.Theories[i].Hidden is not null, -1);
        if (at < 0)
        {
            return;
        }

        var theory = r.Theories[at];
        var hidden = theory.Hidden!;
        if (hidden.Regimes.Length > 0)
        {
            Regimes(b, r, theory.Name, hidden);
        }

        if (hidden.Tellings.Length > 0)
        {
            Doubts(b, r, theory.Name, hidden);
            Believed(b, r, hidden);
        }
    }

    private static void Regimes(StringBuilder b, StudyResults r, string theory, HiddenWork hidden)
    {
        var spec = r.Study.Game.Regimes!;
        string[] changes = Changes(hidden);
        string finding = changes.Length == 0 ? "No month is more likely than not to begin another regime" : $"The regime most likely changed in {string.Join(", ", changes.Take(6))}{(changes.Length > 6 ? ", …" : "")}";
        b.Append($"<figure><h3>{E(finding)}</h3>").Append(RegimeRibbon.Draw(finding, hidden.Periods, hidden.Regimes, RegimeSpec.Names));
        b.Append($"<figcaption>Height is the chance of each regime given the whole record, under {E(theory)} at its posterior mode; a regime is left once in {F(spec.Stay, "0")} {E(r.Study.Game.Period)}s on average, {(spec.Foreseen ? "and players reckon with it" : "and nobody reckons with it")}. "
            + $"{(spec.InOrder ? "They come in order." : spec.OrderedBy is { } by ? $"They are named by the size of {E(by)}." : "They are named by date.")}</figcaption></figure>");
        b.Append("<table><tr><th>weight</th>");
        for (int g = 0; g < hidden.Regimes.Length; g++)
        {
            b.Append($"<th class=n>regime {RegimeSpec.Names[g]}</th>");
        }

        b.Append("</tr>");
        foreach (var s in hidden.Sizes)
        {
            b.Append($"<tr><td>{E(s.Weight)}</td>{string.Concat(s.Sizes.Select(x => $"<td class=n>{F(x)}</td>"))}</tr>");
        }

        b.Append("</table>");
    }

    // Months in which the likeliest regime is another than the month before.
    private static string[] Changes(HiddenWork h)
    {
        int Likeliest(int t) => Enumerable.Range(0, h.Regimes.Length).MaxBy(g => h.Regimes[g][t]);
        return [.. Enumerable.Range(1, Math.Max(0, h.Periods.Length - 1)).Where(t => string.CompareOrdinal(h.Periods[t], h.Periods[t - 1]) > 0 && Likeliest(t) != Likeliest(t - 1)).Select(t => h.Periods[t])];
    }

    private static void Doubts(StringBuilder b, StudyResults r, string theory, HiddenWork hidden)
    {
        int n = hidden.Doubted.Length;
        b.Append($"<h3>{(n == 0 ? "No recorded move is doubted" : $"{n} recorded move{(n == 1 ? " is" : "s are")} doubted")}</h3><p>Made with a chance below one half, under {E(theory)} and given what all sources tell of the whole record.</p>");
        if (n == 0)
        {
            return;
        }

        b.Append("<table><tr><th>month</th><th>player</th><th>recorded</th><th class=n>chance</th><th>likelier</th><th class=n>chance</th><th>told</th><th>events</th></tr>");
        foreach (var d in hidden.Doubted.Take(Most))
        {
            b.Append($"<tr><td>{E(d.Period)}</td><td>{E(d.Player)}</td><td>{E(d.Recorded ?? "–")}</td><td class=n>{F(d.Chance)}</td><td>{E(d.Likelier)}</td><td class=n>{F(d.LikelierChance)}</td><td>{string.Join("<br>", d.Told.Select(E))}</td><td>{string.Join("<br>", Events(r, d).Select(E))}</td></tr>");
        }

        b.Append("</table>").Append(n > Most ? $"<p class=\"note\">The {Most} most doubtful; all are in results.json.</p>" : "");
    }

    private static IEnumerable<string> Events(StudyResults r, DoubtedMonth d)
    {
        var record = r.Study.Records[0];
        int t = record.Coded is null ? -1 : record.Table.Units[0].Periods.IndexOf(d.Period);
        return t < 0 ? [] : record.Coded!.Cell(t, d.Player).Events.Take(4);
    }

    private static void Believed(StringBuilder b, StudyResults r, HiddenWork hidden)
    {
        b.Append("<h3>How far each source is believed</h3>");
        foreach (var table in hidden.Tellings.GroupBy(t => (t.Source, t.Player)))
        {
            var moves = r.Study.Game.Players.First(p => p.Name == table.Key.Player).Moves;
            b.Append($"<table><caption>{E(table.Key.Source)} on {E(table.Key.Player)}</caption><tr><th>made</th><th class=n>months</th>{string.Concat(moves.Select(m => $"<th class=n>told {E(m)}</th>"))}</tr>");
            foreach (var row in table)
            {
                b.Append($"<tr><td>{E(row.Made)}</td><td class=n>{F(row.Expected, "0.0")}</td>{string.Concat(row.Told.Select(c => $"<td class=n>{F(c)}</td>"))}</tr>");
            }

            b.Append("</table>");
        }

        int sources = hidden.Tellings.Select(t => t.Source).Distinct().Count();
        b.Append($"<p class=\"note\">Chances at the posterior mode. {(sources < 3 ? $"With {(sources == 1 ? "one source" : "two sources")} errors are sized by the prior as much as by the record: three independent ones would identify them (Allman, Matias and Rhodes 2009)." : "")}</p>");
    }
}
