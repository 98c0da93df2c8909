using System.Text;
using Tumen.Report.Drawing;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>Motives switched on and off: how probable each is before and after the record whatever the others are, how large it can be, and which stand for one another.</summary>
internal static class MotivesSection
{
    public static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        if (r.MotivesProblem is { } problem)
        {
            b.Append($"<p>The motives could not be weighed: {E(problem)}.</p>");
        }

        if (r.Motives is not { } m)
        {
            return;
        }

        var ranked = m.Motives.OrderByDescending(x => x.Inclusion).ToArray();
        b.Append($"<p>{E(MotiveWords.Finding(m))}</p><p class=\"note\">Every set of the {m.Motives.Length} motives that theories add was weighed, {m.Fit.LogMarginal.Length:#,##0} in all: the probability of a motive is summed over all sets that hold it, so that no other motive is assumed or ruled out. "
            + $"Before the record each had a probability of {E(Spoken.Probability(m.Fit.Chance))}.</p>");
        b.Append("<div class=\"wide\"><table><tr><th>motive</th><th>of</th><th class=n>before</th><th class=n>after</th><th>the record's odds for it</th><th class=n>size if it counts, median [90 %]</th><th>bound</th></tr>");
        foreach (var x in ranked)
        {
            b.Append($"<tr><td><b>{E(x.Name)}</b>{(x.Label is null ? "" : $" <span class=\"q\">{E(x.Label)}</span>")}</td><td>{E(x.Player)}</td><td class=n>{E(Spoken.Probability(x.Prior))}</td><td class=n>{E(Spoken.Probability(x.Inclusion))}{(x.Settled ? " settled" : "")}</td><td>{E(Spoken.Odds(x.BayesFactor))}</td>"
                + $"<td class=n>{string.Join("<br>", x.Sizes.Select(s => $"{E(x.Sizes.Length > 1 ? s.Parameter + " " : "")}{E(Spoken.Size(s.Median))} [{E(Spoken.Size(s.Low))}, {E(Spoken.Size(s.High))}]"))}</td><td>{(x.Sizes.IsEmpty ? "" : E(MotiveWords.Bound(x)))}</td></tr>");
        }

        b.Append("</table></div><figure>").Append(DotInterval.Draw(MotiveWords.Finding(m), [.. ranked.SelectMany(x => x.Sizes.Select(s => new IntervalRow($"{s.Parameter} ({x.Player})", s.Median, s.Low, s.High, x.Settled ? IntervalMark.Estimate : IntervalMark.Open)))]));
        b.Append("<figcaption>Size of every motive given that it counts, in units of choice noise: 1 nearly triples the odds of a move where its term differs by one. Hollow: the rule does not conclude that it counts.</figcaption></figure>");
        Pairs(b, m);
        Regions(b, m);
        b.Append($"<p class=\"note\">{E(MotiveWords.HowMade(m))}</p>");
    }

    private static void Pairs(StringBuilder b, MotiveResults m)
    {
        var said = m.Pairs.Where(p => p.Substitutes || p.Complements).Take(8).ToArray();
        if (said.Length == 0)
        {
            b.Append("<p>No two motives stand for one another, and none needs another.</p>");
            return;
        }

        b.Append("<h3>Motives that depend on one another</h3><ul>");
        foreach (var p in said)
        {
            b.Append($"<li>{E(MotiveWords.Of(p))}</li>");
        }

        b.Append("</ul>");
    }

    private static void Regions(StringBuilder b, MotiveResults m)
    {
        b.Append("<h3>Named theories among the sets</h3><table><tr><th>all its motives count</th><th class=n>before</th><th class=n>after</th><th>the record's odds</th></tr>");
        foreach (var x in m.Regions)
        {
            b.Append($"<tr><td>{(x.IsFamily ? "<b>any of " : "")}{E(x.Name == "base" ? "base: no motive counts" : x.Name)}{(x.IsFamily ? "</b>" : "")}</td><td class=n>{E(Spoken.Probability(x.Prior))}</td><td class=n>{E(Spoken.Probability(x.Posterior))}</td><td>{E(Spoken.Odds(x.Posterior / (1 - x.Posterior) * (1 - x.Prior) / x.Prior))}</td></tr>");
        }

        b.Append("</table><h3>The most probable sets</h3><ol>");
        foreach (var (names, probability, certified) in m.Top)
        {
            b.Append($"<li>{E(names.IsEmpty ? "none" : Spoken.List(names))}: {E(Spoken.Probability(probability))}{(certified ? "" : " (read off the surface)")}</li>");
        }

        b.Append("</ol>");
    }
}
