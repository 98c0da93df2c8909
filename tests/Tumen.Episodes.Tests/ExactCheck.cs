namespace Tumen.Episodes.Tests;

/// <summary>Best replies to mixed strategies of a table in exact fractions, and brute force for small tables: code of its own, to check solvers by.</summary>
internal static class ExactCheck
{
    /// <summary>Mixed strategies of a profile on a table's tree, doubles taken at their exact worth.</summary>
    public static Rational[][] Mixed(StrategicGame table, StrategyProfile profile)
    {
        var mixed = new Rational[table.Players.Count][];
        foreach (var set in profile.Game.InformationSets)
        {
            Rational[] chances = [.. Enumerable.Range(set.FirstAction, set.Actions.Count).Select(k => profile.Exact is { } exact ? exact[k] : Rational.FromDouble(profile.Values[k]))];
            var sum = chances.Aggregate(Rational.Zero, (a, b) => a + b);
            mixed[set.Player] = [.. chances.Select(x => x / sum)];
        }

        return mixed;
    }

    /// <summary>What a player gains at most by another strategy, exactly.</summary>
    public static Rational Gain(StrategicGame table, Rational[][] mixed, int player)
    {
        var worth = new Rational[table.Strategies[player].Count];
        for (int cell = 0; cell < table.CellCount; cell++)
        {
            var weight = Rational.One;
            for (int j = 0; j < mixed.Length; j++)
            {
                weight *= j == player ? Rational.One : mixed[j][table.StrategyIn(cell, j)];
            }

            worth[table.StrategyIn(cell, player)] += weight * table.Payoff(cell, player);
        }

        var now = worth.Zip(mixed[player], (w, x) => w * x).Aggregate(Rational.Zero, (a, b) => a + b);
        return worth.Aggregate(worth[0], Rational.Max) - now;
    }

    /// <summary>A player's payoff range once strategies that another beats everywhere are gone, again and again.</summary>
    public static Rational MatteringRange(StrategicGame table, int player)
    {
        int n = table.Players.Count;
        var left = table.Strategies.Select(list => Enumerable.Range(0, list.Count).ToHashSet()).ToArray();
        bool Lives(int cell, int but) => Enumerable.Range(0, n).All(j => j == but || left[j].Contains(table.StrategyIn(cell, j)));
        for (bool more = true; more;)
        {
            more = false;
            for (int i = 0; i < n; i++)
            {
                int at = i;
                int[] cells = [.. Enumerable.Range(0, table.CellCount).Where(cell => table.StrategyIn(cell, at) == 0 && Lives(cell, at))];
                int[] gone = [.. left[i].Where(s => left[at].Any(t => t != s && cells.All(c => table.Payoff(c + (t * table.Stride(at)), at) > table.Payoff(c + (s * table.Stride(at)), at))))];
                left[i].ExceptWith(gone);
                more |= gone.Length > 0;
            }
        }

        Rational[] values = [.. Enumerable.Range(0, table.CellCount).Where(cell => Lives(cell, -1)).Select(cell => table.Payoff(cell, player))];
        return values.Aggregate(Rational.Max) - values.Aggregate(Rational.Min);
    }

    /// <summary>Every equilibrium of a two-player table with as many strategies used on both sides and regular indifference conditions: all of a game without ties.</summary>
    public static List<Rational[][]> BySupports(StrategicGame table)
    {
        int rows = table.Strategies[0].Count, columns = table.Strategies[1].Count;
        var found = new List<Rational[][]>();
        for (int a = 1; a < 1 << rows; a++)
        {
            for (int b = 1; b < 1 << columns; b++)
            {
                int[] used = Members(a, rows), answered = Members(b, columns);
                if (used.Length != answered.Length
                    || Indifferent(used, answered, (i, j) => table.Payoff(j + (i * rows), 1), rows) is not { } x
                    || Indifferent(answered, used, (j, i) => table.Payoff(i + (j * rows), 0), columns, swap: true) is not { } y)
                {
                    continue;
                }

                Rational[][] mixed = [x, y];
                if (Gain(table, mixed, 0).IsZero && Gain(table, mixed, 1).IsZero)
                {
                    found.Add(mixed);
                }
            }
        }

        return found;
    }

    // Chances of `mix` that make every member of `replies` worth the same; null when there are none, or not all are above 0.
    private static Rational[]? Indifferent(int[] mix, int[] replies, Func<int, int, Rational> worth, int length, bool swap = false)
    {
        int k = mix.Length;
        var a = new Rational[k + 1, k + 2];
        for (int r = 0; r < k; r++)
        {
            for (int c = 0; c < k; c++)
            {
                a[r, c] = swap ? worth(mix[c], replies[r]) : worth(replies[r], mix[c]);
            }

            a[r, k] = -Rational.One;
            a[k, r] = Rational.One;
        }

        a[k, k + 1] = Rational.One;
        for (int c = 0; c <= k; c++)
        {
            int p = Enumerable.Range(c, k + 1 - c).FirstOrDefault(r => !a[r, c].IsZero, -1);
            if (p < 0)
            {
                return null;
            }

            for (int j = 0; j < k + 2; j++)
            {
                (a[p, j], a[c, j]) = (a[c, j], a[p, j]);
            }

            var by = a[c, c];
            for (int j = 0; j < k + 2; j++)
            {
                a[c, j] /= by;
            }

            for (int r = 0; r <= k; r++)
            {
                var times = a[r, c];
                for (int j = 0; r != c && !times.IsZero && j < k + 2; j++)
                {
                    a[r, j] -= times * a[c, j];
                }
            }
        }

        var x = new Rational[length];
        for (int c = 0; c < k; c++)
        {
            x[mix[c]] = a[c, k + 1];
        }

        return mix.All(c => x[c].Sign > 0) ? x : null;
    }

    private static int[] Members(int set, int count) => [.. Enumerable.Range(0, count).Where(k => (set >> k & 1) == 1)];
}
