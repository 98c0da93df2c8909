using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Estimation.Tests;

public class InferenceTests
{
    private static Likelihood Record(int months, ulong seed, GameModel? model = null) => new(
        ParametricGame.Compile(model ?? SmallTriad.Model(), "base"), [SmallTriad.Simulate(SmallTriad.Model(), SmallTriad.Truth[..6], SmallTriad.Truth[6..], months, seed)]);

    // The client's risk and stake in aid are free.
    private static GameModel Two()
    {
        var model = SmallTriad.Model();
        return model with
        {
            Weights = [.. model.Weights.Select((w, k) => k is 0 or 2 ? w : w with { Fixed = SmallTriad.Truth[k] })],
            Chances = [.. model.Chances.Select((c, k) => c with { Fixed = SmallTriad.Truth[6 + k] })],
        };
    }

    [Fact]
    public void An_anchor_changes_the_cost_and_nothing_else()
    {
        var l = Record(80, 81);
        var other = SmallTriad.Simulate(SmallTriad.Model(), SmallTriad.Truth[..6], SmallTriad.Truth[6..], 50, 82);
        var plain = l.On([other]).Evaluate(SmallTriad.Truth, true);
        Assert.True(l.Anchor(SmallTriad.Truth));
        var anchored = l.On([other]).Evaluate(SmallTriad.Truth, true);
        Assert.Equal(plain.LogLikelihood, anchored.LogLikelihood, 1e-9);
        for (int k = 0; k < plain.Gradient.Length; k++)
        {
            Assert.Equal(plain.Gradient[k], anchored.Gradient[k], 1e-7);
        }
    }

    // A period that counts twice is a period that is there twice.
    [Fact]
    public void Weights_of_periods_equal_repeated_units()
    {
        var l = Record(40, 83);
        var weighted = l.Weighted([.. Enumerable.Repeat(2.0, 40)]).Evaluate(SmallTriad.Truth, true);
        var twice = l.On([l.Data[0], l.Data[0]]).Evaluate(SmallTriad.Truth, true);
        Assert.Equal(twice.LogLikelihood, weighted.LogLikelihood, 1e-9);
        for (int k = 0; k < twice.Information.Length; k++)
        {
            Assert.Equal(twice.Information[k], weighted.Information[k], 1e-7);
        }

        for (int k = 0; k < twice.Gradient.Length; k++)
        {
            Assert.Equal(twice.Gradient[k], weighted.Gradient[k], 1e-8);
        }
    }

    // On a long record profile and Wald intervals agree; the profile crosses at χ²₁ = 3.841.
    [Fact]
    public void Profile_interval_crosses_where_it_says()
    {
        var l = Record(1500, 84, Two());
        var fit = Estimator.Fit(l, new FitOptions { Starts = 2 });
        double error = fit.Estimates[0].Errors.Hessian!.Value;
        var interval = ProfileLikelihood.Interval(l, fit.Point, 0, error);
        Assert.Equal(IntervalEnd.Crossed, interval.LowEnd);
        Assert.Equal(IntervalEnd.Crossed, interval.HighEnd);
        Assert.InRange((interval.High - interval.Low) / (2 * 1.96 * error), 0.93, 1.07);
        double top = fit.LogLikelihood, low = ProfileLikelihood.At(l, fit.Point, 0, interval.Low).LogLikelihood;
        Assert.Equal(3.841, 2 * (top - low), 0.03);
    }

    // Given a point that is not the maximum, it finds the better one and begins again from there; the bound of aid (0) ends an interval.
    [Fact]
    public void Profile_restarts_and_stops_at_bounds()
    {
        var l = Record(12, 85, Two());
        var best = Refit.From(l, [l.Parameters.PlainStart()], false, 1e-4);
        var interval = ProfileLikelihood.Interval(l, best.Point, 1, 0.5);
        Assert.Equal(IntervalEnd.AtBound, interval.LowEnd);
        Assert.Equal(0, interval.Low);
        Assert.True(interval.Maximum >= best.LogLikelihood - 1e-6);
    }

