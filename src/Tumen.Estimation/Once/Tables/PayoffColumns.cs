using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Estimation.Once;

/// <summary>What a free weight adds to a player's payoff at the end of one way through the game, row by row.</summary>
/// <param name="Player">Index of the player.</param>
/// <param name="Leaf">Index of the way through the game.</param>
/// <param name="Weight">Index of the weight; −1 for a known amount.</param>
/// <param name="Values">Per row.</param>
public sealed record PayoffColumn(int Player, int Leaf, int Weight, double[] Values);

/// <summary>Payoffs of a game played once, spread over the ends of the game and the rows of a record.</summary>
public sealed class PayoffColumns
{
    private PayoffColumns(ImmutableArray<string> names, ImmutableArray<PayoffColumn> columns, ImmutableArray<int[]> paths) => (Names, Columns, Paths) = (names, columns, paths);

    /// <summary>Free weights; a weight that differs by a group has one for every entry.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Columns that are not zero everywhere.</summary>
    public ImmutableArray<PayoffColumn> Columns { get; }

    /// <summary>Ways through the game.</summary>
    public ImmutableArray<int[]> Paths { get; }

    /// <summary>Works out the columns of a theory ("base" for the base game).</summary>
    /// <exception cref="ArgumentException">No such theory, or nothing to estimate.</exception>
    public static PayoffColumns Of(PlayTable table, string theory)
    {
        var game = table.Game;
        ImmutableArray<int[]> paths = [.. OncePaths.Of(game.Players, game.Once!)];
        var (terms, held) = Terms(game, theory);
        var names = new List<string>();
        var cells = new Dictionary<(int Player, int Leaf, int Weight), double[]>();
        foreach (var term in terms)
        {
            var weight = term.Weight is { } w ? game.Weights.Single(x => x.Name == w) : null;
            double? known = weight is null ? 1 : held.TryGetValue(weight.Name, out double value) ? value : weight.Fixed;
            int[] index = known is not null ? [] : Index(table, weight!, names);
            for (int leaf = 0; leaf < paths.Length; leaf++)
            {
                if (!term.If.Holds([], paths[leaf]))
                {
                    continue;
                }

                for (int row = 0; row < table.Rows; row++)
                {
                    double x = term.Sign * (known ?? 1) * Product(term, table, row, paths[leaf]);
                    var key = (game.Once!.Owner[term.Player], leaf, known is null ? index[row] : -1);
                    if (x != 0)
                    {
                        (cells.TryGetValue(key, out double[]? column) ? column : cells[key] = new double[table.Rows])[row] += x;
                    }
                }
            }
        }

        return names.Count == 0 ? throw new ArgumentException($"\"{theory}\" leaves no weight to estimate", nameof(theory))
            : new PayoffColumns([.. names], [.. cells.OrderBy(c => c.Key).Select(c => new PayoffColumn(c.Key.Player, c.Key.Leaf, c.Key.Weight, c.Value))], paths);
    }

    private static int[] Index(PlayTable table, WeightSpec weight, List<string> names)
    {
        int At(string name)
        {
            int at = names.IndexOf(name);
            if (at < 0)
            {
                at = names.Count;
                names.Add(name);
            }

            return at;
        }

        return weight.By is { } by ? [.. table.Group(by).Select(entry => At($"{weight.Shared ?? weight.Name} ({entry})"))] : [.. Enumerable.Repeat(At(weight.Name), table.Rows)];
    }

    private static double Product(PayoffTerm term, PlayTable table, int row, int[] path)
    {
        double x = 1;
        foreach (var factor in term.Factors)
        {
            x *= factor switch
            {
                Factor.Literal n => n.Value,
                Factor.Covariate c => table.Covariate(c.Name)[row],
                Factor.CountOf count => count.Value(path),
                _ => throw new InvalidOperationException("a game played once has no situations"),
            };
        }

        return x;
    }

    private static (List<PayoffTerm> Terms, Dictionary<string, double> Held) Terms(GameModel game, string theory)
    {
        List<PayoffTerm> terms = [.. game.Terms];
        var held = new Dictionary<string, double>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        void Add(string name)
        {
            if (!seen.Add(name))
            {
                return;
            }

            var t = game.FindTheory(name) ?? throw new ArgumentException($"the game has no theory \"{name}\"", nameof(theory));
            foreach (string parent in t.BuildsOn)
            {
                Add(parent);
            }

            foreach (var a in t.Assumptions.Where(a => a.Parameter is not null))
            {
                held[a.Parameter!] = a.Value;
            }
        }

        if (theory != "base")
        {
            Add(theory);
            terms.AddRange(TheoryTerms.Join(TheoryTerms.Built(game, theory)));
        }

        return (terms, held);
    }
}
