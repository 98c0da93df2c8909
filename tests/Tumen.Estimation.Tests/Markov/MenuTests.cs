using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Estimation.Tests;

/// <summary>Records and fits of games whose moves may not be chosen everywhere.</summary>
public class MenuTests
{
    private static readonly Condition Warm = new Condition.LevelIn(0, [1, 2]);

    // The client may reach out where warmth is at least correct; the patron may reward while talks are on or warmth is not cold.
    private static GameModel Model(bool ordered = false)
    {
        var model = SmallTriad.Model(ordered);
        return model with
        {
            Players =
            [
                model.Players[0] with { Allowed = [Condition.Always, new Condition.Not(new Condition.LevelIn(0, [2])), Warm] },
                model.Players[1] with { Allowed = [Condition.Always, new Condition.Or(Warm, new Condition.LevelIn(1, [1]))] },
            ],
            Laws = [model.Laws[0], new SituationLaw(1, [.. model.Laws[1].Lines.Select((l, k) => k == 0 ? l with { Parts = [l.Parts[0], l.Parts[1] with { Chance = new Chance(0.15) }] } : l)]), model.Laws[2]],
        };
    }

    private static GameModel Dear(GameModel model, double loss) => model with
    {
        Players = [.. model.Players.Select(p => p with { Allowed = [] })],
        Terms = [.. model.Terms, .. model.Players.SelectMany((p, i) => p.Allowed.Select((c, a) => new PayoffTerm(i, false, null, [new Factor.Literal(loss)], new Condition.And(new Condition.Plays(i, [a]), new Condition.Not(c)))))],
    };

    private static Sequence Record(GameModel model, int months, ulong seed) => SmallTriad.Simulate(model, SmallTriad.Truth[..6], SmallTriad.Truth[6..], months, seed);

    private static Likelihood Of(GameModel model, params Sequence[] data) => new(ParametricGame.Compile(model, "base"), [.. data], new SolveOptions { Convention = model.Values, Certify = false });

