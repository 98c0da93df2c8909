using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>
/// Joint moves of a period and who sees whose move before moving. Profiles run with the last player varying fastest. A player in a later turn
/// has one decision point per joint move of all earlier turns (its history); in a simultaneous game every player has one.
/// </summary>
public sealed class ProfileSpace
{
    private readonly int[] _stride;
    private readonly int[] _history;
    private readonly int[] _slot;

    /// <summary>Builds the space.</summary>
    /// <param name="players">Players in declaration order; at least one.</param>
    /// <param name="turns">Ordered partition of the players; empty for simultaneous moves.</param>
    public ProfileSpace(ImmutableArray<Player> players, ImmutableArray<ImmutableArray<int>> turns)
    {
        Players = players;
        int n = players.Length;
        Turns = turns.IsDefaultOrEmpty ? [[.. Enumerable.Range(0, n)]] : turns;
        _stride = new int[n];
        int count = 1;
        for (int i = n - 1; i >= 0; i--)
        {
            _stride[i] = count;
            count = checked(count * players[i].Moves.Length);
        }

        Count = count;
        var earlier = new ImmutableArray<int>[n];
        List<int> before = [];
        foreach (var turn in Turns)
        {
            foreach (int i in turn)
            {
                earlier[i] = [.. before];
            }

            before.AddRange(turn);
        }

        Earlier = [.. earlier];
        Histories = [.. earlier.Select(e => e.Aggregate(1, (h, j) => h * players[j].Moves.Length))];
        var offset = new int[n];
        int size = 0;
        for (int i = 0; i < n; i++)
        {
            offset[i] = size;
            size += Histories[i] * players[i].Moves.Length;
        }

        Offsets = [.. offset];
        Size = size;
        _history = new int[n * count];
        _slot = new int[n * count];
        for (int i = 0; i < n; i++)
        {
            for (int p = 0; p < count; p++)
            {
                int h = earlier[i].Aggregate(0, (x, j) => (x * players[j].Moves.Length) + Move(p, j));
                _history[(i * count) + p] = h;
                _slot[(i * count) + p] = offset[i] + (h * players[i].Moves.Length) + Move(p, i);
            }
        }
    }

    /// <summary>The players.</summary>
    public ImmutableArray<Player> Players { get; }

    /// <summary>The ordered partition of the players.</summary>
    public ImmutableArray<ImmutableArray<int>> Turns { get; }

    /// <summary>Number of joint moves P.</summary>
    public int Count { get; }

    /// <summary>Players whose moves player i sees, in turn order.</summary>
    public ImmutableArray<ImmutableArray<int>> Earlier { get; }

    /// <summary>Number of histories (decision points per state) of each player.</summary>
    public ImmutableArray<int> Histories { get; }

    /// <summary>Where each player's choice probabilities start within one state's strategy vector.</summary>
    public ImmutableArray<int> Offsets { get; }

    /// <summary>Length of one state's strategy vector: Σ histories × moves.</summary>
    public int Size { get; }

    /// <summary>Number of moves of a player.</summary>
    public int Moves(int player) => Players[player].Moves.Length;

    /// <summary>Move of one player in a profile.</summary>
    public int Move(int profile, int player) => profile / _stride[player] % Players[player].Moves.Length;

    /// <summary>How far apart two profiles are that differ in one step of a player's move.</summary>
    public int Stride(int player) => _stride[player];

    /// <summary>Profile index of a joint move.</summary>
    public int Index(ReadOnlySpan<int> moves)
    {
        int p = 0;
        for (int i = 0; i < _stride.Length; i++)
        {
            p += moves[i] * _stride[i];
        }

        return p;
    }

    /// <summary>History that a player has seen when the profile is played.</summary>
    public int History(int profile, int player) => _history[(player * Count) + profile];

    /// <summary>Index, within one state's strategy vector, of the player's move in the profile at the history of the profile.</summary>
    public int Slot(int profile, int player) => _slot[(player * Count) + profile];

    /// <summary>Slots of all profiles for one player, indexed by profile.</summary>
    public ReadOnlySpan<int> Slots(int player) => _slot.AsSpan(player * Count, Count);

    /// <summary>A history in words, for example "client provoke"; empty when nothing was seen.</summary>
    public string HistoryName(int player, int history)
    {
        var parts = new List<string>();
        foreach (int j in Earlier[player].Reverse())
        {
            parts.Add($"{Players[j].Name} {Players[j].Moves[history % Moves(j)]}");
            history /= Moves(j);
        }

        parts.Reverse();
        return string.Join(", ", parts);
    }
}
