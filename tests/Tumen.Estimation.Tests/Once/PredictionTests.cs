using System.Globalization;
using Tumen.Numerics.Special;

namespace Tumen.Estimation.Once;

/// <summary>Predicted chances, changes and slopes against the game's own formula and against differences taken elsewhere.</summary>
public sealed class PredictionTests
{
    private static readonly StrategicOptions Logit = new(ChoiceLink.Logit);

    private static (Predictions Of, EstimateResult Fit) Fitted(out DataColumns data)
    {
        data = ComparisonTests.Plays(400, 12);
        var formula = ModelFormula.Parse("y ~ 1 | 0 | x | z");
        BuiltModel built = StrategicSpecification.Build(StrategicModel.Egame12, formula, data, Logit);
        EstimateResult fit = new MaximumLikelihood(built.Likelihood!).Estimate(EstimationOptions.Default);
        return (new Predictions(StrategicModel.Egame12, formula, data, Logit, built, fit), fit);
    }

    /// <summary>egame12 with agent error, written out: u11 = w0, u14 = w1 + w2 x, u24 = w3 + w4 z.</summary>
    private static double[] Chances(IReadOnlyList<double> w, double x, double z)
    {
        double p4 = Logistic.Cdf((w[3] + (w[4] * z)) / Math.Sqrt(2)), p2 = Logistic.Cdf(((p4 * (w[1] + (w[2] * x))) - w[0]) / Math.Sqrt(2));
        return [1 - p2, p2 * (1 - p4), p2 * p4];
    }

    private static Dictionary<string, string> At(double x, double z) => new() { ["x"] = x.ToString("R", CultureInfo.InvariantCulture), ["z"] = z.ToString("R", CultureInfo.InvariantCulture) };

    [Fact]
    public void Chances_and_their_errors_agree_with_the_formula()
    {
        (Predictions of, EstimateResult fit) = Fitted(out _);
        var predicted = of.Chances(of.Profile(At(0.7, -0.4))).Single();
        double[] exact = Chances(fit.Estimate, 0.7, -0.4);
        var covariance = fit.ErrorsOf(StandardErrorKind.Hessian).Covariance;
        for (int o = 0; o < 3; o++)
        {
            Assert.Equal(exact[o], predicted[o].Value, 1e-12);
            var gradient = new double[5];
            for (int i = 0; i < 5; i++)
            {
                double[] up = [.. fit.Estimate], down = [.. fit.Estimate];
                up[i] += 1e-6;
                down[i] -= 1e-6;
                gradient[i] = (Chances(up, 0.7, -0.4)[o] - Chances(down, 0.7, -0.4)[o]) / 2e-6;
            }

            double variance = 0;
            for (int i = 0; i < 5; i++)
            {
                for (int j = 0; j < 5; j++) variance += gradient[i] * covariance[(i * 5) + j] * gradient[j];
            }

            Assert.Equal(Math.Sqrt(variance), predicted[o].Error, 1e-7);
            Assert.InRange(predicted[o].Value, predicted[o].Lower, predicted[o].Upper);
        }
    }

    [Fact]
    public void Slopes_and_changes_agree_with_differences()
    {
        (Predictions of, EstimateResult fit) = Fitted(out _);
        var slopes = of.MarginalEffect("x", of.Profile(At(0.2, 0.1)));
        var changes = of.Change(of.Profile(At(-1, 0.1)), of.Profile(At(1, 0.1)));
        for (int o = 0; o < 3; o++)
        {
            Assert.Equal((Chances(fit.Estimate, 0.2 + 1e-5, 0.1)[o] - Chances(fit.Estimate, 0.2 - 1e-5, 0.1)[o]) / 2e-5, slopes[o].Value, 1e-7);
            Assert.Equal(Chances(fit.Estimate, 1, 0.1)[o] - Chances(fit.Estimate, -1, 0.1)[o], changes[o].Value, 1e-12);
        }

        Assert.Equal(0, slopes.Sum(s => s.Value), 1e-9);
    }

    [Fact]
    public void Draws_agree_with_the_delta_method_and_repeat_themselves()
    {
        (Predictions of, _) = Fitted(out _);
        var profile = of.Profile(At(0, 0));
        var delta = of.Chances(profile).Single();
        var drawn = of.Drawn(profile, 2000, 5).Single();
        for (int o = 0; o < 3; o++)
        {
            Assert.Equal(delta[o].Error, drawn[o].Error, 0.1 * delta[o].Error);
            Assert.Equal(delta[o].Lower, drawn[o].Lower, 0.02);
        }

        Assert.Equal(drawn, of.Drawn(profile, 2000, 5).Single());
    }

    [Fact]
    public void Typical_profiles_and_impossible_ones()
    {
        (Predictions of, _) = Fitted(out DataColumns data);
        var typical = of.Profile(new Dictionary<string, string>());
        Assert.Equal(data.Numbers("x").Average(), double.Parse(typical["x"], CultureInfo.InvariantCulture), 1e-12);
        Assert.Equal("P101", Assert.Throws<SpecificationException>(() => of.Profile(new Dictionary<string, string> { ["w"] = "1" })).Problems[0].Code);
        Assert.Equal("P127", Assert.Throws<SpecificationException>(() => of.Profile(new Dictionary<string, string> { ["x"] = "much" })).Problems[0].Code);
    }
}
