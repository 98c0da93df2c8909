using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Estimation.Tests;

public class EstimatorTests
{
    private static Likelihood Triad(int months, ulong seed, bool ordered = false, ValueConvention values = ValueConvention.TasteShocks, bool eras = false)
    {
        var model = SmallTriad.Model(ordered, eras) with { Values = values };
        var record = SmallTriad.Simulate(SmallTriad.Model(ordered) with { Values = values }, SmallTriad.Truth[..6], SmallTriad.Truth[6..], months, seed);
        return new Likelihood(ParametricGame.Compile(model, "base"), [record]);
    }

    private static readonly FitOptions Few = new() { Starts = 2 };

    [Theory]
    [InlineData(EstimatorKind.EfficientPseudoLikelihood, false, ValueConvention.TasteShocks, false)]
    [InlineData(EstimatorKind.EfficientPseudoLikelihood, true, ValueConvention.TasteShocks, true)]
    [InlineData(EstimatorKind.EfficientPseudoLikelihood, true, ValueConvention.ChoiceErrors, false)]
    [InlineData(EstimatorKind.Constrained, false, ValueConvention.TasteShocks, false)]
    [InlineData(EstimatorKind.Constrained, true, ValueConvention.TasteShocks, true)]
    [InlineData(EstimatorKind.Constrained, true, ValueConvention.ChoiceErrors, false)]
    public void Likelihood_estimators_end_where_the_nested_fixed_point_ends(EstimatorKind kind, bool ordered, ValueConvention values, bool eras)
    {
        var likelihood = Triad(400, 11, ordered, values, eras);
        var nested = Estimators.Fit(likelihood, EstimatorKind.NestedFixedPoint, Few);
        var other = Estimators.Fit(likelihood, kind, Few);
        Assert.Equal(FitStatus.Converged, nested.Status);
        Assert.Equal(FitStatus.Converged, other.Status);
        Assert.True(other.Estimator!.Settled);
        Assert.InRange(other.Estimator.Distance, 0, 1e-6);
        Assert.Equal(nested.LogLikelihood, other.LogLikelihood, 1e-7);
        for (int j = 0; j < nested.ParameterCount; j++)
        {
            double error = nested.Estimates[j].Errors.Hessian ?? 1;
            Assert.Equal(nested.Point[j], other.Point[j], 1e-3 * error);
            Assert.Equal(error, other.Estimates[j].Errors.Hessian ?? 1, 1e-3 * error);
        }
    }

    [Fact]
    public void Posterior_modes_agree_too()
    {
        var likelihood = Triad(120, 12);
        var options = Few with { UsePrior = true };
        var nested = Estimators.Fit(likelihood, EstimatorKind.NestedFixedPoint, options);
        foreach (var kind in new[] { EstimatorKind.EfficientPseudoLikelihood, EstimatorKind.Constrained })
        {
            var other = Estimators.Fit(likelihood, kind, options);
            Assert.Equal(nested.Objective, other.Objective, 1e-7);
            Assert.Equal(nested.LogMarginalLikelihood!.Value, other.LogMarginalLikelihood!.Value, 1e-4);
        }
    }

    [Fact]
    public void Nested_pseudo_likelihood_rests_at_an_equilibrium_near_the_maximum()
    {
        var likelihood = Triad(1500, 13);
        var nested = Estimators.Fit(likelihood, EstimatorKind.NestedFixedPoint, Few);
        var npl = Estimators.Fit(likelihood, EstimatorKind.NestedPseudoLikelihood, Few);
        Assert.Equal(FitStatus.Converged, npl.Status);
        Assert.InRange(npl.Estimator!.SpectralRadius, 0, 0.999);
        Assert.InRange(npl.Estimator.Distance, 0, 1e-6);
        Assert.Equal(npl.LogLikelihood, npl.Estimator.PseudoLogLikelihood, 1e-6);
        Assert.InRange(nested.LogLikelihood - npl.LogLikelihood, -1e-9, 5);
        for (int j = 0; j < 6; j++)
        {
            double error = npl.Estimates[j].Errors.Sandwich!.Value;
            Assert.InRange(Math.Abs(npl.Point[j] - nested.Point[j]) / error, 0, 1.5);

            // Not efficient, yet no better than the maximum by more than outer products wobble.
            Assert.InRange(error / nested.Estimates[j].Errors.Sandwich!.Value, 0.85, 3);
        }
    }

    [Fact]
    public void Choice_frequencies_give_a_consistent_start()
    {
        var likelihood = Triad(20_000, 14);
        var two = Estimators.Fit(likelihood, EstimatorKind.ConditionalChoice, Few);
        Assert.Equal(FitStatus.Converged, two.Status);
        for (int j = 0; j < 6; j++)
        {
            Assert.InRange(Math.Abs(two.Point[j] - SmallTriad.Truth[j]) / two.Estimates[j].Errors.Sandwich!.Value, 0, 4);
        }

        Assert.Contains(two.Estimator!.Warnings, w => w.Contains("smoothed frequencies", StringComparison.Ordinal));
    }

