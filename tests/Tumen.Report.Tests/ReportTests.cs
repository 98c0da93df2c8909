using System.Xml.Linq;

namespace Tumen.Report.Tests;

public class ReportTests
{
    [Fact]
    public void Charts_are_well_formed_and_never_print_NaN()
    {
        string[] svgs =
        [
            Charts.Intervals([new IntervalRow("a <b>", 0.5, double.NaN, double.NaN, "x & y"), new IntervalRow("c", double.NaN, 0, 1, "")], "weights"),
            Charts.Intervals([], "empty"),
            Charts.Bars([("one", 0.2, "n"), ("none", double.NaN, "")], "bars", "0.00"),
            Charts.Evidence(["2000-01", "2000-02"], [0.5, double.NaN], "a", "b"),
            Charts.Evidence([], [], "a", "b"),
            Charts.Grid(["r"], ["c"], (_, _) => double.NaN, null, "grid", "0.0", 1),
            Charts.Grid(["r"], ["c"], (_, _) => 0.3, (_, _) => 0.4, "grid", "0.0", 1),
            RecordTimeline.Draw(["2000-01", "2000-02"], [new Lane("N", [0, -1], ["go"], ["hard"], ["note <1>"])]),
        ];
        foreach (string svg in svgs)
        {
            XDocument.Parse(svg);
            Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_timeline_names_the_month_the_move_and_its_events()
    {
        string svg = RecordTimeline.Draw(["2018-03"], [new Lane("China", [0], ["reward"], ["soft"], ["2018-03-25 first meeting"])]);
        Assert.Contains("2018-03 China: reward\n2018-03-25 first meeting", XDocument.Parse(svg).Descendants().First(e => e.Value.Contains("reward", StringComparison.Ordinal)).Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-3.2, 7.9)]
    [InlineData(-1e-6, 1e-6)]
    public void Ticks_are_few_and_inside(double low, double high)
    {
        double[] ticks = [.. Charts.Ticks(low, high)];
        Assert.InRange(ticks.Length, 3, 11);
        Assert.All(ticks, t => Assert.InRange(t, low, high));
        Assert.Contains(0, ticks);
    }
}
