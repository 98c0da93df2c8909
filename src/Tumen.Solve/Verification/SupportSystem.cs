using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>
/// The equations of a given support in interval arithmetic: V_i(s) = Σ_h P(h) Q_i(s,h,reference), and Q of every other played move equals Q of the reference.
/// Multilinear in chances and values, so that an evaluation over a box bounds them, and their derivatives, over the whole box.
/// </summary>
internal sealed class SupportSystem
{
    private readonly StochasticGame _game;
    private readonly SupportLayout _layout;
    private readonly Stage _stage;
    private readonly int[] _pointAt; // [first slot]: decision point
    private readonly int _m;
    private readonly int _count;
    private readonly int _n;
    private readonly int _order;

    public SupportSystem(StochasticGame game, SupportLayout layout)
    {
        _game = game;
        _layout = layout;
        _stage = new Stage(game.Profiles);
        _m = game.Profiles.Size;
        _count = game.Profiles.Count;
        _n = game.PlayerCount;
        _order = layout.Count;
        _pointAt = new int[_m];
        for (int d = 0; d < layout.Points.Length; d++)
        {
            _pointAt[layout.Points[d].Start] = d;
        }

        Residual = new Interval[_order];
        Mid = new double[_order * _order];
        Radius = new double[_order * _order];
    }

    /// <summary>F over the box.</summary>
    public Interval[] Residual { get; }

    /// <summary>Middle of F′ over the box, row-major.</summary>
    public double[] Mid { get; }

    /// <summary>Radius of F′ over the box, row-major, rounded up.</summary>
    public double[] Radius { get; }

    /// <summary>Smallest proven advantage of the reference over moves that are neither played nor the same as a played one.</summary>
    public double Margin { get; private set; }

    /// <summary>Evaluates F, and F′ and margins when asked, over a box.</summary>
    /// <param name="sigma">Chances, S × m.</param>
    /// <param name="values">Values, n × S.</param>
    /// <param name="slopes">Whether F′ is wanted too.</param>
    public void Evaluate(Interval[] sigma, Interval[] values, bool slopes)
    {
        if (slopes)
        {
            Array.Clear(Mid);
            Array.Clear(Radius);
        }

        Margin = double.PositiveInfinity;
        var w = new Interval[_n * _count];
        var rows = new Interval[_m][];
        var q = new Interval[_m];
        for (int s = 0; s < _game.StateCount; s++)
        {
            Continuation(s, values, w);
            foreach (var pt in _layout.Points)
            {
                for (int k = 0; k < pt.Moves; k++)
                {
                    int slot = pt.Start + k;
                    rows[slot] = slopes ? new Interval[_order] : [];
                    q[slot] = ActionValue(s, pt.Player, slot, sigma, w, rows[slot]);
                }
            }

            Equations(s, sigma, values, q, rows, slopes);
        }
    }

    private void Equations(int s, Interval[] sigma, Interval[] values, Interval[] q, Interval[][] rows, bool slopes)
    {
        var value = new Interval[_n];
        var row = new Interval[_n][];
        for (int i = 0; i < _n; i++)
        {
            row[i] = slopes ? new Interval[_order] : [];
        }

        for (int d = 0; d < _layout.Points.Length; d++)
        {
            var pt = _layout.Points[d];
            int i = pt.Player, reference = _layout.Reference[(s * _layout.Points.Length) + d] - (s * _m);
            var chance = Chance(s, pt, sigma, -1);
            value[i] += chance * q[reference];
            if (slopes)
            {
                AddScaled(row[i], rows[reference], chance);
                foreach (int j in _game.Profiles.Earlier[i])
                {
                    int slot = _game.Profiles.Slot(_stage.Representative(i, pt.History), j);
                    Depend(s, slot, j, Chance(s, pt, sigma, j) * q[reference], row[i]);
                }
            }

            for (int k = pt.Start; k < pt.Start + pt.Moves; k++)
            {
                int unknown = _layout.Unknown[(s * _m) + k];
                if (unknown >= 0)
                {
                    Residual[unknown] = q[k] - q[reference];
                    if (slopes)
                    {
                        var line = (Interval[])rows[k].Clone();
                        AddScaled(line, rows[reference], -1);
                        Put(unknown, line);
                    }
                }
                else if (k != reference && _game.Menus?.Allows((s * _m) + k) != false && _layout.Same[(s * _m) + k] < 0)
                {
                    Margin = Math.Min(Margin, (q[reference] - q[k]).Low);
                }
            }
        }

        for (int i = 0; i < _n; i++)
        {
            int at = (i * _game.StateCount) + s;
            Residual[at] = value[i] - values[at];
            if (slopes)
            {
                row[i][at] -= 1;
                Put(at, row[i]);
            }
        }
    }

