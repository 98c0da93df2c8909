using Tumen.Numerics;

namespace Tumen.Bayes.Tests;

public class ParetoTests
{
    // Exact quantiles of a generalised Pareto: the fit comes close to the shape, drawn a little towards one half.
    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Shape_of_exact_quantiles(double shape)
    {
        const int N = 1000;
        var x = Enumerable.Range(0, N).Select(i => 2 / shape * (Math.Pow(1 - ((i + 0.5) / N), -shape) - 1)).ToArray();
        var (k, scale) = ParetoSmoothing.GeneralisedPareto(x);
        Assert.Equal(shape, k, 0.04);
        Assert.Equal(2, scale, 0.15);
    }

    // y_i ~ N(μ,1), flat prior: leave-one-out density of y_i is N(mean of the others, 1 + 1/(n − 1)).
    [Fact]
    public void Leave_one_out_of_a_normal_mean_agrees_with_its_closed_form()
    {
        var random = new Philox(3, 0);
        const int N = 40;
        var y = Enumerable.Range(0, N).Select(_ => random.NextNormal()).ToArray();
        double mean = y.Average();
        var draws = Enumerable.Range(0, 4000).Select(_ =>
        {
            double mu = mean + (random.NextNormal() / Math.Sqrt(N));
            return y.Select(v => (-0.5 * (v - mu) * (v - mu)) - (0.5 * Math.Log(2 * Math.PI))).ToArray();
        }).ToArray();
        var loo = ParetoSmoothing.Score(draws);
        double variance = 1 + (1.0 / (N - 1));
        double exact = y.Sum(v =>
        {
            double others = ((mean * N) - v) / (N - 1);
            return (-0.5 * (v - others) * (v - others) / variance) - (0.5 * Math.Log(2 * Math.PI * variance));
        });
        Assert.Equal(exact, loo.Score, 0.05);
        Assert.Equal(0, loo.Unreliable);
        Assert.InRange(loo.EffectiveParameters, 0.5, 1.6);
    }

    // One observation twelve deviations out dominates its own posterior: k says so.
    [Fact]
    public void An_observation_that_the_posterior_hangs_on_is_named()
    {
        var random = new Philox(4, 0);
        var y = Enumerable.Range(0, 10).Select(i => i == 9 ? 12.0 : random.NextNormal()).ToArray();
        double mean = y.Average();
        var draws = Enumerable.Range(0, 2000).Select(_ =>
        {
            double mu = mean + (random.NextNormal() / Math.Sqrt(10));
            return y.Select(v => -0.5 * (v - mu) * (v - mu)).ToArray();
        }).ToArray();
        var loo = ParetoSmoothing.Score(draws);
        Assert.True(loo.Shape[9] > loo.Shape.Take(9).Max() + 0.2, string.Join(" ", loo.Shape));
    }
}
