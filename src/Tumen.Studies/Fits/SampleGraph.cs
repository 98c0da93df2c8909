using System.Collections.Immutable;
using System.Globalization;
using Tumen.Bayes;
using Tumen.Estimation;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>A cloud of particles from one theory's posterior; plain data.</summary>
/// <param name="Method">How it was made, in words.</param>
/// <param name="Status">Whether it can be relied on.</param>
/// <param name="Warnings">What speaks against it.</param>
/// <param name="Draws">Parameters of each particle.</param>
/// <param name="LogMarginalLikelihood">Nats.</param>
/// <param name="Stages">Temperatures.</param>
/// <param name="Evaluations">Likelihood evaluations.</param>
/// <param name="Unsolved">Of them, those without a certified equilibrium.</param>
internal sealed record ParticlesWork(
    string Method, SampleStatus Status, string[] Warnings, double[][] Draws, double LogMarginalLikelihood, SmcStage[] Stages, int Evaluations, int Unsolved);

/// <summary>The pieces of a sample: every theory's mode, then its chains or its particles.</summary>
internal sealed class SampleGraph
{
    private readonly StudyFolder _study;
    private readonly SampleAsk _ask;
    private readonly Action<string>? _say;
    private readonly Action<int, int>? _step;
    private readonly string _of;
    private readonly ImmutableArray<Theory> _theories;
    private int _gone;

    /// <summary>Lists the pieces.</summary>
    public SampleGraph(StudyFolder study, SampleAsk ask, Action<string>? say, Action<int, int>? step)
    {
        (_study, _ask, _say, _step) = (study, ask, say, step);
        _of = ResultStore.Key(Methods.Key, "sample", Methods.Game(study), study.Records[0].Table.Hash, ask.Seed.ToString(CultureInfo.InvariantCulture));
        _theories = [.. ask.Theories.Distinct().Select(Pieces)];
    }

    /// <summary>All pieces.</summary>
    public ImmutableArray<Piece> All => [.. _theories.SelectMany(t => t.Chains.Concat<Piece>(t.Particles).Prepend(t.Mode))];

    /// <summary>What a piece's file says of it.</summary>
    public PieceHead Head(Piece piece, double seconds) => new("", _study.File.Name, _ask.Seed, piece.Label, seconds);

    /// <summary>The theories with their draws; says of those that cannot be fitted or sampled why not.</summary>
    public ImmutableArray<SampledTheory> Result(Action<string>? warn)
    {
        var list = ImmutableArray.CreateBuilder<SampledTheory>();
        foreach (var t in _theories)
        {
            foreach (string line in (t.Mode.Value?.Warnings ?? []).Concat(t.Chains.Concat<Piece>(t.Particles).Append(t.Mode).Select(p => p.Failure).OfType<PieceFailure>().Select(f => f.Line)))
            {
                warn?.Invoke(line);
            }

            if (t.Mode.Value is { Usable: true } mode && t.Chains.All(c => c.Value is not null) && t.Particles.All(c => c.Value is not null))
            {
                var likelihood = t.Likelihood.Value;
                list.Add(new SampledTheory(t.Name, likelihood, mode.LogMarginalLikelihood, t.Particles is [var cloud] ? Sample(t.Name, likelihood, cloud.Value!)
                    : TheorySampler.OfChains(likelihood, mode.Point, Nuts(null), [.. t.Chains.Select(c => c.Value!)])));
            }
        }

        return list.ToImmutable();
    }

    private Theory Pieces(string name)
    {
        var mode = ModeWork.Piece(_of, _study, name, _ask.Seed, "sample", _say);
        var likelihood = new Lazy<Likelihood>(() => new Likelihood(ParametricGame.Compile(_study.Game, name, _study.Records[0].Sequences[0].Covariates), _study.Records[0].Sequences));
        string N(int n) => n.ToString(CultureInfo.InvariantCulture);
        var how = _ask.Chains;
        ImmutableArray<Piece<SampledChain>> chains = _ask.Particles ? [] : [.. Enumerable.Range(0, how.Chains).Select(c => new Piece<SampledChain>(
            ResultStore.Key(_of, "chain", name, N(how.Warmup), N(how.Draws), how.TargetAcceptance.ToString("R", CultureInfo.InvariantCulture), N(how.MaximumDepth), how.DenseMetric ? "dense" : "diagonal", N(c)),
            $"{name}, chain {c + 1}", "sample", WorkJson.Default.SampledChain, [mode], w => Chain(likelihood.Value, mode.Value!.Point, c, w.Cancel))
        {
            Guess = 0.05 * (how.Warmup + how.Draws), When = () => mode.Value is { Usable: true },
        })];
        ImmutableArray<Piece<ParticlesWork>> particles = !_ask.Particles ? [] : [new Piece<ParticlesWork>(
            ResultStore.Key(_of, "particles", name, N(_ask.ParticleCount)), $"{name}, {_ask.ParticleCount} particles", "sample", WorkJson.Default.ParticlesWork, [mode], w => Cloud(likelihood.Value, mode.Value!.Point, w.Cancel))
        {
            Guess = 0.02 * _ask.ParticleCount, When = () => mode.Value is { Usable: true },
        }];
        return new Theory(name, mode, likelihood, chains, particles);
    }

    private NutsOptions Nuts(Action<int, int, int>? progress) => _ask.Chains with { Seed = _ask.Seed, Threads = 1, Progress = progress };

    private SampledChain Chain(Likelihood likelihood, double[] mode, int chain, CancellationToken cancel)
    {
        int all = (_ask.Chains.Warmup + _ask.Chains.Draws) * _ask.Chains.Chains * _theories.Length;
        var made = TheorySampler.Chain(likelihood, mode, Nuts((_, _, _) => _step?.Invoke(Interlocked.Increment(ref _gone), all)), chain, cancel);
        cancel.ThrowIfCancellationRequested(); // half a chain is not kept
        return made;
    }

    private ParticlesWork Cloud(Likelihood likelihood, double[] mode, CancellationToken cancel)
    {
        var made = TheorySampler.Smc(likelihood.On(likelihood.Data), mode, new SmcOptions
        {
            Particles = _ask.ParticleCount, Seed = _ask.Seed, Threads = _ask.Threads,
            Progress = (stage, beta) => _say?.Invoke(string.Create(CultureInfo.InvariantCulture, $"temperature {stage}: {beta:0.000}")),
        }, cancel);
        cancel.ThrowIfCancellationRequested();
        return new ParticlesWork(made.Method, made.Status, [.. made.Warnings], [.. made.All], made.LogMarginalLikelihood, [.. made.Stages], made.Evaluations, made.Unsolved);
    }

    private PosteriorSample Sample(string name, Likelihood likelihood, ParticlesWork w) => new()
    {
        Theory = name, Method = w.Method, Status = w.Status, Warnings = [.. w.Warnings], Parameters = [.. likelihood.Parameters.Free.Select(p => p.Name)], Chains = [w.Draws], LogDensity = [], Diverged = [], Energy = [],
        Reports = [], EnergyFractions = [], LogMarginalLikelihood = w.LogMarginalLikelihood, Stages = [.. w.Stages], Evaluations = w.Evaluations, Unsolved = w.Unsolved, Seed = _ask.Seed,
    };

    private sealed record Theory(string Name, Piece<ModeWork> Mode, Lazy<Likelihood> Likelihood, ImmutableArray<Piece<SampledChain>> Chains, ImmutableArray<Piece<ParticlesWork>> Particles);
}
