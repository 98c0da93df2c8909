using System.Globalization;
using System.Xml.Linq;
using Tumen.Report.Drawing;

namespace Tumen.Report.Tests;

public class ChartRobustnessTests
{
    private const double Nan = double.NaN, Inf = double.PositiveInfinity;
    private static readonly string[] Coordinates = ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "fill-opacity"];

    private static readonly double[][] Hard =
        [[], [Nan], [0], [1], [-1], [Inf], [-Inf, 1], [Nan, Nan], [double.MaxValue, -double.MaxValue], [double.Epsilon, 0], [1e-300, -1e-300], [Nan, 3, Nan], [5, Inf, Nan, -2]];

    /// <summary>Parses, and checks that every coordinate is a finite number, that nothing runs or loads, and that the chart is named.</summary>
    private static XElement Read(string svg)
    {
        var root = XDocument.Parse(svg).Root!;
        Assert.Equal("img", root.Attribute("role")?.Value);
        Assert.NotNull(root.Attribute("aria-label"));
        foreach (var attribute in root.DescendantsAndSelf().SelectMany(e => e.Attributes()))
        {
            string name = attribute.Name.LocalName;
            if (Coordinates.Contains(name))
            {
                Assert.True(double.IsFinite(double.Parse(attribute.Value, NumberStyles.Float, CultureInfo.InvariantCulture)), attribute.ToString());
            }
            else if (name is "d" or "viewBox" or "transform")
            {
                Assert.DoesNotContain("NaN", attribute.Value);
                Assert.DoesNotContain("∞", attribute.Value);
                Assert.DoesNotContain("Infinity", attribute.Value);
            }

            Assert.DoesNotContain(name, new[] { "href", "src", "id", "style" });
            Assert.False(name.StartsWith("on", StringComparison.Ordinal), name);
        }

        Assert.DoesNotContain(root.Descendants(), e => e.Name.LocalName is "script" or "image" or "foreignObject");
        Assert.DoesNotContain("NaN", svg);
        return root;
    }

    [Fact]
    public void Full_size_charts_are_well_formed_and_the_same_each_time()
    {
        var once = ChartSamples.All();
        var again = ChartSamples.All();
        foreach (var (name, svg) in once)
        {
            Read(svg);
            Assert.Equal(svg, again[name]);
            Read(ChartStyle.Standalone(svg));
        }
    }

    [Fact]
    public void Charts_do_not_depend_on_the_current_culture()
    {
        string before = string.Concat(ChartSamples.All().Values);
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "~";
        var old = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            Assert.Equal(before, string.Concat(ChartSamples.All().Values));
        }
        finally
        {
            CultureInfo.CurrentCulture = old;
        }
    }

    [Fact]
    public void Hard_numbers_are_drawn_without_a_coordinate_that_is_not_finite()
    {
        foreach (double[] values in Hard)
        {
            string[] names = [.. values.Select((_, i) => $"n{i}")];
            Read(Bars.Draw("b", names, values, [new(Nan, "nan"), new(Inf, "inf"), new(0.5, "half")]));
            Read(SignedSeries.Draw("s", names, values, []));
            Read(DotSeries.Draw("d", names, [new("x", Tone.Gray, values), new("y", Tone.Blue, [.. values.Select(v => -v)])], [new(0.7, "limit"), new(double.NaN, "none")], [.. values.Select((_, i) => new PeriodNote(i, "x"))]));
            Read(SignedSeries.DrawBand("s", names, values, [.. values.Select(v => v - 1)], [.. values.Select(v => v + 1)], [.. values.Select((_, i) => new PeriodNote(i, "x"))]));
            Read(HeatMap.Draw("h", ["row"], names, [values], "0.0"));
            Read(Matrix.Draw("m", names, [.. values.Select(_ => values)]));
            Read(DotInterval.Draw("d", [.. values.Select((v, i) => new Tumen.Report.Drawing.IntervalRow(names[i], v, v - 1, v * 2, (IntervalMark)(i % 3)))]));
        }
    }

    [Fact]
    public void Nothing_at_all_is_an_empty_chart()
    {
        Read(Timeline.Draw("t", [], []));
        Read(Timeline.Draw("t", [], [ChartSamples.Lane("nobody", 0)]));
        Read(Timeline.Draw("t", ["2017-01"], [new("one", [new("hold", Tone.Gray)], [-1], [])]));
        Read(Timeline.Draw("t", ChartSamples.Months, ChartSamples.Lanes, 431, 1));
        Read(Timeline.Draw("t", ChartSamples.Months, ChartSamples.Lanes, 9000, -4));
        Read(HeatMap.Draw("h", [], [], [], "0.0"));
        Read(HeatMap.DrawBeside("h", ["r"], [], [[]], [[]], "0.0"));
        Read(Matrix.Draw("m", [], []));
    }

    [Fact]
    public void Text_is_escaped_and_text_xml_forbids_is_replaced()
    {
        const string Nasty = "<script>alert('x')</script> & \"q\" ]]> \u0001 \uD800 \uFFFE 中国 \U0001F680";
        string expected = Nasty.Replace('\u0001', '\uFFFD').Replace('\uD800', '\uFFFD').Replace('\uFFFE', '\uFFFD');

        var bars = Read(Bars.Draw(Nasty, [Nasty], [1], [new(1, Nasty)]));
        var lane = new TimelineLane(Nasty, [new(Nasty, Tone.Sky)], [0], [[Nasty]]);
        var timeline = Read(Timeline.Draw(Nasty, [Nasty], [lane]));
        Read(SignedSeries.Draw(Nasty, [Nasty], [1], [new(0, Nasty)]));
        Read(DotSeries.Draw(Nasty, [Nasty], [new(Nasty, Tone.Blue, [1])], [new(0.5, Nasty)], [new(0, Nasty)]));
        Read(Matrix.Draw(Nasty, [Nasty], [[1]], "0.0", Nasty, Nasty));
        Read(DotInterval.Draw(Nasty, [new(Nasty, 1, 0, 2)]));

        Assert.Equal(expected, bars.Attribute("aria-label")!.Value);
        Assert.Contains(timeline.Descendants(), e => e.Name.LocalName == "title" && e.Value.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_with_what_was_found()
    {
        Assert.Contains("found 1", Assert.Throws<ArgumentException>(() => Bars.Draw("b", ["a", "b"], [1], [])).Message);
        Assert.Contains("found 1 rows", Assert.Throws<ArgumentException>(() => Matrix.Draw("m", ["a", "b"], [[1, 2]])).Message);
        Assert.Throws<ArgumentException>(() => HeatMap.Draw("h", ["a"], ["c", "d"], [[1]], "0"));
        Assert.Throws<ArgumentException>(() => SignedSeries.Draw("s", ["a"], [], []));
        Assert.Throws<ArgumentException>(() => DotSeries.Draw("d", ["a"], [new("x", Tone.Gray, [])], [], []));
        Assert.Throws<ArgumentException>(() => SignedSeries.Draw("s", ["a"], [1], [new(1, "beyond")]));
        Assert.Throws<ArgumentException>(() => SignedSeries.DrawBand("s", ["a"], [1], [], [1], []));
        TimelineMove[] moves = [new("hold", Tone.Gray)];
        Assert.Contains("plays move 1", Assert.Throws<ArgumentException>(() => Timeline.Draw("t", ["a"], [new("p", [.. moves], [1], [])])).Message);
        Assert.Throws<ArgumentException>(() => Timeline.Draw("t", ["a"], [new("p", [.. moves], [-2], [])]));
        Assert.Throws<ArgumentException>(() => Timeline.Draw("t", ["a"], [new("p", [.. moves], [], [])]));
        Assert.Throws<ArgumentException>(() => Timeline.Draw("t", ["a"], [new("p", [.. moves], [0], [[], []])]));
        Assert.Throws<ArgumentException>(() => ChartStyle.Standalone("<p>"));
    }
}
