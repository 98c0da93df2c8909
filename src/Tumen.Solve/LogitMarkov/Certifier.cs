using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>
/// Independent check of a strategy profile: values by exact evaluation of σ (not by the solver's recursion), then the residual, the one-shot
/// gain and each player's regret from re-solving its own dynamic programme against the others.
/// </summary>
public static class Certifier
{
    /// <summary>Checks a profile.</summary>
    /// <param name="game">The game.</param>
    /// <param name="precision">λ; positive infinity for Markov perfect equilibrium (no shocks).</param>
    /// <param name="convention">Value convention.</param>
    /// <param name="sigma">σ, S × m.</param>
    /// <param name="values">A guess of V (S·n, player-major) to start evaluation from; only speed depends on it.</param>
    /// <param name="withRegret">Whether to solve every player's problem.</param>
    public static Certificate Check(
        StochasticGame game, double precision, ValueConvention convention, double[] sigma, ReadOnlySpan<double> values, bool withRegret)
    {
        int states = game.StateCount, n = game.PlayerCount;
        var evaluation = new PolicyEvaluation(game, precision, convention);
        double residual = 0, gain = 0, regret = 0;
        for (int i = 0; i < n; i++)
        {
            var v = values.IsEmpty ? new double[states] : values.Slice(i * states, states).ToArray();
            evaluation.Evaluate(i, sigma, v);
            var (r, g) = evaluation.Compare(i, sigma, v);
            residual = Worse(residual, r);
            gain = Worse(gain, g);
            if (withRegret)
            {
                regret = Worse(regret, evaluation.Regret(i, sigma, v));
            }
        }

        return new Certificate(residual, gain, withRegret ? regret : double.NaN);
    }

    private static double Worse(double a, double b) => b <= a ? a : b;
}

/// <summary>One player's dynamic programme when the others' strategies are held fixed.</summary>
internal sealed class PolicyEvaluation
{
    private readonly StochasticGame _game;
    private readonly double _precision;
    private readonly ValueConvention _convention;
    private readonly Stage _stage;
    private readonly int _m;
    private readonly int _count;

    public PolicyEvaluation(StochasticGame game, double precision, ValueConvention convention)
    {
        _game = game;
        _precision = precision;
        _convention = convention;
        _stage = new Stage(game.Profiles);
        _m = game.Profiles.Size;
        _count = game.Profiles.Count;
    }

    private bool Shocks => _convention == ValueConvention.TasteShocks && !double.IsInfinity(_precision) && _precision > 0;

    // V of following σ: (I − δ Φ_σ) V = reward (with entropy/λ under shocks), refined until the defect is at round-off.
    public void Evaluate(int player, double[] sigma, double[] value)
    {
        int states = _game.StateCount;
        var reward = new double[states];
        var chances = new double[states * _count];
        var u = _game.Payoffs[player];
        for (int s = 0; s < states; s++)
        {
            var pi = chances.AsSpan(s * _count, _count);
            _stage.ProfileChances(sigma.AsSpan(s * _m, _m), pi);
            reward[s] = FixedOrder.Dot(pi, u.AsSpan(s * _count, _count)) + (Shocks ? Entropy(player, sigma.AsSpan(s * _m, _m)) / _precision : 0);
        }

        double d = _game.Discounts[player];
        var expected = new double[_count];
        void Product(ReadOnlySpan<double> x, Span<double> y)
        {
            for (int s = 0; s < states; s++)
            {
                _game.Kernel.Expect(s, x, expected);
                y[s] = x[s] - (d * FixedOrder.Dot(chances.AsSpan(s * _count, _count), expected));
            }
        }

        double[] defect = new double[states], correction = new double[states];
        double scale = Math.Max(FixedOrder.MaxAbs(reward), 1e-300);
        for (int round = 0; round < 4; round++)
        {
            Product(value, defect);
            for (int s = 0; s < states; s++)
            {
                defect[s] = reward[s] - defect[s];
            }

            if (FixedOrder.MaxAbs(defect) <= 1e-15 * scale)
            {
                return;
            }

            correction.AsSpan().Clear();
            Gmres.Solve(Product, defect, correction, 1e-10, 3000);
            for (int s = 0; s < states; s++)
            {
                value[s] += correction[s];
            }
        }
    }

