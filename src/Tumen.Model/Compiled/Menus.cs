using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>
/// Which moves each player may choose in each state. A move that may not be chosen has chance exactly 0 there; everybody knows the menus, also those of later situations.
/// </summary>
/// <remarks>Laid out as strategies are: one entry per state and slot of <see cref="ProfileSpace"/>. A menu depends on the situation only, so it is the same after every history of a period.</remarks>
public sealed class Menus
{
    /// <summary>What a move that may not be chosen counts as worth among action values, in payoff units: so little that its chance is exactly 0 wherever action values are turned into chances.</summary>
    public const double Never = -1e9;

    private readonly bool[] _allowed; // S x m
    private readonly ProfileSpace _profiles;
    private readonly int[] _counts;   // S x n

    /// <summary>Builds menus from a rule.</summary>
    /// <param name="states">Number of states.</param>
    /// <param name="profiles">Joint moves and turns.</param>
    /// <param name="allows">Whether a state lets a player make a move.</param>
    /// <exception cref="ArgumentException">A player has no move in some state.</exception>
    public Menus(int states, ProfileSpace profiles, Func<int, int, int, bool> allows)
    {
        ArgumentNullException.ThrowIfNull(profiles);
        ArgumentNullException.ThrowIfNull(allows);
        _profiles = profiles;
        int n = profiles.Players.Length, m = profiles.Size;
        _allowed = new bool[states * m];
        _counts = new int[states * n];
        for (int s = 0; s < states; s++)
        {
            for (int i = 0; i < n; i++)
            {
                int moves = profiles.Moves(i);
                for (int a = 0; a < moves; a++)
                {
                    bool may = allows(s, i, a);
                    _counts[(s * n) + i] += may ? 1 : 0;
                    for (int h = 0; h < profiles.Histories[i]; h++)
                    {
                        _allowed[(s * m) + profiles.Offsets[i] + (h * moves) + a] = may;
                    }
                }

                if (_counts[(s * n) + i] == 0)
                {
                    throw new ArgumentException($"{profiles.Players[i].Name} has no move in state {s}", nameof(allows));
                }
            }
        }
    }

    /// <summary>The menus that a game's players declare; null where every move is always allowed.</summary>
    /// <param name="states">States.</param>
    /// <param name="profiles">Joint moves; its players' <see cref="Player.Allowed"/> are read.</param>
    /// <param name="end">When play ends: where it is over nobody moves, so every menu is full there.</param>
    /// <exception cref="ArgumentException">A player has no move in a state in which play goes on.</exception>
    public static Menus? Of(StateSpace states, ProfileSpace profiles, GameEnd? end)
    {
        ArgumentNullException.ThrowIfNull(states);
        ArgumentNullException.ThrowIfNull(profiles);
        if (profiles.Players.All(p => p.Allowed.IsEmpty))
        {
            return null;
        }

        var levels = new int[states.Situations.Length];
        int at = -1;
        bool Allows(int s, int i, int a)
        {
            if (at != s)
            {
                states.Levels(s, levels);
                at = s;
            }

            return profiles.Players[i].Allowed.IsEmpty || end?.IsOver(s) == true || profiles.Players[i].Allowed[a].Holds(levels, []);
        }

        return new Menus(states.Count, profiles, Allows);
    }

    /// <summary>One state's menu, slot by slot.</summary>
    public ReadOnlySpan<bool> At(int state) => _allowed.AsSpan(state * _profiles.Size, _profiles.Size);

    /// <summary>Part of the S × m entries: the menu of one decision point.</summary>
    /// <param name="start">Where it starts.</param>
    /// <param name="moves">Moves of its player.</param>
    public ReadOnlySpan<bool> At(int start, int moves) => _allowed.AsSpan(start, moves);

    /// <summary>Whether a place in the S × m strategies belongs to a move that may be chosen.</summary>
    public bool Allows(int at) => _allowed[at];

    /// <summary>Whether a player may make a move in a state.</summary>
    public bool Allows(int state, int player, int move) => _allowed[(state * _profiles.Size) + _profiles.Offsets[player] + move];

    /// <summary>Whether everybody may do their part of a joint move in a state.</summary>
    public bool AllowsProfile(int state, int profile)
    {
        for (int i = 0; i < _profiles.Players.Length; i++)
        {
            if (!_allowed[(state * _profiles.Size) + _profiles.Slot(profile, i)])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes <see cref="Never"/> into action values, and 0 into what belongs to them, wherever a state's menu lacks the move.</summary>
    /// <param name="state">State.</param>
    /// <param name="q">The state's action values.</param>
    /// <param name="residuals">Numbers beside them that then are 0; may be empty.</param>
    public void Settle(int state, Span<double> q, Span<double> residuals)
    {
        var menu = At(state);
        for (int k = 0; k < menu.Length; k++)
        {
            if (!menu[k])
            {
                q[k] = Never;
                if (!residuals.IsEmpty)
                {
                    residuals[k] = 0;
                }
            }
        }
    }

    /// <summary>How many moves a player may choose among in a state; at least 1.</summary>
    public int Count(int state, int player) => _counts[(state * _profiles.Players.Length) + player];

    /// <summary>The menus of one state alone.</summary>
    public Menus Only(int state) => new(1, _profiles, (_, i, a) => Allows(state, i, a));
}
