using System.Collections.Immutable;
using Tumen.Model;
using static Tumen.Record.Tests.SmallRecords;

namespace Tumen.Record.Tests;

public class CoderTests
{
    [Fact]
    public void Windows_count_the_month_itself_unless_they_lag()
    {
        var events = Events("A 2000-02 act", "B 2000-03 act", "C 2000-06 act");
        CodedRecord Code(int atLeast, int window, int lag) => Coder.Code(
            events, Book(Acts, Correct, Triad.Level("busy", "no", 30, new CodingLine("yes", Triad.Any("acts", atLeast, window, lag), Triad.Line(31)))), Game, "2000-01", "2000-08");

        Assert.Equal("no yes yes no no yes no no", Row(Code(1, 1, 0), "busy"));
        Assert.Equal("no no yes yes no no yes no", Row(Code(1, 1, 1), "busy"));
        Assert.Equal("no yes yes yes no yes yes no", Row(Code(1, 2, 0), "busy"));
        Assert.Equal("no no no yes no no no no", Row(Code(2, 2, 1), "busy"));
        Assert.Equal(["A", "B"], Code(2, 2, 1).Cell(3, "busy").Events);
    }

    // One gift of +1 a month earlier stands at full weight; with a half-life of two months it is 1/2 after two more months and 1/4 after four:
    // 0, 1, .71, .5, .35, then the act of May takes 1 away. Cuts are reached, not passed: .5 still counts as close.
    [Fact]
    public void A_balance_halves_after_its_half_life_and_reaches_its_cuts()
    {
        var rule = new CodingRule("warmth", false, [], "correct", null, new BalanceRule([("gifts", 1), ("acts", -1)], 2, [-0.5, 0.5], 0, 1), Triad.Line(20));

        var coded = Coder.Code(Events("A 2000-01 gift", "B 2000-05 act"), Book(Acts, rule, Busy), Game, "2000-01", "2000-09");

        Assert.Equal("correct close close close correct cold cold correct correct", Row(coded, "warmth"));
        Assert.Equal(["A"], coded.Cell(3, "warmth").Events);
        Assert.Empty(coded.Cell(4, "warmth").Events); // .35 and fading: no event holds the level
        Assert.Equal(["B"], coded.Cell(6, "warmth").Events); // −.71 is cold whether A adds .18 or takes it away
        Assert.Equal(["A", "B"], coded.Cell(7, "warmth").Events); // −.5 + .12 is correct, −.5 − .12 were cold: both count
    }

    [Fact]
    public void A_balance_starts_where_it_is_told_and_fades_from_there()
    {
        CodingRule Rule(double halfLife) => new("warmth", false, [], "correct", null, new BalanceRule([("gifts", 1)], halfLife, [-1, 1], 2, 1), Triad.Line(20));
        var events = Events("A 2001-01 gift");

        Assert.Equal("close close close correct", Row(Coder.Code(events, Book(Acts, Rule(2), Busy), Game, "2000-01", "2000-04"), "warmth"));
        Assert.Equal("close close close close", Row(Coder.Code(events, Book(Acts, Rule(double.PositiveInfinity), Busy), Game, "2000-01", "2000-04"), "warmth"));
    }

    [Fact]
    public void Same_carries_a_value_forward_with_its_events()
    {
        var rule = new CodingRule("warmth", false, [new CodingLine("close", Triad.Any("gifts", 1, 1, 1), Triad.Line(21)), new CodingLine("cold", Triad.Any("acts", 1, 1, 1), Triad.Line(22))],
            "same", "correct", null, Triad.Line(20));

        var coded = Coder.Code(Events("A 1999-06 gift", "B 2000-02 gift", "C 2000-05 act"), Book(Acts, rule, Busy), Game, "2000-01", "2000-07");

        Assert.Equal("correct correct close close close cold cold", Row(coded, "warmth")); // `starts correct` beats the gift of 1999
        Assert.Equal(["B"], coded.Cell(4, "warmth").Events);
        Assert.Equal(Triad.Line(21), coded.Cell(2, "warmth").Rule);
        Assert.Equal(Triad.Line(20), coded.Cell(4, "warmth").Rule);
    }

