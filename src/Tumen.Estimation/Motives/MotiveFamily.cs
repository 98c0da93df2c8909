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
    private const int Batch = 8;
    private const int SizePoints = 256;
    private const double Ridge = 0.05;

    /// <summary>Weighs all sets.</summary>
    /// <param name="space">The motives.</param>
    /// <param name="data">The record.</param>
    /// <param name="chance">Chance of each motive beforehand, in (0, 1).</param>
    /// <param name="options">How much work to do.</param>
    /// <param name="step">Told what is being done, in words.</param>
    /// <param name="cancel">Stops between fits; then throws.</param>
    public static MotiveFit Weigh(MotiveSpace space, ImmutableArray<Sequence> data, double chance, MotiveOptions options, Action<string>? step = null, CancellationToken cancel = default)
    {
        int n = space.Motives.Length, sets = space.Count;
        var exact = new ExactSets(space, data, options);
        step?.Invoke("all motives together");
        var family = SurfaceSets.Around(space, data, options, cancel);
        cancel.ThrowIfCancellationRequested();
        if (family is null && n > MotiveOptions.MostWithoutSurface)
        {
            return Nothing(space, chance, $"the fit with all {n} motives has no certified equilibrium, or the record has missing cells, so that the sets cannot be read off a surface; at most {MotiveOptions.MostWithoutSurface} motives can be weighed without one");
        }

        var read = new SetReading?[sets];
        if (family is not null)
        {
            step?.Invoke($"{sets} sets of motives");
            for (int i = 0; i < sets; i++)
            {
                // In Gray's order a set and the next differ by one motive, so that each climb starts near its end.
                int set = i ^ (i >> 1);
                cancel.ThrowIfCancellationRequested();
                read[set] = family.Read(set);
            }
        }

        var fitted = new SetReading?[sets];
        var tried = new bool[sets];
        void Fit(IEnumerable<int> which)
        {
            foreach (int set in which.Where(s => !tried[s]))
            {
                cancel.ThrowIfCancellationRequested();
                tried[set] = true;
                fitted[set] = exact.Fit(set, read[set]?.Point, cancel);
            }
        }

        step?.Invoke("exact fits");
        Fit(family is null ? Enumerable.Range(0, sets) : new[] { 0, sets - 1 }.Concat(Enumerable.Range(0, n).SelectMany(j => new[] { 1 << j, (sets - 1) ^ (1 << j) })));
        var errors = new List<double>();
        double[] told = Told(n, read, fitted);
        while (family is not null && tried.Count(t => t) < Math.Min(options.MostCertified, sets))
        {
            var p = new MotiveFit([.. space.Motives.Select(m => m.Name)], chance, told, [], [], [], 0, null).Probabilities();
            int[] next = [.. Enumerable.Range(0, sets).Where(s => !tried[s] && p[s] > 0).OrderByDescending(s => p[s]).ThenBy(s => s).Take(Batch)];
            if (next.Length == 0 || Enumerable.Range(0, sets).Where(s => fitted[s] is not null).Sum(s => p[s]) >= options.CertifiedShare)
            {
                break;
            }

            Fit(next);
            errors.AddRange(next.Where(s => fitted[s] is not null).Select(s => fitted[s]!.LogMarginal - told[s]));
            told = Told(n, read, fitted);
        }

        var result = new MotiveFit([.. space.Motives.Select(m => m.Name)], chance, told, [.. fitted.Select(f => f is not null)], [], [.. errors], tried.Zip(fitted).Count(x => x.First && x.Second is null), null);
        if (told.All(double.IsNaN))
        {
            return Nothing(space, chance, "no set of motives could be fitted");
        }

        double[] probabilities = result.Probabilities();
        SetReading?[] readings = [.. fitted.Zip(read, (f, r) => f ?? r)];
        int best = Enumerable.Range(0, sets).Where(s => readings[s] is not null).MaxBy(s => probabilities[s]);
        return result with { Sizes = MotiveSizes.Of(space, probabilities, readings, SizePoints), Mode = new Dictionary<string, double>(readings[best]!.Point) };
    }

    private static MotiveFit Nothing(MotiveSpace space, double chance, string why) => new([.. space.Motives.Select(m => m.Name)], chance, [], [], [], [], 0, why);

    // Exact where fitted; elsewhere the surface's, plus what exact fits differ by: a constant and a part for every motive that counts, by least squares with a little shrinkage.
    private static double[] Told(int n, SetReading?[] read, SetReading?[] fitted)
    {
        int k = n + 1;
        double[] a = new double[k * k], b = new double[k], row = new double[k];
        for (int set = 0; set < read.Length; set++)
        {
            if (read[set] is not { } r || fitted[set] is not { } f)
            {
                continue;
            }

            Row(set, row);
            for (int i = 0; i < k; i++)
            {
                b[i] += row[i] * (f.LogMarginal - r.LogMarginal);
                Numerics.FixedOrder.AddScaled(a.AsSpan(i * k, k), row, row[i]);
            }
        }

        for (int i = 0; i < k; i++)
        {
            a[(i * k) + i] += i == 0 ? 1e-9 : Ridge;
        }

        Numerics.Cholesky.Factor(a, k);
        Numerics.Cholesky.Solve(a, k, b);
        return [.. read.Select((r, set) =>
        {
            Row(set, row);
            return fitted[set]?.LogMarginal ?? (r is null ? double.NaN : r.LogMarginal + Numerics.FixedOrder.Dot(b, row));
        })];
    }

    private static void Row(int set, double[] row)
    {
        row[0] = 1;
        for (int j = 1; j < row.Length; j++)
        {
            row[j] = MotiveSpace.Has(set, j - 1) ? 1 : 0;
        }
    }
}
