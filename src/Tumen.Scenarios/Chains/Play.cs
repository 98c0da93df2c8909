using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>
/// Who does what in every state, as chances of joint moves, with the laws that move the state: a Markov chain with labelled steps. Everything that can be
/// asked of a solved game (or of a coalition's plan, or of a forced move) is asked of this.
/// </summary>
public sealed class Play
{
    private readonly double[] _chances; // S x P
    private SparseRows? _chain;

    /// <summary>Fixes the chances of joint moves.</summary>
    /// <param name="states">States S.</param>
    /// <param name="profiles">Joint moves P.</param>
    /// <param name="kernel">Transitions.</param>
    /// <param name="chances">Chance of every joint move in every state, S × P row-major.</param>
    public Play(StateSpace states, ProfileSpace profiles, TransitionKernel kernel, double[] chances)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(chances.Length, states.Count * profiles.Count);
        States = states;
        Profiles = profiles;
        Kernel = kernel;
        _chances = chances;
    }

    /// <summary>The play of independent strategies.</summary>
    /// <param name="game">The game.</param>
    /// <param name="sigma">Strategies, S × m.</param>
    public static Play Of(StochasticGame game, double[] sigma)
    {
        int m = game.Profiles.Size, count = game.Profiles.Count;
        var chances = new double[game.StateCount * count];
        var stage = new Stage(game.Profiles);
        for (int s = 0; s < game.StateCount; s++)
        {
            stage.ProfileChances(sigma.AsSpan(s * m, m), chances.AsSpan(s * count, count));
        }

        return new Play(game.States, game.Profiles, game.Kernel, chances) { End = game.End };
    }

    /// <summary>When play ends, or null when it goes on for ever.</summary>
    public GameEnd? End { get; init; }

    /// <summary>Weight of the first period in a discounted average: 1 − δ, and where nothing is discounted the share of one period in play that ends.</summary>
    /// <param name="discount">δ in [0, 1], 1 only where play ends.</param>
    public double FirstWeight(double discount) => GameEnd.FirstWeight(End, discount);

    /// <summary>States.</summary>
    public StateSpace States { get; }

    /// <summary>Joint moves.</summary>
    public ProfileSpace Profiles { get; }

    /// <summary>Transitions.</summary>
    public TransitionKernel Kernel { get; }

    /// <summary>Chance of each joint move in a state.</summary>
    public ReadOnlySpan<double> ProfileChances(int state) => _chances.AsSpan(state * Profiles.Count, Profiles.Count);

    /// <summary>Chances of going from state to state.</summary>
    public SparseRows Chain => _chain ??= Weighted(null);

    /// <summary>Chance, in every state, that something happens this period.</summary>
    public double[] Chance(Func<int, int, bool> happens) => Expected((s, p) => happens(s, p) ? 1 : 0);

    /// <summary>Chance of every move of every player in every state: state-major, then player, then move.</summary>
    public double[] MoveChances()
    {
        int n = Profiles.Players.Length, width = Enumerable.Range(0, n).Sum(Profiles.Moves);
        int[] place = new int[n];
        for (int i = 1; i < n; i++)
        {
            place[i] = place[i - 1] + Profiles.Moves(i - 1);
        }

        var chances = new double[States.Count * width];
        for (int s = 0; s < States.Count; s++)
        {
            var pi = ProfileChances(s);
            var row = chances.AsSpan(s * width, width);
            for (int p = 0; p < pi.Length; p++)
            {
                for (int i = 0; pi[p] != 0 && i < n; i++)
                {
                    row[place[i] + Profiles.Move(p, i)] += pi[p];
                }
            }
        }

        return chances;
    }

    /// <summary>Expected amount of the period in every state.</summary>
    /// <param name="amount">Amount per (state, joint move).</param>
    public double[] Expected(Func<int, int, double> amount)
    {
        var g = new double[States.Count];
        for (int s = 0; s < g.Length; s++)
        {
            var pi = ProfileChances(s);
            for (int p = 0; p < pi.Length; p++)
            {
                g[s] += pi[p] == 0 ? 0 : pi[p] * amount(s, p);
            }
        }

        return g;
    }

    /// <summary>Chances of going from state to state, each joint move weighted: Σ_p π(p|s) w(s,p) φ(s′|s,p).</summary>
    /// <param name="weight">w; null for 1.</param>
    public SparseRows Weighted(Func<int, int, double>? weight)
    {
        int n = States.Count, count = Profiles.Count;
        var k = Kernel;
        var rowStart = new int[n + 1];
        var column = new List<int>();
        var value = new List<double>();
        var sum = new double[n];
        var touched = new List<int>();
        var local = new double[k.MaximumBases];
        for (int s = 0; s < n; s++)
        {
            int b0 = k.BaseStart[s], bases = k.BaseStart[s + 1] - b0;
            local.AsSpan(0, bases).Clear();
            var pi = ProfileChances(s);
            for (int p = 0; p < count; p++)
            {
                double chance = pi[p] == 0 ? 0 : weight is null ? pi[p] : pi[p] * weight(s, p);
                int row = (s * count) + p;
                for (int e = k.RowStart[row]; chance != 0 && e < k.RowStart[row + 1]; e++)
                {
                    local[k.Column[e]] += chance * k.Chance[e];
                }
            }

            touched.Clear();
            for (int e = 0; e < bases; e++)
            {
                for (int f = k.FreeStart[s]; local[e] != 0 && f < k.FreeStart[s + 1]; f++)
                {
                    double mass = local[e] * k.FreeChance[f];
                    int next = k.Bases[b0 + e] + k.FreeOffset[f];
                    if (mass == 0)
                    {
                        continue;
                    }

                    if (sum[next] == 0)
                    {
                        touched.Add(next);
                    }

                    sum[next] += mass;
                }
            }

            touched.Sort();
            foreach (int next in touched)
            {
                column.Add(next);
                value.Add(sum[next]);
                sum[next] = 0;
            }

            rowStart[s + 1] = column.Count;
        }

        return new SparseRows(n, rowStart, [.. column], [.. value]);
    }

    /// <summary>(1 − δ) E Σ δᵗ g_t from every state: a discounted average, in the flow's units per period; where nothing is discounted and play ends, the sum over the periods that all play has.</summary>
    /// <param name="flow">Expected amount in every state.</param>
    /// <param name="discount">δ in [0, 1], 1 only where play ends.</param>
    public double[] DiscountedAverage(double[] flow, double discount)
    {
        double first = FirstWeight(discount);
        double[] b = [.. flow.Select((f, s) => discount == 1 && End is { } end && end.IsOver(s) ? 0 : first * f)];
        var x = (double[])b.Clone();
        var chain = Chain;
        void Product(ReadOnlySpan<double> v, Span<double> y)
        {
            chain.Right(v, y);
            for (int s = 0; s < v.Length; s++)
            {
                y[s] = v[s] - (discount * y[s]);
            }
        }

        Gmres.Solve(Product, b, x, 1e-13, 6000);
        return x;
    }

    /// <summary>
    /// The same play with one player's move forced in every state: earlier movers as before, later movers answer the forced move. A move that is never
    /// played at some decision point is forced there with the others' chances as if it had been seen with equal chances for every continuation.
    /// </summary>
    /// <param name="player">Whose move.</param>
    /// <param name="move">The move.</param>
    public Play Forced(int player, int move)
    {
        int count = Profiles.Count, histories = Profiles.Histories[player];
        var forced = new double[_chances.Length];
        double[] reach = new double[histories], plays = new double[histories];
        int continuations = count / (histories * Profiles.Moves(player));
        for (int s = 0; s < States.Count; s++)
        {
            var pi = ProfileChances(s);
            Array.Clear(reach);
            Array.Clear(plays);
            for (int p = 0; p < count; p++)
            {
                int h = Profiles.History(p, player);
                reach[h] += pi[p];
                plays[h] += Profiles.Move(p, player) == move ? pi[p] : 0;
            }

            for (int p = 0; p < count; p++)
            {
                if (Profiles.Move(p, player) == move)
                {
                    int h = Profiles.History(p, player);
                    forced[(s * count) + p] = plays[h] > 0 ? pi[p] / plays[h] * reach[h] : reach[h] / continuations;
                }
            }
        }

        return new Play(States, Profiles, Kernel, forced) { End = End };
    }

    /// <summary>One step of a law over states.</summary>
    public double[] Step(ReadOnlySpan<double> law)
    {
        var next = new double[law.Length];
        Chain.Left(law, next);
        return next;
    }
}