    [Fact]
    public void Unknown_stays_missing_and_spreads_only_where_it_matters()
    {
        // The client is unknown from March to April; what depends on it is unknown a month later, unless another test settles it.
        var client = Triad.Move("client", "hold", 10, new CodingLine("unknown", new PeriodTest.Between("2000-03", "2000-04"), Triad.Line(10)), new CodingLine("act", Triad.Any("acts"), Triad.Line(11)));
        var warmth = Triad.Level("warmth", "correct", 20,
            new CodingLine("close", new PeriodTest.Or(new PeriodTest.Played("client", ["act"], 1), Triad.Any("gifts", 1, 1, 1)), Triad.Line(21)));

        var coded = Coder.Code(Events("Z 1999-11 other", "A 2000-01 act", "B 2000-03 gift"), Book(client, warmth, Busy), Game, "2000-01", "2000-06");

        Assert.Equal("act hold ? ? hold hold", Row(coded, "client"));
        Assert.Equal("no yes no ? ? no", Row(coded, "busy"));
        Assert.Equal("correct close correct close ? correct", Row(coded, "warmth"));
        Assert.Equal(5, coded.Coverage.Unknown);
        Assert.Contains("2000-03,,correct,no", coded.Table.ToCsv());
    }

    [Fact]
    public void An_unknown_test_does_not_matter_when_every_line_left_gives_the_same()
    {
        var client = Triad.Move("client", "unknown", 10);
        var warmth = Triad.Level("warmth", "cold", 20,
            new CodingLine("close", Triad.Any("gifts", 1, 1, 1), Triad.Line(21)), new CodingLine("cold", new PeriodTest.Played("client", ["act"], 1), Triad.Line(22)));

        var coded = Coder.Code(Events("A 1999-12 gift"), Book(client, warmth, Busy), Game, "2000-01", "2000-03");

        Assert.Equal("close cold cold", Row(coded, "warmth"));
        Assert.Equal("? ? ?", Row(coded, "busy"));
    }

    [Fact]
    public void Before_the_first_event_a_move_is_unknown_unless_the_rule_says_how_it_starts()
    {
        var events = Events("A 2000-01 act");
        var starting = Busy with { Lines = [new CodingLine("yes", new PeriodTest.Played("client", ["act"], 1), Triad.Line(31))] };
        var client = Acts with { Starts = "act" };

        Assert.Equal("? yes no", Row(Coder.Code(events, Book(Acts, Correct, Busy), Game, "2000-01", "2000-03"), "busy"));
        Assert.Equal("yes yes no", Row(Coder.Code(events, Book(client, Correct, starting), Game, "2000-01", "2000-03"), "busy"));
    }

    [Fact]
    public void A_cell_that_reads_its_own_month_is_decided_after_what_it_reads()
    {
        // The move waits for a situation that stands after it in the codebook, and that one for another.
        var client = Triad.Move("client", "hold", 10, new CodingLine("act", new PeriodTest.Was("warmth", ["close"], 0), Triad.Line(11)));
        var warmth = Triad.Level("warmth", "correct", 20, new CodingLine("close", new PeriodTest.Was("busy", ["yes"], 0), Triad.Line(21)));
        var busy = Triad.Level("busy", "no", 30, new CodingLine("yes", Triad.Any("acts", 1, 1, 1), Triad.Line(31)));

        var coded = Coder.Code(Events("A 2000-01 act"), Book(client, warmth, busy), Game, "2000-01", "2000-03");

        Assert.Equal("hold act hold", Row(coded, "client"));
        Assert.Equal(["A"], coded.Cell(1, "client").Events);
    }

