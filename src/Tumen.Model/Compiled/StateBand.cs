namespace Tumen.Model;

/// <summary>An order of the states in which a kernel leads only to near ones, and how near: the bandwidth of every matrix that has the kernel's places.</summary>
/// <remarks>
/// The order is the states' own where that is as good as any, otherwise the reverse of Cuthill and McKee (1969), which numbers states breadth first from one of fewest neighbours. A numeric
/// situation with hundreds of levels and a law that moves a few of them at a time has a narrow band; a law that may lead anywhere has the widest.
/// </remarks>
public sealed class StateBand
{
    private StateBand(int[] position, int lower, int upper) => (Position, Lower, Upper) = (position, lower, upper);

    /// <summary>Place of each state in the order, 0 to S − 1.</summary>
    public IReadOnlyList<int> Position { get; }

    /// <summary>Largest number of places that a step leads down.</summary>
    public int Lower { get; }

    /// <summary>Largest number of places that a step leads up.</summary>
    public int Upper { get; }

    /// <summary>Finds the narrower of the two orders.</summary>
    internal static StateBand Of(TransitionKernel kernel)
    {
        var own = Measure(kernel, [.. Enumerable.Range(0, kernel.States)]);
        long stored = 0;
        for (int s = 0; s < kernel.States; s++)
        {
            stored += (long)(kernel.BaseStart[s + 1] - kernel.BaseStart[s]) * (kernel.FreeStart[s + 1] - kernel.FreeStart[s]);
        }

        // A step that may lead to a quarter of all states leaves no narrow order to be found.
        if (stored > (long)kernel.States * kernel.States / 4 || own.Lower + own.Upper <= 4 * Math.Max(1, stored / Math.Max(1, kernel.States)))
        {
            return own;
        }

        var other = Measure(kernel, Breadth(kernel));
        return other.Lower * (other.Lower + other.Upper) < own.Lower * (own.Lower + own.Upper) ? other : own;
    }

    private static StateBand Measure(TransitionKernel kernel, int[] position)
    {
        int lower = 0, upper = 0;
        for (int s = 0; s < kernel.States; s++)
        {
            for (int f = kernel.FreeStart[s]; f < kernel.FreeStart[s + 1]; f++)
            {
                for (int b = kernel.BaseStart[s]; b < kernel.BaseStart[s + 1]; b++)
                {
                    int step = position[kernel.Bases[b] + kernel.FreeOffset[f]] - position[s];
                    lower = Math.Max(lower, -step);
                    upper = Math.Max(upper, step);
                }
            }
        }

        return new StateBand(position, lower, upper);
    }

    private static int[] Breadth(TransitionKernel kernel)
    {
        int states = kernel.States;
        var near = new SortedSet<int>[states];
        for (int s = 0; s < states; s++)
        {
            near[s] = [];
        }

        for (int s = 0; s < states; s++)
        {
            for (int f = kernel.FreeStart[s]; f < kernel.FreeStart[s + 1]; f++)
            {
                for (int b = kernel.BaseStart[s]; b < kernel.BaseStart[s + 1]; b++)
                {
                    int t = kernel.Bases[b] + kernel.FreeOffset[f];
                    if (t != s)
                    {
                        near[s].Add(t);
                        near[t].Add(s);
                    }
                }
            }
        }

        var position = new int[states];
        Array.Fill(position, -1);
        var queue = new Queue<int>();
        int next = states - 1;
        foreach (int start in Enumerable.Range(0, states).OrderBy(s => near[s].Count).ThenBy(s => s))
        {
            if (position[start] >= 0)
            {
                continue;
            }

            position[start] = next--;
            queue.Enqueue(start);
            while (queue.TryDequeue(out int s))
            {
                foreach (int t in near[s].Where(t => position[t] < 0).OrderBy(t => near[t].Count).ThenBy(t => t).ToArray())
                {
                    position[t] = next--;
                    queue.Enqueue(t);
                }
            }
        }

        return position;
    }
}
