using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics.Special;

namespace Tumen.Estimation;

/// <summary>
/// Forecasters without strategy that may use what a game's players see: habit with the same period's earlier moves, and a table of choices by situation whose columns are chosen by their marginal likelihood.
/// </summary>
/// <remarks>
/// Every row of a table has a Dirichlet prior with Jeffreys' ½ on its chances, so that the marginal likelihood is exact: Π_rows B(n + ½)/B(½). A table by situation has for each player the columns, among
/// the situations and the moves it has seen this period, whose marginal likelihood is largest (all subsets, or one column at a time beyond <see cref="MostSubsets"/>); the marginal likelihood given is the mean over
/// all subsets tried, so that the choice is paid for.
/// </remarks>
public static class FairBaselines
{
    /// <summary>Name of the habit that knows the period's earlier moves.</summary>
    public const string Habit = "habit and the month's earlier moves";

    /// <summary>Name of the table.</summary>
    public const string Table = "table of choices by situation";

    /// <summary>Most subsets of columns that are all tried for a player.</summary>
    public const int MostSubsets = 4096;

    private const double Half = Baselines.Smoothing;

    /// <summary>Both, foretelling the last periods of each sequence from what came before.</summary>
    /// <param name="game">The game: who moves when, and how many moves and levels there are.</param>
    /// <param name="data">The record.</param>
    /// <param name="held">Per sequence, how many periods at its end are foretold; zeros for none.</param>
    public static ImmutableArray<Baseline> Of(GameModel game, ImmutableArray<Sequence> data, int[] held) =>
        [Score(Habit, game, data, held, (i, _) => (OwnHabit(game, i), double.NaN)), Score(Table, game, data, held, (i, until) => Choose(game, data, until, i))];

    /// <summary>Leave-one-out log scores by period, exact given the columns: the chances of a period's moves where all other periods were counted.</summary>
    /// <param name="game">The game.</param>
    /// <param name="data">The record.</param>
    public static ImmutableArray<(string Name, ImmutableArray<double> ByPeriod)> LeaveOneOut(GameModel game, ImmutableArray<Sequence> data)
    {
        int[] none = new int[data.Length];
        ImmutableArray<double> Without(Func<int, ImmutableArray<Column>> columns)
        {
            Counts[] tables = [.. game.Players.Select((_, i) => Count(game, data, none, i, columns(i)))];
            return [.. data.SelectMany(s => Enumerable.Range(0, s.Length).Select(t => Enumerable.Range(0, tables.Length).Where(i => s.Moves[t][i] >= 0).Sum(i => tables[i].Log(s, t, 1))))];
        }

        return [(Habit, Without(i => OwnHabit(game, i))), (Table, Without(i => Choose(game, data, none, i).Columns))];
    }

    private static Baseline Score(string name, GameModel game, ImmutableArray<Sequence> data, int[] held, Func<int, int[], (ImmutableArray<Column> Columns, double Log)> columns)
    {
        int[] none = new int[data.Length];
        var chosen = game.Players.Select((_, i) => columns(i, none)).ToArray();
        Counts[] whole = [.. chosen.Select((c, i) => Count(game, data, none, i, c.Columns))];
        double[] byPeriod = ByPeriod(data, whole);
        ImmutableArray<double> after = [];
        if (held.Any(h => h > 0))
        {
            Counts[] before = [.. game.Players.Select((_, i) => Count(game, data, held, i, columns(i, held).Columns))];
            after = [.. Baselines.HeldOut(data, ByPeriod(data, before), held)];
        }

        return new Baseline(name, whole.Sum(w => w.Parameters), byPeriod.Sum(), [.. byPeriod], after.IsEmpty ? null : after.Sum(), after)
        {
            LogMarginalLikelihood = whole.Select((w, i) => double.IsNaN(chosen[i].Log) ? w.LogMarginal : chosen[i].Log).Sum(),
            Uses = string.Join("; ", game.Players.Select((p, i) => $"{p.Name}: {(chosen[i].Columns.IsEmpty ? "nothing" : string.Join(", ", chosen[i].Columns.Select(c => c.Name)))}")),
        };
    }

    private static double[] ByPeriod(ImmutableArray<Sequence> data, Counts[] tables) =>
        [.. data.SelectMany(s => Enumerable.Range(0, s.Length).Select(t => Enumerable.Range(0, tables.Length).Where(i => s.Moves[t][i] >= 0).Sum(i => tables[i].Log(s, t, 0))))];

