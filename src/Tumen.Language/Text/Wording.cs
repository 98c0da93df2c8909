using System.Globalization;

namespace Tumen.Language;

/// <summary>How messages write lists, numbers and names.</summary>
internal static class Wording
{
    /// <summary>a, b and c; at most <paramref name="most"/> items, the rest counted.</summary>
    public static string List(IEnumerable<string> items, string last = "and", int most = 12)
    {
        var all = items.ToList();
        if (all.Count > most)
        {
            return string.Join(", ", all.Take(most)) + $" {last} {all.Count - most} more";
        }

        return all.Count switch
        {
            0 => "none",
            1 => all[0],
            _ => string.Join(", ", all.Take(all.Count - 1)) + $" {last} {all[^1]}",
        };
    }

    /// <summary>The same with every item in code marks.</summary>
    public static string Coded(IEnumerable<string> items, string last = "and") => List(items.Select(i => $"`{Shorten(i)}`"), last);

    /// <summary>A number as short as it can be read back.</summary>
    public static string Number(double value) => value.ToString("0.############", CultureInfo.InvariantCulture) is var s && s is not ("0" or "-0") || value == 0
        ? value == 0 ? "0" : value.ToString("0.############", CultureInfo.InvariantCulture)
        : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A count with thousands separated.</summary>
    public static string Count(double value) => value < 1e15 ? value.ToString("#,0", CultureInfo.InvariantCulture) : value.ToString("0.0e+0", CultureInfo.InvariantCulture);

    /// <summary>At most 40 characters of a text, never half of a surrogate pair.</summary>
    public static string Shorten(string text)
    {
        if (text.Length <= 40)
        {
            return text;
        }

        var cut = char.IsHighSurrogate(text[36]) ? 36 : 37;
        return string.Concat(text.AsSpan(0, cut), "...");
    }

    /// <summary>The candidate nearest to a misspelt name, or null when none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        if (name.Length > 60)
        {
            return null;
        }

        string? best = null;
        var least = Math.Max(1, name.Length / 3) + 1;
        foreach (var candidate in candidates.Take(2000))
        {
            if (Math.Abs(candidate.Length - name.Length) >= least)
            {
                continue;
            }

            var d = Distance(name, candidate);
            if (d < least)
            {
                (best, least) = (candidate, d);
            }
        }

        return best;
    }

    /// <summary>Edit distance where a swap of neighbours counts one, blind to case (Damerau 1964, restricted).</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            rows[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                var d = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d = Math.Min(d, rows[i - 2, j - 2] + 1);
                }

                rows[i, j] = d;
            }
        }

        return rows[a.Length, b.Length];
    }
}
