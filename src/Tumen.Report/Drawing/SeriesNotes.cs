using System.Globalization;

namespace Tumen.Report.Drawing;

/// <summary>Notes on periods of a series: indexed by period, and numbered beside the points without covering each other.</summary>
internal static class SeriesNotes
{
    /// <summary>Height of a line of the key in units.</summary>
    public const double KeyRow = 15;

    private const double Across = 13;
    private const double Down = 10;

    /// <summary>Words by period, several for one period joined.</summary>
    /// <exception cref="ArgumentException">Not one value a period, or a note for no period.</exception>
    public static Dictionary<int, string> Index(IReadOnlyList<string> periods, IReadOnlyList<double> values, IReadOnlyList<PeriodNote> annotations)
    {
        ArgumentNullException.ThrowIfNull(periods);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(annotations);
        if (values.Count != periods.Count)
        {
            throw new ArgumentException($"Expected {periods.Count} values, one a period; found {values.Count}.", nameof(values));
        }

        var notes = new Dictionary<int, string>();
        foreach (var note in annotations)
        {
            if (note.Period < 0 || note.Period >= periods.Count)
            {
                throw new ArgumentException($"The note `{note.Text}` is for period {note.Period}, of {periods.Count}.", nameof(annotations));
            }

            notes[note.Period] = notes.TryGetValue(note.Period, out string? before) ? $"{before}; {note.Text}" : note.Text;
        }

        return notes;
    }

    /// <summary>Writes 1, 2, 3… at points: above them, or below, moved sideways where another number already stands.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="points">Periods in the order of their numbers.</param>
    /// <param name="across">Where a period lies.</param>
    /// <param name="tip">How high its tip is and whether the number goes beneath it.</param>
    public static void Numbers(SvgCanvas canvas, List<int> points, Func<int, double> across, Func<int, (double Y, bool Beneath)> tip)
    {
        var taken = new List<(double X, double Y)>();
        for (int i = 0; i < points.Count; i++)
        {
            var (height, beneath) = tip(points[i]);
            double x = across(points[i]), y = height + (beneath ? 9 : -3);
            double at = Enumerable.Range(0, 160).Select(k => x + (k % 2 == 0 ? k : -k - 1)) // nearest free place, in steps of 2
                .FirstOrDefault(c => !taken.Exists(p => Math.Abs(p.X - c) < Across - 0.5 && Math.Abs(p.Y - y) < Down), x);
            taken.Add((at, y));
            canvas.Text("tc-mark", at, y, (i + 1).ToString(CultureInfo.InvariantCulture), "middle");
        }
    }

    /// <summary>Writes what the numbers stand for: number, period, value, words, in columns.</summary>
    public static void Key(SvgCanvas canvas, List<(string Period, string Value, string Words)> rows, double left, double y, double width)
    {
        double period = left + 22, value = period + 16 + Math.Min(120, TextMeasure.Widest(rows.Select(r => r.Period)));
        double words = value + 16 + TextMeasure.Widest(rows.Select(r => r.Value));
        for (int i = 0; i < rows.Count; i++)
        {
            double line = y + i * KeyRow;
            canvas.Text("tc-mark", left + 14, line, (i + 1).ToString(CultureInfo.InvariantCulture), "end");
            canvas.Label("tc-small", period, line, rows[i].Period, 120);
            canvas.Text("tc-small", words - 12, line, rows[i].Value, "end");
            canvas.Label("tc-small", words, line, rows[i].Words, width - (words - left));
        }
    }
}
