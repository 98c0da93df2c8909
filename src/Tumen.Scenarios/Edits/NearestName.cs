namespace Tumen.Scenarios;

/// <summary>The known name nearest to a mistyped one.</summary>
internal static class NearestName
{
    /// <summary>The nearest of some names by Levenshtein's distance, if it is near enough to be meant; otherwise null.</summary>
    public static string? Of(string word, IEnumerable<string> names)
    {
        string? best = null;
        int least = Math.Max(2, word.Length / 2) + 1;
        foreach (string name in names)
        {
            int d = Distance(word, name);
            if (d < least)
            {
                (least, best) = (d, name);
            }
        }

        return best;
    }

    private static int Distance(string a, string b)
    {
        // Names are short; a longer text cannot be near.
        if (Math.Abs(a.Length - b.Length) > 40 || a.Length > 200 || b.Length > 200)
        {
            return int.MaxValue;
        }

        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
