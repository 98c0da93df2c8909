using Tumen.Numerics;
using Tumen.Numerics.Special;

namespace Tumen.Estimation.Once;

/// <summary>Tests between formulas mean what they say: nested ones by the likelihood ratio, others only where they can be told apart.</summary>
public sealed class ComparisonTests
{
    /// <summary>Plays of egame12 in which x moves the first player's payoff of outcome 3 and z the second's; junk and noise move nothing.</summary>
    internal static DataColumns Plays(int rows, ulong seed, double slope = 1, double unit = 1, int copies = 1)
    {
        var stream = new Philox(seed, 7);
        var cells = new List<IReadOnlyList<string>>();
        string S(double v) => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        for (int i = 0; i < rows; i++)
        {
            double x = stream.NextNormalByInversion(), z = stream.NextNormalByInversion(), junk = stream.NextNormalByInversion(), noise = stream.NextNormalByInversion();
            double p4 = Logistic.Cdf((0.3 + z) / Math.Sqrt(2)), p2 = Logistic.Cdf((p4 * (0.8 + slope * x) + 0.2) / Math.Sqrt(2));
            bool enters = stream.NextDouble() < p2, on = stream.NextDouble() < p4;
            for (int c = 0; c < copies; c++)
            {
                cells.Add([enters ? on ? "3" : "2" : "1", S(x * unit), S(z), S(junk), S(noise), $"g{i}"]);
            }
        }

        return new DataColumns(["y", "x", "z", "junk", "noise", "group"], cells);
    }

    private static FormulaComparison Compare(DataColumns data, string first, string second)
    {
        var options = new StrategicOptions(ChoiceLink.Logit);
        BuiltModel one = StrategicSpecification.Build(StrategicModel.Egame12, ModelFormula.Parse(first), data, options), two = StrategicSpecification.Build(StrategicModel.Egame12, ModelFormula.Parse(second), data, options);
        return FormulaComparison.Of(one, new MaximumLikelihood(one.Likelihood!).Estimate(EstimationOptions.Default), two, new MaximumLikelihood(two.Likelihood!).Estimate(EstimationOptions.Default));
    }

    [Fact]
    public void Nested_formulas_get_a_likelihood_ratio_and_no_Vuong()
    {
        DataColumns data = Plays(400, 1, slope: 3);
        var larger = Compare(data, "y ~ 1 | 0 | x | z", "y ~ 1 | 0 | x + junk | z");
        Assert.Equal(FormulaRelation.FirstInSecond, larger.Relation);
        Assert.Equal(1, larger.Ratio!.DegreesOfFreedom);
        Assert.Empty(larger.Tests);
        Assert.InRange(larger.Ratio.P, 0.001, 1);
        var smaller = Compare(data, "y ~ 1 | 0 | x | z", "y ~ 1 | 0 | 1 | z");
        Assert.Equal(FormulaRelation.SecondInFirst, smaller.Relation);
        Assert.True(smaller.Ratio!.P < 1e-3, $"p {smaller.Ratio.P}");
        Assert.Equal(FormulaRelation.Same, Compare(data, "y ~ 1 | 0 | x | z", "y ~ 1 | 0 | 1 + x | z").Relation);
    }

    /// <summary>Terms are compared as columns: a power or a copy under another name is seen for what it spans.</summary>
    [Fact]
    public void Nesting_is_seen_through_other_words()
    {
        BuiltEquation One(params (string, double[])[] columns) => new("u", 1, columns);
        double[] ones = [1, 1, 1, 1], x = [1, 2, 3, 5], minus = [-1, -2, -3, -5], mixed = [3, 4, 5, 7], other = [1, 0, 0, 2];
        Assert.Equal(FormulaRelation.Same, FormulaComparison.Relate([One(("1", ones), ("x", x))], [One(("1", ones), ("m", mixed))]));
        Assert.Equal(FormulaRelation.FirstInSecond, FormulaComparison.Relate([One(("m", minus))], [One(("1", ones), ("x", x))]));
        Assert.Equal(FormulaRelation.Overlapping, FormulaComparison.Relate([One(("1", ones), ("x", x))], [One(("1", ones), ("o", other))]));
    }

