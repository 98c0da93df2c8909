using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Writes diagnostics for people: sentence, excerpt with caret, witness and rule, ways out.</summary>
public static class Diagnostics
{
    private const int Widest = 160;

    /// <summary>One diagnostic as text, lines separated by a line feed, without one at the end.</summary>
    /// <param name="diagnostic">What was found.</param>
    /// <param name="text">The text it was found in, for the excerpt; null when there is none.</param>
    public static string Render(Diagnostic diagnostic, string? text)
    {
        var result = new StringBuilder();
        result.Append(CultureInfo.InvariantCulture, $"{(diagnostic.Severity == Severity.Error ? "error" : "review")} {diagnostic.Code}: {Clean(diagnostic.Message)}\n");
        var place = diagnostic.Place;
        var lines = Lines(diagnostic, text);
        var width = lines.Count == 0 ? 2 : Math.Max(2, lines.Keys.Max().ToString(CultureInfo.InvariantCulture).Length);
        if (diagnostic.File is { } file)
        {
            result.Append(CultureInfo.InvariantCulture, $"{new string(' ', width)}--> {file}{(place.Line > 0 ? $":{place.Line}:{place.Column}" : string.Empty)}\n");
        }

        if (lines.Count > 0)
        {
            result.Append(' ', width + 1).Append("|\n");
            Excerpt(result, diagnostic, lines, width);
            result.Append(' ', width + 1).Append("|\n");
        }

        foreach (var note in diagnostic.Notes)
        {
            result.Append(' ', width + 1).Append("= ").Append(Clean(note)).Append('\n');
        }

        foreach (var help in diagnostic.Helps)
        {
            result.Append("help: ").Append(Clean(help)).Append('\n');
        }

        return result.ToString().TrimEnd();
    }

    /// <summary>All diagnostics, one blank line between, in the order given.</summary>
    public static string Render(IEnumerable<Diagnostic> diagnostics, string? text) => string.Join("\n\n", diagnostics.Select(d => Render(d, text)));

    private static SortedDictionary<int, string> Lines(Diagnostic diagnostic, string? text)
    {
        var wanted = new SortedDictionary<int, string>();
        if (text is null || diagnostic.Place.Line < 1)
        {
            return wanted;
        }

        var numbers = diagnostic.Others.Select(o => o.Place.Line).Append(diagnostic.Place.Line).Where(l => l > 0).Distinct().OrderBy(l => Math.Abs(l - diagnostic.Place.Line)).Take(5).ToHashSet();
        var (line, start) = (1, 0);
        while (start <= text.Length && numbers.Count > wanted.Count)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            if (numbers.Contains(line))
            {
                wanted[line] = text[start..end].TrimEnd('\r');
            }

            (line, start) = (line + 1, end + 1);
        }

        return wanted;
    }

    private static void Excerpt(StringBuilder result, Diagnostic diagnostic, SortedDictionary<int, string> lines, int width)
    {
        var last = 0;
        foreach (var (number, source) in lines)
        {
            if (last > 0 && number > last + 1)
            {
                result.Append("...\n");
            }

            last = number;
            var main = number == diagnostic.Place.Line;
            var marks = main ? (diagnostic.Place, Text: diagnostic.Caret) : diagnostic.Others.Where(o => o.Place.Line == number).Select(o => (o.Place, Text: (string?)o.Text)).First();
            var (shown, offset) = Window(source, marks.Place.Column);
            result.Append(number.ToString(CultureInfo.InvariantCulture).PadLeft(width)).Append(" | ").Append(shown).Append('\n');
            if (!main && string.IsNullOrEmpty(marks.Text))
            {
                continue;
            }

            var column = Math.Clamp(marks.Place.Column - 1 - offset, 0, shown.Length);
            var length = Math.Clamp(marks.Place.Length, 1, Math.Max(1, shown.Length - column));
            result.Append(' ', width + 1).Append("| ").Append(' ', column).Append(main ? '^' : '-', length);
            if (!string.IsNullOrEmpty(marks.Text))
            {
                result.Append(' ').Append(Clean(marks.Text));
            }

            result.Append('\n');
        }
    }

    /// <summary>The part of a line around a column, one printed character for each code unit.</summary>
    private static (string Shown, int Offset) Window(string source, int column)
    {
        var offset = source.Length <= Widest ? 0 : Math.Clamp(column - 41, 0, source.Length - Widest);
        return (Clean(source.Substring(offset, Math.Min(Widest, source.Length - offset))), offset);
    }

    /// <summary>Control characters and tabs print as one blank, so that carets stay under what they mean.</summary>
    private static string Clean(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;
}