    // One player: nested pseudo-likelihood is the two-step nested fixed point (Aguirregabiria and Mira 2002), and its map is flat at the end.
    [Fact]
    public void With_one_player_rounds_lead_to_the_maximum()
    {
        var wear = new Situation("wear", ["new", "worn", "broken"], StartsAt: 0);
        Condition keeps = new Condition.Plays(0, [0]), replaces = new Condition.Plays(0, [1]);
        var model = SmallTriad.Model() with
        {
            Players = [new Player("owner", ["keep", "replace"])],
            Turns = [[0]],
            Situations = [wear],
            Laws = [new SituationLaw(0, [new LawLine(LawEffect.Rises, -1, [new ChanceIf(new Chance(0, "wearing"), keeps)]), new LawLine(LawEffect.Becomes, 0, [new ChanceIf(new Chance(1), replaces)])])],
            Terms = [new PayoffTerm(0, false, "upkeep", [new Factor.LevelOf(0)], keeps), new PayoffTerm(0, false, "price", [], replaces)],
            Weights = [new WeightSpec("upkeep", new Prior.Normal(0, 1), double.NegativeInfinity, double.PositiveInfinity, null, []), new WeightSpec("price", new Prior.Normal(0, 1), double.NegativeInfinity, double.PositiveInfinity, null, [])],
            Chances = [new ChanceSpec("wearing", new Prior.Beta(1, 1), null)],
            Discounts = [0.9],
        };
        var game = ParametricGame.Compile(model, "base");
        var shape = new Sequence("one", [.. Enumerable.Range(0, 800).Select(t => $"{t:0000}")], [.. Enumerable.Range(0, 800).Select(_ => ImmutableArray.Create(0))], [.. Enumerable.Range(0, 800).Select(_ => ImmutableArray.Create(0))]);
        var simulator = RecordSimulator.At(new Likelihood(game, [shape]), [0.8, 2, 0.4])!;
        var likelihood = new Likelihood(game, simulator.Draw(new Philox(3, 0)));
        var nested = Estimators.Fit(likelihood, EstimatorKind.TwoStep, Few);
        var npl = Estimators.Fit(likelihood, EstimatorKind.NestedPseudoLikelihood, Few);
        Assert.Equal(FitStatus.Converged, npl.Status);
        Assert.InRange(npl.Estimator!.SpectralRadius, 0, 0.02);
        for (int j = 0; j < 3; j++)
        {
            Assert.Equal(nested.Point[j], npl.Point[j], 1e-5);
            Assert.Equal(nested.Estimates[j].Errors.Sandwich!.Value, npl.Estimates[j].Errors.Sandwich!.Value, 1e-3);
        }
    }

    // Records drawn at the truth, chances estimated anew from each: the spread of the weights is what the carried errors say, and more than the naive ones.
    [Fact]
    public void Two_step_errors_carry_the_first_step()
    {
        const int Records = 250;
        var free = SmallTriad.Model();
        free = free with { Weights = [.. free.Weights.Select(w => w with { Lower = double.NegativeInfinity })] };
        var shape = new Likelihood(ParametricGame.Compile(free, "base"), Triad(250, 15).Data);
        var simulator = RecordSimulator.At(shape, SmallTriad.Truth)!;
        var estimates = new double[Records][];
        double[] model = new double[6], robust = new double[6], naive = new double[6];
        int used = 0;
        for (int r = 0; r < Records; r++)
        {
            var on = shape.On(simulator.Draw(new Philox(77, (ulong)r)));
            var fit = Estimators.Fit(on, EstimatorKind.TwoStep, new FitOptions { Starts = 1, ExtraStarts = [SmallTriad.Truth] });
            if (fit.Status != FitStatus.Converged || fit.Estimates.Any(e => e.Bound is not null))
            {
                continue;
            }

            estimates[used++] = fit.Point;
            for (int j = 0; j < 6; j++)
            {
                model[j] += fit.Estimates[j].Errors.Hessian!.Value;
                robust[j] += fit.Estimates[j].Errors.Sandwich!.Value;
                naive[j] += fit.Estimator!.FirstStep[j]!.Value;
            }
        }

        Assert.True(used > 0.9 * Records);
        double worstNaive = 1;
        for (int j = 0; j < 6; j++)
        {
            var x = estimates.Take(used).Select(e => e[j]).ToArray();
            double mean = x.Average(), spread = Math.Sqrt(x.Sum(v => (v - mean) * (v - mean)) / (used - 1));
            Assert.InRange(model[j] / used / spread, 0.85, 1.18);
            Assert.InRange(robust[j] / used / spread, 0.85, 1.18);
            worstNaive = Math.Min(worstNaive, naive[j] / robust[j]);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"naive errors are at worst {worstNaive:0.000} of the carried ones");
        Assert.True(worstNaive < 0.98, $"{worstNaive}, {used}: {string.Join(" ", naive.Select((v, j) => v / robust[j]))}");
    }

    [Fact]
    public void A_missing_cell_is_refused_with_a_way_out()
    {
        var likelihood = Triad(30, 16);
        var d = likelihood.Data[0];
        var holes = likelihood.On([d with { Moves = d.Moves.SetItem(3, [-1, 0]) }]);
        Assert.Contains("use nfxp", Estimators.Refuses(holes, EstimatorKind.NestedPseudoLikelihood), StringComparison.Ordinal);
        Assert.Null(Estimators.Refuses(holes, EstimatorKind.NestedFixedPoint));
        Assert.Throws<ArgumentException>(() => Estimators.Fit(holes, EstimatorKind.Constrained, Few));
    }
}
