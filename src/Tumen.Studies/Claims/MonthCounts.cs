using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Studies;

/// <summary>How much more frequent a condition is in some months of a record than in others, with an interval that respects runs of like months.</summary>
public static class MonthCounts
{
    /// <summary>Periods in a block of the bootstrap: a year, longer than most spells of the record.</summary>
    public const int Block = 12;

    /// <summary>Resamples.</summary>
    public const int Resamples = 2000;

    /// <summary>Fewest months that either side of a comparison needs.</summary>
    public const int Fewest = 6;

    /// <summary>Difference of two rates.</summary>
    /// <param name="RateIn">Share of the months inside in which the outcome holds.</param>
    /// <param name="CountIn">Months inside.</param>
    /// <param name="RateOut">Share of the months outside in which it holds.</param>
    /// <param name="CountOut">Months outside.</param>
    /// <param name="Low">2.5 % quantile of the difference over block-bootstrap resamples.</param>
    /// <param name="High">97.5 % quantile.</param>
    /// <param name="Hits">Unit and period indices of the months inside in which the outcome holds.</param>
    public sealed record Difference(double RateIn, int CountIn, double RateOut, int CountOut, double Low, double High, ImmutableArray<(int Unit, int Period)> Hits)
    {
        /// <summary>Chance of a difference at least this large, either way, when there is none.</summary>
        public double Chance { get; init; } = double.NaN;

        /// <summary>How the interval was reached, in words.</summary>
        public string By { get; init; } = $"by a block bootstrap of {Block} months";
    }

    /// <summary>Compares. Months in which a cell that the test reads is unknown count on neither side.</summary>
    /// <param name="record">The record.</param>
    /// <param name="outcome">What is counted.</param>
    /// <param name="inside">The months it is said to be more (or less) frequent in.</param>
    /// <param name="than">The months compared with; null for all others.</param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <remarks>
    /// Circular block bootstrap (Politis and Romano 1992, in Exploring the Limits of Bootstrap, 263-270); two stretches of time without a month in common are compared by <see cref="Stretches"/>, each within itself.
    /// </remarks>
    public static Difference Compare(StudyRecord record, Condition outcome, MonthSet inside, MonthSet? than, ulong seed)
    {
        var units = record.Table.Units;
        var flags = new List<(bool Known, bool Outcome, bool In, bool Out)[]>();
        var hits = ImmutableArray.CreateBuilder<(int, int)>();
        for (int u = 0; u < units.Length; u++)
        {
            var unit = units[u];
            var row = new (bool Known, bool Outcome, bool In, bool Out)[unit.Periods.Length];
            for (int t = 0; t < row.Length; t++)
            {
                bool? holds = Holds(outcome, unit.Levels[t], unit.Moves[t]);
                bool? a = Member(inside, unit.Periods, unit.Levels, unit.Moves, t), b = than is null ? !a : Member(than, unit.Periods, unit.Levels, unit.Moves, t);
                row[t] = (holds is not null && a is not null && b is not null, holds == true, a == true, b == true);
                if (row[t] is { Known: true, Outcome: true, In: true })
                {
                    hits.Add((u, t));
                }
            }

            flags.Add(row);
        }

        var (rateIn, countIn, rateOut, countOut) = Rates(flags);
        if (Apart(inside, than))
        {
            return Stretches.Compare(flags, rateIn, rateOut, countIn, countOut, hits.ToImmutable());
        }

        var draws = new List<double>(Resamples);
        for (int r = 0; r < Resamples; r++)
        {
            var rng = new Philox(seed, (ulong)r);
            var (p, n, q, m) = Rates(flags.Select(f => Resample(f, rng)));
            if (n > 0 && m > 0)
            {
                draws.Add(p - q);
            }
        }

        var sample = new WeightedSample(draws);
        double below = (1.0 + draws.Count(d => d <= 0)) / (1 + draws.Count), above = (1.0 + draws.Count(d => d >= 0)) / (1 + draws.Count);
        return new Difference(rateIn, countIn, rateOut, countOut, sample.Quantile(0.025), sample.Quantile(0.975), hits.ToImmutable())
        {
            Chance = draws.Count == 0 ? double.NaN : Math.Min(1, 2 * Math.Min(below, above)),
        };
    }

    // Two stretches of time without a month in common: resampling across them would mix what is compared.
    private static bool Apart(MonthSet inside, MonthSet? than) =>
        than is not null && inside.From is not null && inside.To is not null && than.From is not null && than.To is not null
        && (string.CompareOrdinal(inside.To, than.From) < 0 || string.CompareOrdinal(than.To, inside.From) < 0);

    private static (bool Known, bool Outcome, bool In, bool Out)[] Resample((bool Known, bool Outcome, bool In, bool Out)[] row, Philox rng)
    {
        var result = new (bool, bool, bool, bool)[row.Length];
        for (int t = 0; t < row.Length; t += Block)
        {
            int from = (int)(rng.NextDouble() * row.Length);
            for (int k = 0; k < Block && t + k < row.Length; k++)
            {
                result[t + k] = row[(from + k) % row.Length];
            }
        }

        return result;
    }

    private static (double RateIn, int CountIn, double RateOut, int CountOut) Rates(IEnumerable<(bool Known, bool Outcome, bool In, bool Out)[]> rows)
    {
        int n = 0, a = 0, m = 0, b = 0;
        foreach (var row in rows)
        {
            foreach (var (known, outcome, isIn, isOut) in row)
            {
                if (known && isIn)
                {
                    n++;
                    a += outcome ? 1 : 0;
                }

                if (known && isOut)
                {
                    m++;
                    b += outcome ? 1 : 0;
                }
            }
        }

        return (n == 0 ? double.NaN : (double)a / n, n, m == 0 ? double.NaN : (double)b / m, m);
    }

    // Whether a month belongs to a set; null when that cannot be known.
    private static bool? Member(
        MonthSet set, ImmutableArray<string> periods, ImmutableArray<ImmutableArray<int>> levels, ImmutableArray<ImmutableArray<int>> moves, int t)
    {
        if ((set.From is not null && string.CompareOrdinal(periods[t], set.From) < 0) || (set.To is not null && string.CompareOrdinal(periods[t], set.To) > 0))
        {
            return false;
        }

        bool unknown = false;
        for (int k = 0; k <= set.After && t - k >= 0; k++)
        {
            bool? holds = set.Dates.IsEmpty ? Holds(set.If, levels[t - k], moves[t - k]) : set.Dates.Contains(periods[t - k]);
            if (holds == true)
            {
                return true;
            }

            unknown |= holds is null;
        }

        return unknown ? null : false;
    }

    // The condition in a month, null when it reads an unknown cell.
    private static bool? Holds(Condition c, ImmutableArray<int> levels, ImmutableArray<int> moves) => c switch
    {
        Condition.LevelIn x => levels[x.Situation] < 0 ? null : x.Levels.Contains(levels[x.Situation]),
        Condition.Plays x => moves[x.Player] < 0 ? null : x.Moves.Contains(moves[x.Player]),
        Condition.And x => (Holds(x.Left, levels, moves), Holds(x.Right, levels, moves)) switch { (false, _) or (_, false) => false, (true, true) => true, _ => null },
        Condition.Or x => (Holds(x.Left, levels, moves), Holds(x.Right, levels, moves)) switch { (true, _) or (_, true) => true, (false, false) => false, _ => null },
        Condition.Not x => !Holds(x.Inner, levels, moves),
        _ => c.Holds(levels.AsSpan(), moves.AsSpan()),
    };
}
