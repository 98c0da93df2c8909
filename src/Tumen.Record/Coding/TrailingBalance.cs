using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Record;

/// <summary>
/// A level from a trailing balance: B(t) = start · 2^(−(t−t₀)/h) + Σ amount · 2^(−age/h) over the events of some sets, where age is counted from the
/// latest month that may be seen, h is the half-life and t₀ the first month coded. The level is the number of cuts at or below B.
/// </summary>
internal sealed class TrailingBalance
{
    /// <summary>How far below a cut a balance may fall by rounding and still reach it: a pure number.</summary>
    private const double CutTolerance = 1e-9;

    private readonly BalanceRule _rule;
    private readonly EventSets _sets;
    private readonly int _firstCoded;
    private readonly double[] _share;

    public TrailingBalance(BalanceRule rule, EventSets sets, int months, int firstCoded)
    {
        (_rule, _sets, _firstCoded) = (rule, sets, firstCoded);
        _share = [.. Enumerable.Range(0, months).Select(age => Elementary.Pow(0.5, age / rule.HalfLife))];
    }

    /// <summary>The level in a month, and the latest events that fix it whatever the older ones had been.</summary>
    public (int Level, int[] Reasons) At(int month)
    {
        double start = month < _firstCoded ? _rule.Start : _rule.Start * _share[month - _firstCoded];
        double balance = start, older = 0;
        for (int age = 0; age <= month - _rule.Lag; age++)
        {
            var (sum, size) = Month(month - _rule.Lag - age);
            balance += sum * _share[age];
            older += size * _share[age];
        }

        var reasons = new SortedSet<int>();
        double seen = start;
        for (int age = 0; age <= month - _rule.Lag && Level(seen - older) != Level(seen + older); age++)
        {
            var (sum, size) = Month(month - _rule.Lag - age);
            seen += sum * _share[age];
            older = Math.Max(0, older - (size * _share[age]));
            foreach (var (set, _) in _rule.Sets)
            {
                foreach (int k in _sets.Window(set, month, 1, _rule.Lag + age))
                {
                    reasons.Add(k);
                }
            }
        }

        return (Level(balance), [.. reasons]);
    }

    private int Level(double balance) => _rule.Cuts.Count(c => balance >= c - CutTolerance);

    private (double Sum, double Size) Month(int month)
    {
        double sum = 0, size = 0;
        foreach (var (set, amount) in _rule.Sets)
        {
            int count = _sets.Window(set, month, 1, 0).Length;
            sum += amount * count;
            size += Math.Abs(amount) * count;
        }

        return (sum, size);
    }
}
