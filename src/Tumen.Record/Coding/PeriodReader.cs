using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>Decides tests on a month, with three truth values, and gathers the events that made them come out as they did.</summary>
internal sealed class PeriodReader(EventTable table, EventSets sets, IReadOnlyDictionary<string, CodedColumn> columns, IReadOnlyDictionary<string, ImmutableArray<string>> names)
{
    private readonly Dictionary<string, double[]> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<PeriodTest, double> _cuts = [];
    private bool?[] _truth = new bool?[16];

    /// <summary>Events that no test sees until this is cleared: those that decided an earlier player's move of the month, in a codebook in which each event counts once.</summary>
    public HashSet<int> Taken { get; set; } = [];

    /// <summary>True, false, or null when it hangs on a cell that is unknown.</summary>
    public bool? Holds(FlatNode<PeriodTest>[] test, int month)
    {
        if (_truth.Length < test.Length)
        {
            _truth = new bool?[test.Length];
        }

        for (int k = 0; k < test.Length; k++)
        {
            var node = test[k];
            _truth[k] = node.Junction switch
            {
                Junction.And => FlatTest.And(_truth[node.Left], _truth[node.Right]),
                Junction.Or => FlatTest.Or(_truth[node.Left], _truth[node.Right]),
                Junction.Not => !_truth[node.Left],
                _ => Leaf(node.Test, month),
            };
        }

        return _truth[test.Length - 1];
    }

    /// <summary>The events behind the outcome of the last call of <see cref="Holds"/>, ascending.</summary>
    public int[] Reasons(FlatNode<PeriodTest>[] test, int month)
    {
        var events = new SortedSet<int>();
        var open = new Stack<int>();
        open.Push(test.Length - 1);
        while (open.TryPop(out int k))
        {
            var node = test[k];
            if (node.Junction == Junction.Leaf)
            {
                Behind(node.Test, month, _truth[k], events);
                continue;
            }

            // Only children that came out as the whole did can have decided it; for `not` that is the opposite.
            foreach (int child in new[] { node.Left, node.Right })
            {
                if (child >= 0 && (node.Junction == Junction.Not || _truth[child] == _truth[k]))
                {
                    open.Push(child);
                }
            }
        }

        return [.. events];
    }

    private bool? Leaf(PeriodTest test, int month) => test switch
    {
        PeriodTest.Always => true,
        PeriodTest.Any any => Window(any.Set, month, any.Window, any.Lag).Length >= any.AtLeast,
        PeriodTest.Sum sum => EventMatcher.Compares(Total(sum, month), sum.Relation, sum.Cut is null ? sum.Number : Cut(sum, sum.Cut, m => Total(sum, m))),
        PeriodTest.Count count => EventMatcher.Compares(Number(count, month), count.Relation, count.Cut is null ? count.Number : Cut(count, count.Cut, m => Number(count, m))),
        PeriodTest.Silent silent => sets.Reported(month, silent.Window, silent.Lag) == 0,
        PeriodTest.Between between => Within(between, sets.Origin + month),
        PeriodTest.Played played => IsOneOf(played.Player, played.Moves, month - played.Lag),
        PeriodTest.Was was => IsOneOf(was.Situation, was.Levels, month - was.Lag),
        _ => throw new InvalidOperationException($"no reading for {test.GetType().Name}"),
    };

    private void Behind(PeriodTest test, int month, bool? came, SortedSet<int> into)
    {
        switch (test)
        {
            case PeriodTest.Any any when came == true:
                AddAll(Window(any.Set, month, any.Window, any.Lag), into);
                break;
            case PeriodTest.Sum sum:
                AddAll(Window(sum.Set, month, sum.Window, sum.Lag), into);
                break;
            case PeriodTest.Count count:
                AddAll(Window(count.Set, month, count.Window, count.Lag), into);
                break;
            case PeriodTest.Played played when month >= played.Lag:
                AddAll(columns[played.Player].Reasons[month - played.Lag], into);
                break;
            case PeriodTest.Was was when month >= was.Lag:
                AddAll(columns[was.Situation].Reasons[month - was.Lag], into);
                break;
        }
    }

    private static void AddAll(ReadOnlySpan<int> events, SortedSet<int> into)
    {
        foreach (int k in events)
        {
            into.Add(k);
        }
    }

    private static bool Within(PeriodTest.Between between, int month) =>
        (between.From is null || (EventTable.TryMonth(between.From, out int from) && month >= from))
        && (between.To is null || (EventTable.TryMonth(between.To, out int to) && month <= to));

    private ReadOnlySpan<int> Window(string set, int month, int window, int lag)
    {
        var all = sets.Window(set, month, window, lag);
        if (Taken.Count == 0)
        {
            return all;
        }

        var left = new List<int>(all.Length);
        foreach (int k in all)
        {
            if (!Taken.Contains(k))
            {
                left.Add(k);
            }
        }

        return left.ToArray();
    }

    private bool? IsOneOf(string column, ImmutableArray<string> values, int month)
    {
        int found = columns[column].At(month);
        return found == CodedColumn.Unknown ? null : values.Contains(names[column][found]);
    }

    private double Number(PeriodTest.Count count, int month) => Window(count.Set, month, count.Window, count.Lag).Length;

    // Of n ordered months the quantile p lies at rank p·(n − 1), linear between neighbours (Hyndman and Fan's seventh definition, as in R).
    private double Cut(PeriodTest test, QuantileCut cut, Func<int, double> value)
    {
        if (!_cuts.TryGetValue(test, out double found))
        {
            _ = EventTable.TryMonth(cut.From, out int first) & EventTable.TryMonth(cut.To, out int last);
            var taken = Taken;
            Taken = []; // a quantile is of the months as reported
            double[] values = [.. Enumerable.Range(first - sets.Origin, last - first + 1).Select(value).Order()];
            Taken = taken;
            double rank = cut.Level * (values.Length - 1);
            int below = (int)Math.Floor(rank);
            found = values[below] + (below + 1 < values.Length ? (rank - below) * (values[below + 1] - values[below]) : 0);
            _cuts[test] = found;
        }

        return found;
    }

    private double Total(PeriodTest.Sum sum, int month)
    {
        if (!_numbers.TryGetValue(sum.Column, out double[]? numbers))
        {
            numbers = [.. sets.Kept.Select(e => EventFile.TryNumber(table.Value(e, sum.Column), out double x) ? x : 0)];
            _numbers[sum.Column] = numbers;
        }

        double total = 0;
        foreach (int k in Window(sum.Set, month, sum.Window, sum.Lag))
        {
            total += numbers[k];
        }

        return total;
    }
}
