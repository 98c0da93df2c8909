using System.Globalization;
using System.Xml.Linq;
using Tumen.Report.Drawing;

namespace Tumen.Report.Tests;

public class ChartMeaningTests
{
    private static List<XElement> Of(string svg, string css) =>
        [.. XDocument.Parse(svg).Descendants().Where(e => e.Attribute("class")?.Value == css)];

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    [Fact]
    public void A_timeline_has_one_tooltip_a_month_and_player_and_years_on_its_axis()
    {
        string svg = Timeline.Draw("t", ChartSamples.Months, ChartSamples.Lanes);

        Assert.Equal(3 * 432, Of(svg, "tc-hit").Count);
        Assert.Contains("1990", Of(svg, "tc-tick").Select(e => e.Value));
        Assert.Contains("2024", Of(svg, "tc-tick").Select(e => e.Value));
        // Months 81 to 85, 178 to 182, 275 to 279 and 372 to 376 are unknown: four stretches of five months of two units, for each player.
        Assert.Equal(12, Of(svg, "tc-unknown").Count);
        Assert.All(Of(svg, "tc-unknown"), e => Assert.Equal(10, Number(e, "width"), tolerance: 1e-9));
    }

    [Fact]
    public void A_tooltip_shows_three_events_and_counts_the_rest()
    {
        var lane = new TimelineLane("China", [new("maintain", Tone.Gray), new("reward", Tone.Green)], [1, -1], [["a", "b", "c", "d", "e"], ["f"]]);

        var tips = Of(Timeline.Draw("t", ["2017-01", "2017-02"], [lane]), "tc-hit").Select(e => e.Value).ToList();

        Assert.Equal(["2017-01: China, reward\na\nb\nc\nand 2 more", "2017-02: China, unknown\nf"], tips);
    }

    [Fact]
    public void Months_in_a_coloured_run_add_up_to_the_months_played()
    {
        var lane = ChartSamples.Lanes[0];
        string svg = Timeline.Draw("t", ChartSamples.Months, [lane]);

        double drawn = Of(svg, "tc-t-vermilion").Sum(e => Number(e, "width"));

        Assert.Equal(2.0 * lane.Played.Count(p => p == 1), drawn, tolerance: 1e-9); // 864 units for 432 months
    }

    [Fact]
    public void A_closer_look_draws_only_its_months()
    {
        var tips = Of(Timeline.Draw("t", ChartSamples.Months, [ChartSamples.Lanes[2]], 312, 24), "tc-hit");

        Assert.Equal(24, tips.Count);
        Assert.StartsWith("2016-01: ", tips[0].Value);
        Assert.Equal(36, Number(tips[0], "width"));
    }

    // Dots at their numbers, none for what is not finite; those above the highest line numbered by size, with what happened.
    [Fact]
    public void Dots_above_the_line_are_numbered_and_named()
    {
        string svg = DotSeries.Draw("k", ["2017-01", "2017-02", "2017-03", "2017-04"], [new("all", Tone.Gray, [0.5, 0.9, double.NegativeInfinity, 0.75]), new("one", Tone.Blue, [0.5, 0.2, double.NaN, 0.3])], [new(0.7, "limit")], [new(1, "a test")]);

        Assert.Equal(3 + 1, Of(svg, "tc-t-gray").Count); // three months and the legend
        Assert.Equal(3 + 1, Of(svg, "tc-t-blue").Count);
        double limit = Number(Of(svg, "tc-reference").Single(), "y1");
        Assert.Equal([false, true, true], Of(svg, "tc-t-gray").Take(3).Select(e => Number(e, "cy") < limit));
        Assert.Equal(["2017-01: all: 0.50", "2017-02: all: 0.90"], Of(svg, "tc-hit").Take(2).Select(e => e.Value.Replace("\n", ": ", StringComparison.Ordinal).Split(": one")[0]));
        Assert.Equal(["1", "2", "1", "2"], Of(svg, "tc-mark").Select(e => e.Value)); // at the dots, and in the key
        Assert.Equal(["2017-02", "0.90", "a test", "2017-04", "0.75"], Of(svg, "tc-small").Select(e => e.Value));
    }

    [Fact]
    public void Bars_are_as_long_as_their_numbers()
    {
        string svg = Bars.Draw("b", ["a", "b", "c"], [4, -2, 1], []);

        double four = Number(Of(svg, "tc-up")[0], "width"), one = Number(Of(svg, "tc-up")[1], "width"), two = Number(Of(svg, "tc-down")[0], "width");

        Assert.Equal(4, four / one, tolerance: 1e-3); // widths are rounded to hundredths of a unit
        Assert.Equal(2, two / one, tolerance: 1e-3);
    }

