using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Scenarios;

/// <summary>One period of a match.</summary>
/// <param name="State">Joint situation at its start.</param>
/// <param name="Profile">What all players did.</param>
/// <param name="History">What the person had seen of the period before moving.</param>
/// <param name="Move">What the person did.</param>
public readonly record struct PlayedPeriod(int State, int Profile, int History, int Move);

/// <summary>
/// A person plays one player's part, period by period, against others who move as a theory says. The same seed and the same choices give the same match:
/// period t draws from the Philox stream (seed, t), first those who move before the person, then those who move with or after, then the next situation.
/// </summary>
public sealed class Match
{
    private readonly List<PlayedPeriod> _played = [];
    private readonly int[] _moves;
    private readonly ulong _seed;
    private Philox _random;

    /// <summary>Begins a match.</summary>
    /// <param name="others">How the others move, and the law of the situation.</param>
    /// <param name="player">Whose part is played by the person.</param>
    /// <param name="start">Joint situation in the first period.</param>
    /// <param name="seed">Seed.</param>
    public Match(Adviser others, int player, int start, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)player, (uint)others.Profiles.Players.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)start, (uint)others.States.Count);
        (Others, Player, State, _seed) = (others, player, start, seed);
        _moves = new int[others.Profiles.Players.Length];
        _random = new Philox(seed, 0);
        Open();
    }

    /// <summary>How the others move.</summary>
    public Adviser Others { get; }

    /// <summary>Whose part the person plays.</summary>
    public int Player { get; }

    /// <summary>Joint situation of this period.</summary>
    public int State { get; private set; }

    /// <summary>Whether the game has ended: nobody moves any more.</summary>
    public bool IsOver => Others.IsOver(State);

    /// <summary>Whether the person may make a move in this period.</summary>
    public bool Allows(int move) => !IsOver && Others.Allows(State, Player, move);

    /// <summary>What the person has seen of this period.</summary>
    public int History { get; private set; }

    /// <summary>Periods played, in order.</summary>
    public IReadOnlyList<PlayedPeriod> Played => _played;

    /// <summary>What the person has seen of this period: who made which move, in turn order.</summary>
    public IEnumerable<(int Player, int Move)> Seen => Others.Profiles.Earlier[Player].Select(j => (j, _moves[j]));

    /// <summary>The person moves; the others answer, and the next period opens.</summary>
    /// <param name="move">The person's move.</param>
    /// <returns>The period as it was played.</returns>
    /// <exception cref="ArgumentException">The move may not be chosen in this period, or the game is over.</exception>
    public PlayedPeriod Make(int move)
    {
        var profiles = Others.Profiles;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)move, (uint)profiles.Moves(Player));
        if (!Allows(move))
        {
            throw new ArgumentException(IsOver ? "the game is over" : $"{profiles.Players[Player].Moves[move]} may not be chosen in {Others.States.Name(State)}", nameof(move));
        }

        _moves[Player] = move;
        foreach (int j in profiles.Turns.SelectMany(t => t).Where(j => j != Player && !profiles.Earlier[Player].Contains(j)))
        {
            Draw(j);
        }

        var period = new PlayedPeriod(State, profiles.Index(_moves), History, move);
        _played.Add(period);
        var law = Others.Law(State, period.Profile);
        State = law[_random.NextIndex([.. law.Select(x => x.Chance)])].Next;
        _random = new Philox(_seed, (ulong)_played.Count);
        Open();
        return period;
    }

    private void Open()
    {
        foreach (int j in Others.Profiles.Earlier[Player])
        {
            Draw(j);
        }

        History = HistoryOf(Player);
    }

    private void Draw(int player) => _moves[player] = _random.NextIndex(Others.Chances(State, player, HistoryOf(player)));

    private int HistoryOf(int player) => Others.Profiles.Earlier[player].Aggregate(0, (h, j) => (h * Others.Profiles.Moves(j)) + _moves[j]);
}
