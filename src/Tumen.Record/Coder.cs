using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>Why a cell has its value.</summary>
/// <param name="Events">Ids of the events that decided it.</param>
/// <param name="Rule">The coding line that decided.</param>
public sealed record CellSource(ImmutableArray<string> Events, Place Rule);

/// <summary>A record coded from events, with the events behind every cell.</summary>
/// <param name="Table">The record.</param>
/// <param name="Events">The events read.</param>
/// <param name="Sources">Per period, one source per player, then per situation.</param>
/// <param name="Used">How many distinct events decided some cell.</param>
/// <param name="Kept">How many events passed the codebook's `leave out`.</param>
/// <param name="Remarks">Reviewer's remarks: sets that match nothing.</param>
public sealed record CodedRecord(
    RecordTable Table, EventTable Events, ImmutableArray<ImmutableArray<CellSource>> Sources, int Used, int Kept, ImmutableArray<Diagnostic> Remarks);

/// <summary>Turns dated events into one row a month by a codebook.</summary>
/// <remarks>
/// Moves are the month's own; situations hold at the start of the month, so their tests look back unless they say "this month". Months are coded in
/// order; within a month players first, then situations in codebook order, so a situation may refer to earlier months' moves. Unknown stays unknown.
/// </remarks>
public sealed class Coder
{
    private readonly EventTable _events;
    private readonly CodebookModel _book;
    private readonly GameModel _game;
    private readonly int _first;
    private readonly int _count;
    private readonly Dictionary<string, List<Event>[]> _sets = []; // per set, per month from History before the first
    private readonly Dictionary<string, string?[]> _values = [];
    private readonly Dictionary<string, CellSource[]> _why = [];
    private const int History = 240;

    private Coder(EventTable events, CodebookModel book, GameModel game, int first, int count)
    {
        _events = events;
        _book = book;
        _game = game;
        _first = first;
        _count = count;
    }

    /// <summary>Codes a stretch of months.</summary>
    /// <param name="events">Events.</param>
    /// <param name="book">Codebook.</param>
    /// <param name="game">Game.</param>
    /// <param name="from">First month, yyyy-MM.</param>
    /// <param name="to">Last month, yyyy-MM.</param>
    /// <exception cref="BadInputException">A column the events lack, or a window with no month.</exception>
    public static CodedRecord Code(EventTable events, CodebookModel book, GameModel game, string from, string to)
    {
        if (!EventTable.TryMonth(from, out int first) || !EventTable.TryMonth(to, out int last) || last < first)
        {
            throw new BadInputException([Diagnostic.Error("R130", $"`{from}` to `{to}` is not a stretch of months", null, Place.None)]);
        }

        return new Coder(events, book, game, first, last - first + 1).Run();
    }

    private CodedRecord Run()
    {
        CheckColumns();
        var kept = _events.Events.Where(e => _book.DropIf is null || !Holds(_book.DropIf, e)).ToArray();
        var remarks = new List<Diagnostic>();
        foreach (var set in _book.Sets)
        {
            var months = Enumerable.Range(0, History + _count).Select(_ => new List<Event>()).ToArray();
            int matched = 0;
            foreach (var e in kept.Where(e => Holds(set.Test, e)))
            {
                matched++;
                int at = e.Month - _first + History;
                if (at >= 0 && at < months.Length)
                {
                    months[at].Add(e);
                }
            }

            _sets[set.Name] = months;
            if (matched == 0)
            {
                remarks.Add(Diagnostic.Review("R201", $"no event belongs to the set `{set.Name}`", null, set.Place));
            }
        }

        foreach (var rule in _book.Rules)
        {
            _values[rule.Name] = new string?[_count];
            _why[rule.Name] = new CellSource[_count];
        }

        var order = _book.Rules.OrderBy(r => r.IsMove ? 0 : 1).ToArray();
        for (int t = 0; t < _count; t++)
        {
            foreach (var rule in order)
            {
                Decide(rule, t);
            }
        }

        return Result(kept.Length, [.. remarks]);
    }

