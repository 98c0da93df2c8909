namespace Tumen.Import;

/// <summary>Rows of a table of any size, one after another, as slices of one buffer; cells are found but not copied.</summary>
/// <remarks>A quoted cell may hold line ends; one that does not end within <see cref="LongestRow"/> bytes does not swallow the rest: its first line is one bad row.</remarks>
internal sealed class RowReader
{
    /// <summary>Longest row read: 1 MB.</summary>
    public const int LongestRow = 1 << 20;

    /// <summary>Most cells found in a row; further ones are counted.</summary>
    public const int MostCells = 1024;

    private readonly Stream _source;
    private readonly int[] _starts = new int[MostCells + 1];
    private readonly int[] _ends = new int[MostCells + 1];
    private byte[] _buffer = new byte[1 << 18];
    private int _at;
    private int _filled;
    private bool _over;
    private int _rowStart;
    private int _rowEnd;

    private RowReader(Stream source)
    {
        _source = source;
        Fill();
    }

    /// <summary>How the table is written.</summary>
    public TextForm Form { get; private set; } = new((byte)',', true, (byte)'\n', "UTF-8");

    /// <summary>Number of the line on which the row starts, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Cells of the row; −1 for a row that is too long to be one.</summary>
    public int Count { get; private set; }

    private long LinesPassed { get; set; }

    /// <summary>Starts to read; the encoding comes from a byte-order mark or the first bytes.</summary>
    public static RowReader Open(Stream source)
    {
        var reader = new RowReader(source);
        var block = reader._buffer.AsSpan(0, reader._filled);
        string? encoding = null;
        if (block.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || block.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            var utf16 = block[0] == 0xFF ? System.Text.Encoding.Unicode : System.Text.Encoding.BigEndianUnicode;
            var joined = new JoinedStream(block[2..].ToArray(), source);
            reader = new RowReader(System.Text.Encoding.CreateTranscodingStream(joined, utf16, new System.Text.UTF8Encoding(false)));
            encoding = "UTF-16";
        }
        else if (block.StartsWith("\uFEFF"u8))
        {
            reader._at = 3;
            encoding = "UTF-8 with a byte-order mark";
        }

        reader.Form = TextForm.Recognise(reader._buffer.AsSpan(reader._at, reader._filled - reader._at), encoding);
        return reader;
    }

    /// <summary>The bytes at hand from the first row on, up to a line end unless the table ends with them: to look at before reading.</summary>
    public ReadOnlySpan<byte> Ahead
    {
        get
        {
            var all = _buffer.AsSpan(_at, _filled - _at);
            int end = _over ? all.Length : all.LastIndexOf(Form.LineEnd) + 1;
            return end == 0 ? all : all[..end];
        }
    }

    /// <summary>The row as written.</summary>
    public ReadOnlySpan<byte> Row => _buffer.AsSpan(_rowStart, _rowEnd - _rowStart);

    /// <summary>A cell without its quotes (doubled quotes inside are left doubled); empty beyond the last one.</summary>
    public ReadOnlySpan<byte> this[int cell] => cell >= 0 && cell < Count && cell < MostCells ? _buffer.AsSpan(_starts[cell], _ends[cell] - _starts[cell]) : default;

    /// <summary>A cell as text.</summary>
    public string Text(int cell)
    {
        string text = TextForm.Decode(this[cell]).Trim();
        return Form.Quoted && text.Contains("\"\"", StringComparison.Ordinal) ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }

    /// <summary>Goes to the next row that is not empty; false when there is none.</summary>
    public bool Next()
    {
        while (true)
        {
            Line = LinesPassed + 1;
            int length = RowLength();
            if (length < 0)
            {
                return false;
            }

            _rowStart = _at;
            _rowEnd = _at + length;
            if (_rowEnd > _rowStart && _buffer[_rowEnd - 1] == (byte)'\r')
            {
                _rowEnd--;
            }

            _at = Math.Min(_filled, _at + length + 1);
            if (_rowEnd == _rowStart)
            {
                continue;
            }

            Count = length > LongestRow ? -1 : Cells();
            return true;
        }
    }

