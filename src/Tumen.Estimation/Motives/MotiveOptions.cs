using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>How much work goes into a family of motives.</summary>
public sealed record MotiveOptions
{
    /// <summary>Sets of motives fitted exactly before any probability is looked at besides none, all, each alone and all but each; then the most probable ones, up to this many in all.</summary>
    public int MostCertified { get; init; } = 64;

    /// <summary>Probability that exactly fitted sets shall carry; no more are fitted once they do.</summary>
    public double CertifiedShare { get; init; } = 0.9;

    /// <summary>Points of every set's integral over its bounds.</summary>
    public int Points { get; init; } = 96;

    /// <summary>Starts of the climb to the mode with all motives.</summary>
    public int Starts { get; init; } = 2;

    /// <summary>Seed of the starts.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Most motives for which every set is fitted exactly where no surface can be used: a record with missing cells.</summary>
    public const int MostWithoutSurface = 6;

    /// <summary>Text that names the options in a store key.</summary>
    public string Key => FormattableString.Invariant($"{MostCertified},{CertifiedShare},{Points},{Starts},{Seed}");
}

/// <summary>How the size of a motive, given that it counts, is spread after the record.</summary>
/// <param name="Parameter">Name of the weight.</param>
/// <param name="Low">5 % quantile.</param>
/// <param name="Median">Median.</param>
/// <param name="High">95 % quantile: with 95 %, the weight is below it.</param>
public sealed record MotiveSize(string Parameter, double Low, double Median, double High);

/// <summary>Every set of some motives weighed on a record. Plain data.</summary>
/// <param name="Names">Weights, one a motive.</param>
/// <param name="Chance">Chance of each beforehand.</param>
/// <param name="LogMarginal">Log marginal likelihood by set; bit j of the index says whether motive j counts. NaN where there is none.</param>
/// <param name="Certified">By set, whether it is that of an exact fit; the others are read off a surface and corrected by what exact fits differ by.</param>
/// <param name="Sizes">One a motive, in order; a motive with several weights (eras, groups) has several.</param>
/// <param name="Errors">Exact log marginal likelihood less the one told before, of every set fitted after the correction was known: how far the surface is off.</param>
/// <param name="Failed">Exact fits that did not converge.</param>
/// <param name="Problem">Why the family could not be weighed; null when it was.</param>
public sealed record MotiveFit(
    string[] Names, double Chance, double[] LogMarginal, bool[] Certified, MotiveSize[][] Sizes, double[] Errors, int Failed, string? Problem)
{
    /// <summary>Root of the mean squared error of the surface over the sets that were told before they were fitted; NaN without any.</summary>
    public double SurfaceError => Errors.Length == 0 ? double.NaN : Math.Sqrt(Errors.Average(e => e * e));

    /// <summary>Parameters at the mode of the most probable set, by name.</summary>
    public Dictionary<string, double> Mode { get; init; } = [];

    /// <summary>Posterior probability that each motive counts, averaged over all others.</summary>
    public double[] Inclusions()
    {
        double[] p = Probabilities();
        return [.. Names.Select((_, j) => p.Where((_, set) => (set >> j & 1) == 1).Sum())];
    }

    /// <summary>Posterior probability of every set; sums to 1.</summary>
    public double[] Probabilities()
    {
        int n = Names.Length;
        double[] logs = [.. LogMarginal.Select((l, set) => l + (System.Numerics.BitOperations.PopCount((uint)set) * Elementary.Log(Chance / (1 - Chance))))];
        double top = logs.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        double[] mass = [.. logs.Select(l => double.IsFinite(l) ? Elementary.Exp(l - top) : 0)];
        double sum = mass.Sum();
        return [.. mass.Select(m => m / sum)];
    }
}
