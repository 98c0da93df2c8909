using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>RFC 4180 by one forward pass: quoted cells may hold commas, line ends and doubled quotes; lines end in LF, CRLF or CR.</summary>
internal sealed class CsvReader
{
    private readonly string _text;
    private readonly Findings _found;
    private readonly List<string> _cells = [];
    private int _at;
    private int _line = 1;
    private int _lineStart;
    private string[] _above = [];
    private string _cell = "";
    private int _cellEnd;
    private int _cellLine;
    private Place? _open;
    private Place? _stray;

    private CsvReader(string text, string file)
    {
        _text = text;
        _found = new Findings(file);
    }

    public static CsvTable Read(string text, string file) => new CsvReader(text, file).Table(file);

    /// <summary>Finds a cell again, to point at it: only mistakes pay for places.</summary>
    public static Place PlaceOf(string text, int rowStart, int line, int column)
    {
        var reader = new CsvReader(text, "") { _at = rowStart, _lineStart = rowStart, _line = line };
        for (int c = 0; ; c++)
        {
            int start = reader._at, startLine = reader._line, startOfLine = reader._lineStart;
            bool last = !reader.Cell();
            if (c == column || last)
            {
                int length = reader._cellLine == startLine ? reader._cellEnd - start : 1;
                return new Place(startLine, start - startOfLine + 1, Math.Max(1, length));
            }
        }
    }

    private CsvTable Table(string file)
    {
        ImmutableArray<string> columns = default;
        var header = new CsvRow(1, 0, []);
        var rows = ImmutableArray.CreateBuilder<CsvRow>();
        while (_at < _text.Length && rows.Count < CsvTable.RowLimit)
        {
            int start = _at, line = _line;
            if (!Row())
            {
                break;
            }

            if (_cells.Count == 1 && _cells[0].Length == 0 && _text[start] != '"')
            {
                continue;
            }

            if (columns.IsDefault)
            {
                columns = Header(start, line);
                header = new CsvRow(line, start, columns);
            }
            else if (_cells.Count != columns.Length)
            {
                int count = _cells.Count, width = columns.Length;
                if (width == 1 && columns[0].IndexOfAny([';', '\t']) >= 0)
                {
                    string mark = columns[0].Contains(';') ? "semicolons" : "tabs";
                    _found.Error("R103", new Place(1, 1, 1), $"cells seem to be separated by {mark}: the header has no comma", "cells are separated by commas; numbers are written with a point", "export the table with commas between cells and points in numbers");
                    break;
                }

                _found.Error("R103", () => PlaceOf(_text, start, line, count > width ? width : count - 1), () => $"the row has {count} cells; expected {width}, as in the header",
                    count > width ? "a cell that contains a comma needs quotes around it" : "a row cut short may mean that the file is truncated",
                    count > width ? "put quotes around the cell with the comma" : "write an empty cell for each missing value");
            }
            else
            {
                _above = [.. _cells];
                rows.Add(new CsvRow(line, start, ImmutableCollectionsMarshal.AsImmutableArray(_above)));
            }
        }

        if (rows.Count >= CsvTable.RowLimit && _at < _text.Length)
        {
            _found.Error("R107", new Place(_line, 1, 1), $"the file has more than {CsvTable.RowLimit:N0} rows", null, "keep the rows that the study needs");
        }

        if (columns.IsDefault && !_found.Any)
        {
            _found.Error("R102", new Place(1, 1, 1), "the file is empty", "a header line with column names is needed");
        }

        _found.ThrowIfAny();
        return new CsvTable(file, _text, header, rows.DrainToImmutable());
    }

