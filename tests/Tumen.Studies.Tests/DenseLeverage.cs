using Tumen.Model;

namespace Tumen.Studies.Tests;

/// <summary>
/// Leverage once more, by code that shares nothing with the program's: laws and payoffs read clause by clause, dense arrays, equilibria by iterating everybody's values, laws of the state by summing months.
/// Three players, one a turn, the client first.
/// </summary>
public sealed class DenseLeverage
{
    private const int Players = 3;
    private readonly GameModel _game;
    private readonly bool _shocks;
    private readonly int[] _levels;
    private readonly int[] _moves;
    private readonly int _states;
    private readonly int _joint;
    private readonly double[][] _pay; // [player][state * joint + a]
    private readonly (int To, double Chance)[][] _next; // [state * joint + a]
    private readonly double[][,] _law; // [situation][state * joint + a, level]
    private readonly double[] _discount;

    public DenseLeverage(GameModel game, IReadOnlyDictionary<string, double> numbers, IEnumerable<PayoffTerm> terms, IReadOnlyList<double> discounts, bool shocks)
    {
        (_game, _shocks, _discount) = (game, shocks, [.. discounts]);
        _levels = [.. game.Situations.Select(v => v.Levels.Length)];
        _moves = [.. game.Players.Select(p => p.Moves.Length)];
        _states = _levels.Aggregate(1, (a, b) => a * b);
        _joint = _moves.Aggregate(1, (a, b) => a * b);
        _pay = [.. Enumerable.Range(0, Players).Select(_ => new double[_states * _joint])];
        _next = new (int, double)[_states * _joint][];
        _law = [.. _levels.Select(l => new double[_states * _joint, l])];
        for (int s = 0; s < _states; s++)
        {
            for (int a = 0; a < _joint; a++)
            {
                int[] levels = Digits(s, _levels), moves = Digits(a, _moves);
                foreach (var t in terms.Where(t => t.If.Holds(levels, moves)))
                {
                    double x = t.Gains ? numbers.GetValueOrDefault(t.Weight!) : -numbers.GetValueOrDefault(t.Weight!);
                    foreach (var f in t.Factors)
                    {
                        x *= f is Factor.LevelOf l ? levels[l.Situation] : f is Factor.LackOf k ? _levels[k.Situation] - 1 - levels[k.Situation] : throw new NotSupportedException();
                    }

                    _pay[t.Player][(s * _joint) + a] += x;
                }

                List<(int To, double Chance)> row = [(0, 1)];
                for (int v = 0; v < _levels.Length; v++)
                {
                    double[] d = Law(game.Laws[v], v, _levels[v], levels, moves, numbers);
                    for (int l = 0; l < d.Length; l++)
                    {
                        _law[v][(s * _joint) + a, l] = d[l];
                    }

                    row = [.. row.SelectMany(r => d.Select((c, l) => ((r.To * d.Length) + l, r.Chance * c))).Where(r => r.Item2 > 0)];
                }

                _next[(s * _joint) + a] = [.. row];
            }
        }
    }

    public sealed record Found(double Concessions, double Steadied, double Capacity, double Exertion, double Anyway, double Adapt, double[] Capacities, double[] Exertions, double[] Twin);

