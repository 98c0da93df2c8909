using Tumen.Model;

namespace Tumen.Estimation.Tests;

/// <summary>Paths to an optimum from nothing end where ordinary starts do when there is one optimum, and say where they cannot be taken.</summary>
public class PathTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Likelihood Record(bool ordered = false, bool eras = false, int units = 1) => new(
        ParametricGame.Compile(SmallTriad.Model(ordered, eras), "base"),
        [.. Enumerable.Range(0, units).Select(u => SmallTriad.Simulate(SmallTriad.Model(ordered), SmallTriad.Truth[..6], SmallTriad.Truth[6..], 300, 41 + (ulong)u) with { Unit = $"u{u}" })]);

    private static void Agrees(FitResult ordinary, FitResult along)
    {
        Assert.Equal(FitStatus.Converged, ordinary.Status);
        Assert.Equal(FitStatus.Converged, along.Status);
        Assert.Equal(ordinary.Objective, along.Objective, 1e-6);
        Assert.All(along.Estimates, (e, k) => Assert.Equal(ordinary.Estimates[k].Value, e.Value, 5e-3 * ordinary.Estimates[k].Errors.Hessian!.Value));
        Assert.All(along.Optima, o => Assert.NotNull(o.Origin));
    }

    [Theory]
    [InlineData(false, false, 1)]
    [InlineData(true, false, 1)]
    [InlineData(false, true, 1)]
    [InlineData(false, false, 3)]
    public void Frequencies_lead_to_the_optimum(bool ordered, bool eras, int units)
    {
        var likelihood = Record(ordered, eras, units);
        Assert.Null(FrequencyPath.Refuses(likelihood));
        var ordinary = Estimator.Fit(likelihood, new FitOptions { Starts = 2, UsePrior = true }, Cancel);
        var path = FrequencyPath.Take(likelihood, 5, usePrior: true, Cancel);

        // The path itself ends close to the top.
        var at = Record(ordered, eras, units).Evaluate(path.Point, false, Cancel);
        Assert.True(at.Solved);
        Assert.InRange(ordinary.LogLikelihood - at.LogLikelihood, -0.2, 0.2);
        Agrees(ordinary, Estimator.Fit(Record(ordered, eras, units), new FitOptions { Paths = [path], OnlyGiven = true, UsePrior = true }, Cancel));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rising_discount_factors_lead_to_the_optimum(bool eras)
    {
        var likelihood = Record(eras: eras);
        var path = DiscountPath.Take(likelihood, 0.3, usePrior: true, cancel: Cancel);
        Assert.NotNull(path);
        Assert.Contains("0.3", path.Origin, StringComparison.Ordinal);
        Agrees(Estimator.Fit(likelihood, new FitOptions { Starts = 2, UsePrior = true }, Cancel), Estimator.Fit(Record(eras: eras), new FitOptions { Paths = [path], OnlyGiven = true, UsePrior = true }, Cancel));
    }

    [Theory]
    [InlineData(EstimatorKind.Constrained)]
    [InlineData(EstimatorKind.EfficientPseudoLikelihood)]
    public void Other_estimators_begin_there_too(EstimatorKind kind)
    {
        var likelihood = Record();
        var path = FrequencyPath.Take(likelihood, 5, cancel: Cancel);
        Agrees(Estimator.Fit(Record(), new FitOptions { Starts = 2 }, Cancel), Estimators.Fit(likelihood, kind, new FitOptions { Paths = [path], OnlyGiven = true }, Cancel));
    }

    [Fact]
    public void Same_bits_again()
    {
        PathStart a = FrequencyPath.Take(Record(units: 3), 1, cancel: Cancel), b = FrequencyPath.Take(Record(units: 3), 1, cancel: Cancel);
        Assert.Equal(a.Point, b.Point);
        Assert.Equal(a.ActionValues![0], b.ActionValues![0]);
    }

    [Fact]
    public void A_path_that_does_not_fit_says_so()
    {
        Assert.Contains("numeric situation", GridPath.Refuses(SmallTriad.Model()), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => GridPath.Take(Record()));
        var whole = SmallTriad.Simulate(SmallTriad.Model(), SmallTriad.Truth[..6], SmallTriad.Truth[6..], 40, 3);
        var holes = new Likelihood(ParametricGame.Compile(SmallTriad.Model(), "base"), [whole with { Levels = whole.Levels.SetItem(3, whole.Levels[3].SetItem(0, -1)) }]);
        Assert.Contains("missing", FrequencyPath.Refuses(holes), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => FrequencyPath.Take(holes, 5));
    }
}
