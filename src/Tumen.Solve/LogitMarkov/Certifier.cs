using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>
/// Independent check of a strategy profile: values by exact evaluation of σ (not by the solver's recursion), then the residual, the one-shot
/// gain and each player's regret from re-solving its own dynamic programme against the others.
/// </summary>
/// <remarks>
/// Cost: one pass over the transitions when σ is an equilibrium; a few more per player when it is not (policy iteration). The regret reported
/// is an upper bound: what policy iteration found plus its last one-shot gain divided by 1 − δ (Puterman 1994, §6.3).
/// </remarks>
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
        if (CentredGame.Of(game) is { } centred)
        {
            return Check(centred.Game, precision, convention, sigma, values.IsEmpty ? values : centred.Values(values, -1), withRegret);
        }

        int states = game.StateCount, n = game.PlayerCount;
        var check = new ProfileCheck(game, precision, convention);
        var chain = new PolicyChain(game);
        chain.Follow(sigma);
        var v = new double[n][];
        for (int i = 0; i < n; i++)
        {
            v[i] = values.IsEmpty ? new double[states] : values.Slice(i * states, states).ToArray();
            chain.Solve(game.Discounts[i], check.Rewards(i, sigma), v[i]);
        }

        var best = withRegret ? new double[sigma.Length] : [];
        var gains = check.Compare(sigma, v, best, out double residual);
        double gain = 0, regret = 0;
        var regrets = new double[n];
        for (int i = 0; i < n; i++)
        {
            gain = Worse(gain, gains[i]);
            regrets[i] = withRegret ? check.Regret(i, sigma, best, v[i], gains[i], chain) : double.NaN;
            regret = Worse(regret, regrets[i]);
        }

        bool judged = withRegret && double.IsInfinity(precision);
        return new Certificate(residual, gain, regret) { Share = judged ? Stakes.Share(game, sigma, v, regrets) : double.NaN };
    }

    private static double Worse(double a, double b) => Math.Max(a, b); // NaN is worst of all
}

/// <summary>The algebra of checking: rewards of a profile, best replies to it, and what a player could gain by another plan.</summary>
internal sealed class ProfileCheck(StochasticGame game, double precision, ValueConvention convention)
{
    private readonly StageShape _shape = new(game.Profiles);
    private readonly Stage _stage = new(game.Profiles);
    private readonly int _m = game.Profiles.Size;
    private readonly int _count = game.Profiles.Count;
    private readonly int _n = game.PlayerCount;

    private bool Shocks => convention == ValueConvention.TasteShocks && !double.IsInfinity(precision) && precision > 0;

    /// <summary>Expected payoff a period of following σ, with entropy/λ under shocks; S numbers.</summary>
    public double[] Rewards(int player, double[] sigma)
    {
        var reward = new double[game.StateCount];
        var chances = new double[_count];
        for (int s = 0; s < reward.Length; s++)
        {
            if (game.IsOver(s))
            {
                continue;
            }

            var sg = sigma.AsSpan(s * _m, _m);
            _stage.ProfileChances(sg, chances);
            reward[s] = FixedOrder.Dot(chances, game.Payoffs[player].AsSpan(s * _count, _count)) + (Shocks ? Entropy(player, sg) / precision : 0);
        }

        return reward;
    }

    /// <summary>Action values of a profile whose values are known, S × m.</summary>
    public double[] ActionValues(double[] sigma, double[][] values)
    {
        double[] q = new double[sigma.Length], w = new double[_n * _count], others = new double[_n * _count];
        for (int s = 0; s < game.StateCount; s++)
        {
            for (int i = 0; i < _n; i++)
            {
                Continuation(i, s, values[i], w.AsSpan(i * _count, _count));
            }

            _shape.Others(sigma.AsSpan(s * _m, _m), others);
            _shape.ActionValues(others, w, q.AsSpan(s * _m, _m));
        }

        return q;
    }

