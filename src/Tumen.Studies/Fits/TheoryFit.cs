using System.Collections.Immutable;
using System.Globalization;
using Tumen.Estimation;
using Tumen.Model;
using Redrawing = Tumen.Estimation.Bootstrap;

namespace Tumen.Studies;

/// <summary>How one theory is fitted, and what is worked out around the estimate.</summary>
public sealed record TheoryFitAsk
{
    /// <summary>Estimator.</summary>
    public EstimatorKind Kind { get; init; } = EstimatorKind.NestedFixedPoint;

    /// <summary>Starts of the climb.</summary>
    public int Starts { get; init; } = 8;

    /// <summary>Whether the priors are part of what is maximised: the posterior mode rather than maximum likelihood; in profiles and bootstraps too.</summary>
    public bool UsePrior { get; init; }

    /// <summary>Starts given besides, by the theory's parameters.</summary>
    public Func<ParameterSpace, ImmutableArray<double[]>>? Given { get; init; }

    /// <summary>Paths to a first optimum, taken once theory and record are known to fit together; null for none.</summary>
    public Func<ImmutableArray<PathStart>>? Paths { get; init; }

    /// <summary>Whether only given starts and paths are climbed; so it is with one start and something given, or no path.</summary>
    public bool OnlyGiven { get; init; }

    /// <summary>Whether profile intervals are found.</summary>
    public bool Profile { get; init; }

    /// <summary>Whether equilibria at the estimate are looked for; without, no other game is solved, and no likelier equilibrium is found.</summary>
    public bool Census { get; init; } = true;

    /// <summary>Whether they are counted in the game of every group of units, and not in the first only.</summary>
    public bool CensusOfUnits { get; init; }

    /// <summary>Bootstrap replications; null for none.</summary>
    public int? Bootstrap { get; init; }

    /// <summary>Folder in whose store finished replications are kept; null keeps none.</summary>
    public string? Folder { get; init; }

    /// <summary>Hash of game and record, part of what finished replications belong to.</summary>
    public string Of { get; init; } = "";

    /// <summary>Seed.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads of the bootstrap; the same bits for any number.</summary>
    public int Threads { get; init; } = 1;
}

