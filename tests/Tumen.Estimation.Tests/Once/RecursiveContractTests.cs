using Tumen.Numerics;

namespace Tumen.Estimation.Once.Tests;

/// <summary>What must hold for any record, on small simulated ones that need no shared data.</summary>
public sealed class RecursiveContractTests
{
    private static DesignEquation Column(string name, double[] x) => new(name, ["1", "x"], [Enumerable.Repeat(1.0, x.Length).ToArray(), x]);

    private static (double[] X, int[] Y) Record(int n, double slope)
    {
        var stream = new Philox(11, 0);
        var x = new double[n];
        var y = new int[n];
        for (int i = 0; i < n; i++)
        {
            x[i] = stream.NextNormalByInversion();
            bool go = 0.5 + slope * x[i] + Math.Sqrt(2) * stream.NextNormalByInversion() > 0;
            y[i] = stream.NextDouble() < 0.3 ? 1 : go ? 3 : 2;
        }
        return (x, y);
    }

    private static Egame12 Model(double[] x, int[] y) =>
        new(DesignEquation.Zero("u11"), DesignEquation.Zero("u13"), Column("u14", x), Column("u24", x), y);

    [Fact]
    public void A_theory_with_no_free_weight_is_refused_with_a_way_out()
    {
        DesignEquation zero = DesignEquation.Zero("u");
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Egame12(zero, zero, zero, zero, [1, 2, 3]));
        Assert.Contains("Add a term", error.Message);
    }

    [Fact]
    public void A_private_logit_and_wrong_outcomes_and_unequal_rows_are_refused()
    {
        (double[] x, int[] y) = Record(20, 1);
        Assert.Throws<ArgumentException>(() => new Egame12(DesignEquation.Zero("a"), DesignEquation.Zero("b"), Column("c", x), Column("d", x), y, ChoiceLink.Logit, ShockSource.PrivateInformation));
        Assert.Throws<ArgumentException>(() => Model(x, [.. y.Select(v => v + 1)]));
        Assert.Throws<ArgumentException>(() => Model(x[..10], y));
    }

    [Fact]
    public void Perfectly_separated_moves_are_called_diverging_not_converged()
    {
        (double[] x, _) = Record(60, 1);
        int[] y = [.. x.Select((v, i) => i % 3 == 0 ? 1 : v > 0 ? 3 : 2)];
        EstimateResult fit = new MaximumLikelihood(Model(x, y)).Estimate(EstimationOptions.Default);
        Assert.NotEqual(EstimationStatus.Converged, fit.Status);
    }

    [Fact]
    public void Twin_columns_are_called_flat()
    {
        (double[] x, int[] y) = Record(200, 1);
        var twins = new DesignEquation("u24", ["1", "x", "again"], [Enumerable.Repeat(1.0, x.Length).ToArray(), x, x]);
        EstimateResult fit = new MaximumLikelihood(new Egame12(DesignEquation.Zero("u11"), DesignEquation.Zero("u13"), Column("u14", x), twins, y)).Estimate(EstimationOptions.Default);
        Assert.Equal(EstimationStatus.Flat, fit.Status);
    }

    [Fact]
    public void Scaling_a_column_scales_its_weight_and_nothing_else()
    {
        (double[] x, int[] y) = Record(300, 1);
        EstimateResult plain = new MaximumLikelihood(Model(x, y)).Estimate(EstimationOptions.Default);
        EstimateResult scaled = new MaximumLikelihood(Model([.. x.Select(v => 1000 * v)], y)).Estimate(EstimationOptions.Default);
        Assert.Equal(EstimationStatus.Converged, scaled.Status);
        Assert.Equal(plain.LogLikelihood, scaled.LogLikelihood, 1e-9);
        Shared.Close(plain.Estimate[3], 1000 * scaled.Estimate[3], 1e-8, "weight");
    }

    [Fact]
    public void Derivatives_agree_with_central_differences_with_modelled_scales()
    {
        (double[] x, int[] y) = Record(40, 1);
        foreach (ShockSource shocks in Enum.GetValues<ShockSource>())
        {
            var scales = new[] { Column("log s1", x), Column("log s2", x) };
            var model = new Egame12(Column("u11", x), Column("u13", x), Column("u14", x), Column("u24", x), y, ChoiceLink.Probit, shocks, scales);
            CheckDerivatives(model, [.. model.Names.Select((_, i) => 0.1 * (i + 1) * (i % 2 == 0 ? 1 : -1))]);
            int[] four = [.. y.Select((v, i) => 1 + i % 4)], six = [.. y.Select((v, i) => new[] { 1, 3, 5, 6 }[i % 4])];
            var answer = new Egame122(Column("u11", x), Column("u12", x), Column("u13", x), Column("u14", x), Column("u22", x), Column("u24", x), four, ChoiceLink.Probit, shocks, scales);
            CheckDerivatives(answer, [.. answer.Names.Select((_, i) => 0.05 * (i + 1) * (i % 2 == 0 ? 1 : -1))]);
            DesignEquation c = Column("u", x);
            var chain = new Egame123([c, c, c, c], [c, c, c], c, six, ChoiceLink.Probit, shocks, [c, c, c]);
            CheckDerivatives(chain, [.. chain.Names.Select((_, i) => 0.03 * (i + 1) * (i % 2 == 0 ? 1 : -1))]);
        }
    }

    [Fact]
    public void Far_tails_stay_finite_without_clamps()
    {
        (double[] x, int[] y) = Record(50, 1);
        double value = Model(x, y).Evaluate([300, -500, 400, 900], [], [], []);
        Assert.True(double.IsFinite(value));
        Assert.True(value < -1e5);
    }

    internal static void CheckDerivatives(ILogLikelihood model, double[] at)
    {
        int k = at.Length;
        var gradient = new double[k];
        var hessian = new double[k * k];
        model.Evaluate(at, [], gradient, hessian);
        var up = new double[k];
        var down = new double[k];
        var unused = new double[k * k];
        for (int i = 0; i < k; i++)
        {
            double h = 1e-5 * (1 + Math.Abs(at[i])), keep = at[i];
            at[i] = keep + h;
            double above = model.Evaluate(at, [], up, unused);
            at[i] = keep - h;
            double below = model.Evaluate(at, [], down, unused);
            at[i] = keep;
            Assert.Equal((above - below) / (2 * h), gradient[i], 1e-5 * (1 + Math.Abs(gradient[i])));
            for (int j = 0; j < k; j++) Assert.Equal((up[j] - down[j]) / (2 * h), hessian[i * k + j], 1e-5 * (1 + Math.Abs(hessian[i * k + j])));
        }
    }
}
