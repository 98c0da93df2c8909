using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Scenarios;
using Tumen.Solve;

namespace Tumen.Studies;

/// <summary>What to compute for every theory.</summary>
public sealed record TheoryOptions
{
    /// <summary>Starting points of the maximum-likelihood fit; at least 8 by default.</summary>
    public int Starts { get; init; } = 8;

    /// <summary>Starting points of the posterior mode.</summary>
    public int ModeStarts { get; init; } = 3;

    /// <summary>Periods held out at the end.</summary>
    public int HoldOut { get; init; }

    /// <summary>Posterior draws for intervals of leverage; 0 leaves leverage out.</summary>
    public int Draws { get; init; } = 400;

    /// <summary>Draws from the priors for the chances of leverage before the record; 0 leaves them out.</summary>
    public int PriorDraws { get; init; } = 200;

    /// <summary>Whether the maximum-likelihood fit is wanted; alternative codings use the posterior mode alone.</summary>
    public bool Full { get; init; } = true;

    /// <summary>Seed of all random draws.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Where the first climb starts, by parameter; parameters left out start where they would. Empty for the plain start.</summary>
    public ImmutableDictionary<string, double> From { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>Action values, by unit, near which the equilibrium is looked for that the unit plays; empty to follow the branch from λ = 0.</summary>
    public ImmutableDictionary<string, double[]> Selection { get; init; } = ImmutableDictionary<string, double[]>.Empty;

    /// <summary>Text that names the options in a store key.</summary>
    public string Key => $"{Starts},{ModeStarts},{HoldOut},{Draws}+{PriorDraws},{Full},{Seed}";
}

/// <summary>Does the work of one theory: posterior mode, maximum likelihood, hold-out, leverage. Pure: same input, same bits.</summary>
public static class TheoryRunner
{
    /// <summary>Runs one theory on one record.</summary>
    /// <param name="model">The game.</param>
    /// <param name="theory">"base" or a theory's name.</param>
    /// <param name="data">The record.</param>
    /// <param name="options">What to compute.</param>
    /// <param name="step">Told what is being done, in words.</param>
    /// <param name="cancel">Stops between evaluations.</param>
    /// <param name="known">The theory fitted to the main record, from whose mode the climb starts; null for starts of its own.</param>
    public static TheoryWork Run(
        GameModel model, string theory, ImmutableArray<Sequence> data, TheoryOptions options, Action<string>? step = null, CancellationToken cancel = default, TheoryWork? known = null)
    {
        var game = ParametricGame.Compile(model, theory, data[0].Covariates);
        var likelihood = new Likelihood(game, data);
        foreach (var (unit, values) in options.Selection)
        {
            likelihood.Select(unit, values);
        }

        var remarks = FitReview.Before(likelihood, cancel);
        if (remarks.Any(r => r.Stops))
        {
            return TheoryWork.NotFitted(likelihood, remarks);
        }

        var (mode, top) = Climbed(likelihood, options, step, cancel, known);
        if (mode.Status == FitStatus.Impossible)
        {
            return TheoryWork.NotFitted(likelihood, FitReview.NowhereToStart(remarks, mode));
        }

        FitResult best = top ?? (options.Full ? MostLikely(likelihood, options, [mode.Point], step, cancel) : mode);
        remarks = remarks.AddRange(FitReview.After(best));

        double[] held = [];
        if (options.HoldOut > 0)
        {
            step?.Invoke("hold-out");
            held = HoldOut(game, data, options, mode, cancel);
            cancel.ThrowIfCancellationRequested();
        }

        LeverageWork? leverage = null;
        if (options.Draws > 0 && model.Concession is not null && model.Threats is not null)
        {
            step?.Invoke("leverage");
            leverage = LeverageRunner.Measure(likelihood, mode, options, cancel);
        }

        var doubts = ParameterDoubts.Of(best, [.. data.Select(d => d.Length)]);
        return new TheoryWork
        {
            Name = theory,
            Status = Words(best.Status),
            ModeStatus = Words(mode.Status),
            LogLikelihood = best.LogLikelihood,
            MoveLogLikelihood = best.MoveLogLikelihood,
            Aic = best.Aic,
            Bic = best.Bic,
            LogMarginalLikelihood = mode.LogMarginalLikelihood ?? double.NaN,
            Periods = best.Periods,
            Moves = best.MoveCount,
            Starts = best.Starts,
            Optima = [.. best.Optima.Select((o, i) => new OptimumWork(o.Objective, o.Hits, o.ScoreNorm, o.Point)
            {
                Origin = o.Origin,
                Converged = o.Converged,
                ByPeriod = options.Full && i > 0 && o.Converged && best.Optima[0].Objective - o.Objective < OptimaTable.RivalWithin ? o.ByPeriod : [],
            })],
            Parameters = [.. best.Estimates.Select((e, k) => doubts.AddTo(Parameter(e, mode, k), k))],
            JointConstancy = doubts.Constancy?.Joint,
            JointConstancyChance = doubts.Constancy?.JointChance,
            Eigenvalues = [.. best.Identification.Eigenvalues],
            Weak = [.. best.Identification.Weak.Select(Direction)],
            Null = [.. best.Identification.Null.Select(Direction)],
            ModeSilent = [.. mode.Identification.Silent.Select(Direction)],
            ModeNull = [.. mode.Identification.Null.Select(Direction)],
            Remarks = [.. remarks.Select(RemarkWork.Of)],
            Scores = options.Full ? [.. best.Scores.SelectMany(s => s)] : [],
            Inverse = options.Full ? best.Covariance : [],
            ByPeriod = best.ByPeriod,
            MovesByPeriod = best.MovesByPeriod,
            HoldOutScore = held.Length > 0 ? held.Sum() : null,
            HoldOutByPeriod = held,
            Residual = best.Equilibria.IsEmpty ? double.NaN : best.Equilibria.Max(e => e.Certificate.Residual),
            Regret = best.Equilibria.IsEmpty ? double.NaN : best.Equilibria.Max(e => e.Certificate.Regret),
            Leverage = leverage,
            ModePoint = mode.Point,
            ModeCovariance = mode.Covariance,
            Hidden = options.Full ? HiddenWork.Of(likelihood, mode.Point, cancel) : null,
            ModeEdges = [.. mode.Edges],
            Contrasts = mode.Equilibria.IsEmpty ? [] : Contrasts.Of(game, data, mode.Equilibria[^1], likelihood.Reduction),
            Responses = best.Equilibria.IsEmpty ? [] : Responses.Of(game, data, mode.Equilibria[^1], likelihood.Reduction),
        };
    }

