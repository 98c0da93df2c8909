using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>Turns dated events into one row a month by a codebook.</summary>
/// <remarks>
/// <para>A move is the month's own; a situation is the condition at the month's start, so its tests normally look at months past. Lines are tried in
/// order and the first that holds decides. A test that reads an unknown cell is itself unknown: then the cell is unknown too, unless every line that
/// could still decide gives the same value. Within a month, a cell that reads another cell of the month is decided after it.</para>
/// <para>Months before the first one coded are gone through as well, from the first kept event on, so that a test on an earlier move means the same
/// wherever the record starts; a rule with `starts` has that value in all of them. Before the first kept event a rule without `starts` is unknown.</para>
/// <para>Where each event counts once, an event of the month that decided a player's move is unseen by the moves of players whose rules come later; situations see all events.</para>
/// <para>Only the dates and ids of the events order them: shuffling the rows of the file changes nothing.</para>
/// </remarks>
public static class Coder
{
    /// <summary>Codes a stretch of months.</summary>
    /// <param name="events">Events.</param>
    /// <param name="book">Codebook.</param>
    /// <param name="game">Game whose players and situations are coded.</param>
    /// <param name="from">First month, yyyy-MM.</param>
    /// <param name="to">Last month, yyyy-MM; not before the first.</param>
    /// <param name="bookFile">The codebook's file, for diagnostics; null when it has none.</param>
    /// <param name="series">Files of series that the codebook names, by name.</param>
    /// <exception cref="BadInputException">Not a stretch of months, a column that the events lack or that is not numeric, a reference to nothing,
    /// cells that wait for each other: everything wrong in one pass.</exception>
    public static CodedRecord Code(EventTable events, CodebookModel book, GameModel game, string from, string to, string? bookFile = null, IReadOnlyDictionary<string, SeriesFile>? series = null)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(game);
        var found = new Findings(bookFile);
        if (!IsMonth(from, out int first) | !IsMonth(to, out int last) || last < first)
        {
            found.Error("R130", Place.None, $"`{from}` to `{to}` is not a stretch of months", null, "write months like 1990-01, the earlier one first");
            found.ThrowIfAny();
        }

        book = WithRegime(book, game);
        new CodebookCheck(events, book, game, found).Run();
        found.ThrowIfAny();
        var read = new Dictionary<string, SeriesColumn>(StringComparer.Ordinal);
        foreach (var rule in book.Rules.Where(r => r.Series is not null))
        {
            if (SeriesColumn.Of(rule, game, series ?? new Dictionary<string, SeriesFile>(), found) is { } column)
            {
                read[rule.Name] = column;
            }
        }

        found.ThrowIfAny();
        var order = CodingOrder.Of(book, found);
        found.ThrowIfAny();

        var sets = new EventSets(events, book, first, last);
        Quantiles(book, sets, found);
        found.ThrowIfAny();
        var columns = Decide(events, game, book, order, sets, read, first, last);
        foreach (var (name, column) in read.Where(c => game.Laws.Any(l => l.IsExpectation && game.Situations[l.Situation].Name == c.Key)))
        {
            if (column.Movement(first, last) is { } movement)
            {
                found.Review("R216", book.Rules.First(r => r.Name == name).Place, $"month by month `{name}` moved as if {movement.Replace("expected to be ", "", StringComparison.Ordinal)} (least squares)",
                    "what players expect is part of the game; this is what the series itself did", $"to let them expect that:   {movement}");
            }
        }

