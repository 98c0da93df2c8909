using System.Collections.Immutable;
using Tumen.Estimation;

namespace Tumen.Bayes;

/// <summary>A period whose smoothed score could not be trusted, fitted without.</summary>
/// <param name="Period">Index over all sequences in order.</param>
/// <param name="Smoothed">The smoothed score that was replaced, nats.</param>
/// <param name="Shape">Its Pareto k.</param>
/// <param name="Score">The score from the theory fitted to all other periods; NaN when that could not be fitted and the smoothed score stands.</param>
/// <param name="RefitShape">Pareto k of the draws around the refit.</param>
public sealed record RefittedPeriod(int Period, double Smoothed, double Shape, double Score, double RefitShape);

/// <summary>Leave-one-out scores of a theory at draws around its posterior mode.</summary>
/// <param name="Scores">Scores with refitted ones in their places; shapes are those of the smoothing, before any refit.</param>
/// <param name="Draws">Draws with a certified equilibrium.</param>
/// <param name="Unsolved">Draws without.</param>
/// <param name="ApproximationShape">Pareto k of posterior over approximation: above 0.7 no score here is to be trusted.</param>
/// <param name="EffectiveDraws">Draws from the posterior itself that these are worth.</param>
/// <param name="Refits">Periods fitted without.</param>
public sealed record TheoryLeaveOneOut(LeaveOneOut Scores, int Draws, int Unsolved, double ApproximationShape, double EffectiveDraws, ImmutableArray<RefittedPeriod> Refits)
{
    /// <summary>Works the scores out.</summary>
    /// <param name="likelihood">Theory and record.</param>
    /// <param name="mode">Posterior mode.</param>
    /// <param name="covariance">Laplace covariance there, K × K.</param>
    /// <param name="edges">One-sided posteriors of parameters at bounds.</param>
    /// <param name="options">How.</param>
    /// <param name="cancel">Stops between evaluations.</param>
    /// <returns>Null where the mode has no certified equilibrium, no usable covariance, or hardly any draw could be solved.</returns>
    public static TheoryLeaveOneOut? Of(
        Likelihood likelihood, double[] mode, double[] covariance, IReadOnlyList<BoundEdge> edges, LeaveOneOutOptions options, CancellationToken cancel = default)
    {
        if (ImportanceSample.Around(likelihood, mode, covariance, edges, options.Draws, options.Seed, cancel) is not { LogRatio.Length: >= 25 } sample)
        {
            return null;
        }

        var (shape, effective) = sample.Quality;
        var scores = sample.LeaveOneOut();
        // Where the approximation itself is off, refits by the same approximation mend nothing.
        // Periods with the same situation, moves and step are one term of the likelihood: what is found without one of them holds for each.
        var doubtful = shape > LeaveOneOut.ShapeLimit || double.IsNaN(shape) ? []
            : Enumerable.Range(0, scores.Shape.Length).Where(t => scores.Shape[t] > options.ShapeLimit).GroupBy(t => (scores.Shape[t], scores.Pointwise[t], sample.Terms[0][t], sample.Terms[^1][t]))
                .OrderByDescending(g => g.Key.Item1).Take(options.MostRefits).ToArray();
        ImmutableArray<RefittedPeriod> refits = [.. doubtful.SelectMany(g =>
        {
            var first = Refitted(likelihood, mode, g.First(), scores, options, cancel);
            return g.Select(t => first with { Period = t });
        }).OrderBy(r => r.Period)];
        return new TheoryLeaveOneOut(refits.IsEmpty ? scores : scores.With(refits.Where(r => double.IsFinite(r.Score)).Select(r => (r.Period, r.Score))), sample.LogRatio.Length, sample.Unsolved, shape, effective, refits);
    }

    private static RefittedPeriod Refitted(Likelihood likelihood, double[] mode, int period, LeaveOneOut scores, LeaveOneOutOptions options, CancellationToken cancel)
    {
        var failed = new RefittedPeriod(period, scores.Pointwise[period], scores.Shape[period], double.NaN, double.NaN);
        var weights = Enumerable.Range(0, likelihood.PeriodCount).Select(t => t == period ? 0.0 : 1.0).ToArray();
        var fit = Estimator.Fit(likelihood.Weighted(weights), new FitOptions { UsePrior = true, ObservedInformation = false, ExtraStarts = [mode], OnlyGiven = true, Seed = options.Seed }, cancel);
        cancel.ThrowIfCancellationRequested();
        if (fit.Status == FitStatus.Impossible || ImportanceSample.Around(likelihood, fit.Point, fit.Covariance, fit.Edges, options.RefitDraws, options.Seed + 1 + (ulong)period, cancel) is not { LogRatio.Length: >= 25 } sample)
        {
            return failed;
        }

        var (score, shape) = sample.Without(period);
        return failed with { Score = score, RefitShape = shape };
    }
}

/// <summary>How leave-one-out scores are worked out.</summary>
public sealed record LeaveOneOutOptions
{
    /// <summary>Draws around the mode.</summary>
    public int Draws { get; init; } = 900;

    /// <summary>Draws around the mode of every refit.</summary>
    public int RefitDraws { get; init; } = 120;

    /// <summary>Refits at most, the worst first; one serves for all periods with the same situation, moves and step.</summary>
    public int MostRefits { get; init; } = 6;

    /// <summary>Pareto k above which a period is fitted without; 0.7.</summary>
    public double ShapeLimit { get; init; } = LeaveOneOut.ShapeLimit;

    /// <summary>Seed.</summary>
    public ulong Seed { get; init; } = 1;
}
