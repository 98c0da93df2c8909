using Tumen.Model;

namespace Tumen.Record;

/// <summary>
/// The events that a codebook keeps, in order of date and id (so the order of the rows is forgotten), and which of them belong to each set,
/// laid out by month for windows. Months are counted from <see cref="Origin"/>.
/// </summary>
internal sealed class EventSets
{
    private readonly Dictionary<string, Set> _sets = new(StringComparer.Ordinal);
    private readonly int[] _reported;

    public EventSets(EventTable events, CodebookModel book, int from, int to)
    {
        var drop = book.DropIf is null ? null : new EventMatcher(book.DropIf, events);
        var kept = events.Events.Where(e => drop is null || !drop.Holds(e)).OrderBy(e => e.Date).ThenBy(e => e.Id, StringComparer.Ordinal).ToArray();
        int before = kept.Length;
        kept = OneADay(kept, [.. book.OneADay.Select(c => events.Columns.IndexOf(c))]);
        Repeated = before - kept.Length;
        KeptCount = kept.Length;
        Kept = [.. kept.Where(e => e.Month <= to)];
        Origin = Kept.Length == 0 ? from : Math.Min(from, Kept[0].Month);
        Last = to;
        int months = to - Origin + 1;
        _reported = new int[months + 1];
        foreach (var e in Kept)
        {
            _reported[e.Month - Origin + 1]++;
        }

        for (int m = 0; m < months; m++)
        {
            _reported[m + 1] += _reported[m];
        }

        foreach (var set in book.Sets)
        {
            var matcher = new EventMatcher(set.Test, events);
            int[] members = [.. Enumerable.Range(0, Kept.Length).Where(k => matcher.Holds(Kept[k]))];
            int[] first = new int[months + 1];
            foreach (int k in members)
            {
                first[Kept[k].Month - Origin + 1]++;
            }

            for (int m = 0; m < months; m++)
            {
                first[m + 1] += first[m];
            }

            _sets[set.Name] = new Set(members, first);
        }
    }

    /// <summary>Kept events up to the last month coded, by date and id.</summary>
    public Event[] Kept { get; }

    /// <summary>Events that `leave out` spared, after the last month included.</summary>
    public int KeptCount { get; }

    /// <summary>The month from which months are counted: that of the first kept event, or the first to be coded.</summary>
    public int Origin { get; }

    /// <summary>The last month coded, counted from year 0.</summary>
    public int Last { get; }

    /// <summary>Events that `one a day` set aside.</summary>
    public int Repeated { get; }

    /// <summary>Number of kept events, of whatever set, in a window.</summary>
    public int Reported(int month, int window, int lag)
    {
        int end = month - lag;
        return end < 0 ? 0 : _reported[end + 1] - _reported[Math.Max(0, end - window + 1)];
    }

    /// <summary>All of a set's events, as indices into <see cref="Kept"/>.</summary>
    public ReadOnlySpan<int> All(string set) => _sets[set].Members;

    /// <summary>A set's events in the window of so many months that ends <paramref name="lag"/> months before <paramref name="month"/>.</summary>
    public ReadOnlySpan<int> Window(string set, int month, int window, int lag)
    {
        var s = _sets[set];
        int end = month - lag;
        if (end < 0)
        {
            return [];
        }

        int start = Math.Max(0, end - window + 1);
        return s.Members.AsSpan(s.First[start]..s.First[end + 1]);
    }

    // Events that only have a month are of no day, and all stay.
    private static Event[] OneADay(Event[] events, int[] columns)
    {
        if (columns.Length == 0)
        {
            return events;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. events.Where(e => e.Precision != DatePrecision.Day || seen.Add($"{e.Date.DayNumber}\n{string.Join('\n', columns.Select(c => e.Row[c]))}"))];
    }

    private sealed record Set(int[] Members, int[] First);
}
