namespace Tumen.Estimation.Once.Tests;

/// <summary>The crisis game where every game has three equilibria: the maximum is the maximum, and errors are no larger than the authors'.</summary>
public sealed class CrisisDesignTests
{
    /// <summary>The maximum is at least as high as the point the record was drawn from; a miss of 9 to 1,400 nats was once called converged.</summary>
    [Theory]
    [InlineData(25, 25, 8)]
    [InlineData(50, 100, 4)]
    [InlineData(200, 200, 2)]
    public void Maximum_is_no_lower_than_the_truth(int games, int observations, int samples)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            (CrisisRecord record, double atTruth) = CrisisDesign.Draw(games, observations, (ulong)(1000 + sample), anyEquilibrium: true);
            var fit = new CrisisCmle(record).Run(new EstimationOptions(Starts: 2));
            Assert.Equal(EstimationStatus.Converged, fit.Fit.Status);
            Assert.True(fit.Fit.LogLikelihood >= atTruth, $"{fit.Fit.LogLikelihood} is below {atTruth}, sample {sample}");
            Assert.Equal(fit.Fit.LogLikelihood, fit.BestSelection, 1e-6);
        }
    }

    /// <summary>Over all samples, where the authors count only those in which theirs converged. The whole table is `PublishedBench crisis`.</summary>
    [Theory]
    [InlineData(25, 25, 6)]
    [InlineData(25, 200, 4)]
    [InlineData(100, 50, 2)]
    public void Root_mean_square_errors_are_no_larger_than_the_authors(int games, int observations, int samples)
    {
        var ours = CrisisDesign.Run(games, observations, samples, 2);
        var theirs = CrisisDesign.Published.Single(p => (p.Games, p.Observations) == (games, observations));
        Assert.Equal((0, 0), (ours.Below, ours.Unsure));
        Assert.True(ours.Error <= theirs.Cmle, $"{ours.Error} is above {theirs.Cmle}");
    }
}
