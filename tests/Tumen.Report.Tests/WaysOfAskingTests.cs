using System.Xml.Linq;
using Tumen.Report.Drawing;

namespace Tumen.Report.Tests;

/// <summary>The figure that carries the answer: what it counts, and where its marks stand.</summary>
public sealed class WaysOfAskingTests
{
    private static WaysOfAsking Ways(double? threshold = 0.95, params (double First, double Second)[] others) => new(
        new AskedSide("levers", 4, 0.29), new AskedSide("reacts", 4, 0.29), new WayOfAsking("as written", 0.48, 0.41, "realignment", 0.33),
        others.Length == 0 ? [] : [new WayGroup("Record coded by another rule", [.. others.Select((o, k) => new WayOfAsking($"way {k}", o.First, o.Second, "collapse", 0.5))])], threshold, false, 0);

    [Fact]
    public void The_title_counts_who_leads_in_how_many_ways()
    {
        Assert.Equal("Ask four ways: “levers” leads in two, “reacts” in two, and nothing settles it", Ways(0.95, (0.01, 0.9), (0.7, 0.2), (0.2, 0.3)).Finding);
        Assert.Equal("Ask two ways: “levers” leads in two, “reacts” in none, and nothing is called settled", Ways(null, (0.6, 0.2)).Finding);
        Assert.Equal("Ask two ways: “levers” leads in two, “reacts” in none, and the rule settles it", (Ways(0.95, (0.97, 0.02)) with { IsSettled = true }).Finding);
        Assert.StartsWith("One way of asking only: “levers” .48, “reacts” .41", Ways().Finding, StringComparison.Ordinal);
        Assert.Contains("this is not an answer yet", Ways().Reading, StringComparison.Ordinal);
    }

    [Fact]
    public void The_words_for_those_who_cannot_see_it_hold_its_numbers()
    {
        string says = Ways(0.95, (0.01, 0.9), (0.7, 0.2)).Alternative;
        Assert.Contains("levers .48 and reacts .41; before the record .29 and .29; over all ways levers runs from .01 to .70", says, StringComparison.Ordinal);
    }

    // In the wide drawing 0 stands at 250 and 1 at 540, so .48 at 250 + .48 · 290 = 389.2; a square of 9.2 about .41 begins at 250 + .41 · 290 − 4.6 = 364.3.
    [Fact]
    public void Marks_stand_where_their_probability_is_and_differ_in_shape()
    {
        var svg = XDocument.Parse(WaysChart.Draw(Ways(0.95, (0.01, 0.9))));
        var circles = svg.Descendants().Where(e => e.Name.LocalName == "circle" && e.Elements().Any()).ToArray();
        var squares = svg.Descendants().Where(e => e.Name.LocalName == "rect" && (string?)e.Attribute("class") == "tc-open-square" && e.Elements().Any()).ToArray();
        Assert.Equal(["389.2", "252.9"], circles.Select(c => (string?)c.Attribute("cx")));
        Assert.Equal(["364.3", "506.4"], squares.Select(c => (string?)c.Attribute("x")));
        Assert.Contains(svg.Descendants(), e => (string?)e.Attribute("class") == "tc-reference"); // before the record
        Assert.Contains("settled ≥ .95", svg.ToString(), StringComparison.Ordinal);
        Assert.Contains("before: .29", svg.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_narrow_drawing_is_another_drawing_with_text_of_the_same_size()
    {
        var ways = Ways(0.95, (0.01, 0.9));
        var narrow = XDocument.Parse(WaysChart.Draw(ways, true)).Root!;
        Assert.Equal("360", (string?)narrow.Attribute("width"));
        Assert.DoesNotContain("most probable single theory", string.Concat(narrow.Elements().Where(e => e.Name.LocalName == "text").Select(e => e.Nodes().OfType<XText>().Select(t => t.Value).FirstOrDefault())), StringComparison.Ordinal);
        Assert.Equal(2, narrow.Descendants().Count(e => e.Name.LocalName == "circle" && e.Elements().Any()));
    }

    [Fact]
    public void Without_a_known_rule_no_threshold_is_drawn()
    {
        string svg = WaysChart.Draw(Ways(null, (0.01, 0.9)));
        Assert.DoesNotContain("settled ≥", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("tc-band", svg, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("It holds .48 of the probability. So does .5. Nothing else.", 3)]
    [InlineData("One way. “Two” ways", 2)]
    [InlineData("no end", 1)]
    public void Sentences_end_at_a_stop_before_a_capital(string text, int count) => Assert.Equal(count, AnswerSection.Sentences(text).Length);

    [Fact]
    public void A_word_is_explained_where_it_first_stands_and_only_there()
    {
        var words = new Glossary();
        string first = words.Mark("7 to 1 over the base game, a placebo"), again = words.Mark("3 to 1 over the base game");
        Assert.Contains("class=\"term\" href=\"#word-to-1\"", first, StringComparison.Ordinal);
        Assert.Contains(">base game</a>, a <a class=\"term\" href=\"#word-placebo\"", first, StringComparison.Ordinal);
        Assert.Equal("3 to 1 over the base game", again);
        Assert.All(new[] { "to-1", "base-game", "placebo" }, w => Assert.Contains($"id=\"word-{w}\"", Glossary.List(), StringComparison.Ordinal));
    }
}
