using System.Text;
using Tumen.Estimation;
using Tumen.Estimation.Tests;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Bayes.Tests;

/// <summary>The samplers on small games: gradients, marginal likelihood against quadrature, calibration.</summary>
public class TheoryTests
{
    // The client's risk and the client's stake in aid (bounded below) are free, everything else is known.
    private static GameModel TwoWeights()
    {
        var model = SmallTriad.Model();
        return model with
        {
            Weights = [.. model.Weights.Select((w, k) => k is 0 or 2 ? w : w with { Fixed = SmallTriad.Truth[k] })],
            Chances = [.. model.Chances.Select((c, k) => c with { Fixed = SmallTriad.Truth[6 + k] })],
        };
    }

    private static Likelihood Record(GameModel model, int months, ulong seed) => new(
        ParametricGame.Compile(model, "base"), [SmallTriad.Simulate(SmallTriad.Model(), SmallTriad.Truth[..6], SmallTriad.Truth[6..], months, seed)]);

    // Simpson's rule on a grid over both weights.
    private static double Quadrature(Likelihood l)
    {
        const int Points = 61;
        double[] gradient = new double[2], curvature = new double[2];
        double from0 = -2.5, step0 = 6.0 / (Points - 1), step1 = 5.0 / (Points - 1);
        double Simpson(int i) => i is 0 or Points - 1 ? 1 / 3.0 : i % 2 == 1 ? 4 / 3.0 : 2 / 3.0;
        var logs = new List<double>();
        for (int i = 0; i < Points; i++)
        {
            for (int j = 0; j < Points; j++)
            {
                double[] x = [from0 + (i * step0), j * step1];
                logs.Add(l.Evaluate(x, false).LogLikelihood + l.Parameters.LogPrior(x, gradient, curvature) + Math.Log(Simpson(i) * Simpson(j) * step0 * step1));
            }
        }

        double top = logs.Max();
        return top + Math.Log(logs.Sum(v => Math.Exp(v - top)));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(400)]
    public void Smc_agrees_with_quadrature_within_a_tenth_of_a_nat(int months)
    {
        var l = Record(TwoWeights(), months, 31);
        double exact = Quadrature(l);
        var mode = Refit.From(l, [l.Parameters.PlainStart()], true, 1e-4);
        var around = TheorySampler.Smc(l, mode.Point, new SmcOptions { Particles = 400 });
        Assert.Equal(SampleStatus.Good, around.Status);
        Assert.Equal(exact, around.LogMarginalLikelihood, 0.1);
        var fromPrior = TheorySampler.Smc(l, null, new SmcOptions { Particles = 1000, Kernel = SmcKernel.RandomWalk, Seed = 4 });
        Assert.Equal(exact, fromPrior.LogMarginalLikelihood, 0.1);
    }

    [Fact]
    public void Posterior_gradient_equals_central_differences()
    {
        var l = Record(SmallTriad.Model(), 100, 32);
        var posterior = TheoryPosterior.FromPrior(l);
        double[] z = [0.4, 0.3, -0.2, 0.5, 0.6, 0.4, -0.3, 0.2], gradient = new double[8];
        posterior.Value(z, gradient);
        for (int j = 0; j < z.Length; j++)
        {
            double[] up = (double[])z.Clone(), down = (double[])z.Clone();
            up[j] += 1e-5;
            down[j] -= 1e-5;
            double slope = (posterior.Value(up, []) - posterior.Value(down, [])) / 2e-5;
            Assert.Equal(slope, gradient[j], 1e-5 * Math.Max(1, Math.Abs(slope)));
        }
    }

    [Fact]
    public void Both_samplers_agree_on_the_posterior()
    {
        var l = Record(TwoWeights(), 150, 33);
        var mode = Refit.From(l, [l.Parameters.PlainStart()], true, 1e-4);
        var nuts = TheorySampler.Nuts(l, mode.Point, new NutsOptions { Warmup = 200, Draws = 300 });
        var smc = TheorySampler.Smc(l, mode.Point, new SmcOptions { Particles = 600 });
        Assert.Equal(0, nuts.Divergences);
        Assert.All(nuts.EnergyFractions, f => Assert.True(f > 0.3));
        for (int j = 0; j < 2; j++)
        {
            var report = nuts.Reports[j];
            Assert.InRange(report.RHat, 0.99, 1.03);
            Assert.True(report.BulkSize > 300, $"{report}");
            Assert.Equal(report.Mean, smc.All.Average(d => d[j]), 4 * Math.Sqrt((report.MonteCarloError * report.MonteCarloError) + (report.Deviation * report.Deviation / 300)));
            Assert.Equal(report.Deviation, Deviation(smc.All.Select(d => d[j])), 0.2 * report.Deviation);
        }

        string csv = Encoding.UTF8.GetString(nuts.ToCsv());
        Assert.StartsWith("chain,draw,risk,aid,lp,diverging,energy\n0,0,", csv, StringComparison.Ordinal);
        Assert.Equal(1 + (4 * 300), csv.Count(c => c == '\n'));
    }

    [Fact]
    public void Theory_samples_are_the_same_bits_for_any_number_of_threads()
    {
        var l = Record(TwoWeights(), 60, 34);
        var mode = Refit.From(l, [l.Parameters.PlainStart()], true, 1e-4).Point;
        var one = TheorySampler.Smc(l, mode, new SmcOptions { Particles = 60, Threads = 1 });
        l.Evaluate([2, 2], true);
        var two = TheorySampler.Smc(l, mode, new SmcOptions { Particles = 60, Threads = 3 });
        Assert.Equal(one.LogMarginalLikelihood, two.LogMarginalLikelihood);
        Assert.Equal(one.Chains[0].SelectMany(d => d), two.Chains[0].SelectMany(d => d));
    }

    // Small by default; TUMEN_SBC=1 makes it 400 replications. χ² over 8 bins at a chance above 0.001 for each weight.
    [Fact]
    public void True_weights_rank_uniformly_among_posterior_draws()
    {
        bool full = Environment.GetEnvironmentVariable("TUMEN_SBC") == "1";
        var shape = Record(TwoWeights(), 40, 35);
        var result = Calibration.Run(shape, full ? 400 : 60, 63, (l, truth, seed) =>
        {
            var mode = Refit.From(l, [truth], true);
            return mode.Status == RefitStatus.Impossible ? null
                : [.. TheorySampler.Nuts(l, mode.Point, new NutsOptions { Chains = 1, Warmup = 100, Draws = full ? 315 : 126, Seed = seed }).All];
        }, 77);
        Assert.Equal(0, result.Failed);
        for (int j = 0; j < 2; j++)
        {
            var (statistic, chance) = result.ChiSquare(j, 8);
            TestContext.Current.SendDiagnosticMessage($"{result.Parameters[j]}: {string.Join(" ", result.Histogram(j, 8))}; chi-square {statistic:0.0}, chance {chance:0.000}");
            Assert.True(chance > 0.001, $"{result.Parameters[j]}: {string.Join(" ", result.Histogram(j, 8))}");
        }
    }

    private static double Deviation(IEnumerable<double> x)
    {
        var all = x.ToArray();
        double mean = all.Average();
        return Math.Sqrt(all.Sum(v => (v - mean) * (v - mean)) / (all.Length - 1));
    }
}
