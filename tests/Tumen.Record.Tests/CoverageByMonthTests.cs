using Tumen.Model;
using static Tumen.Record.Tests.SmallRecords;

namespace Tumen.Record.Tests;

/// <summary>The picture of what a record rests on, by hand.</summary>
public class CoverageByMonthTests
{
    // Acts in January, February and May; the client's quiet months rest on its rule; busy looks one month back; warmth is unknown until a gift in March is two months old.
    private static CoverageByMonth Small()
    {
        var client = Acts;
        var warmth = Triad.Level("warmth", "unknown", 20, new CodingLine("close", new PeriodTest.Any("gifts", 1, 2, 1), Triad.Line(21)));
        return CoverageByMonth.Of(Coder.Code(Events("A 2000-01 act", "B 2000-02 act", "C 2000-02 act", "D 2000-03 gift", "E 2000-05 act"), Book(client, warmth, Busy), Game, "2000-01", "2000-06"));
    }

    [Fact]
    public void Every_cell_says_what_it_rests_on()
    {
        var coverage = Small();
        Assert.Equal([1, 2, 1, 0, 1, 0], coverage.Events);
        Assert.Equal(["client", "warmth", "busy"], coverage.Rows.Select(r => r.Name));
        Assert.Equal("EERRER", Letters(coverage.Rows[0]));
        Assert.Equal("UUUEEU", Letters(coverage.Rows[1]));
        Assert.Equal(0.5, coverage.Rows[0].OnEvents(0, 6), 1e-12);
        Assert.Equal(1.0 / 3, coverage.Rows[1].Known(0, 6), 1e-12);
    }

    [Fact]
    public void The_picture_has_a_sign_a_month_where_they_fit()
    {
        string[] lines = Small().Picture(40).Split('\n');
        Assert.Equal("        2000-01 2000-06", lines[0]);
        Assert.Equal("events  ▅█▅ ▅ ", lines[1]);
        Assert.Equal("client  ██··█·", lines[2]);
        Assert.Equal("warmth     ██", lines[3]);
        Assert.StartsWith("each sign is a month; events: how many were kept, at most 2 a sign", lines[5], StringComparison.Ordinal);
    }

    [Fact]
    public void Longer_records_have_several_months_a_sign()
    {
        var long_ = CoverageByMonth.Of(Coder.Code(Events("A 2000-01 act", "B 2000-02 act"), Book(Acts, Correct, Busy), Game, "2000-01", "2003-12"));
        string[] lines = long_.Picture(30).Split('\n');
        Assert.Contains("each sign is 3 months", lines[^2], StringComparison.Ordinal);
        Assert.Equal("client  ▓" + new string('·', 15), lines[2]); // two of the first three months rest on events
        Assert.All(lines[1..^2], l => Assert.True(l.Length <= 30));
    }

    private static string Letters(CoverageRow row) => string.Concat(row.Grounds.Select(g => g.ToString()[0]));
}
