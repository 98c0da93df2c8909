using System.Globalization;

namespace Tumen.Episodes;

/// <summary>Names that a file gives twice, or not at all, told apart by position, so that text, JSON and arrays never confuse two moves or two players.</summary>
internal static class ToldApart
{
    /// <summary>An empty name becomes its position, from 1; a name given twice gets its position behind a #, as in go#1 and go#2.</summary>
    /// <param name="names">As the file gives them.</param>
    public static string[] Names(IReadOnlyList<string> names)
    {
        if (names.All(n => n.Length > 0) && names.Distinct(StringComparer.Ordinal).Count() == names.Count)
        {
            return [.. names];
        }

        var times = names.CountBy(n => n, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var given = new HashSet<string>(names.Where(n => n.Length > 0 && times[n] == 1), StringComparer.Ordinal);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var apart = new string[names.Count];
        for (int k = 0; k < names.Count; k++)
        {
            string name = names[k];
            if (given.Contains(name))
            {
                apart[k] = name;
                continue;
            }

            int at = seen[name] = seen.GetValueOrDefault(name) + 1;
            string wanted = name.Length == 0 ? (k + 1).ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{name}#{at}");
            while (!given.Add(wanted))
            {
                wanted = "#" + wanted; // the file has a name of just this form
            }

            apart[k] = wanted;
        }

        return apart;
    }
}
