using Tumen.Model;

namespace Tumen.Solve;

/// <summary>
/// The local block J of players who move one after another. A mover's action values depend only on what is decided after it, so J is triangular with unit
/// diagonal from the last mover to the first: it is kept as its few entries and solved by substitution, never inverted.
/// </summary>
internal sealed class TurnOrder
{
    private readonly int _size;
    private readonly int[] _laterFirst; // slots, the last mover's first
    private readonly int[][] _columns;  // [slot]: slots that its action value depends on
    private readonly int[] _start;      // [slot]: where its entries begin

    /// <param name="profiles">Players, one a turn.</param>
    /// <param name="coupled">For every slot, the starts of the decision points it depends on.</param>
    /// <param name="width">For every slot, the moves of its decision point.</param>
    public TurnOrder(ProfileSpace profiles, int[][] coupled, int[] width)
    {
        _size = profiles.Size;
        _laterFirst = [.. profiles.Turns.Reverse().SelectMany(t => Enumerable.Range(profiles.Offsets[t[0]], profiles.Histories[t[0]] * profiles.Moves(t[0])))];
        _columns = [.. coupled.Select(starts => starts.SelectMany(a => Enumerable.Range(a, width[a])).ToArray())];
        _start = new int[_size];
        for (int r = 0; r < _size; r++)
        {
            _start[r] = Entries;
            Entries += _columns[r].Length;
        }
    }

    /// <summary>How many numbers describe a block.</summary>
    public int Entries { get; }

    /// <summary>Keeps the entries of a dense block, m × m.</summary>
    public void Keep(ReadOnlySpan<double> block, Span<double> entries)
    {
        for (int r = 0; r < _size; r++)
        {
            var row = block.Slice(r * _size, _size);
            int at = _start[r];
            foreach (int k in _columns[r])
            {
                entries[at++] = row[k];
            }
        }
    }

    /// <summary>x := J⁻¹ x.</summary>
    public void Solve(ReadOnlySpan<double> entries, Span<double> x)
    {
        foreach (int r in _laterFirst)
        {
            double sum = x[r];
            int at = _start[r];
            foreach (int k in _columns[r])
            {
                sum -= entries[at++] * x[k];
            }

            x[r] = sum;
        }
    }

    /// <summary>yᵀ := yᵀ J⁻¹.</summary>
    public void SolveTransposed(ReadOnlySpan<double> entries, Span<double> y)
    {
        for (int order = _size - 1; order >= 0; order--)
        {
            int r = _laterFirst[order], at = _start[r];
            double value = y[r];
            foreach (int k in _columns[r])
            {
                y[k] -= value * entries[at++];
            }
        }
    }
}