    /// <summary>Everything, from a start law over states.</summary>
    public Found Measure(double[] start)
    {
        const int client = 0, patron = 2;
        int[] threats = [.. _game.Threats!.Moves];
        int quiet = _game.Threats.Quiet, m = _moves[client];
        double d = _discount[patron];
        var (free, _) = Solve(null);
        double[] law = Discounted(free, start, d);
        int[] cell = Cells(threats, quiet);
        int cells = cell.Max() + 1;

        // r(a | k): mean over states of a cell, weighted by the discounted law.
        double[] mass = new double[cells];
        var mean = new double[cells, m];
        var patronMean = new double[cells, _moves[patron]];
        double[] chance = Joint(free);
        for (int s = 0; s < _states; s++)
        {
            mass[cell[s]] += law[s];
            for (int a = 0; a < _joint; a++)
            {
                int[] x = Digits(a, _moves);
                mean[cell[s], x[client]] += law[s] * chance[(s * _joint) + a];
                patronMean[cell[s], x[patron]] += law[s] * chance[(s * _joint) + a];
            }
        }

        bool Trades(int a) => a == quiet || threats.Contains(a);
        double[] Client(Func<int, int, double> odds) // [state, move]: odds of the moves that trade places
        {
            var c = new double[_states * m];
            for (int s = 0; s < _states; s++)
            {
                double left = 1, sum = 0;
                for (int a = 0; a < m; a++)
                {
                    if (Trades(a))
                    {
                        sum += odds(s, a);
                    }
                    else
                    {
                        left -= c[(s * m) + a] = mean[cell[s], a] / mass[cell[s]];
                    }
                }

                for (int a = 0; a < m; a++)
                {
                    c[(s * m) + a] = Trades(a) ? left * odds(s, a) / sum : c[(s * m) + a];
                }
            }

            return c;
        }

        double Own(int s, int a) => free.Client[(s * m) + a];
        double[] steady = Client(Own);
        double[] Mute(IEnumerable<int> muted)
        {
            var c = (double[])steady.Clone();
            foreach (int b in muted)
            {
                for (int s = 0; s < _states; s++)
                {
                    c[(s * m) + quiet] += c[(s * m) + b];
                    c[(s * m) + b] = 0;
                }
            }

            return c;
        }

        double[] beta = Reply(free.Rival, (s, b) => patronMean[cell[s], b] / mass[cell[s]]);
        double[] Swap(int[] swapped) => Client((s, a) => swapped.Contains(a) ? beta[(s * m) + a] / beta[(s * m) + quiet] : Own(s, a) / Own(s, quiet));
        Rules world = Solve(steady).Rules, muted = Solve(Mute(threats)).Rules;
        double G(Rules rules, double[] c)
        {
            var with = rules with { Client = c };
            double[] here = Discounted(with, start, d), pi = Joint(with);
            double sum = 0;
            for (int s = 0; s < _states; s++)
            {
                for (int a = 0; a < _joint; a++)
                {
                    sum += here[s] * pi[(s * _joint) + a] * Amount(s, a);
                }
            }

            return sum;
        }

        double g = G(world, steady), gm = G(muted, Mute(threats)), gb = G(world, Swap(threats)), gq = G(world, Mute(threats));
        double one = G(Solve(Mute([threats[0]])).Rules, Mute([threats[0]])), two = G(Solve(Mute([threats[1]])).Rules, Mute([threats[1]]));
        double x1 = G(world, Swap([threats[0]])), x2 = G(world, Swap([threats[1]]));
        double Share(double[] c, int b) => Discounted(world with { Client = c }, start, d).Select((l, s) => l * c[(s * m) + b]).Sum();
        return new Found(
            G(free, free.Client), g, g - gm, g - gb, gb - gq, gq - gm,
            [((g - one) + (two - gm)) / 2, ((g - two) + (one - gm)) / 2], [((g - x1) + (x2 - gb)) / 2, ((g - x2) + (x1 - gb)) / 2],
            [.. threats.Select(b => Share(steady, b) - Share(Swap(threats), b))]);
    }

    private sealed record Rules(double[] Client, double[] Rival, double[] Patron);

    private double Amount(int s, int a) => _game.Concession!.Parts.Where(p => p.If.Holds(Digits(s, _levels), Digits(a, _moves))).Sum(p => p.Amount);

    private static double[] Law(SituationLaw law, int v, int count, int[] levels, int[] moves, IReadOnlyDictionary<string, double> numbers)
    {
        var d = new double[count];
        double stays = 1;
        foreach (var line in law.Lines)
        {
            double none = 1;
            foreach (var part in line.Parts.Where(p => p.If.Holds(levels, moves)))
            {
                none *= 1 - (part.Chance.Name is { } name ? numbers[name] : part.Chance.Number);
            }

            int to = line.Effect switch { LawEffect.Rises => Math.Min(count - 1, levels[v] + 1), LawEffect.Falls => Math.Max(0, levels[v] - 1), _ => line.Level };
            d[to] += 1 - none;
            stays -= 1 - none;
        }

        d[levels[v]] += stays;
        return d;
    }

