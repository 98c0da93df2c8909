using System.Globalization;
using Tumen.Numerics;

namespace Tumen.Studies;

/// <summary>Numbers as the answer says them: no leading zero for what cannot exceed 1, odds to one, a true minus.</summary>
public static class Spoken
{
    /// <summary>A probability in two digits: .48; more than .99 and less than .01 are said so, and certainty only where it is.</summary>
    public static string Probability(double p) => double.IsNaN(p) ? "unknown" : p is 0 or 1 ? p.ToString("0", CultureInfo.InvariantCulture)
        : p < 0.005 ? "less than .01" : p > 0.995 ? "more than .99" : p.ToString(".00", CultureInfo.InvariantCulture);

    /// <summary>Odds for something, or against it when below one: 7.5 to 1, 1 to 14, 150,000 to 1.</summary>
    public static string Odds(double odds) => double.IsNaN(odds) ? "unknown odds" : odds >= 1 ? $"{Factor(odds)} to 1" : $"1 to {Factor(1 / odds)}";

    /// <summary>A size in two digits after the point, with a true minus and without a leading zero.</summary>
    public static string Size(double x) => (x < 0 ? "−" : "") + (Math.Abs(x) < 0.995 ? Math.Abs(x).ToString(".00", CultureInfo.InvariantCulture) : Math.Abs(x).ToString("0.0", CultureInfo.InvariantCulture));

    /// <summary>Names joined: a, b and c.</summary>
    public static string List(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    /// <summary>A number of things with the right plural: 1 way, 3 ways.</summary>
    public static string Count(int n, string one, string? many = null) => $"{Number(n)} {(n == 1 ? one : many ?? one + "s")}";

    /// <summary>A whole number; small ones in words.</summary>
    public static string Number(int n) => n is >= 0 and <= 12
        ? new[] { "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve" }[n] : n.ToString("#,##0", CultureInfo.InvariantCulture);

    /// <summary>Words that begin a sentence.</summary>
    public static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    private static string Factor(double x)
    {
        if (x < 9.95)
        {
            return x.ToString("0.#", CultureInfo.InvariantCulture);
        }

        if (x < 100 || !double.IsFinite(x))
        {
            return double.IsFinite(x) ? x.ToString("0", CultureInfo.InvariantCulture) : "nothing";
        }

        double scale = Elementary.Pow(10, Math.Floor(Elementary.Log10(x)) - 1);
        double round = Math.Round(x / scale) * scale;
        return round >= 1e9 ? "a billion or more" : round.ToString("#,##0", CultureInfo.InvariantCulture);
    }
}
