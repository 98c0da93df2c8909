using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Estimation.Tests;

/// <summary>A situation that is given from outside: what players expect of it enters their plans, how it moved does not enter the likelihood.</summary>
public class GivenTests
{
    private static readonly double[] X = [0.5, 0.2, 0.4, 0.3, 0.7, 0.5, 0.3, 0.4];

    private static GameModel Model(bool stays = true, bool ordered = false)
    {
        var model = SmallTriad.Model(ordered);
        return model with { Laws = model.Laws.SetItem(2, model.Laws[2] with { IsExpectation = true, Lines = stays ? [] : model.Laws[2].Lines }) };
    }

    // The payer opens and closes by its law, which under the first model nobody expects.
    private static Sequence Record(int months, ulong seed) => SmallTriad.Simulate(SmallTriad.Model(), SmallTriad.Truth[..6], SmallTriad.Truth[6..], months, seed);

    private static Likelihood Of(GameModel model, Sequence data) => new(ParametricGame.Compile(model, "base"), [data], new SolveOptions { Certify = false });

    [Fact]
    public void Its_steps_are_all_that_the_likelihood_loses_where_the_expectation_is_the_law()
    {
        var data = Record(200, 41);
        Evaluation law = Of(SmallTriad.Model(), data).Evaluate(X, true), given = Of(Model(stays: false), data).Evaluate(X, true);
        double steps = 0;
        for (int t = 0; t + 1 < data.Length; t++)
        {
            steps += Math.Log(data.Levels[t][2] == data.Levels[t + 1][2] ? 0.9 : 0.1);
        }

        Assert.True(steps < -50);
        Assert.Equal(law.LogLikelihood - steps, given.LogLikelihood, 1e-8);
        Assert.Equal(given.LogLikelihood, Of(Model(stays: false), data).Total(X, true).LogLikelihood, 1e-8);
        Assert.All(law.Gradient.Zip(given.Gradient), g => Assert.Equal(g.First, g.Second, 1e-8));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_gradient_equals_differences(bool holes)
    {
        var data = Record(120, 42);
        if (holes)
        {
            data = data with { Moves = data.Moves.SetItem(7, [-1, -1]), Levels = data.Levels.SetItem(30, [-1, data.Levels[30][1], data.Levels[30][2]]).SetItem(60, [data.Levels[60][0], -1, -1]) };
        }

        var likelihood = Of(Model(stays: !holes), data);
        var at = likelihood.Evaluate(X, true);
        Assert.True(at.Solved && double.IsFinite(at.LogLikelihood));
        for (int k = 0; k < X.Length; k++)
        {
            double[] up = (double[])X.Clone(), down = (double[])X.Clone();
            up[k] += 1e-5;
            down[k] -= 1e-5;
            double difference = (likelihood.Evaluate(up, false).LogLikelihood - likelihood.Evaluate(down, false).LogLikelihood) / 2e-5;
            Assert.Equal(difference, at.Gradient[k], 1e-6 * Math.Max(1, Math.Abs(difference)));
        }
    }

    // Expected to stay, each of its levels is a game of its own, with a number in its place.
    [Fact]
    public void Expected_to_stay_each_level_is_a_game_with_a_number_in_its_place()
    {
        var model = Model();
        var game = ParametricGame.Compile(model, "base");
        var e = LogitMarkovSolver.Solve(game.At(X.AsSpan(0, 6), X.AsSpan(6)), new SolveOptions());
        for (int level = 0; level < 2; level++)
        {
            var alone = model with { Terms = [.. model.Terms.Select(t => t with { Factors = [.. t.Factors.Select(f => f is Factor.LevelOf { Situation: 2 } ? new Factor.Literal(level) : f)] })], Situations = model.Situations.RemoveAt(2), Laws = model.Laws.RemoveAt(2) };
            var own = LogitMarkovSolver.Solve(ParametricGame.Compile(alone, "base").At(X.AsSpan(0, 6), X.AsSpan(6)), new SolveOptions());
            for (int s = 0; s < own.Game.StateCount; s++)
            {
                Assert.InRange(own.At(s).ToArray().Zip(e.At((2 * s) + level).ToArray(), (a, b) => Math.Abs(a - b)).Max(), 0, 1e-9);
                Assert.Equal(own.Values[0][s], e.Values[0][(2 * s) + level], 1e-8);
            }
        }
    }

    [Fact]
    public void Simulated_records_repeat_its_path_and_the_truth_is_recovered_from_them()
    {
        var model = Model();
        var likelihood = Of(model, Record(2000, 43));
        var drawn = Assert.Single(RecordSimulator.At(likelihood, SmallTriad.Truth)!.Draw(new Philox(9, 1)));
        var path = likelihood.Data[0].Levels.Select(l => l[2]).ToArray();
        Assert.Equal(path, drawn.Levels.Select(l => l[2]));
        Assert.True(path.Zip(path.Skip(1)).Count(x => x.First != x.Second) > 100);
        var fit = Estimator.Fit(Of(model, drawn), new FitOptions { Starts = 4 });
        Assert.Equal(FitStatus.Converged, fit.Status);
        for (int k = 0; k < fit.Estimates.Length; k++)
        {
            Assert.InRange(Math.Abs(fit.Estimates[k].Value - SmallTriad.Truth[k]) / fit.Estimates[k].Errors.Hessian!.Value, 0, 3);
        }
    }
}
