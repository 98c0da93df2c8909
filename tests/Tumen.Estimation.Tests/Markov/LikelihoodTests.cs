using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Estimation.Tests;

public class LikelihoodTests
{
    private static void CheckGradient(Likelihood likelihood, double[] x, double tolerance = 1e-6)
    {
        var at = likelihood.Evaluate(x, true);
        Assert.True(at.Solved);
        for (int k = 0; k < x.Length; k++)
        {
            double h = 1e-5;
            double[] up = (double[])x.Clone(), down = (double[])x.Clone();
            up[k] += h;
            down[k] -= h;
            double difference = (likelihood.Evaluate(up, false).LogLikelihood - likelihood.Evaluate(down, false).LogLikelihood) / (2 * h);
            Assert.Equal(difference, at.Gradient[k], tolerance * Math.Max(1, Math.Abs(difference)));
        }
    }

    [Theory]
    [InlineData(false, ValueConvention.TasteShocks)]
    [InlineData(true, ValueConvention.TasteShocks)]
    [InlineData(false, ValueConvention.ChoiceErrors)]
    [InlineData(true, ValueConvention.ChoiceErrors)]
    public void Gradient_equals_central_differences(bool ordered, ValueConvention convention)
    {
        var model = SmallTriad.Model(ordered) with { Values = convention };
        var data = SmallTriad.Simulate(model, SmallTriad.Truth[..6], SmallTriad.Truth[6..], 120, 1);
        CheckGradient(new Likelihood(ParametricGame.Compile(model, "base"), [data]), [0.5, 0.2, 0.4, 0.3, 0.7, 0.5, 0.3, 0.4]);
    }

    [Fact]
    public void Gradient_equals_central_differences_with_eras()
    {
        var model = SmallTriad.Model(eras: true);
        var data = SmallTriad.Simulate(model, SmallTriad.Truth[..6], SmallTriad.Truth[6..], 200, 2);
        var likelihood = new Likelihood(ParametricGame.Compile(model, "base"), [data]);
        Assert.Equal(9, likelihood.Parameters.Count);
        CheckGradient(likelihood, [0.5, 0.2, 0.4, 0.3, 0.7, 1.1, 0.5, 0.3, 0.4]);
    }

    [Fact]
    public void Gradient_equals_central_differences_with_missing_cells()
    {
        var model = SmallTriad.Model();
        var data = Punch(SmallTriad.Simulate(model, SmallTriad.Truth[..6], SmallTriad.Truth[6..], 60, 3));
        CheckGradient(new Likelihood(ParametricGame.Compile(model, "base"), [data]), [0.5, 0.2, 0.4, 0.3, 0.7, 0.5, 0.3, 0.4]);
    }

    // The filter against brute force: a short record with holes, summed over every way of filling them.
    [Fact]
    public void Missing_cells_are_summed_out_exactly()
    {
        var model = SmallTriad.Model();
        var whole = SmallTriad.Simulate(model, SmallTriad.Truth[..6], SmallTriad.Truth[6..], 6, 4);
        var holes = whole with
        {
            Moves = whole.Moves.SetItem(1, [-1, whole.Moves[1][1]]).SetItem(3, [-1, -1]),
            Levels = whole.Levels.SetItem(2, [-1, whole.Levels[2][1], whole.Levels[2][2]]).SetItem(4, [whole.Levels[4][0], -1, -1]),
        };
        var likelihood = new Likelihood(ParametricGame.Compile(model, "base"), [holes]);
        double filtered = likelihood.Evaluate(SmallTriad.Truth, false).LogLikelihood;
        double total = 0;
        foreach (var filled in Fill(holes, [3, 2], [3, 2, 2]))
        {
            var value = new Likelihood(ParametricGame.Compile(model, "base"), [filled]).Evaluate(SmallTriad.Truth, false).LogLikelihood;
            total += double.IsInfinity(value) ? 0 : Math.Exp(value);
        }

        Assert.Equal(Math.Log(total), filtered, 1e-10);
    }

