using System.Globalization;
using System.Text;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>A diagnostic as text: sentence, excerpt with caret, witness, rule, ways out.</summary>
public static class DiagnosticText
{
    /// <summary>Renders a diagnostic.</summary>
    /// <param name="d">The diagnostic.</param>
    /// <param name="source">The text it points into, or null when it is not at hand.</param>
    public static string Render(Diagnostic d, string? source)
    {
        var b = new StringBuilder();
        b.Append(d.Severity == Severity.Error ? "error" : "review").Append(' ').Append(d.Code).Append(": ").Append(d.Message).Append('\n');
        int width = Math.Max(2, Digits(Math.Max(d.Place.Line, d.Others.IsDefaultOrEmpty ? 0 : d.Others.Max(o => o.Place.Line))));
        if (d.File is not null)
        {
            b.Append(' ', width).Append("--> ").Append(d.File);
            if (d.Place.Line > 0)
            {
                b.Append(CultureInfo.InvariantCulture, $":{d.Place.Line}:{d.Place.Column}");
            }

            b.Append('\n');
        }

        string[] lines = source?.Split('\n') ?? [];
        if (d.Place.Line > 0 && d.Place.Line <= lines.Length)
        {
            b.Append(' ', width).Append(" |\n");
            foreach (var other in d.Others.Where(o => o.Place.Line < d.Place.Line && o.Place.Line <= lines.Length))
            {
                Excerpt(b, lines, other.Place, other.Text, width);
            }

            Excerpt(b, lines, d.Place, d.Caret, width);
            foreach (var other in d.Others.Where(o => o.Place.Line > d.Place.Line && o.Place.Line <= lines.Length))
            {
                Excerpt(b, lines, other.Place, other.Text, width);
            }

            b.Append(' ', width).Append(" |\n");
        }

        foreach (string note in d.Notes)
        {
            b.Append(' ', width).Append(" = ").Append(note).Append('\n');
        }

        foreach (string help in d.Helps)
        {
            b.Append("help: ").Append(help).Append('\n');
        }

        return b.ToString();
    }

    private static void Excerpt(StringBuilder b, string[] lines, Place place, string? text, int width)
    {
        string line = lines[place.Line - 1].TrimEnd('\r').Replace('\t', ' ');
        int column = Math.Clamp(place.Column, 1, line.Length + 1);
        const int Room = 160;
        int shift = column > Room ? column - (Room / 2) : 0;
        string shown = line.Length > shift ? line.Substring(shift, Math.Min(Room, line.Length - shift)) : "";
        b.Append(place.Line.ToString(CultureInfo.InvariantCulture).PadLeft(width)).Append(" | ").Append(shown).Append('\n');
        b.Append(' ', width).Append(" | ").Append(' ', column - 1 - shift).Append('^', Math.Clamp(place.Length, 1, Math.Max(1, shown.Length - (column - 1 - shift))));
        b.Append(text is null ? "" : " " + text).Append('\n');
    }

    private static int Digits(int n) => n.ToString(CultureInfo.InvariantCulture).Length;
}
