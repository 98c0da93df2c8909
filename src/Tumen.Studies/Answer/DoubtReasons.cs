using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Studies;

/// <summary>Reasons that lie in asking otherwise: other codings, other assumptions, changes at unknown dates, stretches left out, placebos, foresight, records of known truth.</summary>
internal static class DoubtReasons
{
    // A gain over the base game that a placebo has too, up to this factor, is not the patron's.
    private static readonly double PlaceboFactor = Elementary.Log(10);

    /// <summary>All of them, in the order in which they are told.</summary>
    public static IEnumerable<Reason> Of(AnswerGrounds g, TheoryWork best) =>
        Codings(g, best).Concat(Assumptions(g, best)).Concat(BestCase(g)).Concat(g.Breaks.Select(b => Break(g, best, b))).Concat(Tilt(g)).Concat(Omissions(g, best)).Concat(Power(g, best)).Concat(Placebos(g, best)).Concat(Foresights(g, best));

    private static IEnumerable<Reason> Codings(AnswerGrounds g, TheoryWork best)
    {
        var others = g.Codings.Skip(1).ToArray();
        if (others.Length == 0)
        {
            yield break;
        }

        var moved = others.Where(c => c.Best != best.Name).ToArray();
        yield return new Reason(ReasonKind.Codings, moved.Length == 0, [("codings", others.Length), ("reversals", moved.Length)], moved.Length == 0
            ? "The same theory leads under every coding of the record."
            : $"Of {Spoken.Count(others.Length, "other coding")} of the record, {Spoken.Number(moved.Length)} {(moved.Length == 1 ? "makes" : "make")} another theory lead: {string.Join(", ", moved.Select(c => $"{Named(c.Best)} ({c.Record})"))}.")
        {
            Instead = moved.Length == 0 ? "" : moved[0].Best,
        };
    }

    private static IEnumerable<Reason> Assumptions(AnswerGrounds g, TheoryWork best)
    {
        if (g.Variations.Length == 0)
        {
            yield break;
        }

        var moved = g.Variations.Where(v => v.Best != best.Name).ToArray();
        yield return new Reason(ReasonKind.Assumptions, moved.Length == 0, [("assumptions", g.Variations.Length), ("reversals", moved.Length)], moved.Length == 0
            ? "The same theory leads under every other assumption tried."
            : $"Of {Spoken.Count(g.Variations.Length, "other assumption")}, {Spoken.Number(moved.Length)} {(moved.Length == 1 ? "makes" : "make")} another theory lead: {string.Join(", ", moved.Select(v => $"{Named(v.Best)} ({v.Record}{Unsound(v)})"))}.")
        {
            Instead = moved.Length == 0 ? "" : moved[0].Best,
        };
    }

    private static string Unsound(CodingVerdict v) => v.Unsound.Length == 0 ? "" : $"; {Spoken.Number(v.Unsound.Length)} {(v.Unsound.Length == 1 ? "theory has" : "theories have")} no probability there";

    // Marginal likelihoods of one record compare across assumptions as they do across theories.
    private static IEnumerable<Reason> BestCase(AnswerGrounds g)
    {
        var all = g.Variations.SelectMany((v, k) => g.Theories.Select((w, i) => (w.Name, Under: v.Record, Eras: k < g.Study.Variations.Length && g.Study.Variations[k].Changes.Any(c => c is Variation.Eras),
            Sound: v.Unsound.All(u => u.Theory != w.Name), Log: v.LogMarginalLikelihoods[i]))).Where(x => x.Sound && double.IsFinite(x.Log)).ToArray();
        double best = g.Codings[0].LogMarginalLikelihoods.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();
        if (all.Length == 0 || !double.IsFinite(best))
        {
            yield break;
        }

        var top = all.MaxBy(x => x.Log);
        double gain = top.Log - best;
        yield return new Reason(ReasonKind.BestCase, gain <= 0 ? true : null, [("nats", gain)], gain <= 0 ? "No theory does better under any other assumption tried than the leader does as written."
            : $"Of all theories under all assumptions tried, the record favours {top.Name} with “{top.Under}” most: {Spoken.Odds(Elementary.Exp(gain))} over the leader as written{(top.Eras ? ", for dates chosen after looking" : "")}.");
    }

