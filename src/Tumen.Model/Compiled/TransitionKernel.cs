using System.Buffers;
using Tumen.Numerics;

namespace Tumen.Model;

/// <summary>
/// The chance of each state next period, given this period's state and what every player did: φ(s′ | s, a).
/// </summary>
/// <remarks>
/// Stored sparse and in two factors. Situations whose law reads no move are moved first: a short list of (index offset, chance) per state.
/// The others follow as one sparse row per (state, profile) over the few base states that any profile of that state can reach. The next state is base + offset.
/// Immutable once built, so one kernel serves any number of solver threads. Source: Shapley (1953), PNAS 39(10), 1095-1100.
/// </remarks>
public sealed partial class TransitionKernel
{
    private readonly bool[] _full;
    private readonly Lazy<StateBand> _band; // shared by kernels with the same places
    private readonly Lazy<StateParts> _parts; // likewise

    /// <summary>How far a row may sum from 1 before it is refused: 1e-9, a pure number.</summary>
    public const double RowSumTolerance = 1e-9;

    internal TransitionKernel(
        int states, int profiles, int[] freeStart, int[] freeOffset, double[] freeChance, int[] baseStart, int[] bases, int[] rowStart, int[] column, double[] chance)
    {
        States = states;
        Profiles = profiles;
        FreeStart = freeStart;
        FreeOffset = freeOffset;
        FreeChance = freeChance;
        BaseStart = baseStart;
        Bases = bases;
        RowStart = rowStart;
        Column = column;
        Chance = chance;
        for (int s = 0; s < states; s++)
        {
            MaximumBases = Math.Max(MaximumBases, baseStart[s + 1] - baseStart[s]);
            MaximumFree = Math.Max(MaximumFree, freeStart[s + 1] - freeStart[s]);
        }

        _band = new Lazy<StateBand>(() => StateBand.Of(this));
        _parts = new Lazy<StateParts>(() => StateParts.Of(this));
        _full = new bool[states];
        for (int s = 0; s < states; s++)
        {
            _full[s] = RowsAreFull(s);
        }
    }

    // Other chances in the same places.
    internal TransitionKernel(TransitionKernel like, double[] freeChance, double[] chance)
    {
        (States, Profiles, FreeStart, FreeOffset, FreeChance) = (like.States, like.Profiles, like.FreeStart, like.FreeOffset, freeChance);
        (BaseStart, Bases, RowStart, Column, Chance) = (like.BaseStart, like.Bases, like.RowStart, like.Column, chance);
        (MaximumBases, MaximumFree, _full, _band, _parts) = (like.MaximumBases, like.MaximumFree, like._full, like._band, like._parts);
    }

    /// <summary>Whether every joint move of a state stores a chance for each of its base states, in order; then <see cref="Block"/> is a matrix.</summary>
    public bool IsFull(int state) => _full[state];

    /// <summary>The stored chances of one state: P × bases, row-major, when <see cref="IsFull"/>.</summary>
    public ReadOnlySpan<double> Block(int state) =>
        Chance.AsSpan(RowStart[state * Profiles], RowStart[(state + 1) * Profiles] - RowStart[state * Profiles]);

    /// <summary>An order of the states that keeps steps short; worked out when first asked for.</summary>
    public StateBand Band => _band.Value;

    /// <summary>Parts of the states between which no step leads.</summary>
    public StateParts Parts => _parts.Value;

    /// <summary>Number of states S.</summary>
    public int States { get; }

    /// <summary>Number of profiles P.</summary>
    public int Profiles { get; }

    /// <summary>Start of each state's move-free part; length S + 1.</summary>
    public int[] FreeStart { get; }

    /// <summary>Offset in state index of each move-free outcome.</summary>
    public int[] FreeOffset { get; }

    /// <summary>Chance of each move-free outcome.</summary>
    public double[] FreeChance { get; }

    /// <summary>Start of each state's list of base states; length S + 1.</summary>
    public int[] BaseStart { get; }

    /// <summary>Base states.</summary>
    public int[] Bases { get; }

    /// <summary>Start of each (state, profile) row, row-major; length S·P + 1.</summary>
    public int[] RowStart { get; }

    /// <summary>Position of each entry in its state's base list.</summary>
    public int[] Column { get; }

    /// <summary>Chance of each entry.</summary>
    public double[] Chance { get; }

    /// <summary>Largest number of base states of any state.</summary>
    public int MaximumBases { get; }

    /// <summary>Largest number of move-free outcomes of any state.</summary>
    public int MaximumFree { get; }

    /// <summary>Number of stored chances.</summary>
    public long Stored => Chance.LongLength + FreeChance.LongLength;

