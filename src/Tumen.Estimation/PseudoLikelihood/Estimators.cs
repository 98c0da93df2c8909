using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>Every way to estimate a theory, with one interface and one kind of result.</summary>
/// <remarks>
/// All but the nested fixed point read a record as counts, so it must be wholly observed. What each of them ends with is put before the nested fixed point's own tests: the
/// game is solved at the estimate, and log-likelihood, score, optima and identification are those of the likelihood there. Two-step estimators and nested pseudo-likelihood
/// hold the laws' chances at what the transitions alone say, and carry that into the weights' standard errors.
/// </remarks>
public static class Estimators
{
    // Choice chances that differ by more play different equilibria.
    private const double OtherEquilibrium = 1e-6;

    /// <summary>Short names, as on the command line.</summary>
    public static ImmutableArray<(string Name, EstimatorKind Kind)> Names { get; } =
    [
        ("nfxp", EstimatorKind.NestedFixedPoint), ("cmle", EstimatorKind.Constrained), ("epl", EstimatorKind.EfficientPseudoLikelihood),
        ("npl", EstimatorKind.NestedPseudoLikelihood), ("ccp", EstimatorKind.ConditionalChoice), ("two-step", EstimatorKind.TwoStep),
    ];

    /// <summary>Whether an estimator can read a record.</summary>
    /// <returns>Null, or in words why not and what to do.</returns>
    public static string? Refuses(Likelihood likelihood, EstimatorKind kind) =>
        kind == EstimatorKind.NestedFixedPoint || likelihood.Counts is not null ? null
        : likelihood.HasHidden ? "regimes and doubted moves are hidden, and only the nested fixed point sums over them: use nfxp"
        : "a cell of the record is missing, and only the nested fixed point sums missing cells out: use nfxp, or fill the cell";

    /// <summary>Estimates a theory.</summary>
    /// <param name="likelihood">Theory and record.</param>
    /// <param name="kind">How.</param>
    /// <param name="options">Starts, priors, seed.</param>
    /// <param name="cancel">Stops between rounds.</param>
    /// <exception cref="ArgumentException">The record has a missing cell; see <see cref="Refuses"/>.</exception>
    public static FitResult Fit(Likelihood likelihood, EstimatorKind kind, FitOptions options, CancellationToken cancel = default)
    {
        if (kind == EstimatorKind.NestedFixedPoint)
        {
            return Estimator.Fit(likelihood, options, cancel);
        }

        if (Refuses(likelihood, kind) is { } why)
        {
            throw new ArgumentException(why, nameof(likelihood));
        }

        return kind == EstimatorKind.TwoStep ? TwoStep(likelihood, options, cancel) : Rounds(likelihood, kind, options, cancel);
    }

    private static FitResult TwoStep(Likelihood likelihood, FitOptions options, CancellationToken cancel)
    {
        var pinned = FirstStep.IsChance(likelihood.Parameters);
        var starts = Estimator.Starts(likelihood.Parameters, options);
        var ends = new List<Estimator.Climb>();
        foreach (double[] start in starts.TakeWhile(_ => !cancel.IsCancellationRequested))
        {
            likelihood.Forget();
            if (Estimator.Run(likelihood, FirstStep.Chances(likelihood, start, options.UsePrior), options, Estimator.DecrementTolerance, cancel, pinned) is { } end)
            {
                ends.Add(end);
            }
        }

        var fit = Summary.Of(likelihood, options, ends, starts.Count, cancel);
        if (ends.Count == 0)
        {
            return fit;
        }

        var best = ends.MaxBy(e => e.Objective)!;
        var report = new EstimatorReport(EstimatorKind.TwoStep, best.Converged, [], best.At.Moves, double.NaN, 0, [], []);
        return WithErrors(likelihood, fit, report, best.Converged, FirstStepErrors.OfTwoStep(likelihood, fit.Point, Outside(fit), options, cancel));
    }