    public (double Residual, double Gain) Compare(int player, double[] sigma, double[] value)
    {
        double residual = 0, gain = 0;
        int a = _game.Profiles.Moves(player);
        double[] q = new double[_m], w = new double[_game.PlayerCount * _count];
        Span<double> best = stackalloc double[a];
        for (int s = 0; s < _game.StateCount; s++)
        {
            ActionValues(player, s, sigma, value, w, q);
            for (int h = 0; h < _game.Profiles.Histories[player]; h++)
            {
                int at = _game.Profiles.Offsets[player] + (h * a);
                var own = q.AsSpan(at, a);
                var now = sigma.AsSpan((s * _m) + at, a);
                double g = Best(own, best) - Current(own, now);
                if (!double.IsInfinity(_precision))
                {
                    Logit.Choose(own, _precision, best);
                    for (int k = 0; k < a; k++)
                    {
                        double e = Math.Abs(best[k] - now[k]);
                        residual = e <= residual ? residual : e;
                    }
                }

                gain = g <= gain ? gain : g;
            }
        }

        return (double.IsInfinity(_precision) ? gain : residual, gain);
    }

    // Policy iteration (Howard 1960; its soft version under shocks) for one player; the largest improvement over following σ.
    public double Regret(int player, double[] sigma, double[] valueOfSigma)
    {
        var policy = (double[])sigma.Clone();
        var value = (double[])valueOfSigma.Clone();
        int a = _game.Profiles.Moves(player);
        double[] q = new double[_m], w = new double[_game.PlayerCount * _count];
        double last = double.PositiveInfinity, left = double.PositiveInfinity;
        for (int round = 0; round < 200; round++)
        {
            double change = 0;
            for (int s = 0; s < _game.StateCount; s++)
            {
                ActionValues(player, s, policy, value, w, q);
                for (int h = 0; h < _game.Profiles.Histories[player]; h++)
                {
                    int at = _game.Profiles.Offsets[player] + (h * a);
                    var own = policy.AsSpan((s * _m) + at, a);
                    double current = Current(q.AsSpan(at, a), own);
                    change = Math.Max(change, Best(q.AsSpan(at, a), own) - current);
                }
            }

            left = Math.Min(left, change);
            if (change <= 1e-13 * (1 + FixedOrder.MaxAbs(value)) || change >= last)
            {
                break;
            }

            last = change;
            Evaluate(player, policy, value);
        }

        double regret = 0;
        for (int s = 0; s < value.Length; s++)
        {
            regret = Math.Max(regret, value[s] - valueOfSigma[s]);
        }

        // No plan gains more than the last one-shot gain discounted for ever (Puterman 1994, §6.3), so this is an upper bound.
        return regret + (left / (1 - _game.Discounts[player]));
    }

    private void ActionValues(int player, int s, double[] sigma, double[] value, double[] w, double[] q)
    {
        Array.Clear(w);
        var row = w.AsSpan(player * _count, _count);
        _game.Kernel.Expect(s, value, row);
        var u = _game.Payoffs[player].AsSpan(s * _count, _count);
        for (int p = 0; p < _count; p++)
        {
            row[p] = u[p] + (_game.Discounts[player] * row[p]);
        }

        _stage.Weigh(sigma.AsSpan(s * _m, _m));
        _stage.ActionValues(w, q);
    }

    private double Entropy(int player, ReadOnlySpan<double> sigma)
    {
        int a = _game.Profiles.Moves(player);
        double total = 0;
        for (int h = 0; h < _game.Profiles.Histories[player]; h++)
        {
            int at = _game.Profiles.Offsets[player] + (h * a);
            double e = 0;
            for (int k = 0; k < a; k++)
            {
                double x = sigma[at + k];
                e -= x > 0 ? x * Math.Log(x) : 0;
            }

            total += e * _stage.HistoryChance(player, h, sigma, -1);
        }

        return total;
    }

    // Best reply at action values: the logit reply with its log-sum value under shocks, otherwise the best move. Under errors a
    // quantal response is not a best reply, so its regret is positive by construction and says how costly the errors are.
    private double Best(ReadOnlySpan<double> q, Span<double> choice)
    {
        if (Shocks)
        {
            return Logit.Choose(q, _precision, choice);
        }

        int best = 0;
        for (int k = 1; k < q.Length; k++)
        {
            best = q[k] > q[best] ? k : best;
        }

        choice.Clear();
        choice[best] = 1;
        return q[best];
    }

    private double Current(ReadOnlySpan<double> q, ReadOnlySpan<double> sigma)
    {
        double v = 0;
        for (int k = 0; k < q.Length; k++)
        {
            v += sigma[k] > 0 ? sigma[k] * (q[k] - (Shocks ? Math.Log(sigma[k]) / _precision : 0)) : 0;
        }

        return v;
    }
}
