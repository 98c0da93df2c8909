using System.Buffers.Binary;
using System.Text;

namespace Tumen.Bayes;

/// <summary>
/// A table of numbers as an Apache Parquet file: one row group, one plain uncompressed page a column, every cell present. Columns are 64-bit integers, 64-bit floats or booleans.
/// </summary>
/// <remarks>Apache Parquet format 2.10 (parquet.thrift), version-1 data pages; the metadata are Thrift's compact protocol.</remarks>
public sealed class ParquetTable
{
    private const int Boolean = 0;
    private const int Int64 = 2;
    private const int Double = 5;
    private const int Plain = 0;
    private const int RunLength = 3;
    private static ReadOnlySpan<byte> Magic => "PAR1"u8;

    private readonly List<(string Name, int Type, byte[] Page)> _columns = [];
    private readonly List<(string Key, string Value)> _notes = [];
    private readonly int _rows;

    /// <summary>An empty table.</summary>
    /// <param name="rows">Number of rows that every column will have.</param>
    public ParquetTable(int rows) => _rows = rows;

    /// <summary>Adds a column of whole numbers.</summary>
    /// <exception cref="ArgumentException">Another number of rows, or a name already used.</exception>
    public ParquetTable Add(string name, IReadOnlyList<long> values) => Add(name, Int64, values.Count, () =>
    {
        var page = new byte[8 * values.Count];
        for (int i = 0; i < values.Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(page.AsSpan(8 * i), values[i]);
        }

        return page;
    });

    /// <summary>Adds a column of numbers.</summary>
    /// <exception cref="ArgumentException">Another number of rows, or a name already used.</exception>
    public ParquetTable Add(string name, IReadOnlyList<double> values) => Add(name, Double, values.Count, () =>
    {
        var page = new byte[8 * values.Count];
        for (int i = 0; i < values.Count; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(page.AsSpan(8 * i), values[i]);
        }

        return page;
    });

    /// <summary>Adds a column of truth values.</summary>
    /// <exception cref="ArgumentException">Another number of rows, or a name already used.</exception>
    public ParquetTable Add(string name, IReadOnlyList<bool> values) => Add(name, Boolean, values.Count, () =>
    {
        var page = new byte[(values.Count + 7) / 8];
        for (int i = 0; i < values.Count; i++)
        {
            page[i / 8] |= (byte)((values[i] ? 1 : 0) << (i % 8));
        }

        return page;
    });

    /// <summary>Adds a key with its value to the file's metadata.</summary>
    public ParquetTable Note(string key, string value)
    {
        _notes.Add((key, value));
        return this;
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes()
    {
        var file = new List<byte>();
        file.AddRange(Magic);
        var places = new List<(long Offset, long Size)>();
        foreach (var (_, _, page) in _columns)
        {
            long offset = file.Count;
            var header = new Compact();
            header.Whole(1, 0); // data page
            header.Whole(2, page.Length);
            header.Whole(3, page.Length);
            header.Begin(5);
            header.Whole(1, _rows);
            header.Whole(2, Plain);
            header.Whole(3, RunLength);
            header.Whole(4, RunLength);
            header.End();
            header.End();
            file.AddRange(header.Bytes);
            file.AddRange(page);
            places.Add((offset, file.Count - offset));
        }

        byte[] footer = Footer(places);
        file.AddRange(footer);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, footer.Length);
        file.AddRange(length);
        file.AddRange(Magic);
        return [.. file];
    }

    private ParquetTable Add(string name, int type, int count, Func<byte[]> page)
    {
        if (count != _rows || _columns.Any(c => c.Name == name))
        {
            throw new ArgumentException(count != _rows ? $"column {name} has {count} rows; the table has {_rows}" : $"two columns are called {name}", nameof(name));
        }

        _columns.Add((name, type, page()));
        return this;
    }

    private byte[] Footer(List<(long Offset, long Size)> places)
    {
        var w = new Compact();
        w.Whole(1, 1); // version
        w.List(2, _columns.Count + 1, Compact.Struct);
        w.Text(4, "schema");
        w.Whole(5, _columns.Count);
        w.End();
        foreach (var (name, type, _) in _columns)
        {
            w.Fresh();
            w.Whole(1, type);
            w.Whole(3, 0); // required
            w.Text(4, name);
            w.End();
        }

        w.Resume(2);
        w.Long(3, _rows);
        w.List(4, 1, Compact.Struct);
        w.List(1, _columns.Count, Compact.Struct);
        for (int c = 0; c < _columns.Count; c++)
        {
            w.Fresh();
            w.Long(2, places[c].Offset);
            w.Begin(3);
            w.Whole(1, _columns[c].Type);
            w.List(2, 2, Compact.Int);
            w.Element(Plain);
            w.Element(RunLength);
            w.Resume(2);
            w.List(3, 1, Compact.Binary);
            w.Element(_columns[c].Name);
            w.Resume(3);
            w.Whole(4, 0); // no compression
            w.Long(5, _rows);
            w.Long(6, places[c].Size);
            w.Long(7, places[c].Size);
            w.Long(9, places[c].Offset);
            w.End();
            w.End();
        }

        w.Resume(1);
        w.Long(2, places.Sum(p => p.Size));
        w.Long(3, _rows);
        w.End();
        w.Resume(4);
        if (_notes.Count > 0)
        {
            w.List(5, _notes.Count, Compact.Struct);
            foreach (var (key, value) in _notes)
            {
                w.Fresh();
                w.Text(1, key);
                w.Text(2, value);
                w.End();
            }

            w.Resume(5);
        }

        w.Text(6, "tumen");
        w.End();
        return [.. w.Bytes];
    }

    // Thrift's compact protocol, as much of it as Parquet's metadata need.
    private sealed class Compact
    {
        public const int Int = 5;
        public const int Binary = 8;
        public const int Struct = 12;
        private readonly Stack<int> _outer = new();
        private int _last;

        public List<byte> Bytes { get; } = [];

        public void Whole(int field, int value)
        {
            Field(field, Int);
            Variable(Zigzag(value));
        }

        public void Long(int field, long value)
        {
            Field(field, 6);
            Variable(Zigzag(value));
        }

        public void Text(int field, string value)
        {
            Field(field, Binary);
            Element(value);
        }

        public void Begin(int field)
        {
            Field(field, Struct);
            _outer.Push(_last);
            _last = 0;
        }

        public void End()
        {
            Bytes.Add(0);
            _last = _outer.Count > 0 ? _outer.Pop() : 0;
        }

        // Elements that are structures begin with field numbers of their own.
        public void List(int field, int count, int type)
        {
            Field(field, 9);
            if (count < 15)
            {
                Bytes.Add((byte)((count << 4) | type));
            }
            else
            {
                Bytes.Add((byte)(0xF0 | type));
                Variable((ulong)count);
            }

            _last = 0;
        }

        /// <summary>A new structure in a list.</summary>
        public void Fresh() => _last = 0;

        /// <summary>Back in the structure whose field was a list.</summary>
        public void Resume(int field) => _last = field;

        public void Element(int value) => Variable(Zigzag(value));

        public void Element(string value)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(value);
            Variable((ulong)utf8.Length);
            Bytes.AddRange(utf8);
        }

        private static ulong Zigzag(long value) => (ulong)((value << 1) ^ (value >> 63));

        private void Field(int field, int type)
        {
            Bytes.Add((byte)(((field - _last) << 4) | type));
            _last = field;
        }

        private void Variable(ulong value)
        {
            while (value >= 0x80)
            {
                Bytes.Add((byte)(value | 0x80));
                value >>= 7;
            }

            Bytes.Add((byte)value);
        }
    }
}
