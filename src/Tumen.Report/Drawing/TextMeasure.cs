using System.Globalization;
using System.Text;

namespace Tumen.Report.Drawing;

/// <summary>Guesses how wide text is without a font, shortens it, and writes numbers for readers.</summary>
internal static class TextMeasure
{
    private const double Narrow = 6.1;
    private const double Wide = 11.5;

    /// <summary>Width in units at the charts' 11-unit font: 6.1 a character, 11.5 for East Asian ones and symbols beyond.</summary>
    public static double Width(string text)
    {
        double width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += Advance(rune);
        }

        return width;
    }

    /// <summary>The widest of several texts; 0 if there are none.</summary>
    public static double Widest(IEnumerable<string> texts) => texts.Select(Width).DefaultIfEmpty(0).Max();

    /// <summary>The text, or its beginning and an ellipsis so that it fits a width.</summary>
    public static string Cut(string text, double width)
    {
        if (Width(text) <= width)
        {
            return text;
        }

        var kept = new StringBuilder();
        double used = Wide;
        foreach (var rune in text.EnumerateRunes())
        {
            used += Advance(rune);
            if (used > width)
            {
                break;
            }

            kept.Append(rune.ToString());
        }

        return kept.ToString().TrimEnd() + "…";
    }

    /// <summary>A number for readers: invariant, true minus sign, exponents for the huge; "–" for what is not a number, "∞" for the infinite.</summary>
    public static string Number(double value, string format)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
        }

        string text = value.ToString(Math.Abs(value) >= 1e7 ? "0.##e+0" : format, CultureInfo.InvariantCulture);
        return text.StartsWith('-') && text.Any(c => c is >= '1' and <= '9') ? "−" + text[1..] : text.TrimStart('-');
    }

    /// <summary>A probability for readers: .48, without a zero before the point; "&lt; .01" and "&gt; .99" at the edges, 0 and 1 only where it is that.</summary>
    public static string Share(double p) => !double.IsFinite(p) ? "–" : p <= 0 ? "0" : p >= 1 ? "1" : p < 0.005 ? "< .01" : p > 0.995 ? "> .99" : p.ToString(".00", CultureInfo.InvariantCulture);

    private static double Advance(Rune rune) => rune.Value >= 0x2E80 ? Wide : Narrow;
}
