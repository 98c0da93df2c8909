using System.Collections.Immutable;
using System.Globalization;

namespace Tumen.Report.Drawing;

/// <summary>One lane of a record chart: a player's moves or a situation's levels, one thin row each.</summary>
/// <param name="Name">Heading.</param>
/// <param name="Values">Rows, top first.</param>
/// <param name="Cells">Per period, an index into <paramref name="Values"/>; −1 if unknown.</param>
public sealed record RecordLane(string Name, ImmutableArray<TimelineMove> Values, ImmutableArray<int> Cells);

/// <summary>Marks of single events over the periods, sized by how many there were.</summary>
/// <param name="Name">Kind of event.</param>
/// <param name="Counts">How many in each period.</param>
/// <param name="Tone">Colour.</param>
public sealed record EventLane(string Name, ImmutableArray<int> Counts, Tone Tone);

/// <summary>The record as a chart to look into: players, situations and kinds of event over the periods; every period may be a link.</summary>
public static class RecordChart
{
    private const double Plot = 1040;
    private const double RowHeight = 12;
    private const double EventHeight = 16;

    /// <summary>Draws a stretch of periods.</summary>
    /// <param name="title">What it shows, for readers who cannot see it.</param>
    /// <param name="periods">Names of all periods.</param>
    /// <param name="lanes">Lanes of cells.</param>
    /// <param name="events">Lanes of marks.</param>
    /// <param name="first">First period drawn.</param>
    /// <param name="count">How many.</param>
    /// <param name="selected">Period to outline, or −1.</param>
    /// <param name="link">Address of a period; null for a chart without links.</param>
    /// <param name="tip">What to say of a period; null for the cells' values.</param>
    /// <returns>An SVG element, always 1040 units wide beside its labels, so that zooming does not move the page.</returns>
    public static string Draw(
        string title, IReadOnlyList<string> periods, IReadOnlyList<RecordLane> lanes, IReadOnlyList<EventLane> events, int first, int count,
        int selected = -1, Func<int, string>? link = null, Func<int, string>? tip = null)
    {
        ArgumentNullException.ThrowIfNull(periods);
        ArgumentNullException.ThrowIfNull(lanes);
        ArgumentNullException.ThrowIfNull(events);
        if (lanes.Any(l => l.Cells.Length != periods.Count) || events.Any(e => e.Counts.Length != periods.Count))
        {
            throw new ArgumentException($"Every lane needs one cell for each of {periods.Count} periods.", nameof(lanes));
        }

        first = Math.Clamp(first, 0, Math.Max(0, periods.Count - 1));
        count = Math.Clamp(count, 0, periods.Count - first);
        double left = 20 + Math.Clamp(Math.Max(TextMeasure.Widest(lanes.SelectMany(l => l.Values.Select(v => v.Name))), TextMeasure.Widest(events.Select(e => e.Name))), 60, 190);
        double unit = Plot / Math.Max(1, count);
        double bottom = 4 + lanes.Sum(Height) + (events.Count * EventHeight) + (events.Count > 0 ? 14 : 0);
        var canvas = new SvgCanvas();
        PeriodAxis.Draw(canvas, [.. periods.Skip(first).Take(count)], left, unit, 4, bottom);
        double y = 4;
        foreach (var lane in lanes)
        {
            Cells(canvas, lane, first, count, left, y, unit);
            y += Height(lane);
        }

        if (events.Count > 0)
        {
            canvas.Text("tc-head", 8, y + 10, "events");
            y += 14;
            foreach (var lane in events)
            {
                Marks(canvas, lane, first, count, left, y, unit);
                y += EventHeight;
            }
        }

        for (int t = first; t < first + count; t++)
        {
            string words = tip?.Invoke(t) ?? Tip(periods, lanes, events, t);
            double x = left + ((t - first) * unit);
            if (link is not null)
            {
                canvas.OpenLink(link(t), periods[t], t == (selected >= first && selected < first + count ? selected : first));
            }

            canvas.Rect(t == selected ? "tc-hit tc-chosen" : "tc-hit", x, 4, unit, bottom - 4, words);
            if (link is not null)
            {
                canvas.CloseLink();
            }
        }

        return canvas.Finish(title, left + Plot + 16, bottom + 24);
    }

    private static double Height(RecordLane lane) => 15 + (lane.Values.Length * RowHeight) + 7;

    private static void Cells(SvgCanvas canvas, RecordLane lane, int first, int count, double left, double y, double unit)
    {
        double top = y + 15, height = lane.Values.Length * RowHeight;
        canvas.Label("tc-head", 8, y + 11, lane.Name, left + 400);
        for (int v = 0; v < lane.Values.Length; v++)
        {
            canvas.Rect("tc-plane", left, top + (v * RowHeight), count * unit, RowHeight - 1);
            canvas.Label("tc-small", left - 8, top + ((v + 1) * RowHeight) - 3, lane.Values[v].Name, left - 16, "end");
        }

        int end = first + count;
        for (int t = first; t < end;)
        {
            int value = lane.Cells[t], run = t + 1;
            while (run < end && lane.Cells[run] == value)
            {
                run++;
            }

            double x = left + ((t - first) * unit), width = (run - t) * unit;
            if (value < 0)
            {
                canvas.Hatch(x, top, width, height - 1);
            }
            else
            {
                canvas.Rect(ChartStyle.Class(lane.Values[value].Tone), x, top + (value * RowHeight), Math.Max(width, 1.4), RowHeight - 1);
            }

            t = run;
        }
    }

    private static void Marks(SvgCanvas canvas, EventLane lane, int first, int count, double left, double y, double unit)
    {
        canvas.Label("tc-small", left - 8, y + 11, lane.Name, left - 16, "end");
        canvas.Rect("tc-plane", left, y + 2, count * unit, EventHeight - 4);
        int most = Math.Max(1, lane.Counts.Max());
        for (int t = first; t < first + count; t++)
        {
            if (lane.Counts[t] > 0)
            {
                double height = (EventHeight - 4) * (0.45 + (0.55 * lane.Counts[t] / most));
                canvas.Rect(ChartStyle.Class(lane.Tone), left + ((t - first) * unit), y + EventHeight - 2 - height, Math.Max(1.6, unit - (unit > 4 ? 1 : 0)), height);
            }
        }
    }

    private static string Tip(IReadOnlyList<string> periods, IReadOnlyList<RecordLane> lanes, IReadOnlyList<EventLane> events, int t) => string.Join('\n',
        [periods[t], .. lanes.Select(l => $"{l.Name}: {(l.Cells[t] < 0 ? "unknown" : l.Values[l.Cells[t]].Name)}"),
            .. events.Where(e => e.Counts[t] > 0).Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Name}: {e.Counts[t]}"))]);
}
