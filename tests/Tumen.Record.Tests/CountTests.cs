using System.Globalization;
using System.Text;
using Tumen.Model;
using static Tumen.Record.Tests.SmallRecords;

namespace Tumen.Record.Tests;

/// <summary>Counts, quantile cuts, silence, one a day, several files and large ones, coded by hand.</summary>
public class CountTests
{
    private static CodingRule When(PeriodTest test) => Triad.Move("client", "hold", 10, new CodingLine("act", test, Triad.Line(11)));

    private static readonly string[] Months = ["A 2000-01 act 1", "B 2000-02 act 1", "C 2000-02 act 1", "D 2000-03 act 1", "E 2000-03 act 1", "F 2000-03 act 1", "G 2000-05 act 9", "H 2000-05 act 1"];

    // Counts from January on: 1, 2, 3, 0, 2. Ordered: 0, 1, 2, 2, 3. The median is 2; rank .7 · 4 = 2.8 lies between 2 and 2; rank .9 · 4 = 3.6 between 2 and 3: 2.6.
    [Theory]
    [InlineData(0.5, "hold hold act hold hold")]
    [InlineData(0.7, "hold hold act hold hold")]
    [InlineData(0.9, "hold hold act hold hold")]
    [InlineData(0.25, "hold act act hold act")]
    public void A_count_is_cut_at_its_own_quantile(double level, string expected)
    {
        var test = new PeriodTest.Count("acts", "above", 0, 1, 0) { Cut = new QuantileCut(level, "2000-01", "2000-05") };
        Assert.Equal(expected, Row(Coder.Code(Events(Months), Book(When(test), Correct, Busy), Game, "2000-01", "2000-05"), "client"));
    }

    // Sums: 1, 2, 3, 0, 10. The quantile of January to March alone: rank .5 · 2 = 1, so 2.
    [Fact]
    public void A_quantile_is_that_of_the_months_stated_and_of_the_same_window()
    {
        var test = new PeriodTest.Sum("acts", "intensity", "above", 0, 1, 0) { Cut = new QuantileCut(0.5, "2000-01", "2000-03") };
        Assert.Equal("hold hold act hold act", Row(Coder.Code(Events(Months), Book(When(test), Correct, Busy), Game, "2000-01", "2000-05"), "client"));

        // Two months counting this one: 1, 3, 5, 3, 2; ordered 1, 2, 3, 3, 5; above the median 3 is March alone.
        var window = new PeriodTest.Count("acts", "above", 0, 2, 0) { Cut = new QuantileCut(0.5, "2000-01", "2000-05") };
        Assert.Equal("hold hold act hold hold", Row(Coder.Code(Events(Months), Book(When(window), Correct, Busy), Game, "2000-01", "2000-05"), "client"));
    }

    [Theory]
    [InlineData("1999-06", "2000-03")]
    [InlineData("2000-01", "2000-09")]
    public void A_quantile_over_months_without_events_is_refused(string from, string to)
    {
        var test = new PeriodTest.Count("acts", "above", 0, 1, 0) { Cut = new QuantileCut(0.5, from, to) };
        var error = Assert.Throws<BadInputException>(() => Coder.Code(Events(Months), Book(When(test), Correct, Busy), Game, "2000-01", "2000-05"));
        Assert.Equal("R138", Assert.Single(error.Diagnostics).Code);
    }

    [Theory]
    [InlineData("at least", 2, "hold act act hold act")]
    [InlineData("at most", 1, "act hold hold act hold")]
    [InlineData("above", 2, "hold hold act hold hold")]
    [InlineData("below", 1, "hold hold hold act hold")]
    public void A_count_is_compared_as_it_is_said(string relation, double number, string expected)
    {
        var coded = Coder.Code(Events(Months), Book(When(new PeriodTest.Count("acts", relation, number, 1, 0)), Correct, Busy), Game, "2000-01", "2000-05");
        Assert.Equal(expected, Row(coded, "client"));
        Assert.Equal(["D", "E", "F"], relation is "at least" ? coded.Cell(2, "client").Events : ["D", "E", "F"]);
    }

