using Tumen.Numerics;

namespace Tumen.Scenarios;

/// <summary>What was counted in a simulation.</summary>
/// <param name="Units">Independent units simulated.</param>
/// <param name="Months">Months counted per unit.</param>
/// <param name="Seed">Seed.</param>
/// <param name="Cells">How often each (state, joint move) occurred: S × P.</param>
/// <param name="MovesByUnit">[unit]: for every player and move, in order, how often it was made.</param>
public sealed record SimulationCounts(int Units, int Months, ulong Seed, long[] Cells, int[][] MovesByUnit)
{
    /// <summary>Months counted in all.</summary>
    public long Total => (long)Units * Months;

    /// <summary>Share of months in which a move was made, with its Monte Carlo standard error from the spread between units (NaN for one unit).</summary>
    /// <param name="slot">Position of the move in the list of all players' moves.</param>
    public (double Share, double Error) Share(int slot)
    {
        double sum = 0, square = 0;
        foreach (int[] unit in MovesByUnit)
        {
            double x = (double)unit[slot] / Months;
            sum += x;
            square += x * x;
        }

        double mean = sum / Units, variance = Math.Max(0, (square / Units) - (mean * mean));
        return (mean, Units < 2 ? double.NaN : Math.Sqrt(variance / (Units - 1)));
    }
}

/// <summary>
/// Draws months of play. Unit k draws from its own Philox stream (seed, k), so that the same seed gives the same counts whatever the thread count.
/// </summary>
public sealed class Simulator
{
    private readonly OutcomeTables _tables;
    private readonly Play _play;
    private readonly int[] _slot; // first slot of each player in the list of all moves

    /// <summary>Prepares tables for a play; one simulator serves any number of threads.</summary>
    public Simulator(Play play)
    {
        _play = play;
        _tables = new OutcomeTables(play);
        int n = play.Profiles.Players.Length;
        _slot = new int[n + 1];
        for (int i = 0; i < n; i++)
        {
            _slot[i + 1] = _slot[i] + play.Profiles.Moves(i);
        }
    }

    /// <summary>Position of a player's move in the list of all players' moves.</summary>
    public int Slot(int player, int move) => _slot[player] + move;

    /// <summary>Simulates units and counts.</summary>
    /// <param name="start">Law over states at the start; sums to 1.</param>
    /// <param name="units">Units; each an independent history.</param>
    /// <param name="months">Months counted in each.</param>
    /// <param name="skip">Months played before counting starts.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="threads">Threads; the result does not depend on it.</param>
    /// <param name="cancel">Stops between units.</param>
    public SimulationCounts Count(double[] start, int units, int months, int skip, ulong seed, int threads, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(months);
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        int cells = _play.States.Count * _play.Profiles.Count;
        var total = new long[cells];
        var moves = new int[units][];
        var gate = new Lock();
        Parallel.For(0, units, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = cancel }, () => (Sum: new long[cells], Own: new int[cells]), (u, _, local) =>
        {
            Array.Clear(local.Own);
            Run(start, skip, months, seed, (ulong)u, local.Own, null);
            moves[u] = Tally(local.Own);
            for (int c = 0; c < cells; c++)
            {
                local.Sum[c] += local.Own[c];
            }

            return local;
        }, local =>
        {
            lock (gate)
            {
                for (int c = 0; c < cells; c++)
                {
                    total[c] += local.Sum[c]; // whole numbers: the order of threads cannot matter
                }
            }
        });
        return new SimulationCounts(units, months, seed, total, moves);
    }

    /// <summary>One unit's history: (state, joint move) of every month.</summary>
    public (int State, int Profile)[] History(double[] start, int months, ulong seed, ulong unit)
    {
        var history = new (int, int)[months];
        Run(start, 0, months, seed, unit, null, history);
        return history;
    }

    private void Run(double[] start, int skip, int months, ulong seed, ulong unit, int[]? cells, (int, int)[]? history)
    {
        int state = new Philox(seed, unit).NextIndex(start), count = _play.Profiles.Count;
        uint k0 = (uint)seed, k1 = (uint)(seed >> 32);
        Span<uint> words = stackalloc uint[4];
        ulong counter = 1; // block 0 drew the start
        for (int t = -skip; t < months; t += 2)
        {
            Philox.Block(counter++, unit, k0, k1, words);
            for (int half = 0; half < 2 && t + half < months; half++)
            {
                int profile = _tables.Draw(state, words[2 * half], words[(2 * half) + 1], out int next);
                if (t + half >= 0)
                {
                    if (cells is not null)
                    {
                        cells[(state * count) + profile]++;
                    }

                    if (history is not null)
                    {
                        history[t + half] = (state, profile);
                    }
                }

                state = next;
            }
        }
    }

    private int[] Tally(int[] cells)
    {
        int count = _play.Profiles.Count, n = _play.Profiles.Players.Length;
        var byProfile = new int[count];
        for (int c = 0; c < cells.Length; c++)
        {
            byProfile[c % count] += cells[c];
        }

        var moves = new int[_slot[n]];
        for (int p = 0; p < count; p++)
        {
            for (int i = 0; i < n; i++)
            {
                moves[_slot[i] + _play.Profiles.Move(p, i)] += byProfile[p];
            }
        }

        return moves;
    }
}
