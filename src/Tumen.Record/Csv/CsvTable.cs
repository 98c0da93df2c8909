using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>A comma-separated table with a header line (RFC 4180): text cells, each of which knows its place.</summary>
/// <remarks>Cells are kept exactly as written. Lines that are wholly empty are separators and carry no row. Immutable.</remarks>
public sealed class CsvTable
{
    /// <summary>Largest file read: 50 million bytes.</summary>
    public const int SizeLimit = PlainText.SizeLimit;

    /// <summary>Most rows read: one million.</summary>
    public const int RowLimit = 1_000_000;

    /// <summary>Most columns read: one thousand.</summary>
    public const int ColumnLimit = 1_000;

    private readonly string _text;

    internal CsvTable(string file, string text, CsvRow header, ImmutableArray<CsvRow> rows)
    {
        File = file;
        _text = text;
        Header = header;
        Rows = rows;
    }

    /// <summary>Name of the file, as given.</summary>
    public string File { get; }

    /// <summary>Column names from the header, trimmed; all different and none empty.</summary>
    public ImmutableArray<string> Columns => Header.Cells;

    /// <summary>The header line itself.</summary>
    public CsvRow Header { get; }

    /// <summary>Rows in file order; each has one cell per column.</summary>
    public ImmutableArray<CsvRow> Rows { get; }

    /// <summary>Index of a column, or −1.</summary>
    public int Column(string name) => Columns.IndexOf(name);

    /// <summary>Where a cell stands in the file: line from 1, column from 1 in UTF-16 code units.</summary>
    /// <param name="row">A row of this table.</param>
    /// <param name="column">Index of the column.</param>
    public Place Place(CsvRow row, int column)
    {
        ArgumentNullException.ThrowIfNull(row);
        return CsvReader.PlaceOf(_text, row.Start, row.Line, column);
    }

    /// <summary>Reads a table from bytes.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="file">Its name, for diagnostics.</param>
    /// <exception cref="BadInputException">Too large, not UTF-8 text, no header, ragged rows, quotes that do not end: every mistake of one pass.</exception>
    public static CsvTable Read(ReadOnlySpan<byte> bytes, string file) => CsvReader.Read(PlainText.Decode(bytes, file), file);

    /// <summary>Reads a table from a stream; see <see cref="Read(ReadOnlySpan{byte}, string)"/>.</summary>
    /// <param name="stream">The file; it is not closed.</param>
    /// <param name="file">Its name, for diagnostics.</param>
    /// <exception cref="BadInputException">As for bytes.</exception>
    public static CsvTable Read(Stream stream, string file) => CsvReader.Read(PlainText.Read(stream, file), file);

    /// <summary>Reads a table from text; see <see cref="Read(ReadOnlySpan{byte}, string)"/>.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="file">Its name, for diagnostics.</param>
    /// <exception cref="BadInputException">As for bytes, except the encoding.</exception>
    public static CsvTable Parse(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        return CsvReader.Read(text.StartsWith('\uFEFF') ? text[1..] : text, file);
    }

    /// <summary>Decodes a text file: UTF-8 with or without a byte-order mark.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="file">Its name, for diagnostics.</param>
    /// <exception cref="BadInputException">R100 when larger than <see cref="SizeLimit"/>; R101 when not UTF-8 text.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, string file) => PlainText.Decode(bytes, file);

    /// <summary>A cell as CSV text: quoted when it holds a comma, a quote, a line end or an outer space, and never a formula to a spreadsheet.</summary>
    /// <remarks>
    /// Spreadsheets run a cell that begins with =, +, − or @ (or with a tab or a line end before one) as a formula, so an apostrophe is put before it, which they read as "this is text". Numbers stay
    /// numbers. A text that begins with apostrophes before such a sign gets one more, so that <see cref="Unguarded"/> gives every cell back as it was.
    /// </remarks>
    public static string Quote(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        cell = Runs(cell) ? "'" + cell : cell;
        bool plain = cell.AsSpan().IndexOfAny(",\"\r\n") < 0 && (cell.Length == 0 || (cell[0] != ' ' && cell[^1] != ' '));
        return plain ? cell : "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }

    /// <summary>A cell without the apostrophe that <see cref="Quote"/> puts before what a spreadsheet would run; any other cell as it is.</summary>
    public static string Unguarded(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.Length > 1 && cell[0] == '\'' && Runs(cell[1..]) ? cell[1..] : cell;
    }

    private static bool Runs(string cell)
    {
        var text = cell.AsSpan().TrimStart('\'');
        return text.Length > 1 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n'
            && !(text.Length == cell.Length && double.TryParse(cell, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _));
    }
}

/// <summary>One row of a <see cref="CsvTable"/>.</summary>
/// <param name="Line">Line on which it starts, from 1.</param>
/// <param name="Start">Offset of its first character in the text.</param>
/// <param name="Cells">Its cells, one per column.</param>
public sealed record CsvRow(int Line, int Start, ImmutableArray<string> Cells);
