using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>One decision point of a state: a player at a history.</summary>
/// <param name="Player">Player index.</param>
/// <param name="History">History index.</param>
/// <param name="Start">Where its moves start in a state's strategy vector.</param>
/// <param name="Moves">How many they are.</param>
internal readonly record struct DecisionPoint(int Player, int History, int Start, int Moves);

/// <summary>The multilinear algebra of one period for responses of any family: weights, action values, interactions, and how values respond.</summary>
internal sealed class StageShape
{
    private readonly ProfileSpace _space;
    private readonly Stage _stage;
    private readonly int _n;
    private readonly int _m;
    private readonly int _count;

    public StageShape(ProfileSpace profiles)
    {
        _space = profiles;
        _stage = new Stage(profiles);
        _n = profiles.Players.Length;
        _m = profiles.Size;
        _count = profiles.Count;
        Points =
        [
            .. Enumerable.Range(0, _n).SelectMany(i => Enumerable.Range(0, profiles.Histories[i])
                .Select(h => new DecisionPoint(i, h, profiles.Offsets[i] + (h * profiles.Moves(i)), profiles.Moves(i)))),
        ];
    }

    public DecisionPoint[] Points { get; }

    /// <summary>c_i(p), the chance of what i has not seen and does not choose; n × P.</summary>
    public void Others(ReadOnlySpan<double> sigma, Span<double> others)
    {
        for (int i = 0; i < _n; i++)
        {
            var c = others.Slice(i * _count, _count);
            c.Fill(1);
            for (int j = 0; j < _n; j++)
            {
                if (j == i || _stage.Sees(i, j))
                {
                    continue;
                }

                var slots = _space.Slots(j);
                for (int p = 0; p < _count; p++)
                {
                    c[p] *= sigma[slots[p]];
                }
            }
        }
    }

    public void ActionValues(ReadOnlySpan<double> others, ReadOnlySpan<double> w, Span<double> q)
    {
        q.Clear();
        AddActionValues(others, w, q);
    }

    public void AddActionValues(ReadOnlySpan<double> others, ReadOnlySpan<double> w, Span<double> q)
    {
        for (int i = 0; i < _n; i++)
        {
            var slots = _space.Slots(i);
            var c = others.Slice(i * _count, _count);
            var x = w.Slice(i * _count, _count);
            for (int p = 0; p < _count; p++)
            {
                q[slots[p]] += c[p] * x[p];
            }
        }
    }

    /// <summary>∂(A w)/∂σ: m × m.</summary>
    public void Interaction(ReadOnlySpan<double> sigma, ReadOnlySpan<double> w, Span<double> b)
    {
        b.Clear();
        for (int i = 0; i < _n; i++)
        {
            var own = _space.Slots(i);
            for (int j = 0; j < _n; j++)
            {
                if (j == i || _stage.Sees(i, j))
                {
                    continue;
                }

                var their = _space.Slots(j);
                var rest = _stage.Rest(i, j);
                var at = w.Slice(i * _count, _count);
                for (int p = 0; p < at.Length; p++)
                {
                    double x = at[p];
                    foreach (int k in rest)
                    {
                        x *= sigma[_space.Slot(p, k)];
                    }

                    b[(own[p] * _m) + their[p]] += x;
                }
            }
        }
    }

    /// <summary>I − share · B Λ with Λ = diag(g) − g gᵀ/Σg at every decision point.</summary>
    public void LocalMatrix(ReadOnlySpan<double> b, ReadOnlySpan<double> g, double share, Span<double> matrix)
    {
        foreach (var pt in Points)
        {
            var part = g.Slice(pt.Start, pt.Moves);
            double total = 0;
            foreach (double x in part)
            {
                total += x;
            }

            for (int r = 0; r < _m; r++)
            {
                var from = b.Slice((r * _m) + pt.Start, pt.Moves);
                var to = matrix.Slice((r * _m) + pt.Start, pt.Moves);
                double mean = 0;
                for (int k = 0; k < pt.Moves; k++)
                {
                    mean += part[k] * from[k];
                }

                mean = total > 0 ? mean / total : 0;
                for (int k = 0; k < pt.Moves; k++)
                {
                    to[k] = -share * part[k] * (from[k] - mean);
                }
            }
        }

        for (int r = 0; r < _m; r++)
        {
            matrix[(r * _m) + r] += 1;
        }
    }

    /// <summary>V_i = Σ_h P(h) U(h).</summary>
    public void Values(ReadOnlySpan<double> sigma, ReadOnlySpan<double> pointValue, Span<double> values)
    {
        values.Clear();
        for (int d = 0; d < Points.Length; d++)
        {
            values[Points[d].Player] += _stage.HistoryChance(Points[d].Player, Points[d].History, sigma, -1) * pointValue[d];
        }
    }

    /// <summary>∂V/∂q (n × m) and ∂V/∂t (n).</summary>
    public void ValueSlopes(
        ReadOnlySpan<double> sigma, ReadOnlySpan<double> g, ReadOnlySpan<double> sigmaT, ReadOnlySpan<double> pointValue,
        ReadOnlySpan<double> valueQ, ReadOnlySpan<double> pointT, Span<double> slopes, Span<double> valuesT)
    {
        slopes.Clear();
        valuesT.Clear();
        for (int d = 0; d < Points.Length; d++)
        {
            var pt = Points[d];
            int i = pt.Player;
            double chance = _stage.HistoryChance(i, pt.History, sigma, -1);
            var row = slopes.Slice(i * _m, _m);
            for (int k = 0; k < pt.Moves; k++)
            {
                row[pt.Start + k] += chance * valueQ[pt.Start + k];
            }

            valuesT[i] += chance * pointT[d];
            foreach (int j in _space.Earlier[i])
            {
                // The chance of this history moves with j's strategy at j's own decision point.
                double rest = _stage.HistoryChance(i, pt.History, sigma, j) * pointValue[d];
                int slot = _space.Slot(_stage.Representative(i, pt.History), j), moves = _space.Moves(j);
                int start = slot - ((slot - _space.Offsets[j]) % moves);
                double total = 0;
                for (int k = 0; k < moves; k++)
                {
                    total += g[start + k];
                }

                for (int k = 0; k < moves && total > 0; k++)
                {
                    row[start + k] += rest * g[slot] * ((start + k == slot ? 1 : 0) - (g[start + k] / total));
                }

                valuesT[i] += rest * sigmaT[slot];
            }
        }
    }

    /// <summary>Largest gain of one deviation over all decision points of a state, given action values, σ, and the state's menu (empty when every move is allowed).</summary>
    public double Gain(ReadOnlySpan<double> q, ReadOnlySpan<double> sigma, ReadOnlySpan<bool> menu)
    {
        double worst = 0;
        foreach (var pt in Points)
        {
            double best = double.NegativeInfinity, now = 0;
            for (int k = 0; k < pt.Moves; k++)
            {
                best = menu.IsEmpty || menu[pt.Start + k] ? Math.Max(best, q[pt.Start + k]) : best;
            }

            for (int k = 0; k < pt.Moves; k++)
            {
                now += sigma[pt.Start + k] * (best - q[pt.Start + k]);
            }

            worst = Math.Max(worst, now);
        }

        return worst;
    }
}