    [Fact]
    public void The_ten_largest_months_are_numbered_by_size()
    {
        double[] values = [.. Enumerable.Range(1, 15).Select(i => i % 2 == 0 ? -i / 10.0 : i / 10.0)];
        string[] periods = [.. values.Select((_, i) => $"p{i + 1}")];

        var key = Of(SignedSeries.Draw("s", periods, values, [new(13, "the answer")]), "tc-small").Select(e => e.Value).ToList();

        Assert.Equal(["p15", "1.50", "p14", "−1.40", "the answer"], key.Take(5));
        Assert.Equal(21, key.Count); // ten periods, ten values, one note
        Assert.Equal(["p6", "−0.60"], key.TakeLast(2));
    }

    [Fact]
    public void Numbers_on_neighbouring_bars_do_not_cover_each_other()
    {
        double[] values = [.. Enumerable.Range(0, 432).Select(t => t is >= 200 and < 210 ? 1.0 : 0)];

        var marks = Of(SignedSeries.Draw("s", ChartSamples.Months, values, []), "tc-mark").Take(10).Select(e => Number(e, "x")).Order().ToList();

        Assert.All(marks.Zip(marks.Skip(1)), p => Assert.True(p.Second - p.First >= 10, $"{p.First} and {p.Second}"));
    }

    [Fact]
    public void The_running_sum_is_told_and_a_missing_month_adds_nothing()
    {
        var tips = Of(SignedSeries.Draw("s", ["a", "b", "c"], [1, double.NaN, 0.5], []), "tc-hit").Select(e => e.Value);

        Assert.Equal(["a: 1.00, running sum 1.00", "b: no value, running sum 1.00", "c: 0.50, running sum 1.50"], tips);
    }

    [Fact]
    public void A_missing_month_breaks_the_line()
    {
        string svg = SignedSeries.DrawBand("s", ["a", "b", "c", "d", "e"], [1, 2, double.NaN, 2, 1], [0, 1, 1, 1, 0], [2, 3, 3, 3, 2], []);

        Assert.Equal(2, Of(svg, "tc-line")[0].Attribute("d")!.Value.Count(c => c == 'M'));
        Assert.Equal(1, Of(svg, "tc-band")[0].Attribute("d")!.Value.Count(c => c == 'M'));
    }

    [Fact]
    public void Shade_is_proportional_to_size_and_its_colour_to_sign()
    {
        string svg = HeatMap.Draw("h", ["r"], ["a", "b", "c"], [[2, -1, double.NaN]], "0.0");

        Assert.Equal(0.55, Number(Of(svg, "tc-up")[0], "fill-opacity"));
        Assert.Equal(0.28, Number(Of(svg, "tc-down")[0], "fill-opacity"), tolerance: 0.006);
        Assert.Single(Of(svg, "tc-hatch"));
        Assert.Equal(["r, a: 2.0", "r, b: −1.0", "r, c: no value"], Of(svg, "tc-hit").Select(e => e.Value));
    }

    [Fact]
    public void An_interval_far_beyond_the_values_is_cut_with_an_arrow_and_told_in_full()
    {
        string svg = DotInterval.Draw("d", [new("narrow", 1, 0.5, 1.5), new("wide", 0.5, -100, 100, IntervalMark.Weak)]);

        Assert.Equal("−2 2", $"{Of(svg, "tc-tick")[0].Value} {Of(svg, "tc-tick")[^1].Value}".Replace(".0", "", StringComparison.Ordinal));
        Assert.Equal("wide: 0.50  [−100.00, 100.00], weakly identified", Of(svg, "tc-hit")[1].Value);
        Assert.Equal(2, Of(svg, "tc-whisker").Count(e => e.Attribute("d")?.Value.Count(c => c == 'L') == 2));
    }

    [Fact]
    public void Every_class_drawn_is_styled_and_every_tone_has_a_light_and_a_dark_shade()
    {
        var drawn = ChartSamples.All().Values.SelectMany(s => XDocument.Parse(s).Descendants()).Select(e => e.Attribute("class")?.Value)
            .OfType<string>().Distinct().Where(c => c is not "tc" and not "tc-label");

        Assert.All(drawn, c => Assert.Contains("." + c, ChartStyle.Css));
        foreach (var tone in Enum.GetValues<Tone>())
        {
            Assert.Equal(4, ChartStyle.Css.Split($"--tc-{tone.ToString().ToLowerInvariant()}:").Length - 1); // page, system, and both forced themes
        }
    }
}