    [Fact]
    public void Likelihood_adds_over_units()
    {
        var model = SmallTriad.Model();
        var game = ParametricGame.Compile(model, "base");
        var a = SmallTriad.Simulate(model, SmallTriad.Truth[..6], SmallTriad.Truth[6..], 50, 5);
        var b = SmallTriad.Simulate(model, SmallTriad.Truth[..6], SmallTriad.Truth[6..], 70, 6);
        double Value(params Sequence[] data) => new Likelihood(game, [.. data]).Evaluate(SmallTriad.Truth, false).LogLikelihood;
        Assert.Equal(Value(a) + Value(b), Value(a, b), 1e-9);
        Assert.Equal(Value(b, a), Value(a, b), 1e-9);
    }

    [Fact]
    public void Truth_is_recovered_within_three_standard_errors()
    {
        var model = SmallTriad.Model();
        var data = SmallTriad.Simulate(model, SmallTriad.Truth[..6], SmallTriad.Truth[6..], 2000, 7);
        var fit = Estimator.Fit(new Likelihood(ParametricGame.Compile(model, "base"), [data]), new FitOptions { Starts = 8 });
        Assert.Equal(FitStatus.Converged, fit.Status);
        for (int k = 0; k < fit.Estimates.Length; k++)
        {
            double error = fit.Estimates[k].Errors.Hessian!.Value;
            Assert.InRange(Math.Abs(fit.Estimates[k].Value - SmallTriad.Truth[k]) / error, 0, 3);
            Assert.InRange(fit.Estimates[k].Errors.Expected!.Value / error, 0.8, 1.25);
        }

        // The closed-form check: a chance used alone is its share among the months where it applies.
        Assert.True(fit.Optima[0].Hits >= 6);
    }

    [Fact]
    public void Fits_do_not_depend_on_what_was_fitted_before()
    {
        var model = SmallTriad.Model();
        var data = SmallTriad.Simulate(model, SmallTriad.Truth[..6], SmallTriad.Truth[6..], 100, 8);
        var likelihood = new Likelihood(ParametricGame.Compile(model, "base"), [data]);
        var first = Estimator.Fit(likelihood, new FitOptions { Starts = 3, UsePrior = true });
        var second = Estimator.Fit(likelihood, new FitOptions { Starts = 3, UsePrior = true });
        Assert.Equal(first.Point, second.Point);
        Assert.True(first.LogMarginalLikelihood < first.LogLikelihood);
    }

    [Fact]
    public void A_record_the_laws_forbid_is_impossible_not_a_number()
    {
        var model = SmallTriad.Model();
        var data = SmallTriad.Simulate(model, SmallTriad.Truth[..6], SmallTriad.Truth[6..], 20, 9);
        var broken = data with { Levels = data.Levels.SetItem(10, [data.Levels[9][0] == 0 ? 2 : 0, 0, 0]).SetItem(9, [data.Levels[9][0] == 0 ? 0 : 2, 0, 0]) };
        var fit = Estimator.Fit(new Likelihood(ParametricGame.Compile(model, "base"), [broken]), new FitOptions { Starts = 2 });
        Assert.Equal(FitStatus.Impossible, fit.Status);
        Assert.Equal(double.NegativeInfinity, fit.LogLikelihood);
    }

    private static Sequence Punch(Sequence s)
    {
        var rng = new Philox(11, 0);
        ImmutableArray<int> Holes(ImmutableArray<int> row) => [.. row.Select(v => rng.NextDouble() < 0.15 ? -1 : v)];
        return s with { Moves = [.. s.Moves.Select(Holes)], Levels = [.. s.Levels.Select(Holes)] };
    }

    private static IEnumerable<Sequence> Fill(Sequence s, int[] moves, int[] levels)
    {
        for (int t = 0; t < s.Length; t++)
        {
            int i = s.Moves[t].IndexOf(-1);
            if (i >= 0)
            {
                return Enumerable.Range(0, moves[i]).SelectMany(v => Fill(s with { Moves = s.Moves.SetItem(t, s.Moves[t].SetItem(i, v)) }, moves, levels));
            }

            int l = s.Levels[t].IndexOf(-1);
            if (l >= 0)
            {
                return Enumerable.Range(0, levels[l]).SelectMany(v => Fill(s with { Levels = s.Levels.SetItem(t, s.Levels[t].SetItem(l, v)) }, moves, levels));
            }
        }

        return [s];
    }
}
