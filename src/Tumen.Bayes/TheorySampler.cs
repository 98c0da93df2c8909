using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Tumen.Estimation;
using Tumen.Numerics;

namespace Tumen.Bayes;

/// <summary>Samples the posterior of a theory's parameters.</summary>
public static class TheorySampler
{
    /// <summary>R-hat above which a sample is doubtful: 1.01 (Vehtari et al. 2021).</summary>
    public const double RHatLimit = 1.01;

    private const double EnergyLimit = 0.3;
    private const double SizeAChain = 100;

    /// <summary>The no-U-turn sampler from scattered starts around a mode.</summary>
    /// <param name="likelihood">Theory and record.</param>
    /// <param name="mode">A posterior mode.</param>
    /// <param name="options">How.</param>
    /// <param name="cancel">Stops; the draws made so far are returned with status cancelled.</param>
    /// <exception cref="InvalidOperationException">The mode has no certified equilibrium.</exception>
    public static PosteriorSample Nuts(Likelihood likelihood, double[] mode, NutsOptions options, CancellationToken cancel = default)
    {
        var chains = new SampledChain[options.Chains];
        Parallel.For(0, options.Chains, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Threads) }, c => chains[c] = Chain(likelihood, mode, options, c, cancel));
        return OfChains(likelihood, mode, options, chains);
    }

    /// <summary>One chain of the no-U-turn sampler: the same bits alone as among others.</summary>
    /// <param name="likelihood">Theory and record; it may serve several chains at once.</param>
    /// <param name="mode">A posterior mode.</param>
    /// <param name="options">How.</param>
    /// <param name="chain">Number of the chain.</param>
    /// <param name="cancel">Stops; the chain then holds the draws made so far.</param>
    /// <exception cref="InvalidOperationException">The mode has no certified equilibrium.</exception>
    public static SampledChain Chain(Likelihood likelihood, double[] mode, NutsOptions options, int chain, CancellationToken cancel = default)
    {
        var scatter = Scattered(likelihood, mode);
        var own = scatter.Copy();
        var draws = Bayes.Nuts.Chain(own, Start(scatter, mode, options.Seed, chain), chain, options.Covariance is null && options.DenseMetric ? options with { Covariance = scatter.Covariance } : options, cancel);
        return new SampledChain(draws, scatter.Evaluations + own.Evaluations, scatter.Unsolved + own.Unsolved);
    }

    private static TheoryPosterior Scattered(Likelihood likelihood, double[] mode) => TheoryPosterior.AroundMode(likelihood.On(likelihood.Data), mode, 1.5);

    /// <summary>The sample that chains make together, with what speaks for and against it.</summary>
    /// <param name="likelihood">Theory and record.</param>
    /// <param name="mode">The posterior mode that the chains began around.</param>
    /// <param name="options">How they were made.</param>
    /// <param name="made">The chains, in order.</param>
    public static PosteriorSample OfChains(Likelihood likelihood, double[] mode, NutsOptions options, IReadOnlyList<SampledChain> made)
    {
        var transform = Scattered(likelihood, mode).Transform;
        ImmutableArray<NutsDraws> chains = [.. made.Select(m => m.Draws)];
        var draws = chains.Select(c => c.Draws.Select(z => transform.Parameters(z)).ToArray()).ToImmutableArray();
        bool complete = chains.All(c => c.Draws.Length == options.Draws) && options.Draws >= 8;
        int k = likelihood.Parameters.Count;
        ImmutableArray<ChainReport> reports = complete ? [.. Enumerable.Range(0, k).Select(j => ChainDiagnostics.Of([.. draws.Select(c => c.Select(d => d[j]).ToArray())]))] : [];
        ImmutableArray<double> fractions = complete ? [.. chains.Select(c => ChainDiagnostics.EnergyFraction(c.Energy))] : [];
        var warnings = ImmutableArray.CreateBuilder<string>();
        var names = likelihood.Parameters.Free.Select(p => p.Name).ToImmutableArray();
        if (complete)
        {
            Judge(warnings, names, reports, fractions, chains, options);
        }

        return new PosteriorSample
        {
            Theory = likelihood.Game.TheoryName,
            Method = string.Create(CultureInfo.InvariantCulture, $"no-U-turn sampler, {options.Chains} chains of {options.Draws} draws after {options.Warmup} of adaptation"),
            Status = !complete ? SampleStatus.Cancelled : warnings.Count > 0 ? SampleStatus.Doubtful : SampleStatus.Good,
            Warnings = warnings.ToImmutable(),
            Parameters = names,
            Chains = draws,
            LogDensity = [.. chains.Select(c => c.LogDensity)],
            Diverged = [.. chains.Select(c => c.Diverged)],
            Energy = [.. chains.Select(c => c.Energy)],
            Depth = [.. chains.Select(c => c.Depth)],
            Acceptance = [.. chains.Select(c => c.Acceptance)],
            Reports = reports,
            EnergyFractions = fractions,
            LogMarginalLikelihood = double.NaN,
            Stages = [],
            Evaluations = made.Sum(m => m.Evaluations),
            Unsolved = made.Sum(m => m.Unsolved),
            Seed = options.Seed,
        };
    }

    /// <summary>Tempered sequential Monte Carlo: draws and the marginal likelihood.</summary>
    /// <param name="likelihood">Theory and record.</param>
    /// <param name="mode">A posterior mode to start the path around, or null to start at the prior.</param>
    /// <param name="options">How.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="InvalidOperationException">The mode has no certified equilibrium.</exception>
    public static PosteriorSample Smc(Likelihood likelihood, double[]? mode, SmcOptions options, CancellationToken cancel = default)
    {
        if (mode is not null && options.Surface && ResponseSurface.Reads(likelihood) && OverSurface(likelihood, mode, options, cancel) is { } over)
        {
            return over;
        }

        var made = new ConcurrentBag<TheoryPosterior>();
        var first = mode is null ? TheoryPosterior.FromPrior(likelihood) : TheoryPosterior.AroundMode(likelihood, mode);
        TheoryPosterior New()
        {
            var copy = first.Copy();
            made.Add(copy);
            return copy;
        }

        var run = TemperedSmc.Run(New, options, null, cancel);
        string path = string.Create(CultureInfo.InvariantCulture, $"{run.Stages.Length} temperatures from {(mode is null ? "the prior" : "a normal around the mode")}");
        return Made(likelihood, first, options, run, run.Stages, run.LogMarginal, path, made);
    }

    // From a normal to the posterior of a response surface, which costs no solve, and from there to the posterior. Null where the surface cannot be made or does not overlap.
    private static PosteriorSample? OverSurface(Likelihood likelihood, double[] mode, SmcOptions options, CancellationToken cancel)
    {
        const double Widen = 1.15;
        var exact = TheoryPosterior.FromPrior(likelihood);
        if (exact.CoordinateMode(mode) is not { } centre || exact.Curvature(centre) is not { } curvature)
        {
            return null;
        }

        int k = centre.Length;
        var covariance = TheoryPosterior.SymmetricInverse(curvature, k);
        double[] x = new double[k], slope = new double[k], bend = new double[k];
        exact.Transform.Parameters(centre, x, slope, bend);
        double[] steps = [.. Enumerable.Range(0, k).Select(j => Math.Abs(slope[j]) * Math.Sqrt(covariance[(j * k) + j]))];
        if (ResponseSurface.Around(exact.Likelihood, x, steps, cancel) is not { } surface)
        {
            return null;
        }

        for (int i = 0; i < covariance.Length; i++)
        {
            covariance[i] *= Widen * Widen;
        }

        var near = new SurfacePosterior(exact.Likelihood, surface, exact.Transform, centre, Cholesky.Of(covariance, k));
        var before = TemperedSmc.Run(near.Copy, options with { Kernel = SmcKernel.Hamiltonian }, null, cancel);
        if (before.Status != SmcStatus.Done)
        {
            return before.Status == SmcStatus.Cancelled ? Made(likelihood, exact, options, before, before.Stages, double.NaN, "stopped on the way", []) : null;
        }

        var made = new ConcurrentBag<TheoryPosterior>();
        ITemperedDensity New()
        {
            var copy = exact.Copy();
            made.Add(copy);
            return new ExactOverSurface(copy, near.Copy(), surface, before.LogMarginal);
        }

        var run = TemperedSmc.Run(New, options with { Kernel = SmcKernel.Guided, Seed = options.Seed + 0x5EED }, before.Draws, cancel);
        if (run.Status == SmcStatus.Degenerate)
        {
            return null;
        }

        string path = string.Create(CultureInfo.InvariantCulture, $"{before.Stages.Length} temperatures from a normal to the posterior of a response surface, {run.Stages.Length} from there to the posterior");
        return Made(likelihood, exact, options, run, before.Stages.AddRange(run.Stages), run.LogMarginal, path, made);
    }

    private static PosteriorSample Made(
        Likelihood likelihood, TheoryPosterior first, SmcOptions options, SmcResult run, ImmutableArray<SmcStage> stages, double marginal, string path, IEnumerable<TheoryPosterior> made)
    {
        var warnings = ImmutableArray.CreateBuilder<string>();
        if (run.Status != SmcStatus.Done)
        {
            warnings.Add(run.Status switch
            {
                SmcStatus.Degenerate => "every particle lost its weight: start the path at the prior",
                SmcStatus.TooManyStages => "the path took too many temperatures",
                _ => "stopped early",
            });
        }
        else if (stages.Any(s => s.Memory > 0.6))
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"at some temperature particles hardly moved (correlation {stages.Max(s => s.Memory):0.00} with where they were): more sweeps or particles"));
        }

        return new PosteriorSample
        {
            Theory = likelihood.Game.TheoryName,
            Method = string.Create(CultureInfo.InvariantCulture, $"sequential Monte Carlo, {options.Particles} particles, {path}"),
            Status = run.Status switch { SmcStatus.Done => warnings.Count > 0 ? SampleStatus.Doubtful : SampleStatus.Good, SmcStatus.Cancelled => SampleStatus.Cancelled, _ => SampleStatus.Failed },
            Warnings = warnings.ToImmutable(),
            Parameters = [.. likelihood.Parameters.Free.Select(p => p.Name)],
            Chains = [[.. run.Draws.Select(z => first.Transform.Parameters(z))]],
            LogDensity = [],
            Diverged = [],
            Energy = [],
            Reports = [],
            EnergyFractions = [],
            LogMarginalLikelihood = marginal,
            Stages = stages,
            Evaluations = made.Sum(m => m.Evaluations),
            Unsolved = made.Sum(m => m.Unsolved),
            Seed = options.Seed,
        };
    }

    // A draw around the mode at which the density exists, else the mode itself.
    private static double[] Start(TheoryPosterior scatter, double[] mode, ulong seed, int chain)
    {
        var random = new Philox(seed, 0x4000_0000_0000_0000UL + (ulong)chain);
        for (int i = 0; i < 20; i++)
        {
            var z = scatter.DrawReference(random);
            scatter.Forget();
            if (double.IsFinite(scatter.Value(z, [])))
            {
                return z;
            }
        }

        return scatter.Transform.Coordinates(mode);
    }

    private static void Judge(
        ImmutableArray<string>.Builder warnings, ImmutableArray<string> names, ImmutableArray<ChainReport> reports, ImmutableArray<double> fractions, ImmutableArray<NutsDraws> chains, NutsOptions options)
    {
        string N(double x, string format) => x.ToString(format, CultureInfo.InvariantCulture);
        for (int j = 0; j < reports.Length; j++)
        {
            if (!(reports[j].RHat <= RHatLimit))
            {
                warnings.Add($"{names[j]}: R-hat {N(reports[j].RHat, "0.000")} is above {N(RHatLimit, "0.00")}: the chains disagree; run longer");
            }
            else if (!(Math.Min(reports[j].BulkSize, reports[j].TailSize) >= SizeAChain * chains.Length))
            {
                warnings.Add($"{names[j]}: effective sample size {N(reports[j].BulkSize, "0")} (bulk), {N(reports[j].TailSize, "0")} (tails) is below {N(SizeAChain * chains.Length, "0")}: run longer");
            }
        }

        int diverged = chains.Sum(c => c.Diverged.Count(d => d)), deep = chains.Sum(c => c.Depth.Count(d => d >= options.MaximumDepth));
        if (diverged > 0)
        {
            warnings.Add($"{diverged} trajectories diverged: the posterior has a corner that the step is too long for, or a fold where equilibria vanish; take smaller steps with   --target-acceptance 0.95   (or nearer 1)");
        }

        if (deep > 0)
        {
            warnings.Add($"{deep} trajectories reached the greatest depth of {options.MaximumDepth}");
        }

        for (int c = 0; c < fractions.Length; c++)
        {
            if (!(fractions[c] >= EnergyLimit))
            {
                warnings.Add($"chain {c}: energy fraction {N(fractions[c], "0.00")} is below {N(EnergyLimit, "0.0")}: tails are explored badly");
            }
        }
    }
}

/// <summary>A chain of posterior draws in the sampler's coordinates.</summary>
/// <param name="Draws">The draws and how they came about.</param>
/// <param name="Evaluations">Likelihood evaluations.</param>
/// <param name="Unsolved">Evaluations at which no equilibrium was certified and the density was taken as zero.</param>
public sealed record SampledChain(NutsDraws Draws, int Evaluations, int Unsolved);