    [Fact]
    public void Where_nothing_was_reported_a_cell_can_be_unknown()
    {
        var rule = Triad.Move("client", "hold", 10, new CodingLine("unknown", new PeriodTest.Silent(1, 0), Triad.Line(10)), new CodingLine("act", Triad.Any("acts"), Triad.Line(11)));
        var coded = Coder.Code(Events("A 2000-01 act", "B 2000-03 gift", "C 2000-05 act"), Book(rule, Correct, Busy), Game, "2000-01", "2000-06");
        Assert.Equal("act ? hold ? act ?", Row(coded, "client"));
    }

    [Fact]
    public void One_a_day_keeps_the_first_by_id_of_what_agrees_and_every_event_without_a_day()
    {
        var events = EventFile.Read("event_id,date,kind,actor,intensity\nB,2000-01-05,act,X,1\nA,2000-01-05,act,X,2\nC,2000-01-05,act,Y,3\nD,2000-01-06,act,X,4\nE,2000-02,act,X,5\nF,2000-02,act,X,6\n", "small.csv");
        var book = Book(When(new PeriodTest.Count("acts", "at least", 3, 1, 0)), Correct, Busy) with { OneADay = ["kind", "actor"] };
        var coded = Coder.Code(events, book, Game, "2000-01", "2000-02");
        Assert.Equal(5, coded.Kept);
        Assert.Equal("act hold", Row(coded, "client"));
        Assert.Equal(["A", "C", "D"], coded.Cell(0, "client").Events);
        Assert.Equal("R131", Assert.Throws<BadInputException>(() => Coder.Code(events, book with { OneADay = ["target"] }, Game, "2000-01", "2000-02")).Diagnostics[0].Code);
    }

    // The rival's rule reads the same acts as the client's and comes after it: with the clause it is left the month whose act the client's rule does not take.
    [Fact]
    public void Each_event_may_count_once_for_the_first_rule_that_takes_it()
    {
        var game = Triad.Game;
        var sets = new[] { new EventSet("talks", Triad.Is("kind", "talk"), Triad.Line(1)) };
        CodingRule client = Triad.Move("client", "hold", 10, new CodingLine("reach_out", Triad.Any("talks", 2), Triad.Line(11)));
        CodingRule rival = Triad.Move("rival", "hold", 12, new CodingLine("engage", Triad.Any("talks"), Triad.Line(13))), patron = Triad.Move("patron", "maintain", 14);
        var level = Triad.Level("presence", "routine", 20, new CodingLine("reinforced", Triad.Any("talks"), Triad.Line(21)));
        var rest = game.Situations.Where(s => s.Name != "presence").Select((s, k) => Triad.Level(s.Name, s.Levels[0], 30 + k));
        var events = EventFile.Read("event_id,date,kind\nA,2000-01,talk\nB,2000-01,talk\nC,2000-02,talk\n", "small.csv");
        var book = new CodebookModel("b", null, [.. sets], [client, rival, patron, level, .. rest]);
        var twice = Coder.Code(events, book, game, "2000-01", "2000-02");
        var once = Coder.Code(events, book with { EachEventOnce = true }, game, "2000-01", "2000-02");
        Assert.Equal(("reach_out hold", "engage engage"), (Row(twice, "client"), Row(twice, "rival")));
        Assert.Equal(("reach_out hold", "hold engage"), (Row(once, "client"), Row(once, "rival")));
        Assert.Equal("reinforced reinforced", Row(once, "presence"));
        Assert.Contains(twice.Remarks, r => r.Code == "R209");
        Assert.DoesNotContain(once.Remarks, r => r.Code == "R209");
        // The order of the rules decides who takes it.
        var turned = Coder.Code(events, book with { EachEventOnce = true, Rules = [rival, client, patron, level, .. rest] }, game, "2000-01", "2000-02");
        Assert.Equal(("hold hold", "engage engage"), (Row(turned, "client"), Row(turned, "rival")));
    }

