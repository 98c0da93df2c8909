using Tumen.Numerics;

namespace Tumen.Bayes.Tests;

public class SamplerTests
{
    private static readonly double[] Covariance = [1, 9, 0, 9, 100, 0, 0, 0, 0.01]; // correlation 0.9, scales 1, 10, 0.1

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nuts_finds_the_moments_of_a_stretched_normal(bool dense)
    {
        double[] mean = [1, -2, 0.5];
        var chains = Nuts.Run(() => new Gaussian(mean, Covariance), [[0, 0, 0]], new NutsOptions { Seed = 3, Draws = 1000, DenseMetric = dense });
        for (int j = 0; j < 3; j++)
        {
            var report = ChainDiagnostics.Of([.. chains.Select(c => c.Draws.Select(d => d[j]).ToArray())]);
            double sd = Math.Sqrt(Covariance[(j * 3) + j]);
            Assert.InRange(report.RHat, 0.99, 1.01);
            Assert.InRange(Math.Abs(report.Mean - mean[j]) / report.MonteCarloError, 0, 4);
            Assert.InRange(report.Deviation / sd, 0.93, 1.07);
            Assert.True(report.BulkSize > 1200, $"{report.BulkSize} {report.TailSize} steps {string.Join(" ", chains.Select(c => c.Step))} depth {chains[0].Depth.Average()} acc {chains[0].Acceptance.Average()}");
        }

        Assert.All(chains, c => Assert.DoesNotContain(true, c.Diverged));
        Assert.All(chains, c => Assert.True(ChainDiagnostics.EnergyFraction(c.Energy) > 0.5));
        double correlation = Correlation(chains.SelectMany(c => c.Draws).ToArray());
        Assert.Equal(0.9, correlation, 0.03);
    }

    // Half-normal: mean √(2/π), second moment 1; Beta(2,5): mean 2/7, variance 10/(49·8).
    [Fact]
    public void Nuts_respects_bounds_by_transforms_with_the_Jacobian()
    {
        var target = new Bounded();
        var chains = Nuts.Run(() => new Bounded(), [[0, 0]], new NutsOptions { Seed = 5, Draws = 1500 });
        var x = chains.Select(c => c.Draws.Select(z => target.Transform.Parameters(z)).ToArray()).ToArray();
        ChainReport Of(Func<double[], double> f) => ChainDiagnostics.Of([.. x.Select(c => c.Select(f).ToArray())]);
        void Near(double truth, ChainReport r) => Assert.InRange(Math.Abs(r.Mean - truth) / r.MonteCarloError, 0, 4);
        Near(Math.Sqrt(2 / Math.PI), Of(d => d[0]));
        Near(1, Of(d => d[0] * d[0]));
        Near(2.0 / 7, Of(d => d[1]));
        Near((10.0 / (49 * 8)) + (4.0 / 49), Of(d => d[1] * d[1]));
    }

    [Fact]
    public void Chains_are_the_same_bits_for_any_number_of_threads()
    {
        var one = Nuts.Run(() => new Bounded(), [[0, 0]], new NutsOptions { Warmup = 100, Draws = 50, Threads = 1 });
        var two = Nuts.Run(() => new Bounded(), [[0, 0]], new NutsOptions { Warmup = 100, Draws = 50, Threads = 3 });
        for (int c = 0; c < one.Length; c++)
        {
            Assert.Equal(one[c].Draws, two[c].Draws);
        }
    }

    [Theory]
    [InlineData(SmcKernel.Hamiltonian)]
    [InlineData(SmcKernel.RandomWalk)]
    public void Smc_finds_the_integral_and_the_moments(SmcKernel kernel)
    {
        double[] mean = [1, -1], covariance = [0.25, 0.1, 0.1, 0.09];
        var options = new SmcOptions { Kernel = kernel, Particles = 1000, Seed = 2 };
        var one = TemperedSmc.Run(() => new Gaussian(mean, covariance), options with { Threads = 1 });
        var two = TemperedSmc.Run(() => new Gaussian(mean, covariance), options with { Threads = 3 });
        Assert.Equal(SmcStatus.Done, one.Status);
        Assert.Equal(Gaussian.LogIntegral, one.LogMarginal, 0.15);
        Assert.Equal(1, one.Draws.Average(d => d[0]), 0.06);
        Assert.Equal(0.25, one.Draws.Average(d => (d[0] - 1) * (d[0] - 1)), 0.05);
        Assert.Equal(one.LogMarginal, two.LogMarginal);
        for (int i = 0; i < one.Draws.Length; i++)
        {
            Assert.Equal(one.Draws[i], two.Draws[i]);
        }
    }

    // An autoregression with coefficient ρ has an effective size of n(1 − ρ)/(1 + ρ).
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Effective_size_of_an_autoregression(double rho)
    {
        var chains = Enumerable.Range(0, 4).Select(c =>
        {
            var random = new Philox(17, (ulong)c);
            var x = new double[5000];
            double at = random.NextNormal();
            for (int i = 0; i < x.Length; i++)
            {
                x[i] = at;
                at = (rho * at) + (Math.Sqrt(1 - (rho * rho)) * random.NextNormal());
            }

            return x;
        }).ToArray();
        var report = ChainDiagnostics.Of(chains);
        Assert.InRange(report.BulkSize / (20000 * (1 - rho) / (1 + rho)), 0.8, 1.2);
        Assert.InRange(report.RHat, 0.99, 1.01);
        Assert.True(report.TailSize < 22000);
    }

    [Fact]
    public void Chains_that_disagree_in_place_or_spread_show_it()
    {
        double[] Chain(ulong c, double shift, double scale)
        {
            var random = new Philox(23, c);
            return [.. Enumerable.Range(0, 500).Select(_ => shift + (scale * random.NextNormal()))];
        }

        Assert.True(ChainDiagnostics.Of([Chain(0, 0, 1), Chain(1, 0, 1), Chain(2, 2, 1)]).RHat > 1.2);
        Assert.True(ChainDiagnostics.Of([Chain(0, 0, 1), Chain(1, 0, 1), Chain(2, 0, 4)]).RHat > 1.1);
    }

    private static double Correlation(double[][] draws)
    {
        double a = draws.Average(d => d[0]), b = draws.Average(d => d[1]);
        return draws.Sum(d => (d[0] - a) * (d[1] - b)) / Math.Sqrt(draws.Sum(d => (d[0] - a) * (d[0] - a)) * draws.Sum(d => (d[1] - b) * (d[1] - b)));
    }
}