    /// <summary>A theory's posterior mode with what draws around it are made from, the same bits as those of its whole fit.</summary>
    /// <param name="model">The game.</param>
    /// <param name="theory">"base" or a theory's name.</param>
    /// <param name="data">The record.</param>
    /// <param name="options">Options of the whole fit.</param>
    /// <param name="cancel">Stops between evaluations.</param>
    /// <returns>Null when the record is impossible under the theory.</returns>
    public static TheoryAtMode? ModeOf(GameModel model, string theory, ImmutableArray<Sequence> data, TheoryOptions options, CancellationToken cancel = default)
    {
        var likelihood = new Likelihood(ParametricGame.Compile(model, theory, data[0].Covariates), data);
        if (FitReview.Before(likelihood, cancel).Any(r => r.Stops))
        {
            return null;
        }

        var (mode, _) = Climbed(likelihood, options, null, cancel);
        return mode.Status == FitStatus.Impossible ? null : new TheoryAtMode(theory, mode.Point, mode.Covariance, [.. mode.Edges]);
    }

    // The posterior mode; and the likelihood's top where every prior is flat: there it is the posterior's mode, and one search does for both.
    private static (FitResult Mode, FitResult? Top) Climbed(Likelihood likelihood, TheoryOptions options, Action<string>? step, CancellationToken cancel, TheoryWork? known = null)
    {
        ImmutableArray<double[]> from = options.From.IsEmpty ? [] : [From(likelihood.Parameters, options.From)];
        FitResult Mode(FitOptions how)
        {
            step?.Invoke("posterior mode");
            var found = KnownMode.Fit(likelihood, known, how with { UsePrior = true, Seed = options.Seed, ObservedInformation = false }, cancel);
            cancel.ThrowIfCancellationRequested();
            return found;
        }

        bool flat = options.Full && likelihood.Parameters.Free.All(p => p.Kind == ParameterKind.Weight && p.Prior is Prior.Flat);
        FitResult? top = flat ? MostLikely(likelihood, options, from, step, cancel) : null;
        return (top is null || top.Status == FitStatus.Impossible ? Mode(new FitOptions { Starts = options.ModeStarts, ExtraStarts = from }) : Mode(new FitOptions { ExtraStarts = [top.Point], OnlyGiven = true }), top);
    }