        return CodedSummary.Of(events, book, game, sets, columns, first, last, found);
    }

    // Nobody codes the regime, unless a codebook says that it does.
    private static CodebookModel WithRegime(CodebookModel book, GameModel game) =>
        game.Situations.All(s => !game.IsHidden(s)) || book.Rules.Any(r => r.Name == RegimeSpec.Situation) ? book
            : book with { Rules = book.Rules.Add(new CodingRule(RegimeSpec.Situation, false, [], "unknown", null, null)) };

    // A quantile over months that nobody reported, or that lie after the record, would be a cut nobody stated.
    private static void Quantiles(CodebookModel book, EventSets sets, Findings found)
    {
        foreach (var line in book.Rules.SelectMany(r => r.Lines))
        {
            foreach (var cut in FlatTest.Of(line.If).Select(n => n.Test switch { PeriodTest.Sum s => s.Cut, PeriodTest.Count c => c.Cut, _ => null }).OfType<QuantileCut>())
            {
                if (EventTable.TryMonth(cut.From, out int first) && EventTable.TryMonth(cut.To, out int last) && (first < sets.Origin || last > sets.Last))
                {
                    found.Error("R138", line.Place, $"the quantile in {cut.From} to {cut.To} is taken over months that {(first < sets.Origin ? $"lie before the first event kept ({EventTable.MonthName(sets.Origin)})" : $"lie after the record ({EventTable.MonthName(sets.Last)})")}",
                        "a quantile is stated once, over months that the events cover", $"write   in {EventTable.MonthName(Math.Max(first, sets.Origin))} to {EventTable.MonthName(Math.Min(last, sets.Last))}");
                }
            }
        }
    }

    private static bool IsMonth(string text, out int month)
    {
        month = 0;
        return text is { Length: 7 } && EventTable.TryMonth(text, out month);
    }

    private static Dictionary<string, CodedColumn> Decide(EventTable events, GameModel game, CodebookModel book, ImmutableArray<CodingRule> order, EventSets sets, Dictionary<string, SeriesColumn> series, int first, int last)
    {
        int months = last - sets.Origin + 1, firstCoded = first - sets.Origin;
        var names = game.Players.Select(p => (p.Name, Values: p.Moves)).Concat(game.Situations.Select(s => (s.Name, Values: s.Levels)))
            .ToDictionary(x => x.Name, x => x.Values, StringComparer.Ordinal);
        var columns = order.ToDictionary(r => r.Name, r => new CodedColumn(r, names[r.Name], months, firstCoded), StringComparer.Ordinal);
        var balances = order.Where(r => r.Balance is not null)
            .ToDictionary(r => r.Name, r => new TrailingBalance(r.Balance!, sets, months, firstCoded), StringComparer.Ordinal);
        var reader = new PeriodReader(events, sets, columns, names);
        HashSet<int> taken = [], none = [];
        for (int month = 0; month < months; month++)
        {
            taken.Clear();
            foreach (var rule in order)
            {
                var column = columns[rule.Name];
                reader.Taken = rule.IsMove ? taken : none;
                if (month < column.FirstDecided)
                {
                    continue;
                }

                if (series.TryGetValue(rule.Name, out var numbers))
                {
                    column.Set(month, numbers.At(sets.Origin + month), rule.Place, []);
                }
                else if (balances.TryGetValue(rule.Name, out var balance))
                {
                    var (level, reasons) = balance.At(month);
                    column.Set(month, level, rule.Place, reasons);
                }
                else
                {
                    ByLines(column, reader, month);
                }

                if (book.EachEventOnce && rule.IsMove)
                {
                    taken.UnionWith(column.Reasons[month].Where(k => sets.Kept[k].Month == sets.Origin + month));
                }
            }
        }

        return columns;
    }

    private static void ByLines(CodedColumn column, PeriodReader reader, int month)
    {
        Place? doubtful = null;
        int[] doubts = [];
        var possible = new List<int>();
        foreach (var (value, test, place) in column.Lines)
        {
            bool? holds = reader.Holds(test, month);
            if (holds == false)
            {
                continue;
            }

            int[] reasons = reader.Reasons(test, month);
            if (holds == true)
            {
                Settle(value, place, reasons);
                return;
            }

            doubtful ??= place;
            doubts = CodedColumn.Union(doubts, reasons);
            possible.Add(column.Resolve(value, month));
        }

        Settle(column.Otherwise, column.Rule.Place, []);

        void Settle(int value, Place place, int[] reasons)
        {
            bool agreed = possible.TrueForAll(p => p == column.Resolve(value, month));
            column.Set(month, agreed ? value : CodedColumn.Unknown, agreed ? place : doubtful!.Value, CodedColumn.Union(reasons, doubts));
        }
    }
}