    private CodedRecord Result(int kept, ImmutableArray<Diagnostic> remarks)
    {
        var moves = ImmutableArray.CreateBuilder<ImmutableArray<int>>(_count);
        var levels = ImmutableArray.CreateBuilder<ImmutableArray<int>>(_count);
        var sources = ImmutableArray.CreateBuilder<ImmutableArray<CellSource>>(_count);
        for (int t = 0; t < _count; t++)
        {
            int Index(string name, ImmutableArray<string> values) => _values[name][t] is { } v ? values.IndexOf(v) : -1;
            moves.Add([.. _game.Players.Select(p => Index(p.Name, p.Moves))]);
            levels.Add([.. _game.Situations.Select(s => Index(s.Name, s.Levels))]);
            sources.Add([.. _game.Players.Select(p => _why[p.Name][t]), .. _game.Situations.Select(s => _why[s.Name][t])]);
        }

        var unit = new RecordUnit(
            "", [.. Enumerable.Range(0, _count).Select(t => EventTable.MonthName(_first + t))], moves.ToImmutable(), levels.ToImmutable(), ImmutableDictionary<string, double>.Empty);
        int used = sources.SelectMany(row => row).SelectMany(c => c.Events).Distinct().Count();
        return new CodedRecord(new RecordTable(_game, [unit]), _events, sources.ToImmutable(), used, kept, remarks);
    }

    private void Decide(CodingRule rule, int t)
    {
        var ids = new List<string>();
        if (rule.Balance is { } balance)
        {
            double sum = Balance(balance, t, ids);
            int level = balance.Cuts.Count(c => sum >= c);
            var values = _game.Situations.First(s => s.Name == rule.Name).Levels;
            Set(rule, t, values[level], ids, rule.Place);
            return;
        }

        foreach (var line in rule.Lines)
        {
            ids.Clear();
            bool? holds = Holds(line.If, t, ids);
            if (holds is null)
            {
                Set(rule, t, "unknown", ids, line.Place);
                return;
            }

            if (holds.Value)
            {
                Set(rule, t, line.Value, ids, line.Place);
                return;
            }
        }

        Set(rule, t, rule.Otherwise, [], rule.Place);
    }

    private void Set(CodingRule rule, int t, string value, List<string> ids, Place place)
    {
        string? actual = value switch
        {
            "unknown" => null,
            "same" => t > 0 ? _values[rule.Name][t - 1] : rule.Starts,
            _ => value,
        };
        var events = value == "same" && t > 0 ? _why[rule.Name][t - 1].Events : [.. ids.Distinct()];
        _values[rule.Name][t] = actual;
        _why[rule.Name][t] = new CellSource(events, place);
    }

    private double Balance(BalanceRule rule, int t, List<string> ids)
    {
        double total = rule.Start * Math.Pow(0.5, t / rule.HalfLife);
        foreach (var (set, amount) in rule.Sets)
        {
            var months = _sets[set];
            for (int age = rule.Lag; age <= t + History; age++)
            {
                var events = months[t + History - age];
                if (events.Count == 0)
                {
                    continue;
                }

                double share = Math.Pow(0.5, (age - rule.Lag) / rule.HalfLife);
                total += amount * events.Count * share;
                if (share > 0.2)
                {
                    ids.AddRange(events.Select(e => e.Id));
                }
            }
        }

        return total;
    }