    // Levels of the situations that neither a threat nor the rival moves, directly or through one that they move.
    private int[] Cells(int[] threats, int quiet)
    {
        bool Differs(int v, int player, int a, int b) => Enumerable.Range(0, _states * _joint).Any(c =>
        {
            int[] x = Digits(c % _joint, _moves), y = [.. x];
            y[player] = b;
            return x[player] == a && !SameRow(v, c, (c / _joint * _joint) + Number(y, _moves));
        });
        var moved = _levels.Select((_, v) => threats.Any(b => Differs(v, 0, b, quiet)) || Enumerable.Range(1, _moves[1] - 1).Any(a => Differs(v, 1, a, 0))).ToArray();
        for (int round = 0; round < _levels.Length; round++)
        {
            for (int v = 0; v < _levels.Length; v++)
            {
                moved[v] |= Enumerable.Range(0, _levels.Length).Any(w => w != v && moved[w] && Enumerable.Range(0, _states * _joint).Any(c =>
                {
                    int[] x = Digits(c / _joint, _levels), y = [.. x];
                    y[w] = 0;
                    return !SameRow(v, c, (Number(y, _levels) * _joint) + (c % _joint));
                }));
            }
        }

        return [.. Enumerable.Range(0, _states).Select(s => Digits(s, _levels).Select((l, v) => (l, v)).Where(x => !moved[x.v]).Aggregate(0, (k, x) => (k * _levels[x.v]) + x.l))];
    }

    private bool SameRow(int v, int a, int b) => Enumerable.Range(0, _levels[v]).All(l => Math.Abs(_law[v][a, l] - _law[v][b, l]) < 1e-14);

    // Everybody's values from the month after, round by round; the client's strategy may be fixed.
    private (Rules Rules, double[][] Values) Solve(double[]? client)
    {
        int m0 = _moves[0], m1 = _moves[1], m2 = _moves[2];
        double[][] v = [new double[_states], new double[_states], new double[_states]];
        double[] c = new double[_states * m0], r = new double[_states * m0 * m1], p = new double[_states * m0 * m1 * m2];
        for (int round = 0; round < 6000; round++)
        {
            double moved = 0;
            double[][] next = [new double[_states], new double[_states], new double[_states]];
            for (int s = 0; s < _states; s++)
            {
                double[,] w = new double[Players, _joint];
                for (int i = 0; i < Players; i++)
                {
                    for (int a = 0; a < _joint; a++)
                    {
                        double later = 0;
                        foreach (var (to, chance) in _next[(s * _joint) + a])
                        {
                            later += chance * v[i][to];
                        }

                        w[i, a] = _pay[i][(s * _joint) + a] + (_discount[i] * later);
                    }
                }

                var at0 = new double[m0];
                double[,] after0 = new double[Players, m0];
                for (int x = 0; x < m0; x++)
                {
                    var at1 = new double[m1];
                    double[,] after1 = new double[Players, m1];
                    for (int y = 0; y < m1; y++)
                    {
                        int from = ((x * m1) + y) * m2;
                        double[] q2 = [.. Enumerable.Range(0, m2).Select(z => w[2, from + z])];
                        double top = Choose(q2, p, (s * _joint) + from);
                        for (int z = 0; z < m2; z++)
                        {
                            double chance = p[(s * _joint) + from + z];
                            after1[0, y] += chance * w[0, from + z];
                            at1[y] += chance * w[1, from + z];
                            after1[2, y] += _shocks ? 0 : chance * w[2, from + z];
                        }

                        after1[2, y] += _shocks ? top : 0;
                    }

                    double best = Choose(at1, r, ((s * m0) + x) * m1);
                    for (int y = 0; y < m1; y++)
                    {
                        double chance = r[(((s * m0) + x) * m1) + y];
                        at0[x] += chance * after1[0, y];
                        after0[1, x] += _shocks ? 0 : chance * at1[y];
                        after0[2, x] += chance * after1[2, y];
                    }

                    after0[1, x] += _shocks ? best : 0;
                }

                double value = Choose(at0, c, s * m0);
                if (client is not null)
                {
                    Array.Copy(client, s * m0, c, s * m0, m0);
                }

                for (int x = 0; x < m0; x++)
                {
                    next[0][s] += client is not null || !_shocks ? c[(s * m0) + x] * at0[x] : 0;
                    next[1][s] += c[(s * m0) + x] * after0[1, x];
                    next[2][s] += c[(s * m0) + x] * after0[2, x];
                }

                next[0][s] += client is null && _shocks ? value : 0;
                for (int i = 0; i < Players; i++)
                {
                    moved = Math.Max(moved, i == 0 && client is not null ? 0 : Math.Abs(next[i][s] - v[i][s]));
                }
            }

            v = next;
            if (moved < 1e-12)
            {
                break;
            }
        }

        return (new Rules(c, r, p), v);
    }

