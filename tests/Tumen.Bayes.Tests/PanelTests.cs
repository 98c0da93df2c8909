using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Estimation.Tests;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Bayes.Tests;

/// <summary>Panels with learnt pooling: limits that are other fits, posteriors against quadrature, calibration of presence.</summary>
public class PanelTests
{
    private static readonly double[] Errors = [0.3, 0.4, 0.5, 0.35, 0.6, 0.45, 0.3, 0.5];
    private static readonly double[] Found = [0.9, 0.1, -0.2, 1.2, 0.4, 0.0, 0.8, 0.3];

    // Only what players want is free; every weight varies by unit, and no bound stands in the way of a comparison with fits that have none.
    private static GameModel Small(Func<WeightSpec, WeightSpec>? change = null)
    {
        var model = SmallTriad.Model();
        return model with
        {
            Weights = [.. model.Weights.Select(w => w with { Lower = double.NegativeInfinity, Prior = new Prior.Normal(0.3, 1.5), Varies = new VaryingWeight(0.5, null) }).Select(change ?? (w => w))],
            Chances = [.. model.Chances.Select((c, k) => c with { Fixed = SmallTriad.Truth[6 + k] })],
        };
    }

    private static ImmutableArray<Sequence> Units(int count, int months) => [.. Enumerable.Range(0, count).Select(j =>
    {
        var random = new Philox(77, (ulong)j);
        double[] weights = [.. SmallTriad.Truth[..6].Select(w => w + (0.3 * random.NextNormal()))];
        return SmallTriad.Simulate(SmallTriad.Model(), weights, SmallTriad.Truth[6..], months, 500 + (ulong)j) with { Unit = $"unit {j}" };
    })];

    private static FitResult Fit(GameModel model, ImmutableArray<Sequence> data, bool prior) => Estimator.Fit(
        new Likelihood(ParametricGame.Compile(model, "base"), data), new FitOptions { UsePrior = prior, Starts = 1, ObservedInformation = false });

    // The ordinary climb stops within a ten-thousandth of a standard error; from there Newton steps go to the bottom of the numbers.
    private static double[] Polished(GameModel model, ImmutableArray<Sequence> data, bool prior)
    {
        var likelihood = new Likelihood(ParametricGame.Compile(model, "base"), data);
        double[] x = Fit(model, data, prior).Estimates.Select(e => e.Value).ToArray(), push = new double[x.Length], bend = new double[x.Length];
        for (int i = 0; i < 40; i++)
        {
            var e = likelihood.Total(x, true);
            double[] gradient = (double[])e.Gradient.Clone(), curvature = (double[])e.Information.Clone(), step = new double[x.Length];
            if (prior)
            {
                likelihood.Parameters.LogPrior(x, push, bend);
                for (int j = 0; j < x.Length; j++)
                {
                    gradient[j] += push[j];
                    curvature[(j * x.Length) + j] += bend[j];
                }
            }

            Cholesky.Of(curvature, x.Length).InverseQuadratic(gradient, step);
            for (int j = 0; j < x.Length; j++)
            {
                x[j] += step[j];
            }
        }

        return x;
    }