    private static FitResult MostLikely(Likelihood likelihood, TheoryOptions options, ImmutableArray<double[]> given, Action<string>? step, CancellationToken cancel)
    {
        step?.Invoke("maximum likelihood");
        var found = Estimator.Fit(likelihood, new FitOptions { Starts = options.Starts, Seed = options.Seed + 17, ExtraStarts = given }, cancel);
        cancel.ThrowIfCancellationRequested();
        return found;
    }

    private static double[] From(ParameterSpace space, ImmutableDictionary<string, double> values)
    {
        var x = space.PlainStart();
        foreach (var (name, value) in values)
        {
            int k = space.IndexOf(name);
            x[k >= 0 ? k : throw new ArgumentException($"the theory has no free parameter `{name}`; it has {string.Join(", ", space.Free.Take(20).Select(p => p.Name))}{(space.Count > 20 ? ", …" : "")}", nameof(values))] =
                Math.Clamp(value, space.Free[k].Lower, space.Free[k].Upper);
        }

        return x;
    }

    /// <summary>Status in the words reports use.</summary>
    public static string Words(FitStatus status) => status switch
    {
        FitStatus.Converged => "converged",
        FitStatus.AtGuard => "a weight ran away to its guard",
        FitStatus.Stalled => "did not converge",
        FitStatus.Impossible => "the record is impossible under this theory",
        _ => "cancelled",
    };

    private static double[] HoldOut(ParametricGame game, ImmutableArray<Sequence> data, TheoryOptions options, FitResult mode, CancellationToken cancel)
    {
        ImmutableArray<Sequence> before = [.. data.Select(d => d.Slice(0, d.Length - options.HoldOut))];
        var how = new FitOptions { Starts = 1, UsePrior = true, ObservedInformation = false, ExtraStarts = [mode.Point], Seed = options.Seed };
        var early = Estimator.Fit(new Likelihood(game, before), how with { OnlyGiven = true }, cancel);
        early = early.Status == FitStatus.Stalled ? Estimator.Fit(new Likelihood(game, before), how, cancel) : early;
        if (early.Status is FitStatus.Impossible or FitStatus.Cancelled)
        {
            return [];
        }

        var all = new Likelihood(game, data).Evaluate(early.Point, false, cancel);
        return [.. Baselines.HeldOut(data, all.MovesByPeriod, options.HoldOut)];
    }

    internal static WeakWork Direction(WeakDirection w) => new(w.Eigenvalue, w.Direction.ToDictionary(d => d.Name, d => d.Loading), w.Says);

    private static ParameterWork Parameter(Estimate e, FitResult mode, int k)
    {
        var m = mode.Estimates[k];
        double variance = mode.Covariance[(k * mode.Estimates.Length) + k];
        double? priorMean = null, priorError = null;
        switch (e.Parameter.Prior)
        {
            case Prior.Normal n:
                (priorMean, priorError) = (n.Mean, n.StandardDeviation);
                break;
            case Prior.Beta b:
                double total = b.A + b.B;
                (priorMean, priorError) = (b.A / total, Math.Sqrt(b.A * b.B / (total * total * (total + 1))));
                break;
        }

        return new ParameterWork(
            e.Parameter.Name, e.Parameter.Kind == ParameterKind.Weight ? "weight" : "chance", e.Parameter.Label, e.Value, e.Errors.Hessian, e.Errors.Expected,
            e.Errors.Opg, e.Errors.Sandwich, e.Bound, e.Gradient, m.Value, variance > 0 ? Math.Sqrt(variance) : null, priorMean, priorError)
        {
            ZeroIsBound = e.Parameter.Kind == ParameterKind.Weight && (e.Parameter.Lower == 0 || e.Parameter.Upper == 0),
        };
    }
}
