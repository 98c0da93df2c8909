using Tumen.Estimation;
using Tumen.Model;
using Tumen.Scenarios;
using Tumen.Solve;

namespace Tumen.Studies.Tests;

/// <summary>Fits that start from a known mode end where fits from anywhere end, and leverage from nearby worlds is the leverage from scratch.</summary>
public sealed class KnownModeTests : SmallStudy
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private (StudyFolder Study, TheoryWork Fear) Fitted()
    {
        var study = StudyFolder.Open(Folder);
        return (study, TheoryRunner.Run(study.Game, "fear", study.Records[0].Sequences, new TheoryOptions { Starts = 2, ModeStarts = 2, Draws = 0 }, null, Stop));
    }

    [Fact]
    public void Weights_that_differ_by_era_start_at_the_one_that_did_not()
    {
        var (study, fear) = Fitted();
        var data = study.Records[0].Sequences;
        var space = new Likelihood(ParametricGame.Compile(Variations.Of(study.Game, [new Variation.Eras("patron", "2004-12")]), "fear", data[0].Covariates), data).Parameters;
        double[] start = KnownMode.In(space, fear)!;
        double Known(string name) => fear.ModePoint[fear.Parameters.ToList().FindIndex(p => p.Name == name)];
        foreach (var (p, x) in space.Free.Zip(start))
        {
            Assert.Equal(Known(p.Name.Split(" (")[0]), x, 1e-12);
        }

        Assert.Equal(2, space.Free.Count(p => p.Name.StartsWith("price (", StringComparison.Ordinal)));
        Assert.Null(KnownMode.In(space, null));
    }

    [Fact]
    public void A_fit_from_a_known_mode_is_the_fit_from_anywhere()
    {
        var (study, fear) = Fitted();
        var data = study.Records[0].Sequences;
        foreach (var changes in new Variation[][] { [new Variation.Eras("patron", "2004-12")], [new Variation.Discount(0.9)], [new Variation.Together()] })
        {
            var likelihood = new Likelihood(ParametricGame.Compile(Variations.Of(study.Game, [.. changes]), "fear", data[0].Covariates), data);
            var how = new FitOptions { Starts = 4, UsePrior = true, ObservedInformation = false };
            FitResult near = KnownMode.Fit(likelihood, fear, how, Stop), far = Estimator.Fit(likelihood, how, Stop);
            Assert.Equal(FitStatus.Converged, near.Status);
            Assert.Equal(1, near.Starts);
            Assert.Equal(far.LogMarginalLikelihood!.Value, near.LogMarginalLikelihood!.Value, 1e-4); // both stop at a Newton decrement, a few millionths of a nat below the top
        }
    }

    [Fact]
    public void Leverage_from_nearby_worlds_is_the_leverage_from_scratch()
    {
        var (study, fear) = Fitted();
        var likelihood = new Likelihood(ParametricGame.Compile(study.Game, "fear", study.Records[0].Sequences[0].Covariates), study.Records[0].Sequences);
        var (space, game) = (likelihood.Parameters, likelihood.Solved);
        var question = LeverageQuestion.For(game.Model, game.Discounts)!;
        double[] shares = LeverageRunner.StateShares(likelihood);
        LogitMarkovEquilibrium At(double[] x) => LogitMarkovSolver.Solve(game.At(space.Weights(0, x), space.Chances(x)), new SolveOptions { Precision = study.Game.Precision, Convention = study.Game.Values });
        var mode = Leverage.Measure(question, game.Model, At(fear.ModePoint), shares, LeverageParts.All);
        Assert.True(mode.Capacity > 0.01);
        var draws = new PosteriorDraws(space, fear.ModePoint, fear.ModeCovariance, fear.ModeEdges, 3);
        for (int d = 1; d <= 8; d++)
        {
            var e = At(draws.Draw(d));
            LeverageIndex scratch = Leverage.Measure(question, game.Model, e, shares, LeverageParts.Least), near = Leverage.Measure(question, game.Model, e, shares, LeverageParts.Least with { Tolerance = 1e-8 }, mode.Starts);
            Assert.True(scratch.Solved && near.Solved);
            Assert.NotEqual(mode.Capacity, scratch.Capacity, 1e-6);
            Assert.Equal(scratch.Capacity, near.Capacity, 1e-7);
            Assert.Equal(scratch.Exertion, near.Exertion, 1e-7);
            Assert.Equal(scratch.Price, near.Price, 1e-6);
        }
    }

    // A theory without a lever by its payoffs has zeros whatever is played, so that nothing is solved for them where nothing else is asked.
    [Fact]
    public void A_theory_without_a_lever_has_zeros_at_every_draw()
    {
        var study = StudyFolder.Open(Folder);
        var work = TheoryRunner.Run(study.Game, "base", study.Records[0].Sequences, new TheoryOptions { Starts = 1, ModeStarts = 1, Draws = 120, PriorDraws = 30 }, null, Stop);
        var leverage = work.Leverage!;
        Assert.Equal((120, 0, 30, 0), (leverage.Draws, leverage.Failed, leverage.PriorDraws, leverage.PriorFailed));
        Assert.All(leverage.CapacityDraws.Concat(leverage.ExertionDraws).Concat(leverage.PriorCapacity).Concat(leverage.PriorExertion), x => Assert.Equal(0, x));
        Assert.True(leverage.Concessions.Low < leverage.Concessions.High && leverage.Concessions.Low > 0);
        Assert.True(double.IsFinite(leverage.WithoutThreats!.Low));
    }
}
