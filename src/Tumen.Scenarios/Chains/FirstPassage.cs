using Tumen.Numerics;

namespace Tumen.Scenarios;

/// <summary>When something first happens.</summary>
/// <param name="Mean">Expected number of the month in which it first happens, counting the first month as 1; +∞ when it may never happen.</param>
/// <param name="Median">First month by which it has happened with chance at least one half; null when later than the months looked at.</param>
/// <param name="Within">Chance that it has happened by the end of month 1, 2, ….</param>
/// <param name="MeanByState">The mean from every state.</param>
public sealed record PassageTimes(double Mean, int? Median, double[] Within, double[] MeanByState);

/// <summary>First-passage times of events that moves and situations make up, by linear algebra on the chain.</summary>
public static class FirstPassage
{
    /// <summary>First time an event happens.</summary>
    /// <param name="play">The play.</param>
    /// <param name="happens">Whether a (state, joint move) is the event.</param>
    /// <param name="start">Law over states in the first month.</param>
    /// <param name="months">Months for which <see cref="PassageTimes.Within"/> is worked out.</param>
    public static PassageTimes Of(Play play, Func<int, int, bool> happens, ReadOnlySpan<double> start, int months)
    {
        int n = play.States.Count;
        var without = play.Weighted((s, p) => happens(s, p) ? 0 : 1);
        var now = play.Chance(happens);
        var certain = Certain(without, now);
        var mean = Means(without, certain);
        double total = 0;
        for (int s = 0; s < n; s++)
        {
            total += start[s] == 0 ? 0 : start[s] * mean[s];
        }

        double[] law = start.ToArray(), next = new double[n], within = new double[months];
        int? median = null;
        for (int t = 0; t < months; t++)
        {
            without.Left(law, next);
            (law, next) = (next, law);
            within[t] = Math.Clamp(1 - law.Sum(), 0, 1);
            median ??= within[t] >= 0.5 ? t + 1 : null;
        }

        return new PassageTimes(total, median, within, mean);
    }

    // States from which the event comes with chance 1: those that cannot reach a state from which it is out of reach.
    private static bool[] Certain(SparseRows without, double[] now)
    {
        int n = without.Count;
        var into = Reverse(without);
        bool[] can = Spread(into, [.. Enumerable.Range(0, n).Where(s => now[s] > 0)], n);
        bool[] doubtful = Spread(into, [.. Enumerable.Range(0, n).Where(s => !can[s])], n);
        return [.. doubtful.Select(d => !d)];
    }

    private static List<int>[] Reverse(SparseRows rows)
    {
        var into = new List<int>[rows.Count];
        for (int s = 0; s < rows.Count; s++)
        {
            into[s] = [];
        }

        for (int s = 0; s < rows.Count; s++)
        {
            for (int k = rows.RowStart[s]; k < rows.RowStart[s + 1]; k++)
            {
                into[rows.Column[k]].Add(s);
            }
        }

        return into;
    }

    private static bool[] Spread(List<int>[] into, int[] from, int n)
    {
        var seen = new bool[n];
        var queue = new Queue<int>(from);
        foreach (int s in from)
        {
            seen[s] = true;
        }

        while (queue.TryDequeue(out int s))
        {
            foreach (int before in into[s])
            {
                if (!seen[before])
                {
                    seen[before] = true;
                    queue.Enqueue(before);
                }
            }
        }

        return seen;
    }

    // h = 1 + Q h on the states where the event is certain.
    private static double[] Means(SparseRows without, bool[] certain)
    {
        int n = without.Count;
        var one = new double[n];
        for (int s = 0; s < n; s++)
        {
            one[s] = certain[s] ? 1 : 0;
        }

        var h = (double[])one.Clone();
        void Product(ReadOnlySpan<double> x, Span<double> y)
        {
            without.Right(x, y);
            for (int s = 0; s < n; s++)
            {
                y[s] = certain[s] ? x[s] - y[s] : x[s];
            }
        }

        Gmres.Solve(Product, one, h, 1e-13, 8000);
        for (int s = 0; s < n; s++)
        {
            h[s] = certain[s] ? h[s] : double.PositiveInfinity;
        }

        return h;
    }
}
