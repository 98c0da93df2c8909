namespace Tumen.Studies;

/// <summary>Which piece is begun first, and how long a study would take on many workers.</summary>
internal static class Schedule
{
    /// <summary>Length of the longest chain of pieces that begins with each: what most waits for comes first.</summary>
    /// <param name="pieces">Pieces, each with what it needs among them.</param>
    /// <param name="seconds">Time that a piece takes, measured or guessed.</param>
    public static double[] Ranks(IReadOnlyList<Piece> pieces, Func<Piece, double> seconds)
    {
        var place = pieces.Select((p, k) => (p, k)).ToDictionary(x => x.p, x => x.k);
        var after = new double[pieces.Count];
        var open = new int[pieces.Count];
        foreach (var need in pieces.SelectMany(p => p.Needs).Where(place.ContainsKey))
        {
            open[place[need]]++;
        }

        var rank = new double[pieces.Count];
        var last = new Stack<int>(Enumerable.Range(0, pieces.Count).Where(k => open[k] == 0));
        while (last.TryPop(out int k))
        {
            rank[k] = after[k] + seconds(pieces[k]);
            foreach (int need in pieces[k].Needs.Where(place.ContainsKey).Select(n => place[n]))
            {
                after[need] = Math.Max(after[need], rank[k]);
                if (--open[need] == 0)
                {
                    last.Push(need);
                }
            }
        }

        return rank;
    }

    /// <summary>Time until everything is done on so many workers, each beginning the piece that most waits for of those that are ready. A replay of durations, not a measurement.</summary>
    /// <param name="pieces">Pieces with the time that each takes.</param>
    /// <param name="workers">Workers.</param>
    public static double Span(IReadOnlyList<PieceReport> pieces, int workers)
    {
        var place = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int k = 0; k < pieces.Count; k++)
        {
            place.TryAdd(pieces[k].Key, k); // a piece that two parts of a study ask for is worked out once
        }

        int[] all = [.. place.Values.Order()];
        int[][] needs = [.. pieces.Select(p => p.Needs.Where(place.ContainsKey).Select(n => place[n]).Distinct().ToArray())];
        var dependents = all.SelectMany(k => needs[k].Select(n => (Need: n, By: k))).ToLookup(x => x.Need, x => x.By);
        var rank = new double[pieces.Count];
        foreach (int k in all.Reverse())
        {
            rank[k] = pieces[k].Seconds + dependents[k].Select(d => rank[d]).DefaultIfEmpty(0).Max();
        }

        int[] open = [.. needs.Select(n => n.Length)];
        var ready = new PriorityQueue<int, (double, int)>(all.Where(k => open[k] == 0).Select(k => (k, (-rank[k], k))));
        var busy = new PriorityQueue<int, (double, int)>();
        double now = 0;
        while (ready.Count > 0 || busy.Count > 0)
        {
            while (busy.Count < workers && ready.TryDequeue(out int k, out _))
            {
                busy.Enqueue(k, (now + pieces[k].Seconds, k));
            }

            busy.TryDequeue(out int done, out var at);
            now = at.Item1;
            foreach (int next in dependents[done])
            {
                if (--open[next] == 0)
                {
                    ready.Enqueue(next, (-rank[next], next));
                }
            }
        }

        return now;
    }
}
