using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>Names that a reader takes for one and a computer for two: they differ by blanks, case, accents' encoding, or letters of another alphabet that look alike.</summary>
internal static class LookAlikes
{
    // Cyrillic and Greek letters that look like Latin ones, and marks that look like a hyphen or an apostrophe.
    private static readonly FrozenDictionary<char, char> Latin = Pairs(
        "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u04bb\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0406\u0408\u0405\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03bd\u2010\u2011\u2012\u2013\u2014\u2212\u2018\u2019",
        "aeopcyxijsdhABEKMHOPCTXIJSABEZHIKMNOPTYXov------''");

    /// <summary>The same text for all names that look alike.</summary>
    public static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        bool blank = false;
        foreach (char written in name.Normalize(NormalizationForm.FormKC))
        {
            char c = Latin.TryGetValue(written, out char latin) ? latin : written;
            if (char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control)
            {
                blank |= char.IsWhiteSpace(c) && folded.Length > 0;
                continue;
            }

            if (blank)
            {
                folded.Append(' ');
                blank = false;
            }

            folded.Append(char.ToLowerInvariant(c));
        }

        return folded.ToString();
    }

    /// <summary>Groups of different names that look alike, with how often each stands and where first; in order of first appearance.</summary>
    /// <param name="cells">Cells of a column; empty ones are passed over.</param>
    public static IReadOnlyList<IReadOnlyList<(string Name, int Count, int First)>> In(IReadOnlyList<string> cells)
    {
        var names = new Dictionary<string, (int Count, int First)>(StringComparer.Ordinal);
        for (int i = 0; i < cells.Count; i++)
        {
            if (cells[i].Length > 0)
            {
                names[cells[i]] = names.TryGetValue(cells[i], out var known) ? (known.Count + 1, known.First) : (1, i);
            }
        }

        return [.. names.GroupBy(n => Fold(n.Key), StringComparer.Ordinal).Where(g => g.Count() > 1)
            .Select(g => (IReadOnlyList<(string, int, int)>)[.. g.Select(n => (n.Key, n.Value.Count, n.Value.First)).OrderByDescending(n => n.Count).ThenBy(n => n.First)])];
    }

    /// <summary>Notes every such group of a column.</summary>
    /// <param name="csv">The table.</param>
    /// <param name="column">Index of the column.</param>
    /// <param name="found">Receives R118.</param>
    public static void Review(CsvTable csv, int column, Findings found)
    {
        foreach (var group in In([.. csv.Rows.Select(r => r.Cells[column])]))
        {
            found.Review("R118", csv.Place(csv.Rows[group[^1].First], column),
                $"column `{csv.Columns[column]}` has {group.Count} names that look alike: {string.Join(", ", group.Select(n => $"`{n.Name}` in {n.Count} {(n.Count == 1 ? "row" : "rows")}"))}",
                "names are compared letter by letter: blanks, capitals and letters of other alphabets count", "write one name in one way, or ignore this if they are different");
        }
    }

    private static FrozenDictionary<char, char> Pairs(string from, string to) => from.Zip(to).DistinctBy(p => p.First).ToFrozenDictionary(p => p.First, p => p.Second);
}

/// <summary>Remarks on names of a column that look alike, for tables that are read elsewhere.</summary>
public static class LookAlikeNames
{
    /// <summary>R118, one for each group of names that differ by blanks, case or look-alike letters.</summary>
    /// <param name="csv">The table.</param>
    /// <param name="column">Name of the column; one that the table lacks gives nothing.</param>
    public static IReadOnlyList<Diagnostic> In(CsvTable csv, string column)
    {
        var found = new Findings(csv.File);
        if (csv.Column(column) is >= 0 and var at)
        {
            LookAlikes.Review(csv, at, found);
        }

        return found.Remarks;
    }
}