    /// <summary>Each player's largest one-shot gain; the residual; and, when asked, everyone's best replies.</summary>
    public double[] Compare(double[] sigma, double[][] values, double[] best, out double residual)
    {
        var gains = new double[_n];
        double worst = 0;
        double[] q = new double[_m], w = new double[_n * _count], others = new double[_n * _count], reply = new double[_m];
        for (int s = 0; s < game.StateCount; s++)
        {
            for (int i = 0; i < _n; i++)
            {
                Continuation(i, s, values[i], w.AsSpan(i * _count, _count));
            }

            var sg = sigma.AsSpan(s * _m, _m);
            _shape.Others(sg, others);
            _shape.ActionValues(others, w, q);
            foreach (var pt in _shape.Points)
            {
                var own = q.AsSpan(pt.Start, pt.Moves);
                var now = sg.Slice(pt.Start, pt.Moves);
                var to = reply.AsSpan(pt.Start, pt.Moves);
                var menu = Menu(s, pt);
                double g = Best(own, to, menu) - Current(own, now);
                g = IsForbidden(now, menu) ? double.PositiveInfinity : g;
                ref double gain = ref gains[pt.Player];
                gain = Math.Max(gain, g);
                if (double.IsInfinity(precision))
                {
                    worst = Math.Max(worst, g);
                }
                else
                {
                    if (best.Length > 0)
                    {
                        to.CopyTo(best.AsSpan((s * _m) + pt.Start, pt.Moves));
                    }

                    Logit.Choose(own, precision, to, menu);
                    for (int k = 0; k < to.Length; k++)
                    {
                        double e = Math.Abs(to[k] - now[k]);
                        worst = Math.Max(worst, e);
                    }

                    continue;
                }

                if (best.Length > 0)
                {
                    to.CopyTo(best.AsSpan((s * _m) + pt.Start, pt.Moves));
                }
            }
        }

        residual = worst;
        return gains;
    }

    /// <summary>Policy iteration (Howard 1960; soft under shocks) for one player against σ, from its best replies; an upper bound of its gain.</summary>
    public double Regret(int player, double[] sigma, double[] best, double[] valueOfSigma, double firstGain, PolicyChain chain)
    {
        double d = game.Discounts[player];
        if (firstGain <= 1e-13 * (1 + FixedOrder.MaxAbs(valueOfSigma)))
        {
            return firstGain * game.LongestAnnuity(player);
        }

        var policy = (double[])sigma.Clone();
        Take(player, best, policy);
        var value = (double[])valueOfSigma.Clone();
        double[] q = new double[_m], w = new double[_n * _count], others = new double[_n * _count];
        double left = firstGain, last = double.PositiveInfinity;
        for (int round = 0; round < 200; round++)
        {
            chain.Follow(policy);
            chain.Solve(d, Rewards(player, policy), value);
            double change = 0;
            for (int s = 0; s < game.StateCount; s++)
            {
                Continuation(player, s, value, w.AsSpan(player * _count, _count));
                var sg = policy.AsSpan(s * _m, _m);
                _shape.Others(sg, others);
                _shape.ActionValues(others, w, q);
                foreach (var pt in _shape.Points)
                {
                    if (pt.Player == player)
                    {
                        var own = sg.Slice(pt.Start, pt.Moves);
                        double current = Current(q.AsSpan(pt.Start, pt.Moves), own);
                        change = Math.Max(change, Best(q.AsSpan(pt.Start, pt.Moves), own, Menu(s, pt)) - current);
                    }
                }
            }

            left = Math.Min(left, change);
            if (change <= 1e-13 * (1 + FixedOrder.MaxAbs(value)) || change >= last)
            {
                break;
            }

            last = change;
        }

        double regret = 0;
        for (int s = 0; s < value.Length; s++)
        {
            regret = Math.Max(regret, value[s] - valueOfSigma[s]);
        }

        return regret + (left * game.LongestAnnuity(player));
    }

    /// <summary>The player's own programme solved from σ, in place: policy iteration, or under errors its logit responses until they repeat themselves.</summary>
    public void Reply(int player, double[] policy, PolicyChain chain)
    {
        bool quantal = convention == ValueConvention.ChoiceErrors && !double.IsInfinity(precision);
        double[] value = new double[game.StateCount], q = new double[_m], w = new double[_n * _count], others = new double[_n * _count], before = new double[_m];
        double last = double.PositiveInfinity;
        for (int round = 0; round < 200; round++)
        {
            chain.Follow(policy);
            chain.Solve(game.Discounts[player], Rewards(player, policy), value);
            double change = 0;
            for (int s = 0; s < game.StateCount; s++)
            {
                Continuation(player, s, value, w.AsSpan(player * _count, _count));
                var sg = policy.AsSpan(s * _m, _m);
                _shape.Others(sg, others);
                _shape.ActionValues(others, w, q);
                sg.CopyTo(before);
                foreach (var pt in _shape.Points)
                {
                    if (pt.Player == player)
                    {
                        change = Math.Max(change, Answer(pt, q, before, sg, quantal, Menu(s, pt)));
                    }
                }
            }

            if (change <= 1e-13 * (1 + FixedOrder.MaxAbs(value)) || (change >= last && !quantal))
            {
                return;
            }

            last = change;
        }
    }

