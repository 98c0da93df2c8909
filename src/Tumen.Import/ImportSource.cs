using System.IO.Compression;
using Tumen.Model;

namespace Tumen.Import;

/// <summary>A file to import.</summary>
/// <param name="Name">Its name, for messages.</param>
/// <param name="Open">Opens it from the start; called once, twice for a zip archive.</param>
public sealed record ImportSource(string Name, Func<Stream> Open)
{
    /// <summary>Largest number of tables in one archive: a thousand.</summary>
    public const int MostTables = 1000;

    /// <summary>Opens the tables in it: itself, what is compressed by gzip, or every table of a zip archive.</summary>
    /// <param name="read">Receives the name and the text of each table.</param>
    /// <returns>SHA-256 and length of the file as it is.</returns>
    internal (string Hash, long Bytes) Tables(Action<string, Stream> read)
    {
        using var stream = Open();
        using var hashed = new HashingStream(stream);
        byte[] head = new byte[4];
        int n = hashed.ReadAtLeast(head, 4, throwOnEndOfStream: false);
        if (n == 0)
        {
            throw Bad($"{Name} is empty", "name a file with rows");
        }

        if (head.AsSpan(0, n).StartsWith((ReadOnlySpan<byte>)[0x50, 0x4B, 3, 4]))
        {
            Archive(read);
        }
        else if (head.AsSpan(0, n).StartsWith("PAR1"u8))
        {
            throw Bad($"{Name} is a Parquet file", "write it as CSV first, for instance in R:   write.csv(arrow::read_parquet(\"FILE\"), \"FILE.csv\")");
        }
        else
        {
            using var joined = new JoinedStream(head[..n], hashed);
            bool compressed = n >= 2 && head[0] == 0x1F && head[1] == 0x8B;
            using var text = compressed ? (Stream)new GZipStream(joined, CompressionMode.Decompress) : joined;
            Guarded(() => read(Name, text));
        }

        string hash = hashed.Finish();
        return (hash, hashed.Count);
    }

    private void Archive(Action<string, Stream> read)
    {
        using var stream = Open();
        Guarded(() =>
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            if (archive.GetEntry("[Content_Types].xml") is not null)
            {
                throw Bad($"{Name} is a spreadsheet", "save the sheet as CSV (UTF-8) and import that");
            }

            var tables = archive.Entries.Where(e => e.Length > 0 && !e.FullName.StartsWith("__MACOSX", StringComparison.Ordinal)).ToArray();
            if (tables.Length is 0 or > MostTables)
            {
                throw Bad($"{Name} holds {tables.Length} tables; expected 1 to {MostTables}", "unpack it and name the files");
            }

            foreach (var entry in tables)
            {
                using var text = entry.Open();
                read($"{Name}:{entry.FullName}", text);
            }
        });
    }

    // A damaged archive is the user's file, not a bug.
    private void Guarded(Action read)
    {
        try
        {
            read();
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or EndOfStreamException)
        {
            throw Bad($"{Name} cannot be unpacked: {e.Message}", "fetch it again; the copy may be cut short");
        }
    }

    private BadInputException Bad(string message, string help) => new([Diagnostic.Error("R161", message, Name, Place.None, null, null, [help])]);
}
