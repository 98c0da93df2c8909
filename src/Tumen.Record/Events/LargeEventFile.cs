using Tumen.Model;

namespace Tumen.Record;

/// <summary>
/// Reads a file of events that is too large to hold as text: piece by piece, each with the header before it, so that the same reader says the same of every row. A piece ends
/// at a line end outside quotes. Cells that repeat are held once.
/// </summary>
internal static class LargeEventFile
{
    private const int Piece = 4 << 20;
    private const int LongestPooled = 40;
    private const int MostPooled = 200_000;

    public static EventTable Read(ReadOnlySpan<byte> bytes, string file, int piece = Piece)
    {
        var draft = new EventFile.EventDraft();
        var pool = new Dictionary<string, string>(StringComparer.Ordinal);
        int headerEnd = Cut(bytes, 0), lines = 0;
        string header = "";
        for (int at = 0, line = 0; at < bytes.Length;)
        {
            int end = Cut(bytes, at + piece);
            string text = header + PlainText.DecodeLarge(bytes[at..end], file);
            if (header.Length == 0)
            {
                header = PlainText.DecodeLarge(bytes[..headerEnd], file);
                lines = header.AsSpan().Count('\n');
            }

            Add(draft, text, file, line == 0 ? 0 : line - lines, pool);
            line += bytes[at..end].Count((byte)'\n');
            at = end;
        }

        return draft.Table((e, _) => new Place(e.Line, 1, 1));
    }

    private static void Add(EventFile.EventDraft draft, string text, string file, int lines, Dictionary<string, string> pool)
    {
        try
        {
            var csv = CsvReader.Read(text, file);
            draft.Add(new CsvTable(file, text, csv.Header, [.. csv.Rows.Select(r => r with { Cells = [.. r.Cells.Select(c => Pooled(c, pool))] })]), lines);
        }
        catch (BadInputException e) when (lines > 0)
        {
            throw new BadInputException(e.Diagnostics.Select(d => d with { Place = d.Place.Line > 0 ? d.Place with { Line = d.Place.Line + lines } : d.Place }));
        }
    }

    // End of the first line at or after a place that does not lie inside quotes.
    private static int Cut(ReadOnlySpan<byte> bytes, int from)
    {
        if (from >= bytes.Length)
        {
            return bytes.Length;
        }

        bool inside = bytes[..from].Count((byte)'"') % 2 == 1;
        for (int at = from; at < bytes.Length; at++)
        {
            int next = bytes[at..].IndexOfAny((byte)'"', (byte)'\n');
            if (next < 0)
            {
                return bytes.Length;
            }

            at += next;
            if (bytes[at] == (byte)'"')
            {
                inside = !inside;
            }
            else if (!inside)
            {
                return at + 1;
            }
        }

        return bytes.Length;
    }

    private static string Pooled(string cell, Dictionary<string, string> pool)
    {
        if (cell.Length is 0 or > LongestPooled)
        {
            return cell;
        }

        if (pool.TryGetValue(cell, out string? held))
        {
            return held;
        }

        if (pool.Count < MostPooled)
        {
            pool.Add(cell, cell);
        }

        return cell;
    }
}
