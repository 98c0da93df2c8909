using System.Collections.Immutable;
using System.Text;
using Tumen.Model;

namespace Tumen.Record.Tests;

public class RecordTests
{
    private const string Header = "event_id,date,actor,target,kind,intensity,description\n";

    private static readonly GameModel Game = new()
    {
        Name = "x",
        Players = [new Player("client", ["provoke", "hold"]), new Player("patron", ["punish", "maintain", "reward"])],
        Turns = [[0, 1]],
        Situations = [new Situation("warmth", ["cold", "correct", "close"]), new Situation("provoked", ["no", "yes"]), new Situation("line", ["hard", "soft"])],
        Laws = [new SituationLaw(0, []), new SituationLaw(1, []), new SituationLaw(2, [])],
        Discounts = [0.9, 0.9],
    };

    private static readonly CodebookModel Book = new(
        "x", new EventTest.ColumnIn("kind", ["noise"]),
        [new EventSet("tests", new EventTest.And(new EventTest.ColumnIn("actor", ["N"]), new EventTest.ColumnCompares("intensity", "at most", -5))), new EventSet("visits", new EventTest.ColumnIn("kind", ["visit"]))],
        [
            new CodingRule("client", true, [new CodingLine("provoke", new PeriodTest.Any("tests", 1, 1, 0))], "hold", null, null),
            new CodingRule("patron", true, [new CodingLine("reward", new PeriodTest.Any("visits", 2, 1, 0))], "maintain", null, null),
            new CodingRule("warmth", false, [], "unknown", null, new BalanceRule([("visits", 1.0), ("tests", -1.0)], 1, [-0.3, 0.3], 0, 1)),
            new CodingRule("provoked", false, [new CodingLine("yes", new PeriodTest.Played("client", ["provoke"], 1))], "no", null, null),
            new CodingRule("line", false, [new CodingLine("unknown", new PeriodTest.Between(null, "2000-02")), new CodingLine("soft", new PeriodTest.Between("2000-03", "2000-03"))], "same", "hard", null),
        ]);

    private static CodedRecord Code(string rows) => Coder.Code(EventTable.Read(Encoding.UTF8.GetBytes(Header + rows), "events.csv"), Book, Game, "2000-01", "2000-05");

    private static string[] Codes(Action action) => [.. Assert.Throws<BadInputException>(action).Diagnostics.Select(d => d.Code)];

    [Fact]
    public void Events_become_moves_and_levels_with_the_ids_behind_them()
    {
        var r = Code("A,2000-01-15,N,U,test,-9,first\nB,2000-02-01,C,N,visit,5,v1\nC,2000-02-20,C,N,visit,5,v2\nD,2000-02-21,C,N,noise,-9,left out\n");
        var u = r.Table.Units[0];
        Assert.Equal([0, 1, 1, 1, 1], u.Moves.Select(m => m[0]));
        Assert.Equal([1, 2, 1, 1, 1], u.Moves.Select(m => m[1]));
        Assert.Equal(["A"], r.Sources[0][0].Events);
        Assert.Equal(["B", "C"], r.Sources[1][1].Events);
        Assert.Equal(3, r.Kept);

        // Balance at the start of a month, half-life one month: -1 after January; 2 - 1/2 after February; 3/4; 3/8.
        Assert.Equal([1, 0, 2, 2, 2], u.Levels.Select(l => l[0]));
        Assert.Equal([0, 1, 0, 0, 0], u.Levels.Select(l => l[1]));

        // Unknown stays unknown; "same" carries the month before forward.
        Assert.Equal([-1, -1, 1, 1, 1], u.Levels.Select(l => l[2]));
    }

    [Fact]
    public void The_order_of_rows_does_not_matter_and_far_events_change_nothing()
    {
        string a = "A,2000-01-15,N,U,test,-9,x\n", b = "B,2000-02-01,C,N,visit,5,y\n", far = "Z,2010-02-01,N,U,test,-9,z\n";
        Assert.Equal(Code(a + b).Table.Hash, Code(b + a).Table.Hash);
        Assert.Equal(Code(a + b).Table.Hash, Code(a + far + b).Table.Hash);
    }

    [Fact]
    public void Bad_rows_are_all_named_with_line_column_and_value()
    {
        var e = Assert.Throws<BadInputException>(() => Code("A,2000-13-15,N,U,test,-9,x\nA,2000-01-01,N,U,test,NaN,x\n"));
        Assert.Equal(["R113", "R112", "R114"], e.Diagnostics.Select(d => d.Code));
        Assert.Contains("2000-13-15", e.Diagnostics[0].Message, StringComparison.Ordinal);
        Assert.Equal(2, e.Diagnostics[0].Place.Line);
        Assert.Equal(3, e.Diagnostics[1].Place.Line);
    }

    [Fact]
    public void Files_that_are_no_tables_are_refused()
    {
        Assert.Equal(["R101"], Codes(() => EventTable.Read(new byte[] { 65, 0, 66 }, "x")));
        Assert.Equal(["R101"], Codes(() => EventTable.Read(new byte[] { 65, 0xC3, 0x28 }, "x")));
        Assert.Equal(["R100"], Codes(() => EventTable.Read(new byte[CsvTable.SizeLimit + 1], "x")));
        Assert.Equal(["R102"], Codes(() => EventTable.Read([], "x")));
        Assert.Equal(["R105"], Codes(() => EventTable.Read("event_id,date\nA,\"2000-01"u8, "x")));
        Assert.Equal(["R103"], Codes(() => EventTable.Read("event_id,date\nA\n"u8, "x")));
        Assert.Equal(["R110"], Codes(() => EventTable.Read("id,date\nA,2000-01\n"u8, "x")));
        Assert.Equal(["R111"], Codes(() => EventTable.Read("event_id,date\n"u8, "x")));
    }

    [Fact]
    public void A_record_reads_back_as_written()
    {
        var table = Code("A,2000-01-15,N,U,test,-9,x\n").Table;
        var again = RecordTable.Read(Encoding.UTF8.GetBytes(table.ToCsv()), "record.csv", Game);
        Assert.Equal(table.Hash, again.Hash);
    }

    [Theory]
    [InlineData("2000-01,hold,reward,cold,no,hard\n2000-03,hold,reward,cold,no,hard\n", "R125")]
    [InlineData("2000-02,hold,reward,cold,no,hard\n2000-01,hold,reward,cold,no,hard\n", "R125")]
    [InlineData("2000-01,hold,reward,cold,no,hard\n2000-01,hold,reward,cold,no,hard\n", "R125")]
    [InlineData("2000-01,hold,reward,warm,no,hard\n", "R126")]
    [InlineData("soon,hold,reward,cold,no,hard\n", "R124")]
    [InlineData("", "R123")]
    public void Bad_records_are_named(string rows, string code) =>
        Assert.Equal([code], Codes(() => RecordTable.Read(Encoding.UTF8.GetBytes("period,client,patron,warmth,provoked,line\n" + rows), "r.csv", Game)));
}
