using System.Text;
using System.Text.Unicode;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>The limits every text must keep before a word of it is read.</summary>
public static class SourceText
{
    /// <summary>Largest file read: 5 MB (5,000,000 bytes or UTF-16 code units).</summary>
    public const int MostBytes = 5_000_000;

    /// <summary>Longest line read: 10,000 code units.</summary>
    public const int LongestLine = 10_000;

    /// <summary>Bytes to text. UTF-8, with or without a byte-order mark; anything else is a diagnostic with the line of the first bad byte.</summary>
    /// <param name="bytes">Content of the file.</param>
    /// <param name="fileName">Name as the user gave it.</param>
    public static Parsed<string> Decode(ReadOnlySpan<byte> bytes, string fileName)
    {
        if (bytes.Length > MostBytes)
        {
            return Parsed<string>.Bad(TooLarge(bytes.Length, "bytes", fileName));
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return Parsed<string>.Bad(Diagnostic.Error("T103", "this file is UTF-16, not UTF-8", fileName, new Place(1, 1, 1),
                notes: ["its first two bytes are a UTF-16 byte-order mark"], helps: ["save it again as UTF-8"]));
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            bytes = bytes[3..];
        }

        if (!Utf8.IsValid(bytes))
        {
            var good = FirstBad(bytes);
            var line = bytes[..good].Count((byte)'\n') + 1;
            return Parsed<string>.Bad(Diagnostic.Error("T103", $"this file is not UTF-8 text: byte 0x{bytes[good]:X2} on line {line} starts no character", fileName,
                new Place(line, Encoding.UTF8.GetCharCount(bytes[(bytes[..good].LastIndexOf((byte)'\n') + 1)..good]) + 1, 1), notes: [$"it is byte {good + 1} of {bytes.Length}"], helps: ["save it again as UTF-8"]));
        }

        string text = Encoding.UTF8.GetString(bytes);
        return Parsed<string>.Good(OwnEnds(text));
    }

    // Lines of old Macs, of some exports, and of texts put together from several, end with a carriage return alone; it ends a line here as it does in tables.
    private static string OwnEnds(string text)
    {
        if (!text.Contains('\r', StringComparison.Ordinal))
        {
            return text;
        }

        char[] to = text.ToCharArray();
        for (int i = 0; i < to.Length; i++)
        {
            if (to[i] == '\r' && (i + 1 == to.Length || to[i + 1] != '\n'))
            {
                to[i] = '\n';
            }
        }

        return new string(to);
    }

    /// <summary>What is wrong with a text as a text, or null: size, NUL and other control characters, lone carriage returns, broken surrogates, endless lines.</summary>
    internal static Diagnostic? Problem(string text, string fileName)
    {
        if (text.Length > MostBytes)
        {
            return TooLarge(text.Length, "characters", fileName);
        }

        int line = 1, start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var here = new Place(line, i - start + 1, 1);
            if (c == '\n')
            {
                (line, start) = (line + 1, i + 1);
            }
            else if (c == '\0' || (char.IsControl(c) && c is not ('\t' or '\r')))
            {
                return Diagnostic.Error("T102", $"character U+{(int)c:X4} on line {line}: this is not a text file", fileName, here,
                    notes: ["a text holds letters, blanks, tabs and line ends; no control characters"], helps: ["check that the right file was given"]);
            }
            else if (c == '\r' && (i + 1 >= text.Length || text[i + 1] != '\n'))
            {
                return Diagnostic.Error("T104", $"line {line} ends with a carriage return alone", fileName, here,
                    notes: ["lines end with a line feed, or with carriage return and line feed"], helps: ["save it again with ordinary line ends"]);
            }
            else if (char.IsSurrogate(c) && !(char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) && !(char.IsLowSurrogate(c) && i > 0 && char.IsHighSurrogate(text[i - 1])))
            {
                return Diagnostic.Error("T103", $"half a character (U+{(int)c:X4}) on line {line}", fileName, here, helps: ["save it again as UTF-8"]);
            }
            else if (i - start >= LongestLine)
            {
                return Diagnostic.Error("T105", $"line {line} has more than {Wording.Count(LongestLine)} characters", fileName, new Place(line, 1, 1),
                    notes: [$"the longest line read has {Wording.Count(LongestLine)} characters"], helps: ["break the clause: indented lines continue it"]);
            }
        }

        return null;
    }

    private static Diagnostic TooLarge(long size, string unit, string fileName) =>
        Diagnostic.Error("T101", $"this file has {Wording.Count(size)} {unit}; the most that is read is {Wording.Count(MostBytes)}", fileName, Place.None,
            notes: ["games, codebooks and studies are texts of a few pages; events and records are CSV files"], helps: ["check that the right file was given"]);

    private static int FirstBad(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var used) == System.Buffers.OperationStatus.Done)
        {
            at += used;
        }

        return Math.Min(at, bytes.Length - 1);
    }
}
