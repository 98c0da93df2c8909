namespace Tumen.Record.Tests;

/// <summary>Months whose acts are in every chronicle; the ids were looked up by hand in the events file.</summary>
public class KnownMonthTests
{
    private static readonly CodedRecord Record = Triad.Code();

    [Theory]
    [InlineData("2013-12", "client", "rebuff", "E00815", 10)] // Jang Song Thaek, China's man in Pyongyang, is purged
    [InlineData("2017-09", "client", "rebuff", "E01007", 10)] // a commentary accuses Chinese state media
    [InlineData("2017-09", "patron", "punish", "E01000 E01005 E01009 E01012", 14)] // Resolution 2375 and what China did about it
    [InlineData("2017-09", "rival", "press", "E00999 E01002 E01006 E01010 E01011", 17)]
    [InlineData("2018-03", "patron", "reward", "E01045", 15)] // Kim's first journey, to Beijing
    [InlineData("2018-03", "client", "reach_out", "E01039 E01041", 11)] // two summits are announced
    [InlineData("2018-06", "patron", "reward", "E01073", 15)] // Kim in Beijing a week after Singapore
    [InlineData("2018-06", "rival", "engage", "E01069", 18)] // Singapore; the talks row of 12 June is a duplicate
    [InlineData("2018-06", "client", "reach_out", "E01067 E01068", 11)]
    public void A_move_is_decided_by_its_events(string month, string column, string value, string ids, int line)
    {
        var cell = Record.Cell(Triad.At(Record, month), column);

        Assert.Equal(value, Triad.Cell(Record, month, column));
        Assert.Equal(ids.Split(' '), cell.Events);
        Assert.Equal(Triad.Line(line), cell.Rule);
    }

    [Theory]
    [InlineData("2006-10", "untested")] // the first test is of 9 October: November is the first month that starts with it
    [InlineData("2006-11", "tested")]
    [InlineData("2017-10", "tested")]
    [InlineData("2017-11", "reaches")]
    public void A_date_decides_without_events(string month, string level)
    {
        Assert.Equal(level, Triad.Cell(Record, month, "arsenal"));
        Assert.Empty(Record.Cell(Triad.At(Record, month), "arsenal").Events);
    }

    [Fact]
    public void A_reference_hands_on_the_events_of_the_move_it_reads()
    {
        int t = Triad.At(Record, "2017-08");

        Assert.Equal("provoke", Triad.Cell(Record, "2017-07", "client"));
        Assert.Equal("yes", Triad.Cell(Record, "2017-08", "provoked"));
        Assert.Equal(Record.Cell(t - 1, "client").Events, Record.Cell(t, "provoked").Events);
        Assert.Equal("no", Triad.Cell(Record, "2017-10", "provoked")); // September was a rebuff
    }

    [Fact]
    public void A_situation_does_not_see_its_own_month()
    {
        Assert.Equal("cold", Triad.Cell(Record, "2018-01", "warmth"));
        Assert.DoesNotContain(Record.Cell(Triad.At(Record, "2017-09"), "warmth").Events, id => string.CompareOrdinal(id, "E00997") >= 0);
        Assert.All(Record.Cell(Triad.At(Record, "2017-10"), "presence").Events, id => Assert.InRange(StudyFiles.Events.Find(id)!.Month, (2017 * 12) + 5, (2017 * 12) + 8));
    }

    [Fact]
    public void Duplicates_decide_nothing()
    {
        var duplicates = StudyFiles.Events.Events.Where(e => StudyFiles.Events.Value(e, "dup_of").Length > 0).Select(e => e.Id).ToHashSet();

        Assert.Equal(33, duplicates.Count);
        Assert.Equal(1486 - 33, Record.Kept);
        Assert.DoesNotContain(Record.Sources.SelectMany(row => row).SelectMany(c => c.Events), duplicates.Contains);
    }

    [Fact]
    public void Coverage_adds_up()
    {
        var coverage = Record.Coverage;

        Assert.Equal(432, coverage.Months);
        Assert.All(coverage.Columns, c => Assert.Equal(432, c.Values.Sum(v => v.Months) + c.Unknown));
        Assert.Equal(0, coverage.Unknown);
        Assert.Equal(coverage.Kept - coverage.After, coverage.Used + coverage.Unused.Length);
        Assert.Equal([("untested", 202, 1), ("tested", 132, 1), ("reaches", 98, 1)], coverage.Columns.Single(c => c.Name == "arsenal").Values);
        Assert.Contains(Record.Remarks, r => r.Code == "R205");
    }
}
