using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Estimation.Tests;

/// <summary>Laplace's marginal likelihood against quadrature, in the middle of the range, at a bound, and with a parameter the record says nothing about.</summary>
public class MarginalTests
{
    private static GameModel Model(double lower)
    {
        var model = SmallTriad.Model();
        return model with
        {
            Weights = [.. model.Weights.Select((w, k) => k == 0 ? w with { Lower = lower, Prior = new Prior.Normal(0, 1), Fixed = null } : w with { Fixed = SmallTriad.Truth[k] })],
            Chances = [.. model.Chances.Select((c, k) => c with { Fixed = SmallTriad.Truth[6 + k] })],
        };
    }

    private static double Quadrature(Likelihood likelihood, double from, double to)
    {
        const int Points = 161;
        double step = (to - from) / (Points - 1);
        double[] gradient = new double[1], curvature = new double[1];
        var logs = Enumerable.Range(0, Points).Select(i =>
        {
            double[] x = [from + (i * step)];
            return likelihood.Evaluate(x, false).LogLikelihood + likelihood.Parameters.LogPrior(x, gradient, curvature) + Math.Log(i is 0 or Points - 1 ? step / 3 : i % 2 == 1 ? 4 * step / 3 : 2 * step / 3);
        }).ToArray();
        double top = logs.Max();
        return top + Math.Log(logs.Sum(l => Math.Exp(l - top)));
    }

    [Theory]
    [InlineData(double.NegativeInfinity, 400, 0.02)] // inside
    [InlineData(0.0, 40, 0.05)] // a wide posterior cut by its bound
    [InlineData(0.75, 300, 0.1)] // the mode sits at the bound: the truth is 0.5
    [InlineData(1.2, 300, 0.1)] // and deep behind it
    public void Agrees_with_quadrature(double lower, int months, double tolerance)
    {
        var model = Model(lower);
        var data = SmallTriad.Simulate(SmallTriad.Model(), SmallTriad.Truth[..6], SmallTriad.Truth[6..], months, 21);
        var likelihood = new Likelihood(ParametricGame.Compile(model, "base"), [data]);
        Assert.Equal(1, likelihood.Parameters.Count);
        var fit = Estimator.Fit(likelihood, new FitOptions { Starts = 2, UsePrior = true });
        double from = Math.Max(lower, fit.Point[0] - 3), exact = Quadrature(likelihood, from, fit.Point[0] + 3);
        Assert.Equal(exact, fit.LogMarginalLikelihood!.Value, tolerance);
    }

    // Draws of a weight at its bound spread as its posterior does: mean and 5, 50, 95 % points against quadrature.
    [Theory]
    [InlineData(0.75)]
    [InlineData(1.2)]
    public void A_weight_at_its_bound_is_drawn_from_its_one_sided_posterior(double lower)
    {
        var data = SmallTriad.Simulate(SmallTriad.Model(), SmallTriad.Truth[..6], SmallTriad.Truth[6..], 300, 21);
        var likelihood = new Likelihood(ParametricGame.Compile(Model(lower), "base"), [data]);
        var fit = Estimator.Fit(likelihood, new FitOptions { Starts = 2, UsePrior = true });
        Assert.Equal(lower, fit.Point[0]);
        Assert.Single(fit.Edges);
        double[] gradient = new double[1], curvature = new double[1];
        double[] grid = [.. Enumerable.Range(0, 400).Select(i => lower + ((i + 0.5) * 0.004))];
        double[] density = [.. grid.Select(x => Math.Exp(likelihood.Evaluate([x], false).LogLikelihood + likelihood.Parameters.LogPrior([x], gradient, curvature) - fit.Objective))];
        double total = density.Sum(), mean = grid.Zip(density, (x, d) => x * d).Sum() / total, so = 0;
        double Point(double q)
        {
            so = 0;
            return grid[density.TakeWhile(d => (so += d) < q * total).Count()];
        }

        var draws = new PosteriorDraws(likelihood.Parameters, fit, 5);
        double[] sample = [.. Enumerable.Range(0, 4000).Select(d => draws.Draw(d)[0]).Order()];
        Assert.All(sample, x => Assert.True(x >= lower));
        double spread = Point(0.95) - Point(0.05);
        Assert.InRange(sample.Average() - mean, -0.05 * spread, 0.05 * spread);
        foreach (double q in new[] { 0.05, 0.5, 0.95 })
        {
            Assert.InRange(sample[(int)(q * sample.Length)] - Point(q), -0.08 * spread, 0.08 * spread);
        }
    }

