using System.Collections.Immutable;
using System.Globalization;
using Tumen.Language;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Record;

namespace Tumen.Studies;

/// <summary>
/// R213: theories that are observationally equivalent on a record. On the situations that the record visits, every payoff of the one is a payoff of the other with other weights: for each player
/// the features of their weights span the same space, known amounts included, and they assume the same of the future. For a player that looks ahead features are compared up to a constant,
/// otherwise only as differences between its own moves. Situations count as visited when each of their levels is; those of the record that never vary, and by their law never can, are exact, for
/// others the players' expectations still differ, and the remark says so.
/// </summary>
internal static class TheoryEquivalence
{
    private const double Tolerance = 1e-9;

    /// <summary>Cells, situations times joint moves, above which nothing is compared.</summary>
    private const double MostCells = 200_000;

    /// <summary>One remark for each theory that an earlier one equals on this record.</summary>
    public static IEnumerable<Diagnostic> Of(GameModel game, RecordTable record, string file)
    {
        if (game.Theories.IsEmpty || Cells(game, record) is not { } cells)
        {
            yield break;
        }

        var twins = Reviewer.Review(game).Where(r => r.Code == "R5").Select(r => r.Place).ToHashSet();
        var seen = new List<Amount>();
        foreach (string name in game.Theories.Where(t => !twins.Contains(t.Place)).Select(t => t.Name).Prepend("base"))
        {
            var amount = new Amount(game, name, cells);
            if (seen.FirstOrDefault(s => s.Same(amount)) is { } earlier)
            {
                var never = Enumerable.Range(0, game.Situations.Length).Where(v => cells.Seen[v].Length < game.Situations[v].Levels.Length).ToList();
                string still = string.Join(", ", never.Where(v => cells.Seen[v].Length == 1).Select(v => $"`{game.Situations[v].Name}` is always {game.Situations[v].Levels[cells.Seen[v][0]]}"));
                bool moves = never.Any(v => game.Laws[v].Lines.Length > 0 || game.Laws[v].Normal is not null);
                string[] notes =
                [
                    .. still.Length > 0 ? new[] { $"in this record {still}" } : [],
                    .. amount.Rates(earlier).Take(3),
                    moves ? "only priors, bounds, and what players expect of levels that the record never shows tell them apart" : "only priors and bounds tell them apart",
                ];
                yield return Diagnostic.Review("R213", $"on this record \"{name}\" is observationally equivalent to {(earlier.Theory == "base" ? "the base game" : $"\"{earlier.Theory}\"")}", file, game.FindTheory(name)!.Place, notes,
                    ["look for months, or for another dyad, in which they say different things", "or compare one of the two, and say that the other would do as well"]);
            }
            else
            {
                seen.Add(amount);
            }
        }
    }

    /// <summary>Levels seen of every situation, and every combination of them with all joint moves and every unit's covariates; null when there are too many, or a column is empty.</summary>
    private static Visited? Cells(GameModel game, RecordTable record)
    {
        ImmutableArray<int>[] seen = [.. game.Situations.Select((_, v) => record.Units.SelectMany(u => u.Levels.Select(l => l[v])).Where(l => l >= 0).Distinct().Order().ToImmutableArray())];
        ImmutableDictionary<string, double>[] units = game.Covariates.IsEmpty ? [ImmutableDictionary<string, double>.Empty] : [.. record.Units.Select(u => u.Covariates)];
        double size = units.Length * seen.Aggregate(1.0, (n, s) => n * s.Length) * game.Players.Aggregate(1.0, (n, p) => n * p.Moves.Length);
        return seen.Any(s => s.IsEmpty) || size > MostCells ? null : new Visited(seen, units);
    }

    private sealed record Visited(ImmutableArray<int>[] Seen, ImmutableDictionary<string, double>[] Units)
    {
        public IEnumerable<(int[] Levels, int[] Moves, ImmutableDictionary<string, double> Unit)> All(GameModel game)
        {
            foreach (var unit in Units)
            {
                var at = new int[Seen.Length];
                var moves = new int[game.Players.Length];
                do
                {
                    int[] levels = [.. at.Select((k, v) => Seen[v][k])];
                    Array.Clear(moves);
                    do
                    {
                        yield return (levels, moves, unit);
                    }
                    while (NeverSeen.Step(game, moves));
                }
                while (Next(at));
            }
        }

        private bool Next(int[] at)
        {
            for (int v = 0; v < at.Length; v++)
            {
                if (++at[v] < Seen[v].Length)
                {
                    return true;
                }

                at[v] = 0;
            }

            return false;
        }
    }

    /// <summary>What a theory comes to on the visited cells: per player the columns of its free weights, the known amount, and the discount.</summary>
    private sealed class Amount
    {
        private readonly GameModel _game;
        private readonly double[] _discounts;
        private readonly string _split;
        private readonly (ImmutableArray<(string Weight, double[] Column)> Free, double[] Known)[] _players;
        private readonly Lazy<Span>[] _spans;

        public Amount(GameModel game, string theory, Visited cells)
        {
            (_game, Theory) = (game, theory);
            var built = TermSizes.Built(game, theory);
            _discounts = [.. game.Discounts];
            var held = game.Weights.Where(w => w.Fixed is not null).ToDictionary(w => w.Name, w => w.Fixed!.Value);
            foreach (var assumption in built.SelectMany(t => t.Assumptions))
            {
                if (assumption.Player >= 0)
                {
                    _discounts[assumption.Player] = assumption.Value;
                }
                else if (assumption.Parameter is { } name)
                {
                    held[name] = assumption.Value;
                }
            }

            PayoffTerm[] terms = [.. TermSizes.Terms(game, theory)];
            // Weights that differ by era or group have values of their own; chances a theory assumes change what everybody expects.
            _split = string.Join(' ', terms.Select(t => t.Weight).OfType<string>().Distinct().Where(w => game.Weights.Any(x => x.Name == w && (!x.Eras.IsEmpty || x.By is not null))).Order(StringComparer.Ordinal))
                + "|" + string.Join(' ', built.SelectMany(t => t.Assumptions).Where(a => a.Parameter is { } p && game.Chances.Any(c => c.Name == p)).Select(a => $"{a.Parameter}={a.Value}").Order(StringComparer.Ordinal));
            _players = [.. game.Players.Select((_, p) => Player(cells, p, [.. terms.Where(t => t.Player == p)], held))];
            _spans = [.. _players.Select(p => new Lazy<Span>(() => new Span([.. p.Free.Select(f => f.Column)])))];
        }

        public string Theory { get; }

        public bool Same(Amount other) => _split == other._split && _discounts.SequenceEqual(other._discounts) && Enumerable.Range(0, _players.Length).All(p => Inside(this, other, p) && Inside(other, this, p));

        /// <summary>How weights that only this theory has are made of the other's.</summary>
        public IEnumerable<string> Rates(Amount other)
        {
            for (int p = 0; p < _players.Length; p++)
            {
                var space = other._spans[p].Value;
                foreach (var (weight, column) in _players[p].Free.Where(f => other._players.All(o => o.Free.All(x => x.Weight != f.Weight))))
                {
                    double[] parts = space.Parts(column);
                    string sum = string.Join(" + ", other._players[p].Free.Select((f, k) => (f.Weight, Part: parts[k])).Where(x => Math.Abs(x.Part) > 1e-6).Select(x => string.Create(CultureInfo.InvariantCulture, $"{x.Part:0.###} {x.Weight}")));
                    yield return sum.Length == 0 ? $"`{weight}` moves no choice of {_game.Players[p].Name} here" : $"one unit of `{weight}` moves the choices of {_game.Players[p].Name} as {sum} does";
                }
            }
        }

        private static bool Inside(Amount a, Amount b, int player)
        {
            var space = b._spans[player].Value;
            return a._players[player].Free.All(f => space.Holds(f.Column)) && space.Holds([.. a._players[player].Known.Zip(b._players[player].Known, (x, y) => x - y)]);
        }

        private (ImmutableArray<(string, double[])>, double[]) Player(Visited cells, int player, PayoffTerm[] terms, Dictionary<string, double> held)
        {
            bool ahead = _discounts[player] > 0;
            double[] Column(IEnumerable<(PayoffTerm Term, double By)> of)
            {
                (PayoffTerm Term, double By)[] all = [.. of];
                var values = new List<double>();
                foreach (var (levels, moves, unit) in cells.All(_game))
                {
                    double here = all.Sum(t => t.By * TermSizes.Of(_game, t.Term, levels, moves, unit));
                    if (!ahead)
                    {
                        int own = moves[player];
                        moves[player] = 0;
                        here -= all.Sum(t => t.By * TermSizes.Of(_game, t.Term, levels, moves, unit));
                        moves[player] = own;
                    }

                    values.Add(here);
                }

                // A constant added to every payoff moves no choice.
                double mean = ahead ? values.Average() : 0;
                return [.. values.Select(v => v - mean)];
            }

            return ([.. terms.Where(t => t.Weight is { } w && !held.ContainsKey(w)).GroupBy(t => t.Weight!).Select(g => (g.Key, Column(g.Select(t => (t, 1.0)))))],
                Column(terms.Where(t => t.Weight is null || held.ContainsKey(t.Weight)).Select(t => (t, t.Weight is null ? 1 : held[t.Weight]))));
        }
    }

    /// <summary>The space that columns span, by modified Gram-Schmidt; columns that add nothing are passed over.</summary>
    private sealed class Span
    {
        private readonly List<(int Column, double[] Unit, double[] Made)> _basis = [];
        private readonly int _columns;

        public Span(double[][] columns)
        {
            _columns = columns.Length;
            for (int k = 0; k < columns.Length; k++)
            {
                var (rest, parts) = Reduce(columns[k]);
                double norm = Norm(rest);
                if (norm > Tolerance * Math.Max(1, Norm(columns[k])))
                {
                    double[] made = [.. parts.Select(p => -p / norm)];
                    made[k] += 1 / norm;
                    _basis.Add((k, [.. rest.Select(x => x / norm)], made));
                }
            }
        }

        public bool Holds(double[] column) => Norm(Reduce(column).Left) <= Tolerance * Math.Max(1, Norm(column));

        /// <summary>The column as a sum of the given ones.</summary>
        public double[] Parts(double[] column) => Reduce(column).Parts;

        private (double[] Left, double[] Parts) Reduce(double[] column)
        {
            double[] rest = [.. column], parts = new double[_columns];
            foreach (var (_, unit, made) in _basis)
            {
                double along = FixedOrder.Dot(rest, unit);
                FixedOrder.AddScaled(rest, unit, -along);
                FixedOrder.AddScaled(parts, made, along);
            }

            return (rest, parts);
        }

        private static double Norm(double[] x) => FixedOrder.Norm(x);
    }
}
