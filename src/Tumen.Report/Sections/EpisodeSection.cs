using System.Text;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>One-shot crises: the tree, every equilibrium with its beliefs, which standards keep it, and how much of it rests on the long game.</summary>
internal static class EpisodeSection
{
    /// <summary>A sentence a crisis: how many ways it can go, and what the theories disagree on most.</summary>
    public static void Overview(StringBuilder b, StudyResults r, int[] order)
    {
        if (r.Episodes.IsEmpty)
        {
            return;
        }

        b.Append("<ul>");
        foreach (var works in r.Episodes.GroupBy(e => e.Episode))
        {
            int least = works.Min(w => w.Found), most = works.Max(w => w.Found);
            var acts = works.SelectMany(w => w.Equilibria).SelectMany(e => e.Acts).GroupBy(a => (a.Player, a.Action)).Select(g => (g.Key, Low: g.Min(a => a.Chance), High: g.Max(a => a.Chance))).ToArray();
            var widest = acts.Length == 0 ? default : acts.MaxBy(a => a.High - a.Low);
            string count = least == most ? Spoken.Count(most, "equilibrium", "equilibria") : $"{Spoken.Number(least)} to {Spoken.Count(most, "equilibrium", "equilibria")}";
            b.Append($"<li><b>{E(works.Key)}</b>: {E(count)}{(works.Count() > 1 ? $" under each of {E(Spoken.Number(works.Count()))} theories" : "")}{(acts.Length == 0 || widest.High - widest.Low < 0.005 ? "." : $"; most open is whether {E(widest.Key.Player)} plays “{E(widest.Key.Action)}”: with chance {F(widest.Low)} to {F(widest.High)}.")}</li>");
        }

        b.Append("</ul>");
    }

    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        if (r.Episodes.IsEmpty)
        {
            return;
        }

        b.Append("<p>Crises that happen once, with something that only one side knows, solved completely. Where an episode goes on in the long game, its last payoffs hold that game's discounted values as fitted, "
            + "so the answer differs from theory to theory. A babbling equilibrium, in which nobody believes a word, is listed beside the informative one.</p>");
        foreach (var episode in r.Study.Episodes)
        {
            b.Append($"<h3>{E(episode.Spec.Name)}</h3><p class=\"note\">{E(episode.Tree.Title)}{(episode.Spec.Period is { } month ? $", in {E(month)}" : "")}; {E(string.Join(", ", episode.Tree.Players))}. {E(episode.Spec.File)}</p>");
            string[] asked = episode.Spec.GoesOn ? [.. order.Select(i => r.Theories[i].Name).Where(episode.Spec.Theories.Contains)] : [];
            var works = r.Episodes.Where(e => e.Episode == episode.Spec.Name).OrderBy(e => e.Theory is null ? -1 : Array.IndexOf(asked, e.Theory)).ToArray();
            if (works.Length > 1)
            {
                Across(b, r, works);
            }

            foreach (var work in works)
            {
                b.Append($"<details><summary>{(work.Theory is { } theory ? $"going on under {E(theory)}" : "solved")}: {E(Count(work))}</summary>");
                One(b, work);
                b.Append("</details>");
            }
        }
    }

    /// <summary>One episode under one theory: table of sequels, equilibria, trees.</summary>
    public static void One(StringBuilder b, EpisodeWork work)
    {
        if (work.Sequels.Length > 0)
        {
            b.Append($"<table><tr><th>goes on where</th>{string.Concat(work.Players.Select(p => $"<th class=n>worth to {E(p)}</th>"))}</tr>");
            foreach (var s in work.Sequels)
            {
                b.Append($"<tr><td>{E(s.Where)}</td>{string.Concat(s.Values.Select(v => $"<td class=n>{F(v, "0.000")}</td>"))}</tr>");
            }

            b.Append("</table>");
        }

        for (int k = 0; k < work.Equilibria.Length; k++)
        {
            var e = work.Equilibria[k];
            b.Append($"<p><b>{k + 1}.</b> {E(string.Join(", ", work.Players.Select((p, i) => $"{p} {Decimal(e.Payoffs[i])}")))} <span class=\"q\">{E(e.Status)}</span><br>{string.Join("<br>", e.Strategies.Select(E))}</p>");
            b.Append(e.Tree.Length > 0 ? $"<div class=\"wide\">{e.Tree}</div>" : "");
            b.Append($"<p class=\"note\">kept by {E(string.Join(", ", e.Refinements.Where(x => x.Verdict == "kept").Select(x => x.Standard)) is { Length: > 0 } kept ? kept : "none of the standards")}"
                + string.Concat(e.Refinements.Where(x => x.Verdict is "dropped" or "undecided").Select(x => $"<br>{x.Verdict} by {E(x.Standard)}: {E(x.Reason)}"))
                + string.Concat(e.Beliefs.Select(x => $"<br>belief at {E(x)}")) + "</p>");
        }

        b.Append(work.Found > work.Equilibria.Length ? $"<p class=\"note\">{work.Found - work.Equilibria.Length} more were found.</p>" : "");
        b.Append(string.Concat(work.Notes.Select(n => $"<p class=\"note\">{E(n)}</p>")));
    }

    // Lowest and highest chance of every act over the equilibria, theory by theory: what the theories disagree on.
    private static void Across(StringBuilder b, StudyResults r, EpisodeWork[] works)
    {
        var acts = works.SelectMany(w => w.Equilibria).SelectMany(e => e.Acts).Select(a => (a.Player, a.Action)).Distinct().ToArray();
        b.Append($"<div class=\"wide\"><table><tr><th>going on under</th><th>probability</th><th>equilibria</th>{string.Concat(acts.Select(a => $"<th>{E(a.Player)} {E(a.Action)}</th>"))}</tr>");
        foreach (var w in works)
        {
            b.Append($"<tr><td>{E(w.Theory ?? "")}</td><td class=n>{F(r.Posterior[r.Study.Study.Compare.IndexOf(w.Theory!)], "0.000")}</td><td>{E(Count(w))}</td>");
            foreach (var (player, action) in acts)
            {
                double[] chances = [.. w.Equilibria.Select(e => e.Acts.FirstOrDefault(a => a.Player == player && a.Action == action)?.Chance ?? 0)];
                b.Append($"<td class=n>{(chances.Length == 0 ? "–" : chances.Max() - chances.Min() < 5e-4 ? F(chances[0], "0.000") : $"{F(chances.Min(), "0.000")} to {F(chances.Max(), "0.000")}")}</td>");
            }

            b.Append("</tr>");
        }

        b.Append("</table></div><p class=\"note\">Chance of each act in the course of play, from its least to its greatest over the equilibria.</p>");
    }

    // A fraction of more than a few digits is read as a decimal number; the exact one is in results.json.
    private static string Decimal(string payoff)
    {
        string[] parts = payoff.Split('/');
        return parts.Length == 2 && payoff.Length > 7 && double.TryParse(parts[0], System.Globalization.CultureInfo.InvariantCulture, out double a) && double.TryParse(parts[1], System.Globalization.CultureInfo.InvariantCulture, out double over) ? F(a / over, "0.000") : payoff;
    }

    private static string Count(EpisodeWork w) => w.Status != "solved" ? w.Status : $"{w.Found} equilibri{(w.Found == 1 ? "um" : "a")}{(w.Complete ? "" : ", perhaps not all")}";
}