    [Fact]
    public void A_column_can_begin_with_a_text_and_a_name_that_only_looks_like_one_is_told()
    {
        var events = EventFile.Read("event_id,date,event code\nA,2000-01,190\nB,2000-02,0190\nC,2000-03,19\n", "small.csv");
        var book = new CodebookModel("b", null, [new EventSet("acts", new EventTest.ColumnBegins("event code", ["19", "20"]), Triad.Line(1))], [Acts, Correct, Triad.Level("busy", "no", 30)]);
        Assert.Equal("act hold act", Row(Coder.Code(events, book, Game, "2000-01", "2000-03"), "client"));
        var other = EventFile.Read("event_id,date,kind\nA,2000-01,ACT\nB,2000-02,act \nC,2000-03,\u0430ct\nD,2000-03,hit\n", "small.csv");
        var plain = book with { Sets = [new EventSet("acts", Triad.Is("kind", "act"), Triad.Line(1))] };
        var alike = Coder.Code(other, plain, Game, "2000-01", "2000-03").Remarks.Single(r => r.Code == "R202");
        Assert.Equal("`acts` looks for `act`, which never occurs in the column `kind`; what looks like it there is another name: `ACT` in 1 event, `act ` in 1 event, `\u0430ct` in 1 event", alike.Message);
        var lost = book with { Sets = [new EventSet("acts", new EventTest.ColumnBegins("event code", ["77"]), Triad.Line(1))] };
        Assert.Contains(Coder.Code(events, lost, Game, "2000-01", "2000-03").Remarks, r => r.Code == "R202");
    }

    [Fact]
    public void Files_of_events_are_joined_by_the_names_of_their_columns()
    {
        var first = EventFile.Read("event_id,date,kind\nA,2000-01,act\n", "a.csv");
        var second = EventFile.Read("kind,event_id,extra,date\ngift,B,x,2000-02\n", "b.csv");
        var joined = EventTable.Join([first, second]);
        Assert.Equal(["event_id", "date", "kind", "extra"], joined.Columns);
        Assert.Equal(["act", "gift"], joined.Events.Select(e => joined.Value(e, "kind")));
        Assert.Equal(["", "x"], joined.Events.Select(e => joined.Value(e, "extra")));
        Assert.Same(first, EventTable.Join([first]));
        Assert.Equal("R159", Assert.Throws<BadInputException>(() => EventTable.Join([first, first])).Diagnostics[0].Code);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(300)]
    [InlineData(100_000)]
    public void Pieces_of_a_large_file_read_as_the_whole(int piece)
    {
        var text = new StringBuilder("event_id,date,kind,note\n");
        for (int k = 0; k < 200; k++)
        {
            text.Append(CultureInfo.InvariantCulture, $"E{k},2000-{(k % 12) + 1:00},act,\"line {k}\nwith, \"\"quotes\"\"\"\n");
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        var whole = EventTable.Read(bytes, "a.csv");
        var pieces = LargeEventFile.Read(bytes, "a.csv", piece);
        Assert.Equal(whole.Events.Select(e => $"{e.Id} {e.Date} {e.Line} {string.Join('|', e.Row)}"), pieces.Events.Select(e => $"{e.Id} {e.Date} {e.Line} {string.Join('|', e.Row)}"));

        text.Append("E7,2000-01,act,again\n");
        var wrong = Assert.Throws<BadInputException>(() => LargeEventFile.Read(Encoding.UTF8.GetBytes(text.ToString()), "a.csv", piece)).Diagnostics[0];
        var same = Assert.Throws<BadInputException>(() => EventTable.Read(Encoding.UTF8.GetBytes(text.ToString()), "a.csv")).Diagnostics[0];
        Assert.Equal((same.Code, same.Place.Line, same.Message), (wrong.Code, wrong.Place.Line, wrong.Message));
    }
}
