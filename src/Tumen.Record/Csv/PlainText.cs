using System.Text;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>Bytes of a file to text: UTF-8 with or without a byte-order mark, within a size limit; everything else is refused by name.</summary>
internal static class PlainText
{
    /// <summary>Largest file read: 50 million bytes.</summary>
    public const int SizeLimit = 50_000_000;

    /// <summary>Reads a stream to its end, or refuses it as soon as it is known to be too large.</summary>
    /// <param name="stream">The file, from where it stands; it is not closed.</param>
    /// <param name="file">Its name, for diagnostics.</param>
    /// <exception cref="BadInputException">R100 when larger than <see cref="SizeLimit"/>; R101 when not UTF-8 text.</exception>
    public static string Read(Stream stream, string file)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (stream.CanSeek && stream.Length - stream.Position > SizeLimit)
        {
            throw TooLarge(stream.Length - stream.Position, file);
        }

        using var held = new MemoryStream();
        byte[] buffer = new byte[81920];
        for (int n = stream.Read(buffer); n > 0; n = stream.Read(buffer))
        {
            held.Write(buffer, 0, n);
            if (held.Length > SizeLimit)
            {
                throw TooLarge(null, file);
            }
        }

        return Decode(held.GetBuffer().AsSpan(0, (int)held.Length), file);
    }

    /// <summary>Decodes bytes.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="file">Its name, for diagnostics.</param>
    /// <exception cref="BadInputException">R100 when larger than <see cref="SizeLimit"/>; R101 when not UTF-8 text.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, string file)
    {
        if (bytes.Length > SizeLimit)
        {
            throw TooLarge(bytes.Length, file);
        }

        return DecodeLarge(bytes, file);
    }

    /// <summary>Decodes bytes of any number; see <see cref="Decode"/>.</summary>
    /// <exception cref="BadInputException">R101 when not UTF-8 text.</exception>
    public static string DecodeLarge(ReadOnlySpan<byte> bytes, string file)
    {
        if (Signature(bytes) is { } kind)
        {
            throw NotText(file, new Place(1, 1, 1), $"the file is {kind}, not UTF-8 text", "save or export it as CSV in UTF-8");
        }

        if (bytes.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        int control = bytes.IndexOfAny(ControlBytes);
        if (control >= 0)
        {
            string what = bytes[control] == 0 ? "a zero byte" : $"the control byte 0x{bytes[control]:X2}";
            throw NotText(file, PlaceOf(bytes, control), $"the file is not text: byte {control + 1} is {what}", "give a CSV file saved as UTF-8 text");
        }

        try
        {
            return new UTF8Encoding(false, true).GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            int at = Math.Clamp(e.Index, 0, bytes.Length - 1);
            string found = $"byte {at + 1} (0x{bytes[at]:X2}) does not decode";
            throw NotText(file, PlaceOf(bytes, at), $"the file is not UTF-8: {found}", "save it as UTF-8 (it may be Latin-1 or Windows-1252, or cut off in mid-character)");
        }
    }

    private static readonly System.Buffers.SearchValues<byte> ControlBytes =
        System.Buffers.SearchValues.Create([0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 127]);

    private static string? Signature(ReadOnlySpan<byte> b) =>
        b.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || b.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? "UTF-16"
        : b.StartsWith((ReadOnlySpan<byte>)[0x50, 0x4B, 3, 4]) ? "a zip archive or spreadsheet"
        : b.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? "compressed with gzip"
        : b.StartsWith("%PDF"u8) ? "a PDF" : null;

    private static Place PlaceOf(ReadOnlySpan<byte> bytes, int at)
    {
        var before = bytes[..at];
        int line = before.Count((byte)'\n') + 1;
        var lineStart = before[(before.LastIndexOf((byte)'\n') + 1)..];
        return new Place(line, Encoding.UTF8.GetCharCount(lineStart) + 1, 1);
    }

    private static BadInputException TooLarge(long? size, string file)
    {
        string found = size is { } n ? $"the file has {n / 1e6:0.0} MB" : "the file is too large";
        return new([Diagnostic.Error("R100", $"{found}; at most {SizeLimit / 1_000_000} MB are read", file, Place.None, null, null,
            ["keep the rows and columns that the study needs, or split the file"])]);
    }

    private static BadInputException NotText(string file, Place place, string message, string help) =>
        new([Diagnostic.Error("R101", message, file, place, null, null, [help])]);
}
