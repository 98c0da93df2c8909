using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>
/// The algebra of one state's period: how action values follow from continuation payoffs and strategies, and how both respond to each other.
/// </summary>
/// <remarks>
/// A state's strategy vector has one entry per (player, history, move); see <see cref="ProfileSpace"/>. Continuation payoffs w are n × P, row-major.
/// One instance serves one thread. All methods work on caller's spans and allocate nothing.
/// </remarks>
public sealed partial class Stage
{
    private readonly int[][] _representative; // [player][history] -> a profile with that history
    private readonly bool[,] _conditions;     // [i,j]: player i has seen j's move
    private readonly int[,][] _rest;          // [i,j]: the others besides j whose moves i has not seen
    private readonly double[] _others;        // c_i(p), n x P
    private readonly int[][] _coupled;        // [slot]: starts of the decision points whose strategies move its action value
    private readonly int[] _width;            // [slot]: moves at its decision point

    /// <summary>Prepares work space for a game's period.</summary>
    public Stage(ProfileSpace profiles)
    {
        Space = profiles;
        int n = profiles.Players.Length;
        PlayerCount = n;
        _others = new double[n * profiles.Count];
        _conditions = new bool[n, n];
        _representative = new int[n][];
        for (int i = 0; i < n; i++)
        {
            _representative[i] = new int[profiles.Histories[i]];
            Array.Fill(_representative[i], -1);
            for (int p = 0; p < profiles.Count; p++)
            {
                ref int r = ref _representative[i][profiles.History(p, i)];
                r = r < 0 ? p : r;
            }

            foreach (int j in profiles.Earlier[i])
            {
                _conditions[i, j] = true;
            }
        }

        _rest = new int[n, n][];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                _rest[i, j] = [.. Enumerable.Range(0, n).Where(k => k != i && k != j && !_conditions[i, k])];
            }
        }

        _width = new int[profiles.Size];
        var coupled = new SortedSet<int>[profiles.Size];
        for (int i = 0; i < n; i++)
        {
            for (int p = 0; p < profiles.Count; p++)
            {
                int slot = profiles.Slot(p, i);
                _width[slot] = profiles.Moves(i);
                var starts = coupled[slot] ??= [];
                for (int j = 0; j < n; j++)
                {
                    if (j != i && !_conditions[i, j])
                    {
                        starts.Add(profiles.Slot(p, j) - profiles.Move(p, j));
                    }
                }
            }
        }

        _coupled = [.. coupled.Select(c => c is null ? (int[])[] : [.. c])];
        Order = profiles.Turns.All(t => t.Length == 1) ? new TurnOrder(profiles, _coupled, _width) : null;
    }

    /// <summary>How to solve with the local block of <see cref="LocalJacobian"/> by substitution; null when some players move at once.</summary>
    internal TurnOrder? Order { get; }

    /// <summary>Joint moves and turns.</summary>
    public ProfileSpace Space { get; }

    /// <summary>Number of players n.</summary>
    public int PlayerCount { get; }

    /// <summary>c_i(p) of the last <see cref="Weigh"/>: the chance of everyone else's part of profile p, given what i has seen; n × P.</summary>
    public ReadOnlySpan<double> Others => _others;

    /// <summary>A profile that brings a player to a history.</summary>
    internal int Representative(int player, int history) => _representative[player][history];

    /// <summary>The others besides <paramref name="other"/> whose moves a player has not seen.</summary>
    internal int[] Rest(int player, int other) => _rest[player, other];

    /// <summary>Whether a player has seen another's move of this period.</summary>
    internal bool Sees(int player, int other) => _conditions[player, other];

    /// <summary>Logit response at every decision point, and its log-sum value.</summary>
    /// <param name="q">Action values.</param>
    /// <param name="precision">λ.</param>
    /// <param name="sigma">Receives the strategy vector.</param>
    /// <param name="menu">Which moves the state allows, slot by slot (<see cref="StochasticGame.Menu"/>); empty when all.</param>
    public void Respond(ReadOnlySpan<double> q, double precision, Span<double> sigma, ReadOnlySpan<bool> menu)
    {
        for (int i = 0; i < PlayerCount; i++)
        {
            int a = Space.Moves(i);
            for (int h = 0; h < Space.Histories[i]; h++)
            {
                int at = Space.Offsets[i] + (h * a);
                Numerics.Logit.Choose(q.Slice(at, a), precision, sigma.Slice(at, a), menu.IsEmpty ? menu : menu.Slice(at, a));
            }
        }
    }

    /// <summary>Works out <see cref="Others"/> for a strategy vector.</summary>
    public void Weigh(ReadOnlySpan<double> sigma)
    {
        int count = Space.Count;
        for (int i = 0; i < PlayerCount; i++)
        {
            var c = _others.AsSpan(i * count, count);
            c.Fill(1);
            for (int j = 0; j < PlayerCount; j++)
            {
                if (j == i || _conditions[i, j])
                {
                    continue;
                }

                var slots = Space.Slots(j);
                for (int p = 0; p < count; p++)
                {
                    c[p] *= sigma[slots[p]];
                }
            }
        }
    }

    /// <summary>π(p): the chance of each profile under a strategy vector.</summary>
    public void ProfileChances(ReadOnlySpan<double> sigma, Span<double> chances)
    {
        chances.Fill(1);
        for (int j = 0; j < PlayerCount; j++)
        {
            var slots = Space.Slots(j);
            for (int p = 0; p < chances.Length; p++)
            {
                chances[p] *= sigma[slots[p]];
            }
        }
    }

    /// <summary>q = A(σ) w, after <see cref="Weigh"/>.</summary>
    public void ActionValues(ReadOnlySpan<double> w, Span<double> q)
    {
        int count = Space.Count;
        q.Clear();
        for (int i = 0; i < PlayerCount; i++)
        {
            var slots = Space.Slots(i);
            int row = i * count;
            for (int p = 0; p < count; p++)
            {
                q[slots[p]] += _others[row + p] * w[row + p];
            }
        }
    }

    /// <summary>Values of the state, V_i = Σ_h P(h) U_i(h), under a convention.</summary>
    public void Values(ReadOnlySpan<double> sigma, ReadOnlySpan<double> q, double precision, ValueConvention convention, Span<double> values)
    {
        for (int i = 0; i < PlayerCount; i++)
        {
            double v = 0;
            for (int h = 0; h < Space.Histories[i]; h++)
            {
                v += HistoryChance(i, h, sigma, -1) * PointValue(i, h, sigma, q, precision, convention);
            }

            values[i] = v;
        }
    }

    /// <summary>Entropy-adjusted value of following σ at action values q (shocks), or its mean (errors): what V must equal when σ is held fixed.</summary>
    public void PolicyValues(ReadOnlySpan<double> sigma, ReadOnlySpan<double> q, double precision, ValueConvention convention, Span<double> values)
    {
        for (int i = 0; i < PlayerCount; i++)
        {
            int a = Space.Moves(i);
            double v = 0;
            for (int h = 0; h < Space.Histories[i]; h++)
            {
                int at = Space.Offsets[i] + (h * a);
                double u = 0;
                for (int k = 0; k < a; k++)
                {
                    double s = sigma[at + k];
                    u += s > 0 ? s * (q[at + k] - (convention == ValueConvention.TasteShocks ? Elementary.Log(s) / precision : 0)) : 0;
                }

                v += HistoryChance(i, h, sigma, -1) * u;
            }

            values[i] = v;
        }
    }

    /// <summary>Chance that player i finds itself at history h, leaving out one player's factor when asked.</summary>
    public double HistoryChance(int player, int history, ReadOnlySpan<double> sigma, int without)
    {
        double chance = 1;
        foreach (int j in Space.Earlier[player])
        {
            if (j != without)
            {
                chance *= sigma[Space.Slot(_representative[player][history], j)];
            }
        }

        return chance;
    }

    private double PointValue(int i, int h, ReadOnlySpan<double> sigma, ReadOnlySpan<double> q, double precision, ValueConvention convention)
    {
        int a = Space.Moves(i), at = Space.Offsets[i] + (h * a);
        if (convention == ValueConvention.ChoiceErrors || precision == 0)
        {
            double mean = 0;
            for (int k = 0; k < a; k++)
            {
                mean += sigma[at + k] * q[at + k];
            }

            return mean;
        }

        // What has no chance is not on the menu, or would add 0 to the sum.
        double top = double.NegativeInfinity;
        for (int k = 0; k < a; k++)
        {
            top = sigma[at + k] == 0 ? top : Math.Max(top, q[at + k]);
        }

        double sum = 0;
        for (int k = 0; k < a; k++)
        {
            sum += sigma[at + k] == 0 ? 0 : Elementary.Exp(precision * (q[at + k] - top));
        }

        return top + (Elementary.Log(sum) / precision);
    }
}
