using System.Collections.Concurrent;
using System.Collections.Immutable;
using Tumen.Numerics;

namespace Tumen.Bayes;

/// <summary>How particles move.</summary>
public enum SmcKernel
{
    /// <summary>Random-walk Metropolis scaled by the particles' covariance; needs no gradient.</summary>
    RandomWalk,

    /// <summary>Hamiltonian Monte Carlo with the particles' covariance as the inverse mass.</summary>
    Hamiltonian,

    /// <summary>As <see cref="Hamiltonian"/> along the reference's gradient alone, with the target asked for once, at the end: for references close to a dear target. The accepted density is exact.</summary>
    Guided,
}

/// <summary>How to run a tempered sequential Monte Carlo sampler.</summary>
public sealed record SmcOptions
{
    /// <summary>Particles.</summary>
    public int Particles { get; init; } = 400;

    /// <summary>Share of the particles that the effective sample size may fall to in a step of the temperature.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Kernel.</summary>
    public SmcKernel Kernel { get; init; } = SmcKernel.Hamiltonian;

    /// <summary>Most sweeps of the kernel at a temperature.</summary>
    public int MaximumSweeps { get; init; } = 10;

    /// <summary>Sweeps stop when no coordinate correlates more than this with where it was before them.</summary>
    public double Memory { get; init; } = 0.3;

    /// <summary>Most leapfrog steps of a Hamiltonian move; the number is drawn evenly from 1 to this.</summary>
    public int Leaps { get; init; } = 5;

    /// <summary>Whether a path that starts at a mode leads over the posterior of a response surface, where the record is whole.</summary>
    public bool Surface { get; init; } = true;

    /// <summary>Most temperatures.</summary>
    public int MaximumStages { get; init; } = 200;

    /// <summary>Seed.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads; the result is the same bits for any number.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Told (stage, temperature); called from the calling thread.</summary>
    public Action<int, double>? Progress { get; init; }
}

/// <summary>How a run ended.</summary>
public enum SmcStatus
{
    /// <summary>Reached temperature one.</summary>
    Done,

    /// <summary>Every particle lost its weight: the reference and the target do not overlap.</summary>
    Degenerate,

    /// <summary>Too many temperatures.</summary>
    TooManyStages,

    /// <summary>Stopped early.</summary>
    Cancelled,
}

/// <summary>A temperature of the path.</summary>
/// <param name="Temperature">β: the density is reference^(1−β) × target^β.</param>
/// <param name="EffectiveSize">Effective sample size of the weights that led here.</param>
/// <param name="Acceptance">Mean acceptance of the moves here.</param>
/// <param name="Sweeps">Sweeps made.</param>
/// <param name="Memory">Largest correlation of a coordinate with itself before the sweeps.</param>
public sealed record SmcStage(double Temperature, double EffectiveSize, double Acceptance, int Sweeps, double Memory);

/// <summary>A tempered sequential Monte Carlo run.</summary>
/// <param name="Status">How it ended; nothing else is to be used unless it is done.</param>
/// <param name="LogMarginal">Log of the target's integral.</param>
/// <param name="Draws">Particles at temperature one, equally weighted; coordinates.</param>
/// <param name="Stages">Temperatures.</param>
public sealed record SmcResult(SmcStatus Status, double LogMarginal, ImmutableArray<double[]> Draws, ImmutableArray<SmcStage> Stages);

/// <summary>Adaptive tempered sequential Monte Carlo: marginal likelihood and posterior draws.</summary>
/// <remarks>Del Moral, Doucet and Jasra (2006), JRSS B 68:411-436; temperatures by the effective sample size as in Jasra et al. (2011), Scandinavian Journal of Statistics 38:1-22; systematic resampling.</remarks>
public static class TemperedSmc
{
    private sealed class Particle
    {
        public double[] Z = [];
        public double Target;
        public double Reference;
        public double[] TargetSlope = [];
        public double[] ReferenceSlope = [];

        public Particle Copy() => (Particle)MemberwiseClone();
    }