    private static Reason Break(AnswerGrounds g, TheoryWork best, BreakResult b)
    {
        int led = Enumerable.Range(0, g.Theories.Length).MaxBy(i => double.IsNaN(b.Either[i]) ? -1 : b.Either[i]), home = g.Theories.IndexOf(best);
        bool holds = led == home;
        string who = g.Display(b.Spec.Player), when = $"most likely after {b.Dates[b.Likeliest]} ({Spoken.Probability(b.Chances[b.Likeliest])})";
        string change = b.Chance >= 0.9 ? $"{who} changed ({Spoken.Probability(b.Chance)}; before the record .50), {when}." : b.Chance <= 0.1 ? $"No change of {who} is seen ({Spoken.Probability(b.Chance)}; before the record .50)."
            : $"Whether {who} changed is open ({Spoken.Probability(b.Chance)}; before the record .50; {when}).";
        return new Reason(ReasonKind.Break, holds, [("change", b.Chance), ("leader", b.Either[led]), ("best", b.Either[home])],
            $"{change} {(holds ? $"Allowing for it, {best.Name} still leads, at {Spoken.Probability(b.Either[home])}." : $"Allowing for it, {g.Theories[led].Name} leads at {Spoken.Probability(b.Either[led])}, and {best.Name} has {Spoken.Probability(b.Either[home])}.")}")
        {
            Instead = holds ? "" : g.Theories[led].Name,
        };
    }