    // Writes one decision point's reply; returns how much it gains, or how far chances moved when the reply is a logit response.
    private double Answer(DecisionPoint pt, double[] q, double[] before, Span<double> sigma, bool quantal, ReadOnlySpan<bool> menu)
    {
        var own = q.AsSpan(pt.Start, pt.Moves);
        var now = before.AsSpan(pt.Start, pt.Moves);
        var to = sigma.Slice(pt.Start, pt.Moves);
        if (!quantal)
        {
            return Best(own, to, menu) - Current(own, now);
        }

        Logit.Choose(own, precision, to, menu);
        double moved = 0;
        for (int k = 0; k < pt.Moves; k++)
        {
            moved = Math.Max(moved, Math.Abs(to[k] - now[k]));
        }

        return moved;
    }

    private void Take(int player, double[] from, double[] to)
    {
        int start = game.Profiles.Offsets[player], length = game.Profiles.Histories[player] * game.Profiles.Moves(player);
        for (int s = 0; s < game.StateCount; s++)
        {
            from.AsSpan((s * _m) + start, length).CopyTo(to.AsSpan((s * _m) + start, length));
        }
    }

    private void Continuation(int player, int s, double[] value, Span<double> w)
    {
        game.Kernel.Expect(s, value, w);
        var u = game.Payoffs[player].AsSpan(s * _count, _count);
        double d = game.Discounts[player];
        for (int p = 0; p < _count; p++)
        {
            w[p] = u[p] + (d * w[p]);
        }
    }

    private double Entropy(int player, ReadOnlySpan<double> sigma)
    {
        double total = 0;
        foreach (var pt in _shape.Points)
        {
            if (pt.Player != player)
            {
                continue;
            }

            double e = 0;
            for (int k = 0; k < pt.Moves; k++)
            {
                double x = sigma[pt.Start + k];
                e -= x > 0 ? x * Elementary.Log(x) : 0;
            }

            total += e * _stage.HistoryChance(player, pt.History, sigma, -1);
        }

        return total;
    }

    // Best reply at action values: the logit reply with its log-sum value under shocks, otherwise the best move. Under errors a
    // quantal response is not a best reply, so its regret is positive by construction and says how costly the errors are.
    private double Best(ReadOnlySpan<double> q, Span<double> choice, ReadOnlySpan<bool> menu)
    {
        if (Shocks)
        {
            return Logit.Choose(q, precision, choice, menu);
        }

        int best = menu.IsEmpty ? 0 : menu.IndexOf(true);
        for (int k = best + 1; k < q.Length; k++)
        {
            best = q[k] > q[best] && (menu.IsEmpty || menu[k]) ? k : best;
        }

        choice.Clear();
        choice[best] = 1;
        return q[best];
    }

    private ReadOnlySpan<bool> Menu(int state, DecisionPoint pt) => game.Menus is { } menus ? menus.At((state * _m) + pt.Start, pt.Moves) : default;

    // Whether a strategy plays what may not be played: no gain measures that.
    private static bool IsForbidden(ReadOnlySpan<double> sigma, ReadOnlySpan<bool> menu)
    {
        for (int k = 0; k < menu.Length; k++)
        {
            if (!menu[k] && sigma[k] > 0)
            {
                return true;
            }
        }

        return false;
    }

    private double Current(ReadOnlySpan<double> q, ReadOnlySpan<double> sigma)
    {
        double v = 0;
        for (int k = 0; k < q.Length; k++)
        {
            v += sigma[k] > 0 ? sigma[k] * (q[k] - (Shocks ? Elementary.Log(sigma[k]) / precision : 0)) : 0;
        }

        return v;
    }
}