    [Fact]
    public void A_distance_from_a_bound_is_exponential_when_the_fall_is_steep()
    {
        Assert.Equal(Math.Log(2) / 40, PosteriorDraws.Distance(new BoundEdge(0, 40, 0, [1]), 0.5), 1e-12);
        Assert.Equal(Math.Log(2) / 40, PosteriorDraws.Distance(new BoundEdge(0, 40, 1, [1]), 0.5), 2e-5);
        Assert.Equal(0.67448975019608171, PosteriorDraws.Distance(new BoundEdge(0, 0, 1, [1]), 0.5), 1e-9); // half a normal
        Assert.Equal(1.5, PosteriorDraws.Distance(new BoundEdge(0, 0, 0, [1]), 0.25, 2), 1e-12); // nothing known: even
    }

    // A law whose case always came: the posterior of its chance falls off from 1 as (1 − d)^g, and integrates to about 1/(g + 1); a chance that never came, from 0. What the chance does to
    // the moves bends the posterior too, which Laplace leaves out here: an eighth of a nat.
    [Theory]
    [InlineData(1.0, "upper")]
    [InlineData(0.0, "lower")]
    public void A_chance_at_the_end_of_its_range_agrees_with_quadrature(double truth, string bound)
    {
        // Warmth falls only where the patron maintains: beside a chance of rising of 1 nothing is left for falling.
        var triad = SmallTriad.Model();
        var warmth = triad.Laws[0];
        var model = truth < 1 ? triad : triad with { Laws = triad.Laws.SetItem(0, warmth with { Lines = [warmth.Lines[0], warmth.Lines[1] with { Parts = [warmth.Lines[1].Parts[0]] }] }) };
        var made = SmallTriad.Simulate(model, SmallTriad.Truth[..6], [truth, SmallTriad.Truth[7]], 60, 23);
        var one = model with
        {
            Weights = [.. model.Weights.Select((w, k) => w with { Fixed = SmallTriad.Truth[k] })],
            Chances = [model.Chances[0] with { Prior = new Prior.Flat() }, model.Chances[1] with { Fixed = SmallTriad.Truth[7] }],
        };
        var likelihood = new Likelihood(ParametricGame.Compile(one, "base"), [made]);
        var fit = Estimator.Fit(likelihood, new FitOptions { Starts = 2, UsePrior = true });
        Assert.Equal(bound, Assert.Single(fit.Estimates).Bound);
        var p = likelihood.Parameters.Free[0];
        Assert.Equal(Quadrature(likelihood, p.Lower, p.Upper), fit.LogMarginalLikelihood!.Value, 0.15);
        var draws = new PosteriorDraws(likelihood.Parameters, fit, 5);
        double mean = Enumerable.Range(0, 2000).Average(d => Math.Abs(draws.Draw(d)[0] - truth)), slope = fit.Edges[0].Slope;
        Assert.InRange(mean * (slope + 2), 0.85, 1.15); // of Beta(1, g + 1)
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(1e-5, 0, 1)] // a chance that its bound hardly holds: an integral without the other bound would be 100,000
    [InlineData(0.3, 1e-4, 0.99998)]
    [InlineData(0.9, 0.1, 1)]
    [InlineData(1.1, 0.1, 1)]
    [InlineData(2, 5, 30)]
    [InlineData(40, 0, 3)]
    [InlineData(0, 2, 3)]
    public void A_posterior_that_falls_from_a_bound_is_integrated_up_to_the_other(double slope, double curvature, double width)
    {
        const int Panels = 200_000;
        double step = width / Panels, sum = Enumerable.Range(0, Panels).Sum(i =>
        {
            double x = (i + 0.5) * step;
            return step * Math.Exp(-(slope * x) - (0.5 * curvature * x * x));
        });
        Assert.Equal(1, new BoundEdge(0, slope, curvature, [1]).Integral(width) / sum, 1e-6);
    }

    // A chance that the record never bears on integrates to one under its flat prior, whatever else there is.
    [Fact]
    public void A_chance_without_evidence_adds_nothing()
    {
        var model = Model(double.NegativeInfinity);
        var idle = model with
        {
            Situations = [.. model.Situations, new Situation("weather", ["fair", "foul"])],
            Laws = [.. model.Laws, new SituationLaw(model.Situations.Length, [new LawLine(LawEffect.Becomes, 0, [new ChanceIf(new Chance(0, "clearing"), new Condition.LevelIn(model.Situations.Length, [1]))])])],
            Chances = [.. model.Chances, new ChanceSpec("clearing", new Prior.Beta(1, 1), null)],
        };
        var data = SmallTriad.Simulate(SmallTriad.Model(), SmallTriad.Truth[..6], SmallTriad.Truth[6..], 200, 22);
        var fair = data with { Levels = [.. data.Levels.Select(l => l.Add(0))] };
        double Marginal(GameModel m, Sequence d) => Estimator.Fit(new Likelihood(ParametricGame.Compile(m, "base"), [d]), new FitOptions { Starts = 2, UsePrior = true }).LogMarginalLikelihood!.Value;
        Assert.Equal(Marginal(model, data), Marginal(idle, fair), 1e-4);
    }
}