    [Theory]
    [InlineData(false, ValueConvention.TasteShocks)]
    [InlineData(true, ValueConvention.TasteShocks)]
    [InlineData(false, ValueConvention.ChoiceErrors)]
    [InlineData(true, ValueConvention.ChoiceErrors)]
    public void The_gradient_equals_differences(bool ordered, ValueConvention convention)
    {
        var model = Model(ordered) with { Values = convention };
        var likelihood = Of(model, Record(model, 150, 31));
        double[] x = [0.5, 0.2, 0.4, 0.3, 0.7, 0.5, 0.3, 0.4];
        var at = likelihood.Evaluate(x, true);
        Assert.True(at.Solved);
        Assert.True(double.IsFinite(at.LogLikelihood));
        for (int k = 0; k < x.Length; k++)
        {
            double[] up = (double[])x.Clone(), down = (double[])x.Clone();
            up[k] += 1e-5;
            down[k] -= 1e-5;
            double difference = (likelihood.Evaluate(up, false).LogLikelihood - likelihood.Evaluate(down, false).LogLikelihood) / 2e-5;
            Assert.Equal(difference, at.Gradient[k], 1e-6 * Math.Max(1, Math.Abs(difference)));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_likelihood_is_that_of_the_game_in_which_the_forbidden_costs_a_fortune(bool ordered)
    {
        var model = Model(ordered);
        var data = Record(model, 200, 32);
        double[] x = [0.5, 0.2, 0.4, 0.3, 0.7, 0.5, 0.3, 0.4];
        var menus = Of(model, data).Evaluate(x, true);
        var dear = Of(Dear(model, 2e3), data).Evaluate(x, true);
        Assert.Equal(dear.LogLikelihood, menus.LogLikelihood, 1e-7);
        for (int k = 0; k < x.Length; k++)
        {
            Assert.Equal(dear.Gradient[k], menus.Gradient[k], 1e-6);
        }
    }

    [Fact]
    public void A_hole_in_the_record_is_summed_over_what_is_allowed()
    {
        var model = Model();
        var whole = Record(model, 40, 33);
        var holes = whole with { Moves = whole.Moves.SetItem(5, [-1, -1]).SetItem(20, [-1, whole.Moves[20][1]]), Levels = whole.Levels.SetItem(11, [-1, whole.Levels[11][1], whole.Levels[11][2]]) };
        double[] x = [0.5, 0.2, 0.4, 0.3, 0.7, 0.5, 0.3, 0.4];
        Assert.Equal(Of(Dear(model, 2e3), holes).Evaluate(x, false).LogLikelihood, Of(model, holes).Evaluate(x, false).LogLikelihood, 1e-7);
    }

    [Fact]
    public void What_is_simulated_never_uses_a_forbidden_move()
    {
        var model = Model(ordered: true);
        var likelihood = Of(model, Record(model, 100, 34));
        var simulator = RecordSimulator.At(likelihood, SmallTriad.Truth)!;
        var drawn = simulator.Draw(new Philox(5, 1), times: 40);
        Assert.Equal(4000, drawn.Sum(d => d.Length));
        Assert.Empty(ForbiddenMoves.Of(model, drawn));

        // The same draws played without menus would have used them: the test can fail.
        var free = SmallTriad.Model(ordered: true);
        Assert.NotEmpty(ForbiddenMoves.Of(model, [Record(free, 400, 34)]));
    }

    [Fact]
    public void A_forbidden_move_of_the_record_is_told_with_its_month_and_a_way_out()
    {
        var model = Model();
        var data = Record(model, 60, 35);
        int t = Enumerable.Range(0, 60).First(k => data.Levels[k][0] == 0);
        var wrong = data with { Moves = data.Moves.SetItem(t, [2, data.Moves[t][1]]) };
        var found = Assert.Single(ForbiddenMoves.Of(model, [wrong]));
        Assert.Equal((t, 0, 2), (found.Row, found.Player, found.Move));
        Assert.Contains("client plays reach, which its menu does not hold when warmth is cold", found.Says(model), StringComparison.Ordinal);
        var remark = Assert.Single(FitReview.Before(Of(model, wrong)).Where(r => r.Stops));
        Assert.Contains($"{data.Periods[t]}: client plays reach", remark.Says, StringComparison.Ordinal);
        Assert.Contains($"correct the coding of {data.Periods[t]}", remark.Remedy, StringComparison.Ordinal);
        Assert.True(double.IsNegativeInfinity(Of(model, wrong).Evaluate(SmallTriad.Truth, false).LogLikelihood));

        // Where the situation is not known the move may have been allowed.
        Assert.Empty(ForbiddenMoves.Of(model, [wrong with { Levels = wrong.Levels.SetItem(t, [-1, wrong.Levels[t][1], wrong.Levels[t][2]]) }]));
    }

    [Fact]
    public void Truth_is_recovered_within_three_standard_errors()
    {
        var model = Model();
        var fit = Estimator.Fit(Of(model, Record(model, 2000, 36)), new FitOptions { Starts = 4 });
        Assert.Equal(FitStatus.Converged, fit.Status);
        for (int k = 0; k < fit.Estimates.Length; k++)
        {
            Assert.InRange(Math.Abs(fit.Estimates[k].Value - SmallTriad.Truth[k]) / fit.Estimates[k].Errors.Hessian!.Value, 0, 3);
        }
    }

    [Theory]
    [InlineData(EstimatorKind.Constrained)]
    [InlineData(EstimatorKind.EfficientPseudoLikelihood)]
    public void Estimators_of_the_same_optimum_agree(EstimatorKind kind)
    {
        var likelihood = Of(Model(), Record(Model(), 400, 37));
        var nested = Estimators.Fit(likelihood, EstimatorKind.NestedFixedPoint, new FitOptions { Starts = 2 });
        var other = Estimators.Fit(likelihood, kind, new FitOptions { Starts = 2 });
        Assert.Equal(nested.LogLikelihood, other.LogLikelihood, 1e-5);
        Assert.InRange(nested.Point.Zip(other.Point, (a, b) => Math.Abs(a - b)).Max(), 0, 1e-3);
    }

    [Theory]
    [InlineData(EstimatorKind.NestedPseudoLikelihood)]
    [InlineData(EstimatorKind.ConditionalChoice)]
    public void Estimators_by_frequencies_come_near_the_truth(EstimatorKind kind)
    {
        var likelihood = Of(Model(), Record(Model(), 4000, 38));
        var fit = Estimators.Fit(likelihood, kind, new FitOptions { Starts = 2 });
        for (int k = 0; k < fit.Point.Length; k++)
        {
            Assert.InRange(Math.Abs(fit.Point[k] - SmallTriad.Truth[k]), 0, 0.6);
        }
    }

    [Fact]
    public void A_surface_of_responses_is_exact_at_its_centre()
    {
        var likelihood = Of(Model(), Record(Model(), 200, 39));
        double[] x = [0.5, 0.2, 0.4, 0.3, 0.7, 0.5, 0.3, 0.4];
        var surface = ResponseSurface.Around(likelihood, x, [.. x.Select(_ => 0.1)]);
        Assert.NotNull(surface);
        var (log, gradient) = surface.LogLikelihood(likelihood, x);
        var exact = likelihood.Evaluate(x, true);
        Assert.Equal(exact.LogLikelihood, log, 1e-8);
        for (int j = 0; j < gradient.Length; j++)
        {
            Assert.Equal(exact.Gradient[j], gradient[j], 1e-6);
        }

        // Away from the centre too, where a move that may not be played would show.
        double[] near = [.. x.Select((v, j) => v + (j % 2 == 0 ? 0.03 : -0.03))];
        Assert.Equal(likelihood.Evaluate(near, false).LogLikelihood, surface.LogLikelihood(likelihood, near).LogLikelihood, 0.05);
    }

    [Fact]
    public void Situations_that_only_menus_read_are_kept()
    {
        var model = Model();
        var bare = model with { Terms = [.. model.Terms.Where(t => t.Factors.IsEmpty)], Weights = [.. model.Weights.Where(w => w.Name is "risk" or "effort" or "cost")] };
        Assert.Equal([0, 1], GameReduction.Of(bare, "base").Kept);
        Assert.Empty(GameReduction.Of(bare with { Players = [.. bare.Players.Select(p => p with { Allowed = [] })] }, "base").Kept);
    }
}
