using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>Interval versions of the one-period operators around a profile and a guess of its values.</summary>
internal sealed class VerifierPass
{
    private readonly StochasticGame _game;
    private readonly double _precision;
    private readonly bool _shocks;
    private readonly Stage _stage;
    private readonly DecisionPoint[] _points;
    private readonly Interval[] _sigma;
    private readonly double[] _stored;
    private readonly double[][] _values;
    private readonly Interval[] _next;
    private readonly int _m;
    private readonly int _count;

    public VerifierPass(StochasticGame game, double precision, ValueConvention convention, double[] sigma, double[][] values)
    {
        _game = game;
        _precision = precision;
        _shocks = convention == ValueConvention.TasteShocks && !double.IsInfinity(precision) && precision > 0;
        _stage = new Stage(game.Profiles);
        _points = new StageShape(game.Profiles).Points;
        _m = game.Profiles.Size;
        _count = game.Profiles.Count;
        _stored = sigma;
        _values = values;
        _next = new Interval[game.Kernel.MaximumBases];
        _sigma = new Interval[sigma.Length];
        ValueError = new double[game.PlayerCount];
        for (int s = 0; s < game.StateCount; s++)
        {
            foreach (var pt in _points)
            {
                Normalise(sigma.AsSpan((s * _m) + pt.Start, pt.Moves), _sigma.AsSpan((s * _m) + pt.Start, pt.Moves));
            }
        }

        RowSum = LargestRowSum();
    }

    /// <summary>Proven bound of |v − V^σ| per player; set by the caller before <see cref="Residual"/> and <see cref="Margin"/>.</summary>
    public double[] ValueError { get; }

    /// <summary>Upper bound of every row's sum of stored chances, as an interval with 1.</summary>
    public Interval RowSum { get; }

    /// <summary>Largest T_σ v − v, v − T_σ v and T* v − v over states, rounded up.</summary>
    public (double Above, double Below, double Best) Gaps(int player)
    {
        double above = 0, below = 0, best = double.NegativeInfinity;
        var q = new Interval[_m];
        for (int s = 0; s < _game.StateCount; s++)
        {
            if (_game.IsOver(s))
            {
                above = Math.Max(above, Math.Abs(_values[player][s])); // values after the end are 0
                below = Math.Max(below, Math.Abs(_values[player][s]));
                continue;
            }

            ActionValues(s, player, 0, q);
            Interval follow = 0, reply = 0, v = _values[player][s];
            foreach (var pt in _points)
            {
                if (pt.Player == player)
                {
                    var chance = HistoryChance(s, pt);
                    var own = q.AsSpan(pt.Start, pt.Moves);
                    follow += chance * Following(own, _sigma.AsSpan((s * _m) + pt.Start, pt.Moves));
                    reply += chance * Replying(own, Menu(s, pt));
                }
            }

            above = Math.Max(above, (follow - v).High);
            below = Math.Max(below, (v - follow).High);
            best = Math.Max(best, (reply - v).High);
        }

        return (above, below, best);
    }

    /// <summary>Proven upper bound of max |σ − softmax(λ Q(σ))|.</summary>
    public double Residual()
    {
        double worst = 0;
        var q = new Interval[_m];
        for (int s = 0; s < _game.StateCount; s++)
        {
            for (int i = 0; i < _game.PlayerCount; i++)
            {
                ActionValues(s, i, ValueError[i], q);
            }

            foreach (var pt in _points)
            {
                var own = q.AsSpan(pt.Start, pt.Moves);
                var menu = Menu(s, pt);
                for (int k = 0; k < pt.Moves; k++)
                {
                    if (!menu.IsEmpty && !menu[k])
                    {
                        worst = Math.Max(worst, _stored[(s * _m) + pt.Start + k]);
                        continue;
                    }

                    Interval rest = 0;
                    for (int l = 0; l < pt.Moves; l++)
                    {
                        rest += !menu.IsEmpty && !menu[l] ? (Interval)0 : l == k ? (Interval)1 : Interval.Exp((Interval)_precision * (own[l] - own[k]));
                    }

                    var gap = ((Interval)1 / rest) - _stored[(s * _m) + pt.Start + k];
                    worst = Math.Max(worst, Math.Max(Math.Abs(gap.Low), Math.Abs(gap.High)));
                }
            }
        }

        return worst;
    }

    /// <summary>Smallest proven advantage of the chosen move over every other; not positive when some strategy is mixed or not proven strict.</summary>
    public double Margin()
    {
        double margin = double.PositiveInfinity;
        var q = new Interval[_m];
        for (int s = 0; s < _game.StateCount; s++)
        {
            for (int i = 0; i < _game.PlayerCount; i++)
            {
                ActionValues(s, i, ValueError[i], q);
            }

            foreach (var pt in _points)
            {
                int chosen = _stored.AsSpan((s * _m) + pt.Start, pt.Moves).IndexOf(1.0);
                if (chosen < 0 || _game.Menus?.Allows((s * _m) + pt.Start + chosen) == false)
                {
                    return 0;
                }

                for (int k = 0; k < pt.Moves; k++)
                {
                    if (k != chosen)
                    {
                        if (_stored[(s * _m) + pt.Start + k] != 0)
                        {
                            return 0;
                        }

                        margin = _game.Menus?.Allows((s * _m) + pt.Start + k) == false ? margin : Math.Min(margin, (q[pt.Start + chosen] - q[pt.Start + k]).Low);
                    }
                }
            }
        }

        return double.IsPositiveInfinity(margin) ? double.MaxValue : margin; // a game without choices has one profile
    }

