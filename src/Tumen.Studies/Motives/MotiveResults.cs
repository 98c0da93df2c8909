using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Studies;

/// <summary>What the record says of one motive, whatever the others are.</summary>
/// <param name="Name">The weight.</param>
/// <param name="Player">Whose motive, as reports name the player.</param>
/// <param name="Label">The motive in words, or null.</param>
/// <param name="Prior">Probability before the record that it counts.</param>
/// <param name="Inclusion">Probability after it, averaged over all sets of the others.</param>
/// <param name="Sizes">Its size given that it counts; several where the weight differs by era or group.</param>
/// <param name="Settled">Whether the rule, whose error rate is known, concludes that it counts.</param>
public sealed record MotiveVerdict(string Name, string Player, string? Label, double Prior, double Inclusion, ImmutableArray<MotiveSize> Sizes, bool Settled)
{
    /// <summary>Odds that it counts after the record over those before: the Bayes factor averaged over all others.</summary>
    public double BayesFactor => Inclusion / (1 - Inclusion) * (1 - Prior) / Prior;
}

/// <summary>How two motives depend on each other after the record.</summary>
/// <param name="First">One.</param>
/// <param name="Second">The other.</param>
/// <param name="Both">Probability that both count.</param>
/// <param name="OnlyFirst">Only the first.</param>
/// <param name="OnlySecond">Only the second.</param>
/// <param name="Neither">Neither.</param>
public sealed record MotivePair(string First, string Second, double Both, double OnlyFirst, double OnlySecond, double Neither)
{
    /// <summary>Factor by which the odds of one change when the other is known to count rather than not; 1 when they have nothing to do with each other.</summary>
    public double OddsRatio => Both * Neither / (OnlyFirst * OnlySecond);

    /// <summary>Whether they stand for one another: either serves, and the second adds little to the first.</summary>
    public bool Substitutes => OddsRatio < 1 / Factor;

    /// <summary>Whether they need one another.</summary>
    public bool Complements => OddsRatio > Factor;

    /// <summary>From which factor on a pair is worth a line.</summary>
    public const double Factor = 2;
}

/// <summary>A named theory, or a family, as a region of the space of motives: the sets in which all motives of the theory, or of one of the family, count.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsFamily">Whether it is a family.</param>
/// <param name="Prior">Probability before the record.</param>
/// <param name="Posterior">After it.</param>
public sealed record MotiveRegion(string Name, bool IsFamily, double Prior, double Posterior);

/// <summary>Motives switched on and off: what each comes to over all sets of the others.</summary>
/// <param name="Fit">Every set.</param>
/// <param name="Motives">One by one, in order.</param>
/// <param name="Pairs">Every pair, those that depend on each other most first.</param>
/// <param name="Regions">Named theories and families.</param>
/// <param name="Rule">When a motive is called settled; null until it is judged.</param>
/// <param name="Top">The most probable sets.</param>
/// <param name="CertifiedShare">Probability that exactly fitted sets carry.</param>
public sealed record MotiveResults(
    MotiveFit Fit, ImmutableArray<MotiveVerdict> Motives, ImmutableArray<MotivePair> Pairs, ImmutableArray<MotiveRegion> Regions, ConclusionRule? Rule,
    ImmutableArray<(ImmutableArray<string> Names, double Probability, bool Certified)> Top, double CertifiedShare)
{
    private const int MostTop = 10;

    /// <summary>Sums up a family; null when it was not asked for, or could not be weighed.</summary>
    internal static MotiveResults? Of(StudyFolder study, ImmutableArray<MotiveFit> family, ImmutableArray<MotiveRuleWork> judged)
    {
        if (study.Study.Motives is not { } spec || family is not [{ Problem: null } fit])
        {
            return null;
        }

        var space = MotiveSpace.Of(study.Game, study.Study.Compare, spec);
        int n = space.Motives.Length;
        double[] p = fit.Probabilities(), inclusion = fit.Inclusions();
        var rule = judged is [var work] ? RuleOf(work) : null;
        string Player(Motive m) => study.Game.Players[m.Player].Display;
        return new MotiveResults(
            fit,
            [.. space.Motives.Select((m, j) => new MotiveVerdict(m.Name, Player(m), m.Label, spec.Chance, inclusion[j], [.. fit.Sizes[j]], rule is { IsKnown: true } && inclusion[j] >= rule.Threshold))],
            [.. Enumerable.Range(0, n).SelectMany(a => Enumerable.Range(a + 1, n - a - 1).Select(b => Pair(space, p, a, b))).OrderByDescending(x => Math.Abs(Elementary.Log(x.OddsRatio)))],
            RegionsOf(study.Study, space, spec.Chance, p), rule,
            [.. Enumerable.Range(0, space.Count).OrderByDescending(s => p[s]).ThenBy(s => s).Take(MostTop).Select(s => (Names(space, s), p[s], fit.Certified[s]))],
            p.Where((_, s) => fit.Certified[s]).Sum());
    }

    /// <summary>Why the family could not be weighed; null when it was, or was not asked for.</summary>
    internal static string? Problem(ImmutableArray<MotiveFit> family) => family is [{ Problem: { } why }] ? why : null;

    /// <summary>The rule for single motives: a case is a motive on a record.</summary>
    public static ConclusionRule RuleOf(MotiveRuleWork work) =>
        ConclusionRule.Of([.. work.Truths.SelectMany((truth, r) => work.Inclusions[r].Select((inclusion, j) => (inclusion, MotiveSpace.Has(truth, j))))], work.Truths.Length);

    private static MotivePair Pair(MotiveSpace space, double[] p, int a, int b)
    {
        double Sum(bool first, bool second) => p.Where((_, s) => MotiveSpace.Has(s, a) == first && MotiveSpace.Has(s, b) == second).Sum();
        return new MotivePair(space.Motives[a].Name, space.Motives[b].Name, Sum(true, true), Sum(true, false), Sum(false, true), Sum(false, false));
    }

    private static ImmutableArray<string> Names(MotiveSpace space, int set) => [.. space.Motives.Where((_, j) => MotiveSpace.Has(set, j)).Select(m => m.Name)];

    private static ImmutableArray<MotiveRegion> RegionsOf(StudyModel study, MotiveSpace space, double chance, double[] p)
    {
        double[] before = [.. Enumerable.Range(0, space.Count).Select(s => Enumerable.Range(0, space.Motives.Length).Aggregate(1.0, (x, j) => x * (MotiveSpace.Has(s, j) ? chance : 1 - chance)))];
        var sets = study.Compare.Select(t => (Name: t, Set: space.SetOf(t))).Where(x => x.Set is not null).ToDictionary(x => x.Name, x => x.Set!.Value);

        // The base game is the one set without any motive; a theory holds wherever its motives do.
        bool Holds(string theory, int set) => sets.TryGetValue(theory, out int own) && (own == 0 ? set == 0 : (set & own) == own);
        double Mass(double[] of, Func<int, bool> holds) => of.Where((_, s) => holds(s)).Sum();
        return
        [
            .. study.Compare.Where(sets.ContainsKey).Select(t => new MotiveRegion(t, false, Mass(before, s => Holds(t, s)), Mass(p, s => Holds(t, s)))),
            .. study.Families.Where(f => f.Theories.All(sets.ContainsKey)).Select(f => new MotiveRegion(f.Name, true, Mass(before, s => f.Theories.Any(t => Holds(t, s))), Mass(p, s => f.Theories.Any(t => Holds(t, s))))),
        ];
    }
}
