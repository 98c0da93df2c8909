using System.Collections.Immutable;
using Tumen.Numerics;

namespace Tumen.Bayes;

/// <summary>A unit whose likelihood is normal in one weight: a finding with its standard error.</summary>
/// <param name="found">The finding.</param>
/// <param name="error">Its standard error.</param>
public sealed class NormalUnit(double found, double error) : IUnitSurface
{
    /// <inheritdoc/>
    public double[] Centre { get; } = [found];

    /// <inheritdoc/>
    public double[] Information { get; } = [1 / (error * error)];

    /// <inheritdoc/>
    public (double LogLikelihood, double[] Gradient) Read(double[] x)
    {
        double z = (x[0] - found) / error;
        return (-0.5 * z * z, [-z / error]);
    }
}

/// <summary>What simulated panels whose truth is known say of the sampler.</summary>
/// <param name="Ranks">Tenth in which the true share of units with the weight falls among its draws, by panel.</param>
/// <param name="Chances">Chance of presence given to every unit of every panel.</param>
/// <param name="Truths">Whether it was there.</param>
public sealed record CalibrationReport(ImmutableArray<int> Ranks, ImmutableArray<double> Chances, ImmutableArray<bool> Truths)
{
    /// <summary>Pearson's statistic of the ten bins of ranks against equal counts: 9 degrees of freedom.</summary>
    public double RankChiSquare => Enumerable.Range(0, 10).Sum(b => Squared(Ranks.Count(r => r == b) - (Ranks.Length / 10.0)) / (Ranks.Length / 10.0));

    private static double Squared(double x) => x * x;

    /// <summary>Mean chance, share that was there, and number, in ten bins of the chance.</summary>
    public IEnumerable<(double Said, double Found, int Count)> Bins => Enumerable.Range(0, 10).Select(b =>
    {
        int[] at = [.. Enumerable.Range(0, Chances.Length).Where(i => Math.Min(9, (int)(10 * Chances[i])) == b)];
        return at.Length == 0 ? (double.NaN, double.NaN, 0) : (at.Average(i => Chances[i]), at.Average(i => Truths[i] ? 1.0 : 0), at.Length);
    });
}

/// <summary>Calibration of presence by simulation: truths drawn from the prior, findings from the truths, ranks of the truths among the draws.</summary>
/// <remarks>Talts and others (2018), arXiv 1804.06788; Modrák and others (2025), Bayesian Analysis 20:461-488; of the choice of model, arXiv 2508.11814.</remarks>
public static class PanelCalibration
{
    /// <summary>Simulates panels of one weight that a unit may lack.</summary>
    /// <param name="panels">Panels.</param>
    /// <param name="units">Units of each.</param>
    /// <param name="draws">Draws a panel.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="never">Whether the weight is there in no unit, whatever the prior says.</param>
    /// <param name="cancel">Stops between panels.</param>
    public static CalibrationReport Run(int panels, int units, int draws, ulong seed, bool never = false, CancellationToken cancel = default)
    {
        var law = new PanelWeight("stake", 0, CoordinateForm.Plain, 0.5, 0.7, 0.5, (1, 1));
        var model = new PanelModel([law], [], [], 0);
        var ranks = ImmutableArray.CreateBuilder<int>();
        var chances = ImmutableArray.CreateBuilder<double>();
        var truths = ImmutableArray.CreateBuilder<bool>();
        for (int p = 0; p < panels; p++)
        {
            cancel.ThrowIfCancellationRequested();
            var random = new Philox(seed, (ulong)p);
            double share = never ? 0 : random.NextDouble(), middle = law.Mean + (law.Deviation * random.NextNormal()), spread = Math.Abs(law.Spread * random.NextNormal());
            var made = new List<PanelUnit>();
            var there = new List<bool>();
            for (int j = 0; j < units; j++)
            {
                bool has = random.NextDouble() < share;
                double error = 0.15 + (0.5 * random.NextDouble()), size = has ? middle + (spread * random.NextNormal()) : 0;
                there.Add(has);
                made.Add(new PanelUnit($"unit {j + 1}", null, [([], new NormalUnit(size + (error * random.NextNormal()), error))]));
            }

            var sample = new PanelSampler(model, made, new PanelOptions { WarmUp = 200, Draws = draws, Thin = 5, Seed = seed + ((ulong)p << 32) }).Run(cancel);
            int below = sample.Count(d => d.Presence[0] < share);
            ranks.Add(Math.Min(9, 10 * below / (draws + 1)));
            chances.AddRange(Enumerable.Range(0, units).Select(j => sample.Average(d => d.Present[j][0] ? 1.0 : 0)));
            truths.AddRange(there);
        }

        return new CalibrationReport(ranks.ToImmutable(), chances.ToImmutable(), truths.ToImmutable());
    }
}
