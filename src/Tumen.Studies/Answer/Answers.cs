using System.Collections.Immutable;
using Tumen.Estimation;

namespace Tumen.Studies;

/// <summary>The answer in five lines and its reasons. It is called settled by one rule whose error rates are known, and by nothing else.</summary>
/// <remarks>
/// Settled: the probability of a family of theories, or of a theory, averaged over the assumptions that stand on one scale (<see cref="ModelAverage"/>), passes a threshold that at most one in twenty
/// wrong conclusions passes on records of known truth (<see cref="ConclusionRule"/>), the leader's fit is sound, and every theory compared has a probability. Codings, omissions, placebos and foresight have no known rates: they are
/// told, the strongest in the first sentence, and veto nothing.
/// </remarks>
public static class Answers
{
    /// <summary>Reads the answer off its grounds.</summary>
    public static Answer Of(AnswerGrounds g)
    {
        if (Standing.Leader(g.Posterior) < 0)
        {
            string why = TheoryReasons.Unranked(g.Theories);
            return new Answer($"No theory can be ranked: {why}.", false, "", [$"No posterior probability is given to any theory: {why}."])
            {
                Checks = [new Reason(ReasonKind.Unranked, false, [("unranked", g.Theories.Length)], $"No posterior probability is given to any theory: {why}.")],
                Lines = [new AnswerLine(AnswerPart.Says, $"No theory can be ranked: {why}.")],
            };
        }

        var best = g.Theories[g.Order[0]];
        var verdict = RuleVerdict.Of(g);
        ImmutableArray<Reason> checks = [verdict.Reason, .. TheoryReasons.Of(g, best), .. DoubtReasons.Of(g, best), .. Motives(g), .. Leverage(g)];
        bool conclusive = verdict.Settled && checks.Where(c => c.Kind is ReasonKind.Fit or ReasonKind.Unranked).All(c => c.Holds == true);
        var lines = AnswerLines.Of(g, best, checks, verdict, conclusive);
        return new Answer(lines[0].Words, conclusive, best.Name, [.. checks.Select(c => c.Words)]) { Checks = checks, Lines = lines };
    }

    private static IEnumerable<Reason> Leverage(AnswerGrounds g) => LeverageSentence.Of(g.Game, g.Codings[0], g.Theories, g.Posterior) is ({ Length: > 0 } says, _)
        ? [new Reason(ReasonKind.Leverage, null, [("capacity", g.Codings[0].Capacity!.Median), ("matters", g.Codings[0].Capacity!.ChanceMatters)], says.Trim())] : [];

    private static IEnumerable<Reason> Motives(AnswerGrounds g) => g.Motives is not { } m ? []
        : [new Reason(ReasonKind.Motives, null, [.. m.Motives.Select(x => (x.Name, x.Inclusion))], MotiveWords.Finding(m)),
            .. m.Pairs.Where(p => p.Substitutes).Take(3).Select(p => new Reason(ReasonKind.Motives, null, [("oddsRatio", p.OddsRatio)], MotiveWords.Of(p) + "."))];
}

/// <summary>What the rule with known error rates says.</summary>
/// <param name="Settled">Whether it concludes.</param>
/// <param name="Name">The family or theory that comes nearest to the threshold, or passes it.</param>
/// <param name="IsFamily">Whether it is a family.</param>
/// <param name="Probability">Its probability, averaged.</param>
/// <param name="Prior">Before the record.</param>
/// <param name="Reason">In words.</param>
internal sealed record RuleVerdict(bool Settled, string Name, bool IsFamily, double Probability, double Prior, Reason Reason)
{
    /// <summary>Asks the rule for families first, then the one for theories.</summary>
    public static RuleVerdict Of(AnswerGrounds g)
    {
        var order = g.Order;
        var average = g.Average;
        int family = Enumerable.Range(0, average.Families.Length).Where(f => !double.IsNaN(average.Families[f])).OrderByDescending(f => average.Families[f]).Select(f => (int?)f).FirstOrDefault() ?? -1;
        var (forTheories, forFamilies) = (PowerRules.ForTheories(g.PriorPower), PowerRules.ForFamilies(g.PriorPower, g.Study.Families));
        var theory = (Name: g.Theories[order[0]].Name, P: average.Posterior[order[0]], Prior: 1.0 / order.Length, Rule: forTheories, IsFamily: false);
        if (order.Length < 2)
        {
            return new RuleVerdict(false, theory.Name, false, theory.P, theory.Prior, new Reason(ReasonKind.Rule, false, [("probability", theory.P)], "One theory alone can be no conclusion: there is nothing it is more probable than."));
        }

        var ask = theory;
        if (family >= 0)
        {
            var kin = (g.Study.Families[family].Name, P: average.Families[family], Prior: order.Count(i => g.Study.Families[family].Theories.Contains(g.Theories[i].Name)) / (double)order.Length, Rule: forFamilies, IsFamily: true);
            ask = Passes(theory.Rule, theory.P) || (!Passes(kin.Rule, kin.P) && theory.P >= kin.P) ? theory : kin;
        }

        bool settled = Passes(ask.Rule, ask.P);
        return new RuleVerdict(settled, ask.Name, ask.IsFamily, ask.P, ask.Prior, new Reason(
            ReasonKind.Rule, settled, [("probability", ask.P), ("prior", ask.Prior), ("threshold", ask.Rule?.Threshold ?? double.NaN), ("false", ask.Rule?.False.Share ?? double.NaN), ("true", ask.Rule?.True.Share ?? double.NaN), ("records", ask.Rule?.Records ?? 0)],
            Words(g, ask.Name, ask.IsFamily, ask.P, ask.Prior, ask.Rule, settled)));
    }

    private static bool Passes(ConclusionRule? rule, double p) => rule is { IsKnown: true } && p >= rule.Threshold;

    private static string Words(AnswerGrounds g, string name, bool isFamily, double p, double prior, ConclusionRule? rule, bool settled)
    {
        string what = isFamily ? $"“{name}”" : name;
        string ways = g.Average.Ways == 0 ? "" : $", averaged over {Spoken.Count(g.Average.Ways, "other way")} of asking with half of the weight";
        string held = $"{what} holds {Spoken.Probability(p)} of the probability (before the record {Spoken.Probability(prior)}){ways}";
        if (rule is null)
        {
            return g.Study.PowerRecords > 0 ? $"{held}. Records of known truth are not made yet, so that no threshold has a known rate of error, and nothing is called settled."
                : $"{held}. No records of known truth were made, so no threshold has a known rate of error, and nothing is called settled: `power {ConclusionRule.FewestRecords} records of each theory` makes them.";
        }

        if (!rule.IsKnown)
        {
            return $"{held}. Too few records of known truth ({rule.Records}) to know how often a threshold would be wrong: nothing is called settled.";
        }

        return FormattableString.Invariant($"{held}; {Threshold(rule.Threshold)} settles it{(settled ? "" : ", and it is not reached")}. At that threshold a wrong conclusion is drawn on {100 * rule.False.Share:0.0} of 100 records of known truth [{100 * rule.False.Low:0.0}, {100 * rule.False.High:0.0}], the right one on {100 * rule.True.Share:0} [{100 * rule.True.Low:0}, {100 * rule.True.High:0}]; {rule.Records} records from the stated priors.");
    }

    private static string Threshold(double t) => t.ToString(t > 0.99 ? ".0000" : ".00", System.Globalization.CultureInfo.InvariantCulture);
}