    private static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), x => Assert.InRange(x.Second - x.First, -1e-6, 1e-6));
    }

    [Fact]
    public void With_no_spread_the_panel_is_the_pooled_fit()
    {
        var data = Units(3, 250);
        var mode = PanelMode.Find(new PanelGame(Small(), "base", data), [0, 0, 0, 0, 0, 0])!;
        double[] pooled = Polished(Small(), data, true);
        Assert.All(mode.Parameters, x => Near(pooled, x));
        Near(pooled, [.. mode.Middle]);
    }

    [Fact]
    public void With_boundless_spread_the_panel_is_each_unit_fitted_by_itself()
    {
        var data = Units(3, 400);
        var mode = PanelMode.Find(new PanelGame(Small(), "base", data), [.. Enumerable.Repeat(1e6, 6)])!;
        for (int u = 0; u < data.Length; u++)
        {
            Near(Polished(Small(), [data[u]], false), mode.Parameters[u]);
        }
    }

    [Fact]
    public void A_panel_of_one_unit_is_its_fit_under_the_prior_and_the_spread_together()
    {
        var data = Units(1, 300);
        var mode = PanelMode.Find(new PanelGame(Small(), "base", data), [.. Enumerable.Repeat(0.5, 6)])!;
        var wider = Small(w => w with { Prior = new Prior.Normal(0.3, Math.Sqrt((1.5 * 1.5) + 0.25)) });
        Near(Polished(wider, data, true), mode.Parameters[0]);
    }

    [Fact]
    public void A_month_with_a_missing_cell_is_left_out_and_the_rest_counts()
    {
        var unit = Units(1, 60)[0];
        var holed = unit with { Moves = unit.Moves.SetItem(20, [-1, 0]).SetItem(21, [-1, -1]) };
        var record = PanelRecord.Of(Small(), holed);
        Assert.Equal([20, 38], record.Stretches.Select(s => s.Length));
        Assert.Equal((58, 2), (record.Months, record.Unknown));
        Assert.Throws<ArgumentException>(() => new PanelGame(Small(), "base", [unit with { Moves = [.. unit.Moves.Select(_ => ImmutableArray.Create(-1, 0))] }]));
    }

    [Fact]
    public void Draws_on_surfaces_pass_their_check_on_the_likelihood_itself()
    {
        var model = Small(w => w.Name == "aid" ? w with { Lower = 0, Varies = new VaryingWeight(0.5, new Prior.Beta(1, 1)) } : w) with { Panel = new PanelTerms([new ForesightSwitch(0, new Prior.Beta(1, 1))], 0.3, null) };
        var game = new PanelGame(model, "base", Units(4, 300));
        var surfaces = UnitSurfaces.Of(game, 1);
        Assert.All(surfaces.Units, u => Assert.NotEmpty(u.Patterns));

        // Along one weight a surface says what a whole reading says.
        var (surface, likelihood) = surfaces.Exact[0][0];
        double[] here = [.. surface.Centre.Select(c => c + 0.1)], there = (double[])here.Clone(), levels = surface.Levels(likelihood, here), changed = new double[levels.Length];
        there[4] -= 0.3;
        Assert.Equal(surface.LogLikelihood(likelihood, there).LogLikelihood, surface.Along(likelihood, here, levels, 4, there[4], changed), 1e-5);
        Assert.All(surface.Levels(likelihood, there).Zip(changed), c => Assert.Equal(c.First, c.Second, 1e-6));
        var draws = new PanelSampler(game.Model, surfaces.Units, new PanelOptions { WarmUp = 200, Draws = 300, Seed = 4 }).Run();
        var certificate = PanelCertificate.Of(surfaces, draws, 200, 1);
        Assert.Equal(0, certificate.Unsolved);
        Assert.All(certificate.UnitShapes, k => Assert.InRange(k, double.NegativeInfinity, 0.7));
        Assert.InRange(certificate.Shape, -1, 0.7);

        // Aid and foresight are true in every unit and 300 months show it: aid without foresight does nothing.
        Assert.InRange(draws.Average(d => d.Present.Count(p => p[Array.FindIndex([.. game.Model.Weights], w => w.Name == "aid")])), 2, 4);
        var design = PanelDesign.Of(game)[0];
        Assert.Equal("aid", design.Weight);
        Assert.InRange(design.MonthsFor(0.2) / design.UnitsFor(0.2), design.Months * 0.999, design.Months * 1.001);
        Assert.Equal(design.UnitsFor(0.1), 4 * design.UnitsFor(0.2), 1e-9);
    }

    // One weight, units with normal likelihoods: the posterior of μ and τ on a grid.
    [Fact]
    public void The_middle_and_spread_agree_with_quadrature()
    {
        var draws = Sample(false, 1, 6000);
        double[] sum = new double[3];
        Grid((mu, tau) => Errors.Select((e, j) => Normal(Found[j], mu, Math.Sqrt((e * e) + (tau * tau)))).Aggregate(1.0, (a, b) => a * b), (mu, tau, p) =>
        {
            sum[0] += p;
            sum[1] += p * mu;
            sum[2] += p * tau;
        });
        Assert.Equal(sum[1] / sum[0], draws.Average(d => d.Middle[0]), 0.02);
        Assert.Equal(sum[2] / sum[0], draws.Average(d => d.Spread[0]), 0.02);
    }

    // With presence: each unit's likelihood is a mixture of absent and present, and the chance of presence is integrated too.
    [Fact]
    public void Presence_agrees_with_quadrature()
    {
        var draws = Sample(true, 1, 12000);
        double all = 0, share = 0, middle = 0, first = 0;
        for (int k = 0; k < 40; k++)
        {
            double pi = (k + 0.5) / 40;
            Grid((mu, tau) => Errors.Select((e, j) => ((1 - pi) * Normal(Found[j], 0, e)) + (pi * Normal(Found[j], mu, Math.Sqrt((e * e) + (tau * tau))))).Aggregate(1.0, (a, b) => a * b), (mu, tau, p) =>
            {
                all += p;
                share += p * pi;
                middle += p * mu;
                double there = pi * Normal(Found[0], mu, Math.Sqrt((Errors[0] * Errors[0]) + (tau * tau))), absent = (1 - pi) * Normal(Found[0], 0, Errors[0]);
                first += p * there / (there + absent);
            });
        }

        Assert.Equal(share / all, draws.Average(d => d.Presence[0]), 0.02);
        Assert.Equal(middle / all, draws.Average(d => d.Middle[0]), 0.03);
        Assert.Equal(first / all, draws.Average(d => d.Present[0][0] ? 1.0 : 0), 0.03);
    }

    [Fact]
    public void Draws_are_the_same_bits_on_any_number_of_threads()
    {
        var (one, three) = (Sample(true, 1, 100), Sample(true, 3, 100));
        Assert.Equal(one.Select(d => (d.Middle[0], d.Spread[0], d.Presence[0], d.Parameters[3][0])), three.Select(d => (d.Middle[0], d.Spread[0], d.Presence[0], d.Parameters[3][0])));
    }

    // Truths from the prior, records from the truths: ranks of the truth among the draws are uniform, and chances of presence mean what they say. The large run is bench/PanelBench.
    [Fact]
    public void Presence_is_calibrated_on_simulated_panels()
    {
        const int Panels = 60;
        var report = PanelCalibration.Run(Panels, 8, 200, 11);
        Assert.InRange(report.RankChiSquare, 0, 27.9); // 9 degrees of freedom: one in a thousand above
        double expected = report.Chances.Sum(), found = report.Truths.Count(t => t), error = Math.Sqrt(report.Chances.Sum(p => p * (1 - p)));
        Assert.InRange((found - expected) / error, -4, 4);
    }

    private static double Normal(double x, double mean, double deviation) => Math.Exp(-0.5 * (x - mean) * (x - mean) / (deviation * deviation)) / deviation;

    private static void Grid(Func<double, double, double> likelihood, Action<double, double, double> add)
    {
        for (int a = 0; a < 120; a++)
        {
            for (int b = 0; b < 60; b++)
            {
                double mu = -3 + (6 * (a + 0.5) / 120), tau = 2.2 * (b + 0.5) / 60;
                add(mu, tau, likelihood(mu, tau) * Normal(mu, 0, 1) * Normal(tau, 0, 0.5));
            }
        }
    }

    private static ImmutableArray<PanelDraw> Sample(bool switched, int threads, int draws)
    {
        var model = new PanelModel([new PanelWeight("stake", 0, CoordinateForm.Plain, 0, 1, 0.5, switched ? (1, 1) : null)], [], [], 0);
        var units = Found.Select((y, j) => new PanelUnit($"{j}", null, [([], new NormalUnit(y, Errors[j]))])).ToArray();
        return new PanelSampler(model, units, new PanelOptions { WarmUp = 300, Draws = draws, Threads = threads, Seed = 9 }).Run();
    }
}
