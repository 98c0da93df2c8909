using Tumen.Bayes;

namespace Tumen.Studies;

/// <summary>What a fitted theory is asked beside its fit: how it foretells each period from all others, how many equilibria its game has there, how far its weights may go. Plain data, kept in the store.</summary>
/// <param name="Theory">Name.</param>
/// <param name="LeaveOneOut">Each period foretold from all others; null when the posterior mode is unsound.</param>
/// <param name="Censuses">Equilibria at the maximum-likelihood estimate, a game each: one for every era and set of covariates.</param>
/// <param name="Profiles">Profile-likelihood intervals.</param>
public sealed record ScrutinyWork(string Theory, LeaveOneOutWork? LeaveOneOut, CensusWork[] Censuses, ProfileWork[] Profiles)
{
    /// <summary>Moves in simulated records beside those of the record.</summary>
    public PredictiveWork[] Predictive { get; init; } = [];

    /// <summary>A scrutiny in which nothing is looked at yet.</summary>
    internal static ScrutinyWork Of(TheoryWork work) => new(work.Name, null, [], []);

    /// <summary>The parts of one theory's scrutiny together, its profiles in the order of its own weights and then of its parameters.</summary>
    /// <param name="work">The theory as fitted.</param>
    /// <param name="parts">The parts, at least one.</param>
    internal static ScrutinyWork Joined(TheoryWork work, IReadOnlyList<ScrutinyWork> parts)
    {
        var place = work.Parameters.Select((p, k) => (p.Name, k)).ToDictionary(x => x.Name, x => x.k, StringComparer.Ordinal);
        return new ScrutinyWork(
            work.Name, parts.Select(p => p.LeaveOneOut).FirstOrDefault(l => l is not null), [.. parts.SelectMany(p => p.Censuses)],
            [.. parts.SelectMany(p => p.Profiles).OrderByDescending(p => p.Own).ThenBy(p => place.GetValueOrDefault(p.Parameter))]) { Predictive = [.. parts.SelectMany(p => p.Predictive)] };
    }
}

/// <summary>Leave-one-out scores of a theory's moves.</summary>
/// <param name="Score">Σ over periods, nats (elpd).</param>
/// <param name="StandardError">Of the sum, over periods.</param>
/// <param name="EffectiveParameters">What the theory gains by having seen the period it foretells (p_loo).</param>
/// <param name="MonteCarloError">How far another set of draws would move the sum.</param>
/// <param name="ByPeriod">Score of each period, refitted ones included.</param>
/// <param name="Shape">Pareto k of each period's smoothing, before any refit.</param>
/// <param name="Draws">Draws used.</param>
/// <param name="Unsolved">Draws without a certified equilibrium.</param>
/// <param name="ApproximationShape">Pareto k of posterior over approximation.</param>
/// <param name="EffectiveDraws">Draws from the posterior that they are worth.</param>
/// <param name="Refits">Periods that were fitted without, because their k was above the limit.</param>
public sealed record LeaveOneOutWork(
    double Score, double StandardError, double EffectiveParameters, double MonteCarloError, double[] ByPeriod, double[] Shape, int Draws, int Unsolved,
    double ApproximationShape, double EffectiveDraws, RefittedPeriod[] Refits)
{
    /// <summary>Whether the draws are near enough to the posterior for any score to be trusted.</summary>
    public bool Sound => ApproximationShape <= Tumen.Bayes.LeaveOneOut.ShapeLimit;

    /// <summary>Periods whose k is above the limit, refitted or not.</summary>
    public int[] Doubtful => [.. Enumerable.Range(0, Shape.Length).Where(t => Shape[t] > Tumen.Bayes.LeaveOneOut.ShapeLimit)];

    /// <summary>Those whose smoothed score stands, for want of a refit.</summary>
    public int[] Unreliable => [.. Doubtful.Except(Refits.Where(r => double.IsFinite(r.Score)).Select(r => r.Period))];
}

/// <summary>Equilibria found at the estimate.</summary>
/// <param name="Game">Which game, in words: empty when there is only one.</param>
/// <param name="Starts">Starts tried.</param>
/// <param name="Failed">Starts that ended without a certificate.</param>
/// <param name="Entries">The certified equilibria, the selected one first.</param>
public sealed record CensusWork(string Game, int Starts, int Failed, CensusEntryWork[] Entries)
{
    /// <summary>Nats by which an equilibrium must fit better than the selected one to be called better.</summary>
    public const double Better = 0.01;

    /// <summary>The one that the fit uses; null when it was not certified.</summary>
    public CensusEntryWork? Selected => Entries.FirstOrDefault(e => e.Selected);

    /// <summary>The one under which the record is likeliest, where that is not the selected one; else null.</summary>
    public CensusEntryWork? BetterFitting => Entries.MaxBy(e => e.LogLikelihood) is { Selected: false } best && !(best.LogLikelihood <= Selected?.LogLikelihood + Better) ? best : null;
}

/// <summary>One equilibrium.</summary>
/// <param name="Selected">Whether the fit uses it: the one that is reached from the uniform strategy at λ = 0.</param>
/// <param name="Hits">Starts that ended at it.</param>
/// <param name="SpectralRadius">Growth a round when everyone re-solves its own problem against the others' last strategies; below 1 it is stable under such play.</param>
/// <param name="FoldDistance">Smallest singular value of the linearised value system: 0 at a fold.</param>
/// <param name="LogLikelihood">Of the record under it.</param>
/// <param name="MoveLogLikelihood">The part owed to moves.</param>
/// <param name="Residual">Certificate: largest |σ − softmax λQ|.</param>
/// <param name="OneShotGain">Certificate: largest gain from one deviation.</param>
/// <param name="Regret">Certificate: largest gain from re-solving one player's whole problem.</param>
public sealed record CensusEntryWork(
    bool Selected, int Hits, double SpectralRadius, double FoldDistance, double LogLikelihood, double MoveLogLikelihood, double Residual, double OneShotGain, double Regret);

/// <summary>A profile-likelihood interval, 95 %.</summary>
/// <param name="Parameter">Name.</param>
/// <param name="Own">Whether the theory adds it to the base game; else it is one of the base game's that leverage turns on.</param>
/// <param name="Estimate">At the maximum that the profile is measured from.</param>
/// <param name="Low">Lower end.</param>
/// <param name="LowEnd">What it is: crossed | bound | guard | failed.</param>
/// <param name="High">Upper end.</param>
/// <param name="HighEnd">What it is.</param>
/// <param name="Restarts">How often a point on the profile beat the optimum.</param>
/// <param name="Gain">Nats by which the optimum measured from beats the fit of the study; 0 without restarts.</param>
public sealed record ProfileWork(string Parameter, bool Own, double Estimate, double Low, string LowEnd, double High, string HighEnd, int Restarts, double Gain);