/// <summary>One theory fitted, with what was worked out around the estimate; no fit where a remark stopped it.</summary>
/// <param name="Theory">Name of the theory.</param>
/// <param name="Kind">Estimator.</param>
/// <param name="Remarks">What the record and the fit make one remark.</param>
/// <param name="Fit">The fit.</param>
/// <param name="Census">Equilibria at the estimate, one entry an era.</param>
/// <param name="Profile">Profile intervals, one a parameter; empty when not asked for.</param>
/// <param name="Bootstrap">The bootstrap; null when not asked for.</param>
public sealed record TheoryFit(
    string Theory, EstimatorKind Kind, ImmutableArray<FitRemark> Remarks, FitResult? Fit, ImmutableArray<Census> Census, ImmutableArray<ProfileInterval> Profile, BootstrapResult? Bootstrap)
{
    /// <summary>Wall time of the climb, as the host measured it; 0 when it did not.</summary>
    public double Seconds { get; init; }

    /// <summary>How it ended, in words.</summary>
    public string Status => Fit is null ? "not fitted" : TheoryRunner.Words(Fit.Status);

    /// <summary>Puts a theory on a record.</summary>
    /// <param name="model">The whole game.</param>
    /// <param name="theory">"base" or a theory's name.</param>
    /// <param name="data">The record.</param>
    /// <exception cref="ArgumentException">The theory cannot be put on this record, in words.</exception>
    public static Likelihood Join(GameModel model, string theory, ImmutableArray<Sequence> data) => new(ParametricGame.Compile(model, theory, data[0].Covariates), data);

    /// <summary>Fits a theory.</summary>
    /// <param name="theory">Its name.</param>
    /// <param name="likelihood">Theory and record, from <see cref="Join"/>.</param>
    /// <param name="ask">How.</param>
    /// <param name="climbed">Told when the climb has ended, before anything is worked out around it.</param>
    /// <param name="say">Told what happens, in lines.</param>
    /// <param name="step">Told how many replications are done, and of how many; calls do not overlap.</param>
    /// <param name="cancel">Stops; finished replications stay in the store.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static TheoryFit Run(
        string theory, Likelihood likelihood, TheoryFitAsk ask, Action? climbed = null, Action<string>? say = null, Action<int, int>? step = null, CancellationToken cancel = default)
    {
        var remarks = FitReview.Before(likelihood, cancel);
        if (remarks.Any(r => r.Stops))
        {
            return new TheoryFit(theory, ask.Kind, remarks, null, [], [], null);
        }

        ImmutableArray<PathStart> paths = ask.Paths?.Invoke() ?? [];
        ImmutableArray<double[]> given = ask.Given?.Invoke(likelihood.Parameters) ?? [];
        var options = new FitOptions
        {
            Starts = ask.Starts, Seed = ask.Seed, UsePrior = ask.UsePrior, Paths = paths, ExtraStarts = given, OnlyGiven = ask.OnlyGiven || (ask.Starts == 1 && (paths.IsEmpty || !given.IsEmpty)),
            Progress = (at, of, _) =>
            {
                if (at == of)
                {
                    say?.Invoke($"{theory}: {of} starts climbed");
                }
            },
        };
        var fit = Estimators.Fit(likelihood, ask.Kind, options, cancel);
        cancel.ThrowIfCancellationRequested();
        climbed?.Invoke();
        if (fit.Status == FitStatus.Impossible)
        {
            return new TheoryFit(theory, ask.Kind, remarks.AddRange(FitReview.After(fit)), fit, [], [], null);
        }

        ImmutableArray<Census> Census(FitResult at) => !ask.Census ? [] : [.. Enumerable.Range(0, likelihood.Parameters.Eras.Length).Select(e => EquilibriumCensus.Take(likelihood, at.Point, e, seed: ask.Seed, cancel: cancel))];
        var census = Census(fit);
        if (ask.Kind == EstimatorKind.NestedFixedPoint && Likelier(fit, census) is { } entry)
        {
            // Another equilibrium at the estimate makes the record likelier: climb from there, and say so where that leads nowhere.
            var further = likelihood.Parameters.Eras.Length > 1 || likelihood.GroupCount > 1 ? null
                : Estimators.Fit(likelihood, ask.Kind, options with { Paths = [new PathStart("a likelier equilibrium at another optimum", fit.Point, [entry.Equilibrium.ActionValues])], ExtraStarts = [], OnlyGiven = true }, cancel);
            if (further is { Status: FitStatus.Converged or FitStatus.AtGuard } && further.Objective > fit.Objective)
            {
                fit = further with { Optima = [.. further.Optima, .. fit.Optima], Starts = fit.Starts + 1 };
                census = Census(fit);
            }

            if (Likelier(fit, census) is { } still)
            {
                remarks = remarks.Add(new FitRemark(FitRemarkKind.LikelierEquilibrium, false, "", string.Create(CultureInfo.InvariantCulture,
                    $"at the estimate another equilibrium makes the record likelier by {still.LogLikelihood - fit.LogLikelihood:0.00} nats: this is not the maximum over equilibria"), "take another path (--path frequencies), or more starts"));
            }
        }

        remarks = remarks.AddRange(FitReview.After(fit));
        census = !ask.Census || !ask.CensusOfUnits ? census : [.. census.Select(c => c with { Units = likelihood.UnitsOf(0) }), .. Enumerable.Range(1, likelihood.GroupCount - 1)
            .SelectMany(g => Enumerable.Range(0, likelihood.Parameters.Eras.Length).Select(e => EquilibriumCensus.Take(likelihood, fit.Point, e, seed: ask.Seed, cancel: cancel, group: g) with { Units = likelihood.UnitsOf(g) }))];
        ImmutableArray<ProfileInterval> profile = [];
        if (ask.Profile)
        {
            profile = [.. Enumerable.Range(0, fit.ParameterCount).Select(j => ProfileLikelihood.Interval(likelihood, fit.Point, j, fit.Estimates[j].Errors.Hessian ?? fit.Estimates[j].Errors.Sandwich ?? 0.5, ask.UsePrior, cancel: cancel))];
        }

        var bootstrap = ask.Bootstrap is { } replications ? Redraw(likelihood, theory, fit, replications, ask, say, step, cancel) : null;
        cancel.ThrowIfCancellationRequested();
        return new TheoryFit(theory, ask.Kind, remarks, fit, census, profile, bootstrap);
    }

    private static CensusEntry? Likelier(FitResult fit, ImmutableArray<Census> census) =>
        census.Length == 1 ? census[0].Entries.Where(e => !e.Selected && e.LogLikelihood > fit.LogLikelihood + 0.01).MaxBy(e => e.LogLikelihood) : null;

    private static BootstrapResult Redraw(
        Likelihood likelihood, string theory, FitResult fit, int replications, TheoryFitAsk ask, Action<string>? say, Action<int, int>? step, CancellationToken cancel)
    {
        var how = likelihood.Data.Length > 1 ? BootstrapKind.Units : BootstrapKind.Parametric;
        if (ask.Folder is not { } folder)
        {
            return Redrawing.Run(likelihood, fit.Point, how, replications, ask.Seed, usePrior: ask.UsePrior, threads: ask.Threads, progress: (_, at, of) => step?.Invoke(at, of), cancel: cancel);
        }

        return new BootstrapGraph(likelihood, fit.Point, how, replications, ask, theory, step).Run(folder, say, cancel);
    }
}
