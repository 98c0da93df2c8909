using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;
using static Tumen.Scenarios.Tests.Triad;

namespace Tumen.Scenarios.Tests;

/// <summary>Forecasts: scores by hand, fans that begin where the record ends, and the test that never looks ahead.</summary>
public class ForecastTests
{
    private static readonly ScenarioSolver Runner = new(Game(), "base");

    private static readonly SolvedTheory Truth = Runner.Solve(Point);

    private static readonly ImmutableArray<Sequence> Data = [Record(360)];

    private static Sequence Record(int months)
    {
        var history = new Simulator(Truth.Play).History(Runner.Start, months, 21, 0);
        StateSpace states = Runner.Whole.States;
        ProfileSpace profiles = Runner.Whole.Profiles;
        return new Sequence(
            "", [.. Enumerable.Range(0, months).Select(t => $"{1990 + (t / 12):0000}-{1 + (t % 12):00}")],
            [.. history.Select(h => Enumerable.Range(0, 3).Select(i => profiles.Move(h.Profile, i)).ToImmutableArray())],
            [.. history.Select(h => Enumerable.Range(0, 4).Select(v => states.Level(h.State, v)).ToImmutableArray())]);
    }

    [Fact]
    public void Scores_by_hand()
    {
        var score = ForecastScores.Of([new("2000-01", 0, [0.5, 0.5], 0), new("2000-01", 1, [0.25, 0.75], 1), new("2000-02", 0, [1, 0], 0)], 4);
        Assert.Equal(Math.Log(0.5) + Math.Log(0.75), score.LogScore, 1e-15);
        Assert.Equal((0.5 + 0.125 + 0) / 3, score.Brier, 1e-15);
        Assert.Equal([("2000-01", score.LogScore), ("2000-02", 0.0)], score.LogByPeriod);
        var top = score.Calibration.Single(b => b.From == 0.75);
        Assert.Equal((2, 0.875, 1.0), (top.Count, top.Forecast, top.Happened));
    }

    [Fact]
    public void One_month_ahead_is_the_likelihood_of_the_moves()
    {
        var likelihood = new Likelihood(Runner.Whole, Data);
        var evaluation = likelihood.Evaluate([.. Weights, .. Chances], false);
        var score = ForecastScores.Of(Forecaster.OneMonthAhead(Runner, [Truth], Data, [300]));
        Assert.Equal(evaluation.MovesByPeriod.Skip(300).Sum(), score.LogScore, 1e-8);
        Assert.Equal(180, score.Count);
    }

    [Fact]
    public void Baselines_score_what_the_comparison_says()
    {
        int[] moves = [3, 2, 3];
        Assert.Equal(Baselines.BaseRates(Data, moves, 60).HoldOutScore!.Value, ForecastScores.Of(Forecaster.Habits(Data, moves, [300], 0)).LogScore, 1e-9);
        Assert.Equal(Baselines.MarkovChain(Data, moves, 60).HoldOutScore!.Value, ForecastScores.Of(Forecaster.Habits(Data, moves, [300], 1)).LogScore, 1e-9);
    }

    // Forecasts of the truth are calibrated: 10 × 360 × 8 chances, gap below 2 points.
    [Fact]
    public void The_true_theory_is_calibrated()
    {
        var history = ImmutableArray.Create(Record(6000));
        var score = ForecastScores.Of(Forecaster.OneMonthAhead(Runner, [Truth], history, [0]));
        Assert.True(score.CalibrationError < 0.015, $"{score.CalibrationError}");
    }

    [Fact]
    public void A_fan_begins_where_the_record_ends_and_settles_at_the_long_run()
    {
        double[] start = ScenarioStart.From(Runner.Whole, Chances, Data[0], null);
        Assert.Equal(1, start.Sum(), 1e-12);
        var fan = Fan.Of(Runner, [Truth, Truth], [start, start], "2020-01", 240);
        Assert.Equal("2039-12", fan.Periods[^1]);
        var provoke = fan.Moves.Single(m => m.Name == "client provoke");
        Assert.Equal(Truth.Means[0][1], provoke.Mean[^1], 1e-6);
        Assert.All(Enumerable.Range(0, 240), t => Assert.Equal(1, fan.Moves.Take(3).Sum(m => m.Mean[t]), 1e-10));
        Assert.Equal(provoke.Months[5].Low, provoke.Months[5].High, 1e-12);
        var known = ScenarioStart.From(Runner.Whole, Chances, Data[0], "1990-01");
        Assert.Equal(1, known[Runner.Whole.States.Index(Data[0].Levels[0].AsSpan())]);
        Assert.Throws<ArgumentException>(() => ScenarioStart.From(Runner.Whole, Chances, Data[0], "2031-01"));
    }

    [Fact]
    public void The_honest_test_never_sees_the_later_months()
    {
        var fit = new FitOptions { Starts = 1, UsePrior = true, ObservedInformation = false, ExtraStarts = [[.. Weights, .. Chances]] };
        var row = HonestTest.Theory(Game(), "base", Data, "2014-12", fit);
        Assert.Equal("converged", row.Status);
        Assert.Equal(180, row.Score.Count);
        Assert.Equal("2015-01", row.Fan!.Periods[0]);
        Assert.Equal(60, row.Fan.Periods.Length);
        // Other later months, the same forecast from the cut.
        ImmutableArray<Sequence> altered = [Data[0] with { Moves = [.. Data[0].Moves.Select((m, t) => t >= 300 ? [0, 0, 1] : m)] }];
        var other = HonestTest.Theory(Game(), "base", altered, "2014-12", fit);
        Assert.Equal(row.Fan.Moves[1].Mean, other.Fan!.Moves[1].Mean);
        Assert.NotEqual(row.Score.LogScore, other.Score.LogScore);
        var habits = HonestTest.WithoutStrategy(Game(), Data, "2014-12");
        Assert.Equal(["base rates", "Markov chain of habits"], habits.Select(h => h.Name));
        Assert.True(row.Score.LogScore > habits[0].Score.LogScore); // the data are the theory's own
        Assert.Throws<ArgumentException>(() => HonestTest.Split(Data, "2030-01"));
    }
}
