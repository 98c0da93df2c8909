using Tumen.Model;

namespace Tumen.Solve;

/// <summary>
/// Which moves are left, situation by situation, when those are set aside that another move beats whatever others do and whatever the future is worth, again and again:
/// no equilibrium plays any other (at finite λ: none plays one with a chance that a double could hold).
/// </summary>
/// <remarks>
/// What a future may be worth lies between what a player can make sure of and the best that can still happen, both by value iteration. Cost: a few passes over the transitions a round.
/// Games of more than <see cref="MostEntries"/> stored chances are left as they are.
/// </remarks>
internal sealed class SurvivingMoves
{
    private const long MostEntries = 20_000_000;
    private const double Invisible = 750; // e^−750 is 0 in a double
    private const int Sweeps = 6;
    private readonly StochasticGame _game;
    private readonly double _gap;
    private readonly DecisionPoint[] _points;
    private readonly bool[] _gone;
    private readonly int _m;
    private readonly int _count;
    private readonly double _shock;
    private readonly double[] _least; // margin by which a player's moves were set aside

    private SurvivingMoves(StochasticGame game, double precision)
    {
        _game = game;
        bool sharp = double.IsInfinity(precision);
        _gap = sharp ? 0 : Invisible / precision;
        _shock = sharp ? 0 : game.Profiles.Players.Max(p => p.Moves.Length) / precision;
        _points = new StageShape(game.Profiles).Points;
        _m = game.Profiles.Size;
        _count = game.Profiles.Count;
        _gone = new bool[game.StateCount * _m];
        for (int k = 0; game.Menus is { } menus && k < _gone.Length; k++)
        {
            _gone[k] = !menus.Allows(k);
        }

        _least = new double[game.PlayerCount];
        Array.Fill(_least, double.PositiveInfinity);
    }

    /// <summary>Whether anything was set aside.</summary>
    public bool Any { get; private set; }

    /// <summary>Whether a joint move uses a move of this player that was set aside.</summary>
    public bool IsGone(int state, int profile, int player) => _gone[(state * _m) + _game.Profiles.Slot(profile, player)];

    /// <summary>Whether a place in the S × m strategies belongs to a move that was set aside.</summary>
    public bool IsGone(int at) => _gone[at];

    /// <summary>Eliminates until nothing more goes.</summary>
    /// <param name="game">The game.</param>
    /// <param name="precision">λ; positive infinity for plain dominance.</param>
    public static SurvivingMoves Of(StochasticGame game, double precision)
    {
        var run = new SurvivingMoves(game, precision);
        if ((long)game.StateCount * run._count * Math.Max(1, game.Kernel.MaximumBases) > MostEntries || precision == 0)
        {
            return run;
        }

        while (run.Round())
        {
            run.Any = true;
        }

        return run;
    }

