using System.Globalization;

namespace Tumen.Estimation.Once;

/// <summary>One side of a formula: the terms of one payoff.</summary>
/// <param name="Terms">Terms as written, "1" for the constant; empty when the payoff is fixed at 0.</param>
public sealed record FormulaSide(IReadOnlyList<string> Terms);

/// <summary>A formula as users of R's `games` and `sigInt` write it: outcomes ~ payoff | payoff | ….</summary>
/// <remarks>
/// Outcomes are joined by +. A payoff is a sum of terms with a constant unless 0 or −1 is among them; "0" alone fixes it at 0. A term is a column, a
/// function of a column (sqrt, log, log1p, exp, abs), a power x^2, factor(x), or an interaction x:z; x*z is short for x + z + x:z.
/// </remarks>
/// <param name="Outcomes">Columns left of ~.</param>
/// <param name="Sides">Payoffs right of ~, in the model's order.</param>
/// <param name="Text">The formula as given.</param>
public sealed record ModelFormula(IReadOnlyList<string> Outcomes, IReadOnlyList<FormulaSide> Sides, string Text)
{
    /// <summary>Longest formula read, in characters.</summary>
    public const int LengthLimit = 20_000;

    /// <summary>Reads a formula.</summary>
    /// <exception cref="SpecificationException">P100: no single ~, an empty part, or a term that cannot be read.</exception>
    public static ModelFormula Parse(string text)
    {
        if (text.Length > LengthLimit) throw Bad($"the formula has {text.Length} characters; at most {LengthLimit} are read");
        text = Shield(text);
        string[] halves = text.Split('~');
        if (halves.Length != 2) throw Bad($"the formula has {halves.Length - 1} times ~; expected one, as in outcome1 + outcome2 ~ x | 0 | z");
        string[] outcomes = [.. halves[0].Split('+').Select(o => o.Trim())];
        if (outcomes.Any(o => o.Length == 0)) throw Bad("the part before ~ names no outcome, or has a + too many");
        return new ModelFormula(outcomes, [.. halves[1].Split('|').Select(Side)], Unshield(text.Trim()));
    }

    /// <summary>Reads the terms of one payoff or scale.</summary>
    /// <exception cref="SpecificationException">P100.</exception>
    public static FormulaSide Side(string text)
    {
        bool constant = true;
        var terms = new List<string>();
        text = Shield(text);
        if (System.Text.RegularExpressions.Regex.Match(text.Trim(), @"[\w.]+(?:[ \t]+[\w.]+)+") is { Success: true, Value: var apart }) throw Bad($"`{apart}` has blanks; a column whose name has blanks stands in backticks: `{apart}` between two of them");
        string cleaned = text.Replace(" ", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal);
        if (cleaned.Length == 0) throw Bad("a payoff is empty; write 0 for a payoff fixed at 0, 1 for a constant alone");
        foreach ((string term, bool minus) in Pieces(cleaned))
        {
            if (term is "0" && !minus || term is "1" && minus) constant = false;
            else if (term is "1") constant = true;
            else if (minus) throw Bad($"-{term} cannot be read; only -1 takes something away, namely the constant");
            else if (term.Contains('*', StringComparison.Ordinal))
            {
                string[] factors = term.Split('*');
                if (factors.Length != 2 || factors.Any(f => f.Length == 0)) throw Bad($"{term} cannot be read; expected x*z");
                foreach (string part in (string[])[.. factors, $"{factors[0]}:{factors[1]}"]) Add(terms, part);
            }
            else Add(terms, term);
        }
        return new FormulaSide([.. constant ? ["1"] : Array.Empty<string>(), .. terms]);
    }

    /// <summary>Puts what stands between backticks, as in R, out of reach of the formula's own signs: every sign of it that is no letter or digit becomes a private one.</summary>
    internal static string Shield(string text)
    {
        if (!text.Contains('`', StringComparison.Ordinal)) return text;
        string[] parts = text.Split('`');
        if (parts.Length % 2 == 0) throw Bad($"{text} has a backtick that does not end");
        return string.Concat(parts.Select((part, k) => k % 2 == 0 ? part : string.Concat(part.Select(c => c < 0x80 && !char.IsAsciiLetterOrDigit(c) ? (char)(Private + c) : c))));
    }

    /// <summary>The name as it stands in the table.</summary>
    internal static string Unshield(string name) => name.Any(c => c is >= (char)Private and < (char)(Private + 0x80)) ? string.Concat(name.Select(c => c is >= (char)Private and < (char)(Private + 0x80) ? (char)(c - Private) : c)) : name;

    // Signs of Unicode's private use area stand for those of ASCII.
    private const int Private = 0xE000;

    /// <summary>Whether a term is a number, and which.</summary>
    internal static bool IsNumber(string term, out double value) => double.TryParse(term, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static void Add(List<string> terms, string term)
    {
        if (IsNumber(term, out _)) throw Bad($"the number {term} cannot be a term; only 0 and 1 (the constant) can");
        if (!terms.Contains(term)) terms.Add(term);
    }

    private static IEnumerable<(string Term, bool Minus)> Pieces(string text)
    {
        int depth = 0, from = 0;
        bool minus = false;
        for (int i = 0; i <= text.Length; i++)
        {
            char c = i < text.Length ? text[i] : '+';
            if (c == '(') depth++;
            if (c == ')' && --depth < 0) throw Bad($"{text} has a ) too many");
            if (c is not ('+' or '-') || (depth > 0 && i < text.Length)) continue;
            if (i == text.Length && depth != 0) throw Bad($"{text} has a ( that does not end");
            if (i > from) yield return (text[from..i], minus);
            else if (i > 0 || c == '+') throw Bad($"{text} has a {(i < text.Length ? c : '+')} with no term {(i == 0 ? "before" : "beside")} it");
            minus = c == '-';
            from = i + 1;
        }
    }

    private static SpecificationException Bad(string message) => new("P100", message, "see `tumen fit --help` for the form of each model's formula");
}
