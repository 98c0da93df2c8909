using System.Globalization;

namespace Tumen.Report.Charts;

/// <summary>Notes on periods of a series: indexed by period, and numbered beside the points without covering each other.</summary>
internal static class SeriesNotes
{
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
            double at = new[] { 0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5 }.Select(k => x + k * Across)
                .FirstOrDefault(c => !taken.Exists(p => Math.Abs(p.X - c) < Across - 0.5 && Math.Abs(p.Y - y) < Down), x);
            taken.Add((at, y));
            canvas.Text("tc-mark", at, y, (i + 1).ToString(CultureInfo.InvariantCulture), "middle");
        }
    }
}