    private ImmutableArray<string> Header(int start, int line)
    {
        ImmutableArray<string> columns = [.. _cells.Select(c => c.Trim())];
        if (columns.Length > CsvTable.ColumnLimit)
        {
            _found.Error("R107", new Place(line, 1, 1), $"the header has {columns.Length:N0} columns; at most {CsvTable.ColumnLimit:N0} are read", null, "is this a CSV file with a header line?");
            _found.ThrowIfAny();
        }

        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int c = 0; c < columns.Length; c++)
        {
            int at = c;
            if (columns[c].Length == 0)
            {
                _found.Error("R104", () => PlaceOf(_text, start, line, at), () => $"column {at + 1} of the header has no name", null, "name it, or remove the column");
            }
            else if (!seen.TryAdd(columns[c], c))
            {
                _found.Error("R104", () => PlaceOf(_text, start, line, at), () => $"the column `{columns[at]}` appears twice in the header", null, "rename or remove one of them");
            }
        }

        return columns;
    }

    // False when the text ended inside quotes.
    private bool Row()
    {
        _cells.Clear();
        bool more;
        do
        {
            more = Cell();
            _cells.Add(_cell);
        }
        while (more);
        if (_open is { } open)
        {
            _found.Error("R105", open, "a quoted cell does not end",
                $"it swallows the {_line - open.Line + 1} line(s) from here to the end of the file; the file may be truncated", "close the quote");
            return false;
        }

        if (_stray is { } stray)
        {
            _stray = null;
            _found.Error("R106", stray, "a quote stands in the middle of a cell", "a cell with quotes in it is written \"like \"\"this\"\"\"",
                "quote the whole cell and double the quotes inside it");
        }

        return true;
    }

    // Reads one cell into _cell; true when a comma follows it, false when the row is over.
    private bool Cell()
    {
        int start = _at;
        if (_at < _text.Length && _text[_at] == '"')
        {
            _cell = Quoted();
        }
        else
        {
            SkipToSeparator();
            _cell = Text(start, _at);
            int quote = _cell.IndexOf('"');
            if (quote >= 0)
            {
                _stray ??= new Place(_line, start + quote - _lineStart + 1, 1);
            }
        }

        _cell = CsvTable.Unguarded(_cell);
        (_cellEnd, _cellLine) = (_at, _line);
        if (_at >= _text.Length)
        {
            return false;
        }

        if (_text[_at] == ',')
        {
            _at++;
            return true;
        }

        EndLine();
        return false;
    }

    private string Quoted()
    {
        var opened = new Place(_line, _at - _lineStart + 1, 1);
        int start = ++_at;
        bool doubled = false;
        while (true)
        {
            int next = _text.AsSpan(_at).IndexOfAny('"', '\n', '\r');
            if (next < 0)
            {
                _at = _text.Length;
                _open = opened;
                return "";
            }

            _at += next;
            if (_text[_at] != '"')
            {
                EndLine();
                continue;
            }

            if (_at + 1 < _text.Length && _text[_at + 1] == '"')
            {
                doubled = true;
                _at += 2;
                continue;
            }

            break;
        }

        string cell = Text(start, _at);
        _at++;
        if (_at < _text.Length && _text[_at] is not (',' or '\n' or '\r'))
        {
            _stray ??= new Place(_line, _at - _lineStart + 1, 1);
            SkipToSeparator();
        }

        return doubled ? cell.Replace("\"\"", "\"", StringComparison.Ordinal) : cell;
    }

    // Columns repeat themselves: a cell like the one above it shares its string.
    private string Text(int start, int end)
    {
        var cell = _text.AsSpan(start, end - start);
        int c = _cells.Count;
        return cell.IsEmpty ? "" : c < _above.Length && cell.SequenceEqual(_above[c]) ? _above[c] : cell.ToString();
    }

    private void SkipToSeparator()
    {
        int end = _text.AsSpan(_at).IndexOfAny(',', '\n', '\r');
        _at = end < 0 ? _text.Length : _at + end;
    }

    private void EndLine()
    {
        _at += _text[_at] == '\r' && _at + 1 < _text.Length && _text[_at + 1] == '\n' ? 2 : 1;
        _line++;
        _lineStart = _at;
    }
}
