using System.Text;

namespace Tumen.Import;

/// <summary>How a table is written: what parts its cells, whether cells are quoted, how lines end, in which encoding.</summary>
/// <param name="Delimiter">Tab, comma, semicolon or bar.</param>
/// <param name="Quoted">Whether double quotes enclose cells.</param>
/// <param name="LineEnd">Last byte of a line end.</param>
/// <param name="Encoding">Name of the encoding as found.</param>
public sealed record TextForm(byte Delimiter, bool Quoted, byte LineEnd, string Encoding)
{
    /// <summary>The delimiter in words.</summary>
    public string DelimiterName => Delimiter switch
    {
        (byte)'\t' => "tab",
        (byte)',' => "comma",
        (byte)';' => "semicolon",
        _ => "bar",
    };

    /// <summary>Recognises the form of a table by its beginning.</summary>
    /// <param name="block">Its first bytes, decoded to UTF-8 and without a byte-order mark.</param>
    /// <param name="encoding">Encoding, if the byte-order mark told.</param>
    internal static TextForm Recognise(ReadOnlySpan<byte> block, string? encoding)
    {
        byte end = block.Contains((byte)'\n') ? (byte)'\n' : block.Contains((byte)'\r') ? (byte)'\r' : (byte)'\n';
        byte best = (byte)',';
        double score = 0;
        foreach (byte candidate in "\t,;|"u8)
        {
            double found = Score(block, candidate, end);
            if (found > score)
            {
                (best, score) = (candidate, found);
            }
        }

        return new TextForm(best, IsQuoted(block, best, end), end, encoding ?? (IsUtf8(block) ? "UTF-8" : "Windows-1252"));
    }

    // Cells a line by the middle line, times the share of lines that have nearly as many: commas in prose differ from line to line.
    private static double Score(ReadOnlySpan<byte> block, byte delimiter, byte end)
    {
        var counts = new List<int>();
        while (!block.IsEmpty && counts.Count < 200)
        {
            int at = block.IndexOf(end);
            var line = at < 0 ? block : block[..at];
            block = at < 0 ? [] : block[(at + 1)..];
            if (!line.IsEmpty)
            {
                counts.Add(OutsideQuotes(line, delimiter));
            }
        }

        if (counts.Count == 0)
        {
            return 0;
        }

        int middle = counts.Order().ElementAt(counts.Count / 2);
        return middle * (counts.Count(c => Math.Abs(c - middle) <= 1) / (double)counts.Count);
    }

    private static int OutsideQuotes(ReadOnlySpan<byte> line, byte delimiter)
    {
        if (!line.Contains((byte)'"') || delimiter == (byte)'\t')
        {
            return line.Count(delimiter);
        }

        int count = 0;
        bool inside = false;
        foreach (byte b in line)
        {
            inside ^= b == (byte)'"';
            count += b == delimiter && !inside ? 1 : 0;
        }

        return count;
    }

    // Quotes mean something when they stand at both ends of cells.
    private static bool IsQuoted(ReadOnlySpan<byte> block, byte delimiter, byte end)
    {
        int opening = block.StartsWith("\""u8) ? 1 : 0;
        for (int at = block.IndexOf((byte)'"'); at >= 0 && at < block.Length; at++)
        {
            int next = block[at..].IndexOf((byte)'"');
            if (next < 0)
            {
                break;
            }

            at += next;
            opening += at > 0 && (block[at - 1] == delimiter || block[at - 1] == end) ? 1 : 0;
        }

        return delimiter != (byte)'\t' || opening > 1;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> block)
    {
        // A character cut by the end of the block is no mistake.
        for (int cut = 0; cut < 4 && cut <= block.Length; cut++)
        {
            if (System.Text.Unicode.Utf8.IsValid(block[..^cut]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A cell's text: UTF-8, or Windows-1252 where that cannot be.</summary>
    internal static string Decode(ReadOnlySpan<byte> cell) =>
        System.Text.Unicode.Utf8.IsValid(cell) ? System.Text.Encoding.UTF8.GetString(cell) : Windows(cell);

    private static string Windows(ReadOnlySpan<byte> cell)
    {
        const string High = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
        var text = new StringBuilder(cell.Length);
        foreach (byte b in cell)
        {
            text.Append(b is >= 0x80 and < 0xA0 ? High[b - 0x80] : (char)b);
        }

        return text.ToString();
    }
}
