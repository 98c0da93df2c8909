using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tumen.Numerics;

namespace Tumen.Bayes;

/// <summary>Whether a sample can be relied on.</summary>
public enum SampleStatus
{
    /// <summary>No warning applies.</summary>
    Good,

    /// <summary>At least one of <see cref="PosteriorSample.Warnings"/> applies: read it before using the draws.</summary>
    Doubtful,

    /// <summary>The sampler did not finish; draws are not from the posterior.</summary>
    Failed,

    /// <summary>Stopped early.</summary>
    Cancelled,
}

/// <summary>Posterior draws of a theory's parameters with everything needed to judge them.</summary>
public sealed record PosteriorSample
{
    /// <summary>Name of the theory.</summary>
    public required string Theory { get; init; }

    /// <summary>How it was sampled, in words.</summary>
    public required string Method { get; init; }

    /// <summary>Whether it can be relied on.</summary>
    public required SampleStatus Status { get; init; }

    /// <summary>What speaks against relying on it.</summary>
    public required ImmutableArray<string> Warnings { get; init; }

    /// <summary>Names of the parameters, K.</summary>
    public required ImmutableArray<string> Parameters { get; init; }

    /// <summary>Draws: chain, draw, K parameters in their own units.</summary>
    public required ImmutableArray<double[][]> Chains { get; init; }

    /// <summary>Log posterior density in coordinates, by chain and draw; empty for particles.</summary>
    public required ImmutableArray<double[]> LogDensity { get; init; }

    /// <summary>Whether the trajectory behind a draw diverged; empty for particles.</summary>
    public required ImmutableArray<bool[]> Diverged { get; init; }

    /// <summary>Energy behind each draw; empty for particles.</summary>
    public required ImmutableArray<double[]> Energy { get; init; }

    /// <summary>R-hat and effective sizes of each parameter; empty for particles.</summary>
    public required ImmutableArray<ChainReport> Reports { get; init; }

    /// <summary>Energy fraction of each chain; empty for particles.</summary>
    public required ImmutableArray<double> EnergyFractions { get; init; }

    /// <summary>Log marginal likelihood in nats; NaN from the gradient sampler.</summary>
    public required double LogMarginalLikelihood { get; init; }

    /// <summary>Temperatures of a particle run; empty otherwise.</summary>
    public required ImmutableArray<SmcStage> Stages { get; init; }

    /// <summary>Likelihood evaluations.</summary>
    public required int Evaluations { get; init; }

    /// <summary>Evaluations at which no equilibrium was certified and the density was taken as zero.</summary>
    public required int Unsolved { get; init; }

    /// <summary>Seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>All draws of all chains.</summary>
    public IEnumerable<double[]> All => Chains.SelectMany(c => c);

    /// <summary>Number of divergent trajectories among the kept draws.</summary>
    public int Divergences => Diverged.Sum(c => c.Count(d => d));

    /// <summary>Quantile of a parameter over all draws.</summary>
    public double Quantile(int parameter, double share) => new WeightedSample(All.Select(d => d[parameter])).Quantile(share);

    /// <summary>Evenly spread draws, at most <paramref name="count"/> of them.</summary>
    public ImmutableArray<double[]> Thin(int count)
    {
        var all = All.ToArray();
        return count >= all.Length ? [.. all] : [.. Enumerable.Range(0, count).Select(i => all[(int)((i + 0.5) * all.Length / count)])];
    }

    /// <summary>Doublings of the trajectory behind each draw; empty for particles.</summary>
    public ImmutableArray<int[]> Depth { get; init; } = [];

    /// <summary>Mean acceptance along the trajectory behind each draw; empty for particles.</summary>
    public ImmutableArray<double[]> Acceptance { get; init; } = [];

    /// <summary>
    /// The draws as a Parquet file: chain, draw, one column a parameter. Indexed by chain and draw it is ArviZ's posterior group
    /// (<c>pandas.read_parquet(f).set_index(["chain", "draw"]).to_xarray()</c>).
    /// </summary>
    public byte[] ToParquet()
    {
        var table = Indexed();
        for (int j = 0; j < Parameters.Length; j++)
        {
            int at = j;
            table.Add(Parameters[j], [.. All.Select(d => d[at])]);
        }

        return table.ToBytes();
    }

    /// <summary>What belongs to each draw as a Parquet file in the names of ArviZ's sample_stats group; null for particles, which have none.</summary>
    public byte[]? StatisticsToParquet()
    {
        if (LogDensity.IsEmpty)
        {
            return null;
        }

        var table = Indexed().Add("lp", [.. LogDensity.SelectMany(c => c)]).Add("energy", [.. Energy.SelectMany(c => c)]).Add("diverging", [.. Diverged.SelectMany(c => c)]);
        if (!Depth.IsEmpty)
        {
            table.Add("tree_depth", [.. Depth.SelectMany(c => c).Select(d => (long)d)]).Add("acceptance_rate", [.. Acceptance.SelectMany(c => c)]);
        }

        return table.ToBytes();
    }

    private ParquetTable Indexed() => new ParquetTable(Chains.Sum(c => c.Length))
        .Note("theory", Theory).Note("inference_library", "tumen").Note("method", Method).Note("status", Status.ToString()).Note("seed", Seed.ToString(CultureInfo.InvariantCulture))
        .Add("chain", [.. Chains.SelectMany((c, i) => c.Select(_ => (long)i))]).Add("draw", [.. Chains.SelectMany(c => c.Select((_, d) => (long)d))]);

    /// <summary>
    /// The draws as comma-separated text, one row a draw: chain, draw, one column a parameter, then lp, diverging and energy where there are chains. Readers that group
    /// rows by chain and draw (ArviZ's from_dict after a pivot, among others) take it as it is.
    /// </summary>
    public byte[] ToCsv()
    {
        var text = new StringBuilder("chain,draw");
        foreach (string name in Parameters)
        {
            text.Append(',').Append(name.IndexOfAny([',', '"', '\n']) < 0 ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        }

        bool chains = !LogDensity.IsEmpty;
        text.Append(chains ? ",lp,diverging,energy\n" : "\n");
        for (int c = 0; c < Chains.Length; c++)
        {
            for (int d = 0; d < Chains[c].Length; d++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{c},{d}");
                foreach (double x in Chains[c][d])
                {
                    text.Append(',').Append(x.ToString("R", CultureInfo.InvariantCulture));
                }

                if (chains)
                {
                    text.Append(CultureInfo.InvariantCulture, $",{LogDensity[c][d]:R},{(Diverged[c][d] ? 1 : 0)},{Energy[c][d]:R}");
                }

                text.Append('\n');
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
