using Tumen.Numerics;
using Tumen.Estimation.Once;

namespace Tumen.Oracles;

/// <summary>A two-player Markov game with extreme-value shocks and payoffs linear in weights; solved as a fixed point in action values v.</summary>
/// <remarks>
/// v_i(a,s) = Σ_b P_j(b|s)[u_i(a,b,s) + δ Σ_s' f(s'|s,a,b) ln Σ_c exp v_i(c,s')], P = softmax of v (Euler's constant dropped): Crisman-Cox and
/// Gibilisco (2018), AJPS 62(3). Unknowns are ordered state, player, action, so that a local transition gives a banded Jacobian.
/// </remarks>
public sealed class DyadicGame
{
    private readonly TransitionRow[] _next;
    private readonly double[][] _features;

    /// <summary>Builds a game.</summary>
    /// <param name="states">Number of states.</param>
    /// <param name="actions">Number of actions of each player.</param>
    /// <param name="weights">Number of weights in the payoffs.</param>
    /// <param name="discount">δ in [0, 1).</param>
    /// <param name="next">Transition after (state, player 1's action, player 2's action), row-major.</param>
    /// <param name="features">Per player, payoff coefficients, row-major (state, own action, rival's action, weight).</param>
    public DyadicGame(int states, int actions, int weights, double discount, IReadOnlyList<TransitionRow> next, IReadOnlyList<double[]> features)
    {
        if (!(discount >= 0 && discount < 1)) throw new ArgumentOutOfRangeException(nameof(discount), discount, "A discount factor lies in [0, 1).");
        if (next.Count != states * actions * actions) throw new ArgumentException($"{states * actions * actions} transition rows expected, {next.Count} given.", nameof(next));
        if (features.Count != 2 || features.Any(f => f.Length != states * actions * actions * weights))
            throw new ArgumentException("One feature table per player, of size states × actions × actions × weights.", nameof(features));
        (States, Actions, Weights, Discount) = (states, actions, weights, discount);
        _next = [.. next];
        _features = [.. features];
        Size = 2 * states * actions;
        int block = 2 * actions;
        for (int row = 0; row < _next.Length; row++)
        {
            int state = row / (actions * actions);
            Lower = Math.Max(Lower, (state - _next[row].First) * block + block - 1);
            Upper = Math.Max(Upper, (_next[row].First + _next[row].Chances.Length - 1 - state) * block + block - 1);
        }
        Lower = Math.Max(Lower, block - 1);
        Upper = Math.Max(Upper, block - 1);
    }

    /// <summary>Number of states.</summary>
    public int States { get; }

    /// <summary>Actions per player.</summary>
    public int Actions { get; }

    /// <summary>Weights in the payoffs.</summary>
    public int Weights { get; }

    /// <summary>δ.</summary>
    public double Discount { get; }

    /// <summary>Number of unknowns, 2 × states × actions.</summary>
    public int Size { get; }

    /// <summary>Transition after (state, player 1's action, player 2's action), row-major.</summary>
    public IReadOnlyList<TransitionRow> Next => _next;

    internal int Lower { get; }

    internal int Upper { get; }

    /// <summary>Where v of (player, action, state) sits.</summary>
    public int Index(int player, int action, int state) => (state * 2 + player) * Actions + action;

    /// <summary>The same game under another discount factor.</summary>
    public DyadicGame WithDiscount(double discount) => new(States, Actions, Weights, discount, _next, _features);

    /// <summary>P(a|s) of both players from v, laid out as v is.</summary>
    public void Strategies(ReadOnlySpan<double> v, Span<double> chances, Span<double> inclusive)
    {
        for (int block = 0; block < 2 * States; block++)
        {
            ReadOnlySpan<double> x = v.Slice(block * Actions, Actions);
            double top = x[0], sum = 0;
            foreach (double value in x) top = Math.Max(top, value);
            foreach (double value in x) sum += Math.Exp(value - top);
            double log = top + Math.Log(sum);
            inclusive[block] = log;
            for (int a = 0; a < Actions; a++) chances[block * Actions + a] = Math.Exp(x[a] - log);
        }
    }

    /// <summary>Φ(v) − v, its Jacobian in v (when <paramref name="jacobian"/> is given) and in the weights (when the span is not empty).</summary>
    /// <param name="weights">Payoff weights.</param>
    /// <param name="v">Action values.</param>
    /// <param name="gap">Receives Φ(v) − v.</param>
    /// <param name="jacobian">Receives ∂Φ/∂v − I, unfactored.</param>
    /// <param name="inWeights">Receives ∂Φ/∂weights, row-major Size × Weights, or empty.</param>
    /// <param name="work">Working memory of this game.</param>
    internal void Equations(ReadOnlySpan<double> weights, ReadOnlySpan<double> v, Span<double> gap, BandedLu? jacobian, Span<double> inWeights, Work work)
    {
        double[] chances = work.Chances, inclusive = work.Inclusive;
        Strategies(v, chances, inclusive);
        jacobian?.Clear();
        inWeights.Clear();
        Span<double> q = stackalloc double[Actions];
        int pairs = Actions * Actions;
        for (int s = 0; s < States; s++)
            for (int i = 0; i < 2; i++)
                for (int a = 0; a < Actions; a++)
                {
                    int row = Index(i, a, s), rival = Index(1 - i, 0, s);
                    double total = 0;
                    for (int b = 0; b < Actions; b++)
                    {
                        int cell = (s * Actions + a) * Actions + b;
                        ReadOnlySpan<double> x = _features[i].AsSpan(cell * Weights, Weights);
                        double u = 0;
                        for (int k = 0; k < Weights; k++) u += x[k] * weights[k];
                        TransitionRow next = _next[s * pairs + (i == 0 ? a * Actions + b : b * Actions + a)];
                        double future = 0;
                        for (int t = 0; t < next.Chances.Length; t++) future += next.Chances[t] * inclusive[2 * (next.First + t) + i];
                        q[b] = u + Discount * future;
                        double p = chances[rival + b];
                        total += p * q[b];
                        if (!inWeights.IsEmpty)
                            for (int k = 0; k < Weights; k++) inWeights[row * Weights + k] += p * x[k];
                        if (jacobian is null) continue;
                        for (int t = 0; t < next.Chances.Length; t++)
                        {
                            double scale = Discount * p * next.Chances[t];
                            int at = Index(i, 0, next.First + t);
                            for (int c = 0; c < Actions; c++) jacobian[row, at + c] += scale * chances[at + c];
                        }
                    }
                    gap[row] = total - v[row];
                    if (jacobian is null) continue;
                    for (int c = 0; c < Actions; c++) jacobian[row, rival + c] += chances[rival + c] * (q[c] - total);
                    jacobian[row, row] -= 1;
                }
    }

    /// <summary>Working memory for one game on one thread.</summary>
    internal sealed class Work(DyadicGame game)
    {
        public double[] Chances { get; } = new double[game.Size];
        public double[] Inclusive { get; } = new double[2 * game.States];
        public double[] Gap { get; } = new double[game.Size];
        public double[] Trial { get; } = new double[game.Size];
        public double[] Slopes { get; } = new double[game.Size * game.Weights];
        public double[] Column { get; } = new double[game.Size];
        public BandedLu Jacobian { get; } = new(game.Size, game.Lower, game.Upper);
    }
}
