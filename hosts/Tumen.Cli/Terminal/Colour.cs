using System.Text.RegularExpressions;

namespace Tumen.Cli;

/// <summary>Colours of diagnostics: the kind, the place, the marks under an excerpt, and the way out.</summary>
internal static partial class Colour
{
    private const string Plain = "\e[0m", Bold = "\e[1m", Red = "\e[1;31m", Yellow = "\e[1;33m", Blue = "\e[34m", Green = "\e[32m";

    /// <summary>The text with the colours of its lines.</summary>
    public static string Paint(string text) => string.Join('\n', text.Split('\n').Select(Line));

    private static string Line(string line)
    {
        if (Head().Match(line) is { Success: true } head)
        {
            return $"{(head.Groups["kind"].Value == "error" ? Red : Yellow)}{head.Groups["kind"].Value}{head.Groups["code"].Value}:{Plain}{Bold}{line[head.Length..]}{Plain}";
        }

        if (line.StartsWith("help: ", StringComparison.Ordinal))
        {
            return $"{Green}help:{Plain}{line["help:".Length..]}";
        }

        if (Gutter().Match(line) is not { Success: true } gutter)
        {
            return line;
        }

        string rest = line[gutter.Length..];
        return $"{Blue}{gutter.Value}{Plain}{(rest.Trim().Trim('^', '~').Length == 0 && rest.Contains('^', StringComparison.Ordinal) ? $"{Red}{rest}{Plain}" : rest)}";
    }

    [GeneratedRegex(@"^(?<kind>error|review|warning|remark)(?<code> [A-Z]\d{3})?:")]
    private static partial Regex Head();

    [GeneratedRegex(@"^ *(-->|\d* *\||=)")]
    private static partial Regex Gutter();
}
