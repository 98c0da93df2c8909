using System.Text;
using System.Text.RegularExpressions;

namespace Tumen.Report;

/// <summary>Lays the tables of a report out so that none is wider than a page: at most eight columns, the first repeated; a head that is printed again on every page; a name on every cell, so that narrow screens can show a row as a card.</summary>
public static partial class TableLayout
{
    /// <summary>Most columns that fit a printed page.</summary>
    public const int MostColumns = 8;

    /// <summary>The same HTML with its tables laid out. Tables whose cells span rows or columns, and tables without a row of heads, keep their shape.</summary>
    /// <param name="html">HTML as the sections write it: every element closed, no table inside a table.</param>
    public static string Fit(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        return Table().Replace(html, m => One(m.Groups["attributes"].Value, m.Groups["body"].Value) ?? m.Value);
    }

    private static string? One(string attributes, string body)
    {
        var rows = Row().Matches(body).Select(m => (Attributes: m.Groups["attributes"].Value, Cells: Cell().Matches(m.Groups["body"].Value).Select(c => (Tag: c.Groups["tag"].Value, Attributes: c.Groups["attributes"].Value, Body: c.Groups["body"].Value)).ToArray())).ToArray();
        if (rows.Length == 0 || rows[0].Cells.Length == 0 || rows[0].Cells.Any(c => c.Tag != "th") || rows.Any(r => r.Cells.Length != rows[0].Cells.Length || r.Cells.Any(c => c.Attributes.Contains("span=", StringComparison.Ordinal))))
        {
            return null;
        }

        var b = new StringBuilder();
        string[] names = [.. rows[0].Cells.Select(c => Tag().Replace(c.Body, ""))];
        foreach (int[] columns in Blocks(names.Length))
        {
            b.Append($"<table{attributes}><thead>");
            foreach (var (row, k) in rows.Select((row, k) => (row, k)))
            {
                b.Append(k == 1 ? "</thead><tbody>" : "").Append($"<tr{row.Attributes}>");
                foreach (int c in columns)
                {
                    var cell = row.Cells[c];
                    b.Append($"<{cell.Tag}{cell.Attributes}{(k > 0 && c > 0 ? $" data-h=\"{names[c]}\"" : "")}>{cell.Body}</{cell.Tag}>");
                }

                b.Append("</tr>");
            }

            b.Append(rows.Length > 1 ? "</tbody></table>" : "</thead></table>");
        }

        return b.ToString();
    }

    // Which columns stand in which table: blocks as even as can be, each led by the first column.
    private static IEnumerable<int[]> Blocks(int columns)
    {
        if (columns <= MostColumns)
        {
            yield return [.. Enumerable.Range(0, columns)];
            yield break;
        }

        int others = columns - 1, blocks = (others + MostColumns - 2) / (MostColumns - 1);
        for (int k = 0; k < blocks; k++)
        {
            int from = k * others / blocks, to = (k + 1) * others / blocks;
            yield return [0, .. Enumerable.Range(1 + from, to - from)];
        }
    }

    [GeneratedRegex("<table(?<attributes>[^>]*)>(?<body>.*?)</table>", RegexOptions.Singleline)]
    private static partial Regex Table();

    [GeneratedRegex("<tr(?<attributes>[^>]*)>(?<body>.*?)</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex("<(?<tag>t[hd])(?<attributes>[^>]*)>(?<body>.*?)</t[hd]>", RegexOptions.Singleline)]
    private static partial Regex Cell();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
