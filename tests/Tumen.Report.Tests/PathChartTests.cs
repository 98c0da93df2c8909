using System.Xml.Linq;
using Tumen.Report.Drawing;

namespace Tumen.Report.Tests;

public class PathChartTests
{
    private static readonly double[] Along = [0, 1, 10, 5, 100];

    [Fact]
    public void Every_line_is_drawn_and_named_with_where_it_ends()
    {
        string svg = PathChart.Draw("title <&>", "λ", Along, true,
            [new PathPanel("client", [new PathLine("provoke in calm", [0.5, 0.6, 0.8, 0.9, 1]), new PathLine("hold in calm", [0.5, 0.4, 0.2, 0.1, 0])])]);
        var root = XDocument.Parse(svg).Root!;
        Assert.Equal(2, root.Descendants().Count(e => e.Name.LocalName == "path"));
        Assert.Contains("1.000  provoke in calm", svg);
        Assert.Contains("title &lt;&amp;&gt;", svg);

        // The path turns back from 10 to 5, and so does the line: its fourth point lies left of its third.
        string data = root.Descendants().First(e => e.Name.LocalName == "path").Attribute("d")!.Value;
        double[] across = [.. data.Split('M', 'L').Skip(1).Select(p => double.Parse(p.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture))];
        Assert.True(across[3] < across[2] && across[4] > across[2]);
    }

    [Fact]
    public void One_value_per_point_is_needed() =>
        Assert.Throws<ArgumentException>(() => PathChart.Draw("t", "λ", Along, true, [new PathPanel("a", [new PathLine("x", [1, 2])])]));
}
