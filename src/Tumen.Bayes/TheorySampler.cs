using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Tumen.Fit;
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
        var made = new ConcurrentBag<TheoryPosterior>();
        var scatter = TheoryPosterior.AroundMode(likelihood, mode, 1.5);
        made.Add(scatter);
        TheoryPosterior New()
        {
            var copy = scatter.Copy();
            made.Add(copy);
            return copy;
        }

        var starts = Enumerable.Range(0, options.Chains).Select(c => Start(scatter, mode, options.Seed, c)).ToArray();
        var chains = Bayes.Nuts.Run(New, starts, options, cancel);
        var draws = chains.Select(c => c.Draws.Select(z => scatter.Transform.Parameters(z)).ToArray()).ToImmutableArray();
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
        var made = new ConcurrentBag<TheoryPosterior>();
        var first = mode is null ? TheoryPosterior.FromPrior(likelihood) : TheoryPosterior.AroundMode(likelihood, mode);
        TheoryPosterior New()
        {
            var copy = first.Copy();
            made.Add(copy);
            return copy;
        }

        var run = TemperedSmc.Run(New, options, cancel);
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
        else if (run.Stages.Any(s => s.Memory > 0.6))
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"at some temperature particles hardly moved (correlation {run.Stages.Max(s => s.Memory):0.00} with where they were): more sweeps or particles"));
        }

        return new PosteriorSample
        {
            Theory = likelihood.Game.TheoryName,
            Method = string.Create(CultureInfo.InvariantCulture, $"sequential Monte Carlo, {options.Particles} particles, {run.Stages.Length} temperatures from {(mode is null ? "the prior" : "a normal around the mode")}"),
            Status = run.Status switch { SmcStatus.Done => warnings.Count > 0 ? SampleStatus.Doubtful : SampleStatus.Good, SmcStatus.Cancelled => SampleStatus.Cancelled, _ => SampleStatus.Failed },
            Warnings = warnings.ToImmutable(),
            Parameters = [.. likelihood.Parameters.Free.Select(p => p.Name)],
            Chains = [[.. run.Draws.Select(z => first.Transform.Parameters(z))]],
            LogDensity = [],
            Diverged = [],
            Energy = [],
            Reports = [],
            EnergyFractions = [],
            LogMarginalLikelihood = run.LogMarginal,
            Stages = run.Stages,
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
            warnings.Add($"{diverged} trajectories diverged: the posterior has a corner that the step is too long for, or a fold where equilibria vanish; raise the target acceptance");
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
