using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Record;

namespace Tumen.Studies.Tests;

/// <summary>Numbers behind claims, on records whose answer is known.</summary>
public sealed class ClaimTests
{
    private static readonly GameModel Game = new()
    {
        Name = "g",
        Players = [new Player("client", ["provoke", "hold"]), new Player("patron", ["reward", "maintain"])],
        Turns = [[0, 1]],
        Situations = [new Situation("talks", ["off", "on"])],
        Laws = [],
        Discounts = [0.9, 0.9],
    };

    private static readonly Condition Rewards = new Condition.Plays(1, [0]);

    private static StudyRecord Record(Func<int, (int Client, int Patron, int Talks)> month, int months)
    {
        ImmutableArray<string> periods = [.. Enumerable.Range(0, months).Select(t => $"{2000 + (t / 12)}-{1 + (t % 12):00}")];
        var unit = new RecordUnit("", periods,
            [.. Enumerable.Range(0, months).Select(t => ImmutableArray.Create(month(t).Client, month(t).Patron))],
            [.. Enumerable.Range(0, months).Select(t => ImmutableArray.Create(month(t).Talks))], ImmutableDictionary<string, double>.Empty);
        return new StudyRecord("main", new RecordSource("x.csv", null, null, null), null, new RecordTable(Game, [unit]), "none");
    }

    private static MonthSet When(Condition c, int after = 0, string? from = null, string? to = null) => new(from, to, c, after, "then");

    [Fact]
    public void Rates_are_counted_on_both_sides()
    {
        var record = Record(t => (1, t % 4 == 0 ? 0 : 1, t % 2), 240);
        var d = MonthCounts.Compare(record, Rewards, When(new Condition.LevelIn(0, [0])), null, 1);
        Assert.Equal(120, d.CountIn);
        Assert.Equal(0.5, d.RateIn, 1e-12);
        Assert.Equal(0, d.RateOut, 1e-12);
        Assert.True(d.Low > 0.4);
        Assert.Equal(60, d.Hits.Length);
    }

    [Fact]
    public void Months_after_a_trigger_count_the_trigger_month_and_those_that_follow()
    {
        var record = Record(t => (t % 10 == 0 ? 0 : 1, t % 10 == 2 ? 0 : 1, 0), 200);
        var provoked = new Condition.Plays(0, [0]);
        Assert.Equal(1 / 3.0, MonthCounts.Compare(record, Rewards, When(provoked, 2), null, 1).RateIn, 1e-12);
        Assert.Equal(0, MonthCounts.Compare(record, Rewards, When(provoked, 1), null, 1).RateIn, 1e-12);
    }

    [Fact]
    public void A_stretch_is_bounded_by_its_months()
    {
        var record = Record(t => (1, t < 12 ? 0 : 1, 0), 48);
        var d = MonthCounts.Compare(record, Rewards, When(Condition.Always, 0, "2000-01", "2000-12"), When(Condition.Always, 0, "2003-01", "2003-12"), 1);
        Assert.Equal((12, 12), (d.CountIn, d.CountOut));
        Assert.Equal((1.0, 0.0), (d.RateIn, d.RateOut));
    }

    // 29 months without and 24 with 13: resampling a record whole would put months of one stretch into the other; within each the difference is clear.
    [Fact]
    public void Two_stretches_are_compared_each_within_itself()
    {
        var record = Record(t => (1, t is >= 100 and < 124 && t % 24 is 4 or 5 or 7 or 8 or 10 or 11 or 13 or 14 or 16 or 17 or 19 or 20 or 22 ? 0 : 1, 0), 240);
        MonthSet before = When(Condition.Always, 0, "2008-05", "2010-04"), after = When(Condition.Always, 0, "2013-01", "2015-05");
        var d = MonthCounts.Compare(record, Rewards, after, before, 1);
        Assert.Equal((29, 24), (d.CountIn, d.CountOut));
        Assert.Contains("within each stretch", d.By, StringComparison.Ordinal);
        Assert.True(d.High < 0 && d.Chance < 0.05);
        Assert.Contains("bootstrap", MonthCounts.Compare(record, Rewards, after, null, 1).By, StringComparison.Ordinal);
    }

    [Fact]
    public void Months_after_named_dates_count()
    {
        var record = Record(t => (1, t % 10 == 2 ? 0 : 1, 0), 200);
        var after = When(Condition.Always, 2) with { Dates = ["2000-01", "2000-11", "2001-09"] };
        var d = MonthCounts.Compare(record, Rewards, after, null, 1);
        Assert.Equal((9, 1 / 3.0), (d.CountIn, d.RateIn));
    }

    [Fact]
    public void Unknown_cells_count_on_neither_side()
    {
        var record = Record(t => (1, t % 2 == 0 ? -1 : 0, t < 50 ? 0 : 1), 100);
        var d = MonthCounts.Compare(record, Rewards, When(new Condition.LevelIn(0, [0])), null, 1);
        Assert.Equal((25, 25), (d.CountIn, d.CountOut));
    }

