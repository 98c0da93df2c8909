using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Estimation.Tests;

/// <summary>Each thing that can be wrong with theory and record is named, and fitting ends with a status, never with an exception.</summary>
public class BadInputTests
{
    private static Likelihood Record(GameModel model, int months = 60, Func<Sequence, Sequence>? edit = null)
    {
        var data = SmallTriad.Simulate(SmallTriad.Model(), SmallTriad.Truth[..6], SmallTriad.Truth[6..], months, 91);
        return new Likelihood(ParametricGame.Compile(model, "base"), [edit is null ? data : edit(data)]);
    }

    private static GameModel With(string weight, Func<WeightSpec, WeightSpec> change)
    {
        var model = SmallTriad.Model();
        return model with { Weights = [.. model.Weights.Select(w => w.Name == weight ? change(w) : w)] };
    }

    private static FitRemark Named(Likelihood l, FitRemarkKind kind)
    {
        var remark = FitReview.Before(l).FirstOrDefault(r => r.Kind == kind);
        Assert.True(remark is not null, $"no remark {kind}");
        Assert.NotEmpty(remark.Remedy);
        return remark;
    }

    [Fact]
    public void No_free_weight()
    {
        var model = SmallTriad.Model();
        var l = Record(model with { Weights = [.. model.Weights.Select((w, k) => w with { Fixed = SmallTriad.Truth[k] })], Chances = [.. model.Chances.Select(c => c with { Fixed = 0.4 })] });
        Named(l, FitRemarkKind.NoFreeWeight);
        var fit = Estimator.Fit(l, new FitOptions { UsePrior = true });
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.Empty(fit.Estimates);
        Assert.Equal(fit.LogLikelihood, fit.LogMarginalLikelihood!.Value, 1e-9);
    }

    // The client never reaches out: the weight of its effort runs to the guard.
    [Fact]
    public void Perfectly_separated_moves()
    {
        var l = Record(SmallTriad.Model(), 60, d => d with { Moves = [.. d.Moves.Select(m => ImmutableArray.Create(m[0] == 2 ? 0 : m[0], m[1]))] });
        var fit = Estimator.Fit(l, new FitOptions { Starts = 2 });
        Assert.Equal(FitStatus.AtGuard, fit.Status);
        var remark = Assert.Single(FitReview.After(fit), r => r.Subject is "effort");
        Assert.Equal(FitRemarkKind.Separated, remark.Kind);
        Assert.Null(fit.Estimates.First(e => e.Parameter.Name == "effort").Errors.Hessian);
        Assert.Empty(FitReview.After(Estimator.Fit(l, new FitOptions { Starts = 2, UsePrior = true })));
    }

    [Fact]
    public void A_weight_that_never_enters()
    {
        var model = SmallTriad.Model();
        var l = Record(model with { Terms = [.. model.Terms.Select(t => t.Weight == "pay" ? t with { If = new Condition.And(new Condition.Plays(0, [1]), new Condition.Plays(0, [2])) } : t)] });
        Assert.Equal("pay", Named(l, FitRemarkKind.WeightMovesNothing).Subject);
        var fit = Estimator.Fit(l, new FitOptions { Starts = 2, UsePrior = true });
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.Contains(fit.Identification.Weak, w => w.Direction.Any(d => d.Name == "pay"));
    }

    [Fact]
    public void A_situation_never_visited()
    {
        var l = Record(SmallTriad.Model(), 60, d => d with { Levels = [.. d.Levels.Select(v => v.SetItem(2, 0))] });
        Assert.Equal("payer open", Named(l, FitRemarkKind.NeverVisited).Subject);
        Assert.NotEqual(FitStatus.Impossible, Estimator.Fit(l, new FitOptions { Starts = 2, UsePrior = true }).Status);
    }

    [Fact]
    public void A_record_of_one_row()
    {
        var l = Record(SmallTriad.Model(), 1);
        Named(l, FitRemarkKind.ShortRecord);
        var fit = Estimator.Fit(l, new FitOptions { Starts = 2, UsePrior = true });
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.True(double.IsFinite(fit.LogMarginalLikelihood!.Value));
    }

    [Fact]
    public void Contradictory_priors_and_bounds()
    {
        Assert.True(Named(Record(With("risk", w => w with { Prior = new Prior.Normal(-40, 1), Lower = 0 })), FitRemarkKind.PriorOutsideBounds).Stops);
        Assert.False(Named(Record(With("risk", w => w with { Prior = new Prior.Normal(-4, 1), Lower = 0 })), FitRemarkKind.PriorOutsideBounds).Stops);
        Assert.True(Named(Record(With("risk", w => w with { Lower = 2, Upper = 1 })), FitRemarkKind.EmptyBounds).Stops);
    }

    [Fact]
    public void Likelihood_zero_at_the_start_names_the_period()
    {
        var l = Record(SmallTriad.Model(), 20, d => d with { Levels = d.Levels.SetItem(9, [0, 0, 0]).SetItem(10, [2, 0, 0]) });
        var remark = Named(l, FitRemarkKind.ImpossiblePeriod);
        Assert.True(remark.Stops);
        Assert.Equal(FitStatus.Impossible, Estimator.Fit(l, new FitOptions { Starts = 2 }).Status);
        Assert.Equal(RefitStatus.Impossible, Refit.From(l, [l.Parameters.PlainStart()], true).Status);
    }

    [Fact]
    public void A_sound_theory_gets_no_remark() => Assert.Empty(FitReview.Before(Record(SmallTriad.Model(), 200)));
}
