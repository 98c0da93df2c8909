
namespace Tumen.Estimation.Once;

/// <summary>Nothing but a weight's own scale depends on the unit of a covariate, from 1e-9 to 1e9.</summary>
public sealed class UnitScaleTests
{
    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-6)]
    [InlineData(1e-3)]
    [InlineData(1e3)]
    [InlineData(1e6)]
    [InlineData(1e9)]
    public void A_covariates_unit_changes_its_weight_alone(double unit)
    {
        EstimateResult plain = Fit(1, out _), scaled = Fit(unit, out BuiltModel built);
        Assert.Equal(EstimationStatus.Converged, scaled.Status);
        Assert.Single(scaled.Optima);
        Assert.Equal(plain.Optima[0].Hits, scaled.Optima[0].Hits);
        Assert.Equal(plain.LogLikelihood, scaled.LogLikelihood, 1e-9);
        Assert.Equal(plain.CorrelationCondition, scaled.CorrelationCondition, 1e-6 * plain.CorrelationCondition);
        Assert.Empty(FitAdvice.Weak(built.Likelihood!, scaled));
        Assert.Empty(FitAdvice.About(built, scaled));
        foreach (StandardErrorKind kind in (StandardErrorKind[])[StandardErrorKind.Hessian, StandardErrorKind.OuterProduct, StandardErrorKind.Sandwich])
        {
            for (int i = 0; i < plain.Names.Count; i++)
            {
                double by = plain.Names[i].EndsWith(":x", StringComparison.Ordinal) ? unit : 1;
                Assert.Equal(plain.Estimate[i], by * scaled.Estimate[i], 1e-7 * (1 + Math.Abs(plain.Estimate[i])));
                double error = plain.ErrorsOf(kind).Values[i];
                Assert.Equal(error, by * scaled.ErrorsOf(kind).Values[i], 1e-6 * error);
            }
        }
    }

    private static EstimateResult Fit(double unit, out BuiltModel built)
    {
        DataColumns data = ComparisonTests.Plays(300, 6, unit: unit);
        built = StrategicSpecification.Build(StrategicModel.Egame12, ModelFormula.Parse("y ~ 1 | 0 | x | z"), data, new StrategicOptions(ChoiceLink.Logit));
        return new MaximumLikelihood(built.Likelihood!).Estimate(new EstimationOptions(Starts: 4));
    }

    /// <summary>A posterior mode is finite where moves are perfectly predicted, and with a prior of no weight it is the maximum.</summary>
    [Fact]
    public void A_posterior_mode_is_finite_where_the_maximum_runs_off()
    {
        double[] x = [.. Enumerable.Range(0, 60).Select(i => (i % 20) / 10.0 - 0.95)];
        int[] y = [.. x.Select((v, i) => i % 3 == 0 ? 1 : v > 0 ? 3 : 2)];
        DesignEquation Column(string name) => new(name, ["1", "x"], [[.. x.Select(_ => 1.0)], x]);
        var model = new Egame12(DesignEquation.Zero("u11"), DesignEquation.Zero("u13"), Column("u14"), Column("u24"), y);
        Assert.NotEqual(EstimationStatus.Converged, new MaximumLikelihood(model).Estimate(EstimationOptions.Default).Status);
        NormalPrior[] priors = [.. Enumerable.Repeat(new NormalPrior(0, 2), 4)];
        EstimateResult mode = new PosteriorMode(model, priors).Estimate(EstimationOptions.Default);
        Assert.Equal(EstimationStatus.Converged, mode.Status);
        Assert.True(mode.Estimate.All(w => Math.Abs(w) < 10));
        // The posterior's slope, by differences of likelihood and prior apart, is zero.
        for (int i = 0; i < 4; i++)
        {
            double[] up = [.. mode.Estimate], down = [.. mode.Estimate];
            up[i] += 1e-5;
            down[i] -= 1e-5;
            double slope = (model.Evaluate(up, [], [], []) - model.Evaluate(down, [], [], [])) / 2e-5 - mode.Estimate[i] / 4;
            Assert.Equal(0, slope, 1e-4);
        }

        Assert.Equal(model.Evaluate([.. mode.Estimate], [], [], []), mode.LogLikelihood, 1e-9);
        double own = mode.Estimate.Sum(w => -0.5 * w * w / 4 - Math.Log(2 * Math.Sqrt(2 * Math.PI)));
        Assert.Equal(own, mode.LogPrior, 1e-9);
    }

    [Fact]
    public void A_flat_prior_leaves_the_maximum()
    {
        DataColumns data = ComparisonTests.Plays(200, 8);
        BuiltModel built = StrategicSpecification.Build(StrategicModel.Egame12, ModelFormula.Parse("y ~ 1 | 0 | x | z"), data, new StrategicOptions(ChoiceLink.Logit));
        EstimateResult plain = new MaximumLikelihood(built.Likelihood!).Estimate(EstimationOptions.Default);
        EstimateResult mode = new PosteriorMode(built.Likelihood!, [.. plain.Names.Select(_ => new NormalPrior(0, double.PositiveInfinity))]).Estimate(EstimationOptions.Default);
        Assert.Equal(plain.Estimate, mode.Estimate);
        Assert.Equal(0, mode.LogPrior);
    }
}
