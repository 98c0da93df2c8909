using System.Collections.Immutable;
using System.Globalization;
using Tumen.Estimation;
using Tumen.Numerics;

namespace Tumen.Studies;

/// <summary>The answer sentence and its reasons. It says "inconclusive" whenever a condition for more is not met.</summary>
internal static class Answers
{
    /// <summary>Posterior probability that the best theory needs.</summary>
    public const double Decisive = 0.95;

    public static Answer Of(
        StudyFolder study, ImmutableArray<TheoryWork> works, ImmutableArray<double> posterior, ImmutableArray<PairVerdict> pairs,
        ImmutableArray<Baseline> baselines, ImmutableArray<CodingVerdict> codings, ImmutableArray<CodingVerdict> variations, ImmutableArray<ForesightTable> foresights,
        ImmutableArray<OmissionResult> omissions, ImmutableArray<PlaceboResult> placebos, ImmutableArray<BreakResult> breaks, ConfusionTable? confusion)
    {
        string F(double x, string format = "0.00") => x.ToString(format, CultureInfo.InvariantCulture);
        if (Standing.Leader(posterior) < 0)
        {
            return new Answer($"No theory can be ranked: {Unranked(works)}.", false, "", [$"no posterior probability is given to any theory: {Unranked(works)}"]);
        }

        int[] order = [.. Enumerable.Range(0, works.Length).Where(i => !double.IsNaN(posterior[i])).OrderByDescending(i => posterior[i])];
        var best = works[order[0]];
        var reasons = ImmutableArray.CreateBuilder<string>();
        bool conclusive = true;
        void Check(bool holds, string yes, string no)
        {
            conclusive &= holds;
            reasons.Add(holds ? yes : no);
        }

        double p = posterior[order[0]];
        Check(p >= Decisive, $"{best.Name} has posterior probability {F(p)} among the {order.Length} theories, at equal prior odds",
            $"no theory reaches posterior probability {F(Decisive)}: {string.Join(", ", order.Take(3).Select(i => $"{works[i].Name} {F(posterior[i])}"))}");
        if (order.Length < works.Length)
        {
            Check(false, "", $"{works.Length - order.Length} of {works.Length} theories have no probability, and the others' are among themselves: {Unranked(works)}");
        }

        if (order.Where(i => Standing.SizedByPrior(works[i]) is not null).GroupBy(i => Standing.SizedByPrior(works[i])!).ToArray() is { Length: > 0 } open)
        {
            reasons.Add($"weights that only their priors size: {string.Join("; ", open.Select(g => $"{g.Key} ({string.Join(", ", g.Order().Select(i => works[i].Name))})"))}");
        }

        if (works.Length > 1)
        {
            Separated(best, works, pairs, Check);
        }

        var habit = baselines[^1];
        Check(best.MoveLogLikelihood > habit.LogLikelihood && best.Aic - AicOfTransitions(best) < habit.Aic,
            $"it explains the moves better than habit ({F(best.MoveLogLikelihood, "0.0")} against {F(habit.LogLikelihood, "0.0")} nats)",
            $"it does not clearly beat habit: {F(best.MoveLogLikelihood, "0.0")} nats against {F(habit.LogLikelihood, "0.0")} for a Markov chain of each player's own moves");
        if (best.HoldOutScore is { } held && habit.HoldOutScore is { } base2)
        {
            Check(held > base2, $"it predicts the last {study.Study.HoldOut} months better than habit ({F(held, "0.0")} against {F(base2, "0.0")} nats)",
                $"it does not predict the last {study.Study.HoldOut} months better than habit ({F(held, "0.0")} against {F(base2, "0.0")} nats)");
        }

        Check(best.Status == "converged" && best.ModeStatus == "converged", "its fit converged with certified equilibria", $"its fit is not sound: {best.Status}");
        if (best.Weak.Length > 0)
        {
            reasons.Add($"weak directions at the estimate: {string.Join("; ", best.Weak.Select(w => w.Says))}");
        }

        var others = codings.Skip(1).ToArray();
        if (others.Length > 0)
        {
            Check(others.All(c => c.Best == best.Name), "the same theory leads under every coding of the record",
                $"the leading theory depends on how months are coded: {string.Join(", ", codings.Select(c => $"{Named(c.Best)} ({c.Record})"))}");
        }

        if (variations.Length > 0)
        {
            var moved = variations.Where(v => v.Best != best.Name).ToArray();
            Check(moved.Length == 0, "the same theory leads under every other assumption tried",
                $"the leading theory depends on what is assumed: {string.Join(", ", moved.Select(v => $"{Named(v.Best)} ({v.Record}{(v.Unsound.IsEmpty ? "" : $"; {v.Unsound.Length} theories have no probability there")})"))}");
        }

        if (Widest(works, codings[0], variations) is { } widest)
        {
            reasons.Add(widest);
        }

        foreach (var b in breaks)
        {
            int led = Enumerable.Range(0, works.Length).MaxBy(i => double.IsNaN(b.Either[i]) ? -1 : b.Either[i]);
            string likeliest = $"likeliest after {b.Dates[b.Likeliest]} ({F(b.Chances[b.Likeliest])})";
            Check(led == order[0],
                $"with one change of {b.Spec.Player}'s weights allowed at any of {b.Dates.Length} dates (probability of a change {F(b.Chance)}, {likeliest}) it still leads ({F(b.Either[order[0]])})",
                $"with one change of {b.Spec.Player}'s weights allowed at any of {b.Dates.Length} dates (probability of a change {F(b.Chance)}, {likeliest}) {works[led].Name} leads ({F(b.Either[led])}; {best.Name} {F(b.Either[order[0]])})");
        }

        if (PriorTilt.Of(works, posterior) is [var nearest, ..])
        {
            reasons.Add($"prior odds of {F(nearest.Odds, "#,##0.0#")} to one for {nearest.Rival} would bring it level");
        }

        if (omissions.Length > 0)
        {
            var turned = omissions.Where(o => o.Best != best.Name).ToArray();
            Check(turned.Length == 0, $"it leads without any one of {omissions.Length} stretches of the record",
                $"its lead rests on single stretches of the record: {string.Join("; ", turned.GroupBy(o => o.Best).Select(g => $"{Named(g.Key)} leads without {(g.Count() > 2 ? $"any one of {g.Count()} of {omissions.Length}" : string.Join(" or ", g.Select(o => o.Stretch.Name)))}"))}");
        }

        if (confusion is not null)
        {
            int leader = confusion.Theories.IndexOf(best.Name);
            double right = leader < 0 ? double.NaN : confusion.WhenItLeads[leader];
            Check(right >= Decisive, $"of simulated records on which it led, it had made {F(100 * right, "0")} %",
                double.IsNaN(right) ? "no simulated record was led by it, so that its lead cannot be judged" : $"of simulated records of this length on which it led, it had made only {F(100 * right, "0")} %; over all theories the truth wins {F(100 * confusion.Matrix.Right.Share, "0")} %");
        }

        foreach (var placebo in placebos)
        {
            double gain = placebo.OverBase[order[0]], here = placebo.OverBaseInTheRecord[order[0]];
            if (double.IsFinite(gain) && double.IsFinite(here))
            {
                Check(here - gain >= Elementary.Log(10), $"what it gains over the base game is not there in a placebo ({placebo.Name}: {F(gain, "+0.0;-0.0;0")} nats against {F(here, "+0.0;-0.0;0")})",
                    $"a placebo comes too near: it gains {F(gain, "+0.0;-0.0;0")} nats over the base game with {placebo.Name}, {F(here, "+0.0;-0.0;0")} in the record itself");
            }
        }

        foreach (var f in foresights)
        {
            double score = f.Scores.First(x => x.Theory == best.Name).Score;
            if (!double.IsFinite(score))
            {
                Check(false, "", $"{f.Stretch.Name} could not be foretold by it: {f.Scores.First(x => x.Theory == best.Name).Status}");
                continue;
            }

            double chain = f.Baselines[^1].HoldOutScore ?? double.NaN;
            var top = f.Scores.Where(x => double.IsFinite(x.Score)).MaxBy(x => x.Score);
            reasons.Add($"fitted to the months before {f.Stretch.From}, it foretells {f.Stretch.Name} ({f.Months} months) {(score > chain ? "better" : "worse")} than habit ({F(score, "0.0")} against {F(chain, "0.0")} nats)"
                + (top is null || top.Theory == best.Name ? "; no other theory does better" : $"; {top.Theory} does best ({F(top.Score, "0.0")})"));
        }

        var (leverage, settled) = LeverageSentence.Of(study.Game, codings[0], works, posterior);
        conclusive &= settled;

        string head = conclusive
            ? $"The record favours {best.Name}."
            : $"Inconclusive: the record leans to {best.Name} (posterior probability {F(p)}), but does not settle it.";
        return new Answer(head + leverage, conclusive, best.Name, reasons.ToImmutable());
    }

    private static string Named(string theory) => theory.Length == 0 ? "no theory" : theory;

    // Theories without a probability, with why; those with the same reason together.
    private static string Unranked(ImmutableArray<TheoryWork> works)
    {
        var groups = works.Select(w => (w.Name, Why: Standing.NoProbability(w))).Where(x => x.Why is not null).GroupBy(x => x.Why!).ToArray();
        return string.Join("; ", groups.Select(g => $"{(g.Count() == works.Length && works.Length > 1 ? "every theory" : string.Join(", ", g.Select(x => x.Name)))} {g.Key}"));
    }

    // Whether tests tell the leader from every rival; a test that was not made separates nothing.
    private static void Separated(TheoryWork best, ImmutableArray<TheoryWork> works, ImmutableArray<PairVerdict> pairs, Action<bool, string, string> check)
    {
        var rivals = pairs.Where(x => x.First == best.Name || x.Second == best.Name).Select(x => (Name: x.First == best.Name ? x.Second : x.First, x.Separates)).ToArray();
        var tied = rivals.Where(x => x.Separates == false).Select(x => x.Name).ToArray();
        var untested = rivals.Where(x => x.Separates is null).Select(x => x.Name).ToArray();
        if (tied.Length > 0 || untested.Length == 0)
        {
            check(tied.Length == 0, "pairwise tests at 5 % separate it from every other theory", $"tests at 5 % do not separate it from {string.Join(", ", tied)}");
        }

        if (pairs.Where(x => x.Range is { Turns: true }).ToArray() is { Length: > 0 } turning)
        {
            string says = $"tests at 5 % turn with the optimum taken, where a theory has several within {OptimaTable.RivalWithin} nats: {string.Join(", ", turning.Select(x => $"{x.First} against {x.Second} ({x.Range!.Separating} of {x.Range.Combinations} separate)"))}";
            check(!turning.Any(x => x.First == best.Name || x.Second == best.Name), says, says);
        }

        if (untested.Length > 0)
        {
            string? own = Standing.NoTest(best);
            string Why(string rival) => (own, Standing.NoTest(works.First(w => w.Name == rival))) switch
            {
                (null, var its) => its ?? "",
                (_, null) => $"{best.Name}: {own}",
                var (_, its) => $"{best.Name}: {own}; the other: {its}",
            };
            check(false, "", $"no test was made between it and {string.Join("; ", untested.GroupBy(Why).Select(g => $"{(g.Count() == rivals.Length && g.Count() > 1 ? "any other theory" : string.Join(", ", g))} ({g.Key})"))}");
        }
    }

    // Marginal likelihoods of one record compare across assumptions as they do across theories.
    private static string? Widest(ImmutableArray<TheoryWork> works, CodingVerdict main, ImmutableArray<CodingVerdict> variations)
    {
        var all = variations.SelectMany(v => works.Select((w, i) => (Name: w.Name, Under: v.Record, Sound: v.Unsound.All(u => u.Theory != w.Name), Log: v.LogMarginalLikelihoods[i]))).Where(x => x.Sound && double.IsFinite(x.Log)).ToArray();
        double best = main.LogMarginalLikelihoods.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();
        if (all.Length == 0 || !double.IsFinite(best))
        {
            return null;
        }

        var top = all.MaxBy(x => x.Log);
        return top.Log <= best ? "no theory does better under any other assumption tried than the leader does as written"
            : string.Create(CultureInfo.InvariantCulture, $"of all theories under all assumptions tried, the record favours {top.Name} with \"{top.Under}\" most: {top.Log - best:0.0} nats above the leader as written, split dates having been chosen with the record in sight");
    }

    // The AIC of a theory covers transitions too; baselines cover moves only. This is the part owed to transitions and chances.
    private static double AicOfTransitions(TheoryWork w) =>
        (2 * w.Parameters.Count(p => p.Kind == "chance")) - (2 * (w.LogLikelihood - w.MoveLogLikelihood));
}