    [Fact]
    public void Overlapping_formulas_are_tested_only_where_they_can_be_told_apart()
    {
        DataColumns data = Plays(400, 2, slope: 3);
        var idle = Compare(data, "y ~ 1 | 0 | x + junk | z", "y ~ 1 | 0 | x + noise | z");
        Assert.Equal(FormulaRelation.Overlapping, idle.Relation);
        Assert.True(idle.Distinct!.P > 0.05, $"p {idle.Distinct.P}");
        Assert.Empty(idle.Tests);
        var apart = Compare(data, "y ~ 1 | 0 | x | z", "y ~ 1 | 0 | junk | z");
        Assert.True(apart.Distinct!.P < 0.01, $"p {apart.Distinct.P}");
        Assert.Equal(6, apart.Tests.Count);
        Assert.DoesNotContain("None", string.Join(' ', apart.Tests.Select(t => t.Correction.Words())));
    }

    /// <summary>Where two models differ by an idle term each, the variance test rejects about as often as it says.</summary>
    [Fact]
    public void The_variance_test_has_its_size()
    {
        const int records = 200;
        int rejected = Enumerable.Range(0, records).AsParallel().Count(r => Compare(Plays(150, (ulong)(100 + r)), "y ~ 1 | 0 | x + junk | z", "y ~ 1 | 0 | x + noise | z").Distinct is { P: < 0.05 });
        Assert.InRange(rejected, 1, 26);
    }

    /// <summary>The likelihood ratio of an idle term rejects about as often as it says; uncorrected, Vuong's p for such pairs was 1e-38.</summary>
    [Fact]
    public void The_likelihood_ratio_has_its_size()
    {
        const int records = 200;
        int rejected = Enumerable.Range(0, records).AsParallel().Count(r => Compare(Plays(150, (ulong)(500 + r)), "y ~ 1 | 0 | x | z", "y ~ 1 | 0 | x + junk | z").Ratio is { P: < 0.05 });
        Assert.InRange(rejected, 2, 24);
    }

    [Fact]
    public void Fits_that_run_off_allow_no_test()
    {
        DataColumns data = Plays(60, 3);
        // A column that is 1 exactly where player 2 goes on.
        var rows = Enumerable.Range(0, data.Rows).Select(r => (IReadOnlyList<string>)[data.Text("y", r), data.Text("x", r), data.Text("z", r), data.Text("y", r) == "3" ? "1" : "0"]).ToList();
        var separated = Compare(new DataColumns(["y", "x", "z", "tell"], rows), "y ~ 1 | 0 | x | z", "y ~ 1 | 0 | x | tell");
        Assert.Null(separated.Ratio);
        Assert.Empty(separated.Tests);
        Assert.Contains("no test", separated.Says[0]);
    }

    [Theory]
    [InlineData(new[] { 2.0, 2.0 }, 3.0)]
    [InlineData(new[] { 1.0, 1.0, 1.0, 1.0 }, 7.5)]
    public void Equal_weights_give_a_chi_square(double[] weights, double x) =>
        Assert.Equal(Gamma.ChiSquareUpper(x / weights[0], weights.Length), ChiSquareMixture.Upper(weights, x), 1e-10);

    /// <summary>Weights in pairs make a sum of two exponentials, whose tail has a closed form.</summary>
    [Theory]
    [InlineData(1.0, 0.3, 2.0)]
    [InlineData(1.0, 0.05, 4.0)]
    [InlineData(5.0, 4.0, 20.0)]
    public void Pairs_of_weights_agree_with_the_closed_form(double a, double b, double x)
    {
        double exact = ((a * Math.Exp(-x / (2 * a))) - (b * Math.Exp(-x / (2 * b)))) / (a - b);
        Assert.Equal(exact, ChiSquareMixture.Upper([a, a, b, b], x), 2e-5);
    }
}
