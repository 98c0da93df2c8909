using System.Numerics;

namespace Tumen.Episodes;

/// <summary>Follows almost-complementary paths between equilibria of a two-player table.</summary>
/// <remarks>
/// Method: Lemke and Howson (1964), lexicographic against degeneracy (von Stengel 2002, Handbook of Game Theory 45), integer pivoting. Finds every
/// equilibrium reachable from the artificial one by dropping labels in turn; equilibria in other pieces of the graph are not found.
/// </remarks>
public static class LemkeHowson
{
    /// <summary>One equilibrium from one start.</summary>
    /// <param name="game">A two-player game.</param>
    /// <param name="label">The dropped label: 0 to m − 1 the first player's strategies, then the second's.</param>
    public static (IReadOnlyList<Rational> First, IReadOnlyList<Rational> Second) Solve(StrategicGame game, int label)
    {
        var table = Check(game);
        var tableau = Start(table);
        Follow(tableau, table, label);
        return Read(tableau, table);
    }

    /// <summary>All equilibria that paths reach, starting from every label at every equilibrium found.</summary>
    /// <param name="game">A two-player game.</param>
    /// <param name="limit">Most equilibria to look for.</param>
    public static IReadOnlyList<(IReadOnlyList<Rational> First, IReadOnlyList<Rational> Second)> Accessible(StrategicGame game, int limit = 10_000)
    {
        var table = Check(game);
        var found = new List<(IReadOnlyList<Rational>, IReadOnlyList<Rational>)>();
        var seen = new HashSet<string>();
        var waiting = new Queue<ExactTableau>();
        waiting.Enqueue(Start(table));
        while (waiting.TryDequeue(out var from) && found.Count < limit)
            for (int label = 0; label < table.Rows + table.Columns; label++)
            {
                var tableau = from.Copy();
                Follow(tableau, table, label);
                var (first, second) = Read(tableau, table);
                if (first.All(weight => weight.IsZero) || !seen.Add(string.Join(',', tableau.Basis.Order()))) continue;
                if (!found.Any(known => known.Item1.SequenceEqual(first) && known.Item2.SequenceEqual(second))) found.Add((first, second));
                waiting.Enqueue(tableau);
            }
        return found;
    }

    /// <summary>One equilibrium in floating point, for tables too large for exact work; check its regret.</summary>
    public static (double[] First, double[] Second) SolveFloating(StrategicGame game, int label)
    {
        var table = Check(game);
        int m = table.Rows, n = table.Columns, size = m + n;
        double largest = 0;
        foreach (var value in table.First) largest = Math.Max(largest, (double)value);
        double other = 0;
        foreach (var value in table.Second) other = Math.Max(other, (double)value);
        var tableau = new FloatingTableau(size, 2 * size);
        Fill(table, (row, column, value, first) => tableau.Set(row, column, (double)value / (first ? largest : other)));
        for (int row = 0; row < size; row++) tableau.Set(row, size + row, 1);
        for (int row = 0; row < size; row++) tableau.Set(row, 2 * size, 1);
        Ready(tableau, size);
        Follow(tableau, table, label);
        double[] x = [.. Enumerable.Range(0, m).Select(tableau.Value)], y = [.. Enumerable.Range(m, n).Select(tableau.Value)];
        double sx = x.Sum(), sy = y.Sum();
        return ([.. x.Select(value => value / sx)], [.. y.Select(value => value / sy)]);
    }

    private static Bimatrix Check(StrategicGame game) => game.Players.Count == 2
        ? Bimatrix.From(game.Strategies[0].Count, game.Strategies[1].Count, (i, j, player) => game.Payoff(i + j * game.Strategies[0].Count, player))
        : throw new ArgumentException("Lemke-Howson needs exactly two players.", nameof(game));

    // Variables: z_0..z_{m-1} row strategies, z_m.. column strategies, then the slack of each label. Rows: A y + s = 1, B'x + s = 1.
    private static void Fill(Bimatrix table, Action<int, int, BigInteger, bool> set)
    {
        for (int i = 0; i < table.Rows; i++)
            for (int j = 0; j < table.Columns; j++)
            {
                set(i, table.Rows + j, table.First[i, j], true);
                set(table.Rows + j, i, table.Second[i, j], false);
            }
    }

    private static ExactTableau Start(Bimatrix table)
    {
        int size = table.Rows + table.Columns;
        var tableau = new ExactTableau(size, 2 * size);
        Fill(table, (row, column, value, _) => tableau.Set(row, column, value));
        for (int row = 0; row < size; row++)
        {
            tableau.Set(row, size + row, BigInteger.One);
            tableau.Set(row, 2 * size, BigInteger.One);
        }
        Ready(tableau, size);
        return tableau;
    }

    private static void Ready(Tableau tableau, int size)
    {
        for (int row = 0; row < size; row++) tableau.SetBasic(row, size + row);
    }

    private static void Follow(Tableau tableau, Bimatrix table, int label)
    {
        int size = table.Rows + table.Columns;
        if (label < 0 || label >= size) throw new ArgumentOutOfRangeException(nameof(label), label, $"Labels run from 0 to {size - 1}.");
        int entering = tableau.Position[label] < 0 ? label : label + size;
        int allowed = 1_000_000;
        while (allowed-- > 0)
        {
            int row = tableau.LeavingRow(entering, size, size);
            if (row < 0) throw new InvalidOperationException("A bounded path met no limit: the table is not positive.");
            int leaving = tableau.Basis[row];
            tableau.Pivot(row, entering);
            if (leaving % size == label) return;
            entering = leaving < size ? leaving + size : leaving - size;
        }
        throw new InvalidOperationException("The path did not end within 1,000,000 pivots.");
    }

    private static (IReadOnlyList<Rational>, IReadOnlyList<Rational>) Read(Tableau tableau, Bimatrix table)
    {
        Rational[] Scale(int start, int count)
        {
            var values = new Rational[count];
            var sum = Rational.Zero;
            for (int k = 0; k < count; k++) sum += values[k] = tableau.Exact(start + k);
            return sum.IsZero ? values : Array.ConvertAll(values, value => value / sum);
        }
        return (Scale(0, table.Rows), Scale(table.Rows, table.Columns));
    }
}
