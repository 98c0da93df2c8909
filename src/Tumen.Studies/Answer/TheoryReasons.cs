using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Numerics;

namespace Tumen.Studies;

/// <summary>Reasons that lie in the fits of the theories: probabilities, tests between them, forecasts without a theory.</summary>
internal static class TheoryReasons
{
    // Two theories share the lead when the second has at least this part of the first's probability.
    private const double SharedLead = 0.67;

    /// <summary>All of them, in the order in which they are told.</summary>
    public static IEnumerable<Reason> Of(AnswerGrounds g, TheoryWork best)
    {
        yield return Probability(g);
        foreach (var reason in Standings(g, best).Concat(Separated(g, best)).Concat(Baselines(g, best)))
        {
            yield return reason;
        }

        bool sound = best.Status == Standing.Sound && best.ModeStatus == Standing.Sound;
        yield return new Reason(ReasonKind.Fit, sound, [], sound ? "Its fit converged with certified equilibria." : $"Its fit is not sound: {best.Status}.");
        if (best.Weak.Length > 0)
        {
            yield return new Reason(ReasonKind.Weak, null, [], $"Weak directions at the estimate: {string.Join("; ", best.Weak.Select(w => w.Says))}.");
        }
    }

    /// <summary>How the probability is spread.</summary>
    public static Reason Probability(AnswerGrounds g)
    {
        var order = g.Order;
        double first = g.Average.Posterior[order[0]], before = 1.0 / order.Length;
        string lead = g.Theories[order[0]].Name, prior = $"before the record each of {order.Length} held {Spoken.Probability(before)}";
        ImmutableArray<(string, double)> numbers = [("first", first), ("prior", before)];
        if (order.Length == 1)
        {
            return new Reason(ReasonKind.Probability, null, numbers, $"Only {lead} has a probability: it is compared with nothing.");
        }

        double second = g.Average.Posterior[order[1]];
        numbers = numbers.Add(("second", second));
        string next = g.Theories[order[1]].Name;
        return second >= SharedLead * first
            ? new Reason(ReasonKind.Probability, false, numbers, $"{lead} ({Spoken.Probability(first)}) and {next} ({Spoken.Probability(second)}) share the lead; {prior}.") { Instead = next }
            : new Reason(ReasonKind.Probability, true, numbers, $"{lead} leads with {Spoken.Probability(first)}, before {next} with {Spoken.Probability(second)}; {prior}.");
    }

    private static IEnumerable<Reason> Standings(AnswerGrounds g, TheoryWork best)
    {
        int ranked = g.Order.Length, all = g.Theories.Length;
        if (ranked < all)
        {
            yield return new Reason(ReasonKind.Unranked, false, [("unranked", all - ranked)], $"{Spoken.Capital(Spoken.Number(all - ranked))} of {Spoken.Count(all, "theory", "theories")} {(all - ranked == 1 ? "has" : "have")} no probability, and the others' are among themselves: {Unranked(g.Theories)}.");
        }

        var open = g.Order.Where(i => Standing.SizedByPrior(g.Theories[i]) is not null).GroupBy(i => Standing.SizedByPrior(g.Theories[i])!).ToArray();
        if (open.Length > 0)
        {
            yield return new Reason(ReasonKind.PriorSized, null, [("theories", open.Sum(x => x.Count()))],
                $"Sizes that this record cannot show, because no move would differ: {string.Join("; ", open.Select(x => $"{x.Key} ({string.Join(", ", x.Order().Select(i => g.Theories[i].Name))})"))}.");
        }
    }

    /// <summary>Theories without a probability, with why; those with the same reason together.</summary>
    public static string Unranked(ImmutableArray<TheoryWork> works)
    {
        var groups = works.Select(w => (w.Name, Why: Standing.NoProbability(w))).Where(x => x.Why is not null).GroupBy(x => x.Why!).ToArray();
        return string.Join("; ", groups.Select(x => $"{(x.Count() == works.Length && works.Length > 1 ? "every theory" : string.Join(", ", x.Select(y => y.Name)))} {x.Key}"));
    }

