using System.Globalization;

namespace Tumen.Report.Drawing;

/// <summary>Months by players: who did what when, one row per move, unknown months hatched.</summary>
public static class Timeline
{
    private const double Plot = 864;
    private const double WidestPeriod = 36;
    private const double RowHeight = 13;
    private const double Gap = 12;
    private const int EventLines = 3;
    private const int EventLength = 160;

    /// <summary>Draws every period, or a stretch of them to look closer.</summary>
    /// <param name="title">What the chart shows, for readers who cannot see it.</param>
    /// <param name="periods">Names of the periods, in order; months as yyyy-MM put years on the axis.</param>
    /// <param name="lanes">One lane per player, top first.</param>
    /// <param name="first">Index of the first period drawn; below 0 is taken as 0.</param>
    /// <param name="count">How many periods at most.</param>
    /// <returns>An SVG element 864 units wide beside its labels whatever the count, at most 36 units a period; being vectors, a page may zoom further by its viewBox.</returns>
    /// <exception cref="ArgumentException">A lane has not one move per period, a move its player lacks, or events for other periods.</exception>
    public static string Draw(string title, IReadOnlyList<string> periods, IReadOnlyList<TimelineLane> lanes, int first = 0, int count = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(periods);
        ArgumentNullException.ThrowIfNull(lanes);
        foreach (var lane in lanes)
        {
            Check(lane, periods.Count);
        }

        first = Math.Clamp(first, 0, periods.Count);
        count = Math.Clamp(count, 0, periods.Count - first);
        double unit = Math.Min(WidestPeriod, Plot / Math.Max(1, count));
        double left = 20 + Math.Clamp(TextMeasure.Widest(lanes.SelectMany(l => l.Moves.Select(m => m.Name))), 40, 160);
        var canvas = new SvgCanvas();
        double bottom = 4 + lanes.Sum(Height);
        PeriodAxis.Draw(canvas, [.. periods.Skip(first).Take(count)], left, unit, 4, bottom);
        double y = 4;
        foreach (var lane in lanes)
        {
            DrawLane(canvas, lane, periods, first, count, left, y, unit);
            y += Height(lane);
        }

        return canvas.Finish(title, left + Math.Max(Plot, 200) + 16, bottom + 24);
    }

    private static double Height(TimelineLane lane) => 16 + lane.Moves.Length * RowHeight + Gap;

    private static void DrawLane(
        SvgCanvas canvas, TimelineLane lane, IReadOnlyList<string> periods, int first, int count, double left, double y, double unit)
    {
        double top = y + 16, height = lane.Moves.Length * RowHeight;
        canvas.Label("tc-head", 8, y + 11, lane.Player, left + Plot - 16);
        for (int m = 0; m < lane.Moves.Length; m++)
        {
            canvas.Rect("tc-plane", left, top + m * RowHeight, count * unit, RowHeight - 1);
            canvas.Label("tc-small", left - 8, top + (m + 1) * RowHeight - 3.5, lane.Moves[m].Name, left - 16, "end");
        }

        int end = first + count;
        for (int t = first; t < end;)
        {
            int move = lane.Played[t], run = t + 1;
            while (run < end && lane.Played[run] == move)
            {
                run++;
            }

            double x = left + (t - first) * unit, width = (run - t) * unit;
            if (move < 0)
            {
                canvas.Hatch(x, top, width, height - 1);
            }
            else
            {
                canvas.Rect(ChartStyle.Class(lane.Moves[move].Tone), x, top + move * RowHeight, width, RowHeight - 1);
            }

            t = run;
        }

        for (int t = first; t < end; t++)
        {
            canvas.Rect("tc-hit", left + (t - first) * unit, top, unit, height, Tooltip(lane, periods[t], t));
        }
    }

    private static string Tooltip(TimelineLane lane, string period, int t)
    {
        string move = lane.Played[t] < 0 ? "unknown" : lane.Moves[lane.Played[t]].Name;
        var lines = new List<string> { $"{period}: {lane.Player}, {move}" };
        if (!lane.Events.IsDefaultOrEmpty && !lane.Events[t].IsDefaultOrEmpty)
        {
            var events = lane.Events[t];
            lines.AddRange(events.Take(EventLines).Select(e => TextMeasure.Cut(e.ReplaceLineEndings(" "), EventLength * 6.1)));
            if (events.Length > EventLines)
            {
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"and {events.Length - EventLines} more"));
            }
        }

        return string.Join('\n', lines);
    }

    private static void Check(TimelineLane lane, int periods)
    {
        if (lane.Moves.IsDefault || lane.Played.IsDefault || lane.Played.Length != periods)
        {
            int found = lane.Played.IsDefault ? 0 : lane.Played.Length;
            throw new ArgumentException($"The lane `{lane.Player}` has {found} moves played for {periods} periods.", nameof(lane));
        }

        if (!lane.Events.IsDefaultOrEmpty && lane.Events.Length != periods)
        {
            throw new ArgumentException($"The lane `{lane.Player}` has events for {lane.Events.Length} of {periods} periods.", nameof(lane));
        }

        int bad = lane.Played.FirstOrDefault(p => p < -1 || p >= lane.Moves.Length, -1);
        if (bad != -1)
        {
            throw new ArgumentException($"The lane `{lane.Player}` plays move {bad}, but has {lane.Moves.Length} moves.", nameof(lane));
        }
    }
}
