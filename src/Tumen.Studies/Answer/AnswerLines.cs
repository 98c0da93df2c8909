using System.Collections.Immutable;
using Tumen.Numerics;

namespace Tumen.Studies;

/// <summary>The five lines of the answer: what the record says, how sure that is, what it hangs on, what it cannot tell, what would settle it.</summary>
internal static class AnswerLines
{
    private const double YearsOfLeverage = 5;

    public static ImmutableArray<AnswerLine> Of(AnswerGrounds g, TheoryWork best, ImmutableArray<Reason> checks, RuleVerdict verdict, bool conclusive) =>
    [
        new AnswerLine(AnswerPart.Says, Says(g, best, checks, verdict, conclusive)),
        new AnswerLine(AnswerPart.HowSure, verdict.Reason.Words),
        new AnswerLine(AnswerPart.HangsOn, HangsOn(checks)),
        new AnswerLine(AnswerPart.CannotTell, CannotTell(g, checks)),
        new AnswerLine(AnswerPart.WouldSettle, WouldSettle(g, checks, conclusive)),
    ];

    private static string Says(AnswerGrounds g, TheoryWork best, ImmutableArray<Reason> checks, RuleVerdict verdict, bool conclusive)
    {
        string what = verdict.IsFamily ? $"“{verdict.Name}”" : verdict.Name;
        string head = conclusive ? $"The record favours {what}: {Spoken.Probability(verdict.Probability)} of the probability, {Spoken.Probability(verdict.Prior)} before it."
            : Strongest(checks) is { } check ? $"The record cannot say, and the strongest check speaks against the leader: {check.Words}" : "The record cannot say.";
        string spread = conclusive && verdict.IsFamily ? $" Of single theories, {best.Name} leads with {Spoken.Probability(g.Average.Posterior[g.Order[0]])}." : conclusive ? "" : $" {Families(g)}";
        return head + spread + Leverage(g);
    }

    /// <summary>The check that speaks loudest against the leader: another theory leads with the highest probability, or foretells what the leader does not; null when none does.</summary>
    public static Reason? Strongest(IEnumerable<Reason> checks) => checks.Where(c => c.Holds == false && Strength(c) > 0).OrderByDescending(Strength).FirstOrDefault();

    // A break: how probable the change is, and how far the other theory is ahead under it. Foresight and what was held out: the odds against the leader, as a probability.
    private static double Strength(Reason c) => c.Kind switch
    {
        ReasonKind.Break => c["change"] * (c["leader"] - c["best"]) / Math.Max(c["leader"] + c["best"], double.Epsilon),
        ReasonKind.Foresight or ReasonKind.HoldOut => 2 * ((1 / (1 + Elementary.Exp(Math.Min(Finite(c["habit"]), Finite(c["base"]))))) - 0.5),
        ReasonKind.Habit => 1,
        _ => 0,
    };

    private static double Finite(double x) => double.IsNaN(x) ? double.PositiveInfinity : x;

    private static string Families(AnswerGrounds g)
    {
        var average = g.Average;
        int ranked = g.Order.Length;
        string[] parts = [.. g.Study.Families.Select((f, i) => (f, P: average.Families[i], Before: g.Order.Count(t => f.Theories.Contains(g.Theories[t].Name)) / (double)ranked)).Where(x => !double.IsNaN(x.P)).OrderByDescending(x => x.P)
            .Select((x, i) => $"“{x.f.Name}” {(i == 0 ? "holds " : "")}{Spoken.Probability(x.P)} (before the record {Spoken.Probability(x.Before)})")];
        return parts.Length == 0 ? TheoryReasons.Probability(g).Words : $"Of the probability, {Spoken.List(parts)}.";
    }

    private static string Leverage(AnswerGrounds g)
    {
        if (g.Codings[0].Capacity is not { } c || !double.IsFinite(c.Low))
        {
            return "";
        }

        double periods = g.Game.Period == "month" ? 12 * YearsOfLeverage : 100;
        string over = g.Game.Period == "month" ? "five years" : $"100 {g.Game.Period}s";
        string Net(double x) => Math.Abs(x * periods) < 0.5 ? "none" : $"{Spoken.Number((int)Math.Round(Math.Abs(x * periods)))} {(x < 0 ? "fewer" : "more")}";
        return $" If there is leverage, threats are worth {(Net(c.Median) is "none" ? "no" : Net(c.Median))} net {(Math.Abs(Math.Round(c.Median * periods)) == 1 ? "concession" : "concessions")} in {over} (90 %: {Net(c.Low)} to {Net(c.High)}).";
    }

    private static string HangsOn(ImmutableArray<Reason> checks)
    {
        string[] against = [.. checks.Where(c => c.Holds == false && c.Kind is ReasonKind.Codings or ReasonKind.Assumptions or ReasonKind.Break or ReasonKind.Omissions or ReasonKind.Placebo && c.Holds == false).Select(Short)];
        int asked = checks.Count(c => c.Kind is ReasonKind.Codings or ReasonKind.Assumptions or ReasonKind.Break or ReasonKind.Omissions or ReasonKind.Placebo);
        return asked == 0 ? "One way of asking only: no other coding, assumption, date of change or stretch left out was tried." : against.Length == 0 ? "On nothing that was tried: every other way of asking has the same theory lead." : string.Join(" ", against);
    }

    // The first sentence, without the list of what leads instead.
    private static string Short(Reason c) => c.Kind is ReasonKind.Codings or ReasonKind.Assumptions or ReasonKind.Omissions && c.Words.IndexOf(": ", StringComparison.Ordinal) is > 0 and var at ? c.Words[..at] + "." : c.Words;

    private static string CannotTell(AnswerGrounds g, ImmutableArray<Reason> checks)
    {
        string[] parts =
        [
            .. checks.Where(c => c.Kind is ReasonKind.Unranked or ReasonKind.PriorSized or ReasonKind.Separation or ReasonKind.Untested && c.Holds != true).Select(c => c.Words),
            .. g.AlikePairs == 0 ? Array.Empty<string>() : [$"{Capital(Spoken.Count(g.AlikePairs, "pair"))} of theories {(g.AlikePairs == 1 ? "behaves" : "behave")} alike on this record."],
            .. checks.Where(c => c.Kind == ReasonKind.Motives && c.Words.Contains("stand for one another", StringComparison.Ordinal)).Select(c => Capital(c.Words)),
        ];
        return parts.Length == 0 ? "Nothing that was asked: every theory is told from every other." : string.Join(" ", parts);
    }

    private static string WouldSettle(AnswerGrounds g, ImmutableArray<Reason> checks, bool conclusive)
    {
        string power = string.Join(" ", checks.Where(c => c.Kind == ReasonKind.Power).Take(1).Select(c => c.Words));
        string watch = g.Watch.IsEmpty ? "" : FormattableString.Invariant($"Of the indicators watched, “{g.Watch[0].Indicator.Name}” would teach most: {100 * g.Watch[0].Information / Math.Max(g.Watch[0].Uncertainty, double.Epsilon):0.0} % of what is unknown.");
        string[] parts = [.. new[] { watch, power }.Where(p => p.Length > 0)];
        return parts.Length > 0 ? string.Join(" ", parts) : conclusive ? "It is settled by the stated rule." : !g.Study.Watch.IsEmpty || g.Study.PowerRecords > 0 ? "Indicators and records of known truth are not worked out yet." : "The study asks for no indicators (`watch`) and no records of known truth (`power`), so this is not known.";
    }

    private static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
