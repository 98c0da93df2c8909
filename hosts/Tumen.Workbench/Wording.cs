using System.Globalization;
using System.Text;
using Tumen.Model;
using Tumen.Record;

namespace Tumen.Workbench;

/// <summary>The study's nouns as an analyst reads them.</summary>
internal static class Wording
{
    /// <summary>A name of the language in words: underscores are spaces.</summary>
    public static string Plain(string name) => name.Replace('_', ' ');

    /// <summary>A theory's name; the base game says what it is.</summary>
    public static string Theory(string name) => name == "base" ? "base (costs and habits only)" : name;

    /// <summary>A number, or a dash when there is none.</summary>
    public static string Number(double? x, string format = "0.00") =>
        x is { } v && double.IsFinite(v) ? Unsigned(v.ToString(format, CultureInfo.InvariantCulture).Replace("-", "−", StringComparison.Ordinal)) : "–";

    // What rounds to zero has no sign.
    private static string Unsigned(string text) => text.Length > 1 && text[0] == '−' && text.AsSpan(1).IndexOfAnyExcept('0', '.') < 0 ? text[1..] : text;

    /// <summary>A share as per cent.</summary>
    public static string Percent(double x) => double.IsFinite(x) ? (100 * x).ToString(x is > 0 and < 0.0995 ? "0.0" : "0", CultureInfo.InvariantCulture) + " %" : "–";

    /// <summary>A month such as 2018-06 as June 2018; other periods as they are.</summary>
    public static string Month(string period) => EventTable.TryMonth(period, out int m) && period.Length == 7
        ? string.Create(CultureInfo.InvariantCulture, $"{CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName((m % 12) + 1)} {m / 12}")
        : period;

    /// <summary>A situation at a level, in a few words.</summary>
    public static string Level(Situation s, int level) => level < 0 ? $"{Plain(s.Name)} unknown" : $"{Plain(s.Name)} {Plain(s.Levels[level])}";

    /// <summary>What everybody did in a month.</summary>
    public static string Moves(GameModel game, IReadOnlyList<int> moves) =>
        string.Join("; ", game.Players.Select((p, i) => $"{p.Display}: {(moves[i] < 0 ? "unknown" : Plain(p.Moves[moves[i]]))}"));

    /// <summary>Rows as CSV text.</summary>
    public static string Csv(IEnumerable<string> head, IEnumerable<IEnumerable<object?>> rows)
    {
        var b = new StringBuilder();
        b.AppendLine(string.Join(',', head.Select(CsvTable.Quote)));
        foreach (var row in rows)
        {
            b.AppendLine(string.Join(',', row.Select(x => CsvTable.Quote(x switch { null => "", double d => d.ToString("R", CultureInfo.InvariantCulture), IFormattable f => f.ToString(null, CultureInfo.InvariantCulture), _ => x.ToString() ?? "" }))));
        }

        return b.ToString();
    }
}