    /// <summary>Runs the sampler.</summary>
    /// <param name="density">Makes an instance for a thread.</param>
    /// <param name="options">How.</param>
    /// <param name="start">Particles that are draws of the reference, or null to draw them.</param>
    /// <param name="cancel">Stops between sweeps.</param>
    public static SmcResult Run(Func<ITemperedDensity> density, SmcOptions options, IReadOnlyList<double[]>? start = null, CancellationToken cancel = default)
    {
        var pool = new ConcurrentBag<ITemperedDensity>();
        int count = start?.Count ?? options.Particles;
        bool slopes = options.Kernel != SmcKernel.RandomWalk;
        var particles = new Particle[count];
        void Each(Action<int, ITemperedDensity> work) => Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Threads) }, i =>
        {
            var own = pool.TryTake(out var d) ? d : density();
            own.Forget();
            work(i, own);
            pool.Add(own);
        });
        Each((i, d) => particles[i] = At(d, start is null ? d.DrawReference(new Philox(options.Seed, (ulong)i)) : (double[])start[i].Clone(), options.Kernel));
        var stages = ImmutableArray.CreateBuilder<SmcStage>();
        double beta = 0, log = 0, scale = slopes ? 0.5 : 1;
        int n = particles[0].Z.Length;
        scale = slopes ? Elementary.Pow(Math.Max(1, n), -0.25) : 2.38 / Math.Sqrt(Math.Max(1, n));
        SmcResult End(SmcStatus status) => new(status, status == SmcStatus.Done ? log : double.NaN, [.. particles.Select(p => p.Z)], stages.ToImmutable());
        while (beta < 1)
        {
            if (cancel.IsCancellationRequested)
            {
                return End(SmcStatus.Cancelled);
            }

            if (stages.Count >= options.MaximumStages)
            {
                return End(SmcStatus.TooManyStages);
            }

            var gaps = particles.Select(p => double.IsFinite(p.Target) && double.IsFinite(p.Reference) ? p.Target - p.Reference : double.NegativeInfinity).ToArray();
            if (gaps.All(double.IsNegativeInfinity))
            {
                return End(SmcStatus.Degenerate);
            }

            double next = NextTemperature(gaps, beta, options.Threshold * count);
            var (increment, weights, size) = Weigh(gaps, next - beta);
            log += increment;
            beta = next;
            particles = Resample(particles, weights, new Philox(options.Seed, 0x8000_0000_0000_0000UL + (ulong)stages.Count));
            var before = particles.Select(p => p.Z).ToArray();
            var covariance = SampleCovariance.Of(before);
            var factor = Cholesky.Of(covariance, n);
            int sweeps = 0;
            double acceptance = 0, memory = 1;
            while (sweeps < options.MaximumSweeps && memory > options.Memory && n > 0)
            {
                if (cancel.IsCancellationRequested)
                {
                    return End(SmcStatus.Cancelled);
                }

                var chances = new double[count];
                ulong stream = ((ulong)(stages.Count + 1) << 40) + ((ulong)(sweeps + 1) << 24);
                double width = scale;
                Each((i, d) =>
                {
                    var random = new Philox(options.Seed, stream + (ulong)i);
                    (particles[i], chances[i]) = slopes
                        ? Hamiltonian(d, particles[i], beta, width, options.Leaps, covariance, factor, random, options.Kernel)
                        : Walk(d, particles[i], beta, width, factor, random);
                });
                sweeps++;
                acceptance += chances.Average();

                // Towards an acceptance of 0.7 (Hamiltonian) or 0.25 (random walk), for the sweeps to come.
                scale *= Elementary.Exp(Math.Clamp(2 * (chances.Average() - (slopes ? 0.7 : 0.25)), -0.5, 0.5));
                memory = Memory(before, particles);
            }

            stages.Add(new SmcStage(beta, size, sweeps == 0 ? 1 : acceptance / sweeps, sweeps, memory));
            options.Progress?.Invoke(stages.Count, beta);
        }

        return End(SmcStatus.Done);
    }

    private static Particle At(ITemperedDensity d, double[] z, SmcKernel kernel)
    {
        double[] a = new double[kernel == SmcKernel.Hamiltonian ? z.Length : 0], b = new double[kernel == SmcKernel.RandomWalk ? 0 : z.Length];
        double reference = d.Reference(z, b), target = d.Value(z, a);
        return new Particle { Z = z, Target = Clean(target), Reference = Clean(reference), TargetSlope = a, ReferenceSlope = b };
    }

    // A point on the way: the reference's slope is all that is needed.
    private static Particle Guide(ITemperedDensity d, double[] z)
    {
        var slope = new double[z.Length];
        return new Particle { Z = z, Reference = Clean(d.Reference(z, slope)), ReferenceSlope = slope };
    }

    private static double Clean(double x) => double.IsNaN(x) ? double.NegativeInfinity : x;

    // Log density at a temperature; a zero of the target is a zero at every β above 0.
    private static double Tempered(Particle p, double beta) =>
        double.IsNegativeInfinity(p.Target) || double.IsNegativeInfinity(p.Reference) ? double.NegativeInfinity : ((1 - beta) * p.Reference) + (beta * p.Target);

    private static (Particle, double) Walk(ITemperedDensity d, Particle at, double beta, double scale, Cholesky factor, Philox random)
    {
        var step = factor.Times([.. Enumerable.Range(0, at.Z.Length).Select(_ => random.NextNormal())]);
        var z = (double[])at.Z.Clone();
        FixedOrder.AddScaled(z, step, scale);
        var to = At(d, z, SmcKernel.RandomWalk);
        double chance = Math.Min(1, Elementary.Exp(Tempered(to, beta) - Tempered(at, beta)));
        chance = double.IsNaN(chance) ? 0 : chance;
        return (random.NextDouble() < chance ? to : at, chance);
    }

    private static (Particle, double) Hamiltonian(ITemperedDensity d, Particle at, double beta, double scale, int leaps, double[] covariance, Cholesky factor, Philox random, SmcKernel kernel)
    {
        int n = at.Z.Length, count = 1 + Math.Min(leaps - 1, (int)(random.NextDouble() * leaps));
        double step = scale * (0.8 + (0.4 * random.NextDouble()));
        var p = factor.InverseTransposedTimes([.. Enumerable.Range(0, n).Select(_ => random.NextNormal())]);
        double[] Velocity()
        {
            var v = new double[n];
            for (int i = 0; i < n; i++)
            {
                v[i] = FixedOrder.Dot(covariance.AsSpan(i * n, n), p);
            }

            return v;
        }

        void Kick(Particle x, double h)
        {
            FixedOrder.AddScaled(p, x.TargetSlope, h * beta);
            FixedOrder.AddScaled(p, x.ReferenceSlope, kernel == SmcKernel.Guided ? h : h * (1 - beta));
        }

        double h0 = Tempered(at, beta) - (0.5 * FixedOrder.Dot(p, Velocity()));
        var now = at;
        for (int l = 0; l < count; l++)
        {
            Kick(now, 0.5 * step);
            var z = (double[])now.Z.Clone();
            FixedOrder.AddScaled(z, Velocity(), step);
            now = kernel == SmcKernel.Guided && l < count - 1 ? Guide(d, z) : At(d, z, kernel);
            if (double.IsNegativeInfinity(kernel == SmcKernel.Guided && l < count - 1 ? now.Reference : Tempered(now, beta)))
            {
                return (at, 0);
            }

            Kick(now, 0.5 * step);
        }

        double h1 = Tempered(now, beta) - (0.5 * FixedOrder.Dot(p, Velocity()));
        double chance = Math.Min(1, Elementary.Exp(h1 - h0));
        chance = double.IsNaN(chance) ? 0 : chance;
        return (random.NextDouble() < chance ? now : at, chance);
    }

    private static double NextTemperature(double[] gaps, double beta, double wanted)
    {
        if (Weigh(gaps, 1 - beta).Size >= wanted)
        {
            return 1;
        }

        double low = 0, high = 1 - beta;
        for (int i = 0; i < 60; i++)
        {
            double middle = 0.5 * (low + high);
            if (Weigh(gaps, middle).Size >= wanted)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        // Where impossible particles alone keep the size below the wish, the smallest useful step.
        return beta + Math.Max(low, Math.Min(1 - beta, 1e-6));
    }

    private static (double LogMean, double[] Weights, double Size) Weigh(double[] gaps, double step)
    {
        double top = gaps.Max() * step, sum = 0, square = 0;
        var w = new double[gaps.Length];
        for (int i = 0; i < w.Length; i++)
        {
            w[i] = double.IsNegativeInfinity(gaps[i]) ? 0 : Elementary.Exp((gaps[i] * step) - top);
            sum += w[i];
            square += w[i] * w[i];
        }

        for (int i = 0; i < w.Length; i++)
        {
            w[i] /= sum;
        }

        return (top + Elementary.Log(sum / w.Length), w, sum * sum / square);
    }

    private static Particle[] Resample(Particle[] particles, double[] weights, Philox random)
    {
        int n = particles.Length, at = 0;
        double u = random.NextDouble() / n, sum = weights[0];
        var result = new Particle[n];
        for (int i = 0; i < n; i++, u += 1.0 / n)
        {
            while (u > sum && at < n - 1)
            {
                sum += weights[++at];
            }

            result[i] = particles[at].Copy();
        }

        return result;
    }

    private static double Memory(double[][] before, Particle[] after)
    {
        int n = before[0].Length;
        double most = 0;
        for (int j = 0; j < n; j++)
        {
            double ma = 0, mb = 0, saa = 0, sbb = 0, sab = 0;
            for (int i = 0; i < before.Length; i++)
            {
                ma += before[i][j] / before.Length;
                mb += after[i].Z[j] / before.Length;
            }

            for (int i = 0; i < before.Length; i++)
            {
                double a = before[i][j] - ma, b = after[i].Z[j] - mb;
                saa += a * a;
                sbb += b * b;
                sab += a * b;
            }

            most = Math.Max(most, saa > 0 && sbb > 0 ? sab / Math.Sqrt(saa * sbb) : 1);
        }

        return most;
    }
}