    private static void Normalise(ReadOnlySpan<double> from, Span<Interval> to)
    {
        Interval sum = 0;
        foreach (double x in from)
        {
            sum += x;
        }

        for (int k = 0; k < from.Length; k++)
        {
            to[k] = from[k] == 0 ? 0 : (Interval)from[k] / sum;
        }
    }

    // Q_i(s,·) when the future is worth v ± slack.
    private void ActionValues(int s, int player, double slack, Interval[] q)
    {
        var k = _game.Kernel;
        int b0 = k.BaseStart[s], bases = k.BaseStart[s + 1] - b0;
        var v = _values[player];
        for (int e = 0; e < bases; e++)
        {
            Interval sum = 0;
            for (int f = k.FreeStart[s]; f < k.FreeStart[s + 1]; f++)
            {
                double x = v[k.Bases[b0 + e] + k.FreeOffset[f]];
                sum += (Interval)k.FreeChance[f] * new Interval(Math.BitDecrement(x - slack), Math.BitIncrement(x + slack));
            }

            _next[e] = sum;
        }

        var space = _game.Profiles;
        foreach (var pt in _points)
        {
            if (pt.Player == player)
            {
                q.AsSpan(pt.Start, pt.Moves).Clear();
            }
        }

        for (int p = 0; p < _count; p++)
        {
            Interval others = 1;
            for (int j = 0; j < _game.PlayerCount; j++)
            {
                if (j != player && !_stage.Sees(player, j))
                {
                    others *= _sigma[(s * _m) + space.Slot(p, j)];
                }
            }

            if (others.High == 0)
            {
                continue;
            }

            int row = (s * _count) + p;
            Interval expected = 0;
            for (int e = k.RowStart[row]; e < k.RowStart[row + 1]; e++)
            {
                expected += (Interval)k.Chance[e] * _next[k.Column[e]];
            }

            q[space.Slot(p, player)] += others * ((Interval)_game.Payoffs[player][row] + ((Interval)_game.Discounts[player] * expected));
        }
    }

    private Interval HistoryChance(int s, DecisionPoint pt)
    {
        Interval chance = 1;
        int profile = _stage.Representative(pt.Player, pt.History);
        foreach (int j in _game.Profiles.Earlier[pt.Player])
        {
            chance *= _sigma[(s * _m) + _game.Profiles.Slot(profile, j)];
        }

        return chance;
    }

    private Interval Following(ReadOnlySpan<Interval> q, ReadOnlySpan<Interval> sigma)
    {
        Interval v = 0;
        for (int k = 0; k < q.Length; k++)
        {
            if (sigma[k].High > 0 && sigma[k].Low <= 1e-307)
            {
                v += (sigma[k] * q[k]) + (_shocks ? new Interval(0, 1e-300) / _precision : 0); // −x log x is below 1e-300 there
            }
            else if (sigma[k].High > 0)
            {
                v += sigma[k] * (_shocks ? q[k] - (Interval.Log(sigma[k]) / _precision) : q[k]);
            }
        }

        return v;
    }

    private ReadOnlySpan<bool> Menu(int s, DecisionPoint pt) => _game.Menus is { } menus ? menus.At((s * _m) + pt.Start, pt.Moves) : default;

    private Interval Replying(ReadOnlySpan<Interval> q, ReadOnlySpan<bool> menu)
    {
        int first = menu.IsEmpty ? 0 : menu.IndexOf(true);
        var top = q[first];
        for (int k = first + 1; k < q.Length; k++)
        {
            top = menu.IsEmpty || menu[k] ? Interval.Max(top, q[k]) : top;
        }

        if (!_shocks)
        {
            return top;
        }

        Interval sum = 0, at = top.High;
        for (int k = 0; k < q.Length; k++)
        {
            sum += menu.IsEmpty || menu[k] ? Interval.Exp((Interval)_precision * (q[k] - at)) : (Interval)0;
        }

        return at + (Interval.Log(sum) / _precision);
    }

    private Interval LargestRowSum()
    {
        var k = _game.Kernel;
        double largest = 1;
        for (int s = 0; s < k.States; s++)
        {
            Interval free = 0;
            for (int f = k.FreeStart[s]; f < k.FreeStart[s + 1]; f++)
            {
                free += k.FreeChance[f];
            }

            for (int row = s * _count; row < (s + 1) * _count; row++)
            {
                Interval sum = 0;
                for (int e = k.RowStart[row]; e < k.RowStart[row + 1]; e++)
                {
                    sum += k.Chance[e];
                }

                largest = Math.Max(largest, (sum * free).High);
            }
        }

        return new Interval(1, largest);
    }
}