    // The player's own last move, and what it has seen of this period.
    private static ImmutableArray<Column> OwnHabit(GameModel game, int player) => [new Column(true, player, -1, game.Players[player].Moves.Length, "its last move"), .. Seen(game, player)];

    private static IEnumerable<Column> Seen(GameModel game, int player) => game.Turns.TakeWhile(t => !t.Contains(player)).SelectMany(t => t)
        .Select(j => new Column(false, j, -1, game.Players[j].Moves.Length, $"{game.Players[j].Name}'s move"));

    private static (ImmutableArray<Column> Columns, double Log) Choose(GameModel game, ImmutableArray<Sequence> data, int[] held, int player)
    {
        Column[] all = [.. game.Situations.Select((v, k) => new Column(false, -1, k, v.Levels.Length, v.Name)), .. Seen(game, player)];
        double Evidence(IEnumerable<Column> columns) => Count(game, data, held, player, [.. columns]).LogMarginal;
        var tried = new List<(ImmutableArray<Column> Columns, double Log)>();
        if (all.Length < 31 && 1 << all.Length <= MostSubsets)
        {
            tried.AddRange(Enumerable.Range(0, 1 << all.Length).Select(set => all.Where((_, k) => ((set >> k) & 1) == 1).ToImmutableArray()).Select(c => (c, Evidence(c))));
        }
        else
        {
            tried.Add(([], Evidence([])));
            for (var best = tried[0]; ;)
            {
                var next = all.Except(best.Columns).Select(c => best.Columns.Add(c)).Select(c => (Columns: c, Log: Evidence(c))).ToArray();
                tried.AddRange(next);
                if (next.Length == 0 || next.MaxBy(n => n.Log) is var top && top.Log <= best.Log)
                {
                    break;
                }

                best = top;
            }
        }

        var chosen = tried.MaxBy(x => x.Log);
        double sum = tried.Sum(x => Numerics.Elementary.Exp(x.Log - chosen.Log));
        return (chosen.Columns, chosen.Log + Numerics.Elementary.Log(sum / tried.Count));
    }

    private static Counts Count(GameModel game, ImmutableArray<Sequence> data, int[] held, int player, ImmutableArray<Column> columns)
    {
        var counts = new Counts(player, game.Players[player].Moves.Length, columns);
        for (int d = 0; d < data.Length; d++)
        {
            for (int t = 0; t < data[d].Length - held[d]; t++)
            {
                counts.Add(data[d], t);
            }
        }

        return counts;
    }

    // What a table's rows differ by: a move of this period or the last, or a situation. An unknown cell is a value of its own.
    private sealed record Column(bool Last, int Player, int Situation, int Values, string Name)
    {
        public int Of(Sequence s, int t)
        {
            int x = Situation >= 0 ? s.Levels[t][Situation] : !Last ? s.Moves[t][Player] : t == 0 ? -1 : s.Moves[t - 1][Player];
            return x < 0 ? Values : x;
        }
    }

    private sealed class Counts(int player, int moves, ImmutableArray<Column> columns)
    {
        private readonly Dictionary<long, double[]> _rows = [];

        public int Parameters => _rows.Count * (moves - 1);

        public double LogMarginal => _rows.OrderBy(r => r.Key).Sum(r => Gamma.Log(moves * Half) - Gamma.Log(r.Value.Sum() + (moves * Half)) + r.Value.Sum(n => Gamma.Log(n + Half) - Gamma.Log(Half)));

        public void Add(Sequence s, int t)
        {
            if (s.Moves[t][player] < 0)
            {
                return;
            }

            long key = Key(s, t);
            if (!_rows.TryGetValue(key, out double[]? row))
            {
                _rows[key] = row = new double[moves];
            }

            row[s.Moves[t][player]]++;
        }

        // Log chance of the period's move, the period itself taken out of the counts as often as asked.
        public double Log(Sequence s, int t, double without)
        {
            double[] row = _rows.GetValueOrDefault(Key(s, t)) ?? new double[moves];
            return Numerics.Elementary.Log((row[s.Moves[t][player]] - without + Half) / (row.Sum() - without + (moves * Half)));
        }

        private long Key(Sequence s, int t)
        {
            long key = 0;
            foreach (var c in columns)
            {
                key = checked((key * (c.Values + 1)) + c.Of(s, t));
            }

            return key;
        }
    }
}
