using Tumen.Numerics;

namespace Tumen.Report.Drawing;

/// <summary>Draws labelled cells shaded by size: blue above zero, vermilion below, hatched where there is no number.</summary>
internal sealed class CellGrid(IReadOnlyList<string> rows, IReadOnlyList<string> columns, string format)
{
    private const double RowHeight = 20;
    private const double MostShade = 0.55; // so that ink stays readable on the darkest cell
    private const double Angle = 40;

    /// <summary>Widest row label in units; longer ones are cut.</summary>
    public double LabelLimit { get; init; } = 280;

    /// <summary>Names of the readings in each cell, left to right; one empty name for a single reading.</summary>
    public IReadOnlyList<string> Readings { get; init; } = [""];

    /// <summary>Whether cells on the diagonal are outlined.</summary>
    public bool Diagonal { get; init; }

    /// <summary>What the rows are, written above their labels.</summary>
    public string RowHeading { get; init; } = "";

    /// <summary>What the columns are, written above their labels.</summary>
    public string ColumnHeading { get; init; } = "";

    /// <summary>Draws one table of numbers per reading.</summary>
    public string Draw(string title, IReadOnlyList<IReadOnlyList<IReadOnlyList<double>>> tables)
    {
        var canvas = new SvgCanvas();
        bool several = Readings.Count > 1;
        var finite = tables.SelectMany(t => t).SelectMany(r => r).Where(double.IsFinite).ToList();
        double largest = finite.Select(Math.Abs).DefaultIfEmpty(0).Max();
        double part = Math.Max(several ? 38 : 46, 10 + TextMeasure.Widest(finite.Select(v => TextMeasure.Number(v, format)).Concat(Readings)));
        double cell = part * Readings.Count, pitch = cell + (several ? 8 : 2);
        double widest = Math.Min(170, TextMeasure.Widest(columns));
        bool turned = widest > cell;
        double left = 16 + Math.Clamp(Math.Max(TextMeasure.Widest(rows), TextMeasure.Width(RowHeading)), 30, LabelLimit);
        double sine = Elementary.Sin(Angle * Math.PI / 180), cosine = Elementary.Cos(Angle * Math.PI / 180);
        double heading = ColumnHeading.Length > 0 ? 18 : 4;
        double labels = heading + (turned ? widest * sine + 14 : 16), top = labels + (several ? 14 : 4);
        if (ColumnHeading.Length > 0)
        {
            canvas.Label("tc-note", left, 12, ColumnHeading, 400);
        }

        canvas.Label("tc-note", left - 8, top - 5, RowHeading, LabelLimit, "end");
        for (int c = 0; c < columns.Count; c++)
        {
            double x = left + c * pitch;
            if (turned)
            {
                canvas.Label("tc-label", x + cell / 2, labels - 4, columns[c], widest, turn: -Angle);
            }
            else
            {
                canvas.Label("tc-label", x + cell / 2, labels - 4, columns[c], cell, "middle");
            }

            for (int k = 0; several && k < Readings.Count; k++)
            {
                canvas.Text("tc-note", x + (k + 0.5) * part, top - 5, Readings[k], "middle");
            }
        }

        for (int r = 0; r < rows.Count; r++)
        {
            double y = top + r * RowHeight;
            canvas.Label("tc-label", left - 8, y + 13.5, rows[r], LabelLimit, "end");
            for (int c = 0; c < columns.Count; c++)
            {
                for (int k = 0; k < Readings.Count; k++)
                {
                    string reading = several ? $", {Readings[k]}" : "";
                    string tip = $"{rows[r]}, {columns[c]}{reading}: ";
                    Cell(canvas, left + c * pitch + k * part, y, part, tables[k][r][c], largest, tip);
                }

                if (Diagonal && r == c)
                {
                    canvas.Rect("tc-diagonal", left + c * pitch + 0.5, y + 0.5, cell - 1, RowHeight - 3);
                }
            }
        }

        double over = turned ? Math.Max(0, widest * cosine + 14 - cell / 2) : 8;
        double width = Math.Max(left + columns.Count * pitch + over, left + TextMeasure.Width(ColumnHeading) + 8);
        return canvas.Finish(title, width, top + rows.Count * RowHeight + 6);
    }

    /// <summary>Refuses tables whose shape is not rows by columns.</summary>
    /// <exception cref="ArgumentException">The shape is wrong.</exception>
    public static void Check(IReadOnlyList<IReadOnlyList<double>> table, int rows, int columns, string name)
    {
        ArgumentNullException.ThrowIfNull(table, name);
        if (table.Count != rows || table.Any(r => r.Count != columns))
        {
            string found = string.Join(", ", table.Take(5).Select(r => r.Count));
            throw new ArgumentException($"Expected {rows} rows of {columns} numbers; found {table.Count} rows, the first of {found}.", name);
        }
    }

    private void Cell(SvgCanvas canvas, double x, double y, double width, double value, double largest, string tip)
    {
        if (!double.IsFinite(value))
        {
            canvas.Hatch(x, y, width - 1, RowHeight - 2);
            canvas.Rect("tc-hit", x, y, width - 1, RowHeight - 2, tip + (double.IsNaN(value) ? "no value" : TextMeasure.Number(value, format)));
            return;
        }

        string text = TextMeasure.Number(value, format);
        canvas.Rect("tc-plane", x, y, width - 1, RowHeight - 2);
        canvas.Rect(value < 0 ? "tc-down" : "tc-up", x, y, width - 1, RowHeight - 2, null, largest > 0 ? MostShade * (Math.Abs(value) / largest) : 0);
        canvas.Text("tc-small", x + (width - 1) / 2, y + 13, text, "middle");
        canvas.Rect("tc-hit", x, y, width - 1, RowHeight - 2, tip + text);
    }
}
