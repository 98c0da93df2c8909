using System.Text;

namespace Tumen.Cli;

/// <summary>A table for the terminal. Where it is too wide its headings are broken into lines; where that is not enough each row becomes a block of named values.</summary>
internal sealed class TextTable
{
    private const int Gap = 2;
    private readonly List<string[]> _rows = [];

    /// <summary>The columns so far.</summary>
    public List<Column> Columns { get; } = [];

    public TextTable AddColumn(string heading)
    {
        Columns.Add(new Column(heading));
        return this;
    }

    public TextTable AddColumns(params IReadOnlyList<string> headings)
    {
        Columns.AddRange(headings.Select(h => new Column(h)));
        return this;
    }

    /// <summary>Adds a row; cells that are not given are empty.</summary>
    public TextTable AddRow(params IReadOnlyList<string> cells)
    {
        _rows.Add([.. Enumerable.Range(0, Columns.Count).Select(c => c < cells.Count ? cells[c] : "")]);
        return this;
    }

    /// <summary>Prints it at the width of the screen.</summary>
    public void Write() => Console.Out.Write(ToText(Screen.Width));

    /// <summary>The table as text.</summary>
    /// <param name="width">Signs a line.</param>
    public string ToText(int width)
    {
        int[] cells = [.. Columns.Select((_, c) => _rows.Count == 0 ? 0 : _rows.Max(r => Wrapping.Width(r[c])))];
        int[] whole = [.. Columns.Select((c, k) => Math.Max(cells[k], Wrapping.Width(c.Heading)))];
        if (Total(whole) <= width)
        {
            return Grid(whole);
        }

        // Headings take as little room as their longest word needs, then as much as is left, from the left.
        int[] least = [.. Columns.Select((c, k) => Math.Max(cells[k], c.Heading.Split(' ').Max(Wrapping.Width)))];
        if (Total(least) > width)
        {
            return Blocks(width);
        }

        for (int k = 0, left = width - Total(least); k < least.Length; k++)
        {
            int more = Math.Min(left, whole[k] - least[k]);
            (least[k], left) = (least[k] + more, left - more);
        }

        return Grid(least);
    }

    private static int Total(int[] widths) => widths.Sum() + (Gap * widths.Length);

    private string Grid(int[] widths)
    {
        var text = new StringBuilder();
        string[][] headings = [.. Columns.Select((c, k) => Wrapping.Wrap(c.Heading, widths[k]).Split('\n').Select(l => l.TrimStart()).ToArray())];
        int lines = headings.Max(h => h.Length);
        for (int line = 0; line < lines; line++)
        {
            Line(text, [.. headings.Select(h => line - (lines - h.Length) is >= 0 and var at ? h[at] : "")], widths);
        }

        text.Append(' ').Append('─', Total(widths)).Append('\n');
        foreach (string[] row in _rows)
        {
            Line(text, row, widths);
        }

        return text.ToString();
    }

    private void Line(StringBuilder text, IReadOnlyList<string> cells, int[] widths)
    {
        var line = new StringBuilder();
        for (int c = 0; c < cells.Count; c++)
        {
            string space = new(' ', Math.Max(0, widths[c] - Wrapping.Width(cells[c])));
            line.Append(' ', Gap).Append(Columns[c].Right ? space + cells[c] : cells[c] + space);
        }

        text.Append(line.ToString().TrimEnd()).Append('\n');
    }

    private string Blocks(int width)
    {
        var text = new StringBuilder();
        foreach (string[] row in _rows)
        {
            string indent = new(' ', 4 + row[0].Length - row[0].TrimStart().Length);
            text.Append("  ").Append(row[0].Length > 0 ? row[0] : "–").Append('\n');
            var line = new StringBuilder(indent);
            for (int c = 1; c < row.Length; c++)
            {
                if (row[c].Length == 0)
                {
                    continue;
                }

                string pair = $"{Columns[c].Heading} {row[c]}";
                if (line.Length > indent.Length && Wrapping.Width(line.ToString()) + 3 + Wrapping.Width(pair) > width)
                {
                    text.Append(line).Append('\n');
                    line = new StringBuilder(indent);
                }

                line.Append(line.Length > indent.Length ? " · " : "").Append(pair);
            }

            if (line.Length > indent.Length)
            {
                text.Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>A column.</summary>
    /// <param name="heading">Its heading.</param>
    internal sealed class Column(string heading)
    {
        public string Heading { get; } = heading;

        public bool Right { get; private set; }

        public Column RightAligned()
        {
            Right = true;
            return this;
        }
    }
}
