using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Estimation;

/// <summary>Weighs every set of some motives on a record: 2^n marginal likelihoods from one response surface around the fit with all motives, exact where they matter.</summary>
/// <remarks>
/// On the surface no game is solved. None, all, each alone and all but each are fitted exactly, with a game of their own; what they differ by from the surface, as a sum over the motives that count,
/// corrects the other sets. Then the most probable sets are fitted exactly, in batches. What the corrected surface had said of each before is kept: that is its error.
/// Sets of variables weighed by their marginal likelihoods: Madigan and Raftery (1994), JASA 89:1535-1546.
/// </remarks>
public static class MotiveFamily
{
    /// <summary>Sets that are read off a surface one after another.</summary>
    public const int ReadBlock = 256;

    /// <summary>Weighs all sets, one part after another. The same parts may be worked out apart: <see cref="Centre"/>, then <see cref="Read"/> for every block, then <see cref="Exact"/> for the sets that <see cref="MotiveWeighing"/> names.</summary>
    /// <param name="space">The motives.</param>
    /// <param name="data">The record.</param>
    /// <param name="chance">Chance of each motive beforehand, in (0, 1).</param>
    /// <param name="options">How much work to do.</param>
    /// <param name="step">Told what is being done, in words.</param>
    /// <param name="cancel">Stops between fits; then throws.</param>
    public static MotiveFit Weigh(MotiveSpace space, ImmutableArray<Sequence> data, double chance, MotiveOptions options, Action<string>? step = null, CancellationToken cancel = default)
    {
        int n = space.Motives.Length;
        step?.Invoke("all motives together");
        var centre = Centre(space, data, options, cancel);
        if (!centre.HasSurface && n > MotiveOptions.MostWithoutSurface)
        {
            return MotiveWeighing.Nothing(space, chance, $"the fit with all {n} motives has no certified equilibrium, or the record has missing cells, so that the sets cannot be read off a surface; at most {MotiveOptions.MostWithoutSurface} motives can be weighed without one");
        }

        var weighing = new MotiveWeighing(space, chance, options, centre.HasSurface);
        step?.Invoke($"{space.Count} sets of motives");
        for (int block = 0; centre.HasSurface && block < Blocks(space); block++)
        {
            weighing.Take(Read(space, data, options, centre, block, cancel));
        }

        step?.Invoke("exact fits");
        for (var next = weighing.First; next.Length > 0; next = weighing.Next)
        {
            weighing.Take(next, [.. next.Select(set => Exact(space, data, options, set, weighing.Near(set), cancel))]);
        }

        return weighing.Result;
    }

    /// <summary>Blocks in which sets are read off a surface.</summary>
    public static int Blocks(MotiveSpace space) => (space.Count + ReadBlock - 1) / ReadBlock;

    /// <summary>The fit with all motives together, around which the surface is made; parameters as in <see cref="Weigh"/>.</summary>
    public static MotiveCentre Centre(MotiveSpace space, ImmutableArray<Sequence> data, MotiveOptions options, CancellationToken cancel = default) => SurfaceSets.Centre(space, data, options, cancel);

    /// <summary>A block of sets read off the surface.</summary>
    /// <param name="space">The motives.</param>
    /// <param name="data">The record.</param>
    /// <param name="options">How much work to do.</param>
    /// <param name="centre">Where the surface is made.</param>
    /// <param name="block">Number of the block.</param>
    /// <param name="cancel">Stops between sets; then throws.</param>
    public static MotiveReadings Read(MotiveSpace space, ImmutableArray<Sequence> data, MotiveOptions options, MotiveCentre centre, int block, CancellationToken cancel = default)
    {
        var family = SurfaceSets.Around(space, data, options, centre, cancel);
        var read = new List<SetReading>();
        for (int i = block * ReadBlock; i < Math.Min(space.Count, (block + 1) * ReadBlock); i++)
        {
            // In Gray's order a set and the next differ by one motive, so that each climb starts near its end.
            cancel.ThrowIfCancellationRequested();
            if (family.Read(i ^ (i >> 1)) is { } reading)
            {
                read.Add(reading);
            }
        }

        return new MotiveReadings([.. family.Likelihood.Parameters.Free.Select(p => p.Name)], [.. read]);
    }

    /// <summary>One set fitted exactly, with a game of its own; empty where no certified mode was found.</summary>
    /// <param name="space">The motives.</param>
    /// <param name="data">The record.</param>
    /// <param name="options">How much work to do.</param>
    /// <param name="set">The set.</param>
    /// <param name="near">Where its mode is expected, by parameter name; null for the plain start and others.</param>
    /// <param name="cancel">Stops between evaluations; then throws.</param>
    public static MotiveReadings Exact(MotiveSpace space, ImmutableArray<Sequence> data, MotiveOptions options, int set, IReadOnlyDictionary<string, double>? near, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        var fitted = new ExactSets(space, data, options).Fit(set, near, cancel);
        cancel.ThrowIfCancellationRequested();
        return fitted;
    }
}