    /// <summary>A player's smallest and largest payoff of a period over surviving joint moves, all situations in which play goes on.</summary>
    public (double Low, double High) Range(int player)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int s = 0; s < _game.StateCount; s++)
        {
            for (int p = 0; p < _count && !_game.IsOver(s); p++)
            {
                if (Survives(s, p, -1))
                {
                    double u = _game.Payoffs[player][(s * _count) + p];
                    low = Math.Min(low, u);
                    high = Math.Max(high, u);
                }
            }
        }

        return low <= high ? (low, high) : (0, 0);
    }

    /// <summary>What a gain of a player is measured against in one period: its range over surviving joint moves; where that is nothing, the least by which a move was set aside; 0 when neither is there.</summary>
    public double Matters(int player)
    {
        var (low, high) = Range(player);
        return high > low ? high - low : double.IsFinite(_least[player]) ? _least[player] : 0;
    }

    private bool Survives(int s, int p, int but)
    {
        for (int j = 0; j < _game.PlayerCount; j++)
        {
            if (j != but && IsGone(s, p, j))
            {
                return false;
            }
        }

        return true;
    }

    private bool Round()
    {
        var gone = new List<int>();
        double[] w = new double[_count], low = new double[_count], high = new double[_count];
        for (int i = 0; i < _game.PlayerCount; i++)
        {
            var (least, most) = Bounds(i);
            for (int s = 0; s < _game.StateCount; s++)
            {
                if (_game.IsOver(s))
                {
                    continue;
                }

                Worth(i, s, least, low, w);
                Worth(i, s, most, high, w);
                foreach (var point in _points.Where(pt => pt.Player == i && pt.Moves > 1))
                {
                    Compare(s, point, low, high, gone);
                }
            }
        }

        foreach (int at in gone)
        {
            _gone[at] = true;
        }

        return gone.Count > 0;
    }

    // A move goes when another is worth more at the least than it is at the most, for every move of those who move at the same time; later movers answer as is worst and best.
    private void Compare(int s, DecisionPoint point, double[] low, double[] high, List<int> gone)
    {
        var least = new Dictionary<int, double>[point.Moves];
        var most = new Dictionary<int, double>[point.Moves];
        for (int a = 0; a < point.Moves; a++)
        {
            (least[a], most[a]) = ([], []);
        }

        for (int p = 0; p < _count; p++)
        {
            int move = _game.Profiles.Slot(p, point.Player) - point.Start;
            if (move < 0 || move >= point.Moves || !Survives(s, p, point.Player))
            {
                continue;
            }

            int key = Together(p, point.Player);
            least[move][key] = Math.Min(low[p], least[move].GetValueOrDefault(key, double.PositiveInfinity));
            most[move][key] = Math.Max(high[p], most[move].GetValueOrDefault(key, double.NegativeInfinity));
        }

        for (int a = 0; a < point.Moves; a++)
        {
            int at = (s * _m) + point.Start + a;
            if (_gone[at] || most[a].Count == 0)
            {
                continue;
            }

            double margin = double.NegativeInfinity;
            for (int b = 0; b < point.Moves; b++)
            {
                if (b != a && !_gone[(s * _m) + point.Start + b])
                {
                    margin = Math.Max(margin, most[a].Min(x => least[b][x.Key] - x.Value));
                }
            }

            if (margin > _gap)
            {
                gone.Add(at);
                _least[point.Player] = Math.Min(_least[point.Player], margin);
            }
        }
    }

    // The moves of the others in the player's own turn, as one number.
    private int Together(int profile, int player)
    {
        int key = 0;
        foreach (int j in _game.Profiles.Turns.First(turn => turn.Contains(player)))
        {
            key = (key * _game.Profiles.Moves(j)) + (j == player ? 0 : _game.Profiles.Move(profile, j));
        }

        return key;
    }

    private (double[] Least, double[] Most) Bounds(int player)
    {
        int states = _game.StateCount;
        double[] least = new double[states], most = new double[states], w = new double[_count], now = new double[_count];
        var none = new double[states];
        double worst = double.PositiveInfinity, best = double.NegativeInfinity;
        for (int s = 0; s < states; s++)
        {
            if (!_game.IsOver(s))
            {
                Worth(player, s, none, now, w);
                worst = Math.Min(worst, Secure(player, s, now) - _shock);
                best = Math.Max(best, Best(s, now) + _shock);
            }
        }

        for (int s = 0; s < states; s++)
        {
            (least[s], most[s]) = _game.IsOver(s) ? (0, 0) : (worst * _game.Annuity(player, s), best * _game.Annuity(player, s));
        }

        for (int sweep = 0; sweep < Sweeps && _game.Discounts[player] > 0; sweep++)
        {
            double[] nextLeast = new double[states], nextMost = new double[states];
            for (int s = 0; s < states; s++)
            {
                if (!_game.IsOver(s))
                {
                    Worth(player, s, least, now, w);
                    nextLeast[s] = Math.Max(least[s], Secure(player, s, now) - _shock);
                    Worth(player, s, most, now, w);
                    nextMost[s] = Math.Min(most[s], Best(s, now) + _shock);
                }
            }

            (least, most) = (nextLeast, nextMost);
        }

        return (least, most);
    }

    // u + δ E V of every joint move; rounding is far below any gap that matters, and a margin covers it.
    private void Worth(int player, int s, double[] value, double[] into, double[] work)
    {
        _game.Kernel.Expect(s, value, work);
        double d = _game.Discounts[player];
        for (int p = 0; p < _count; p++)
        {
            into[p] = _game.Payoffs[player][(s * _count) + p] + (d * work[p]);
        }
    }

    // The most that one move, kept whatever was seen, makes sure of.
    private double Secure(int player, int s, double[] worth)
    {
        int moves = _game.Profiles.Moves(player);
        var least = new double[moves];
        Array.Fill(least, double.PositiveInfinity);
        for (int p = 0; p < _count; p++)
        {
            if (Survives(s, p, player) && _game.Menus?.Allows((s * _m) + _game.Profiles.Slot(p, player)) != false)
            {
                ref double at = ref least[_game.Profiles.Move(p, player)];
                at = Math.Min(at, worth[p]);
            }
        }

        return least.Where(double.IsFinite).DefaultIfEmpty(worth.Min()).Max();
    }

    private double Best(int s, double[] worth)
    {
        double best = double.NegativeInfinity;
        for (int p = 0; p < _count; p++)
        {
            best = Survives(s, p, -1) ? Math.Max(best, worth[p]) : best;
        }

        return double.IsFinite(best) ? best : worth.Max();
    }
}