    // A test that was not made separates nothing, and one that speaks for the rival does not speak for the leader.
    private static IEnumerable<Reason> Separated(AnswerGrounds g, TheoryWork best)
    {
        var rivals = g.Pairs.Where(x => x.First == best.Name || x.Second == best.Name).Select(x => (Name: x.First == best.Name ? x.Second : x.First, Pair: x)).ToArray();
        if (rivals.Length == 0)
        {
            yield break;
        }

        bool For(PairVerdict x) => x.Test!.Difference > 0 == (x.First == best.Name);
        string[] tied = [.. rivals.Where(x => x.Pair.Separates == false).Select(x => x.Name)], against = [.. rivals.Where(x => x.Pair.Separates == true && !For(x.Pair)).Select(x => x.Name)];
        int untested = rivals.Count(x => x.Pair.Separates is null), tested = rivals.Length - untested;
        if (tested > 0)
        {
            string words = tied.Length == 0 && against.Length == 0 ? $"Tests at 5 % tell it from {(tested == 1 ? "its rival" : $"every one of its {tested} rivals")}, in its favour."
                : string.Join(" ", new[]
                {
                    tied.Length == 0 ? "" : tied.Length == tested && tested > 1 ? $"No test separates it from any of its {Spoken.Number(tested)} rivals." : $"No test separates it from {Spoken.List(tied)}.",
                    against.Length == 0 ? "" : $"Tests at 5 % favour {Spoken.List(against)} over it.",
                }.Where(s => s.Length > 0));
            yield return new Reason(ReasonKind.Separation, tied.Length == 0 && against.Length == 0, [("tested", tested), ("tied", tied.Length), ("against", against.Length)], words);
        }

        var turning = g.Pairs.Where(x => x.Range is { Turns: true }).ToArray();
        if (turning.Length > 0)
        {
            bool mine = turning.Any(x => x.First == best.Name || x.Second == best.Name);
            yield return new Reason(ReasonKind.TurningTests, mine ? false : null, [("pairs", turning.Length)],
                $"Tests at 5 % turn with the optimum taken, where a theory has several within {OptimaTable.RivalWithin} nats: {string.Join(", ", turning.Select(x => $"{x.First} against {x.Second} ({x.Range!.Separating} of {x.Range.Combinations} separate)"))}.");
        }

        if (untested > 0)
        {
            yield return new Reason(ReasonKind.Untested, false, [("untested", untested)], Untested(g, best, [.. rivals.Where(x => x.Pair.Separates is null).Select(x => x.Name)], rivals.Length));
        }
    }

    private static string Untested(AnswerGrounds g, TheoryWork best, string[] untested, int rivals)
    {
        string? own = Standing.NoTest(best);
        string Why(string rival) => (own, Standing.NoTest(g.Theories.First(w => w.Name == rival))) switch
        {
            (null, var its) => its ?? "",
            (_, null) => $"{best.Name}: {own}",
            var (_, its) => $"{best.Name}: {own}; the other: {its}",
        };
        return $"No test was made between it and {string.Join("; ", untested.GroupBy(Why).Select(x => $"{(x.Count() == rivals && x.Count() > 1 ? "any other theory" : string.Join(", ", x))} ({x.Key})"))}.";
    }

    private static IEnumerable<Reason> Baselines(AnswerGrounds g, TheoryWork best)
    {
        if (g.Baselines.IsEmpty)
        {
            yield break;
        }

        var habit = g.Baselines[^1];
        double gain = best.MoveLogLikelihood - habit.LogLikelihood;
        bool clear = gain > 0 && best.Aic - AicOfTransitions(best) < habit.Aic;
        string too = g.Base is { } home && home.Name != best.Name && home.MoveLogLikelihood > habit.LogLikelihood ? FormattableString.Invariant($"; so does the base game without any theory (by {home.MoveLogLikelihood - habit.LogLikelihood:0})") : "";
        yield return new Reason(ReasonKind.Habit, clear, [("nats", gain)], clear ? FormattableString.Invariant($"It explains the moves better than last {g.Game.Period}'s moves do (by {gain:0} nats){too}.")
            : FormattableString.Invariant($"It does not explain the moves clearly better than last {g.Game.Period}'s moves do ({gain:+0;−0;0} nats, with {best.Parameters.Length} numbers fitted)."));
        if (best.HoldOutScore is { } held && habit.HoldOutScore is { } by)
        {
            double? home2 = g.Base?.Name == best.Name ? null : g.Base?.HoldOutScore;
            yield return new Reason(ReasonKind.HoldOut, held > by && !(home2 > held), [("habit", held - by), ("base", held - home2 ?? double.NaN)],
                $"Of the last {g.Study.HoldOut} {g.Game.Period}s it foretells the moves {Beside(held, by, home2, g.Game.Period)}.");
        }
    }

    /// <summary>How a log score stands beside that of last period's moves and, where there is one, the base game's.</summary>
    public static string Beside(double score, double habit, double? home, string period)
    {
        string Than(double other) => $"{(score > other ? "better" : "worse")} than {{0}} ({Spoken.Odds(Elementary.Exp(score - other))})";
        string first = Than(habit).Replace("{0}", $"last {period}'s moves do", StringComparison.Ordinal);
        return home is { } h && double.IsFinite(h) ? $"{first} and {Than(h).Replace("{0}", "the base game", StringComparison.Ordinal)}" : first;
    }

    // The AIC of a theory covers transitions too; baselines cover moves only. This is the part owed to transitions and chances.
    private static double AicOfTransitions(TheoryWork w) => (2 * w.Parameters.Count(p => p.Kind == "chance")) - (2 * (w.LogLikelihood - w.MoveLogLikelihood));
}
