namespace Tumen.Episodes;

/// <summary>What is left of a game when strictly dominated strategies are set aside, again and again: no equilibrium uses any other.</summary>
/// <remarks>Exact. Dominance by another strategy and, where that finds nothing more, by a mixture (a matrix game of value above zero). Source: Luce and Raiffa (1957), ch. 5; Pearce (1984), Econometrica 52, for mixtures.</remarks>
internal sealed class Survivors
{
    private const int MostMixtureCells = 2_500;
    private readonly StrategicGame _game;
    private readonly List<int>[] _left;

    private Survivors(StrategicGame game)
    {
        _game = game;
        _left = [.. game.Strategies.Select(list => Enumerable.Range(0, list.Count).ToList())];
    }

    /// <summary>Strategies that survive, per player, in order.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Left => _left;

    /// <summary>Whether anything was set aside.</summary>
    public bool Any => Enumerable.Range(0, _left.Length).Any(i => _left[i].Count < _game.Strategies[i].Count);

    /// <summary>How many strategies a player has, those set aside included.</summary>
    public int Choices(int player) => _game.Strategies[player].Count;

    /// <summary>Eliminates until nothing more is dominated.</summary>
    public static Survivors Of(StrategicGame game)
    {
        var run = new Survivors(game);
        while (run.Round(run.DominatedByAnother) || run.Round(run.DominatedByMixture))
        {
        }

        return run;
    }

    /// <summary>A player's smallest and largest payoff over the surviving cells.</summary>
    public (Rational Low, Rational High) RangeOf(int player)
    {
        Rational? low = null, high = null;
        foreach (int cell in Cells(-1, 0))
        {
            var value = _game.Payoff(cell, player);
            low = low is { } l && l <= value ? l : value;
            high = high is { } h && h >= value ? h : value;
        }

        return (low!.Value, high!.Value);
    }

    /// <summary>
    /// What a gain of a player is measured against: its payoff range over surviving cells; where that is nothing, the least that a strategy set aside loses against survivors; 0 when neither is there.
    /// </summary>
    public Rational Matters(int player)
    {
        var (low, high) = RangeOf(player);
        if (high > low)
        {
            return high - low;
        }

        int stride = _game.Stride(player);
        Rational? least = null;
        foreach (int cell in Cells(player, 0))
        {
            foreach (int s in Enumerable.Range(0, _game.Strategies[player].Count).Except(_left[player]))
            {
                var loss = high - _game.Payoff(cell + (s * stride), player);
                least = least is { } l && l <= loss ? l : loss;
            }
        }

        return least ?? Rational.Zero;
    }

    // All players look at the same game in a round, so the order of players does not matter.
    private bool Round(Func<int, int, int[], bool> dominated)
    {
        var gone = new List<(int Player, int Strategy)>();
        for (int i = 0; i < _left.Length; i++)
        {
            if (_left[i].Count < 2)
            {
                continue;
            }

            int[] others = [.. Cells(i, 0)];
            gone.AddRange(_left[i].Where(s => dominated(i, s, others)).Select(s => (i, s)));
        }

        foreach (var (player, strategy) in gone)
        {
            _left[player].Remove(strategy);
        }

        return gone.Count > 0;
    }

    private bool DominatedByAnother(int player, int strategy, int[] others)
    {
        int stride = _game.Stride(player);
        return _left[player].Any(other => other != strategy && Array.TrueForAll(others, cell => _game.Payoff(cell + (other * stride), player) > _game.Payoff(cell + (strategy * stride), player)));
    }

    private bool DominatedByMixture(int player, int strategy, int[] others)
    {
        int[] rivals = [.. _left[player].Where(other => other != strategy)];
        if (rivals.Length < 2 || rivals.Length * others.Length > MostMixtureCells)
        {
            return false;
        }

        int stride = _game.Stride(player);
        var gain = new Rational[rivals.Length, others.Length];
        for (int r = 0; r < rivals.Length; r++)
        {
            for (int c = 0; c < others.Length; c++)
            {
                gain[r, c] = _game.Payoff(others[c] + (rivals[r] * stride), player) - _game.Payoff(others[c] + (strategy * stride), player);
            }
        }

        return MatrixGame.HasPositiveValue(gain);
    }

    // Surviving cells, a player's own strategy held at its first.
    private IEnumerable<int> Cells(int fixedPlayer, int from, int cell = 0)
    {
        if (from == _left.Length)
        {
            yield return cell;
            yield break;
        }

        foreach (int s in from == fixedPlayer ? [0] : _left[from])
        {
            foreach (int below in Cells(fixedPlayer, from + 1, cell + (s * _game.Stride(from))))
            {
                yield return below;
            }
        }
    }
}
