namespace Tumen.Episodes;

/// <summary>A finite game in strategic form: everyone picks one strategy at once.</summary>
/// <remarks>Immutable. Cells are numbered with the first player's strategy varying fastest, as in .nfg files.</remarks>
public sealed class StrategicGame
{
    private readonly Rational[] _payoffs;
    private readonly int[] _stride;
    private double[]? _doubles;

    /// <summary>A game from its payoffs.</summary>
    /// <param name="title">Its name.</param>
    /// <param name="players">Player names.</param>
    /// <param name="strategies">Strategy names per player, at least one each.</param>
    /// <param name="payoffs">Exact payoffs, shape [cells, players], first player's strategy fastest.</param>
    /// <param name="comment">Free text.</param>
    /// <param name="outcomes">Named outcomes if the game was declared by outcome; otherwise null.</param>
    /// <param name="outcomeOfCell">Outcome index per cell, <see cref="ExtensiveGame.None"/> for none; null without outcomes.</param>
    /// <exception cref="ArgumentException">Shapes do not agree.</exception>
    public StrategicGame(string title, IReadOnlyList<string> players, IReadOnlyList<IReadOnlyList<string>> strategies,
        IReadOnlyList<Rational> payoffs, string comment = "", IReadOnlyList<Outcome>? outcomes = null, IReadOnlyList<int>? outcomeOfCell = null)
    {
        (Title, Players, Strategies, Comment, Outcomes, OutcomeOfCell) = (title, players, strategies, comment, outcomes, outcomeOfCell);
        if (players.Count == 0 || strategies.Count != players.Count || strategies.Any(list => list.Count == 0))
            throw new ArgumentException("A strategic game needs players and at least one strategy for each.", nameof(strategies));
        _stride = new int[players.Count + 1];
        _stride[0] = 1;
        for (int i = 0; i < players.Count; i++) _stride[i + 1] = checked(_stride[i] * strategies[i].Count);
        if (payoffs.Count != CellCount * players.Count)
            throw new ArgumentException($"{CellCount} cells of {players.Count} players need {CellCount * players.Count} payoffs, not {payoffs.Count}.", nameof(payoffs));
        _payoffs = [.. payoffs];
    }

    /// <summary>The game's name.</summary>
    public string Title { get; }

    /// <summary>Player names.</summary>
    public IReadOnlyList<string> Players { get; }

    /// <summary>Strategy names per player.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Strategies { get; }

    /// <summary>Free text.</summary>
    public string Comment { get; }

    /// <summary>Named outcomes, or null when payoffs were given cell by cell.</summary>
    public IReadOnlyList<Outcome>? Outcomes { get; }

    /// <summary>Outcome index per cell, or null.</summary>
    public IReadOnlyList<int>? OutcomeOfCell { get; }

    /// <summary>Number of pure profiles.</summary>
    public int CellCount => _stride[^1];

    /// <summary>How far apart two cells are that differ by one in a player's strategy.</summary>
    public int Stride(int player) => _stride[player];

    /// <summary>Exact payoff of a player in a cell.</summary>
    public Rational Payoff(int cell, int player) => _payoffs[cell * Players.Count + player];

    /// <summary>Exact payoffs, shape [cells, players].</summary>
    public IReadOnlyList<Rational> Payoffs => _payoffs;

    internal double[] PayoffArray => _doubles ??= Array.ConvertAll(_payoffs, value => value.ToDouble());

    /// <summary>The strategy a player uses in a cell.</summary>
    public int StrategyIn(int cell, int player) => cell / _stride[player] % Strategies[player].Count;

    /// <summary>The same game as a tree: players move in order, each blind to the others.</summary>
    /// <exception cref="InvalidOperationException">More than 2,000,000 cells.</exception>
    public ExtensiveGame ToExtensive()
    {
        if (CellCount > 2_000_000) throw new InvalidOperationException($"A tree of {CellCount} ends is too large; solve the strategic form.");
        var builder = new ExtensiveGameBuilder(Title, Players, Comment);
        var sets = new int[Players.Count];
        for (int i = 0; i < Players.Count; i++) sets[i] = builder.AddInformationSet(i, Players[i], Strategies[i]);
        var row = new Rational[Players.Count];
        void Grow(int parent, int action, int depth, int cell)
        {
            if (depth == Players.Count)
            {
                for (int i = 0; i < row.Length; i++) row[i] = Payoff(cell, i);
                builder.AddEnd(parent, action, OutcomeOfCell is { } map && map[cell] >= 0 ? Outcomes![map[cell]].Label : "", row);
                return;
            }
            int node = builder.AddDecision(parent, action, sets[depth]);
            for (int a = 0; a < Strategies[depth].Count; a++) Grow(node, a, depth + 1, cell + a * _stride[depth]);
        }
        Grow(ExtensiveGame.None, 0, 0, 0);
        return builder.Build();
    }
}
