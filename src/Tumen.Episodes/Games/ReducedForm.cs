namespace Tumen.Episodes;

/// <summary>The reduced strategic form of a tree: a strategy says what to do only where its own earlier moves allow play to come.</summary>
/// <remarks>Source: Kuhn (1953). The number of strategies grows exponentially with the tree; <see cref="TryBuild"/> refuses beyond a limit.</remarks>
public sealed class ReducedForm
{
    private readonly int[][][] _choices;

    private ReducedForm(ExtensiveGame source, int[][][] choices, StrategicGame game) => (Source, _choices, Game) = (source, choices, game);

    /// <summary>The tree.</summary>
    public ExtensiveGame Source { get; }

    /// <summary>The table with the same equilibria up to behaviour where play cannot come.</summary>
    public StrategicGame Game { get; }

    /// <summary>Action of a strategy at an information set of the tree; <see cref="ExtensiveGame.None"/> where the strategy itself keeps play away.</summary>
    public int ActionOf(int player, int strategy, InformationSet set) => _choices[player][strategy][set.Index];

    /// <summary>Builds the table.</summary>
    /// <param name="game">A tree with perfect recall.</param>
    /// <param name="maximumCells">Most pure profiles.</param>
    /// <returns>Null when there would be more.</returns>
    /// <exception cref="ArgumentException">Imperfect recall.</exception>
    public static ReducedForm? TryBuild(ExtensiveGame game, int maximumCells = 200_000)
    {
        if (PerfectRecall.FindViolation(game) is { } violation) throw new ArgumentException(violation.Message, nameof(game));
        int n = game.Players.Count;
        var choices = new int[n][][];
        long cells = 1;
        for (int i = 0; i < n; i++)
        {
            if (Strategies(game, i, maximumCells) is not { } list) return null;
            choices[i] = list;
            cells *= list.Length;
            if (cells > maximumCells || cells * game.NodeCount > 400_000_000) return null;
        }
        var payoffs = Payoffs(game, choices, (int)cells);
        var names = choices.Select((list, i) => (IReadOnlyList<string>)[.. list.Select(choice => Name(game, i, choice))]).ToArray();
        return new ReducedForm(game, choices, new StrategicGame(game.Title, game.Players, names, payoffs, game.Comment));
    }

    private static int[][]? Strategies(ExtensiveGame game, int player, int limit)
    {
        var sets = game.InformationSets.Where(set => set.Player == player).ToArray();
        var before = sets.Select(set => OwnMoveBefore(game, set)).ToArray();
        var empty = new int[game.InformationSets.Count];
        Array.Fill(empty, ExtensiveGame.None);
        var list = new List<int[]> { empty };
        for (int k = 0; k < sets.Length; k++)
        {
            var grown = new List<int[]>();
            foreach (var partial in list)
            {
                var (earlier, action) = before[k];
                if (earlier >= 0 && partial[earlier] != action)
                {
                    grown.Add(partial);
                    continue;
                }
                for (int a = 0; a < sets[k].Actions.Count; a++)
                {
                    var next = (int[])partial.Clone();
                    next[sets[k].Index] = a;
                    grown.Add(next);
                }
                if (grown.Count > limit || (long)grown.Count * empty.Length > 20_000_000) return null;
            }
            list = grown;
        }
        return [.. list];
    }

    /// <summary>The owner's last set and action before a set; (−1, −1) if this is its first move.</summary>
    internal static (int Set, int Action) OwnMoveBefore(ExtensiveGame game, InformationSet set)
    {
        int node = set.Members[0];
        while (game.Parent(node) >= 0)
        {
            int action = game.ActionInto(node);
            node = game.Parent(node);
            if (game.InformationSets[game.SetOf(node)].Player == set.Player) return (game.SetOf(node), action);
        }
        return (-1, -1);
    }

    private static Rational[] Payoffs(ExtensiveGame game, int[][][] choices, int cells)
    {
        int n = game.Players.Count;
        var payoffs = new Rational[cells * n];
        var picked = new int[n];
        var stack = new Stack<(int Node, Rational Chance)>();
        for (int cell = 0; cell < cells; cell++)
        {
            for (int i = 0, rest = cell; i < n; i++) (picked[i], rest) = (rest % choices[i].Length, rest / choices[i].Length);
            stack.Push((0, Rational.One));
            while (stack.TryPop(out var at))
            {
                if (game.IsTerminal(at.Node))
                {
                    for (int i = 0; i < n; i++) payoffs[cell * n + i] += at.Chance * game.ExactPayoffArray[at.Node * n + i];
                    continue;
                }
                var set = game.InformationSets[game.SetOf(at.Node)];
                if (set.Chances is { } chances)
                {
                    for (int a = 0; a < chances.Count; a++)
                        if (!chances[a].IsZero) stack.Push((game.Children(at.Node)[a], at.Chance * chances[a]));
                }
                else stack.Push((game.Children(at.Node)[choices[set.Player][picked[set.Player]][set.Index]], at.Chance));
            }
        }
        return payoffs;
    }

    private static string Name(ExtensiveGame game, int player, int[] choice) =>
        string.Join(' ', game.InformationSets.Where(set => set.Player == player).Select(set => choice[set.Index] < 0 ? "*" : set.Actions[choice[set.Index]]));

    /// <summary>The behaviour profile that leads to the same play as mixed strategies of the table (Kuhn 1953).</summary>
    /// <param name="mixed">Per player, one weight per strategy.</param>
    /// <remarks>Where a player's own strategy keeps play away, it is given its first action.</remarks>
    public StrategyProfile ToBehaviour(params IReadOnlyList<Rational>[] mixed)
    {
        var values = new Rational[Source.ActionCount];
        foreach (var set in Source.InformationSets)
        {
            if (set.IsChance) continue;
            var sum = Rational.Zero;
            var list = _choices[set.Player];
            for (int s = 0; s < list.Length; s++)
            {
                int action = list[s][set.Index];
                if (action < 0 || mixed[set.Player][s].IsZero) continue;
                values[set.FirstAction + action] += mixed[set.Player][s];
                sum += mixed[set.Player][s];
            }
            for (int a = 0; a < set.Actions.Count; a++)
                values[set.FirstAction + a] = sum.IsZero ? (a == 0 ? Rational.One : Rational.Zero) : values[set.FirstAction + a] / sum;
        }
        return StrategyProfile.FromExact(Source, values);
    }

    /// <summary>As the exact version, in floating point.</summary>
    /// <param name="mixed">Per player, one weight per strategy.</param>
    internal StrategyProfile ToBehaviour(double[][] mixed)
    {
        var values = new double[Source.ActionCount];
        foreach (var set in Source.InformationSets)
        {
            if (set.IsChance) continue;
            double sum = 0;
            var list = _choices[set.Player];
            for (int s = 0; s < list.Length; s++)
            {
                int action = list[s][set.Index];
                if (action < 0 || !(mixed[set.Player][s] > 0)) continue;
                values[set.FirstAction + action] += mixed[set.Player][s];
                sum += mixed[set.Player][s];
            }
            for (int a = 0; a < set.Actions.Count; a++)
                values[set.FirstAction + a] = sum > 1e-13 ? values[set.FirstAction + a] / sum : a == 0 ? 1 : 0;
        }
        return StrategyProfile.FromDoubles(Source, values);
    }
}
