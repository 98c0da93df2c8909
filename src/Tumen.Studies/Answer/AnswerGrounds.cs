using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Studies;

/// <summary>Everything an answer is read from. Nothing is computed from it but words and which conditions hold.</summary>
public sealed record AnswerGrounds
{
    /// <summary>What was asked.</summary>
    public required StudyModel Study { get; init; }

    /// <summary>The game.</summary>
    public required GameModel Game { get; init; }

    /// <summary>Theories as fitted to the main record.</summary>
    public required ImmutableArray<TheoryWork> Theories { get; init; }

    /// <summary>Posterior probability of each as written; NaN where there is none.</summary>
    public required ImmutableArray<double> Posterior { get; init; }

    /// <summary>Every pair tested.</summary>
    public ImmutableArray<PairVerdict> Pairs { get; init; } = [];

    /// <summary>Forecasts without a theory; the last is each player's own last move.</summary>
    public ImmutableArray<Baseline> Baselines { get; init; } = [];

    /// <summary>Verdict under every coding, the main one first.</summary>
    public required ImmutableArray<CodingVerdict> Codings { get; init; }

    /// <summary>Verdict under every other assumption, in the order of the study.</summary>
    public ImmutableArray<CodingVerdict> Variations { get; init; } = [];

    /// <summary>Stretches foretold.</summary>
    public ImmutableArray<ForesightTable> Foresights { get; init; } = [];

    /// <summary>Stretches left out.</summary>
    public ImmutableArray<OmissionResult> Omissions { get; init; } = [];

    /// <summary>Somebody else in a player's place.</summary>
    public ImmutableArray<PlaceboResult> Placebos { get; init; } = [];

    /// <summary>What the main record holds, to be set beside a placebo's.</summary>
    public ImmutableArray<ColumnCount> Columns { get; init; } = [];

    /// <summary>Changes at unknown dates.</summary>
    public ImmutableArray<BreakResult> Breaks { get; init; } = [];

    /// <summary>Records of known truth at the fitted modes; null without.</summary>
    public ConfusionTable? FittedPower { get; init; }

    /// <summary>Records of known truth from the stated priors; null without.</summary>
    public ConfusionTable? PriorPower { get; init; }

    /// <summary>Motives one by one; null without.</summary>
    public MotiveResults? Motives { get; init; }

    /// <summary>Indicators, the most instructive first.</summary>
    public ImmutableArray<WatchItem> Watch { get; init; } = [];

    /// <summary>Pairs of theories that behave alike on this record.</summary>
    public int AlikePairs { get; init; }

    /// <summary>Indices of theories with a probability, the most probable as averaged first.</summary>
    internal ImmutableArray<int> Order => [.. Enumerable.Range(0, Theories.Length).Where(i => !double.IsNaN(Average.Posterior[i])).OrderByDescending(i => Average.Posterior[i])];

    /// <summary>Probabilities averaged over what may be assumed.</summary>
    internal ModelAverage Average => ModelAverage.Of(this);

    /// <summary>How readers know a player.</summary>
    internal string Display(string player) => Game.Players.FirstOrDefault(p => p.Name == player)?.Display ?? player;

    /// <summary>The base game as fitted, or null.</summary>
    internal TheoryWork? Base => Theories.FirstOrDefault(t => t.Name == "base");
}

/// <summary>Probabilities averaged over the assumptions as written and the others that stand on one scale of marginal likelihood.</summary>
/// <param name="Posterior">Per theory; NaN where there is none.</param>
/// <param name="Families">Per family of the study.</param>
/// <param name="Ways">Other assumptions and breaks that enter besides the assumptions as written.</param>
/// <remarks>
/// As written has half of the weight beforehand; the other half is shared evenly by the other assumptions and by a change at an unknown date of each player looked at. Assumptions that split eras at
/// stated dates are left out, because their dates were chosen with the record in sight and a break charges for the search. So is an assumption under which a theory that has a probability as written has none.
/// Other codings are other records: their marginal likelihoods are on no common scale, and they are told as reversals.
/// </remarks>
public sealed record ModelAverage(ImmutableArray<double> Posterior, ImmutableArray<double> Families, int Ways)
{
    /// <summary>Averages.</summary>
    public static ModelAverage Of(AnswerGrounds g)
    {
        ImmutableArray<double> written = [.. g.Theories.Select(Standing.Evidence)];
        bool Whole(ImmutableArray<double> logs) => logs.Length == written.Length && written.Zip(logs).All(x => double.IsNaN(x.First) || double.IsFinite(x.Second));
        var others = g.Variations.Where((_, v) => g.Study.Variations.Length <= v || g.Study.Variations[v].Changes.All(c => c is not Variation.Eras)).Select(v => v.LogMarginalLikelihoods)
            .Concat(g.Breaks.Select(b => b.LogMarginalLikelihoods)).Where(Whole).ToArray();
        double main = others.Length == 0 ? 1 : 0.5, each = 0.5 / Math.Max(1, others.Length);
        var posterior = Standing.Among([.. written.Select((l, i) => double.IsNaN(l) ? double.NaN : LogSum([l + Elementary.Log(main), .. others.Select(o => o[i] + Elementary.Log(each))]))]);
        return new ModelAverage(posterior, [.. g.Study.Families.Select(f => Standing.Sum(posterior, i => f.Theories.Contains(g.Theories[i].Name)))], others.Length);
    }

    private static double LogSum(double[] logs)
    {
        double top = logs.Max();
        return double.IsInfinity(top) ? top : top + Elementary.Log(logs.Sum(l => Elementary.Exp(l - top)));
    }
}
