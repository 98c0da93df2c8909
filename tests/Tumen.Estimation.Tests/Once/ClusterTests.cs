
namespace Tumen.Estimation.Once;

/// <summary>Errors by clusters: rows without one, one, few, and the size of a test with enough of them.</summary>
public sealed class ClusterTests
{
    private static readonly StrategicOptions Logit = new(ChoiceLink.Logit);

    private static DataColumns With(Func<int, string> group)
    {
        DataColumns plays = ComparisonTests.Plays(60, 4);
        return new DataColumns(["y", "x", "z", "group"], [.. Enumerable.Range(0, plays.Rows).Select(r => (IReadOnlyList<string>)[plays.Text("y", r), plays.Text("x", r), plays.Text("z", r), group(r)])]);
    }

    [Fact]
    public void Rows_without_a_cluster_are_left_out_and_counted()
    {
        DataColumns data = With(r => r % 4 == 0 ? "" : $"D{r % 7}");
        BuiltModel built = StrategicSpecification.Build(StrategicModel.Egame12, ModelFormula.Parse("y ~ 1 | 0 | x | z"), data, Logit, ClusterReview.Named(data, "group"));
        Assert.Equal(15, built.Dropped.Count);
        Assert.Equal(7, ClusterReview.Of(data, "group", built.Kept, 5).Count);
        var refused = Assert.Throws<SpecificationException>(() => ClusterReview.Of(data, "group", [0, 1, 2], 2));
        Assert.Equal("P124", refused.Problems[0].Code);
    }

    [Fact]
    public void One_cluster_is_refused_and_few_are_said()
    {
        Assert.Equal("P124", Assert.Throws<SpecificationException>(() => ClusterReview.Of(With(_ => "D1"), "group", [0, 1, 2], 1)).Problems[0].Code);
        Assert.Contains("mean nothing", ClusterReview.Of(With(r => $"D{r % 2}"), "group", [.. Enumerable.Range(0, 60)], 5).Says.Single());
        Assert.Contains("few", ClusterReview.Of(With(r => $"D{r % 12}"), "group", [.. Enumerable.Range(0, 60)], 5).Says.Single());
        Assert.Empty(ClusterReview.Of(With(r => $"D{r % 40}"), "group", [.. Enumerable.Range(0, 60)], 5).Says);
    }

    /// <summary>Every play stands five times, as a cluster: a test of an idle weight by clusters keeps its size where one by the Hessian rejects far too often.</summary>
    [Fact]
    public void A_test_by_clusters_has_its_size()
    {
        const int records = 200;
        int[] rejections = new int[2];
        Parallel.For(0, records, r =>
        {
            DataColumns data = ComparisonTests.Plays(80, (ulong)(900 + r), copies: 5);
            BuiltModel built = StrategicSpecification.Build(StrategicModel.Egame12, ModelFormula.Parse("y ~ 1 | 0 | x + junk | z"), data, Logit);
            var clusters = ClusterReview.Of(data, "group", built.Kept, built.Likelihood!.Names.Count);
            EstimateResult fit = new MaximumLikelihood(built.Likelihood).Estimate(new EstimationOptions(Clusters: clusters.Codes));
            int at = fit.Names.ToList().FindIndex(n => n.EndsWith(":junk", StringComparison.Ordinal));
            if (WeightTable.Of(fit, StandardErrorKind.Clustered, clusters.Count)[at].P < 0.05) Interlocked.Increment(ref rejections[0]);
            if (WeightTable.Of(fit)[at].P < 0.05) Interlocked.Increment(ref rejections[1]);
        });
        Assert.InRange(rejections[0], 2, 28);
        Assert.True(rejections[1] > 40, $"{rejections[1]}");
    }

    /// <summary>Student's quantiles of any table: 2.2622 at 9 degrees of freedom, 1.9600 at the normal's.</summary>
    [Fact]
    public void Intervals_use_the_right_quantile()
    {
        var few = WeightRow.Of("w", 1, 0.5, 9);
        Assert.Equal(1 + 0.5 * 2.2621571628, few.Upper, 1e-8);
        var many = WeightRow.Of("w", 1, 0.5);
        Assert.Equal(1 - 0.5 * 1.959963984540054, many.Lower, 1e-9);
        Assert.Equal(0.04550026389635842, many.P, 1e-10);
        Assert.True(double.IsNaN(WeightRow.Of("w", 1, double.NaN).P));
    }
}