    [Fact]
    public void Bootstraps_agree_with_the_standard_error_and_do_not_depend_on_threads()
    {
        var l = Record(800, 86, Two());
        var fit = Estimator.Fit(l, new FitOptions { Starts = 2 });
        double error = fit.Estimates[0].Errors.Hessian!.Value;
        foreach (var kind in new[] { BootstrapKind.Parametric, BootstrapKind.Blocks })
        {
            var one = Bootstrap.Run(l, fit.Point, kind, 60, 7);
            Assert.Empty(one.Failures);
            Assert.InRange(one.StandardError(0)!.Value / error, 0.7, 1.4);
            var two = Bootstrap.Run(l, fit.Point, kind, 60, 7, threads: 3);
            Assert.Equal(one.Draws.SelectMany(d => d), two.Draws.SelectMany(d => d));
        }
    }

    // Stopped after eight of fourteen and gone on with: the same bits as at one go; a torn line is made again, another fit's lines are not taken.
    [Fact]
    public void A_bootstrap_goes_on_from_its_file()
    {
        var l = Record(300, 86, Two());
        var fit = Estimator.Fit(l, new FitOptions { Starts = 2 });
        var kept = new List<BootstrapOutcome>();
        Bootstrap.Run(l, fit.Point, BootstrapKind.Blocks, 14, 7, progress: (o, _, _) => kept.Add(o), only: r => r < 8);
        Assert.Equal(8, kept.Count);
        int made = 0;
        var rest = Bootstrap.Run(l, fit.Point, BootstrapKind.Blocks, 14, 7, done: kept, progress: (_, at, of) => Assert.Equal((9 + made++, 14), (at, of)));
        Assert.Equal(6, made);
        Assert.Equal(Bootstrap.Run(l, fit.Point, BootstrapKind.Blocks, 14, 7).Draws.SelectMany(d => d), rest.Draws.SelectMany(d => d));
    }

    [Fact]
    public void Simulated_records_keep_shape_and_holes()
    {
        var l = Record(30, 87);
        var d = l.Data[0];
        var holed = l.On([d with { Moves = d.Moves.SetItem(3, [-1, d.Moves[3][1]]) }]);
        var drawn = RecordSimulator.At(holed, SmallTriad.Truth)!.Draw(new Philox(1, 1), 2);
        Assert.Equal(2, drawn.Length);
        Assert.Equal(-1, drawn[0].Moves[3][0]);
        Assert.Equal(d.Levels[0], drawn[0].Levels[0]);
        Assert.Equal(30, drawn[1].Length);

        // A long draw has the shares of the equilibrium: with many periods its own fit finds the truth again.
        var many = RecordSimulator.At(l, SmallTriad.Truth)!.Draw(new Philox(2, 2), 60);
        var fit = Refit.From(l.On(many), [SmallTriad.Truth], false, 1e-4);
        Assert.Equal(RefitStatus.Converged, fit.Status);
        for (int k = 0; k < fit.Point.Length; k++)
        {
            Assert.Equal(SmallTriad.Truth[k], fit.Point[k], 0.4);
        }
    }

    [Fact]
    public void The_table_of_optima_counts_from_the_best()
    {
        var table = OptimaTable.Of(Estimator.Fit(Record(300, 88, Two()), new FitOptions { Starts = 4 }));
        Assert.Equal(0, table[0].BelowBest);
        Assert.Equal("++", table[0].Signs);
        Assert.True(table[0].Converged);
        Assert.Null(table[0].Origin);
    }

    // Weak payoffs: one equilibrium, stable, far from a fold, with the likelihood of the fit.
    [Fact]
    public void Census_of_a_game_with_one_equilibrium()
    {
        var l = Record(60, 89);
        var census = EquilibriumCensus.Take(l, SmallTriad.Truth, starts: 12);
        var entry = Assert.Single(census.Entries);
        Assert.True(entry.Selected);
        Assert.InRange(entry.SpectralRadius, 0, 0.95);
        Assert.True(entry.SmallestSingularValue > 1e-3);
        Assert.Equal(l.Evaluate(SmallTriad.Truth, false).LogLikelihood, entry.LogLikelihood, 1e-8);
    }
}
