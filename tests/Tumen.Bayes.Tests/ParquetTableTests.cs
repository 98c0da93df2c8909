using Parquet;
using Parquet.Schema;

namespace Tumen.Bayes.Tests;

/// <summary>What is written, read back by a reader that is not ours.</summary>
public class ParquetTableTests
{
    private static async Task<T[]> Column<T>(ParquetReader reader, string name)
        where T : struct
    {
        DataField field = reader.Schema.GetDataFields().Single(f => f.Name == name);
        Assert.Equal(typeof(T), field.ClrType);
        Assert.False(field.IsNullable);
        using var group = reader.OpenRowGroupReader(0);
        var values = new T[group.RowCount];
        await group.ReadAsync<T>(field, values.AsMemory(), null, TestContext.Current.CancellationToken);
        return values;
    }

    // More columns than a short list header holds, and a number of rows that fills no byte of truth values.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(13, 3)]
    [InlineData(1001, 40)]
    public async Task Numbers_come_back_as_they_were(int rows, int columns)
    {
        double[] Numbers(int c) => [.. Enumerable.Range(0, rows).Select(i => i == 5 ? double.NegativeInfinity : Math.Sin(i + (100 * c)))];
        long[] whole = [.. Enumerable.Range(0, rows).Select(i => (long)i * -3_000_000_007)];
        bool[] truth = [.. Enumerable.Range(0, rows).Select(i => i % 3 == 1)];
        var table = new ParquetTable(rows).Add("whole", whole).Add("truth", truth).Note("theory", "лошадь");
        for (int c = 0; c < columns; c++)
        {
            table.Add($"x {c} (late)", Numbers(c));
        }

        await using var reader = await ParquetReader.CreateAsync(new MemoryStream(table.ToBytes()), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(1, reader.RowGroupCount);
        Assert.Equal("лошадь", reader.CustomMetadata["theory"]);
        Assert.Equal(whole, await Column<long>(reader, "whole"));
        Assert.Equal(truth, await Column<bool>(reader, "truth"));
        for (int c = 0; c < columns; c++)
        {
            Assert.Equal(Numbers(c), await Column<double>(reader, $"x {c} (late)"));
        }
    }

    [Fact]
    public async Task Draws_are_laid_out_in_the_groups_of_ArviZ()
    {
        var sample = new PosteriorSample
        {
            Theory = "base", Method = "by hand", Status = SampleStatus.Good, Warnings = [], Parameters = ["risk", "aid"],
            Chains = [[[1.5, 2], [1.25, 3]], [[-1, 4], [0, 5]]], LogDensity = [[-7.5, -8], [-9, -10]], Diverged = [[false, true], [false, false]], Energy = [[8, 9], [10, 11]],
            Depth = [[2, 3], [3, 3]], Acceptance = [[0.9, 0.8], [0.7, 1]], Reports = [], EnergyFractions = [], LogMarginalLikelihood = double.NaN, Stages = [], Evaluations = 0, Unsolved = 0, Seed = 7,
        };
        await using var posterior = await ParquetReader.CreateAsync(new MemoryStream(sample.ToParquet()), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["chain", "draw", "risk", "aid"], posterior.Schema.GetDataFields().Select(f => f.Name));
        long[] chains = [0, 0, 1, 1], draws = [0, 1, 0, 1];
        double[] aid = [2, 3, 4, 5];
        bool[] diverging = [false, true, false, false];
        Assert.Equal(chains, await Column<long>(posterior, "chain"));
        Assert.Equal(draws, await Column<long>(posterior, "draw"));
        Assert.Equal(aid, await Column<double>(posterior, "aid"));
        await using var statistics = await ParquetReader.CreateAsync(new MemoryStream(sample.StatisticsToParquet()!), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["chain", "draw", "lp", "energy", "diverging", "tree_depth", "acceptance_rate"], statistics.Schema.GetDataFields().Select(f => f.Name));
        Assert.Equal(diverging, await Column<bool>(statistics, "diverging"));
        Assert.Null((sample with { LogDensity = [] }).StatisticsToParquet());
    }

    [Fact]
    public void Columns_must_fit()
    {
        var table = new ParquetTable(2).Add("x", [1.0, 2]);
        Assert.Throws<ArgumentException>(() => table.Add("y", [1.0]));
        Assert.Throws<ArgumentException>(() => table.Add("x", [1.0, 2]));
    }
}