    private static FitResult Rounds(Likelihood likelihood, EstimatorKind kind, FitOptions options, CancellationToken cancel)
    {
        var frequencies = FirstStep.Frequencies(likelihood);
        var starts = Estimator.Starts(likelihood.Parameters, options);
        var ends = new List<(SequentialEstimator.End End, Estimator.Climb? Climb)>();
        int tried = 0;
        foreach (var path in options.Paths.TakeWhile(_ => !cancel.IsCancellationRequested && kind != EstimatorKind.ConditionalChoice))
        {
            tried++;
            if (Along(likelihood, kind, path, options, cancel) is { } end && end.Point.All(double.IsFinite))
            {
                ends.Add((end, AtEnd(likelihood, end, options, cancel) is { } climb ? climb with { Origin = path.Origin, Branch = likelihood.Branch.Values } : null));
            }
        }

        foreach (double[] start in starts.TakeWhile(_ => !cancel.IsCancellationRequested))
        {
            var end = One(likelihood, kind, start, tried++, frequencies, options, cancel);
            options.Progress?.Invoke(tried, starts.Count, ends.Count == 0 ? double.NegativeInfinity : ends.Max(e => e.End.Objective));
            if (end is not null && end.Point.All(double.IsFinite))
            {
                ends.Add((end, AtEnd(likelihood, end, options, cancel)));
            }

            if (kind == EstimatorKind.ConditionalChoice)
            {
                break; // a concave problem: one start is all
            }
        }

        var climbs = ends.Where(e => e.Climb is not null).Select(e => e.Climb!).ToList();
        if (climbs.Count == 0)
        {
            return Summary.Empty(likelihood, options, tried, cancel.IsCancellationRequested);
        }

        // Of several fixed points the one with the largest pseudo-likelihood; the likelihood's own estimators go by the likelihood.
        bool maximises = kind is EstimatorKind.Constrained or EstimatorKind.EfficientPseudoLikelihood;
        var best = ends.Where(e => e.Climb is not null).OrderByDescending(e => e.End.Converged).ThenByDescending(e => maximises ? e.Climb!.Objective : e.End.Objective).First();
        WarmAt(likelihood, best.End);
        var fit = Summary.Of(likelihood, options, maximises ? climbs : [best.Climb!], tried, cancel);
        if (maximises && fit.Objective > best.Climb!.Objective + 1e-9)
        {
            best = ends.Where(e => e.Climb is not null).MaxBy(e => e.Climb!.Objective);
        }

        likelihood.Forget();
        var selected = likelihood.Respond(fit.Point, false, false, out _, cancel);
        var own = SequentialEstimator.Chances(likelihood, best.End.ActionValues);
        double distance = selected is null ? double.NaN
            : SequentialEstimator.Distance(own, [.. selected.SelectMany(g => g).Select((e, b) => own[b] is null ? null : e?.Equilibrium.Strategies)]);
        double radius = kind == EstimatorKind.NestedPseudoLikelihood ? SequentialEstimator.SpectralRadius(likelihood, best.End, options.UsePrior, cancel) : double.NaN;
        var report = new EstimatorReport(
            kind, best.End.Converged, best.End.Rounds, best.End.Objective, radius, distance, [], Warnings(kind, best.End, radius, distance));
        if (maximises)
        {
            return fit with { Estimator = report, Status = best.End.Converged || fit.Status != FitStatus.Converged ? fit.Status : FitStatus.Stalled };
        }

        var errors = kind == EstimatorKind.NestedPseudoLikelihood
            ? FirstStepErrors.OfNested(likelihood, fit.Point, Outside(fit), cancel) : FirstStepErrors.OfConditionalChoice(likelihood, fit.Point, Outside(fit), cancel);
        return WithErrors(likelihood, fit, report, best.End.Converged && selected is not null, errors);
    }

    private static SequentialEstimator.End? One(
        Likelihood likelihood, EstimatorKind kind, double[] start, int number, double[]?[] frequencies, FitOptions options, CancellationToken cancel)
    {
        if (kind == EstimatorKind.ConditionalChoice)
        {
            return SequentialEstimator.ConditionalChoice(likelihood, start, options.UsePrior);
        }

        if (kind == EstimatorKind.NestedPseudoLikelihood)
        {
            // The first start at frequencies, the others at what the start's own weights would make of them.
            var p = number == 0 || PolicyResponse.Of(likelihood, start, frequencies) is not { } r ? frequencies : SequentialEstimator.Chances(likelihood, r.At(start));
            return SequentialEstimator.NestedPseudoLikelihood(likelihood, start, p, options.UsePrior, cancel);
        }

        // The first start is the two-step estimate, as both papers advise; the others keep their own weights.
        double[] x = start;
        double[]?[]? q;
        if (number == 0)
        {
            if (SequentialEstimator.ConditionalChoice(likelihood, start, options.UsePrior) is not { } first)
            {
                return null;
            }

            (x, q) = (first.Point, first.ActionValues);
        }
        else
        {
            q = PolicyResponse.Of(likelihood, x, frequencies)?.At(x);
        }

        return q is null ? null
            : kind == EstimatorKind.Constrained ? ConstrainedEstimator.Run(likelihood, x, q, options.UsePrior, cancel)
            : SequentialEstimator.EfficientPseudoLikelihood(likelihood, x, q, options.UsePrior, cancel);
    }

