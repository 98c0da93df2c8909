using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>Puts coded columns together: the record, its sources, its coverage and a reviewer's remarks.</summary>
internal static class CodedSummary
{
    public static CodedRecord Of(
        EventTable events, CodebookModel book, GameModel game, EventSets sets, Dictionary<string, CodedColumn> columns, int first, int last, Findings found)
    {
        int offset = first - sets.Origin, months = last - first + 1;
        var all = game.Players.Select(p => (p.Name, IsMove: true, Values: p.Moves)).Concat(game.Situations.Select(s => (s.Name, IsMove: false, Values: s.Levels))).ToArray();
        var coded = all.Select(c => columns[c.Name]).ToArray();
        var used = new bool[sets.Kept.Length];
        var sources = ImmutableArray.CreateBuilder<ImmutableArray<CellSource>>(months);
        var moves = ImmutableArray.CreateBuilder<ImmutableArray<int>>(months);
        var levels = ImmutableArray.CreateBuilder<ImmutableArray<int>>(months);
        for (int t = offset; t < offset + months; t++)
        {
            moves.Add([.. coded.Take(game.Players.Length).Select(c => c.Values[t])]);
            levels.Add([.. coded.Skip(game.Players.Length).Select((c, v) => c.Values[t] < 0 && game.IsHidden(game.Situations[v]) ? RecordUnit.Hidden(game, t - offset) : c.Values[t])]);
            sources.Add([.. coded.Select(c => new CellSource([.. c.Reasons[t].Select(k => sets.Kept[k].Id)], c.Places[t]))]);
            foreach (int k in coded.SelectMany(c => c.Reasons[t]))
            {
                used[k] = true;
            }
        }

        var unit = new RecordUnit("", [.. Enumerable.Range(first, months).Select(EventTable.MonthName)], moves.MoveToImmutable(), levels.MoveToImmutable(),
            ImmutableDictionary<string, double>.Empty);
        ImmutableArray<ColumnCoverage> spread = [.. all.Select((c, k) => Spread(c.Name, c.IsMove, c.Values, coded[k].Values.AsSpan(offset, months)))];
        int[] unused = [.. Enumerable.Range(0, used.Length).Where(k => !used[k])];
        var coverage = new Coverage(
            months, events.Events.Length, sets.KeptCount, sets.KeptCount - sets.Kept.Length, used.Length - unused.Length,
            months - sets.Kept.Where(e => e.Month >= first).Select(e => e.Month).Distinct().Count(), spread, [.. unused.Select(k => sets.Kept[k].Id)]);
        Remark(book, events, sets, coded, offset, spread, unused, found);
        FarAway(events, first, last, found);
        Shared(sets, [.. coded.Take(game.Players.Length)], offset, found);
        return new CodedRecord(new RecordTable(game, [unit]), events, sources.MoveToImmutable(), coverage, found.Remarks)
        {
            KeptByMonth = sets.Kept.GroupBy(e => e.Month).ToImmutableDictionary(g => EventTable.MonthName(g.Key), g => g.Count(), StringComparer.Ordinal),
        };
    }

    private static ColumnCoverage Spread(string name, bool isMove, ImmutableArray<string> values, ReadOnlySpan<int> cells)
    {
        int[] months = new int[values.Length], spells = new int[values.Length];
        int unknown = 0, before = -1;
        foreach (int v in cells)
        {
            if (v < 0)
            {
                unknown++;
            }
            else
            {
                months[v]++;
                spells[v] += v == before ? 0 : 1;
            }

            before = v;
        }

        return new ColumnCoverage(name, isMove, [.. values.Select((v, k) => (v, months[k], spells[k]))], unknown);
    }

