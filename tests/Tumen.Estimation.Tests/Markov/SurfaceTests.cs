using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Estimation.Tests;

/// <summary>Records as counts, and surfaces of responses.</summary>
public class SurfaceTests
{
    private static Likelihood Triad(int months, bool eras = false, ulong seed = 21)
    {
        var record = SmallTriad.Simulate(SmallTriad.Model(), SmallTriad.Truth[..6], SmallTriad.Truth[6..], months, seed);
        return new Likelihood(ParametricGame.Compile(SmallTriad.Model(eras: eras), "base"), [record]);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Counts_say_all_that_the_record_says(bool eras, bool weighted)
    {
        var l = Triad(240, eras);
        if (weighted)
        {
            l = l.Weighted([.. Enumerable.Range(0, 240).Select(t => (double)(t % 3))]);
        }

        double[] x = [.. l.Parameters.Free.Select((p, j) => p.Kind == ParameterKind.Chance ? 0.35 : 0.4 + (0.05 * j))];
        Evaluation whole = l.Evaluate(x, true), total = l.Total(x, true);
        Assert.Equal(whole.LogLikelihood, total.LogLikelihood, 1e-9);
        Assert.Equal(whole.Moves, total.Moves, 1e-9);
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(whole.Gradient[i], total.Gradient[i], 1e-8);
            for (int j = 0; j < x.Length; j++)
            {
                Assert.Equal(whole.Information[(i * x.Length) + j], total.Information[(i * x.Length) + j], 1e-8);
            }
        }

        Assert.Empty(total.ByPeriod);
    }

    [Fact]
    public void A_record_with_holes_is_read_by_the_filter()
    {
        var l = Triad(60);
        var d = l.Data[0];
        foreach (var holed in new[] { d with { Moves = d.Moves.SetItem(7, [0, -1]) }, d with { Levels = d.Levels.SetItem(20, [-1, 0, 0]) }, d with { Levels = d.Levels.SetItem(0, [1, -1, 0]) } })
        {
            var holes = l.On([holed]);
            double[] x = l.Parameters.PlainStart();
            Assert.Equal(holes.Evaluate(x, true).LogLikelihood, holes.Total(x, true).LogLikelihood);
            Assert.False(ResponseSurface.Reads(holes));
        }
    }

    // At its centre a surface is exact; half a standard error away in all directions at once it is right to a tenth of a nat or so.
    [Fact]
    public void Surfaces_are_close_where_they_are_used()
    {
        var l = Triad(400);
        var fit = Refit.From(l, [l.Parameters.PlainStart()], true, 1e-4);
        double[] spread = fit.Spread(l.Parameters, 1);
        var surface = ResponseSurface.Around(l, fit.Point, spread)!;
        var (log, gradient) = surface.LogLikelihood(l, fit.Point);
        var exact = l.Evaluate(fit.Point, true);
        Assert.Equal(exact.LogLikelihood, log, 1e-9);
        for (int j = 0; j < gradient.Length; j++)
        {
            Assert.Equal(exact.Gradient[j], gradient[j], 1e-6);
        }

        var random = new Philox(5, 5);
        for (int draw = 0; draw < 20; draw++)
        {
            double[] x = [.. fit.Point.Select((v, j) => Math.Clamp(v + (0.5 * spread[j] * random.NextNormal()), l.Parameters.Free[j].Lower, l.Parameters.Free[j].Upper))];
            Assert.Equal(l.Evaluate(x, false).LogLikelihood, surface.LogLikelihood(l, x).LogLikelihood, 0.15);
        }
    }

    [Fact]
    public void Refits_on_a_surface_end_where_climbs_end()
    {
        var l = Triad(400);
        var fit = Refit.From(l, [l.Parameters.PlainStart()], true, 1e-4);
        var surface = ResponseSurface.Around(l, fit.Point, fit.Spread(l.Parameters, 1))!;
        var simulator = RecordSimulator.At(l, fit.Point)!;
        for (int r = 0; r < 12; r++)
        {
            var on = l.On(simulator.Draw(new Philox(6, (ulong)r), 1 + (r % 3)));
            var near = Refit.Near(surface, on, true, 0.1);
            var climbed = Refit.From(on, [fit.Point], true, 1e-4);
            Assert.Equal(RefitStatus.Converged, near.Status);
            Assert.Equal(climbed.Objective, near.Objective, 2e-3);
            Assert.Equal(climbed.LogMarginalLikelihood, near.LogMarginalLikelihood, 0.03);
        }
    }
}
