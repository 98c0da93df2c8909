namespace Tumen.Studies;

/// <summary>Motives in words, for report, terminal and answer.</summary>
public static class MotiveWords
{
    /// <summary>What the record says of the motives, in one sentence or two.</summary>
    public static string Finding(MotiveResults m)
    {
        var settled = m.Motives.Where(x => x.Settled).OrderByDescending(x => x.Inclusion).ToArray();
        var top = m.Motives.MaxBy(x => x.Inclusion)!;
        return settled.Length > 0
            ? $"{Spoken.List(settled.Select(Whose))} {(settled.Length == 1 ? "counts" : "count")}: whatever the other motives are, {(settled.Length == 1 ? $"with probability {Spoken.Probability(settled[0].Inclusion)} (before the record {Spoken.Probability(settled[0].Prior)})" : $"each with probability {Spoken.Probability(settled[^1].Inclusion)} or more (before the record {Spoken.Probability(settled[0].Prior)})")}."
            : $"No motive is settled. The strongest, {Whose(top)}, counts with probability {Spoken.Probability(top.Inclusion)} (before the record {Spoken.Probability(top.Prior)}; the record's odds for it: {Spoken.Odds(top.BayesFactor)}).";
    }

    /// <summary>One motive on a line.</summary>
    public static string Line(MotiveVerdict x) =>
        $"{Whose(x)}: counts with probability {Spoken.Probability(x.Inclusion)} (before {Spoken.Probability(x.Prior)}; {Spoken.Odds(x.BayesFactor)})" + (x.Sizes.IsEmpty ? "" : $"; {Bound(x)}");

    /// <summary>How large a motive can be if it counts.</summary>
    public static string Bound(MotiveVerdict x) => string.Join("; ", x.Sizes.Select(s => s.Low >= 0 || s.High <= 0
        ? $"if it counts, {s.Parameter} is {(s.High <= 0 ? "above" : "below")} {Spoken.Size(s.High <= 0 ? s.Low : s.High)} with 95 %" : $"if it counts, {s.Parameter} is between {Spoken.Size(s.Low)} and {Spoken.Size(s.High)} with 90 %"));

    /// <summary>Two motives that depend on each other.</summary>
    public static string Of(MotivePair p) => (p.Substitutes ? $"{p.First} and {p.Second} stand for one another: that one counts divides the odds of the other by {Factor(1 / p.OddsRatio)}"
        : $"{p.First} and {p.Second} need one another: that one counts multiplies the odds of the other by {Factor(p.OddsRatio)}")
        + $" (both {Spoken.Probability(p.Both)}, one of them {Spoken.Probability(p.OnlyFirst + p.OnlySecond)}, neither {Spoken.Probability(p.Neither)})";

    private static string Factor(double x) => Spoken.Odds(x).Replace(" to 1", "", StringComparison.Ordinal);

    /// <summary>How the probabilities were come by, with the error of the surface and the rates of the rule.</summary>
    public static string HowMade(MotiveResults m)
    {
        string surface = double.IsNaN(m.Fit.SurfaceError) ? "" : FormattableString.Invariant($" {Spoken.Number(m.Fit.Errors.Length)} of them had been told from the surface before: it was off by {m.Fit.SurfaceError:0.000} nats (root mean square).");
        string rule = m.Rule is not { } r ? " The rule that settles a motive has not been judged." : !r.IsKnown ? $" Too few records of known truth ({r.Records}) to judge the rule that settles a motive: no motive is called settled."
            : FormattableString.Invariant($" A motive is called settled from {r.Threshold:.000} on. On {r.Records} records made by motives from the stated priors, that was said of {100 * r.False.Share:0.0} in 100 that did not count [{100 * r.False.Low:0.0}, {100 * r.False.High:0.0}] and of {100 * r.True.Share:0} in 100 that did [{100 * r.True.Low:0}, {100 * r.True.High:0}].");
        return FormattableString.Invariant($"{m.Fit.Certified.Count(c => c)} of {m.Fit.LogMarginal.Length} sets, which carry {Spoken.Probability(m.CertifiedShare)} of the probability, were fitted exactly; the others were read off a surface around the fit with all motives.") + surface + rule;
    }

    private static string Whose(MotiveVerdict x) => $"{x.Player}: {x.Name}{(x.Label is null ? "" : $" (“{x.Label}”)")}";
}