    // From where a path has led, at its own equilibria where it has them.
    private static SequentialEstimator.End? Along(Likelihood likelihood, EstimatorKind kind, PathStart path, FitOptions options, CancellationToken cancel)
    {
        if ((path.ActionValues ?? PolicyResponse.Of(likelihood, path.Point, FirstStep.Frequencies(likelihood))?.At(path.Point)) is not { } q)
        {
            return null;
        }

        return kind switch
        {
            EstimatorKind.Constrained => ConstrainedEstimator.Run(likelihood, path.Point, q, options.UsePrior, cancel),
            EstimatorKind.EfficientPseudoLikelihood => SequentialEstimator.EfficientPseudoLikelihood(likelihood, path.Point, q, options.UsePrior, cancel),
            _ => SequentialEstimator.NestedPseudoLikelihood(likelihood, path.Point, SequentialEstimator.Chances(likelihood, q), options.UsePrior, cancel),
        };
    }

    // The likelihood at the estimate, at the estimator's own equilibrium where it has one.
    private static Estimator.Climb? AtEnd(Likelihood likelihood, SequentialEstimator.End end, FitOptions options, CancellationToken cancel)
    {
        WarmAt(likelihood, end);
        var e = likelihood.Evaluate(end.Point, true, cancel);
        if (!e.Solved || !double.IsFinite(e.LogLikelihood))
        {
            return null;
        }

        var (objective, gradient, curvature) = Estimator.WithPrior(likelihood, e, end.Point, options.UsePrior);
        double decrement = Estimator.Decrement(curvature, gradient, Estimator.Held(likelihood.Parameters, end.Point, gradient), likelihood.Parameters.Units);
        return new Estimator.Climb(end.Point, e, objective, gradient, curvature, decrement, decrement <= Estimator.DecrementTolerance * 10);
    }

    private static void WarmAt(Likelihood likelihood, SequentialEstimator.End end)
    {
        for (int b = 0; b < end.ActionValues.Length; b++)
        {
            if (end.ActionValues[b] is { } q)
            {
                likelihood.WarmStart(b, q);
            }
        }
    }

    // Parameters without a standard error: at a bound or run away.
    private static bool[] Outside(FitResult fit) => [.. fit.Estimates.Select(e => e.Bound is not null)];

    private static FitResult WithErrors(Likelihood likelihood, FitResult fit, EstimatorReport report, bool settled, FirstStepErrors.Result? errors)
    {
        int k = fit.Estimates.Length;
        var warnings = report.Warnings;
        if (errors is null)
        {
            warnings = warnings.Add("no standard errors: the derivative of the estimating equations is singular or a game near the estimate is not certified");
        }

        ImmutableArray<Estimate> estimates = [.. fit.Estimates.Select((e, j) => e with
        {
            Errors = errors is null || e.Bound is not null ? new StandardErrors(null, null, null, null)
                : new StandardErrors(Summary.Root(errors.Model, j, k), null, null, Summary.Root(errors.Covariance, j, k)),
        })];
        return fit with
        {
            Status = fit.Status is FitStatus.Cancelled or FitStatus.Impossible or FitStatus.AtGuard ? fit.Status : settled ? FitStatus.Converged : FitStatus.Stalled,
            Estimates = estimates,
            Covariance = errors?.Covariance ?? fit.Covariance,
            Estimator = report with
            {
                FirstStep = [.. Enumerable.Range(0, k).Select(j => errors is null || fit.Estimates[j].Bound is not null ? null : Summary.Root(errors.Naive, j, k))],
                Warnings = warnings,
            },
        };
    }

    private static ImmutableArray<string> Warnings(EstimatorKind kind, SequentialEstimator.End end, double radius, double distance)
    {
        var warnings = ImmutableArray.CreateBuilder<string>();
        string N(double x) => x.ToString("0.00", CultureInfo.InvariantCulture);
        if (radius >= 1)
        {
            warnings.Add($"the map's spectral radius is {N(radius)}: nested pseudo-likelihood does not converge to this point from nearby, and a fixed point that repels is not the one theory speaks of; use epl or nfxp");
        }

        if (!end.Converged)
        {
            warnings.Add($"the rounds did not settle in {end.Rounds.Length}: the estimate is where they were stopped");
        }

        if (kind == EstimatorKind.ConditionalChoice)
        {
            warnings.Add("choice chances are smoothed frequencies: at decision points with few visits they pull the estimate towards the player's average; use it as a start");
        }
        else if (!(distance <= OtherEquilibrium))
        {
            warnings.Add($"the estimate sits on another equilibrium than the solver selects at these parameters (choice chances differ by up to {N(distance)})");
        }

        return warnings.ToImmutable();
    }
}
