using System.Collections.Immutable;
using System.Text;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>A comma-separated table with a header line: text cells, each with its place. RFC 4180 quoting; UTF-8 with or without a mark.</summary>
public sealed class CsvTable
{
    /// <summary>Largest file read: 50 MB.</summary>
    public const int SizeLimit = 50_000_000;

    private const int ReportLimit = 50;

    private CsvTable(string file, ImmutableArray<string> columns, ImmutableArray<CsvRow> rows)
    {
        File = file;
        Columns = columns;
        Rows = rows;
    }

    /// <summary>Name of the file.</summary>
    public string File { get; }

    /// <summary>Column names.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>Rows.</summary>
    public ImmutableArray<CsvRow> Rows { get; }

    /// <summary>Index of a column, or −1.</summary>
    public int Column(string name) => Columns.IndexOf(name);

    /// <summary>Reads a table.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="file">Its name, for diagnostics.</param>
    /// <exception cref="BadInputException">Too large, not text, wrong encoding, no header, ragged rows.</exception>
    public static CsvTable Read(ReadOnlySpan<byte> bytes, string file)
    {
        string text = Decode(bytes, file);
        var problems = new List<Diagnostic>();
        var rows = new List<CsvRow>();
        ImmutableArray<string> columns = default;
        int line = 1, at = 0, more = 0;
        while (at < text.Length)
        {
            int startLine = line;
            var cells = Row(text, ref at, ref line, file, problems);
            if (cells is null || (cells.Count == 1 && cells[0].Length == 0))
            {
                continue;
            }

            if (columns.IsDefault)
            {
                columns = [.. cells.Select(c => c.Trim())];
                foreach (var twice in columns.GroupBy(c => c).Where(g => g.Count() > 1))
                {
                    problems.Add(Diagnostic.Error("R104", $"the column `{twice.Key}` appears {twice.Count()} times", file, new Place(1, 1, 1)));
                }
            }
            else if (cells.Count != columns.Length)
            {
                if (problems.Count < ReportLimit)
                {
                    problems.Add(Diagnostic.Error("R103", $"the row has {cells.Count} cells; the header has {columns.Length}", file, new Place(startLine, 1, 1), null,
                        [$"header: {string.Join(",", columns)}"], ["put quotes around a cell that contains a comma"]));
                }
                else
                {
                    more++;
                }
            }
            else
            {
                rows.Add(new CsvRow(startLine, [.. cells]));
            }
        }

        if (columns.IsDefault)
        {
            problems.Add(Diagnostic.Error("R102", "the file is empty", file, new Place(1, 1, 1), null, ["a header line with column names is needed"]));
        }

        if (more > 0)
        {
            problems.Add(Diagnostic.Error("R103", $"and {more} more rows with the wrong number of cells", file, Place.None));
        }

        return problems.Count > 0 ? throw new BadInputException(problems) : new CsvTable(file, columns, [.. rows]);
    }

    /// <summary>Bytes to text, refusing what is too large, binary or not UTF-8.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, string file)
    {
        void Refuse(string code, string message, Place place, string way) => throw new BadInputException([Diagnostic.Error(code, message, file, place, null, null, [way])]);
        if (bytes.Length > SizeLimit)
        {
            Refuse("R100", $"the file has {bytes.Length / 1_000_000} MB; at most {SizeLimit / 1_000_000} MB are read", Place.None, "split it, or keep the rows the study needs");
        }

        int zero = bytes.IndexOf((byte)0);
        if (zero >= 0)
        {
            Refuse("R101", $"the file is not text: byte {zero + 1} is zero", Place.None, "save it as UTF-8 text");
        }

        try
        {
            string text = new UTF8Encoding(false, true).GetString(bytes);
            return text.Length > 0 && text[0] == '\uFEFF' ? text[1..] : text;
        }
        catch (DecoderFallbackException e)
        {
            int line = bytes[..Math.Max(0, Math.Min(e.Index, bytes.Length))].Count((byte)'\n') + 1;
            Refuse("R101", $"the file is not UTF-8: byte {e.Index + 1} does not decode", new Place(line, 1, 1), "save it as UTF-8");
            throw;
        }
    }

    private static List<string>? Row(string text, ref int at, ref int line, string file, List<Diagnostic> problems)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        int startLine = line;
        while (true)
        {
            cell.Clear();
            if (at < text.Length && text[at] == '"')
            {
                at++;
                while (true)
                {
                    if (at >= text.Length)
                    {
                        problems.Add(Diagnostic.Error("R105", "a quoted cell does not end", file, new Place(startLine, 1, 1), null, ["the file may be truncated"], ["close the quote"]));
                        return null;
                    }

                    if (text[at] == '"')
                    {
                        if (at + 1 < text.Length && text[at + 1] == '"')
                        {
                            cell.Append('"');
                            at += 2;
                            continue;
                        }

                        at++;
                        break;
                    }

                    line += text[at] == '\n' ? 1 : 0;
                    cell.Append(text[at++]);
                }
            }

            while (at < text.Length && text[at] is not (',' or '\n' or '\r'))
            {
                cell.Append(text[at++]);
            }

            cells.Add(cell.ToString());
            if (at < text.Length && text[at] == ',')
            {
                at++;
                continue;
            }

            if (at < text.Length && text[at] == '\r')
            {
                at++;
            }

            if (at < text.Length && text[at] == '\n')
            {
                at++;
            }

            line++;
            return cells;
        }
    }
}

/// <summary>One row.</summary>
/// <param name="Line">Line it starts on, from 1.</param>
/// <param name="Cells">Its cells.</param>
public sealed record CsvRow(int Line, ImmutableArray<string> Cells);
