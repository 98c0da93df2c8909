using System.Globalization;
using System.Text.RegularExpressions;
using Tumen.Report.Drawing;

namespace Tumen.Report.Tests;

/// <summary>Charts can be read on light and dark pages, and by readers who see fewer colours.</summary>
public sealed partial class PaletteTests
{
    private static readonly string[] Tones = ["gray", "blue", "vermilion", "green", "purple", "orange", "sky", "yellow"];

    // Linear RGB as seen without red, green or blue cones: Machado, Oliveira and Fernandes (2009), IEEE TVCG 15:1291-1298, table 1, severity 1.
    private static readonly Dictionary<string, double[]> Eyes = new()
    {
        ["all cones"] = [1, 0, 0, 0, 1, 0, 0, 0, 1],
        ["without red"] = [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
        ["without green"] = [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
        ["without blue"] = [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900],
    };

    public static TheoryData<string> Themes() => new("light", "dark");

    // The style sheet says each set of colours three times: plain, by the reader's system, by the page's choice.
    private static Dictionary<string, double[]> Palette(string theme)
    {
        int at = ChartStyle.Css.IndexOf($"[data-theme={theme}] .tc{{", StringComparison.Ordinal);
        string block = ChartStyle.Css[at..ChartStyle.Css.IndexOf('}', at)];
        return Variable().Matches(block).ToDictionary(m => m.Groups[1].Value, m => Enumerable.Range(0, 3)
            .Select(k => int.Parse(m.Groups[2].ValueSpan.Slice(2 * k, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0).Select(c => c <= 0.03928 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray());
    }

    // Contrast of WCAG 2.2: (L₁ + 0.05) / (L₂ + 0.05) of relative luminances.
    private static double Contrast(double[] a, double[] b)
    {
        static double Luminance(double[] c) => (0.2126 * c[0]) + (0.7152 * c[1]) + (0.0722 * c[2]);
        double x = Luminance(a), y = Luminance(b);
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double[] Lab(double[] rgb)
    {
        double[] c = [.. rgb.Select(x => Math.Clamp(x, 0, 1))];
        static double F(double t) => t > 0.008856 ? Math.Cbrt(t) : (7.787 * t) + (16 / 116.0);
        double x = F(((0.4124 * c[0]) + (0.3576 * c[1]) + (0.1805 * c[2])) / 0.95047), y = F((0.2126 * c[0]) + (0.7152 * c[1]) + (0.0722 * c[2])), z = F(((0.0193 * c[0]) + (0.1192 * c[1]) + (0.9505 * c[2])) / 1.08883);
        return [(116 * y) - 16, 500 * (x - y), 200 * (y - z)];
    }

    [Theory]
    [MemberData(nameof(Themes))]
    public void Text_stands_out_4_5_to_1_and_marks_3_to_1(string theme)
    {
        var p = Palette(theme);
        foreach (string ground in (string[])["paper", "plane"])
        {
            Assert.All((string[])["ink", "soft"], t => Assert.True(Contrast(p[t], p[ground]) >= 4.5, $"{t} on {ground}: {Contrast(p[t], p[ground]):0.00}"));
            Assert.All(Tones, t => Assert.True(Contrast(p[t], p[ground]) >= 3, $"{t} on {ground}: {Contrast(p[t], p[ground]):0.00}"));
        }
    }

    // A difference of 2.3 in CIE 1976 L*a*b* is just noticed (Mahy, Van Eycken and Oosterlinck 1994); small marks need several times that.
    [Theory]
    [MemberData(nameof(Themes))]
    public void Tones_stay_apart_for_every_kind_of_eye(string theme)
    {
        var p = Palette(theme);
        foreach (var (eye, m) in Eyes)
        {
            double[] Seen(string tone) => Lab([.. Enumerable.Range(0, 3).Select(i => (m[3 * i] * p[tone][0]) + (m[(3 * i) + 1] * p[tone][1]) + (m[(3 * i) + 2] * p[tone][2]))]);
            foreach (var (a, b) in Tones.SelectMany((a, i) => Tones.Skip(i + 1).Select(b => (a, b))))
            {
                double apart = Math.Sqrt(Seen(a).Zip(Seen(b), (x, y) => (x - y) * (x - y)).Sum());
                Assert.True(apart >= 10, $"{a} and {b}, {eye}, {theme}: {apart:0.0}");
            }
        }
    }

    [GeneratedRegex("--tc-([a-z]+):#([0-9a-f]{6});")]
    private static partial Regex Variable();
}