    // Length of the row that starts at _at, without its line end; −1 at the end of the table.
    private int RowLength()
    {
        int first = LineLength(0);
        if (first < 0)
        {
            return -1;
        }

        LinesPassed++;
        if (!Form.Quoted || first > LongestRow || Quotes(0, first) % 2 == 0 || Form.Delimiter == (byte)'\t')
        {
            return first;
        }

        int length = first, lines = 0;
        do
        {
            int more = _at + length < _filled || !_over ? LineLength(length + 1) : -1;
            lines++;
            if (more < 0 || length + 1 + more > LongestRow)
            {
                return first;
            }

            int from = length + 1;
            length = from + more;
            if (Quotes(from, length) % 2 == 1)
            {
                LinesPassed += lines;
                return length;
            }
        }
        while (true);
    }

    private int Quotes(int from, int to) => _buffer.AsSpan(_at + from, to - from).Count((byte)'"');

    // Length of the line that starts so many bytes after _at; the buffer is filled and grows as needed.
    private int LineLength(int offset)
    {
        int searched = offset;
        while (true)
        {
            if (_at + searched < _filled)
            {
                int end = _buffer.AsSpan(_at + searched, _filled - _at - searched).IndexOf(Form.LineEnd);
                if (end >= 0)
                {
                    return searched + end - offset;
                }
            }

            searched = Math.Max(offset, _filled - _at);
            if (_over)
            {
                return searched > offset ? searched - offset : -1;
            }

            // A line longer than a row may be is cut there; what follows is read as a row of its own.
            if (searched - offset > LongestRow)
            {
                return searched - offset;
            }

            Fill();
        }
    }

    private void Fill()
    {
        if (_at > 0)
        {
            _buffer.AsSpan(_at, _filled - _at).CopyTo(_buffer);
            _filled -= _at;
            _at = 0;
        }

        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        while (_filled < _buffer.Length)
        {
            int n = _source.Read(_buffer, _filled, _buffer.Length - _filled);
            if (n == 0)
            {
                _over = true;
                return;
            }

            _filled += n;
        }
    }

    private int Cells()
    {
        var row = Row;
        bool quotes = Form.Quoted && row.Contains((byte)'"');
        int count = 0, at = 0;
        while (true)
        {
            int length = quotes && at < row.Length && row[at] == (byte)'"' ? QuotedLength(row[at..]) : -1;
            bool quoted = length >= 0;
            if (!quoted)
            {
                length = row[at..].IndexOf(Form.Delimiter);
            }

            int end = length < 0 ? row.Length : at + length;
            int k = Math.Min(count, MostCells);
            (_starts[k], _ends[k]) = quoted ? (_rowStart + at + 1, _rowStart + end - 1) : (_rowStart + at, _rowStart + end);
            count++;
            if (end >= row.Length)
            {
                return count;
            }

            at = end + 1;
        }
    }

    // Length of a quoted cell with both quotes, if a quote before a delimiter or the row's end closes it; else −1.
    private int QuotedLength(ReadOnlySpan<byte> rest)
    {
        for (int at = 1; at < rest.Length; at++)
        {
            int next = rest[at..].IndexOf((byte)'"');
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (at + 1 == rest.Length || rest[at + 1] == Form.Delimiter)
            {
                return at + 1;
            }

            at += rest[at + 1] == (byte)'"' ? 1 : 0;
        }

        return -1;
    }
}

/// <summary>Bytes already read, then the rest of the stream that they came from.</summary>
internal sealed class JoinedStream(byte[] head, Stream rest) : Stream
{
    private int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_at == head.Length)
        {
            return rest.Read(buffer, offset, count);
        }

        int n = Math.Min(count, head.Length - _at);
        Array.Copy(head, _at, buffer, offset, n);
        _at += n;
        return n;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