    // Q of one move, and its derivative by every unknown.
    private Interval ActionValue(int s, int player, int slot, Interval[] sigma, Interval[] w, Interval[] row)
    {
        var space = _game.Profiles;
        var k = _game.Kernel;
        Interval q = 0;
        for (int p = 0; p < _count; p++)
        {
            if (space.Slot(p, player) != slot)
            {
                continue;
            }

            Interval others = Others(s, p, player, -1, sigma), worth = w[(player * _count) + p];
            q += others * worth;
            if (row.Length == 0)
            {
                continue;
            }

            for (int j = 0; j < _n; j++)
            {
                if (j != player && !_stage.Sees(player, j))
                {
                    Depend(s, space.Slot(p, j), j, Others(s, p, player, j, sigma) * worth, row);
                }
            }

            if (others.High == 0)
            {
                continue;
            }

            var weight = others * _game.Discounts[player];
            int at = (s * _count) + p;
            for (int e = k.RowStart[at]; e < k.RowStart[at + 1]; e++)
            {
                int to = (player * _game.StateCount) + k.Bases[k.BaseStart[s] + k.Column[e]];
                for (int f = k.FreeStart[s]; f < k.FreeStart[s + 1]; f++)
                {
                    row[to + k.FreeOffset[f]] += weight * ((Interval)k.Chance[e] * k.FreeChance[f]);
                }
            }
        }

        return q;
    }

    // The derivative by a chance goes to its own unknown; the reference's chance is what the unknown ones leave.
    private void Depend(int s, int slot, int player, Interval slope, Interval[] row)
    {
        int unknown = _layout.Unknown[(s * _m) + slot];
        if (unknown >= 0)
        {
            row[unknown] += slope;
            return;
        }

        int moves = _game.Profiles.Moves(player), start = slot - ((slot - _game.Profiles.Offsets[player]) % moves), point = _pointAt[start];
        if (_layout.Reference[(s * _layout.Points.Length) + point] != (s * _m) + slot)
        {
            return;
        }

        for (int k = start; k < start + moves; k++)
        {
            unknown = _layout.Unknown[(s * _m) + k];
            if (unknown >= 0)
            {
                row[unknown] -= slope;
            }
        }
    }

    private Interval Others(int s, int profile, int player, int without, Interval[] sigma)
    {
        Interval chance = 1;
        for (int j = 0; j < _n; j++)
        {
            if (j != player && j != without && !_stage.Sees(player, j))
            {
                chance *= sigma[(s * _m) + _game.Profiles.Slot(profile, j)];
            }
        }

        return chance;
    }

    private Interval Chance(int s, DecisionPoint pt, Interval[] sigma, int without)
    {
        Interval chance = 1;
        foreach (int j in _game.Profiles.Earlier[pt.Player])
        {
            chance *= j == without ? 1 : sigma[(s * _m) + _game.Profiles.Slot(_stage.Representative(pt.Player, pt.History), j)];
        }

        return chance;
    }

    private void Continuation(int s, Interval[] values, Interval[] w)
    {
        var k = _game.Kernel;
        for (int j = 0; j < _n; j++)
        {
            for (int p = 0; p < _count; p++)
            {
                int at = (s * _count) + p;
                Interval next = 0;
                for (int e = k.RowStart[at]; e < k.RowStart[at + 1]; e++)
                {
                    int to = (j * _game.StateCount) + k.Bases[k.BaseStart[s] + k.Column[e]];
                    for (int f = k.FreeStart[s]; f < k.FreeStart[s + 1]; f++)
                    {
                        next += (Interval)k.Chance[e] * k.FreeChance[f] * values[to + k.FreeOffset[f]];
                    }
                }

                w[(j * _count) + p] = (Interval)_game.Payoffs[j][at] + ((Interval)_game.Discounts[j] * next);
            }
        }
    }

    private void Put(int row, Interval[] line)
    {
        for (int c = 0; c < _order; c++)
        {
            if (line[c].Low != 0 || line[c].High != 0)
            {
                double mid = 0.5 * (line[c].Low + line[c].High);
                Mid[(row * _order) + c] = mid;
                Radius[(row * _order) + c] = Math.BitIncrement(Math.Max(line[c].High - mid, mid - line[c].Low));
            }
        }
    }

    private static void AddScaled(Interval[] to, Interval[] from, Interval factor)
    {
        for (int c = 0; c < to.Length; c++)
        {
            if (from[c].Low != 0 || from[c].High != 0)
            {
                to[c] += factor * from[c];
            }
        }
    }
}