    // Under no difference a 95 % interval leaves out zero about once in twenty.
    [Fact]
    public void The_interval_is_honest_when_nothing_differs()
    {
        int wrong = 0;
        const int Records = 60;
        for (int k = 0; k < Records; k++)
        {
            var rng = new Tumen.Numerics.Philox(77, (ulong)k);
            var moves = Enumerable.Range(0, 240).Select(_ => (Patron: rng.NextDouble() < 0.3 ? 0 : 1, Talks: rng.NextDouble() < 0.5 ? 0 : 1)).ToArray();
            var d = MonthCounts.Compare(Record(t => (1, moves[t].Patron, moves[t].Talks), 240), Rewards, When(new Condition.LevelIn(0, [0])), null, 3);
            wrong += d.Low > 0 || d.High < 0 ? 1 : 0;
        }

        Assert.InRange(wrong, 0, 9);
    }

    [Fact]
    public void Several_checks_make_one_verdict()
    {
        Assert.Equal(ClaimVerdict.NotObservable, ClaimResult.Together([]));
        Assert.Equal(ClaimVerdict.Contradicted, ClaimResult.Together([ClaimVerdict.Supported, ClaimVerdict.Contradicted]));
        Assert.Equal(ClaimVerdict.CannotSay, ClaimResult.Together([ClaimVerdict.Supported, ClaimVerdict.CannotSay]));
        Assert.Equal(ClaimVerdict.Supported, ClaimResult.Together([ClaimVerdict.Supported, ClaimVerdict.Supported]));
    }

    [Fact]
    public void A_mixture_weighs_its_parts()
    {
        var one = Mixture.Interval([(1, 2, [1, 2, 3]), (0, 100, [100])]);
        Assert.Equal((2.0, 2.0, 1.0), (one.Value, one.Median, one.ChancePositive));
        Assert.Equal(1.1, one.Low, 1e-12);
        Assert.Equal(2.9, one.High, 1e-12);
        var two = Mixture.Interval([(3, 1, [1.0]), (1, -1, [-1.0])]);
        Assert.Equal(0.5, two.Value, 1e-12);
        Assert.Equal(0.75, two.ChancePositive, 1e-12);
        Assert.Equal(-0.9, two.Low, 1e-12);
        Assert.Equal(0.9, two.High, 1e-12);
        // The mode of a mixture need not lie where its draws do; its median always does.
        var skewed = Mixture.Interval([(1, 9, [1, 2, 3])]);
        Assert.True(skewed.Value > skewed.High && skewed.Low <= skewed.Median && skewed.Median <= skewed.High);
    }

    // E9 of the theory notes: with presence constant at p, buffer weight b is the affection weight b·p.
    [Fact]
    public void A_situation_that_never_varies_merges_weights_at_an_exchange_rate()
    {
        PayoffTerm Term(bool gains, string weight, params Factor[] factors) => new(1, gains, weight, [.. factors], Condition.Always);
        var game = Game with
        {
            Situations = [new Situation("presence", ["thin", "routine", "reinforced"]), new Situation("warmth", ["cold", "correct", "close"])],
            Theories =
            [
                new Theory("kin", null, [], [Term(true, "kin", new Factor.LevelOf(1))], []),
                new Theory("buffer", null, [], [Term(false, "buffer", new Factor.LevelOf(0), new Factor.LackOf(1))], []),
                new Theory("presence", null, [], [Term(false, "dread", new Factor.LevelOf(0))], []),
            ],
        };
        ImmutableArray<Tumen.Estimation.Sequence> frozen = [new("", ["1", "2"], [[0, 0], [0, 0]], [[2, 0], [2, 1]])];
        var notices = Equivalence.Notices(game, ["base", "kin", "buffer", "presence"], frozen);
        Assert.Contains(notices, n => n.Contains("presence never leaves reinforced", StringComparison.Ordinal) && n.Contains("one unit of buffer is 2 units of kin", StringComparison.Ordinal));
        Assert.Contains(notices, n => n.Contains("dread moves no choice", StringComparison.Ordinal));
        Assert.Equal(2, notices.Length);
        ImmutableArray<Tumen.Estimation.Sequence> varied = [new("", ["1", "2"], [[0, 0], [0, 0]], [[2, 0], [1, 1]])];
        Assert.Empty(Equivalence.Notices(game, ["base", "kin", "buffer", "presence"], varied));
    }

    [Fact]
    public void Variations_change_one_assumption_and_leave_the_rest()
    {
        var game = Game with
        {
            Terms = [new PayoffTerm(0, true, "a", [], Condition.Always), new PayoffTerm(1, true, "b", [], Condition.Always)],
            Weights = [new WeightSpec("a", new Prior.Normal(0, 1), -5, 5, null, []), new WeightSpec("b", new Prior.Normal(0, 1), -5, 5, null, [])],
            Turns = [[0], [1]],
        };
        Assert.Equal([0.8, 0.8], Variations.Of(game, [new Variation.Discount(0.8)]).Discounts);
        Assert.Equal(ValueConvention.ChoiceErrors, Variations.Of(game, [new Variation.Values(ValueConvention.ChoiceErrors)]).Values);
        Assert.Single(Variations.Of(game, [new Variation.Together()]).Turns);
        var split = Variations.Of(game, [new Variation.Eras("patron", "2017-12")]);
        Assert.Empty(split.Weights[0].Eras);
        Assert.Equal(["2017-12", null], split.Weights[1].Eras.Select(e => e.Until));
        Assert.Throws<ArgumentException>(() => Variations.Of(game, [new Variation.Eras("nobody", "2017-12")]));
    }
}
