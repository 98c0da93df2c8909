using System.Text;
using Tumen.Model;

namespace Tumen.Import.Tests;

/// <summary>Series from tables and roll calls.</summary>
public class SeriesTests
{
    private static ImportSource Text(string text) => new("made.csv", () => new MemoryStream(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Yearly_values_are_read_by_country_and_codes_for_missing_are_left_out()
    {
        var report = TableSeries.Read([Text("ccode,year,polity,trade\n710,1990,-7,2.5\n731,1990,-9,\n731,1991,-66,1\nx,199,1,1\n")], [("year", "year"), ("country", "ccode"), ("polity", "polity"), ("trade", "trade")]);
        Assert.Equal("series,date,value,count\npolity-CHN,1990,-7,1\ntrade-CHN,1990,2.5,1\ntrade-PRK,1991,1,1\n", report.Csv);
        Assert.Equal((4L, 2L), (report.Read, report.Kept));
        Assert.Equal(report.Read, report.Kept + report.Dropped.Values.Sum());
    }

    // Two votes in 1990: yes–yes (1) and yes–abstain (½), mean 3/4; one in 1991: yes–no, 0.
    [Fact]
    public void Roll_calls_become_yearly_agreement_in_either_layout()
    {
        const string Wide = "rcid,date,CHN,USA\n1,1990-11-01,yes,yes\n2,1990-11-02,yes,abstain\n3,1991-01-01,yes,no\n4,1991-01-02,yes,\n";
        const string Long = "rcid,date,ccode,vote\n1,1990-11-01,710,1\n1,1990-11-01,2,1\n2,1990-11-02,710,1\n2,1990-11-02,2,2\n3,1991-01-01,710,1\n3,1991-01-01,2,3\n4,1991-01-02,710,1\n4,1991-01-02,2,8\n";
        const string Expected = "series,date,value,count\nagreement-CHN-USA,1990,0.75,2\nagreement-CHN-USA,1991,0,1\n";
        Assert.Equal(Expected, VoteSeries.Read([Text(Wide)], [("date", "date"), ("CHN", "CHN"), ("USA", "USA")], PairFilter.All).Csv);
        Assert.Equal(Expected, VoteSeries.Read([Text(Long)], [("date", "date"), ("rollcall", "rcid"), ("country", "ccode"), ("vote", "vote")], ImportOptions.ReadPairs("USA,CHN")).Csv);
    }

    [Fact]
    public void A_series_without_a_date_or_with_a_column_that_is_not_there_is_refused()
    {
        Assert.Equal("R160", Assert.Throws<BadInputException>(() => TableSeries.Read([Text("a\n1\n")], [("value", "a")])).Diagnostics[0].Code);
        Assert.Equal("R161", Assert.Throws<BadInputException>(() => TableSeries.Read([Text("a\n1\n")], [("year", "y"), ("value", "a")])).Diagnostics[0].Code);
    }
}
