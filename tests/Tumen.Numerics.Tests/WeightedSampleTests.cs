using CsCheck;

namespace Tumen.Numerics.Tests;

public class WeightedSampleTests
{
    private static readonly Gen<(double Value, double Weight)[]> Draws = Gen.Select(Gen.Double[-1e3, 1e3], Gen.Double[0.01, 10]).Array[1, 40];

    // R: quantile(c(3, 1, 4, 1, 5, 9, 2, 6), c(.05, .25, .5, .95), type = 7).
    [Theory]
    [InlineData(0.05, 1)]
    [InlineData(0.25, 1.75)]
    [InlineData(0.5, 3.5)]
    [InlineData(0.95, 7.95)]
    public void With_equal_weights_it_is_definition_7(double share, double value) => Assert.Equal(value, new WeightedSample([3, 1, 4, 1, 5, 9, 2, 6]).Quantile(share), 12);

    [Fact]
    public void A_heavy_draw_draws_quantiles_to_it()
    {
        // Middles of the weights: 0, 2, 4 of 4.
        var sample = new WeightedSample([(10.0, 1.0), (20, 3), (30, 1)]);
        Assert.Equal([10, 15, 20, 25, 30], new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(sample.Quantile));
        // 0, 1.5 and 5 of 5 where the last weighs most.
        Assert.Equal(20 + (10 * (2.5 - 1.5) / 3.5), new WeightedSample([(10.0, 1.0), (20, 2), (30, 5)]).Median, 12);
    }

    [Fact]
    public void Quantiles_rise_stay_inside_and_forget_order_and_scale()
    {
        // The same five hundred cases in every run: a stream each.
        for (ulong k = 0; k < 500; k++)
        {
            Obeys(Draws.Generate(new PCG(101, k), null, out _));
        }
    }

    private static void Obeys((double Value, double Weight)[] draws)
    {
        var sample = new WeightedSample(draws);
        double[] read = [.. Enumerable.Range(0, 21).Select(i => sample.Quantile(i / 20.0))];
        Assert.Equal(read.Order(), read);
        Assert.Equal(draws.Min(d => d.Value), read[0]);
        Assert.Equal(draws.Max(d => d.Value), read[^1]);
        Assert.InRange(sample.Median, read[1], read[19]);
        Assert.Equal(read, Enumerable.Range(0, 21).Select(i => new WeightedSample(draws.Reverse()).Quantile(i / 20.0)));
        Assert.Equal(sample.Median, new WeightedSample(draws.Select(d => (d.Value, 4 * d.Weight))).Median);
        Assert.Equal(-sample.Quantile(0.3), new WeightedSample(draws.Select(d => (-d.Value, d.Weight))).Quantile(0.7), 1e-6);
    }

    [Fact]
    public void What_is_no_number_is_left_out_and_what_is_infinite_counts()
    {
        Assert.True(double.IsNaN(new WeightedSample(new double[] { double.NaN }).Median));
        Assert.Equal(0, new WeightedSample([(1.0, 0.0)]).Count);
        var sample = new WeightedSample([1, 2, double.NaN, double.PositiveInfinity, double.PositiveInfinity]);
        Assert.Equal(2, sample.Quantile(1 / 3.0));
        Assert.Equal(double.PositiveInfinity, sample.Quantile(0.9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WeightedSample([(1.0, -1.0)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => sample.Quantile(1.1));
    }
}
