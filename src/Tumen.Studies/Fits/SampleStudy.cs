using System.Collections.Immutable;
using Tumen.Bayes;
using Tumen.Estimation;

namespace Tumen.Studies;

/// <summary>What a sample of posteriors is asked.</summary>
public sealed record SampleAsk
{
    /// <summary>The theories.</summary>
    public required ImmutableArray<string> Theories { get; init; }

    /// <summary>Whether by tempered sequential Monte Carlo, which gives marginal likelihoods; otherwise by the no-U-turn sampler.</summary>
    public bool Particles { get; init; }

    /// <summary>How the no-U-turn sampler goes; its seed, threads and progress are not used.</summary>
    public NutsOptions Chains { get; init; } = new();

    /// <summary>Particles of the sequential sampler.</summary>
    public int ParticleCount { get; init; } = 1000;

    /// <summary>Seed.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads; draws are the same bits for any number.</summary>
    public int Threads { get; init; } = 1;
}

/// <summary>A theory with draws from its posterior.</summary>
/// <param name="Name">Name of the theory.</param>
/// <param name="Likelihood">Theory and record.</param>
/// <param name="LogMarginalLikelihood">By Laplace's approximation at the mode; NaN where there is none.</param>
/// <param name="Sample">The draws.</param>
public sealed record SampledTheory(string Name, Likelihood Likelihood, double LogMarginalLikelihood, PosteriorSample Sample);

/// <summary>
/// Samples the posteriors of a study's theories on its main record: a piece for each theory's mode and for each chain (or cloud of particles). The pieces lie in the study's store, so that a run that
/// was stopped goes on, several runs at once share the chains, and more chains than last time are added to those that are there.
/// </summary>
public static class SampleStudy
{
    /// <summary>Samples, or does the rest of it.</summary>
    /// <param name="study">The study.</param>
    /// <param name="folder">Where results are kept; the pieces lie in its store.</param>
    /// <param name="ask">What is asked.</param>
    /// <param name="say">Told what happens, in lines, from any thread.</param>
    /// <param name="warn">Told in a line why a theory cannot be fitted or sampled, of takeovers and of pieces that were not whole.</param>
    /// <param name="step">Told how many steps of how many the chains made here have gone; from any thread.</param>
    /// <param name="cancel">Stops; finished chains stay in the store.</param>
    /// <returns>The theories that can be fitted, in the order asked, with their draws.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="IOException">The store cannot be written.</exception>
    public static ImmutableArray<SampledTheory> Run(StudyFolder study, string folder, SampleAsk ask, Action<string>? say, Action<string>? warn, Action<int, int>? step, CancellationToken cancel)
    {
        var graph = new SampleGraph(study, ask, say, step);
        using var shop = new Workshop(new ResultStore(Path.Combine(folder, StudyRunner.StoreName)), new WorkOptions { Threads = ask.Particles ? 1 : ask.Threads, Told = warn }, graph.Head, null, cancel);
        shop.Do(graph.All);
        shop.Clear(graph.All);
        return graph.Result(warn);
    }
}
