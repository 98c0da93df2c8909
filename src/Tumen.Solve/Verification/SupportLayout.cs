using Tumen.Model;

namespace Tumen.Solve;

/// <summary>
/// Which numbers of a profile are unknown when its support is given. At every decision point one played move is the reference, whose chance is what the others leave; the
/// other played moves are unknown, and so are all values. A played move that is bit for bit the same as another played one for its player (same payoffs, same
/// transitions, whatever the others do) keeps its printed chance: no equation could determine it.
/// </summary>
internal sealed class SupportLayout
{
    private readonly StochasticGame _game;
    private readonly int _m;

    public SupportLayout(StochasticGame game, double[] sigma)
    {
        _game = game;
        _m = game.Profiles.Size;
        Points = new StageShape(game.Profiles).Points;
        Unknown = new int[sigma.Length];
        Reference = new int[game.StateCount * Points.Length];
        Same = new int[sigma.Length];
        Array.Fill(Unknown, -1);
        Array.Fill(Same, -1);
        int next = game.StateCount * game.PlayerCount;
        for (int s = 0; s < game.StateCount; s++)
        {
            for (int d = 0; d < Points.Length; d++)
            {
                var pt = Points[d];
                int at = (s * _m) + pt.Start, best = 0;
                for (int k = 1; k < pt.Moves; k++)
                {
                    best = sigma[at + k] > sigma[at + best] ? k : best;
                }

                Reference[(s * Points.Length) + d] = at + best;
                for (int k = 0; k < pt.Moves; k++)
                {
                    // The reference comes first among the moves that others may equal; then moves in order.
                    Same[at + k] = k != best && Equal(s, pt, k, best) ? at + best : Same[at + k];
                    for (int l = 0; l < k && Same[at + k] < 0 && k != best; l++)
                    {
                        Same[at + k] = l != best && sigma[at + l] > 0 && Equal(s, pt, k, l) ? at + l : -1;
                    }

                    if (k != best && sigma[at + k] > 0 && Same[at + k] < 0)
                    {
                        Unknown[at + k] = next++;
                    }
                }
            }
        }

        Count = next;
    }

    /// <summary>Decision points of one state.</summary>
    public DecisionPoint[] Points { get; }

    /// <summary>Number of unknowns: first S·n values, then chances.</summary>
    public int Count { get; }

    /// <summary>Index of each chance among the unknowns, or −1; S × m.</summary>
    public int[] Unknown { get; }

    /// <summary>Slot of the reference move of every decision point; S × points.</summary>
    public int[] Reference { get; }

    /// <summary>A played move that a move is the same as, or −1; S × m.</summary>
    public int[] Same { get; }

    private bool Equal(int s, DecisionPoint pt, int a, int b)
    {
        var space = _game.Profiles;
        var k = _game.Kernel;
        int move = space.Stride(pt.Player) * (b - a);
        for (int p = 0; p < space.Count; p++)
        {
            if (space.Slot(p, pt.Player) != pt.Start + a)
            {
                continue;
            }

            int x = (s * space.Count) + p, y = x + move, length = k.RowStart[x + 1] - k.RowStart[x];
            if (_game.Payoffs[pt.Player][x] != _game.Payoffs[pt.Player][y]
                || length != k.RowStart[y + 1] - k.RowStart[y]
                || !k.Column.AsSpan(k.RowStart[x], length).SequenceEqual(k.Column.AsSpan(k.RowStart[y], length))
                || !k.Chance.AsSpan(k.RowStart[x], length).SequenceEqual(k.Chance.AsSpan(k.RowStart[y], length)))
            {
                return false;
            }

            // Later movers may answer the two moves differently: then they are not the same.
            for (int j = 0; j < _game.PlayerCount; j++)
            {
                if (space.Earlier[j].Contains(pt.Player))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