    // The client's programme alone, the rival as it plays and a patron that listens to the cell only.
    private double[] Reply(double[] rival, Func<int, int, double> patron)
    {
        int m0 = _moves[0], m1 = _moves[1], m2 = _moves[2];
        double[] v = new double[_states], c = new double[_states * m0];
        for (int round = 0; round < 6000; round++)
        {
            double moved = 0;
            var next = new double[_states];
            for (int s = 0; s < _states; s++)
            {
                var q = new double[m0];
                for (int a = 0; a < _joint; a++)
                {
                    int x = a / (m1 * m2), y = a / m2 % m1, z = a % m2;
                    double later = 0;
                    foreach (var (to, chance) in _next[(s * _joint) + a])
                    {
                        later += chance * v[to];
                    }

                    q[x] += rival[(((s * m0) + x) * m1) + y] * patron(s, z) * (_pay[0][(s * _joint) + a] + (_discount[0] * later));
                }

                double value = Choose(q, c, s * m0);
                next[s] = _shocks ? value : q.Select((u, x) => u * c[(s * m0) + x]).Sum();
                moved = Math.Max(moved, Math.Abs(next[s] - v[s]));
            }

            v = next;
            if (moved < 1e-12)
            {
                break;
            }
        }

        return c;
    }

    private static double Choose(double[] q, double[] into, int at)
    {
        double top = q.Max(), sum = q.Sum(x => Math.Exp(x - top));
        for (int k = 0; k < q.Length; k++)
        {
            into[at + k] = Math.Exp(q[k] - top) / sum;
        }

        return top + Math.Log(sum);
    }

    private double[] Joint(Rules rules)
    {
        int m0 = _moves[0], m1 = _moves[1], m2 = _moves[2];
        var pi = new double[_states * _joint];
        for (int c = 0; c < pi.Length; c++)
        {
            int s = c / _joint, a = c % _joint, x = a / (m1 * m2), y = a / m2 % m1;
            pi[c] = rules.Client[(s * m0) + x] * rules.Rival[(((s * m0) + x) * m1) + y] * rules.Patron[c];
        }

        return pi;
    }

    private double[] Discounted(Rules rules, double[] start, double d)
    {
        double[] pi = Joint(rules), law = [.. start], total = new double[_states];
        double weight = 1 - d;
        for (int t = 0; t < 1200; t++)
        {
            var next = new double[_states];
            for (int s = 0; s < _states; s++)
            {
                total[s] += weight * law[s];
                for (int a = 0; a < _joint; a++)
                {
                    double mass = law[s] * pi[(s * _joint) + a];
                    foreach (var (to, chance) in _next[(s * _joint) + a])
                    {
                        next[to] += mass * chance;
                    }
                }
            }

            law = next;
            weight *= d;
        }

        return total;
    }

    private static int[] Digits(int number, int[] sizes)
    {
        var d = new int[sizes.Length];
        for (int k = sizes.Length - 1; k >= 0; k--)
        {
            d[k] = number % sizes[k];
            number /= sizes[k];
        }

        return d;
    }

    private static int Number(int[] digits, int[] sizes) => digits.Zip(sizes).Aggregate(0, (n, x) => (n * x.Second) + x.First);
}
