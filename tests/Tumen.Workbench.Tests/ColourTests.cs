using System.Globalization;
using System.Text.RegularExpressions;

namespace Tumen.Workbench.Tests;

/// <summary>Words and marks of the pages stand out from what is behind them, light and dark.</summary>
public sealed partial class ColourTests
{
    private static readonly string Css = Read();

    private static string Read()
    {
        using var reader = new StreamReader(typeof(WorkbenchServer).Assembly.GetManifestResourceStream("workbench.css")!);
        return reader.ReadToEnd();
    }

    [Theory]
    [InlineData(":root{")]
    [InlineData(":root:not([data-theme=light]){")]
    [InlineData(":root[data-theme=dark]{")]
    public void Text_4_5_to_1_and_marks_3_to_1(string set)
    {
        int at = Css.IndexOf(set, StringComparison.Ordinal);
        var colours = Variable().Matches(Css[at..Css.IndexOf('}', at)]).ToDictionary(m => m.Groups[1].Value, m => Luminance(m.Groups[2].Value));
        double Contrast(string a, string b) => (Math.Max(colours[a], colours[b]) + 0.05) / (Math.Min(colours[a], colours[b]) + 0.05);
        void AtLeast(double least, string a, string b) => Assert.True(Contrast(a, b) >= least, $"{set} {a} on {b}: {Contrast(a, b).ToString("0.00", CultureInfo.InvariantCulture)}");
        foreach (string ground in (string[])["paper", "plane"])
        {
            Assert.All((string[])["ink", "soft", "link", "warn", "good"], word => AtLeast(4.5, word, ground));
            Assert.All((string[])["blue", "hard", "focus"], mark => AtLeast(3, mark, ground));
        }

        AtLeast(4.5, "ink", "line"); // a button under the pointer
        AtLeast(4.5, "paper", "blue"); // words on the chosen chip, on the main button
        AtLeast(4.5, "paper", "link"); // on the main button under the pointer
        AtLeast(4.5, "paper", "hard"); // the number of a line with a mistake
    }

    private static double Luminance(string hex)
    {
        string full = hex.Length == 3 ? string.Concat(hex.Select(c => $"{c}{c}")) : hex;
        double[] c = [.. Enumerable.Range(0, 3).Select(k => int.Parse(full.AsSpan(2 * k, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0).Select(x => x <= 0.03928 ? x / 12.92 : Math.Pow((x + 0.055) / 1.055, 2.4))];
        return (0.2126 * c[0]) + (0.7152 * c[1]) + (0.0722 * c[2]);
    }

    [GeneratedRegex("--([a-z]+):#([0-9a-f]{3,6})[;}]")]
    private static partial Regex Variable();
}
