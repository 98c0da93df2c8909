using System.Collections.Immutable;

namespace Tumen.Record;

/// <summary>On what a cell of a coded record rests.</summary>
public enum CellGround
{
    /// <summary>Nothing tells.</summary>
    Unknown,

    /// <summary>A rule alone, such as <c>otherwise</c>: no event of the record decided it.</summary>
    Rule,

    /// <summary>At least one event.</summary>
    Events,
}

/// <summary>One row of a picture of coverage: a column of the record.</summary>
/// <param name="Name">Player or situation.</param>
/// <param name="Grounds">What each month's cell rests on.</param>
public sealed record CoverageRow(string Name, ImmutableArray<CellGround> Grounds)
{
    /// <summary>Share of some months whose cells rest on events.</summary>
    public double OnEvents(int from, int to) => Share(from, to, g => g == CellGround.Events);

    /// <summary>Share of some months whose cells are known.</summary>
    public double Known(int from, int to) => Share(from, to, g => g != CellGround.Unknown);

    private double Share(int from, int to, Func<CellGround, bool> which) => (double)Enumerable.Range(from, to - from).Count(t => which(Grounds[t])) / (to - from);
}

/// <summary>Month by month: how many events were kept, and what every cell rests on.</summary>
/// <param name="Months">The months, yyyy-MM.</param>
/// <param name="Events">Events kept in each.</param>
/// <param name="Rows">Players, then situations.</param>
public sealed record CoverageByMonth(ImmutableArray<string> Months, ImmutableArray<int> Events, ImmutableArray<CoverageRow> Rows)
{
    // Signs for the share of months that rest on events, and for months that rest on rules alone.
    private const string Shades = "░▒▓█";
    private const string Heights = "▁▂▃▄▅▆▇█";

    /// <summary>Of a coded record.</summary>
    /// <param name="coded">The record.</param>
    public static CoverageByMonth Of(CodedRecord coded)
    {
        ArgumentNullException.ThrowIfNull(coded);
        var unit = coded.Table.Units[0];
        var kept = coded.KeptByMonth;
        int players = coded.Table.Game.Players.Length;
        CellGround Ground(int t, int c) => (c < players ? unit.Move(t, c) : unit.Level(t, c - players)) < 0 ? CellGround.Unknown : coded.Cell(t, c).Events.IsEmpty ? CellGround.Rule : CellGround.Events;
        return new CoverageByMonth(unit.Periods, [.. unit.Periods.Select(p => kept.GetValueOrDefault(p))],
            [.. coded.Coverage.Columns.Select((column, c) => new CoverageRow(column.Name, [.. Enumerable.Range(0, unit.Length).Select(t => Ground(t, c))]))]);
    }

    /// <summary>A picture for a terminal: one sign for a month, or for as many months as the width needs.</summary>
    /// <param name="width">Signs a line, at least 30.</param>
    public string Picture(int width)
    {
        int names = Math.Max("events".Length, Rows.Select(r => r.Name.Length).DefaultIfEmpty(0).Max()) + 2;
        int per = Math.Max(1, (int)Math.Ceiling((double)Months.Length / Math.Max(12, width - names)));
        int signs = (Months.Length + per - 1) / per;
        (int From, int To)[] bins = [.. Enumerable.Range(0, signs).Select(k => (k * per, Math.Min(Months.Length, (k + 1) * per)))];
        var text = new System.Text.StringBuilder();
        text.Append(' ', names).Append(Months[0]).Append(' ', Math.Max(1, signs - Months[0].Length - Months[^1].Length)).Append(Months[^1]).Append('\n');
        double most = bins.Max(b => Count(b.From, b.To));
        text.Append("events".PadRight(names)).Append(string.Concat(bins.Select(b => Count(b.From, b.To) is 0 ? ' ' : Heights[Math.Min(7, (int)(8 * Count(b.From, b.To) / most))]))).Append('\n');
        foreach (var row in Rows)
        {
            text.Append(row.Name.PadRight(names)).Append(string.Concat(bins.Select(b => Sign(row, b.From, b.To))).TrimEnd()).Append('\n');
        }

        text.Append($"each sign is {(per == 1 ? "a month" : $"{per} months")}; events: how many were kept, at most {most:0} a sign; cells: ░▒▓█ up to a quarter, a half, three quarters, all of the months rest on events, · all on rules alone, blank: unknown\n");
        return text.ToString();
    }

    private double Count(int from, int to) => Enumerable.Range(from, to - from).Sum(t => Events[t]);

    private static char Sign(CoverageRow row, int from, int to)
    {
        double share = row.OnEvents(from, to);
        return share > 0 ? Shades[Math.Min(3, (int)Math.Ceiling(4 * share) - 1)] : row.Known(from, to) > 0 ? '·' : ' ';
    }
}