    // null when the test reads a cell that is unknown.
    private bool? Holds(PeriodTest test, int t, List<string> ids)
    {
        switch (test)
        {
            case PeriodTest.Always:
                return true;
            case PeriodTest.Any any:
                var found = Window(any.Set, t, any.Window, any.Lag);
                if (found.Count >= any.AtLeast)
                {
                    ids.AddRange(found.Select(e => e.Id));
                    return true;
                }

                return false;
            case PeriodTest.Sum sum:
                var events = Window(sum.Set, t, sum.Window, sum.Lag);
                double total = events.Sum(e => double.TryParse(_events.Value(e, sum.Column), NumberStyles.Float, CultureInfo.InvariantCulture, out double x) ? x : 0);
                bool yes = sum.Relation switch { "above" => total > sum.Number, "below" => total < sum.Number, "at least" => total >= sum.Number, _ => total <= sum.Number };
                if (yes)
                {
                    ids.AddRange(events.Select(e => e.Id));
                }

                return yes;
            case PeriodTest.Between between:
                string now = EventTable.MonthName(_first + t);
                return (between.From is null || string.CompareOrdinal(now, between.From) >= 0) && (between.To is null || string.CompareOrdinal(now, between.To) <= 0);
            case PeriodTest.Played played:
                return Was(played.Player, played.Moves, t - played.Lag, ids);
            case PeriodTest.Was was:
                return Was(was.Situation, was.Levels, t - was.Lag, ids);
            case PeriodTest.And and:
                return Both(Holds(and.Left, t, ids), Holds(and.Right, t, ids));
            case PeriodTest.Or or:
                bool? a = Holds(or.Left, t, ids);
                return a == true ? true : Either(a, Holds(or.Right, t, ids));
            case PeriodTest.Not not:
                return !Holds(not.Inner, t, []);
            default:
                throw new InvalidOperationException("unknown test");
        }
    }

    private static bool? Both(bool? a, bool? b) => a == false || b == false ? false : a is null || b is null ? null : true;

    private static bool? Either(bool? a, bool? b) => a == true || b == true ? true : a is null || b is null ? null : false;

    // Before the first month nothing was coded: such a test does not hold.
    private bool? Was(string name, ImmutableArray<string> values, int t, List<string> ids)
    {
        if (t < 0)
        {
            return false;
        }

        if (_values[name][t] is not { } v)
        {
            return null;
        }

        if (!values.Contains(v))
        {
            return false;
        }

        ids.AddRange(_why[name][t].Events);
        return true;
    }

    private List<Event> Window(string set, int t, int window, int lag)
    {
        var result = new List<Event>();
        for (int age = lag; age < lag + window; age++)
        {
            int at = t + History - age;
            if (at >= 0)
            {
                result.AddRange(_sets[set][at]);
            }
        }

        return result;
    }

    private bool Holds(EventTest test, Event e) => test switch
    {
        EventTest.ColumnIn c => c.Values.Contains(_events.Value(e, c.Column)),
        EventTest.ColumnCompares c => double.TryParse(_events.Value(e, c.Column), NumberStyles.Float, CultureInfo.InvariantCulture, out double x)
            && (c.Relation == "at least" ? x >= c.Number : x <= c.Number),
        EventTest.And a => Holds(a.Left, e) && Holds(a.Right, e),
        EventTest.Or o => Holds(o.Left, e) || Holds(o.Right, e),
        EventTest.Not n => !Holds(n.Inner, e),
        _ => throw new InvalidOperationException("unknown test"),
    };

    private void CheckColumns()
    {
        var problems = new List<Diagnostic>();
        void Check(EventTest test, Place place)
        {
            string? column = test switch { EventTest.ColumnIn c => c.Column, EventTest.ColumnCompares c => c.Column, _ => null };
            if (column is not null && !_events.Columns.Contains(column))
            {
                problems.Add(Diagnostic.Error("R131", $"the events have no column `{column}`", null, place, null, [$"their columns are {string.Join(", ", _events.Columns)}"]));
            }

            switch (test)
            {
                case EventTest.And a: Check(a.Left, place); Check(a.Right, place); break;
                case EventTest.Or o: Check(o.Left, place); Check(o.Right, place); break;
                case EventTest.Not n: Check(n.Inner, place); break;
            }
        }

        foreach (var set in _book.Sets)
        {
            Check(set.Test, set.Place);
        }

        if (_book.DropIf is { } drop)
        {
            Check(drop, Place.None);
        }

        if (problems.Count > 0)
        {
            throw new BadInputException(problems);
        }
    }
}
