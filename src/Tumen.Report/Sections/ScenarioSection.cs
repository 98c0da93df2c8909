using System.Text;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>What-ifs: what each changes, averaged over the theories and under each, with paths, responses and rhythms under the leading theory.</summary>
internal static class ScenarioSection
{
    private const double Sure = 0.9;

    /// <summary>One row a what-if, averaged over the theories, and which theories each touches at all.</summary>
    public static void Open(StringBuilder b, StudyResults r, int[] order)
    {
        if (r.Scenarios.IsEmpty)
        {
            return;
        }

        b.Append("<p>Each what-if changes the game and solves it again under every theory. Changes are averaged over the theories by their probability: median with the middle 90 % of the draws; bold where nine draws in ten agree on the sign.</p>");
        var all = All(r, order);
        Overview(b, r, all);
        Untouched(b, r, all);
    }

    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        if (r.Scenarios.IsEmpty)
        {
            return;
        }

        b.Append("<p>Solved at each theory's posterior mode and at posterior draws, following the equilibrium from the unchanged game.</p>");
        var all = All(r, order);
        foreach (var (name, rows) in all)
        {
            b.Append($"<details id=\"what-if-{Array.FindIndex(all, x => x.Name == name) + 1}\"><summary>{E(ReaderNames.In(r.Study.Game, name))}</summary>");
            One(b, r, name, rows);
            b.Append("</details>");
        }
    }

    private static (string Name, (int Index, ScenarioWork Work)[] Rows)[] All(StudyResults r, int[] order) =>
        [.. r.Study.Study.Scenarios.Select(spec => (spec.Name, Rows: order.Select(i => (Index: i, Work: r.Scenarios.FirstOrDefault(s => s.Scenario == spec.Name && s.Theory == r.Theories[i].Name)))
            .Where(x => x.Work is not null).Select(x => (x.Index, Work: x.Work!)).ToArray())).Where(x => x.Rows.Length > 0)];

    // A theory has nothing that a what-if touches when no number moves at any draw: a zero by construction, which is not a finding.
    private static bool IsTouched(ScenarioWork w) => w.Quantities.Length == 0 || w.Quantities.Any(q => !(Math.Abs(q.Change) < 1e-12) || q.Changes.Any(d => Math.Abs(d) > 1e-12));

    private static void Untouched(StringBuilder b, StudyResults r, (string Name, (int Index, ScenarioWork Work)[] Rows)[] all)
    {
        var rows = all.Select(x => (x.Name, Touched: x.Rows.Where(w => IsTouched(w.Work)).ToArray(), Of: x.Rows.Length)).Where(x => x.Touched.Length < x.Of).ToArray();
        if (rows.Length == 0)
        {
            return;
        }

        b.Append("<p>Some theories have nothing that a what-if touches; their zeros are made by construction and say nothing:</p><ul>");
        foreach (var (name, touched, of) in rows)
        {
            double p = touched.Sum(x => double.IsNaN(r.Posterior[x.Index]) ? 0 : r.Posterior[x.Index]);
            b.Append($"<li><b>{E(ReaderNames.In(r.Study.Game, name))}</b> {(touched.Length == 0 ? "touches no theory" : $"touches {E(Spoken.Number(touched.Length))} of {E(Spoken.Count(of, "theory", "theories"))}, {E(Spoken.Probability(p))} of the probability together: {E(Spoken.List(touched.Select(x => x.Work.Theory)))}")}.</li>");
        }

        b.Append("</ul>");
    }

    // "share client provoke" as a reader says it: "North Korea: provoke (%)".
    private static string Quantity(StudyResults r, string name)
    {
        string[] parts = name.Split(' ', 3);
        return parts is ["share", var player, var move] && r.Study.Game.Players.FirstOrDefault(p => p.Name == player) is { } p ? $"{p.Display}: {move}, share of {r.Study.Game.Period}s in 100" : name;
    }

    /// <summary>Names of the quantities that a reader asks for first: shares of the moves that matter, concessions and leverage.</summary>
    private static string[] Columns(StudyResults r, IEnumerable<ScenarioWork> works)
    {
        var game = r.Study.Game;
        var moves = new[] { game.Threats, game.Instruments }.Where(s => s is not null).SelectMany(s => game.Players[s!.Player].Moves.Where((_, a) => a != s.Quiet).Select(m => $"share {game.Players[s.Player].Name} {m}")).ToHashSet();
        return [.. works.SelectMany(w => w.Quantities).Select(q => q.Name).Distinct().Where(q => moves.Contains(q) || !q.Contains(' ', StringComparison.Ordinal))];
    }

    private static IntervalWork? Averaged(StudyResults r, (int Index, ScenarioWork Work)[] rows, string quantity)
    {
        var parts = rows.Select(x => (Weight: r.Posterior[x.Index], Q: x.Work.Quantities.FirstOrDefault(q => q.Name == quantity))).Where(x => x.Q is { Changes.Length: > 0 } && x.Weight > 0 && double.IsFinite(x.Q.Change)).ToArray();
        return parts.Length == 0 ? null : Mixture.Interval([.. parts.Select(x => (x.Weight, x.Q!.Change, x.Q.Changes))]);
    }

    // One row a what-if: the reader sees at once which changes matter and which signs are sure.
    private static void Overview(StringBuilder b, StudyResults r, (string Name, (int Index, ScenarioWork Work)[] Rows)[] all)
    {
        string[] columns = Columns(r, all.SelectMany(x => x.Rows).Select(x => x.Work));
        b.Append("<div class=\"wide\"><table><tr><th>what if</th>");
        foreach (string c in columns)
        {
            b.Append($"<th class=n>{E(Quantity(r, c))}</th>");
        }

        b.Append("<th class=n>never-seen months</th></tr>");
        foreach (var (name, rows) in all)
        {
            b.Append($"<tr><td>{E(ReaderNames.In(r.Study.Game, name))}</td>");
            foreach (string c in columns)
            {
                var i = Averaged(r, rows, c);
                bool none = rows.All(x => !IsTouched(x.Work)), sure = i is not null && Math.Max(i.ChancePositive, 1 - i.ChancePositive) >= Sure && Math.Abs(i.Value) > 1e-9;
                b.Append($"<td class=n>{(none ? "<span class=\"q\">not touched</span>" : i is null ? "–" : (sure ? "<b>" : "") + Range(i, Scale(c)) + (sure ? "</b>" : ""))}</td>");
            }

            double weight = rows.Sum(x => r.Posterior[x.Index]);
            b.Append($"<td class=n>{F(100 * rows.Sum(x => r.Posterior[x.Index] * x.Work.Unseen) / weight, "0")} %</td></tr>");
        }

        b.Append("</table></div><p class=\"note\">Changes in long-run shares of months (percentage points), in net rewards a month, and in leverage; bold where nine draws in ten agree on the sign. Never-seen months: the long-run share spent in situations that the record never visited, where the answer leans on the form of the payoffs.</p>");
    }

    private static void One(StringBuilder b, StudyResults r, string name, (int Index, ScenarioWork Work)[] rows)
    {
        string[] columns = Columns(r, rows.Select(x => x.Work));
        b.Append("<div class=\"wide\"><table><tr><th>theory</th><th class=n>probability</th>");
        foreach (string c in columns)
        {
            b.Append($"<th class=n>{E(Quantity(r, c))}</th>");
        }

        b.Append("<th class=n>never-seen months</th></tr>");
        foreach (var (i, w) in rows)
        {
            b.Append($"<tr><td>{E(w.Theory)}{(w.Status == "solved" ? "" : $" <span class=\"q\">{E(w.Status)}</span>")}</td><td class=n>{F(r.Posterior[i], "0.000")}</td>");
            foreach (string c in columns)
            {
                b.Append($"<td class=n>{(!IsTouched(w) ? "<span class=\"q\">not touched</span>" : w.Quantities.FirstOrDefault(q => q.Name == c) is { } q ? Cell(q) : "–")}</td>");
            }

            b.Append($"<td class=n>{F(100 * w.Unseen, "0")} %</td></tr>");
        }

        b.Append("</table></div><p class=\"note\">“Sign” is the share of draws that move the same way as the mode.</p>");
        Notes(b, rows);
        Partners(b, r, rows);
        ScenarioFigures.Write(b, rows[0].Work);
    }

    // A remark that holds of several theories is made once.
    private static void Notes(StringBuilder b, (int Index, ScenarioWork Work)[] rows)
    {
        var notes = rows.SelectMany(x => x.Work.Notes.Select(n => (Note: n, x.Work.Theory))).GroupBy(x => x.Note).ToArray();
        if (notes.Length > 0)
        {
            b.Append("<ul class=\"note\">");
            foreach (var n in notes)
            {
                b.Append($"<li>{E(n.Key)}{(n.Count() == rows.Length ? "" : $" ({E(string.Join(", ", n.Select(x => x.Theory)))})")}</li>");
            }

            b.Append("</ul>");
        }

        int failed = rows.Sum(x => x.Work.Failed), lost = rows.Sum(x => x.Work.Lost);
        if (failed + lost > 0)
        {
            b.Append($"<p class=\"note\">{Spoken.Capital(Spoken.Count(failed, "draw"))} {(failed == 1 ? "was" : "were")} dropped because a game was not certified; on {lost} the branch from the unchanged game was lost.</p>");
        }
    }

    private static void Partners(StringBuilder b, StudyResults r, (int Index, ScenarioWork Work)[] rows)
    {
        if (rows.All(x => x.Work.Partners.Length == 0))
        {
            return;
        }

        b.Append("<h3>What would each partner gain by leaving?</h3><table><tr><th>theory</th><th>partner</th><th class=n>by one month's move</th><th class=n>by a move that ends it</th><th class=n>if it were over at once</th></tr>");
        foreach (var (_, w) in rows)
        {
            foreach (var p in w.Partners)
            {
                string name = r.Study.Game.Players.FirstOrDefault(x => x.Name == p.Player)?.Display ?? p.Player;
                b.Append($"<tr><td>{E(w.Theory)}</td><td>{E(name)}</td><td class=n>{Interval(p.OneShot)}</td><td class=n>{Interval(p.ForGood)}</td><td class=n>{Interval(p.Dissolving)}</td></tr>");
            }
        }

        b.Append("</table><p class=\"note\">Discounted sums, in units of the partner's own choice noise. A front that a partner would gain by leaving needs something outside this game to hold it.</p>");
    }

    private static double Scale(string quantity) => quantity.StartsWith("share ", StringComparison.Ordinal) ? 100 : 1;

    private static string Range(IntervalWork i, double scale)
    {
        string format = scale > 1 || Math.Abs(i.Value) >= 1 ? "0.0" : "0.000";
        return $"{Signed(scale * (double.IsNaN(i.Median) ? i.Value : i.Median), format)} [{Signed(scale * i.Low, format)}, {Signed(scale * i.High, format)}]";
    }

    private static string Cell(QuantityWork q)
    {
        double scale = Scale(q.Name);
        string format = scale > 1 || Math.Abs(q.Change) >= 1 ? "0.0" : "0.000";
        if (q.Changes.Length == 0 || !double.IsFinite(q.Change))
        {
            return Signed(scale * q.Change, format);
        }

        double same = q.Changes.Count(d => Math.Sign(Math.Abs(d) < 1e-9 ? 0 : d) == Math.Sign(Math.Abs(q.Change) < 1e-9 ? 0 : q.Change)) / (double)q.Changes.Length;
        return $"{Signed(scale * q.Change, format)} <span class=\"q\">sign {F(same, "0.00")}</span>";
    }
}