    /// <summary>Expected next value of every profile in one state: result[p] = Σ φ(s′|s,p) value[s′].</summary>
    /// <param name="state">State s.</param>
    /// <param name="value">One number per state.</param>
    /// <param name="result">Receives P numbers.</param>
    public void Expect(int state, ReadOnlySpan<double> value, Span<double> result)
    {
        int b0 = BaseStart[state], count = BaseStart[state + 1] - b0;
        double[]? rented = null;
        Span<double> local = count <= 256 ? stackalloc double[count] : (rented = ArrayPool<double>.Shared.Rent(count)).AsSpan(0, count);
        ExpectFree(state, value, local);
        int r = state * Profiles;
        if (_full[state])
        {
            // Rows without gaps need no column look-up.
            for (int p = 0; p < Profiles; p++)
            {
                result[p] = FixedOrder.Dot(Chance.AsSpan(RowStart[r + p], count), local);
            }

            if (rented is not null)
            {
                ArrayPool<double>.Shared.Return(rented);
            }

            return;
        }

        for (int p = 0; p < Profiles; p++)
        {
            double sum = 0;
            int end = RowStart[r + p + 1];
            for (int k = RowStart[r + p]; k < end; k++)
            {
                sum += Chance[k] * local[Column[k]];
            }

            result[p] = sum;
        }

        if (rented is not null)
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    /// <summary>The move-free part of the expectation, once per base state: result[e] = Σ_f chance_f value[base_e + offset_f].</summary>
    /// <param name="state">State s.</param>
    /// <param name="value">One number per state.</param>
    /// <param name="result">Receives one number per base state of s.</param>
    public void ExpectFree(int state, ReadOnlySpan<double> value, Span<double> result)
    {
        int b0 = BaseStart[state], f0 = FreeStart[state], f1 = FreeStart[state + 1];
        var bases = Bases.AsSpan(b0, BaseStart[state + 1] - b0);
        result = result[..bases.Length];
        if (f1 - f0 == 1)
        {
            // The commonest kernels have no move-free part; then base states are next states.
            double chance = FreeChance[f0];
            var from = value[FreeOffset[f0]..];
            for (int e = 0; e < bases.Length; e++)
            {
                result[e] = chance * from[bases[e]];
            }

            return;
        }

        if (f1 - f0 == 2)
        {
            double c0 = FreeChance[f0], c1 = FreeChance[f0 + 1];
            ReadOnlySpan<double> v0 = value[FreeOffset[f0]..], v1 = value[FreeOffset[f0 + 1]..];
            for (int e = 0; e < bases.Length; e++)
            {
                result[e] = (c0 * v0[bases[e]]) + (c1 * v1[bases[e]]);
            }

            return;
        }

        for (int e = 0; e < bases.Length; e++)
        {
            double sum = 0;
            for (int f = f0; f < f1; f++)
            {
                sum += FreeChance[f] * value[bases[e] + FreeOffset[f]];
            }

            result[e] = sum;
        }
    }

    /// <summary>Chance of one next state.</summary>
    public double Probability(int state, int profile, int next)
    {
        double total = 0;
        int b0 = BaseStart[state];
        int row = (state * Profiles) + profile;
        for (int k = RowStart[row]; k < RowStart[row + 1]; k++)
        {
            for (int f = FreeStart[state]; f < FreeStart[state + 1]; f++)
            {
                if (Bases[b0 + Column[k]] + FreeOffset[f] == next)
                {
                    total += Chance[k] * FreeChance[f];
                }
            }
        }

        return total;
    }

    /// <summary>Visits every next state of positive stored chance (a state may come more than once; add them).</summary>
    public void ForEachNext(int state, int profile, Action<int, double> visit)
    {
        int b0 = BaseStart[state];
        int row = (state * Profiles) + profile;
        for (int k = RowStart[row]; k < RowStart[row + 1]; k++)
        {
            for (int f = FreeStart[state]; f < FreeStart[state + 1]; f++)
            {
                visit(Bases[b0 + Column[k]] + FreeOffset[f], Chance[k] * FreeChance[f]);
            }
        }
    }

    /// <summary>The kernel in which each profile moves the state as another profile does.</summary>
    /// <param name="acts">For a state and a profile, the profile whose row it takes.</param>
    public TransitionKernel Redirect(Func<int, int, int> acts)
    {
        var rowStart = new int[RowStart.Length];
        var column = new List<int>(Column.Length);
        var chance = new List<double>(Chance.Length);
        for (int s = 0; s < States; s++)
        {
            for (int p = 0; p < Profiles; p++)
            {
                int row = (s * Profiles) + acts(s, p);
                for (int k = RowStart[row]; k < RowStart[row + 1]; k++)
                {
                    column.Add(Column[k]);
                    chance.Add(Chance[k]);
                }

                rowStart[(s * Profiles) + p + 1] = column.Count;
            }
        }

        return new TransitionKernel(States, Profiles, FreeStart, FreeOffset, FreeChance, BaseStart, Bases, rowStart, [.. column], [.. chance]);
    }

    /// <summary>Draws the next state.</summary>
    /// <param name="state">State now.</param>
    /// <param name="profile">Joint move.</param>
    /// <param name="u">Uniform on (0,1) for the part that moves decide.</param>
    /// <param name="v">Uniform on (0,1) for the move-free part.</param>
    public int Draw(int state, int profile, double u, double v)
    {
        int row = (state * Profiles) + profile, k = RowStart[row], last = RowStart[row + 1] - 1;
        while (k < last && (u -= Chance[k]) >= 0)
        {
            k++;
        }

        int f = FreeStart[state], lastFree = FreeStart[state + 1] - 1;
        while (f < lastFree && (v -= FreeChance[f]) >= 0)
        {
            f++;
        }

        return Bases[BaseStart[state] + Column[k]] + FreeOffset[f];
    }

    private bool RowsAreFull(int state)
    {
        int count = BaseStart[state + 1] - BaseStart[state];
        for (int row = state * Profiles; row < (state + 1) * Profiles; row++)
        {
            int k0 = RowStart[row];
            if (RowStart[row + 1] - k0 != count)
            {
                return false;
            }

            for (int k = 0; k < count; k++)
            {
                if (Column[k0 + k] != k)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
