namespace Tumen.Record;

/// <summary>The known name that a mistyped one most likely means.</summary>
internal static class Nearest
{
    private const int Considered = 2000;

    /// <summary>The known name within two edits (one for short names), or null; null too when there are more than 2,000 names to choose from.</summary>
    public static string? To(string name, IEnumerable<string> known)
    {
        int most = name.Length < 4 ? 1 : 2;
        string[] names = [.. known.Take(Considered + 1)];
        return name.Length > 60 || names.Length > Considered ? null : names.Where(k => k.Length <= 60)
            .Select(k => (Name: k, Edits: Edits(name, k)))
            .Where(k => k.Edits <= most && k.Edits > 0)
            .OrderBy(k => k.Edits).ThenBy(k => k.Name, StringComparer.Ordinal)
            .Select(k => k.Name).FirstOrDefault();
    }

    // Levenshtein's distance by one row.
    private static int Edits(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int kept = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = kept;
            }
        }

        return row[^1];
    }
}