    [Theory]
    [InlineData("above", 5, "no yes no")]
    [InlineData("at least", 5, "no yes yes")]
    [InlineData("below", 5, "yes no no")]
    [InlineData("at most", 5, "yes no yes")]
    public void A_sum_is_compared_as_it_is_said(string relation, double number, string expected)
    {
        var busy = Triad.Level("busy", "no", 30, new CodingLine("yes", new PeriodTest.Sum("acts", "intensity", relation, number, 1, 1), Triad.Line(31)));

        var coded = Coder.Code(Events("A 2000-01 act 4", "B 2000-01 act 2.5", "C 2000-02 act 5", "D 2000-02 act", "E 2000-02 gift 9"), Book(Acts, Correct, busy), Game, "2000-01", "2000-03");

        Assert.Equal(expected, Row(coded, "busy"));
        Assert.Contains(coded.Remarks, r => r.Code == "R208");
    }

    [Fact]
    public void A_test_ten_thousand_clauses_deep_is_read()
    {
        PeriodTest deep = Triad.Any("gifts");
        EventTest wide = Triad.Is("kind", "gift");
        for (int k = 0; k < 10_000; k++)
        {
            deep = new PeriodTest.Not(new PeriodTest.Or(deep, Triad.Any("gifts", 5)));
            wide = new EventTest.Or(wide, Triad.Is("kind", $"k{k}"));
        }

        var book = Book(Triad.Move("client", "hold", 10, new CodingLine("act", deep, Triad.Line(11))), Correct, Busy) with { Sets = [new EventSet("gifts", wide, Triad.Line(2))] };

        var coded = Coder.Code(Events("A 2000-01 gift"), book, Game, "2000-01", "2000-02");

        Assert.Equal("act hold", Row(coded, "client"));
        Assert.Equal(["A"], coded.Cell(0, "client").Events);
    }

    [Fact]
    public void What_nothing_uses_is_remarked()
    {
        var book = Book(Acts, Triad.Level("warmth", "correct", 20, new CodingLine("cold", new PeriodTest.Between("2040-01", null), Triad.Line(21))), Busy) with
        {
            Sets = [new EventSet("acts", Triad.Is("kind", "act"), Triad.Line(1)), new EventSet("never", Triad.Is("kind", "actt"), Triad.Line(3)), new EventSet("idle", Triad.Is("kind", "gift"), Triad.Line(4))],
        };

        var coded = Coder.Code(Events("Y 1999-12 other", "A 2000-01 act", "B 2000-02 gift"), book, Game, "2000-01", "2000-03", "small.codebook");

        Assert.Equal(
            ["R202 3 `never` looks for `actt`, which never occurs in the column `kind`", "R201 3 no event belongs to the set `never`", "R203 4 no rule reads the set `idle`",
             "R204 21 this line of `warmth` decides no month", "R206 20 no month has `warmth` at `cold`", "R206 20 no month has `warmth` at `close`", "R205 0 2 of 3 kept events decide no cell"],
            coded.Remarks.Select(r => $"{r.Code} {r.Place.Line} {r.Message}"));
        Assert.Equal(["did you mean `act`?"], coded.Remarks[0].Helps);
        Assert.All(coded.Remarks, r => Assert.Equal(("small.codebook", Severity.Review), (r.File, r.Severity)));
        Assert.Equal(["Y", "B"], coded.Coverage.Unused);
    }

    [Fact]
    public void An_event_that_moves_two_players_and_a_situation_that_sees_its_month_are_remarked()
    {
        var game = Game with { Players = [Game.Players[0], new Player("rival", ["hold", "act"])], Turns = [[0, 1]] };
        var book = Book(Acts, Correct, Triad.Level("busy", "no", 30, new CodingLine("yes", Triad.Any("acts"), Triad.Line(31))));
        book = book with { Rules = [.. book.Rules, Triad.Move("rival", "hold", 40, new CodingLine("act", Triad.Any("acts"), Triad.Line(41)))] };

        var remarks = Coder.Code(Events("A 2000-01 act", "B 2000-03 act"), book, game, "2000-01", "2000-03").Remarks;

        Assert.Contains("in 2 month(s) one event decides the moves of both `client` and `rival`", remarks.Single(r => r.Code == "R209").Message);
        Assert.Equal(Triad.Line(31), remarks.Single(r => r.Code == "R207").Place);
        Assert.DoesNotContain(Triad.Code().Remarks, r => r.Code is "R207" or "R209");
    }
}
