using System.Collections.Immutable;

namespace Tumen.Report;

/// <summary>One lane of a timeline.</summary>
/// <param name="Name">Who.</param>
/// <param name="Values">Per period an index into <paramref name="Names"/>, or −1 for unknown.</param>
/// <param name="Names">Names of the moves or levels.</param>
/// <param name="Classes">CSS class of each.</param>
/// <param name="Notes">Per period, what to say on hover besides the move.</param>
public sealed record Lane(string Name, ImmutableArray<int> Values, ImmutableArray<string> Names, ImmutableArray<string> Classes, ImmutableArray<string> Notes);

/// <summary>Months × players as coloured marks, with the years below.</summary>
public static class RecordTimeline
{
    /// <summary>Draws the chart.</summary>
    public static string Draw(IReadOnlyList<string> periods, IReadOnlyList<Lane> lanes)
    {
        const double Left = 200, Width = 1000, Row = 34, Top = 8;
        var svg = new Svg(Left + Width + 10, Top + (lanes.Count * Row) + 24, $"moves by month, {(periods.Count > 0 ? $"{periods[0]} to {periods[^1]}" : "no months")}");
        double step = Width / Math.Max(1, periods.Count);
        for (int l = 0; l < lanes.Count; l++)
        {
            var lane = lanes[l];
            double y = Top + (l * Row);
            svg.Text(Left - 8, y + 18, lane.Name, "t", "end");
            svg.Rect(Left, y + 2, Width, Row - 8, "lane");
            for (int t = 0; t < lane.Values.Length && t < periods.Count; t++)
            {
                int v = lane.Values[t];
                string note = t < lane.Notes.Length && lane.Notes[t].Length > 0 ? "\n" + lane.Notes[t] : "";
                string css = v < 0 ? "unknown" : lane.Classes[v];
                if (css != "quiet" || note.Length > 0)
                {
                    svg.Rect(Left + (t * step), y + 2, Math.Max(step, 1.2), Row - 8, css, $"{periods[t]} {lane.Name}: {(v < 0 ? "unknown" : lane.Names[v])}{note}");
                }
            }
        }

        double axis = Top + (lanes.Count * Row);
        for (int t = 0; t < periods.Count; t++)
        {
            if (periods[t].EndsWith("-01", StringComparison.Ordinal) && int.TryParse(periods[t].AsSpan(0, 4), out int year) && year % 5 == 0)
            {
                svg.Line(Left + (t * step), Top, Left + (t * step), axis + 4, "grid");
                svg.Text(Left + (t * step), axis + 16, periods[t][..4], "s", "middle");
            }
        }

        return svg.ToString();
    }
}