    private static IEnumerable<Reason> Tilt(AnswerGrounds g)
    {
        if (PriorTilt.Of(g.Theories, g.Posterior) is [var nearest, ..])
        {
            yield return new Reason(ReasonKind.Tilt, null, [("odds", nearest.Odds)],
                FormattableString.Invariant($"Whoever held {nearest.Rival} {(nearest.Odds < 10 ? $"{nearest.Odds:0.0#}" : Spoken.Odds(nearest.Odds).Replace(" to 1", "", StringComparison.Ordinal))} times as likely as {g.Theories[Standing.Leader(g.Posterior)].Name} beforehand sees the two level."));
        }
    }

    private static IEnumerable<Reason> Omissions(AnswerGrounds g, TheoryWork best)
    {
        int all = g.Omissions.Length;
        if (all == 0)
        {
            yield break;
        }

        var turned = g.Omissions.Where(o => o.Best != best.Name).ToArray();
        yield return new Reason(ReasonKind.Omissions, turned.Length == 0, [("stretches", all), ("reversals", turned.Length)], turned.Length == 0
            ? all == 1 ? "It leads without the stretch of the record that was left out." : $"It leads without any one of {Spoken.Number(all)} stretches of the record."
            : $"Leave out {(turned.Length == 1 ? turned[0].Stretch.Name : turned.Length == all ? $"any one of {Spoken.Number(all)} stretches" : $"any one of {Spoken.Number(turned.Length)} of {Spoken.Number(all)} stretches")}, and another theory leads: {string.Join("; ", turned.GroupBy(o => o.Best).Select(x => $"{Named(x.Key)} ({string.Join(", ", x.Select(o => o.Stretch.Name))})"))}.");
    }

    private static IEnumerable<Reason> Power(AnswerGrounds g, TheoryWork best)
    {
        if (g.PriorPower is { } prior)
        {
            var right = prior.Matrix.Right;
            yield return new Reason(ReasonKind.Power, null, [("right", right.Share), ("low", right.Low), ("high", right.High), ("records", right.Of)],
                FormattableString.Invariant($"On records made by these theories with motives from the stated priors, the one that made the record leads in {100 * right.Share:0} of 100 [{100 * right.Low:0}, {100 * right.High:0}]; by luck it would in {100.0 / prior.Theories.Length:0}.{Few(prior)}"));
        }

        if (g.FittedPower is { } fitted)
        {
            int leader = fitted.Theories.IndexOf(best.Name);
            double made = leader < 0 ? double.NaN : fitted.WhenItLeads[leader];
            yield return new Reason(ReasonKind.Power, null, [("right", fitted.Matrix.Right.Share), ("whenItLeads", made), ("records", fitted.Matrix.Right.Of)],
                FormattableString.Invariant($"On records made at the fitted sizes, which is power after the fact, the one that made the record leads in {100 * fitted.Matrix.Right.Share:0} of 100; ")
                + (double.IsNaN(made) ? "none of them was led by this theory." : FormattableString.Invariant($"where this theory led, it had made {100 * made:0} of 100.")) + Few(fitted));
        }
    }

    private static string Few(ConfusionTable c) => c.TooFew ? $" Too few records to judge by: {Spoken.Number(c.Matrix.Cells.Min(r => r[0].Of))} of each theory, {ConfusionTable.FewestRecords} are needed." : "";

    private static IEnumerable<Reason> Placebos(AnswerGrounds g, TheoryWork best)
    {
        int home = g.Theories.IndexOf(best);
        foreach (var placebo in g.Placebos)
        {
            double gain = placebo.OverBase[home], here = placebo.OverBaseInTheRecord[home];
            if (!double.IsFinite(gain) || !double.IsFinite(here) || best.Name == "base")
            {
                continue;
            }

            string missing = string.Join(" or ", placebo.Columns.Where(c => c.IsMove).SelectMany(c => c.Counts.Where(x => x.Months == 0 && g.Columns.Any(m => m.Name == c.Name && m.Counts.Any(y => y.Value == x.Value && y.Months > 0))).Select(x => $"{g.Display(c.Name)} {x.Value}")));
            yield return new Reason(ReasonKind.Placebo, here - gain >= PlaceboFactor, [("placebo", gain), ("record", here)],
                $"With “{placebo.Name}”, its {Spoken.Odds(Elementary.Exp(here))} over the base game {(here - gain >= PlaceboFactor ? "falls to" : gain <= here ? "falls only to" : "rises to")} {Spoken.Odds(Elementary.Exp(gain))}.{(placebo.Absence is { TestsNothing: true } absent ? $" It tests nothing of this: {absent.Says}." : missing.Length == 0 ? "" : $" That record has no {missing}, so it tests little.")}");
        }
    }

    private static IEnumerable<Reason> Foresights(AnswerGrounds g, TheoryWork best)
    {
        foreach (var f in g.Foresights)
        {
            var own = f.Scores.First(x => x.Theory == best.Name);
            if (!double.IsFinite(own.Score))
            {
                yield return new Reason(ReasonKind.Foresight, false, [], $"It could not foretell “{f.Stretch.Name}”: {own.Status}.");
                continue;
            }

            double chain = f.Baselines[^1].HoldOutScore ?? double.NaN;
            double? home = best.Name == "base" ? null : f.Scores.FirstOrDefault(x => x.Theory == "base")?.Score;
            var top = f.Scores.Where(x => double.IsFinite(x.Score)).MaxBy(x => x.Score)!;
            yield return new Reason(ReasonKind.Foresight, own.Score > chain && !(home > own.Score), [("habit", own.Score - chain), ("base", own.Score - home ?? double.NaN), ("best", own.Score - top.Score)],
                $"It foretold “{f.Stretch.Name}” ({f.Months} {g.Game.Period}s) {TheoryReasons.Beside(own.Score, chain, home, g.Game.Period)}; {(top.Theory == best.Name ? "no other theory did better" : $"{top.Theory} did best")}.")
            {
                Instead = top.Theory == best.Name ? "" : top.Theory,
            };
        }
    }

    private static string Named(string theory) => theory.Length == 0 ? "no theory" : theory;
}