    private static void Remark(
        CodebookModel book, EventTable events, EventSets sets, CodedColumn[] coded, int offset, ImmutableArray<ColumnCoverage> spread, int[] unused, Findings found)
    {
        var read = SetsRead(book);
        foreach (var set in book.Sets)
        {
            if (sets.All(set.Name).IsEmpty)
            {
                found.Review("R201", set.Place, $"no event belongs to the set `{set.Name}`");
            }
            else if (!read.Contains(set.Name))
            {
                found.Review("R203", set.Place, $"no rule reads the set `{set.Name}`");
            }
        }

        foreach (var column in coded)
        {
            var deciding = column.Places[offset..].ToHashSet();
            foreach (var line in column.Rule.Lines.Where(l => l.Place != Place.None && !deciding.Contains(l.Place)))
            {
                found.Review("R204", line.Place, $"this line of `{column.Rule.Name}` decides no month", "its test never holds, or a line above it always decides first");
            }
        }

        foreach (var column in spread.Where(c => c.IsMove || c.Name != RegimeSpec.Situation || c.Values.Any(v => v.Months > 0)))
        {
            foreach (var (value, _, _) in column.Values.Where(v => v.Months == 0 && coded.First(c => c.Rule.Name == column.Name).Rule.Series is not { Cuts.IsEmpty: true, Quantiles.IsEmpty: true }))
            {
                found.Review("R206", coded.First(c => c.Rule.Name == column.Name).Rule.Place, $"no month has `{column.Name}` at `{value}`");
            }
        }

        if (unused.Length > 0)
        {
            int kind = events.Columns.IndexOf("kind");
            var kinds = unused.Select(k => kind < 0 ? "events" : sets.Kept[k].Row[kind]).GroupBy(k => k).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal);
            found.Review("R205", Place.None, string.Create(CultureInfo.InvariantCulture, $"{unused.Length} of {sets.Kept.Length} kept events decide no cell"),
                string.Join(", ", kinds.Take(12).Select(g => $"{g.Key} {g.Count()}")) + (kinds.Count() > 12 ? $" and {kinds.Count() - 12} more kinds" : ""));
        }
    }

    // Months beyond the stretch coded at which a date looks like a slip: ten years, or as long as the stretch itself.
    private const int Far = 120;

    private static void FarAway(EventTable events, int first, int last, Findings found)
    {
        int limit = Math.Max(Far, last - first + 1);
        foreach (var (after, far) in new[] { (false, events.Events.Where(e => e.Month < first - limit).OrderBy(e => e.Month).ToArray()), (true, events.Events.Where(e => e.Month > last + limit).OrderByDescending(e => e.Month).ToArray()) })
        {
            if (far.Length > 0)
            {
                found.Review("R215", Place.None, string.Create(CultureInfo.InvariantCulture,
                    $"{far.Length} {(far.Length == 1 ? "event lies" : "events lie")} more than {limit / 12} years {(after ? "after" : "before")} the months coded ({EventTable.MonthName(first)} to {EventTable.MonthName(last)}), the furthest `{far[0].Id}` of {far[0].Date:yyyy-MM-dd} on line {far[0].Line} of {events.File}"),
                    "a year written wrongly takes its event out of the record without a trace", "correct the date, or take the event out of the file");
            }
        }
    }

    // Two players whose moves of one month rest on the same event agree by construction, not by answering each other.
    private static void Shared(EventSets sets, CodedColumn[] players, int offset, Findings found)
    {
        for (int i = 0; i < players.Length; i++)
        {
            for (int j = i + 1; j < players.Length; j++)
            {
                var (a, b) = (players[i], players[j]);
                int[] months = [.. Enumerable.Range(offset, a.Values.Length - offset).Where(t => a.Reasons[t].Intersect(b.Reasons[t]).Any())];
                if (months.Length > 0)
                {
                    string id = sets.Kept[a.Reasons[months[0]].Intersect(b.Reasons[months[0]]).First()].Id;
                    found.Review("R209", a.Rule.Place, $"in {months.Length} month(s) one event decides the moves of both `{a.Rule.Name}` and `{b.Rule.Name}`",
                        $"the first is {id} in {EventTable.MonthName(sets.Origin + months[0])}; there the two moves go together by coding, not because one answers the other",
                        "let an event count for one player's move, or say this beside the estimate of the answer");
                }
            }
        }
    }

    private static HashSet<string> SetsRead(CodebookModel book) =>
        [.. book.Rules.SelectMany(r => r.Lines).SelectMany(l => FlatTest.Of(l.If)).Select(n => n.Test switch
        {
            PeriodTest.Any a => a.Set,
            PeriodTest.Sum s => s.Set,
            PeriodTest.Count c => c.Set,
            _ => null,
        }).OfType<string>(), .. book.Rules.SelectMany(r => r.Balance is { } b ? b.Sets.Select(s => s.Set) : [])];
}
